"""The base classes of generated clients: one root of builders, sync or async."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import ClassVar, Self, TypeVar, cast

import httpx

from .batch import Format
from .builders import RequestBuilder
from .credentials import Credential, SyncCredential
from .exchange import Flow, Service, describe_service
from .modes import Async, ModeT, Sync
from .paging import AsyncPager, Page, Pager
from .reading import Mismatch, Reading, log_mismatch
from .request import SERVICE_HEADERS, UNSET, AnyRequest, Request, Unset
from .retry import Retry
from .roots import Root
from .transport import AsyncTransport, SyncTransport
from .trees import (
    AsyncTree,
    PrepareTree,
    ResponseTree,
    Spelling,
    SyncTree,
    response_of,
)
from .urls import Conventions

R = TypeVar("R")
T = TypeVar("T")

Timeout = float | httpx.Timeout | None | Unset


@dataclass(frozen=True, slots=True)
class Cloud:
    """One of the places where a service is offered.

    root: its URL; scopes: what a token for it is asked for.
    """

    root: str
    scopes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ServiceProfile:
    """What a package knows about its service apart from the metadata.

    clouds: by name; the first is the default. conventions: how its URLs are spelt.
    request_id_headers, client_request_id_headers: where it names a request, in order of
    preference. batch_size: the most requests that it takes in one batch.
    batch_url_prefix: what stands before relative URLs in a batch. running_states,
    failed_states: what monitors of operations that answer 200 all the time write into
    ``status`` while one goes on, and when it failed.
    """

    clouds: Mapping[str, Cloud] = field(default_factory=dict)
    conventions: Conventions = Conventions()
    request_id_headers: tuple[str, ...] = ()
    client_request_id_headers: tuple[str, ...] = ()
    batch_size: int = 100
    batch_url_prefix: str = ""
    running_states: tuple[str, ...] = ()
    failed_states: tuple[str, ...] = ()

    def cloud(self, root: str | None, scopes: Sequence[str] | None) -> Cloud:
        """The cloud of that name or root, or of a root that the profile does not know.

        An unknown root gets the default cloud's scopes. Raises ValueError for a name
        that is none, and for no root where the profile has none.
        """
        default = next(iter(self.clouds.values()), None)
        if root is None:
            if default is None:
                raise ValueError("the service has no default root: give service_root")
            found = default
        elif root in self.clouds:
            found = self.clouds[root]
        elif "://" in root:
            known = (c for c in self.clouds.values() if c.root == root.rstrip("/"))
            found = Cloud(root, next(known, default or Cloud(root)).scopes)
        else:
            names = ", ".join(map(repr, self.clouds))
            fault = f"neither a URL nor one of {names}" if names else "no URL"
            raise ValueError(f"{root!r} is {fault}")
        return found if scopes is None else Cloud(found.root, tuple(scopes))


class _Client(Root[ModeT]):
    """What the sync and the async client have in common: settings and requests."""

    profile: ClassVar[ServiceProfile]

    _service: Service
    _spelling: Spelling
    _reading: Reading

    def __init__(
        self,
        credential: Credential | None,
        service_root: str | None,
        scopes: Sequence[str] | None,
        retry: Retry | None | Unset,
        timeout: Timeout,
        check_patterns: bool,
        strict: bool,
        on_mismatch: Callable[[Mismatch], None],
    ) -> None:
        cloud = self.profile.cloud(service_root, scopes)
        self._reading = Reading(on_mismatch, strict, self.profile.request_id_headers)
        self._service = describe_service(
            cloud.root,
            credential,
            scopes=cloud.scopes,
            headers=SERVICE_HEADERS,
            request_id_headers=self.profile.request_id_headers,
            client_request_id_headers=self.profile.client_request_id_headers,
            retry=retry,
            timeout=timeout,
        )
        self._spelling = Spelling(
            self.profile.conventions, self._service.root, check_patterns
        )
        self._batch_format = Format()

    def _plant(self, tree: SyncTree | AsyncTree) -> None:
        RequestBuilder.__init__(self, tree)
        self._prepare_tree = PrepareTree(self._spelling)
        self._response_tree = ResponseTree(self._spelling, tree.answer)

    def _finished(self, request: AnyRequest, timeout: float | None) -> Flow:
        from .monitoring import States, finished  # not needed where nobody waits

        states = States(self.profile.running_states, self.profile.failed_states)
        return finished(request, self._service, states, timeout)

    @property
    def service_root(self) -> str:
        """The URL that all requests start from; ends with a slash."""
        return self._service.root


class SyncClient(_Client[Sync]):
    """A client whose calls block until the answer is there.

    Also a context manager: leaving it closes the connections. It may be shared by
    threads.
    """

    def __init__(
        self,
        credential: SyncCredential | None = None,
        *,
        service_root: str | None = None,
        http_client: httpx.Client | None = None,
        scopes: Sequence[str] | None = None,
        retry: Retry | None | Unset = UNSET,
        timeout: Timeout = UNSET,
        check_patterns: bool = True,
        strict: bool = False,
        on_mismatch: Callable[[Mismatch], None] = log_mismatch,
    ) -> None:
        """Make a client; nothing is sent yet.

        credential: a token, a callable that returns one, any object with azure-core's
            ``get_token`` or ``get_token_info``, an ``httpx.Auth``, or None.
        service_root: a URL, or the name of one of the service's clouds.
        http_client: used instead of an own one, and left open: proxies, TLS, HTTP/2,
            event hooks and tracing are httpx's.
        scopes: what tokens are asked for, instead of the cloud's own.
        retry: for all requests; None sends each once.
        timeout: seconds, an ``httpx.Timeout``, or None to wait for ever.
        check_patterns: hold texts against the patterns of the metadata, and raise
            ValueError before anything is sent.
        strict: refuse answers whose values have other types than the metadata says,
            with MalformedResponseError; otherwise ``on_mismatch`` is called once for
            each such property, and the value is kept as it came.

        Raises ValueError for a root that is no URL or must not get the credential,
        TypeError for what is no credential, CredentialError for a text that is no
        token.
        """
        super().__init__(
            credential,
            service_root,
            scopes,
            retry,
            timeout,
            check_patterns,
            strict,
            on_mismatch,
        )
        self._transport = SyncTransport(self._service, http_client)
        send, open = self._transport.execute, self._transport.open
        self._plant(SyncTree(self._spelling, send, self._reading, open))

    def send(self, request: Request[R]) -> R:
        """Send a prepared request; raises what the call itself would raise."""
        return cast(R, self._tree.run(request))

    def wait(self, request: Request[R], *, timeout: float | None = None) -> R:
        """Send a prepared request, and wait for the end of what it began.

        As ``send``, but where the service answers that it will take a while (202), its
        monitor is asked until there is a result, as often as the service wants. It may
        do so on its own; ``with_options(prefer="respond-async")`` asks for it.

        timeout: seconds; None waits for ever.

        Raises what the call itself would raise, and StillRunningError when the time is
        over, or would be before the service wants to be asked again;
        ``wait(error.request)`` goes on.
        Specification: OData Protocol 4.01, section 11.6.
        """
        if request.idle:
            return self.send(request)
        answer = self._transport.drive(self._finished(request, timeout))
        return response_of(request, answer, self._reading).result

    def pager(self, start: Page[T] | Request[Page[T]]) -> Pager[T]:
        """The items of a page that was read, or is to be, and of all pages after it."""
        return Pager(start, self._response_tree.run)

    def close(self) -> None:
        """Close the connections of the client's own httpx client."""
        self._transport.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()


