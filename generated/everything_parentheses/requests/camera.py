"""Requests for polar.Camera."""

from __future__ import annotations

import datetime as dt
from typing import Unpack

from .. import entities, enums, requests
from .._runtime.access import (
    Creatable,
    Deletable,
    Gettable,
    Listable,
    Replaceable,
    Updatable,
    Upsertable,
)
from .._runtime.builders import RequestBuilder
from .._runtime.decoding import NullableReader, ValueReader, ValuesReader
from .._runtime.links import Removable, Settable
from .._runtime.modes import ModeT
from .._runtime.operations import listing, operation
from .._runtime.paging import Page
from .._runtime.reading import read_nothing
from .._runtime.request import UNSET, Request, Unset


class CameraPaths(RequestBuilder[ModeT]):
    """What leads on from any Camera."""

    __slots__ = ()

    @property
    def as_infrared_camera(self) -> requests.InfraredCameraRequestBuilder[ModeT]:
        """The same, as polar.InfraredCamera, which it has to be."""
        return requests.InfraredCameraRequestBuilder(
            *self._below("polar.InfraredCamera")
        )

    @property
    def readings(self) -> requests.ReadingCollectionRequestBuilder[ModeT]:
        """The path to readings."""
        return requests.ReadingCollectionRequestBuilder(*self._below("readings"))

    @operation
    def calibrate(
        self, *, against: entities.Instrument | None | Unset = UNSET
    ) -> Request[float | None]:
        """Call the action calibrate.

        Raises ServiceError, TransportError, MalformedResponseError.
        """
        return self._action(
            "polar.calibrate",
            {"against": against},
            NullableReader(ValueReader(float | None)),
        )

    @operation
    def inspect(self) -> Request[enums.Condition]:
        """Look at this asset and say how it is.

        Raises ServiceError, TransportError, MalformedResponseError.
        """
        return self._action("polar.inspect", {}, ValueReader(enums.Condition))

    @operation
    def retire(self, *, reason: str | None | Unset = UNSET) -> Request[None]:
        """Take this asset out of use.

        reason: The service takes worn out if it is not given.

        Raises ServiceError, TransportError, MalformedResponseError.
        """
        return self._action("polar.retire", {"reason": reason}, read_nothing)

    @operation
    def span(self) -> Request[dt.timedelta | None]:
        """Call the function span.

        Raises ServiceError, TransportError, MalformedResponseError.
        """
        return self._function(
            "polar.span", {}, NullableReader(ValueReader(dt.timedelta | None))
        )


class CameraCollectionRequestBuilder(
    Listable[ModeT, "entities.Camera"], Creatable[ModeT]
):
    """Requests for a collection of Camera."""

    __slots__ = ()

    @property
    def _model(self) -> type[entities.Camera]:
        return entities.Camera

    def __getitem__(self, key: str) -> CameraCastRequestBuilder[ModeT]:
        """The item whose key (tag) this is.

        What is painted on it.
        """
        return CameraCastRequestBuilder(*self._item(key))

    @property
    def as_infrared_camera(
        self,
    ) -> requests.InfraredCameraCollectionRequestBuilder[ModeT]:
        """Those of the type polar.InfraredCamera."""
        return requests.InfraredCameraCollectionRequestBuilder(
            *self._below("polar.InfraredCamera")
        )

    def nearest_with_site(
        self, *, site: entities.Site
    ) -> requests.AssetNearestRequestBuilder[ModeT]:
        """The asset that is nearest to a place.

        site: Where to look.

        The function is called when something is read of its result.
        """
        return requests.AssetNearestRequestBuilder(
            *self._called("polar.nearest", {"site": site})
        )

    def nearest_with_site_condition(
        self, *, site: entities.Site, condition: enums.Condition
    ) -> requests.AssetNearestRequestBuilder[ModeT]:
        """The asset nearest to a place that is in some condition.

        The function is called when something is read of its result.
        """
        return requests.AssetNearestRequestBuilder(
            *self._called("polar.nearest", {"site": site, "condition": condition})
        )

    @operation
    def create(
        self,
        _body: entities.Camera | entities.CameraCreate | None = None,
        /,
        **values: Unpack[entities.CameraCreate],
    ) -> Request[entities.Camera]:
        """Create an entity from keyword arguments, or from a model or a dict of them.

        Related entities are created with it where they are given as models, and linked
        where they are given as places, as in ``client.users["ada"]``.

        Raises ValueError for values that cannot be sent; ServiceError (BadRequestError,
        ConflictError), TransportError, MalformedResponseError.

        Specification: OData Protocol 4.01, section 11.4.2.
        """
        return self._create(entities.Camera, _body, values)

    @listing
    def inspect(self) -> Request[Page[enums.Condition]]:
        """Look at these assets and say how each is.

        Raises ServiceError, TransportError, MalformedResponseError.
        """
        return self._action("polar.inspect", {}, ValuesReader(list[enums.Condition]))


