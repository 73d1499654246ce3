"""The entities of the service, in memory.

A collection holds the entities of an entity set or of a navigation property. Singletons
and single-valued navigation properties are collections of at most one. An entity lives
in one collection, its home; navigation properties with a binding list entities that
live in an entity set (CSDL 4.01, sections 8.4 and 13.4).
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct, field

from odata2py.csdl.keys import KeyPart, primary_key
from odata2py.csdl.meaning import UNRESTRICTED, Capabilities
from odata2py.csdl.model import EntityType, Model, NavigationProperty
from odata2py.sandbox import keys
from odata2py.sandbox.errors import ServiceError, bad_request
from odata2py.sandbox.primitives import Json, category, comparable, underlying
from odata2py.sandbox.samples import complete, default

CONCURRENCY = "Org.OData.Core.V1.OptimisticConcurrency"

Key = tuple[Json, ...]


class Stream(Struct, frozen=True):
    """Bytes with their media type, and a version that no other stream has."""

    content: bytes
    type: str
    version: str


class Entity(Struct, eq=False):
    """An entity: its type, its structural values, and what navigation leads to.

    ``children`` go by the path to a navigation property, which may be a property of a
    complex value. So do ``streams`` by the path to a stream property; that of a media
    entity itself has none.
    """

    type: str
    values: dict[str, Json]
    home: Collection
    children: dict[str, Collection] = field(default_factory=dict)
    streams: dict[str, Stream] = field(default_factory=dict)
    alive: bool = True

    def drop_orphans(self) -> None:
        """Forget links and streams of complex values that are no more."""
        for found in (self.children, self.streams):
            for path in [path for path in found if not self._has_parent(path)]:
                del found[path]

    def _has_parent(self, path: str) -> bool:
        value: Json = self.values
        for name in path.split("/")[:-1]:
            value = value.get(name) if isinstance(value, dict) else None
        return isinstance(value, dict)


class Collection(Struct, eq=False):
    """Entities at one place; ``lives_in`` is set where they live at another one.

    ``contained`` entities are no others' as well; ``guarded`` ones change only for
    who shows their tags (Core.OptimisticConcurrency).
    """

    name: str
    type: str
    capabilities: Capabilities = UNRESTRICTED
    single: bool = False
    nullable: bool = True
    contained: bool = False
    guarded: bool = False
    owner: Entity | None = None
    lives_in: Collection | None = None
    bindings: Mapping[str, str] = field(default_factory=dict)
    items: dict[Key, Entity] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Entity]:
        return iter([entity for entity in self.items.values() if entity.alive])


class Store:
    """All entities of a service, reached from the container's sets and singletons."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.roots: dict[str, Collection] = {}
        container = model.container
        for each in container.entity_sets.values() if container else ():
            self.roots[each.name] = Collection(
                each.name,
                each.entity_type,
                each.capabilities,
                guarded=CONCURRENCY in each.annotations,
                bindings=each.bindings,
            )
        for single in container.singletons.values() if container else ():
            self.roots[single.name] = Collection(
                single.name,
                single.entity_type,
                single.capabilities,
                single=True,
                nullable=single.nullable,
                guarded=CONCURRENCY in single.annotations,
                bindings=single.bindings,
            )
            self._fill(self.roots[single.name])

    def add(
        self, collection: Collection, type_name: str, values: Mapping[str, Json]
    ) -> Entity:
        """A new entity: with defaults for what ``values`` lacks, and with a key.

        Where entities live in another collection, it is created there and linked.
        """
        home = collection.lives_in or collection
        given = dict(values)
        for part in primary_key(self.model, type_name):
            if len(part.path) == 1 and given.get(part.path[0]) is None:
                given[part.path[0]] = self._new_key(home, part)
        entity = Entity(type_name, complete(self.model, type_name, given), home)
        key = self.key(entity)
        if key in home.items:
            raise ServiceError(409, f"{home.name} has an entity of that key.")
        home.items[key] = entity
        if home is not collection:
            self.link(collection, entity)
        return entity

    def link(self, collection: Collection, entity: Entity) -> None:
        """List an entity that lives elsewhere in a collection."""
        if collection.single:
            collection.items.clear()
        collection.items[self.key(entity)] = entity

    def unlink(self, collection: Collection, entity: Entity) -> None:
        """List an entity no more; it goes with the link if it lives nowhere else."""
        if entity.home is collection:
            self.remove(entity)
        else:
            collection.items.pop(self.key(entity), None)

    def redirect(self, root: str, entity: Entity) -> None:
        """Let a singleton be an entity that lives elsewhere."""
        collection = self.roots[root]
        collection.lives_in = entity.home
        self.link(collection, entity)

    def remove(self, entity: Entity) -> None:
        """Delete an entity; collections that list it do so no more."""
        entity.alive = False
        del entity.home.items[self.key(entity)]

    def key(self, entity: Entity) -> Key:
        """An entity's key, as values that compare."""
        parts = primary_key(self.model, entity.type)
        values = tuple(keys.value_in(entity.values, part) for part in parts)
        return self.comparable_key(entity.type, values)

    def comparable_key(self, type_name: str, values: Key) -> Key:
        return tuple(
            comparable(self.model, prop.type.name, value)
            for prop, value in zip(
                primary_key(self.model, type_name), values, strict=True
            )
        )

    def child(
        self, entity: Entity, nav: NavigationProperty, within: Sequence[str] = ()
    ) -> Collection:
        """The collection that a navigation property of an entity leads to.

        ``within`` is the complex property that has the navigation property.

        A contained single entity that must exist, or that can be gone through, exists
        as soon as it is asked for.
        """
        path = "/".join([*within, nav.name])
        if path not in entity.children:
            bound = None if nav.contains_target else self._bound_set(entity, path)
            collection = Collection(
                path,
                nav.type.name,
                nav.capabilities,
                single=not nav.type.collection,
                nullable=nav.type.nullable,
                contained=nav.contains_target,
                guarded=CONCURRENCY in nav.annotations,
                owner=entity,
                lives_in=bound,
            )
            entity.children[path] = collection
            if nav.contains_target and collection.single:
                self._fill(collection)
        return entity.children[path]

    def navigation(self, entity: Entity, path: str) -> Collection:
        """The same by the navigation property's name, or by the path to it."""
        *within, name = path.split("/")
        type_name = entity.type
        value: Json = entity.values
        for each in within:
            types = {prop.name: prop.type for prop in self.model.properties(type_name)}
            value = value[each] or {}
            type_name = str(value.get("@odata.type", "#" + types[each].name))[1:]
        for nav in self.model.navigation_properties(type_name):
            if nav.name == name:
                return self.child(entity, nav, within)
        raise KeyError(path)

    def _fill(self, collection: Collection) -> None:
        if self.model.structured(collection.type).abstract:
            return
        key = primary_key(self.model, collection.type)
        values = {part.path[0]: default(self.model, part.target) for part in key}
        self.add(collection, collection.type, values)

    def _new_key(self, home: Collection, prop: KeyPart) -> Json:
        kind = category(self.model, prop.type.name)
        if kind in ("string", "guid"):
            return str(uuid.uuid4())
        name = underlying(self.model, prop.type.name)
        if kind == "number" and name not in ("Edm.Double", "Edm.Single"):
            taken = [entity.values[prop.name] for entity in home.items.values()]
            return max(taken, default=0) + 1
        raise bad_request(f"The key property {prop.name} must be given.", prop.name)

    def _bound_set(self, entity: Entity, path: str) -> Collection | None:
        root = _root(entity)
        for bound, target in root.bindings.items():
            parts = bound.split("/")
            names = "/".join(part for part in parts if "." not in part)
            if not f"/{names}".endswith(f"/{path}"):
                continue
            types = [part for part in parts if self._is_entity_type(part)]
            if types and not self._is(entity.type, types[-1]):
                continue
            return self.roots.get(target.rpartition("/")[2])
        return None

    def _is_entity_type(self, name: str) -> bool:
        return isinstance(self.model.types.get(name), EntityType)

    def _is(self, type_name: str, base: str) -> bool:
        return any(kind.name == base for kind in self.model.lineage(type_name))


def _root(entity: Entity) -> Collection:
    """The entity set or singleton below which an entity lives."""
    collection = entity.home
    while collection.owner is not None:
        collection = collection.owner.home
    return collection
