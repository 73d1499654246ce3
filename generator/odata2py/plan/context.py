"""What the planning steps share: the slice's model, and the names given so far."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set

from msgspec import Struct

from odata2py.csdl.keys import key_properties
from odata2py.csdl.model import (
    Model,
    NavigationProperty,
    Property,
    StructuredType,
    TypeReference,
)
from odata2py.plan.classes import member_keys
from odata2py.plan.cycles import Cycles
from odata2py.plan.names import NameBook, Style, snake_case
from odata2py.plan.types import TypePlace, TypePlaces
from odata2py.plan.views import ImportView
from odata2py.slicing.model import Access
from odata2py.slicing.ways import STREAM

WRITTEN_WITH = {Access.CREATE, Access.UPDATE, Access.REPLACE, Access.UPSERT}
"""Where one of these is, entities can be created together with those they belong to."""


class Members:
    """The Python names of the members of models.

    taken: what no member can be called; style: how names are written.
    """

    def __init__(
        self,
        model: Model,
        names: NameBook,
        taken: Set[str],
        style: Style = snake_case,
    ) -> None:
        self._model = model
        self._names = names
        self._taken = taken
        self._style = style
        self._known: dict[str, Mapping[str, str]] = {}

    def of(self, qualified: str) -> Mapping[str, str]:
        """By OData name, what the members of a type are called; inherited ones too."""
        if qualified not in self._known:
            inherited: Mapping[str, str] = {}
            for kind in self._model.lineage(qualified):
                if kind.name not in self._known:
                    self._known[kind.name] = self._names_of(kind, inherited)
                inherited = self._known[kind.name]
        return self._known[qualified]

    def _names_of(
        self, kind: StructuredType, inherited: Mapping[str, str]
    ) -> Mapping[str, str]:
        own = {key: name for key, name in member_keys(kind) if name not in inherited}
        heirs = map(self._model.structured, self._model.descendants(kind.name))
        theirs = self._names.kept(key for heir in heirs for key, _ in member_keys(heir))
        taken = {*self._taken, *inherited.values(), *theirs}
        given = self._names.assign(own, self._style, taken)
        return {**inherited, **{name: given[key] for key, name in own.items()}}


class Context(Struct, frozen=True):
    """What planning looks things up in.

    classes: the names of bodies and of allowed values, by their keys in the ledger.
    created, updated: the types that are created and updated somewhere in the slice.
    selected: what is asked for of types that have only some of their properties.
    ways: what may be done at the ends of navigation properties, by type and name.
    """

    model: Model
    places: TypePlaces
    names: NameBook
    members: Members
    cycles: Cycles
    classes: Mapping[str, str]
    created: Set[str]
    updated: Set[str]
    selected: Mapping[str, tuple[str, ...]]
    ways: Mapping[tuple[str, str], Set[Access]]

    def related(
        self, qualified: str
    ) -> Iterator[tuple[NavigationProperty, Set[Access]]]:
        """The navigation properties of a type that the slice follows, and how far."""
        line = [kind.name for kind in self.model.lineage(qualified)]
        for nav in self.model.navigation_properties(qualified):
            found = (self.ways.get((name, nav.name), frozenset()) for name in line)
            yield nav, frozenset[Access]().union(*found)

    def annotation(self, reference: TypeReference, place: TypePlace) -> str:
        """The type of a property as the module of a model writes it."""
        name = self.places.simple(reference)
        text = self.places.called(place, name) if name in self.places else name
        if reference.collection:
            return f"list[{text}]"
        return f"{text} | None" if reference.nullable else text

    def import_of(self, place: TypePlace, qualified: str) -> ImportView:
        """How a module imports the class of another type."""
        other = self.places[qualified]
        alias = self.places.called(place, qualified)
        return ImportView(locate(place, other), other.class_name, alias)


def locate(place: TypePlace, other: TypePlace) -> str:
    """Another type's module, relative to the module of a type."""
    if (place.root, place.packages) == (other.root, other.packages):
        return f".{other.module}"
    path = ".".join((other.root, *other.packages, other.module))
    return f"{place.up()}{path}"


def written_properties(
    model: Model, qualified: str, *, immutable: bool
) -> tuple[Property, ...]:
    """What a program may write of a type: with or without what only a create takes."""
    keys = key_properties(model, qualified)
    return tuple(
        prop
        for prop in model.properties(qualified)
        if not prop.computed
        and prop.type.name != STREAM
        and (immutable or not (prop.immutable or prop.name in keys))
    )
