"""From a resolved path to the entities in the store that it leads to."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from odata2py.csdl.model import StructuredType
from odata2py.sandbox.errors import not_found, not_implemented
from odata2py.sandbox.paths import (
    Cast,
    Invocation,
    Key,
    Navigation,
    PropertyAccess,
    Root,
    Step,
    Target,
)
from odata2py.sandbox.primitives import Json
from odata2py.sandbox.rules import Rules
from odata2py.sandbox.storage import Collection, Entity, Store


class Place(Struct, frozen=True):
    """What a path has led to: the last collection and, below it, entity and value."""

    collection: Collection | None = None
    cast: str = ""
    entity: Entity | None = None
    in_value: bool = False
    value: Json = None


class Walker(Struct, frozen=True):
    """Follows paths through a store, with the keys and collections that rules add."""

    store: Store
    rules: Rules

    def follow(self, target: Target) -> Place:
        """The place at the end of a path, or before the operation at its end."""
        place = Place()
        for step in target.steps:
            place = self._step(place, step)
        return place

    def members(self, collection: Collection, cast: str = "") -> Sequence[Entity]:
        """The entities of a collection, or those of them that a cast leaves."""
        made_up = self.rules.members(collection)
        entities = list(collection) if made_up is None else made_up
        return [each for each in entities if not cast or self._is(each, cast)]

    def _step(self, place: Place, step: Step) -> Place:
        match step:
            case Root(name):
                return self._enter(self.store.roots[name])
            case Key(values):
                return self._find(place, values)
            case Navigation(nav):
                if place.in_value:
                    raise not_implemented("Navigation from within a complex value.")
                if place.entity is None:
                    raise not_found(f"There is no entity to go on from to {nav.name}.")
                return self._enter(self.store.child(place.entity, nav))
            case Cast(type_name):
                return self._cast(place, type_name)
            case PropertyAccess(name):
                return self._property(place, name)
            case Invocation():
                return place

    def _enter(self, collection: Collection) -> Place:
        only = next(iter(self.members(collection)), None) if collection.single else None
        return Place(collection, entity=only)

    def _find(self, place: Place, values: tuple[Json, ...]) -> Place:
        collection = place.collection
        assert collection is not None
        key = self.store.comparable_key(collection.type, values)
        by_key = {self.store.key(e): e for e in self.rules.members(collection) or ()}
        found = by_key.get(key) or collection.items.get(key)
        if found is None or not found.alive:
            found = self.rules.find(collection, values)
        if found is None or (place.cast and not self._is(found, place.cast)):
            text = ", ".join(str(value) for value in values)
            kind = place.cast or collection.type
            raise not_found(f"There is no {kind} with the key {text!r}.")
        return replace(place, entity=found)

    def _cast(self, place: Place, type_name: str) -> Place:
        if place.in_value:
            sent = place.value.get("@odata.type", "") if place.value else ""
            if type_name not in self._line(sent.removeprefix("#")):
                raise not_found(f"The value is not a {type_name}.")
        elif place.entity is not None and not self._is(place.entity, type_name):
            raise not_found(f"The entity is a {place.entity.type}, not a {type_name}.")
        return replace(place, cast=type_name)

    def _property(self, place: Place, name: str) -> Place:
        if not place.in_value and place.entity is None:
            raise not_found(f"There is no entity that could have {name}.")
        values = place.value if place.in_value else place.entity and place.entity.values
        if not isinstance(values, dict) or name not in values:
            raise not_found(f"There is no value of {name}.")
        return replace(place, in_value=True, value=values[name])

    def _is(self, entity: Entity, type_name: str) -> bool:
        return type_name in self._line(entity.type)

    def _line(self, type_name: str) -> Sequence[str]:
        if not isinstance(self.store.model.types.get(type_name), StructuredType):
            return ()
        return [kind.name for kind in self.store.model.lineage(type_name)]
