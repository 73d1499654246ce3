"""Requests for polar.Asset."""

from __future__ import annotations

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
from .._runtime.decoding import ValueReader, ValuesReader
from .._runtime.links import Addable, Removable, Settable
from .._runtime.modes import ModeT
from .._runtime.operations import listing, operation
from .._runtime.paging import Page
from .._runtime.reading import read_nothing
from .._runtime.request import UNSET, Request, Unset


class AssetPaths(RequestBuilder[ModeT]):
    """What leads on from any Asset.

    Something that the station owns.
    """

    __slots__ = ()

    @property
    def as_camera(self) -> requests.CameraCastRequestBuilder[ModeT]:
        """The same, as polar.Camera, which it has to be."""
        return requests.CameraCastRequestBuilder(*self._below("polar.Camera"))

    @property
    def as_infrared_camera(self) -> requests.InfraredCameraRequestBuilder[ModeT]:
        """The same, as polar.InfraredCamera, which it has to be."""
        return requests.InfraredCameraRequestBuilder(
            *self._below("polar.InfraredCamera")
        )

    @property
    def as_instrument(self) -> requests.InstrumentCastRequestBuilder[ModeT]:
        """The same, as polar.Instrument, which it has to be.

        Something that measures.
        """
        return requests.InstrumentCastRequestBuilder(*self._below("polar.Instrument"))

    @property
    def as_vehicle(self) -> requests.VehicleRequestBuilder[ModeT]:
        """The same, as polar.Vehicle, which it has to be."""
        return requests.VehicleRequestBuilder(*self._below("polar.Vehicle"))

    @operation
    def inspect(self) -> Request[enums.Condition]:
        """Look at this asset and say how it is.

        Raises ServiceError, TransportError, MalformedResponseError.
        """
        return self._action("inspect", {}, ValueReader(enums.Condition))

    @operation
    def retire(self, *, reason: str | None | Unset = UNSET) -> Request[None]:
        """Take this asset out of use.

        reason: The service takes worn out if it is not given.

        Raises ServiceError, TransportError, MalformedResponseError.
        """
        return self._action("retire", {"reason": reason}, read_nothing)


class AssetCollectionPaths(RequestBuilder[ModeT]):
    """What leads on from any Asset.

    Something that the station owns.
    """

    __slots__ = ()

    @property
    def as_camera(self) -> requests.CameraCollectionRequestBuilder[ModeT]:
        """Those of the type polar.Camera."""
        return requests.CameraCollectionRequestBuilder(*self._below("polar.Camera"))

    @property
    def as_infrared_camera(
        self,
    ) -> requests.InfraredCameraCollectionRequestBuilder[ModeT]:
        """Those of the type polar.InfraredCamera."""
        return requests.InfraredCameraCollectionRequestBuilder(
            *self._below("polar.InfraredCamera")
        )

    @property
    def as_instrument(self) -> requests.InstrumentCastCollectionRequestBuilder[ModeT]:
        """Those of the type polar.Instrument.

        Something that measures.
        """
        return requests.InstrumentCastCollectionRequestBuilder(
            *self._below("polar.Instrument")
        )

    @property
    def as_vehicle(self) -> requests.VehicleCollectionRequestBuilder[ModeT]:
        """Those of the type polar.Vehicle."""
        return requests.VehicleCollectionRequestBuilder(*self._below("polar.Vehicle"))

    def nearest_with_site(
        self, *, site: entities.Site
    ) -> requests.AssetNearestRequestBuilder[ModeT]:
        """The asset that is nearest to a place.

        site: Where to look.

        The function is called when something is read of its result.
        """
        return requests.AssetNearestRequestBuilder(
            *self._called("nearest", {"site": site})
        )

    def nearest_with_site_condition(
        self, *, site: entities.Site, condition: enums.Condition
    ) -> requests.AssetNearestRequestBuilder[ModeT]:
        """The asset nearest to a place that is in some condition.

        The function is called when something is read of its result.
        """
        return requests.AssetNearestRequestBuilder(
            *self._called("nearest", {"site": site, "condition": condition})
        )

    @listing
    def inspect(self) -> Request[Page[enums.Condition]]:
        """Look at these assets and say how each is.

        Raises ServiceError, TransportError, MalformedResponseError.
        """
        return self._action("inspect", {}, ValuesReader(list[enums.Condition]))


