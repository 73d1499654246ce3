"""The type polar.Person."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypedDict
from uuid import UUID

from .._runtime.builders import RequestBuilder
from .._runtime.deprecation import Deprecated
from .._runtime.lazy import lazy_model
from .._runtime.models import Navigation, Property
from ..enums.season import Season
from ..enums.skills import Skills
from .assignment import Assignment
from .recorded import Recorded

if TYPE_CHECKING:
    from ..entities.medical.record import Record
    from .expedition import Expedition
else:
    Record = lazy_model(__name__, "..entities.medical.record", "Record")
    Expedition = lazy_model(__name__, ".expedition", "Expedition")


class Person(Recorded):
    """Somebody who lives or lived at the station.

    Guests count as well. A person is reached by id, by e-mail address, or by passport.
    """

    odata_type = "polar.Person"

    assignment: Assignment | None = Property("assignment")

    call_sign: str | None = Property("callSign")
    """How the person is called by radio."""

    country: str = Property("country", immutable=True)

    email: str | None = Property("email", pattern=r"^[^@\s]+@[^@\s]+$")

    id: UUID = Property("id", key=True, computed=True)
    """Given by the station on arrival."""

    languages: list[str] = Property("languages")

    name: str = Property("name")

    nicknames: list[str] = Property("nicknames")

    pager: Deprecated[str | None] = Property(
        "pager",
        deprecated="Deprecated since 2025-03-01 (2025-03), to be removed on 2027-03-01: The pagers are switched off; use callSign.",
    )
    """Deprecated since 2025-03-01 (2025-03), to be removed on 2027-03-01: The pagers
    are switched off; use callSign.
    """

    passport: str = Property("passport")

    seasons: list[Season] = Property("seasons")

    skills: Skills = Property("skills")

    wage: Decimal | None = Property("wage")

    deputy: Person | None = Navigation("deputy")

    expeditions: list[Expedition] = Navigation("expeditions")

    health: Record | None = Navigation("health")
    """What the doctor knows of this person."""

    roommates: Deprecated[list[Person]] = Navigation(
        "roommates",
        deprecated="Deprecated since 2025-06-01, to be removed on 2026-06-01: Everybody has a room of their own now.",
    )
    """Deprecated since 2025-06-01, to be removed on 2026-06-01: Everybody has a room of
    their own now.
    """


class PersonUpdate(TypedDict, total=False):
    """What an update of Person takes."""

    assignment: Assignment | None
    call_sign: str | None
    email: str | None
    languages: list[str]
    name: str
    nicknames: list[str]
    pager: str | None
    passport: str
    seasons: list[Season]
    skills: Skills
    wage: Decimal | None
    deputy: RequestBuilder[Any]
    expeditions: Sequence[RequestBuilder[Any]]
    roommates: Sequence[RequestBuilder[Any]]


class PersonCreate(TypedDict, total=False):
    """What a create of Person takes."""

    assignment: Assignment | None
    call_sign: str | None
    country: str
    email: str | None
    languages: list[str]
    name: str
    nicknames: list[str]
    pager: str | None
    passport: str
    seasons: list[Season]
    skills: Skills
    wage: Decimal | None
    deputy: Person | RequestBuilder[Any]
    expeditions: Sequence[Expedition | RequestBuilder[Any]]
    health: Record
    roommates: Sequence[Person | RequestBuilder[Any]]
