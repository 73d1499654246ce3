"""Paths of the model, followed from type to type."""

from __future__ import annotations

from msgspec import Struct, field

from odata2py.csdl.declarations import Declarations
from odata2py.csdl.document.xml import Element
from odata2py.csdl.tags import (
    ENTITY_TYPE,
    KEY,
    NAVIGATION_PROPERTY,
    PROPERTY,
    STRUCTURED,
)


class Paths(Struct, frozen=True):
    """Looks members up by name, and follows paths of names and casts.

    ``keyed`` are the entity types that declare a key.
    """

    declared: Declarations
    keyed: frozenset[str]
    _members: dict[str, dict[str, Element]] = field(default_factory=dict)

    @classmethod
    def of(cls, declared: Declarations) -> Paths:
        return cls(
            declared,
            frozenset(
                name
                for name, element in declared.types.items()
                if element.tag == ENTITY_TYPE
                and next(declared.tagged(element, KEY), None) is not None
            ),
        )

    def has_key(self, name: str) -> bool:
        """Whether an entity type has a key, its own or an inherited one."""
        return not self.keyed.isdisjoint(self.declared.lineage(name))

    def members(self, name: str) -> dict[str, Element]:
        """The properties of a type by name, its own and inherited ones."""
        if name not in self._members:
            found: dict[str, Element] = {}
            for kind in reversed(self.declared.lineage(name)):
                owner = self.declared.types[kind]
                for member in owner.iterchildren(PROPERTY, NAVIGATION_PROPERTY):
                    found[member.get("Name") or ""] = member
            self._members[name] = found
        return self._members[name]

    def follow(self, start: str, path: str, scope_of: str) -> list[Element] | None:
        """The members that a path goes along; None where it leads nowhere.

        ``scope_of`` is a name of the schema that the path is written in.
        """
        scope = self.declared.scope(scope_of)
        here: str | None = start
        found: list[Element] = []
        for segment in path.split("/"):
            if here is None:
                return None
            if "." in segment:
                here = scope.resolve(segment)
                if here not in self.declared.types:
                    return None
                continue
            member = self.members(here).get(segment)
            if member is None:
                return None
            found.append(member)
            here = self.target(member)
        return found

    def resolved(self, member: Element) -> tuple[str, bool]:
        """The name of a property's type, and whether it is a collection of it."""
        schema = member.getparent().getparent()
        scope = self.declared.scopes[schema.get("Namespace") or ""]
        return scope.resolve_type(member.get("Type") or "")

    def is_kind_of(self, member: Element, other: Element) -> bool:
        """Whether a property's type is that of another one, or derived from it."""
        name, collection = self.resolved(member)
        base, many = self.resolved(other)
        return collection == many and self.declared.is_kind_of(name, base)

    def target(self, member: Element) -> str | None:
        """The structured type that a property leads to."""
        name, _ = self.resolved(member)
        kind = self.declared.types.get(name)
        return name if kind is not None and kind.tag in STRUCTURED else None