class AssetCollectionRequestBuilder(
    Listable[ModeT, "entities.Asset"], Creatable[ModeT], AssetCollectionPaths[ModeT]
):
    """Requests for a collection of Asset.

    Something that the station owns.
    """

    __slots__ = ()

    @property
    def _model(self) -> type[entities.Asset]:
        return entities.Asset

    def __getitem__(self, key: str) -> AssetRequestBuilder[ModeT]:
        """The item whose key (tag) this is.

        What is painted on it.
        """
        return AssetRequestBuilder(*self._item(key))

    @operation
    def create(
        self,
        _body: entities.Asset | entities.AssetCreate | None = None,
        /,
        **values: Unpack[entities.AssetCreate],
    ) -> Request[entities.Asset]:
        """Create an entity from keyword arguments, or from a model or a dict of them.

        Raises ValueError for values that cannot be sent; ServiceError (BadRequestError,
        ConflictError), TransportError, MalformedResponseError.

        Specification: OData Protocol 4.01, section 11.4.2.
        """
        return self._create(entities.Asset, _body, values)


class AssetRequestBuilder(
    Gettable[ModeT, "entities.Asset"],
    Deletable[ModeT],
    Updatable[ModeT],
    Replaceable[ModeT],
    Upsertable[ModeT],
    AssetPaths[ModeT],
):
    """Requests for one Asset.

    Something that the station owns.
    """

    __slots__ = ()

    @property
    def _model(self) -> type[entities.Asset]:
        return entities.Asset

    @operation
    def update(
        self,
        _body: entities.Asset | entities.AssetUpdate | None = None,
        /,
        **values: Unpack[entities.AssetUpdate],
    ) -> Request[entities.Asset | None]:
        """Change the entity by keyword arguments, or by what was changed in a model
        that was read.

        Returns the entity where the service sends it back. Without changes nothing is
        sent.

        Raises ValueError for values that cannot be sent; ServiceError (NotFoundError,
        PreconditionFailedError), TransportError, MalformedResponseError.

        Specification: OData Protocol 4.01, section 11.4.3.
        """
        return self._update(entities.Asset, _body, values)

    @operation
    def replace(
        self,
        _body: entities.Asset | entities.AssetCreate | None = None,
        /,
        **values: Unpack[entities.AssetCreate],
    ) -> Request[entities.Asset | None]:
        """Put an entity in the place of what is there: what is not given gets its
        default value.

        Returns the entity where the service sends it back.

        Raises ValueError for values that cannot be sent; ServiceError (NotFoundError,
        PreconditionFailedError), TransportError, MalformedResponseError.

        Specification: OData Protocol 4.01, section 11.4.3.
        """
        return self._replace(entities.Asset, _body, values)

    @operation
    def upsert(
        self,
        _body: entities.Asset | entities.AssetCreate | None = None,
        /,
        **values: Unpack[entities.AssetCreate],
    ) -> Request[entities.Asset | None]:
        """Create the entity with this key, or change the one that is there already.

        Returns the entity where the service sends it back.
        ``with_options(if_none_match="*")`` makes it create alone.

        Raises ValueError for values that cannot be sent; ServiceError (BadRequestError,
        PreconditionFailedError), TransportError, MalformedResponseError.

        Specification: OData Protocol 4.01, section 11.4.4.
        """
        return self._upsert(entities.Asset, _body, values)


