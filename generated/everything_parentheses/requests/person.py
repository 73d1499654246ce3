"""Requests for polar.Person."""

from __future__ import annotations

from typing import Unpack
from uuid import UUID

from typing_extensions import deprecated

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
from .._runtime.builders import RequestBuilder
from .._runtime.links import Addable, Removable, Settable
from .._runtime.media import MediaRequestBuilder
from .._runtime.modes import ModeT
from .._runtime.operations import operation
from .._runtime.request import Request


class PersonPaths(RequestBuilder[ModeT]):
    """What leads on from any Person.

    Somebody who lives or lived at the station.
    """

    __slots__ = ()

    @property
    def assignment(self) -> requests.AssignmentRequestBuilder[ModeT]:
        """The path to assignment."""
        return requests.AssignmentRequestBuilder(*self._below("assignment"))

    @property
    def deputy(self) -> requests.PersonDeputyRequestBuilder[ModeT]:
        """The path to deputy."""
        return requests.PersonDeputyRequestBuilder(*self._below("deputy"))

    @property
    def expeditions(
        self,
    ) -> requests.ExpeditionExpeditionsCollectionRequestBuilder[ModeT]:
        """The path to expeditions."""
        return requests.ExpeditionExpeditionsCollectionRequestBuilder(
            *self._below("expeditions")
        )

    @property
    def health(self) -> requests.medical.RecordRequestBuilder[ModeT]:
        """What the doctor knows of this person."""
        return requests.medical.RecordRequestBuilder(*self._below("health"))

    @property
    def portrait(self) -> MediaRequestBuilder[ModeT]:
        """The path to portrait."""
        return MediaRequestBuilder(*self._below("portrait"))

    @property
    @deprecated(
        "Deprecated since 2025-06-01, to be removed on 2026-06-01: Everybody has a room of their own now."
    )
    def roommates(self) -> requests.PersonRoommatesCollectionRequestBuilder[ModeT]:
        """The path to roommates.

        Deprecated since 2025-06-01, to be removed on 2026-06-01: Everybody has a room
        of their own now.
        """
        return requests.PersonRoommatesCollectionRequestBuilder(
            *self._below("roommates")
        )


class PersonCollectionRequestBuilder(
    Listable[ModeT, "entities.Person"], Creatable[ModeT]
):
    """Requests for a collection of Person.

    Somebody who lives or lived at the station.
    """

    __slots__ = ()

    @property
    def _model(self) -> type[entities.Person]:
        return entities.Person

    def __getitem__(self, key: UUID) -> PersonRequestBuilder[ModeT]:
        """The item whose key (id) this is.

        Given by the station on arrival.
        """
        return PersonRequestBuilder(*self._item(key))

    def by_email(self, email: str) -> PersonRequestBuilder[ModeT]:
        """The item whose alternate key (email) this is."""
        return PersonRequestBuilder(*self._item({"email": email}))

    def by_country_and_passport(
        self, country: str, passport: str
    ) -> PersonRequestBuilder[ModeT]:
        """The item whose alternate key (country, passport) this is."""
        return PersonRequestBuilder(
            *self._item({"country": country, "passport": passport})
        )

    @operation
    def create(
        self,
        _body: entities.Person | entities.PersonCreate | None = None,
        /,
        **values: Unpack[entities.PersonCreate],
    ) -> Request[entities.Person]:
        """Create an entity from keyword arguments, or from a model or a dict of them.

        Related entities are created with it where they are given as models, and linked
        where they are given as places, as in ``client.users["ada"]``.

        Raises ValueError for values that cannot be sent; ServiceError (BadRequestError,
        ConflictError), TransportError, MalformedResponseError.

        Specification: OData Protocol 4.01, section 11.4.2.
        """
        return self._create(entities.Person, _body, values)


