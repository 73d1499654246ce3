"""Puts entities where URLs lead, so that requests find all that they are about."""

from __future__ import annotations

from collections.abc import Sequence

from odata2py.csdl.keys import primary_key
from odata2py.csdl.model import EntityType, Model, TypeReference
from odata2py.sandbox import keys, paths, query
from odata2py.sandbox.errors import ServiceError
from odata2py.sandbox.paths import (
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
from odata2py.sandbox.samples import example
from odata2py.sandbox.server import Running
from odata2py.sandbox.storage import Collection, Entity

AnyKey = Key | AlternateKey
Steps = Sequence[Step]


def fill(sandbox: Running, url: str) -> None:
    """Add the entities and values that a URL goes through, as far as there are none.

    Operations are taken to give what is in the first entity set of what they return.
    """
    path, _, text = url.removeprefix(sandbox.url).partition("?")
    given = query.aliases(query.decode(text))
    steps = paths.resolve(sandbox.store.model, paths.decode(path), given).steps
    for at in range(len(steps)):
        _fill(sandbox, steps, at)


def _fill(sandbox: Running, steps: Steps, at: int) -> None:
    step = steps[at]
    before = _follow(sandbox, steps[:at])
    if isinstance(step, PropertyAccess):
        _fill_value(sandbox, before, step)
    elif isinstance(step, Invocation):
        if at == len(steps) - 1:
            return
        _fill_result(sandbox, steps, at, step.operation.return_type)
    else:
        collection = _collection(sandbox, before, step)
        there = _entity(sandbox, steps[: at + 1])
        if collection is None:
            return
        kind = _kind(steps, at) or before.cast or collection.type
        if there is None or not _is(sandbox, there, kind):
            if there is not None:
                sandbox.store.unlink(collection, there)
            _add(sandbox, collection, kind, _key(step))


def _fill_value(sandbox: Running, before: Place, step: PropertyAccess) -> None:
    if before.entity is not None and step.type.name != paths.STREAM:
        path = (*before.names, step.name)
        value: Json = before.entity.values
        for name in path:
            value = value[name]
        if value is None:
            value = example(sandbox.store.model, step.type, step.name)
            values = keys.with_value(before.entity.values, path, value)
            before.entity.values = values


def _fill_result(
    sandbox: Running, steps: Steps, at: int, type_: TypeReference | None
) -> None:
    model = sandbox.store.model
    if type_ is None or not isinstance(model.types.get(type_.name), EntityType):
        return
    family = {type_.name, *model.descendants(type_.name)}
    for collection in sandbox.store.roots.values():
        known = [each for each in collection if each.type in family]
        if known:
            key, kind = _key(next(iter(steps[at + 1 :]), None)), _kind(steps, at)
            if key is not None or not _is(sandbox, known[0], kind or type_.name):
                _add(sandbox, collection, kind or type_.name, key)
                # What is asked for comes first.
                collection.items = dict(reversed(collection.items.items()))
            return


def _collection(sandbox: Running, before: Place, step: Step) -> Collection | None:
    """Where there must be an entity after a step, if the step leads to one."""
    match step:
        case Root(name):
            found = sandbox.store.roots[name]
            return found if found.single else None
        case Navigation(nav):
            assert before.entity is not None
            found = sandbox.store.child(before.entity, nav, before.names)
            return found if found.single else None
        case Key() | AlternateKey():
            return before.collection
    return None


def _kind(steps: Steps, at: int) -> str:
    """The type to which the steps behind one cast what is there."""
    kind = ""
    for step in steps[at + 1 :]:
        if not isinstance(step, Cast):
            break
        kind = step.type
    return kind


def _add(
    sandbox: Running, collection: Collection, kind: str, key: AnyKey | None
) -> None:
    store = sandbox.store
    type_name = _concrete(store.model, kind)
    values: dict[str, Json] = example(store.model, TypeReference(type_name), "x")
    parts = primary_key(store.model, type_name)
    if len(parts) == 1 and parts[0].type.name in ("Edm.Guid", "Edm.String"):
        values.pop(parts[0].name)  # the store gives one that no other entity has
    if key is not None:
        wanted = parts if isinstance(key, Key) else key.parts
        for part, value in zip(wanted, key.values, strict=True):
            values = keys.with_value(values, part.path, value)
    home = collection.lives_in or collection
    new = Entity(type_name, values, home)
    if isinstance(key, Key) and store.key(new) in home.items:
        store.link(collection, home.items[store.key(new)])
    else:
        store.add(collection, type_name, values)


def _concrete(model: Model, kind: str) -> str:
    types = (kind, *model.descendants(kind))
    return next(name for name in types if not model.structured(name).abstract)


def _key(step: Step | None) -> AnyKey | None:
    return step if isinstance(step, AnyKey) else None


def _is(sandbox: Running, entity: Entity, kind: str) -> bool:
    return kind in [each.name for each in sandbox.store.model.lineage(entity.type)]


def _follow(sandbox: Running, steps: Steps) -> Place:
    """The place after steps; the suffix lets an operation at the end be called."""
    return sandbox.sandbox.service.walker.follow(Target(tuple(steps), suffix="$ref"))


def _entity(sandbox: Running, steps: Steps) -> Entity | None:
    try:
        return _follow(sandbox, steps).entity
    except ServiceError:  # an alternate key that no entity has
        return None