class AssetEquipmentCollectionRequestBuilder(
    Listable[ModeT, "entities.Asset"],
    Creatable[ModeT],
    Addable[ModeT],
    AssetCollectionPaths[ModeT],
):
    """Requests for a collection of Asset.

    Something that the station owns.
    """

    __slots__ = ()

    @property
    def _model(self) -> type[entities.Asset]:
        return entities.Asset

    def __getitem__(self, key: str) -> AssetEquipmentRequestBuilder[ModeT]:
        """The item whose key (tag) this is.

        What is painted on it.
        """
        return AssetEquipmentRequestBuilder(*self._item(key))

    @operation
    def create(
        self,
        _body: entities.Asset | entities.AssetCreate | None = None,
        /,
        **values: Unpack[entities.AssetCreate],
    ) -> Request[entities.Asset]:
        """Create an entity from keyword arguments, or from a model or a dict of them.

        Raises ValueError for values that cannot be sent; ServiceError (BadRequestError,
        ConflictError), TransportError, MalformedResponseError.

        Specification: OData Protocol 4.01, section 11.4.2.
        """
        return self._create(entities.Asset, _body, values)


class AssetAssetRequestBuilder(
    Gettable[ModeT, "entities.Asset"],
    Deletable[ModeT],
    Updatable[ModeT],
    Replaceable[ModeT],
    Upsertable[ModeT],
    Settable[ModeT],
    Removable[ModeT],
    AssetPaths[ModeT],
):
    """Requests for one Asset.

    Something that the station owns.
    """

    __slots__ = ()

    @property
    def _model(self) -> type[entities.Asset]:
        return entities.Asset

    @operation
    def update(
        self,
        _body: entities.Asset | entities.AssetUpdate | None = None,
        /,
        **values: Unpack[entities.AssetUpdate],
    ) -> Request[entities.Asset | None]:
        """Change the entity by keyword arguments, or by what was changed in a model
        that was read.

        Returns the entity where the service sends it back. Without changes nothing is
        sent.

        Raises ValueError for values that cannot be sent; ServiceError (NotFoundError,
        PreconditionFailedError), TransportError, MalformedResponseError.

        Specification: OData Protocol 4.01, section 11.4.3.
        """
        return self._update(entities.Asset, _body, values)

    @operation
    def replace(
        self,
        _body: entities.Asset | entities.AssetCreate | None = None,
        /,
        **values: Unpack[entities.AssetCreate],
    ) -> Request[entities.Asset | None]:
        """Put an entity in the place of what is there: what is not given gets its
        default value.

        Returns the entity where the service sends it back.

        Raises ValueError for values that cannot be sent; ServiceError (NotFoundError,
        PreconditionFailedError), TransportError, MalformedResponseError.

        Specification: OData Protocol 4.01, section 11.4.3.
        """
        return self._replace(entities.Asset, _body, values)

    @operation
    def upsert(
        self,
        _body: entities.Asset | entities.AssetCreate | None = None,
        /,
        **values: Unpack[entities.AssetCreate],
    ) -> Request[entities.Asset | None]:
        """Create the entity with this key, or change the one that is there already.

        Returns the entity where the service sends it back.
        ``with_options(if_none_match="*")`` makes it create alone.

        Raises ValueError for values that cannot be sent; ServiceError (BadRequestError,
        PreconditionFailedError), TransportError, MalformedResponseError.

        Specification: OData Protocol 4.01, section 11.4.4.
        """
        return self._upsert(entities.Asset, _body, values)


