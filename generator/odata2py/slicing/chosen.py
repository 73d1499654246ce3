"""Chosen properties: types of which a slice has some of the properties only."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from odata2py.csdl.keys import key_refs
from odata2py.csdl.model import EntityType, Model, Property, StructuredType
from odata2py.errors import InputError, nearest

Chosen = Mapping[str, tuple[str, ...]]
"""By qualified name, the properties of a type that a slice has: its key, and others."""


def choose_properties(model: Model, wanted: Mapping[str, Sequence[str]]) -> Chosen:
    """The properties that a configuration wants, by types as it names them.

    A name without a namespace is that of a type in the namespace of the entity
    container, or of the only type of this name. The key is chosen even if it is not
    named. Raises InputError for what there is not.
    """
    chosen: dict[str, tuple[str, ...]] = {}
    faults: list[str] = []
    for name, properties in wanted.items():
        try:
            kind = _find(model, name)
            if kind.name in chosen:
                raise _fault(name, f"{kind.name!r} is there already, in other words")
            chosen[kind.name] = tuple(_names(model, kind, name, properties))
        except InputError as error:
            faults.extend(error.faults)
    if faults:
        raise InputError(*faults)
    return chosen


def chosen_of(
    model: Model, chosen: Chosen, name: str, declared_by: StructuredType
) -> tuple[Property, ...]:
    """The properties that a type has of those that it, or a base type, declares.

    What was chosen for a type holds for what its derived types inherit from it.
    """
    if not chosen:
        return declared_by.properties
    line = [kind.name for kind in model.lineage(name)]
    for heir in reversed(line[line.index(declared_by.name) :]):
        if heir in chosen:
            return tuple(p for p in declared_by.properties if p.name in chosen[heir])
    return declared_by.properties


def selected(model: Model, chosen: Chosen, kept: Collection[str]) -> Chosen:
    """What to ask for of the kept entity types of which properties were chosen.

    Where types derived from one are kept as well, all has to be asked for.
    """
    return {
        name: properties
        for name, properties in chosen.items()
        if name in kept
        and isinstance(model.types[name], EntityType)
        and not any(heir in kept for heir in model.descendants(name))
    }


def unused(chosen: Chosen, kept: Collection[str]) -> list[str]:
    """What to say of choices that have no effect."""
    return [
        f"properties: the package has no model of {name!r}"
        for name in chosen
        if name not in kept
    ]


def _find(model: Model, name: str) -> StructuredType:
    names = _candidates(model, name)
    if len(names) > 1:
        known = ", ".join(map(repr, sorted(names)))
        raise _fault(name, f"there are several types of this name: {known}")
    if not names:
        simple = {each.rpartition(".")[2] for each in model.types}
        right = nearest(name, model.types if "." in name else simple)
        raise _fault(name, "the metadata has no such type", right)
    kind = model.types[names[0]]
    if not isinstance(kind, StructuredType):
        raise _fault(name, "this type has no properties")
    return kind


def _candidates(model: Model, name: str) -> list[str]:
    if "." in name:
        return [name] if name in model.types else []
    if model.container is not None:
        at_home = f"{model.container.name.rpartition('.')[0]}.{name}"
        if at_home in model.types:
            return [at_home]
    return [each for each in model.types if each.rpartition(".")[2] == name]


def _names(
    model: Model, kind: StructuredType, name: str, wanted: Sequence[str]
) -> dict[str, None]:
    """The chosen properties, key first, each once and in the order of the wish."""
    known: dict[str, Property] = {p.name: p for p in model.properties(kind.name)}
    unknown = [each for each in wanted if each not in known]
    if unknown:
        ways = {nav.name for nav in model.navigation_properties(kind.name)}
        raise InputError(
            *(
                str(_fault(name, *_unknown(each, each in ways, known)))
                for each in unknown
            )
        )
    key = key_refs(model, kind.name) if isinstance(kind, EntityType) else ()
    parts = (ref.path.partition("/")[0] for ref in key)
    return dict.fromkeys([*(part for part in parts if part in known), *wanted])


def _unknown(name: str, leads_on: bool, known: Mapping[str, Property]) -> list[str]:
    if leads_on:
        right = "it is followed where a path of include goes along it"
        return [f"{name!r} is a navigation property", right]
    return [f"the type has no property {name!r}", nearest(name, known)]


def _fault(name: str, what: str, right: str = "") -> InputError:
    return InputError.at("properties", f"{name!r}: {what}", right)
