"""Requests for polar.Instrument."""

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


class InstrumentPaths(RequestBuilder[ModeT]):
    """What leads on from any Instrument.

    Something that measures.
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
    def readings(self) -> requests.ReadingCollectionRequestBuilder[ModeT]:
        """The path to readings."""
        return requests.ReadingCollectionRequestBuilder(*self._below("readings"))

    @property
    def replacement(self) -> requests.InstrumentReplacementRequestBuilder[ModeT]:
        """The path to replacement."""
        return requests.InstrumentReplacementRequestBuilder(*self._below("replacement"))

    @operation
    def calibrate(
        self, *, against: entities.Instrument | None | Unset = UNSET
    ) -> Request[float | None]:
        """Call the action calibrate.

        Raises ServiceError, TransportError, MalformedResponseError.
        """
        return self._action(
            "calibrate", {"against": against}, NullableReader(ValueReader(float | None))
        )

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

    @operation
    def span(self) -> Request[dt.timedelta | None]:
        """Call the function span.

        Raises ServiceError, TransportError, MalformedResponseError.
        """
        return self._function(
            "span", {}, NullableReader(ValueReader(dt.timedelta | None))
        )


class InstrumentCollectionPaths(RequestBuilder[ModeT]):
    """What leads on from any Instrument.

    Something that measures.
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


class InstrumentCollectionRequestBuilder(
    Listable[ModeT, "entities.Instrument"],
    Creatable[ModeT],
    InstrumentCollectionPaths[ModeT],
):
    """Requests for a collection of Instrument.

    Something that measures.
    """

    __slots__ = ()

    @property
    def _model(self) -> type[entities.Instrument]:
        return entities.Instrument

    def __getitem__(self, key: str) -> InstrumentRequestBuilder[ModeT]:
        """The item whose key (tag) this is.

        What is painted on it.
        """
        return InstrumentRequestBuilder(*self._item(key))

    @operation
    def create(
        self,
        _body: entities.Instrument | entities.InstrumentCreate | None = None,
        /,
        **values: Unpack[entities.InstrumentCreate],
    ) -> Request[entities.Instrument]:
        """Create an entity from keyword arguments, or from a model or a dict of them.

        Related entities are created with it where they are given as models, and linked
        where they are given as places, as in ``client.users["ada"]``.

        Raises ValueError for values that cannot be sent; ServiceError (BadRequestError,
        ConflictError), TransportError, MalformedResponseError.

        Specification: OData Protocol 4.01, section 11.4.2.
        """
        return self._create(entities.Instrument, _body, values)


class InstrumentRequestBuilder(
    Gettable[ModeT, "entities.Instrument"],
    Deletable[ModeT],
    Replaceable[ModeT],
    Upsertable[ModeT],
    InstrumentPaths[ModeT],
):
    """Requests for one Instrument.

    Something that measures.
    """

    __slots__ = ()

    @property
    def _model(self) -> type[entities.Instrument]:
        return entities.Instrument

    @operation
    def replace(
        self,
        _body: entities.Instrument | entities.InstrumentCreate | None = None,
        /,
        **values: Unpack[entities.InstrumentCreate],
    ) -> Request[entities.Instrument | None]:
        """Put an entity in the place of what is there: what is not given gets its
        default value.

        Returns the entity where the service sends it back.

        Raises ValueError for values that cannot be sent; ServiceError (NotFoundError,
        PreconditionFailedError), TransportError, MalformedResponseError.

        Specification: OData Protocol 4.01, section 11.4.3.
        """
        return self._replace(entities.Instrument, _body, values)

    @operation
    def upsert(
        self,
        _body: entities.Instrument | entities.InstrumentCreate | None = None,
        /,
        **values: Unpack[entities.InstrumentCreate],
    ) -> Request[entities.Instrument | None]:
        """Create the entity with this key, or change the one that is there already.

        Returns the entity where the service sends it back.
        ``with_options(if_none_match="*")`` makes it create alone.

        Raises ValueError for values that cannot be sent; ServiceError (BadRequestError,
        PreconditionFailedError), TransportError, MalformedResponseError.

        Specification: OData Protocol 4.01, section 11.4.4.
        """
        return self._upsert(entities.Instrument, _body, values)


class InstrumentRetiredInstrumentsCollectionRequestBuilder(
    Listable[ModeT, "entities.Instrument"], InstrumentCollectionPaths[ModeT]
):
    """Requests for a collection of Instrument.

    Something that measures.
    """

    __slots__ = ()

    @property
    def _model(self) -> type[entities.Instrument]:
        return entities.Instrument

    def __getitem__(
        self, key: str
    ) -> InstrumentRetiredInstrumentsRequestBuilder[ModeT]:
        """The item whose key (tag) this is.

        What is painted on it.
        """
        return InstrumentRetiredInstrumentsRequestBuilder(*self._item(key))


class InstrumentRetiredInstrumentsRequestBuilder(
    Gettable[ModeT, "entities.Instrument"], InstrumentPaths[ModeT]
):
    """Requests for one Instrument.

    Something that measures.
    """

    __slots__ = ()

    @property
    def _model(self) -> type[entities.Instrument]:
        return entities.Instrument