class PersonRequestBuilder(
    Gettable[ModeT, "entities.Person"],
    Deletable[ModeT],
    Updatable[ModeT],
    Replaceable[ModeT],
    Upsertable[ModeT],
    PersonPaths[ModeT],
):
    """Requests for one Person.

    Somebody who lives or lived at the station.
    """

    __slots__ = ()

    @property
    def _model(self) -> type[entities.Person]:
        return entities.Person

    @operation
    def update(
        self,
        _body: entities.Person | entities.PersonUpdate | None = None,
        /,
        **values: Unpack[entities.PersonUpdate],
    ) -> Request[entities.Person | None]:
        """Change the entity by keyword arguments, or by what was changed in a model
        that was read.

        Returns the entity where the service sends it back. Without changes nothing is
        sent.

        Raises ValueError for values that cannot be sent; ServiceError (NotFoundError,
        PreconditionFailedError), TransportError, MalformedResponseError.

        Specification: OData Protocol 4.01, section 11.4.3.
        """
        return self._update(entities.Person, _body, values)

    @operation
    def replace(
        self,
        _body: entities.Person | entities.PersonCreate | None = None,
        /,
        **values: Unpack[entities.PersonCreate],
    ) -> Request[entities.Person | None]:
        """Put an entity in the place of what is there: what is not given gets its
        default value.

        Returns the entity where the service sends it back.

        Raises ValueError for values that cannot be sent; ServiceError (NotFoundError,
        PreconditionFailedError), TransportError, MalformedResponseError.

        Specification: OData Protocol 4.01, section 11.4.3.
        """
        return self._replace(entities.Person, _body, values)

    @operation
    def upsert(
        self,
        _body: entities.Person | entities.PersonCreate | None = None,
        /,
        **values: Unpack[entities.PersonCreate],
    ) -> Request[entities.Person | None]:
        """Create the entity with this key, or change the one that is there already.

        Returns the entity where the service sends it back.
        ``with_options(if_none_match="*")`` makes it create alone.

        Raises ValueError for values that cannot be sent; ServiceError (BadRequestError,
        PreconditionFailedError), TransportError, MalformedResponseError.

        Specification: OData Protocol 4.01, section 11.4.4.
        """
        return self._upsert(entities.Person, _body, values)


class PersonCommanderRequestBuilder(
    Gettable[ModeT, "entities.Person"],
    Updatable[ModeT],
    Replaceable[ModeT],
    PersonPaths[ModeT],
):
    """Requests for one Person.

    Somebody who lives or lived at the station.
    """

    __slots__ = ()

    @property
    def _model(self) -> type[entities.Person]:
        return entities.Person

    @operation
    def update(
        self,
        _body: entities.Person | entities.PersonUpdate | None = None,
        /,
        **values: Unpack[entities.PersonUpdate],
    ) -> Request[entities.Person | None]:
        """Change the entity by keyword arguments, or by what was changed in a model
        that was read.

        Returns the entity where the service sends it back. Without changes nothing is
        sent.

        Raises ValueError for values that cannot be sent; ServiceError (NotFoundError,
        PreconditionFailedError), TransportError, MalformedResponseError.

        Specification: OData Protocol 4.01, section 11.4.3.
        """
        return self._update(entities.Person, _body, values)

    @operation
    def replace(
        self,
        _body: entities.Person | entities.PersonCreate | None = None,
        /,
        **values: Unpack[entities.PersonCreate],
    ) -> Request[entities.Person | None]:
        """Put an entity in the place of what is there: what is not given gets its
        default value.

        Returns the entity where the service sends it back.

        Raises ValueError for values that cannot be sent; ServiceError (NotFoundError,
        PreconditionFailedError), TransportError, MalformedResponseError.

        Specification: OData Protocol 4.01, section 11.4.3.
        """
        return self._replace(entities.Person, _body, values)


class PersonOnDutyRequestBuilder(
    Gettable[ModeT, "entities.Person"], PersonPaths[ModeT]
):
    """Requests for one Person.

    Somebody who lives or lived at the station.
    """

    __slots__ = ()

    @property
    def _model(self) -> type[entities.Person]:
        return entities.Person


