"""Operations as methods of packages: what they are called, and on what."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from odata2py.compare.pairs import Call, Place
from odata2py.compare.texts import names_text
from odata2py.csdl.model import Action, Model, Operation
from odata2py.plan.names import (
    BUILDER_NAMES,
    CLIENT_NAMES,
    NameBook,
    identifier,
    snake_case,
)
from odata2py.plan.operations import ledger_key, name_operations
from odata2py.slicing.model import ROOT
from odata2py.slicing.ways import Called, called_by_name

Known = Callable[[str], str]


def of_old(place: Place) -> Call:
    """The old side's operation, where a place is that of parameters and results."""
    assert place.old_call is not None
    return place.old_call


def of_new(place: Place) -> Call:
    """The new side's operation, where a place is that of parameters and results."""
    assert place.new_call is not None
    return place.new_call


def old_method(place: Place, call: Call) -> str:
    """What the old side's packages call an operation of theirs: ``find_with_q``."""
    return _method(_names(place.old, call, place.names.given), call)


def new_method(place: Place, call: Call) -> str:
    """What the new side's packages call an operation of theirs.

    Names that the old side's packages have stay: lock files remember them.
    """
    owner = place.old_call.owner if place.old_call else place.old_owner
    given = _names(place.old, Call(owner, call.operation), place.names.given)
    names = _names(
        place.new, call, lambda key: place.names.given(key) or given.get(key, "")
    )
    return _method(names, call)


def renamed_anew(place: Place, call: Call) -> list[tuple[str, str]]:
    """How overloads of a new operation are called, and would be without a lock file."""
    if place.names.ledger:
        return []
    anew = _names(place.new, call, place.names.given)
    others = [Call(call.owner, each) for each in overloads(place.new, call)]
    found = [(new_method(place, other), _method(anew, other)) for other in others]
    return [(kept, name) for kept, name in found if kept != name]


def having(place: Place, call: Call) -> str:
    """What has the method: ``Requests for one Chair have``, or ``The client has``."""
    binding = call.operation.binding
    if binding is None:
        return "The client has"
    owner = place.names.type(call.owner)
    what = f"a collection of {owner}" if binding.collection else f"one {owner}"
    return f"Requests for {what} have"


def gone(place: Place, call: Call) -> str:
    """That the method of an operation is gone, and which types have it still."""
    what = f"{having(place, call)} no method {old_method(place, call)} any more"
    heirs = heirs_with(place.new, Call(place.new_owner, call.operation))
    if not heirs:
        return f"{what}."
    others = names_text([place.names.type(heir) for heir in heirs])
    return f"{what}; those for {others} do."


def overloads(model: Model, call: Call) -> list[Operation]:
    """The operations of the name and kind of another that are called where it is."""
    wanted, operation = _called(call)
    return [
        each
        for name, each in _called_beside(model, call)
        if name == wanted and type(each) is type(operation) and each is not operation
    ]


def heirs_with(model: Model, call: Call) -> list[str]:
    """The types derived from an operation's that have such an operation too."""
    if not call.operation.bound:
        return []
    wanted = parameter_names(call.operation)
    return [
        heir
        for heir in model.descendants(call.owner)
        if any(
            parameter_names(each) == wanted
            for each in overloads(model, Call(heir, call.operation))
        )
    ]


def parameter_names(operation: Operation) -> frozenset[str]:
    """What tells overloads of functions apart; of actions there is one."""
    if isinstance(operation, Action):
        return frozenset()
    return frozenset(each.name for each in operation.own_parameters)


def _names(model: Model, call: Call, known: Known) -> Mapping[str, str]:
    """The methods of one spelling where an operation is called, by their keys.

    known: the name that a key has already in the ledger.
    """
    spelling, owner = _spelling(_called(call)), _ledger_owner(call)
    beside = _called_beside(model, call)
    called = [each for each in beside if _spelling(each) == spelling]
    keys = (ledger_key(owner, each) for each in called)
    book = NameBook({key: name for key in keys if (name := known(key))}, {})
    taken = BUILDER_NAMES if call.operation.bound else CLIENT_NAMES
    return name_operations(owner, called, book, taken)


def _method(names: Mapping[str, str], call: Call) -> str:
    called = _called(call)
    simple = called[0].rpartition(".")[2]
    key = ledger_key(_ledger_owner(call), called)
    return names.get(key) or identifier(simple, snake_case)


def _called_beside(model: Model, call: Call) -> list[Called]:
    """All that can be called where an operation is."""
    binding = call.operation.binding
    place = (ROOT, False) if binding is None else (call.owner, binding.collection)
    return list(called_by_name(model, place))


def _called(call: Call) -> Called:
    """An operation with what paths call it."""
    bound = call.operation.bound
    return call.operation.name if bound else call.owner, call.operation


def _spelling(called: Called) -> str:
    """What methods may share: those of other spellings have other names anyway."""
    return called[0].rpartition(".")[2].casefold().replace("_", "")


def _ledger_owner(call: Call) -> str:
    binding = call.operation.binding
    if binding is None:
        return ROOT
    return f"{call.owner}@collection" if binding.collection else call.owner
