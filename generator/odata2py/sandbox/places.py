"""Where a path leads to in the store."""

from __future__ import annotations

from msgspec import Struct

from odata2py.csdl.model import EntityType, TypeReference
from odata2py.sandbox.paths import Key
from odata2py.sandbox.primitives import Json
from odata2py.sandbox.storage import Collection, Entity, Store


class Place(Struct, frozen=True):
    """The last collection on a path and, below it, entity and value.

    ``names`` lead from the entity to the value, ``nullable`` says whether it may be
    null; ``fragment`` is what context URLs say of a value that is in no entity.
    ``missing`` is the key at the path's end where the collection has no such entity,
    ``absent`` is a dynamic property that has no value.
    """

    collection: Collection | None = None
    cast: str = ""
    entity: Entity | None = None
    in_value: bool = False
    value: Json = None
    names: tuple[str, ...] = ()
    nullable: bool = True
    fragment: str = ""
    missing: Key | None = None
    absent: bool = False


def result(
    store: Store, type_: TypeReference, value: Json, home: Collection | None
) -> Place:
    """The place that an operation's result is; ``home`` is where its entities live."""
    if not isinstance(store.model.types.get(type_.name), EntityType):
        name = f"Collection({type_.name})" if type_.collection else type_.name
        return Place(in_value=True, value=value, fragment=name)
    if home is None:
        name = f"Collection({type_.name})" if type_.collection else type_.name
    else:
        name = home.name
    collection = Collection(
        name, type_.name, single=not type_.collection, lives_in=home
    )
    cast = type_.name if home is not None and home.type != type_.name else ""
    found = value if type_.collection else [] if value is None else [value]
    for number, each in enumerate(found):
        _put(store, collection, each, number)
    entity = None if type_.collection else next(iter(collection), None)
    return Place(collection, cast, entity)


def _put(store: Store, into: Collection, value: Json, number: int) -> None:
    """Lists an entity, or values that are an entity of no entity set."""
    if isinstance(value, Entity):
        into.items[store.key(value)] = value
        return
    sent = str(value.get("@odata.type", into.type)).removeprefix("#")
    values = {name: each for name, each in value.items() if name != "@odata.type"}
    into.items[("", number)] = Entity(sent, values, into)
