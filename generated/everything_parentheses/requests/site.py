"""Requests for polar.Site."""

from __future__ import annotations

from .. import entities, requests
from .._runtime.builders import RequestBuilder
from .._runtime.decoding import ValueReader
from .._runtime.modes import ModeT
from .._runtime.operations import operation
from .._runtime.request import Request


class SiteRequestBuilder(RequestBuilder[ModeT]):
    """Requests for one Site.

    A place outside of the station.
    """

    __slots__ = ()

    @property
    def as_drill_site(self) -> requests.DrillSiteRequestBuilder[ModeT]:
        """The same, as polar.DrillSite, which it has to be."""
        return requests.DrillSiteRequestBuilder(*self._below("polar.DrillSite"))

    @operation
    def distance(self, *, other: entities.Site) -> Request[float]:
        """Call the function distance.

        Raises ServiceError, TransportError, MalformedResponseError.
        """
        return self._function("polar.distance", {"other": other}, ValueReader(float))
