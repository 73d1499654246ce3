"""What is named after a model: its members, and the classes beside it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Set

from odata2py.csdl.model import Model, StructuredType
from odata2py.plan.names import NameBook, pascal_case


def member_keys(kind: StructuredType) -> Iterator[tuple[str, str]]:
    """The members that a type declares: their keys in the ledger, and their names."""
    for prop in kind.properties:
        yield f"{kind.name}/{prop.name}", prop.name
    for nav in kind.navigation_properties:
        yield f"{kind.name}/{nav.name}", nav.name


def later_keys(model: Model) -> Iterator[str]:
    """The keys of what is named after the types: those of earlier runs stay free."""
    for name, kind in model.types.items():
        yield from class_keys(model, name)
        if isinstance(kind, StructuredType):
            yield from (key for key, _ in member_keys(kind))


def class_keys(model: Model, qualified: str) -> Mapping[str, str]:
    """The classes that a type may have beside it: keys in the ledger, and endings."""
    kind = model.types[qualified]
    if not isinstance(kind, StructuredType):
        return {}
    found = {f"{qualified}@{use}": use for use in ("create", "update")}
    for prop in (*kind.properties, *kind.refinements):
        found[f"{qualified}/{prop.name}@AllowedValues"] = prop.name
    return found


def name_classes(
    model: Model,
    class_names: Mapping[str, str],
    taken: Collection[str],
    wanted: Mapping[str, Set[str]],
    names: NameBook,
) -> Mapping[str, str]:
    """Names for the classes beside the models of one folder, by their keys.

    class_names: those of the models; wanted: the types that have each kind of body.
    """
    elements = {
        key: f"{class_name}_{ending}"
        for qualified, class_name in class_names.items()
        for key, ending in _needed(model, qualified, wanted)
    }
    return names.assign(elements, pascal_case, taken)


def _needed(
    model: Model, qualified: str, wanted: Mapping[str, Set[str]]
) -> Iterator[tuple[str, str]]:
    kind = model.structured(qualified)
    named = {
        prop.name
        for prop in (*kind.properties, *kind.refinements)
        if any(value.symbol for value in prop.allowed_values)
    }
    for key, ending in class_keys(model, qualified).items():
        uses = wanted.get(key.rpartition("@")[2])
        if qualified in uses if uses is not None else ending in named:
            yield key, ending
