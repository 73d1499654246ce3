"""The descriptors that turn methods which build requests into calls that run them.

A builder's method returns a ``Request``. Reached through a builder, the mode of its
tree decides what a call of it does; type checkers follow the overloads of ``__get__``.
A method that is ``deprecated`` (PEP 702) as well warns the line that calls it.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Coroutine
from typing import (
    TYPE_CHECKING,
    Any,
    Concatenate,
    Generic,
    ParamSpec,
    TypeVar,
    overload,
)

from .modes import Async, AsyncResponse, Batch, Prepare, Sync, SyncResponse
from .request import Request

if TYPE_CHECKING:
    from typing import Self

    from .builders import RequestBuilder
    from .paging import AsyncPager, Page, Pager
    from .pending import Pending
    from .response import Response

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")


class operation(Generic[P, R]):
    """Makes a method that builds a request into a call of the builder's mode."""

    def __init__(self, build: Callable[Concatenate[Any, P], Request[R]]) -> None:
        self.build, self.deprecated = _plain(build)
        self.__doc__ = build.__doc__
        self.__wrapped__ = self.build

    @overload
    def __get__(self, builder: None, owner: type) -> Self: ...
    @overload
    def __get__(self, builder: RequestBuilder[Sync], owner: type) -> Callable[P, R]: ...
    @overload
    def __get__(
        self, builder: RequestBuilder[Async], owner: type
    ) -> Callable[P, Coroutine[Any, Any, R]]: ...
    @overload
    def __get__(
        self, builder: RequestBuilder[Batch], owner: type
    ) -> Callable[P, Pending[R]]: ...
    @overload
    def __get__(
        self, builder: RequestBuilder[Prepare], owner: type
    ) -> Callable[P, Request[R]]: ...
    @overload
    def __get__(
        self, builder: RequestBuilder[SyncResponse], owner: type
    ) -> Callable[P, Response[R]]: ...
    @overload
    def __get__(
        self, builder: RequestBuilder[AsyncResponse], owner: type
    ) -> Callable[P, Coroutine[Any, Any, Response[R]]]: ...
    def __get__(self, builder: RequestBuilder[Any] | None, owner: type) -> Any:
        if builder is None:
            return self
        return BoundOperation(self, builder, builder._tree.run)


class listing(Generic[P, T]):
    """As ``operation``, for methods whose request reads a page of a collection."""

    def __init__(self, build: Callable[Concatenate[Any, P], Request[Page[T]]]) -> None:
        self.build, self.deprecated = _plain(build)
        self.__doc__ = build.__doc__
        self.__wrapped__ = self.build

    @overload
    def __get__(self, builder: None, owner: type) -> Self: ...
    @overload
    def __get__(
        self, builder: RequestBuilder[Sync], owner: type
    ) -> Callable[P, Pager[T]]: ...
    @overload
    def __get__(
        self, builder: RequestBuilder[Async], owner: type
    ) -> Callable[P, AsyncPager[T]]: ...
    @overload
    def __get__(
        self, builder: RequestBuilder[Batch], owner: type
    ) -> Callable[P, Pending[Page[T]]]: ...
    @overload
    def __get__(
        self, builder: RequestBuilder[Prepare], owner: type
    ) -> Callable[P, Request[Page[T]]]: ...
    @overload
    def __get__(
        self, builder: RequestBuilder[SyncResponse], owner: type
    ) -> Callable[P, Response[Page[T]]]: ...
    @overload
    def __get__(
        self, builder: RequestBuilder[AsyncResponse], owner: type
    ) -> Callable[P, Coroutine[Any, Any, Response[Page[T]]]]: ...
    def __get__(self, builder: RequestBuilder[Any] | None, owner: type) -> Any:
        if builder is None:
            return self
        return BoundOperation(self, builder, builder._tree.run_listing)


def _plain(build: Callable[P, R]) -> tuple[Callable[P, R], str]:
    """A method without the wrapper of ``deprecated``, and what that would warn of."""
    message: str = getattr(build, "__deprecated__", "")
    return (getattr(build, "__wrapped__", build) if message else build), message


class BoundOperation:
    """A builder's operation, ready to be called; knows its signature and docstring."""

    def __init__(
        self,
        declared: operation[Any, Any] | listing[Any, Any],
        builder: RequestBuilder[Any],
        run: Callable[[Request[Any]], Any],
    ) -> None:
        self.__doc__ = declared.__doc__
        self.__wrapped__ = declared.build.__get__(builder)
        self._deprecated = declared.deprecated
        self._run = run

    def __call__(self, /, *args: Any, **kwargs: Any) -> Any:
        if self._deprecated:
            # Here, where the caller is one step away: the wrapper that the decorator
            # makes is called by the runtime.
            warnings.warn(self._deprecated, DeprecationWarning, stacklevel=2)
        return self._run(self.__wrapped__(*args, **kwargs))

    def __repr__(self) -> str:
        return f"<operation {self.__wrapped__.__qualname__}>"
