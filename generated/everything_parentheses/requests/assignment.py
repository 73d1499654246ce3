"""Requests for polar.Assignment."""

from __future__ import annotations

import datetime as dt

from .. import entities, requests
from .._runtime.builders import RequestBuilder
from .._runtime.decoding import EntityReader, NullableReader
from .._runtime.modes import ModeT
from .._runtime.operations import operation
from .._runtime.request import Request


class AssignmentRequestBuilder(RequestBuilder[ModeT]):
    """Requests for one Assignment.

    What somebody does at the station, and until when.
    """

    __slots__ = ()

    @property
    def superior(self) -> requests.PersonDeputyRequestBuilder[ModeT]:
        """The path to superior."""
        return requests.PersonDeputyRequestBuilder(*self._below("superior"))

    @operation
    def prolong(self, *, by: dt.timedelta) -> Request[entities.Assignment | None]:
        """Call the action prolong.

        Raises ServiceError, TransportError, MalformedResponseError.
        """
        return self._action(
            "polar.prolong",
            {"by": by},
            NullableReader(EntityReader(entities.Assignment)),
        )
