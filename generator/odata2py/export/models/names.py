"""What classes, their fields and the members of enumerations are called.

As in the package; but fields are called as in JSON, as far as Python has such names,
where models cannot say what a field is in JSON. Every property of a type and of its
base types has a name of its own, for one that is there twice would be lost.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from msgspec import Struct

from odata2py.csdl.model import EnumType, Model, StructuredType
from odata2py.export.models.flavours import Flavour
from odata2py.export.schema.naming import Definitions, property_of
from odata2py.plan.context import Context, Members
from odata2py.plan.enums import constant_names, member_names
from odata2py.plan.names import (
    ENUM_NAMES,
    MODEL_NAMES,
    NameBook,
    avoiding,
    pascal_case,
    upper_case,
)

_ANNOTATIONS: Final = {
    "@odata.type": "odata_type",
    "@odata.etag": "odata_etag",
    "@odata.id": "odata_id",
}
_HELPER: Final = frozenset({"field"})
"""What describes a field in dataclasses and structs, and cannot be one."""


class Names(Struct, frozen=True):
    """classes: by definition. fields: by class and JSON name, ``User.displayName``, and
    of annotations by the name alone. members: in their order, by definition.
    """

    classes: Mapping[str, str]
    fields: Mapping[str, str]
    members: Mapping[str, tuple[str, ...]]


def model_names(
    model: Model, definitions: Definitions, context: Context, flavour: Flavour
) -> Names:
    """The names in a module of a slice's models; context: those of its package."""
    classes = _classes(definitions)
    members = {
        **dict(_members(model, definitions, context.names)),
        **dict(_constants(model, definitions, context.names)),
    }
    if flavour is Flavour.TYPEDDICT:
        return Names(classes, {}, members)
    called = context.members
    if flavour is Flavour.DATACLASS:
        called = Members(model, NameBook({}, {}), _HELPER, str)
    elif flavour is Flavour.MSGSPEC:
        taken = MODEL_NAMES | context.places.class_names | _HELPER
        called = Members(model, context.names, taken)
    return Names(classes, dict(_fields(model, definitions, classes, called)), members)


def _classes(definitions: Definitions) -> dict[str, str]:
    """Definitions are called as classes are, but for those of qualified names."""
    names = [*definitions.types.values(), *definitions.constants.values()]
    names += definitions.families.values()
    qualified = {name: name for name in names if "." in name}
    own = {name: name for name in names if name not in qualified}
    return own | NameBook({}, {}).assign(qualified, pascal_case, own)


def _fields(
    model: Model,
    definitions: Definitions,
    classes: Mapping[str, str],
    called: Members,
) -> Iterator[tuple[str, str]]:
    taken: set[str] = set()
    for qualified, definition in definitions.types.items():
        if isinstance(model.types[qualified], StructuredType):
            names = called.of(qualified)
            taken.update(names.values())
            for name, python_name in names.items():
                yield f"{classes[definition]}.{name}", python_name
    for name, python_name in _ANNOTATIONS.items():
        yield name, avoiding(python_name, taken)


def _members(
    model: Model, definitions: Definitions, names: NameBook
) -> Iterator[tuple[str, tuple[str, ...]]]:
    for qualified, definition in definitions.types.items():
        kind = model.types[qualified]
        if isinstance(kind, EnumType):
            yield definition, tuple(member_names(kind, names).values())


def _constants(
    model: Model, definitions: Definitions, names: NameBook
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Allowed values by their symbols, and those without one by what they are."""
    for key, definition in definitions.constants.items():
        values = property_of(model, key)[1].allowed_values
        named = constant_names(key, [v for v in values if v.symbol], names)
        others = {v.value: v.value for v in values if not v.symbol}
        taken = {*ENUM_NAMES, *named.values()}
        given = NameBook({}, {}).assign(others, upper_case, taken)
        yield (
            definition,
            tuple(named[v.symbol] if v.symbol else given[v.value] for v in values),
        )
