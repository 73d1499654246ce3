"""What the planning steps share: the slice's model, and the names given so far."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass

from odata2py.csdl.model import Model, Property, TypeReference
from odata2py.plan.cycles import Cycles
from odata2py.plan.names import MODEL_NAMES, NameBook, snake_case
from odata2py.plan.types import TypePlace, TypePlaces


class Members:
    """The Python names of the members of models."""

    def __init__(self, model: Model, names: NameBook) -> None:
        self._model = model
        self._names = names
        self._known: dict[str, Mapping[str, str]] = {}

    def of(self, qualified: str) -> Mapping[str, str]:
        """By OData name, what the members of a type are called; inherited ones too."""
        if qualified not in self._known:
            kind = self._model.structured(qualified)
            inherited = self.of(kind.base_type) if kind.base_type else {}
            names = [prop.name for prop in kind.properties]
            names += [nav.name for nav in kind.navigation_properties]
            own = {f"{qualified}/{name}": name for name in names}
            taken = MODEL_NAMES | set(inherited.values())
            given = self._names.assign(own, snake_case, taken)
            mine = {name: given[key] for key, name in own.items()}
            self._known[qualified] = {**inherited, **mine}
        return self._known[qualified]


@dataclass(frozen=True, slots=True)
class Context:
    """What planning looks things up in.

    created, updated: the types that are created and updated somewhere in the slice.
    """

    model: Model
    places: TypePlaces
    names: NameBook
    members: Members
    cycles: Cycles
    created: Set[str]
    updated: Set[str]

    def annotation(self, reference: TypeReference) -> str:
        """A type as the modules of models write it: bare, without None."""
        name = self.places.simple(reference)
        text = self.places[name].class_name if name in self.places else name
        return f"list[{text}]" if reference.collection else text

    def optional_annotation(self, reference: TypeReference) -> str:
        """As ``annotation``, with None where a property may be null."""
        text = self.annotation(reference)
        nullable = reference.nullable and not reference.collection
        return f"{text} | None" if nullable else text

    def import_of(self, place: TypePlace, qualified: str) -> str:
        """The statement by which a module imports the class of another type."""
        other = self.places[qualified]
        return f"from {locate(place, other)} import {other.class_name}"


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
    keys = {prop.name for prop in model.key(qualified)}
    return tuple(
        prop
        for prop in model.properties(qualified)
        if not prop.computed
        and (immutable or not (prop.immutable or prop.name in keys))
    )
