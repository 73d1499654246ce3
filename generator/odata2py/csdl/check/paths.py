"""Paths of the model, followed from type to type."""

from __future__ import annotations

from msgspec import Struct, field

from odata2py.csdl.declarations import Declarations
from odata2py.csdl.document.xml import Element
from odata2py.csdl.names import BUILT_IN_TYPES
from odata2py.csdl.tags import (
    ENTITY_TYPE,
    KEY,
    NAVIGATION_PROPERTY,
    PROPERTY,
    STRUCTURED,
)


class Followed(Struct, frozen=True):
    """The members that a path goes along.

    whole: whether these are all; a path may go on into documents that were not read.
    """

    members: tuple[Element, ...]
    whole: bool = True

    def ends_with(self, tag: str) -> bool:
        """Whether the last member is of a kind, as far as that is known."""
        return not self.whole or (bool(self.members) and self.members[-1].tag == tag)


class Paths(Struct, frozen=True):
    """Looks members up by name, and follows paths of names and casts.

    ``keyed`` are the entity types that declare a key.
    """

    declared: Declarations
    keyed: frozenset[str]
    _own: dict[str, dict[str, Element]] = field(default_factory=dict)

    @classmethod
    def of(cls, declared: Declarations) -> Paths:
        return cls(
            declared,
            frozenset(
                name
                for name, element in declared.types.items()
                if element.tag == ENTITY_TYPE
                and next(element.iterchildren(KEY), None) is not None
            ),
        )

    def has_key(self, name: str) -> bool:
        """Whether an entity type has a key, its own or an inherited one."""
        return not self.keyed.isdisjoint(self.declared.lineage(name))

    def is_known(self, name: str) -> bool:
        """Whether a type is there to be judged; if not, that is told already."""
        return name in self.declared.types or name in BUILT_IN_TYPES

    def member(self, name: str, called: str) -> Element | None:
        """The property of a type with that name, its own or an inherited one."""
        for kind in self.declared.lineage(name):
            found = self._members(kind).get(called)
            if found is not None:
                return found
        return None

    def names(self, name: str) -> set[str]:
        """What the properties of a type are called, inherited ones too."""
        line = self.declared.lineage(name)
        return {called for kind in line for called in self._members(kind)}

    def _members(self, name: str) -> dict[str, Element]:
        if name not in self._own:
            children = self.declared.types[name].iterchildren(
                PROPERTY, NAVIGATION_PROPERTY
            )
            self._own[name] = {child.get("Name") or "": child for child in children}
        return self._own[name]

    def follow(self, start: str, path: str, scope_of: str) -> Followed | None:
        """The members that a path goes along; None where it leads nowhere.

        ``scope_of`` is a name of the schema that the path is written in.
        """
        scope = self.declared.scope(scope_of)
        here = start
        found: list[Element] = []
        for segment in path.split("/"):
            if not self.is_known(here):
                return Followed(tuple(found), whole=False)
            if here not in self.declared.types:
                return None
            if "." in segment:
                cast = scope.resolve(segment)
                if not (self.declared.is_unread(cast) or self._are_related(cast, here)):
                    return None
                here = cast
                continue
            member = self.member(here, segment)
            if member is None:
                return None
            found.append(member)
            here, _ = self.resolved(member)
        return Followed(tuple(found))

    def _are_related(self, name: str, other: str) -> bool:
        if name not in self.declared.types:
            return False
        kind_of = self.declared.is_kind_of
        return kind_of(name, other) or kind_of(other, name)

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
        """The structured type that a property leads to, if it is known."""
        name, _ = self.resolved(member)
        kind = self.declared.types.get(name)
        return name if kind is not None and kind.tag in STRUCTURED else None