class AsyncClient(_Client[Async]):
    """As ``SyncClient``, awaited; for asyncio and trio."""

    def __init__(
        self,
        credential: Credential | None = None,
        *,
        service_root: str | None = None,
        http_client: httpx.AsyncClient | None = None,
        scopes: Sequence[str] | None = None,
        retry: Retry | None | Unset = UNSET,
        timeout: Timeout = UNSET,
        check_patterns: bool = True,
        strict: bool = False,
        on_mismatch: Callable[[Mismatch], None] = log_mismatch,
    ) -> None:
        """As ``SyncClient``; credentials may be async, sync ones run in a thread."""
        super().__init__(
            credential,
            service_root,
            scopes,
            retry,
            timeout,
            check_patterns,
            strict,
            on_mismatch,
        )
        self._transport = AsyncTransport(self._service, http_client)
        send, open = self._transport.execute, self._transport.open
        self._plant(AsyncTree(self._spelling, send, self._reading, open))

    async def send(self, request: Request[R]) -> R:
        """Send a prepared request; raises what the call itself would raise."""
        return cast(R, await self._tree.run(request))

    async def wait(self, request: Request[R], *, timeout: float | None = None) -> R:
        """As ``SyncClient.wait``."""
        if request.idle:
            return await self.send(request)
        answer = await self._transport.drive(self._finished(request, timeout))
        return response_of(request, answer, self._reading).result

    def pager(self, start: Page[T] | Request[Page[T]]) -> AsyncPager[T]:
        """The items of a page that was read, or is to be, and of all pages after it."""
        return AsyncPager(start, self._response_tree.run)

    async def close(self) -> None:
        """Close the connections of the client's own httpx client."""
        await self._transport.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.close()