class InstrumentCastCollectionRequestBuilder(
    Listable[ModeT, "entities.Instrument"],
    Creatable[ModeT],
    InstrumentCollectionPaths[ModeT],
):
    """Requests for a collection of Instrument.

    Something that measures.
    """

    __slots__ = ()

    @property
    def _model(self) -> type[entities.Instrument]:
        return entities.Instrument

    def __getitem__(self, key: str) -> InstrumentCastRequestBuilder[ModeT]:
        """The item whose key (tag) this is.

        What is painted on it.
        """
        return InstrumentCastRequestBuilder(*self._item(key))

    @operation
    def create(
        self,
        _body: entities.Instrument | entities.InstrumentCreate | None = None,
        /,
        **values: Unpack[entities.InstrumentCreate],
    ) -> Request[entities.Instrument]:
        """Create an entity from keyword arguments, or from a model or a dict of them.

        Related entities are created with it where they are given as models, and linked
        where they are given as places, as in ``client.users["ada"]``.

        Raises ValueError for values that cannot be sent; ServiceError (BadRequestError,
        ConflictError), TransportError, MalformedResponseError.

        Specification: OData Protocol 4.01, section 11.4.2.
        """
        return self._create(entities.Instrument, _body, values)


class InstrumentReplacementRequestBuilder(
    Gettable[ModeT, "entities.Instrument"],
    Deletable[ModeT],
    Updatable[ModeT],
    Replaceable[ModeT],
    Upsertable[ModeT],
    Settable[ModeT],
    Removable[ModeT],
    InstrumentPaths[ModeT],
):
    """Requests for one Instrument.

    Something that measures.
    """

    __slots__ = ()

    @property
    def _model(self) -> type[entities.Instrument]:
        return entities.Instrument

    @operation
    def update(
        self,
        _body: entities.Instrument | entities.InstrumentUpdate | None = None,
        /,
        **values: Unpack[entities.InstrumentUpdate],
    ) -> Request[entities.Instrument | None]:
        """Change the entity by keyword arguments, or by what was changed in a model
        that was read.

        Returns the entity where the service sends it back. Without changes nothing is
        sent.

        Raises ValueError for values that cannot be sent; ServiceError (NotFoundError,
        PreconditionFailedError), TransportError, MalformedResponseError.

        Specification: OData Protocol 4.01, section 11.4.3.
        """
        return self._update(entities.Instrument, _body, values)

    @operation
    def replace(
        self,
        _body: entities.Instrument | entities.InstrumentCreate | None = None,
        /,
        **values: Unpack[entities.InstrumentCreate],
    ) -> Request[entities.Instrument | None]:
        """Put an entity in the place of what is there: what is not given gets its
        default value.

        Returns the entity where the service sends it back.

        Raises ValueError for values that cannot be sent; ServiceError (NotFoundError,
        PreconditionFailedError), TransportError, MalformedResponseError.

        Specification: OData Protocol 4.01, section 11.4.3.
        """
        return self._replace(entities.Instrument, _body, values)

    @operation
    def upsert(
        self,
        _body: entities.Instrument | entities.InstrumentCreate | None = None,
        /,
        **values: Unpack[entities.InstrumentCreate],
    ) -> Request[entities.Instrument | None]:
        """Create the entity with this key, or change the one that is there already.

        Returns the entity where the service sends it back.
        ``with_options(if_none_match="*")`` makes it create alone.

        Raises ValueError for values that cannot be sent; ServiceError (BadRequestError,
        PreconditionFailedError), TransportError, MalformedResponseError.

        Specification: OData Protocol 4.01, section 11.4.4.
        """
        return self._upsert(entities.Instrument, _body, values)


class InstrumentCastRequestBuilder(
    Gettable[ModeT, "entities.Instrument"],
    Deletable[ModeT],
    Updatable[ModeT],
    Replaceable[ModeT],
    Upsertable[ModeT],
    InstrumentPaths[ModeT],
):
    """Requests for one Instrument.

    Something that measures.
    """

    __slots__ = ()

    @property
    def _model(self) -> type[entities.Instrument]:
        return entities.Instrument

    @operation
    def update(
        self,
        _body: entities.Instrument | entities.InstrumentUpdate | None = None,
        /,
        **values: Unpack[entities.InstrumentUpdate],
    ) -> Request[entities.Instrument | None]:
        """Change the entity by keyword arguments, or by what was changed in a model
        that was read.

        Returns the entity where the service sends it back. Without changes nothing is
        sent.

        Raises ValueError for values that cannot be sent; ServiceError (NotFoundError,
        PreconditionFailedError), TransportError, MalformedResponseError.

        Specification: OData Protocol 4.01, section 11.4.3.
        """
        return self._update(entities.Instrument, _body, values)

    @operation
    def replace(
        self,
        _body: entities.Instrument | entities.InstrumentCreate | None = None,
        /,
        **values: Unpack[entities.InstrumentCreate],
    ) -> Request[entities.Instrument | None]:
        """Put an entity in the place of what is there: what is not given gets its
        default value.

        Returns the entity where the service sends it back.

        Raises ValueError for values that cannot be sent; ServiceError (NotFoundError,
        PreconditionFailedError), TransportError, MalformedResponseError.

        Specification: OData Protocol 4.01, section 11.4.3.
        """
        return self._replace(entities.Instrument, _body, values)

    @operation
    def upsert(
        self,
        _body: entities.Instrument | entities.InstrumentCreate | None = None,
        /,
        **values: Unpack[entities.InstrumentCreate],
    ) -> Request[entities.Instrument | None]:
        """Create the entity with this key, or change the one that is there already.

        Returns the entity where the service sends it back.
        ``with_options(if_none_match="*")`` makes it create alone.

        Raises ValueError for values that cannot be sent; ServiceError (BadRequestError,
        PreconditionFailedError), TransportError, MalformedResponseError.

        Specification: OData Protocol 4.01, section 11.4.4.
        """
        return self._upsert(entities.Instrument, _body, values)