class AssetEquipmentRequestBuilder(
    Gettable[ModeT, "entities.Asset"],
    Deletable[ModeT],
    Updatable[ModeT],
    Replaceable[ModeT],
    Upsertable[ModeT],
    Removable[ModeT],
    AssetPaths[ModeT],
):
    """Requests for one Asset.

    Something that the station owns.
    """

    __slots__ = ()

    @property
    def _model(self) -> type[entities.Asset]:
        return entities.Asset

    @operation
    def update(
        self,
        _body: entities.Asset | entities.AssetUpdate | None = None,
        /,
        **values: Unpack[entities.AssetUpdate],
    ) -> Request[entities.Asset | None]:
        """Change the entity by keyword arguments, or by what was changed in a model
        that was read.

        Returns the entity where the service sends it back. Without changes nothing is
        sent.

        Raises ValueError for values that cannot be sent; ServiceError (NotFoundError,
        PreconditionFailedError), TransportError, MalformedResponseError.

        Specification: OData Protocol 4.01, section 11.4.3.
        """
        return self._update(entities.Asset, _body, values)

    @operation
    def replace(
        self,
        _body: entities.Asset | entities.AssetCreate | None = None,
        /,
        **values: Unpack[entities.AssetCreate],
    ) -> Request[entities.Asset | None]:
        """Put an entity in the place of what is there: what is not given gets its
        default value.

        Returns the entity where the service sends it back.

        Raises ValueError for values that cannot be sent; ServiceError (NotFoundError,
        PreconditionFailedError), TransportError, MalformedResponseError.

        Specification: OData Protocol 4.01, section 11.4.3.
        """
        return self._replace(entities.Asset, _body, values)

    @operation
    def upsert(
        self,
        _body: entities.Asset | entities.AssetCreate | None = None,
        /,
        **values: Unpack[entities.AssetCreate],
    ) -> Request[entities.Asset | None]:
        """Create the entity with this key, or change the one that is there already.

        Returns the entity where the service sends it back.
        ``with_options(if_none_match="*")`` makes it create alone.

        Raises ValueError for values that cannot be sent; ServiceError (BadRequestError,
        PreconditionFailedError), TransportError, MalformedResponseError.

        Specification: OData Protocol 4.01, section 11.4.4.
        """
        return self._upsert(entities.Asset, _body, values)


class AssetTransportRequestBuilder(
    Gettable[ModeT, "entities.Asset"],
    Updatable[ModeT],
    Replaceable[ModeT],
    Upsertable[ModeT],
    Settable[ModeT],
    AssetPaths[ModeT],
):
    """Requests for one Asset.

    Something that the station owns.
    """

    __slots__ = ()

    @property
    def _model(self) -> type[entities.Asset]:
        return entities.Asset

    @operation
    def update(
        self,
        _body: entities.Asset | entities.AssetUpdate | None = None,
        /,
        **values: Unpack[entities.AssetUpdate],
    ) -> Request[entities.Asset | None]:
        """Change the entity by keyword arguments, or by what was changed in a model
        that was read.

        Returns the entity where the service sends it back. Without changes nothing is
        sent.

        Raises ValueError for values that cannot be sent; ServiceError (NotFoundError,
        PreconditionFailedError), TransportError, MalformedResponseError.

        Specification: OData Protocol 4.01, section 11.4.3.
        """
        return self._update(entities.Asset, _body, values)

    @operation
    def replace(
        self,
        _body: entities.Asset | entities.AssetCreate | None = None,
        /,
        **values: Unpack[entities.AssetCreate],
    ) -> Request[entities.Asset | None]:
        """Put an entity in the place of what is there: what is not given gets its
        default value.

        Returns the entity where the service sends it back.

        Raises ValueError for values that cannot be sent; ServiceError (NotFoundError,
        PreconditionFailedError), TransportError, MalformedResponseError.

        Specification: OData Protocol 4.01, section 11.4.3.
        """
        return self._replace(entities.Asset, _body, values)

    @operation
    def upsert(
        self,
        _body: entities.Asset | entities.AssetCreate | None = None,
        /,
        **values: Unpack[entities.AssetCreate],
    ) -> Request[entities.Asset | None]:
        """Create the entity with this key, or change the one that is there already.

        Returns the entity where the service sends it back.
        ``with_options(if_none_match="*")`` makes it create alone.

        Raises ValueError for values that cannot be sent; ServiceError (BadRequestError,
        PreconditionFailedError), TransportError, MalformedResponseError.

        Specification: OData Protocol 4.01, section 11.4.4.
        """
        return self._upsert(entities.Asset, _body, values)


class AssetNearestRequestBuilder(Gettable[ModeT, "entities.Asset"], AssetPaths[ModeT]):
    """Requests for one Asset.

    Something that the station owns.
    """

    __slots__ = ()

    @property
    def _model(self) -> type[entities.Asset]:
        return entities.Asset
