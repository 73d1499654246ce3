"""From a resolved path to the entities in the store that it leads to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from odata2py.csdl.model import Function, StructuredType
from odata2py.sandbox import bodies, keys, places
from odata2py.sandbox.errors import ServiceError, not_found, not_implemented
from odata2py.sandbox.paths import (
    STREAM,
    AlternateKey,
    Cast,
    Invocation,
    Key,
    Navigation,
    PropertyAccess,
    Root,
    Step,
    Target,
)
from odata2py.sandbox.places import Place
from odata2py.sandbox.primitives import Json
from odata2py.sandbox.rules import Call, Outcome, Rules
from odata2py.sandbox.storage import Collection, Entity, Store


class Walker(Struct, frozen=True):
    """Follows paths through a store, with the keys and collections that rules add."""

    store: Store
    rules: Rules

    def follow(self, target: Target) -> Place:
        """The place at the end of a path, or before the operation at its end."""
        place = Place()
        for number, step in enumerate(target.steps, 1):
            if place.missing is not None and not isinstance(step, Cast):
                raise self.not_there(place)
            if isinstance(step, Invocation):
                if number < len(target.steps) or target.suffix:
                    place = self.through(place, step)
            else:
                place = self._step(place, step)
        return place

    def members(self, collection: Collection, cast: str = "") -> Sequence[Entity]:
        """The entities of a collection, or those of them that a cast leaves."""
        made_up = self.rules.members(collection)
        entities = list(collection) if made_up is None else made_up
        return [each for each in entities if not cast or self._is(each, cast)]

    def not_there(self, place: Place) -> ServiceError:
        """The refusal of a path to an entity that is missing."""
        assert place.missing is not None
        assert place.collection is not None
        text = ", ".join(str(value) for value in place.missing.values)
        kind = place.cast or place.collection.type
        return not_found(f"There is no {kind} with the key {text!r}.")

    def invoke(
        self, place: Place, invocation: Invocation, arguments: Mapping[str, Json]
    ) -> Outcome:
        """What the rule of an operation does at a place (Protocol 4.01, 11.5)."""
        operation = invocation.operation
        if isinstance(operation, Function):
            arguments = bodies.arguments(self.store.model, operation, arguments)
        binding = operation.binding
        if binding is not None and not binding.collection:
            if place.entity is None and not place.in_value:
                raise not_found("There is no entity here.")
            if place.in_value and place.value is None:
                raise not_found("There is no value here.")
        handler = self.rules.operations().get(operation.name)
        if handler is None:
            raise not_implemented(
                f"No rule is loaded for {operation.name}: the metadata does not say "
                "what it does."
            )
        bound: Entity | Collection | Json = place.entity or place.collection
        if place.in_value:
            bound = place.value
        return handler(Call(bound, arguments, operation))

    def result(self, place: Place, invocation: Invocation, value: Json) -> Place:
        """The place of an operation's result, in the entity set that it is in."""
        type_ = invocation.operation.return_type
        assert type_ is not None
        home = self._result_home(place, invocation)
        return places.result(self.store, type_, value, home)

    def through(self, place: Place, invocation: Invocation) -> Place:
        """The place that the result of a function is."""
        outcome = self.invoke(place, invocation, invocation.arguments)
        return self.result(place, invocation, outcome.value)

    def _result_home(self, place: Place, invocation: Invocation) -> Collection | None:
        if invocation.entity_set:
            return self.store.roots.get(invocation.entity_set)
        path = invocation.operation.entity_set_path
        _, *names = path.split("/")
        found = place.collection
        for name in names:
            if "." not in name:
                if place.entity is None:
                    return None
                found = self.store.navigation(place.entity, name)
                place = self._enter(found)
        if not path or found is None:
            return None
        return found.lives_in or found

    def _step(self, place: Place, step: Step) -> Place:
        match step:
            case Root(name):
                return self._enter(self.store.roots[name])
            case Key():
                return self._find(place, step)
            case AlternateKey():
                return self._find_by(place, step)
            case Navigation(nav):
                if place.entity is None or (place.in_value and place.value is None):
                    raise not_found(f"There is no entity to go on from to {nav.name}.")
                return self._enter(self.store.child(place.entity, nav, place.names))
            case Cast(type_name):
                return self._cast(place, type_name)
            case PropertyAccess():
                return self._property(place, step)
            case Invocation():
                raise AssertionError(step)

    def _enter(self, collection: Collection) -> Place:
        only = next(iter(self.members(collection)), None) if collection.single else None
        return Place(collection, entity=only)

    def _find(self, place: Place, key: Key) -> Place:
        collection = place.collection
        assert collection is not None
        wanted = self.store.comparable_key(collection.type, key.values)
        by_key = {self.store.key(e): e for e in self.rules.members(collection) or ()}
        found = by_key.get(wanted) or collection.items.get(wanted)
        if found is None or not found.alive:
            found = self.rules.find(collection, key.values)
        if found is None or (place.cast and not self._is(found, place.cast)):
            return replace(place, missing=key)
        return replace(place, entity=found)

    def _find_by(self, place: Place, key: AlternateKey) -> Place:
        assert place.collection is not None
        for entity in self.members(place.collection, place.cast):
            if all(
                keys.same(
                    self.store.model, part, keys.value_in(entity.values, part), value
                )
                for part, value in zip(key.parts, key.values, strict=True)
            ):
                return replace(place, entity=entity)
        names = ", ".join(part.name for part in key.parts)
        raise not_found(f"No entity of {place.collection.name} has such {names}.")

    def _cast(self, place: Place, type_name: str) -> Place:
        if place.in_value:
            sent = place.value.get("@odata.type", "") if place.value else ""
            if type_name not in self._line(sent.removeprefix("#")):
                raise not_found(f"The value is not a {type_name}.")
        elif place.entity is not None and not self._is(place.entity, type_name):
            raise not_found(f"The entity is a {place.entity.type}, not a {type_name}.")
        return replace(place, cast=type_name)

    def _property(self, place: Place, step: PropertyAccess) -> Place:
        if not place.in_value and place.entity is None:
            raise not_found(f"There is no entity that could have {step.name}.")
        values = place.value if place.in_value else place.entity and place.entity.values
        is_stream = step.type.name == STREAM and isinstance(values, dict)
        if not isinstance(values, dict) or not (
            is_stream or step.dynamic or step.name in values
        ):
            raise not_found(f"There is no value of {step.name}.")
        return replace(
            place,
            in_value=True,
            value=values.get(step.name),
            names=(*place.names, step.name),
            nullable=step.type.nullable,
            fragment=step.type.name if place.fragment else "",
            absent=step.name not in values and not is_stream,
        )

    def _is(self, entity: Entity, type_name: str) -> bool:
        return type_name in self._line(entity.type)

    def _line(self, type_name: str) -> Sequence[str]:
        if not isinstance(self.store.model.types.get(type_name), StructuredType):
            return ()
        return [kind.name for kind in self.store.model.lineage(type_name)]
