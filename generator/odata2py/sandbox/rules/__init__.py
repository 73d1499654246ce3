"""What a service does beyond its metadata, one module per subject.

A module of this package holds the rules of one subject of one service: a class that
overrides hooks of :class:`Rules`, offered under the name ``RULES``. A profile names the
modules that its service needs; nothing else in the sandbox knows of any of them.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib import import_module
from typing import TypeVar

from msgspec import Struct, field

from odata2py.csdl.model import Model, Operation
from odata2py.errors import InputError, nearest
from odata2py.sandbox.primitives import Json
from odata2py.sandbox.storage import Collection, Entity, Store


class Call(Struct, frozen=True):
    """An invocation: what the operation is bound to, and its checked arguments.

    An operation bound to a value that is no entity gets the value as JSON.
    """

    binding: Entity | Collection | Json
    arguments: Mapping[str, Json]
    operation: Operation


class Outcome(Struct, frozen=True):
    """What an operation answers: a value, 204 without one, or another status.

    ``location`` becomes a Location header with the entity's URL. Where the operation
    returns bytes (Edm.Stream), the value is a text that they are, in UTF-8.
    """

    value: Json | Entity | Sequence[Entity] = None
    status: int | None = None
    location: Entity | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


Handler = Callable[[Call], Outcome]
T = TypeVar("T")


class Rules:
    """The hooks; each does nothing unless a subclass overrides it.

    A hook refuses a request by raising :class:`ServiceError`. The ``before`` hooks may
    change the values that they are given; these have been checked against the model.
    """

    def __init__(self, store: Store, settings: Mapping[str, str]) -> None:
        self.store = store
        self.settings = settings

    @classmethod
    def fits(cls, model: Model) -> bool:
        """Whether a model has what the rules are about."""
        return True

    def seed(self) -> None:
        """Fill the store when the service starts."""

    def find(self, collection: Collection, key: Sequence[Json]) -> Entity | None:
        """The entity that a key which is nobody's primary key stands for."""

    def members(self, collection: Collection) -> Sequence[Entity] | None:
        """The entities of a collection that is made up of others."""

    def before_create(
        self, collection: Collection, type_name: str, values: dict[str, Json]
    ) -> None: ...

    def after_create(self, entity: Entity) -> None: ...

    def before_update(self, entity: Entity, changes: dict[str, Json]) -> None: ...

    def after_update(self, entity: Entity) -> None: ...

    def before_delete(self, entity: Entity) -> None: ...

    def after_delete(self, entity: Entity) -> None: ...

    def update_answers_entity(self, entity: Entity) -> bool | None:
        """Whether an update answers 200 with the entity; None leaves it to others."""

    def operations(self) -> Mapping[str, Handler]:
        """The handlers of actions and functions by qualified name."""
        return {}


class Combined(Rules):
    """Several rules as one: where a hook answers, the first answer counts."""

    def __init__(self, rules: Sequence[Rules], store: Store) -> None:
        super().__init__(store, {})
        self.rules = rules

    def seed(self) -> None:
        for each in self.rules:
            each.seed()

    def find(self, collection: Collection, key: Sequence[Json]) -> Entity | None:
        return _first(each.find(collection, key) for each in self.rules)

    def members(self, collection: Collection) -> Sequence[Entity] | None:
        return _first(each.members(collection) for each in self.rules)

    def before_create(
        self, collection: Collection, type_name: str, values: dict[str, Json]
    ) -> None:
        for each in self.rules:
            each.before_create(collection, type_name, values)

    def after_create(self, entity: Entity) -> None:
        for each in self.rules:
            each.after_create(entity)

    def before_update(self, entity: Entity, changes: dict[str, Json]) -> None:
        for each in self.rules:
            each.before_update(entity, changes)

    def after_update(self, entity: Entity) -> None:
        for each in self.rules:
            each.after_update(entity)

    def before_delete(self, entity: Entity) -> None:
        for each in self.rules:
            each.before_delete(entity)

    def after_delete(self, entity: Entity) -> None:
        for each in self.rules:
            each.after_delete(entity)

    def update_answers_entity(self, entity: Entity) -> bool | None:
        return _first(each.update_answers_entity(entity) for each in self.rules)

    def operations(self) -> Mapping[str, Handler]:
        handlers: dict[str, Handler] = {}
        for each in reversed(self.rules):
            handlers.update(each.operations())
        return handlers


def load(
    wanted: Sequence[str | type[Rules]], store: Store, settings: Mapping[str, str]
) -> Rules:
    """The rules asked for as one: modules of this package by name, or classes."""
    kinds = [_named(each) if isinstance(each, str) else each for each in wanted]
    return Combined([kind(store, settings) for kind in kinds], store)


def fitting(names: Sequence[str], model: Model) -> tuple[str, ...]:
    """The modules whose rules are about what a model has."""
    return tuple(name for name in names if _named(name).fits(model))


def _named(name: str) -> type[Rules]:
    known = [module.name for module in pkgutil.iter_modules(__path__)]
    if name not in known:
        hint = nearest(name, known) or f"there are: {', '.join(known)}"
        raise InputError.at("sandbox", f"there are no rules named {name!r}", hint)
    found: type[Rules] = import_module(f"{__name__}.{name}").RULES
    return found


def _first(answers: Iterable[T | None]) -> T | None:
    return next((each for each in answers if each is not None), None)
