"""The type polar.Expedition."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypedDict
from uuid import UUID

from .._runtime.builders import RequestBuilder
from .._runtime.lazy import lazy_model
from .._runtime.models import Navigation, ODataModel, Property
from ..enums.season import Season
from .site import Site

if TYPE_CHECKING:
    from .asset import Asset
    from .person import Person
    from .sample import Sample
else:
    Asset = lazy_model(__name__, ".asset", "Asset")
    Person = lazy_model(__name__, ".person", "Person")
    Sample = lazy_model(__name__, ".sample", "Sample")


class Expedition(ODataModel):
    """A journey away from the station.

    See https://station.example/handbook/expeditions
    """

    odata_type = "polar.Expedition"

    camps: list[Site] = Property("camps")

    goal: Site = Property("goal")

    leader_id: UUID | None = Property("leaderId")

    number: int = Property("number", key=True)

    season: Season = Property("season")

    equipment: list[Asset] = Navigation("equipment")

    leader: Person | None = Navigation("leader")

    samples: list[Sample] = Navigation("samples")

    transport: Asset = Navigation("transport")


class ExpeditionUpdate(TypedDict, total=False):
    """What an update of Expedition takes."""

    camps: list[Site]
    goal: Site
    leader_id: UUID | None
    season: Season
    equipment: Sequence[RequestBuilder[Any]]
    leader: RequestBuilder[Any]
    samples: Sequence[RequestBuilder[Any]]
    transport: RequestBuilder[Any]


class ExpeditionCreate(TypedDict, total=False):
    """What a create of Expedition takes."""

    camps: list[Site]
    goal: Site
    leader_id: UUID | None
    number: int
    season: Season
    equipment: Sequence[Asset | RequestBuilder[Any]]
    leader: Person | RequestBuilder[Any]
    samples: Sequence[Sample | RequestBuilder[Any]]
    transport: Asset | RequestBuilder[Any]
