"""Batches: requests that are collected on the builder tree and sent together.

Specification: OData Protocol 4.01, section 11.7 (batch requests).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from copy import copy
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar

from .exchange import Service
from .modes import Batch
from .pending import GIVEN_UP, INTERRUPTED, Pending
from .reading import Reading
from .request import AnyRequest, Request
from .roots import Root
from .trees import Spelling

if TYPE_CHECKING:
    from .client import AsyncClient, SyncClient
    from .schedule import Delivery, Item

R = TypeVar("R")


@dataclass(slots=True)
class Format:
    """The format of batches that a service takes, as far as that is known.

    settled: it took one in this format, or refused the other one.
    """

    multipart: bool = False
    settled: bool = False


@dataclass(frozen=True, slots=True)
class Habits:
    """How a service takes batches, and how its answers are read.

    size: the most requests in one batch; url_prefix: stands before relative URLs.
    """

    service: Service
    reading: Reading
    size: int
    url_prefix: str
    format: Format


@dataclass(frozen=True, slots=True)
class BatchTree:
    """Requests are added to a batch."""

    spelling: Spelling
    run: Callable[[AnyRequest], Pending[Any]]

    def run_listing(self, request: AnyRequest) -> Pending[Any]:
        return self.run(request)


class Collected:
    """The requests of a batch, until it is closed; shared by all views of the batch."""

    def __init__(self) -> None:
        self._items: dict[Pending[Any], Item] = {}
        self._is_open = True

    def add(self, request: Request[R], needs: Iterable[Pending[Any]]) -> Pending[R]:
        """Add a request; raises as ``add`` of the batch does."""
        from .schedule import Item  # not needed where no batch is

        self.require_open()
        if any(name.lower() == "authorization" for name in request.headers):
            raise ValueError(
                "a request with a credential of its own cannot go in a batch, "
                "which is sent with the client's"
            )
        if not isinstance(request.content, bytes | None):
            raise TypeError("a batch takes content as bytes only, not as a stream")
        try:
            items = [self._items[pending] for pending in needs]
        except KeyError:
            raise ValueError(
                "a request can depend on earlier requests of its own batch only"
            ) from None
        item = Item(len(self._items) + 1, request, items)
        self._items[item.pending] = item
        return item.pending

    def require_open(self) -> None:
        """Raise RuntimeError if the batch was sent or given up."""
        if not self._is_open:
            raise RuntimeError("the batch has ended; begin another one")

    def close(self, *, give_up: bool) -> list[Item]:
        """The items to send now: none if the batch was given up."""
        self._is_open = False
        for pending in self._items:
            pending.explain(GIVEN_UP if give_up else INTERRUPTED)
        return [] if give_up else list(self._items.values())


class _Batch(Root[Batch]):
    """What sync and async batches have in common: collecting requests."""

    __slots__ = ("_collected", "_concurrency", "_habits", "_needs")

    def __init__(self, client: SyncClient | AsyncClient, concurrency: int) -> None:
        if concurrency < 1:
            raise ValueError(f"concurrency must be at least 1, not {concurrency}")
        self._habits = Habits(
            client._service,
            client._reading,
            client.profile.batch_size,
            client.profile.batch_url_prefix,
            client._batch_format,
        )
        self._concurrency = concurrency
        self._collected = Collected()
        self._needs: tuple[Pending[Any], ...] = ()
        tree = BatchTree(client._spelling, self.add)
        super().__init__(tree, options=client._options)

    def add(
        self, request: Request[R], *, depends_on: Iterable[Pending[Any]] = ()
    ) -> Pending[R]:
        """Add a prepared request.

        depends_on: requests of this batch that have to succeed before; where one does
        not, this one fails with FailedDependencyError and is not carried out.

        Raises ValueError for a request with an Authorization header of its own and for
        dependencies outside of the batch, RuntimeError once the batch has ended.
        Specification: OData JSON Format 4.01, section 19.1.
        """
        return self._collected.add(request, (*self._needs, *depends_on))

    def after(self, *pending: Pending[Any]) -> Self:
        """The same batch, for requests that depend on these (see ``add``)."""
        same = copy(self)
        same._needs = (*self._needs, *pending)
        same._tree = BatchTree(self._tree.spelling, same.add)
        return same

    def _delivery(self, *, give_up: bool) -> Delivery:
        from .schedule import deliver

        return deliver(self._collected.close(give_up=give_up), self._habits)


class SyncBatch(_Batch):
    """A batch of a sync client: a context manager that sends what was added in it.

    When the block ends, the requests are sent in as few batches as the service allows,
    several at the same time, and each pending result gets its outcome. A block that
    ends with an exception sends nothing. Timeouts of requests hold for the batches that
    they go in, their retries for themselves.
    """

    __slots__ = ("_transport",)

    def __init__(self, client: SyncClient, concurrency: int) -> None:
        super().__init__(client, concurrency)
        self._transport = client._transport

    def __enter__(self) -> Self:
        self._collected.require_open()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        delivery = self._delivery(give_up=kind is not None)
        self._transport.deliver(delivery, self._concurrency)


class AsyncBatch(_Batch):
    """As ``SyncBatch``, with ``async with``."""

    __slots__ = ("_transport",)

    def __init__(self, client: AsyncClient, concurrency: int) -> None:
        super().__init__(client, concurrency)
        self._transport = client._transport

    async def __aenter__(self) -> Self:
        self._collected.require_open()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        delivery = self._delivery(give_up=kind is not None)
        await self._transport.deliver(delivery, self._concurrency)
