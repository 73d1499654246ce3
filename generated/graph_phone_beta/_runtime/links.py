"""References to entities: adding, setting and removing them, without the entities.

Specification: OData Protocol 4.01, section 11.4.6 (modifying relationships).
"""

from __future__ import annotations

from typing import Any

from .builders import RequestBuilder
from .modes import ModeT
from .operations import operation
from .reading import read_nothing
from .request import Request

Target = RequestBuilder[Any] | str
"""An entity to refer to: its place (``client.users["ada"]``), or its absolute URL."""


class Addable(RequestBuilder[ModeT]):
    """A collection of related entities that others can be added to."""

    __slots__ = ()

    @operation
    def add_reference(self, target: Target, /) -> Request[None]:
        """Relate an entity that exists already.

        target: its place, as in ``client.users["ada"]``, or its absolute URL.

        Raises ServiceError (NotFoundError, BadRequestError), TransportError.
        Specification: OData Protocol 4.01, section 11.4.6.1.
        """
        data = {"@odata.id": entity_url(target)}
        return self._request("POST", read_nothing, segment="$ref", data=data)

    @operation
    def remove_reference(self, target: Target, /) -> Request[None]:
        """End the relation to an entity, which itself stays.

        target: its place, or its absolute URL. Services that want the key in the path
        have ``remove_reference`` at the item: ``members["ada"].remove_reference()``.

        Raises ServiceError (NotFoundError), TransportError.
        Specification: OData Protocol 4.01, section 11.4.6.2.
        """
        query = {"$id": entity_url(target)}
        return self._request("DELETE", read_nothing, segment="$ref", query=query)


class Settable(RequestBuilder[ModeT]):
    """A related entity in whose place another one can be set."""

    __slots__ = ()

    @operation
    def set_reference(self, target: Target, /) -> Request[None]:
        """Relate an entity that exists already, instead of the one that was there.

        target: its place, as in ``client.users["ada"]``, or its absolute URL.

        Raises ServiceError (NotFoundError, BadRequestError), TransportError.
        Specification: OData Protocol 4.01, section 11.4.6.3.
        """
        data = {"@odata.id": entity_url(target)}
        return self._request("PUT", read_nothing, segment="$ref", data=data)


class Removable(RequestBuilder[ModeT]):
    """A related entity whose relation can be ended."""

    __slots__ = ()

    @operation
    def remove_reference(self) -> Request[None]:
        """End the relation to the entity, which itself stays.

        Raises ServiceError (NotFoundError), TransportError.
        Specification: OData Protocol 4.01, section 11.4.6.2.
        """
        return self._request("DELETE", read_nothing, segment="$ref")


def entity_url(target: Target) -> str:
    """The absolute URL of an entity.

    Raises TypeError for what is neither place nor URL, and for a collection.
    """
    if isinstance(target, RequestBuilder):
        from .media import MediaRequestBuilder  # not needed where nothing is linked

        if isinstance(target, MediaRequestBuilder):
            raise TypeError("a reference leads to an entity, and these are bytes")
        if not target._url or hasattr(target, "__getitem__"):
            raise TypeError("a reference leads to one entity: give its key as well")
        return target._absolute_url()
    if isinstance(target, str) and "://" in target:
        return target
    raise TypeError(
        "a reference is a place, as in client.users['ada'], or an absolute URL"
    )
