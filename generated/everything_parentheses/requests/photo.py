"""Requests for polar.Photo."""

from __future__ import annotations

from typing import Unpack

from .. import entities, requests
from .._runtime.access import (
    Creatable,
    Deletable,
    Gettable,
    Listable,
    Replaceable,
    Updatable,
    Upsertable,
)
from .._runtime.content import AnyContent
from .._runtime.edm import Int64
from .._runtime.media import MediaCreatable, MediaRequestBuilder
from .._runtime.modes import ModeT
from .._runtime.operations import operation
from .._runtime.request import Request


class PhotoCollectionRequestBuilder(
    Listable[ModeT, "entities.Photo"], Creatable[ModeT], MediaCreatable[ModeT]
):
    """Requests for a collection of Photo."""

    __slots__ = ()

    @property
    def _model(self) -> type[entities.Photo]:
        return entities.Photo

    def __getitem__(self, key: Int64) -> PhotoRequestBuilder[ModeT]:
        """The item whose key (number) this is."""
        return PhotoRequestBuilder(*self._item(key))

    @operation
    def create(
        self,
        _body: entities.Photo | entities.PhotoCreate | None = None,
        /,
        **values: Unpack[entities.PhotoCreate],
    ) -> Request[entities.Photo]:
        """Create an entity from keyword arguments, or from a model or a dict of them.

        Related entities are created with it where they are given as models, and linked
        where they are given as places, as in ``client.users["ada"]``.

        Raises ValueError for values that cannot be sent; ServiceError (BadRequestError,
        ConflictError), TransportError, MalformedResponseError.

        Specification: OData Protocol 4.01, section 11.4.2.
        """
        return self._create(entities.Photo, _body, values)

    @operation
    def create_media(
        self,
        content: AnyContent,
        *,
        content_type: str = "application/octet-stream",
    ) -> Request[entities.Photo]:
        """Create an entity out of the bytes that it describes.

        content: bytes, a path, a binary file, or an iterable of bytes; content_type:
        its media type.

        Raises TypeError for what has no bytes; ServiceError (BadRequestError,
        ConflictError), TransportError, MalformedResponseError.

        Specification: OData Protocol 4.01, section 11.4.7.1.
        """
        return self._create_media(entities.Photo, content, content_type)


class PhotoRequestBuilder(
    Gettable[ModeT, "entities.Photo"],
    Deletable[ModeT],
    Updatable[ModeT],
    Replaceable[ModeT],
    Upsertable[ModeT],
):
    """Requests for one Photo."""

    __slots__ = ()

    @property
    def _model(self) -> type[entities.Photo]:
        return entities.Photo

    @property
    def media(self) -> MediaRequestBuilder[ModeT]:
        """The bytes that the entity describes."""
        return MediaRequestBuilder(*self._below("$value"))

    @property
    def camera(self) -> requests.CameraRequestBuilder[ModeT]:
        """The path to camera."""
        return requests.CameraRequestBuilder(*self._below("camera"))

    @property
    def thumbnail(self) -> MediaRequestBuilder[ModeT]:
        """The path to thumbnail."""
        return MediaRequestBuilder(*self._below("thumbnail"))

    @operation
    def update(
        self,
        _body: entities.Photo | entities.PhotoUpdate | None = None,
        /,
        **values: Unpack[entities.PhotoUpdate],
    ) -> Request[entities.Photo | None]:
        """Change the entity by keyword arguments, or by what was changed in a model
        that was read.

        Returns the entity where the service sends it back. Without changes nothing is
        sent.

        Raises ValueError for values that cannot be sent; ServiceError (NotFoundError,
        PreconditionFailedError), TransportError, MalformedResponseError.

        Specification: OData Protocol 4.01, section 11.4.3.
        """
        return self._update(entities.Photo, _body, values)

    @operation
    def replace(
        self,
        _body: entities.Photo | entities.PhotoCreate | None = None,
        /,
        **values: Unpack[entities.PhotoCreate],
    ) -> Request[entities.Photo | None]:
        """Put an entity in the place of what is there: what is not given gets its
        default value.

        Returns the entity where the service sends it back.

        Raises ValueError for values that cannot be sent; ServiceError (NotFoundError,
        PreconditionFailedError), TransportError, MalformedResponseError.

        Specification: OData Protocol 4.01, section 11.4.3.
        """
        return self._replace(entities.Photo, _body, values)

    @operation
    def upsert(
        self,
        _body: entities.Photo | entities.PhotoCreate | None = None,
        /,
        **values: Unpack[entities.PhotoCreate],
    ) -> Request[entities.Photo | None]:
        """Create the entity with this key, or change the one that is there already.

        Returns the entity where the service sends it back.
        ``with_options(if_none_match="*")`` makes it create alone.

        Raises ValueError for values that cannot be sent; ServiceError (BadRequestError,
        PreconditionFailedError), TransportError, MalformedResponseError.

        Specification: OData Protocol 4.01, section 11.4.4.
        """
        return self._upsert(entities.Photo, _body, values)
