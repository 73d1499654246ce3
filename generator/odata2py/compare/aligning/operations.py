"""The operations of both sides, with their parameters and results."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from msgspec.structs import replace

from odata2py.compare.aligning.inherited import Had, Inherited, Members
from odata2py.compare.aligning.sides import Sides
from odata2py.compare.matching import match
from odata2py.compare.model import REQUESTS, RESPONSES, Traffic
from odata2py.compare.pairs import (
    Call,
    Gained,
    Kept,
    Lost,
    Pair,
    Place,
    Result,
)
from odata2py.csdl.model import (
    Action,
    Function,
    Model,
    Operation,
    OperationImport,
    Parameter,
)
from odata2py.slicing.ways import operations, unbound


def align_bound(sides: Sides) -> Iterator[Pair[Any]]:
    """The operations bound to types that both sides have, or to collections of them."""
    for collection in (False, True):
        found = Inherited(
            sides,
            _had(sides.old, collection),
            _had(sides.new, collection),
            partial(_are_one, sides),
            lambda owner, each: operation_path(each, owner),
        )
        for pair in found.pairs():
            yield pair
            if isinstance(pair, Kept):
                yield from _align_parts(sides, pair)


def operation_path(operation: Operation, binding: str = "") -> str:
    """An operation as a target of annotations (CSDL 14.2.1): the types in brackets.

    binding: the type that has it, where that is not the one that it is bound to. Of
    functions all parameters count, as overloads differ in them.
    """
    own: tuple[Parameter, ...] = ()
    if isinstance(operation, Function):
        own = operation.own_parameters
    types = [_spelling(each.type.name, each.type.collection) for each in own]
    if operation.binding is not None:
        bound = operation.binding
        types.insert(0, _spelling(binding or bound.name, bound.collection))
    return f"{operation.name}({','.join(types)})"


def align_unbound(
    sides: Sides, old: OperationImport, new: OperationImport
) -> Iterator[Pair[Any]]:
    """The overloads that an import makes callable, whatever they are called."""
    place = sides.place(old.name, new.name, REQUESTS)
    before = {_key(each, old.name): each for each in unbound(sides.old, old)}
    after = {_key(each, old.name): each for each in unbound(sides.new, new)}
    found = match(before, after, _are_one_kind)
    for one, other in found.kept:
        pair = Kept(operation_path(one), place, one, other)
        yield pair
        yield from _align_parts(sides, pair)
    for one in found.lost.values():
        yield Lost(operation_path(one), place, one)
    for one in found.gained.values():
        yield Gained(operation_path(one), place, one)


def _align_parts(sides: Sides, pair: Kept[Operation]) -> Iterator[Pair[Any]]:
    """The parameters of an operation, and what it returns."""
    path, old, new = pair.element, pair.old, pair.new
    place = _place_of_parts(sides, pair, REQUESTS)
    before = {each.name: each for each in old.own_parameters}
    after = {each.name: each for each in new.own_parameters}
    found = match(before, after, partial(_are_one_parameter, sides))
    for one, other in found.kept:
        yield Kept(f"{path}/{one.name}", place, one, other)
    for one in found.lost.values():
        yield Lost(f"{path}/{one.name}", place, one)
    for one in found.gained.values():
        yield Gained(f"{path}/{one.name}", place, one)
    place = _place_of_parts(sides, pair, RESPONSES)
    yield from _align_results(f"{path}/$ReturnType", place, old, new)


def _place_of_parts(
    sides: Sides,
    pair: Kept[Operation],
    traffic: frozenset[Traffic],
) -> Place:
    return replace(
        sides.place(pair.old.name, pair.new.name, traffic),
        old_call=Call(pair.place.old_owner, pair.old),
        new_call=Call(pair.place.new_owner, pair.new),
    )


def _align_results(
    path: str, place: Place, old: Operation, new: Operation
) -> Iterator[Pair[Any]]:
    before, after = _result(old), _result(new)
    if before and after:
        yield Kept(path, place, before, after)
    elif before:
        yield Lost(path, place, before)
    elif after:
        yield Gained(path, place, after)


def _result(operation: Operation) -> Result | None:
    if operation.return_type is None:
        return None
    return Result(operation.return_type, operation.position)


def _had(model: Model, collection: bool) -> Callable[[str], Members[Operation]]:
    """Gives what is bound to types, or to collections of them."""
    bound = {name for name, of_all in model.bound if of_all is collection}
    having = {heir for name in bound for heir in (name, *model.descendants(name))}

    def had(name: str) -> Members[Operation]:
        if name not in having:
            return {}
        found = _overloads(operations(model, name, collection))
        return {key: Had(_declared_by(each), each) for key, each in found.items()}

    return had


def _declared_by(operation: Operation) -> str:
    return operation.binding.name if operation.binding else ""


def _overloads(found: list[Operation]) -> dict[str, Operation]:
    """Operations by what tells them apart."""
    return {_key(each, each.name): each for each in found}


def _key(operation: Operation, name: str) -> str:
    """What tells an operation apart: of actions the name, of functions more.

    The name comes last, by which keys are near each other.
    """
    if isinstance(operation, Action):
        return name
    names = sorted(parameter.name for parameter in operation.own_parameters)
    return f"({','.join(names)}).{name}"


def _are_one_kind(old: Operation, new: Operation) -> bool:
    return type(old) is type(new)


def _are_one(sides: Sides, old: Operation, new: Operation) -> bool:
    """Whether one is an overload of the other, or does the same under another name."""
    if not _are_one_kind(old, new):
        return False
    return old.name == new.name or (
        _signature(old, sides.counterparts) == _signature(new, {})
    )


def _signature(operation: Operation, counterparts: Mapping[str, str]) -> Any:
    types = [(each.name, each.type) for each in operation.own_parameters]
    if operation.return_type is not None:
        types.append(("", operation.return_type))
    return {
        (name, counterparts.get(each.name, each.name), each.collection)
        for name, each in types
    }


def _are_one_parameter(sides: Sides, old: Parameter, new: Parameter) -> bool:
    counterpart = sides.counterparts.get(old.type.name, old.type.name)
    return (counterpart, old.type.collection) == (new.type.name, new.type.collection)


def _spelling(name: str, collection: bool) -> str:
    return f"Collection({name})" if collection else name
