"""What a model is made of, and questions whether it has some construct of CSDL."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from odata2py.csdl.annotation import Annotations, Expression
from odata2py.csdl.keys import primary_key
from odata2py.csdl.model import (
    ComplexType,
    EntityType,
    EnumType,
    Function,
    Model,
    Operation,
    StructuredType,
    TypeDefinition,
    TypeReference,
)

CORE, CAPABILITIES = "Org.OData.Core.V1.", "Org.OData.Capabilities.V1."


class Parts:
    """All that a model is made of, by kind."""

    def __init__(self, model: Model) -> None:
        self.model = model
        types = list(model.types.values())
        self.structured = [t for t in types if isinstance(t, StructuredType)]
        self.entities = [t for t in types if isinstance(t, EntityType)]
        self.complex = [t for t in types if isinstance(t, ComplexType)]
        self.enums = [t for t in types if isinstance(t, EnumType)]
        self.definitions = [t for t in types if isinstance(t, TypeDefinition)]
        self.members = [m for enum in self.enums for m in enum.members]
        self.properties = [p for kind in self.structured for p in kind.properties]
        self.navigations = [
            n for kind in self.structured for n in kind.navigation_properties
        ]
        self.operations = [o for same in model.operations.values() for o in same]
        self.functions = [o for o in self.operations if isinstance(o, Function)]
        self.parameters = [p for o in self.operations for p in o.own_parameters]
        self.results = [o.return_type for o in self.operations if o.return_type]
        assert model.container is not None
        self.sets = list(model.container.entity_sets.values())
        self.singletons = list(model.container.singletons.values())
        self.imports = list(model.container.imports.values())

    def kind(self, type_: TypeReference) -> str:
        """Whether a use of a type is one of an entity, a complex or another type."""
        found = self.model.types.get(type_.name)
        return "Primitive" if found is None else type(found).__name__

    def is_of(self, type_: TypeReference, name: str, many: bool) -> bool:
        """Whether a use of a type is one of that type or kind, single or many."""
        return type_.collection == many and name in (type_.name, self.kind(type_))


Question = Callable[[Parts], bool]


def has(things: Iterable[Any], /, **wanted: object) -> bool:
    """Whether one of some things has attributes of these values."""
    return any(
        all(getattr(thing, name) == value for name, value in wanted.items())
        for thing in things
    )


def is_annotated(things: Iterable[Any], term: str) -> bool:
    return any(term in thing.annotations for thing in things)


def is_deprecated(things: Iterable[Any]) -> bool:
    """Whether one of some things is deprecated, with a reason and both dates."""
    return any(
        revision.kind == "Deprecated"
        and bool(revision.description and revision.date and revision.removal_date)
        for thing in things
        for revision in thing.documentation.revisions
    )


def property_of(name: str, *, many: bool = False) -> Question:
    """Whether a property has that type, or that kind of type."""
    return lambda p: any(p.is_of(each.type, name, many) for each in p.properties)


def parameter_of(name: str, *, many: bool = False) -> Question:
    return lambda p: any(p.is_of(each.type, name, many) for each in p.parameters)


def result_of(name: str, *, many: bool = False) -> Question:
    return lambda p: any(p.is_of(each, name, many) for each in p.results)


def bound_to(name: str, *, many: bool = False) -> Question:
    return lambda p: any(
        p.is_of(one.binding, name, many) for one in p.operations if one.binding
    )


def composable(name: str, *, many: bool = False) -> Question:
    """Whether a function with a result of that kind can be followed by more."""
    return lambda p: any(
        one.composable and p.is_of(one.return_type, name, many)
        for one in p.functions
        if one.return_type
    )


def key_of(name: str) -> Question:
    """Whether the key of an entity type is one property, of that type or kind."""
    return lambda p: any(
        len(key) == 1 and p.is_of(key[0].type, name, False)
        for key in (primary_key(p.model, kind.name) for kind in p.entities)
    )


def navigation(*, contained: bool, many: bool) -> Question:
    return lambda p: any(
        (each.contains_target, each.type.collection) == (contained, many)
        for each in p.navigations
    )


def overloads_by_binding(kind: type[Operation]) -> Question:
    """Whether operations of one name are bound to several types."""

    def bindings(same: Iterable[Operation]) -> set[tuple[str, bool]]:
        found = (each.binding for each in same if isinstance(each, kind))
        return {(binding.name, binding.collection) for binding in found if binding}

    return lambda p: any(len(bindings(s)) > 1 for s in p.model.operations.values())


def overloads_by_parameters(*, bound: bool) -> Question:
    """Whether functions of one name and binding have other parameters."""

    def is_overloaded(same: list[Function]) -> bool:
        bindings = [each.binding for each in same if each.bound == bound]
        return any(bindings.count(binding) > 1 for binding in bindings)

    return lambda p: any(
        is_overloaded([each for each in same if isinstance(each, Function)])
        for same in p.model.operations.values()
    )


def named(name: str) -> Question:
    """Whether a property, an operation or a parameter has that name."""
    return lambda p: any(
        has(things, name=name) for things in (p.properties, p.navigations, p.parameters)
    ) or any(each.name.endswith(f".{name}") for each in p.operations)


def sets_say(term: str, name: str, text: str) -> Question:
    """Whether a set has an annotation of Capabilities with that property and value."""
    return lambda p: any(
        text in values(each.annotations, CAPABILITIES + term, name) for each in p.sets
    )


def values(annotations: Annotations, term: str, name: str) -> list[str]:
    """What the properties of a name say, anywhere in the value of an annotation."""
    said = annotations.get(term)
    return list(_values(said.value, name)) if said and said.value else []


def _values(value: Expression, name: str) -> Iterator[str]:
    if value.kind == "PropertyValue" and ("Property", name) in value.attributes:
        yield from (operand.text for operand in value.operands)
    for operand in value.operands:
        yield from _values(operand, name)
