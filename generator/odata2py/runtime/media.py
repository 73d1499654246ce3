"""Media: the contents of stream properties and media entities, as bytes.

Specification: OData Protocol 4.01, sections 11.2.3, 11.2.4.1, 11.4.7 and 11.4.8.
"""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager, AbstractContextManager
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar, overload

from .builders import RequestBuilder
from .modes import Async, ModeT, Sync
from .operations import operation
from .reading import read_bytes, read_nothing
from .request import Request

if TYPE_CHECKING:
    from .content import AnyContent
    from .downloads import AsyncDownload, Download
    from .models import ODataModel

R = TypeVar("R")
EntityT = TypeVar("EntityT", bound="ODataModel")

OCTETS = "application/octet-stream"
"""The media type of bytes of which nothing else is known (RFC 2046, 4.5.1)."""


class MediaRequestBuilder(RequestBuilder[ModeT]):
    """A place of bytes: a stream property, or a media entity's ``$value``."""

    __slots__ = ()

    @operation
    def get(self) -> Request[bytes]:
        """Read all of it at once; empty where there is none. See ``stream``.

        Raises ServiceError (NotFoundError), TransportError.
        Specification: OData Protocol 4.01, sections 11.2.3 and 11.2.4.1.
        """
        return self._get()

    @operation
    def put(self, content: AnyContent, *, content_type: str = OCTETS) -> Request[None]:
        """Replace it.

        content: bytes, the path of a file, a binary file (from where it stands to its
            end), or an iterable of bytes; for asynchronous clients also an asynchronous
            one. All but bytes is read while it is sent. An iterable, and a file that
            cannot seek, is sent once: what would need it again (a retry, a redirect,
            another token) fails with the answer or the failure that asked for it.
        content_type: the media type.

        Raises TypeError for what has no bytes, and in batches for all but bytes;
        OSError for a file that cannot be read; ServiceError, TransportError.
        Specification: OData Protocol 4.01, sections 11.4.7.2 and 11.4.8.1.
        """
        return with_content(self._request("PUT", read_nothing), content, content_type)

    @operation
    def delete(self) -> Request[None]:
        """Set the stream property to null, or delete the media entity.

        Raises ServiceError (NotFoundError), TransportError.
        Specification: OData Protocol 4.01, sections 11.4.7.3 and 11.4.8.2.
        """
        return self._request("DELETE", read_nothing)

    @overload
    def stream(self: MediaRequestBuilder[Sync]) -> AbstractContextManager[Download]: ...
    @overload
    def stream(
        self: MediaRequestBuilder[Async],
    ) -> AbstractAsyncContextManager[AsyncDownload]: ...
    def stream(self: MediaRequestBuilder[Any]) -> Any:
        """Read it piece by piece, in a block that begins with the answer's headers.

        ``with place.stream() as media: media.save(path)``, or ``async with``.

        Entering raises ServiceError (NotFoundError) and TransportError; TypeError where
        requests are not sent at once, as in batches.
        Specification: OData Protocol 4.01, sections 11.2.3 and 11.2.4.1.
        """
        from .downloads import download

        return download(self._tree, self._get())

    def _get(self) -> Request[bytes]:
        return for_media(self._request("GET", read_bytes))


class MediaCreatable(RequestBuilder[ModeT]):
    """A collection in which media entities can be created."""

    __slots__ = ()

    def _create_media(
        self, model: type[EntityT], content: AnyContent, content_type: str = OCTETS
    ) -> Request[EntityT]:
        """Create a media entity out of its media; see ``MediaRequestBuilder.put``.

        Specification: OData Protocol 4.01, section 11.4.7.1.
        """
        from .decoding import CreatedReader  # needs pydantic, which is not cheap

        request = self._request("POST", CreatedReader(model))
        return with_content(request, content, content_type)


def for_media(request: Request[bytes]) -> Request[bytes]:
    """The request, for an answer of any media type; an Accept that it has stays."""
    return replace(request, headers={"Accept": "*/*", **request.headers})


def with_content(
    request: Request[R], content: AnyContent, content_type: str
) -> Request[R]:
    """The request with media as its body; a Content-Type that it has stays."""
    from .content import as_content

    headers = {"Content-Type": content_type, **request.headers}
    return replace(request, headers=headers, content=as_content(content))
