"""The root of a tree, and the requests that it can make whatever the slice lacks."""

from __future__ import annotations

from collections.abc import Coroutine, Mapping
from dataclasses import replace
from typing import Any, TypedDict, TypeVar, Unpack, get_origin, overload

from .builders import RequestBuilder
from .modes import Async, AsyncResponse, Batch, ModeT, Prepare, Sync, SyncResponse
from .pending import Pending
from .reading import read_nothing
from .request import AnyRequest, Reader, Request
from .response import Response

R = TypeVar("R")


class RequestParts(TypedDict, total=False):
    """What a free request may have besides its method and path.

    json: the body, in wire names; content: a body of bytes, whose media type stands in
    the headers; query: query options by their OData names.
    """

    json: Mapping[str, Any] | None
    content: bytes | None
    headers: Mapping[str, str] | None
    query: Mapping[str, str] | None


class Root(RequestBuilder[ModeT]):
    """The place that all paths of a service start from."""

    __slots__ = ()

    @overload
    def request(
        self: Root[Sync],
        method: str,
        path: str,
        *,
        result: None = None,
        **parts: Unpack[RequestParts],
    ) -> None: ...
    @overload
    def request(
        self: Root[Sync],
        method: str,
        path: str,
        *,
        result: type[R],
        **parts: Unpack[RequestParts],
    ) -> R: ...
    @overload
    def request(
        self: Root[Async],
        method: str,
        path: str,
        *,
        result: None = None,
        **parts: Unpack[RequestParts],
    ) -> Coroutine[Any, Any, None]: ...
    @overload
    def request(
        self: Root[Async],
        method: str,
        path: str,
        *,
        result: type[R],
        **parts: Unpack[RequestParts],
    ) -> Coroutine[Any, Any, R]: ...
    @overload
    def request(
        self: Root[Batch],
        method: str,
        path: str,
        *,
        result: None = None,
        **parts: Unpack[RequestParts],
    ) -> Pending[None]: ...
    @overload
    def request(
        self: Root[Batch],
        method: str,
        path: str,
        *,
        result: type[R],
        **parts: Unpack[RequestParts],
    ) -> Pending[R]: ...
    @overload
    def request(
        self: Root[Prepare],
        method: str,
        path: str,
        *,
        result: None = None,
        **parts: Unpack[RequestParts],
    ) -> Request[None]: ...
    @overload
    def request(
        self: Root[Prepare],
        method: str,
        path: str,
        *,
        result: type[R],
        **parts: Unpack[RequestParts],
    ) -> Request[R]: ...
    @overload
    def request(
        self: Root[SyncResponse],
        method: str,
        path: str,
        *,
        result: None = None,
        **parts: Unpack[RequestParts],
    ) -> Response[None]: ...
    @overload
    def request(
        self: Root[SyncResponse],
        method: str,
        path: str,
        *,
        result: type[R],
        **parts: Unpack[RequestParts],
    ) -> Response[R]: ...
    @overload
    def request(
        self: Root[AsyncResponse],
        method: str,
        path: str,
        *,
        result: None = None,
        **parts: Unpack[RequestParts],
    ) -> Coroutine[Any, Any, Response[None]]: ...
    @overload
    def request(
        self: Root[AsyncResponse],
        method: str,
        path: str,
        *,
        result: type[R],
        **parts: Unpack[RequestParts],
    ) -> Coroutine[Any, Any, Response[R]]: ...
    def request(
        self: Root[Any],
        method: str,
        path: str,
        *,
        result: type[Any] | None = None,
        **parts: Unpack[RequestParts],
    ) -> Any:
        """Any request to the service, with its credential, retries and errors.

        path: below the service root, percent-encoded; result: what the answer is read
        as (dict, list, str, bytes, or a model of the package), None to ignore it; json:
        the body, in wire names; content: a body of bytes; query: query options.

        Raises what other calls raise.
        """
        return self._tree.run(self._free_request(method, path, result, **parts))

    def _free_request(
        self,
        method: str,
        path: str,
        result: type[Any] | None,
        *,
        json: Mapping[str, Any] | None = None,
        content: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        query: Mapping[str, str] | None = None,
    ) -> AnyRequest:
        from .bodies import free_data  # needs pydantic, which is not cheap

        request = self._composed(
            method,
            path.removeprefix("/"),
            _reader(result),
            query or {},
            None if json is None else free_data(json),
        )
        return replace(
            request,
            headers={**request.headers, **(headers or {})},
            content=content if json is None else request.content,
        )


def _reader(result: type[Any] | None) -> Reader[Any]:
    from .decoding import EntityReader, PlainReader
    from .models import ODataModel

    if result is None:
        return read_nothing
    kind = get_origin(result) or result
    return EntityReader(kind) if issubclass(kind, ODataModel) else PlainReader(kind)