class CameraRequestBuilder(
    Gettable[ModeT, "entities.Camera"],
    Deletable[ModeT],
    Updatable[ModeT],
    Replaceable[ModeT],
    Upsertable[ModeT],
    Settable[ModeT],
    Removable[ModeT],
    CameraPaths[ModeT],
):
    """Requests for one Camera."""

    __slots__ = ()

    @property
    def _model(self) -> type[entities.Camera]:
        return entities.Camera

    @operation
    def update(
        self,
        _body: entities.Camera | entities.CameraUpdate | None = None,
        /,
        **values: Unpack[entities.CameraUpdate],
    ) -> Request[entities.Camera | None]:
        """Change the entity by keyword arguments, or by what was changed in a model
        that was read.

        Returns the entity where the service sends it back. Without changes nothing is
        sent.

        Raises ValueError for values that cannot be sent; ServiceError (NotFoundError,
        PreconditionFailedError), TransportError, MalformedResponseError.

        Specification: OData Protocol 4.01, section 11.4.3.
        """
        return self._update(entities.Camera, _body, values)

    @operation
    def replace(
        self,
        _body: entities.Camera | entities.CameraCreate | None = None,
        /,
        **values: Unpack[entities.CameraCreate],
    ) -> Request[entities.Camera | None]:
        """Put an entity in the place of what is there: what is not given gets its
        default value.

        Returns the entity where the service sends it back.

        Raises ValueError for values that cannot be sent; ServiceError (NotFoundError,
        PreconditionFailedError), TransportError, MalformedResponseError.

        Specification: OData Protocol 4.01, section 11.4.3.
        """
        return self._replace(entities.Camera, _body, values)

    @operation
    def upsert(
        self,
        _body: entities.Camera | entities.CameraCreate | None = None,
        /,
        **values: Unpack[entities.CameraCreate],
    ) -> Request[entities.Camera | None]:
        """Create the entity with this key, or change the one that is there already.

        Returns the entity where the service sends it back.
        ``with_options(if_none_match="*")`` makes it create alone.

        Raises ValueError for values that cannot be sent; ServiceError (BadRequestError,
        PreconditionFailedError), TransportError, MalformedResponseError.

        Specification: OData Protocol 4.01, section 11.4.4.
        """
        return self._upsert(entities.Camera, _body, values)


class CameraCastRequestBuilder(
    Gettable[ModeT, "entities.Camera"],
    Deletable[ModeT],
    Updatable[ModeT],
    Replaceable[ModeT],
    Upsertable[ModeT],
    CameraPaths[ModeT],
):
    """Requests for one Camera."""

    __slots__ = ()

    @property
    def _model(self) -> type[entities.Camera]:
        return entities.Camera

    @operation
    def update(
        self,
        _body: entities.Camera | entities.CameraUpdate | None = None,
        /,
        **values: Unpack[entities.CameraUpdate],
    ) -> Request[entities.Camera | None]:
        """Change the entity by keyword arguments, or by what was changed in a model
        that was read.

        Returns the entity where the service sends it back. Without changes nothing is
        sent.

        Raises ValueError for values that cannot be sent; ServiceError (NotFoundError,
        PreconditionFailedError), TransportError, MalformedResponseError.

        Specification: OData Protocol 4.01, section 11.4.3.
        """
        return self._update(entities.Camera, _body, values)

    @operation
    def replace(
        self,
        _body: entities.Camera | entities.CameraCreate | None = None,
        /,
        **values: Unpack[entities.CameraCreate],
    ) -> Request[entities.Camera | None]:
        """Put an entity in the place of what is there: what is not given gets its
        default value.

        Returns the entity where the service sends it back.

        Raises ValueError for values that cannot be sent; ServiceError (NotFoundError,
        PreconditionFailedError), TransportError, MalformedResponseError.

        Specification: OData Protocol 4.01, section 11.4.3.
        """
        return self._replace(entities.Camera, _body, values)

    @operation
    def upsert(
        self,
        _body: entities.Camera | entities.CameraCreate | None = None,
        /,
        **values: Unpack[entities.CameraCreate],
    ) -> Request[entities.Camera | None]:
        """Create the entity with this key, or change the one that is there already.

        Returns the entity where the service sends it back.
        ``with_options(if_none_match="*")`` makes it create alone.

        Raises ValueError for values that cannot be sent; ServiceError (BadRequestError,
        PreconditionFailedError), TransportError, MalformedResponseError.

        Specification: OData Protocol 4.01, section 11.4.4.
        """
        return self._upsert(entities.Camera, _body, values)