class PersonDeputyRequestBuilder(
    Gettable[ModeT, "entities.Person"],
    Deletable[ModeT],
    Updatable[ModeT],
    Replaceable[ModeT],
    Upsertable[ModeT],
    Settable[ModeT],
    Removable[ModeT],
    PersonPaths[ModeT],
):
    """Requests for one Person.

    Somebody who lives or lived at the station.
    """

    __slots__ = ()

    @property
    def _model(self) -> type[entities.Person]:
        return entities.Person

    @operation
    def update(
        self,
        _body: entities.Person | entities.PersonUpdate | None = None,
        /,
        **values: Unpack[entities.PersonUpdate],
    ) -> Request[entities.Person | None]:
        """Change the entity by keyword arguments, or by what was changed in a model
        that was read.

        Returns the entity where the service sends it back. Without changes nothing is
        sent.

        Raises ValueError for values that cannot be sent; ServiceError (NotFoundError,
        PreconditionFailedError), TransportError, MalformedResponseError.

        Specification: OData Protocol 4.01, section 11.4.3.
        """
        return self._update(entities.Person, _body, values)

    @operation
    def replace(
        self,
        _body: entities.Person | entities.PersonCreate | None = None,
        /,
        **values: Unpack[entities.PersonCreate],
    ) -> Request[entities.Person | None]:
        """Put an entity in the place of what is there: what is not given gets its
        default value.

        Returns the entity where the service sends it back.

        Raises ValueError for values that cannot be sent; ServiceError (NotFoundError,
        PreconditionFailedError), TransportError, MalformedResponseError.

        Specification: OData Protocol 4.01, section 11.4.3.
        """
        return self._replace(entities.Person, _body, values)

    @operation
    def upsert(
        self,
        _body: entities.Person | entities.PersonCreate | None = None,
        /,
        **values: Unpack[entities.PersonCreate],
    ) -> Request[entities.Person | None]:
        """Create the entity with this key, or change the one that is there already.

        Returns the entity where the service sends it back.
        ``with_options(if_none_match="*")`` makes it create alone.

        Raises ValueError for values that cannot be sent; ServiceError (BadRequestError,
        PreconditionFailedError), TransportError, MalformedResponseError.

        Specification: OData Protocol 4.01, section 11.4.4.
        """
        return self._upsert(entities.Person, _body, values)


class PersonRoommatesCollectionRequestBuilder(
    Listable[ModeT, "entities.Person"], Creatable[ModeT], Addable[ModeT]
):
    """Requests for a collection of Person.

    Somebody who lives or lived at the station.
    """

    __slots__ = ()

    @property
    def _model(self) -> type[entities.Person]:
        return entities.Person

    def __getitem__(self, key: UUID) -> PersonLeadersRequestBuilder[ModeT]:
        """The item whose key (id) this is.

        Given by the station on arrival.
        """
        return PersonLeadersRequestBuilder(*self._item(key))

    def by_email(self, email: str) -> PersonLeadersRequestBuilder[ModeT]:
        """The item whose alternate key (email) this is."""
        return PersonLeadersRequestBuilder(*self._item({"email": email}))

    def by_country_and_passport(
        self, country: str, passport: str
    ) -> PersonLeadersRequestBuilder[ModeT]:
        """The item whose alternate key (country, passport) this is."""
        return PersonLeadersRequestBuilder(
            *self._item({"country": country, "passport": passport})
        )

    @operation
    def create(
        self,
        _body: entities.Person | entities.PersonCreate | None = None,
        /,
        **values: Unpack[entities.PersonCreate],
    ) -> Request[entities.Person]:
        """Create an entity from keyword arguments, or from a model or a dict of them.

        Related entities are created with it where they are given as models, and linked
        where they are given as places, as in ``client.users["ada"]``.

        Raises ValueError for values that cannot be sent; ServiceError (BadRequestError,
        ConflictError), TransportError, MalformedResponseError.

        Specification: OData Protocol 4.01, section 11.4.2.
        """
        return self._create(entities.Person, _body, values)


class PersonLeadersCollectionRequestBuilder(Listable[ModeT, "entities.Person"]):
    """Requests for a collection of Person.

    Somebody who lives or lived at the station.
    """

    __slots__ = ()

    @property
    def _model(self) -> type[entities.Person]:
        return entities.Person

    def __getitem__(self, key: UUID) -> PersonLeadersRequestBuilder[ModeT]:
        """The item whose key (id) this is.

        Given by the station on arrival.
        """
        return PersonLeadersRequestBuilder(*self._item(key))

    def by_email(self, email: str) -> PersonLeadersRequestBuilder[ModeT]:
        """The item whose alternate key (email) this is."""
        return PersonLeadersRequestBuilder(*self._item({"email": email}))

    def by_country_and_passport(
        self, country: str, passport: str
    ) -> PersonLeadersRequestBuilder[ModeT]:
        """The item whose alternate key (country, passport) this is."""
        return PersonLeadersRequestBuilder(
            *self._item({"country": country, "passport": passport})
        )


class PersonLeadersRequestBuilder(PersonPaths[ModeT]):
    """Requests for one Person.

    Somebody who lives or lived at the station.
    """

    __slots__ = ()
