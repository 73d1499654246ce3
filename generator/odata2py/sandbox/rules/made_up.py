"""Operations that answer with something of the type that they return, for any model.

Entities are those of the first entity set that has any of the type, or what the
operation is called on if that is of the type; other values are made up. What actions
are for is not known: they change nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from odata2py.csdl.model import EntityType, TypeReference
from odata2py.sandbox.paths import STREAM
from odata2py.sandbox.primitives import Json
from odata2py.sandbox.rules import Call, Handler, Outcome, Rules
from odata2py.sandbox.samples import example
from odata2py.sandbox.storage import Collection, Entity


class MadeUp(Rules):
    """A handler for every operation of the model."""

    def operations(self) -> Mapping[str, Handler]:
        return dict.fromkeys(self.store.model.operations, self._answer)

    def _answer(self, call: Call) -> Outcome:
        type_ = call.operation.return_type
        if type_ is None:
            return Outcome()
        values: Sequence[Json | Entity]
        if isinstance(self.store.model.types.get(type_.name), EntityType):
            values = self._entities(call, type_.name)
        else:
            values = self._values(type_, call.operation.name)
        if type_.collection:
            return Outcome(list(values))
        return Outcome(values[0] if values else None)

    def _entities(self, call: Call, type_name: str) -> Sequence[Entity]:
        types = {type_name, *self.store.model.descendants(type_name)}
        for place in (*self.store.roots.values(), _bound(call)):
            found = [entity for entity in place if entity.type in types]
            if found:
                return found
        return ()

    def _values(self, type_: TypeReference, name: str) -> Sequence[Json]:
        short = name.rpartition(".")[2]
        if type_.name == STREAM:
            return (short,)
        found = example(self.store.model, type_, short)
        return () if found is None else (found,)


def _bound(call: Call) -> Iterable[Entity]:
    """The entities that an operation is called on."""
    if isinstance(call.binding, Entity):
        return (call.binding,)
    return call.binding if isinstance(call.binding, Collection) else ()


RULES = MadeUp
