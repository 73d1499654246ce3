"""Entity and complex types to models, a module each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set

from odata2py.csdl.keys import key_properties
from odata2py.csdl.model import (
    EntityType,
    NavigationProperty,
    Property,
    StructuredType,
)
from odata2py.plan.bodies import plan_bodies
from odata2py.plan.context import Context, locate, written_properties
from odata2py.plan.deprecation import deprecation_message
from odata2py.plan.docs import docstring, documentation_text
from odata2py.plan.enums import plan_constants
from odata2py.plan.literals import pattern_literal, text_literal
from odata2py.plan.types import TypePlace, import_order, imports_of, names_in
from odata2py.plan.views import FieldView, ImportView, ModelView
from odata2py.slicing.ways import STREAM


def plan_model(kind: StructuredType, context: Context) -> ModelView:
    """The module of an entity or complex type."""
    place = context.places[kind.name]
    fields = tuple(_fields(kind, context))
    bodies = plan_bodies(kind, context)
    constants = plan_constants(kind, context)
    written = (field for body in bodies for field in body.fields)
    used = names_in(field.annotation for field in (*fields, *written))
    needed = _needed(kind, context)
    lazy = _lazy(kind, needed, context)
    return ModelView(
        module_docstring=docstring(f"The type {kind.name}."),
        class_name=place.class_name,
        base=_base(kind, place, context),
        docstring=docstring(_text(kind, context), 4),
        odata_type=kind.name,
        derived=_derived(kind, context),
        selected=context.selected.get(kind.name, ()),
        fields=fields,
        constants=constants,
        bodies=bodies,
        standard_imports=_standard_imports(
            used, bool(lazy), bool(bodies), bool(constants)
        ),
        runtime_imports=_runtime_imports(kind, fields, used, bool(lazy)),
        imports=tuple(
            sorted(context.import_of(place, name) for name in needed - lazy.keys())
        ),
        lazy=tuple(sorted(lazy.values())),
        root=place.up(),
    )


def _text(kind: StructuredType, context: Context) -> str:
    text = documentation_text(kind.documentation, f"The type {kind.name}.")
    return f"{text}\n\n{_SELECTED}" if kind.name in context.selected else text


_SELECTED = "These properties are asked for; what else arrives is in ``extras``."


def _base(kind: StructuredType, place: TypePlace, context: Context) -> str:
    if kind.base_type is None:
        return "ODataModel"
    return context.places.called(place, kind.base_type)


def _fields(kind: StructuredType, context: Context) -> Iterator[FieldView]:
    keys = (
        key_properties(context.model, kind.name)
        if isinstance(kind, EntityType)
        else frozenset()
    )
    names = context.members.of(kind.name)
    place = context.places[kind.name]
    for prop in (*kind.properties, *kind.refinements):
        if prop.type.name == STREAM:  # its bytes come on their own
            continue
        yield FieldView(
            name=names[prop.name],
            annotation=_annotation(prop, place, context),
            value=f"Property({', '.join(_facts(prop, prop.name in keys))})",
            docstring=docstring(documentation_text(prop.documentation), 4),
        )
    for nav in kind.navigation_properties:
        yield FieldView(
            name=names[nav.name],
            annotation=_annotation(nav, place, context),
            value=f"Navigation({', '.join(_navigation_facts(nav))})",
            docstring=docstring(documentation_text(nav.documentation), 4),
        )


def _facts(prop: Property, key: bool) -> Iterator[str]:
    yield text_literal(prop.name)
    for fact, holds in (
        ("key", key),
        ("computed", prop.computed),
        ("immutable", prop.immutable),
    ):
        if holds:
            yield f"{fact}=True"
    if prop.pattern:
        yield f"pattern={pattern_literal(prop.pattern)}"
    yield from _deprecation(prop)


def _navigation_facts(nav: NavigationProperty) -> Iterator[str]:
    yield text_literal(nav.name)
    yield from _deprecation(nav)


def _deprecation(member: Property | NavigationProperty) -> Iterator[str]:
    if message := deprecation_message(member.documentation):
        yield f"deprecated={text_literal(message)}"


def _annotation(
    member: Property | NavigationProperty, place: TypePlace, context: Context
) -> str:
    annotation = context.annotation(member.type, place)
    is_deprecated = deprecation_message(member.documentation)
    return f"Deprecated[{annotation}]" if is_deprecated else annotation


def _needed(kind: StructuredType, context: Context) -> Set[str]:
    """The types whose classes a module names, apart from its own."""
    properties: list[Property | NavigationProperty] = [
        *kind.properties,
        *kind.refinements,
        *kind.navigation_properties,
    ]
    if kind.name in context.created | context.updated:
        properties += written_properties(context.model, kind.name, immutable=True)
        properties += context.model.navigation_properties(kind.name)
    named = {context.places.simple(prop.type) for prop in properties}
    if kind.base_type:
        named.add(kind.base_type)
    return {name for name in named if name in context.places} - {kind.name}


def _lazy(
    kind: StructuredType, needed: Iterable[str], context: Context
) -> Mapping[str, ImportView]:
    """What is imported when a value of it arrives: related entities, and cycles."""
    related = {nav.type.name for nav in context.model.navigation_properties(kind.name)}
    place = context.places[kind.name]
    return {
        name: context.import_of(place, name)
        for name in needed
        if name != kind.base_type
        and (name in related or context.cycles.together(kind.name, name))
    }


def _derived(kind: StructuredType, context: Context) -> Mapping[str, str]:
    place = context.places[kind.name]
    found = {}
    for name in context.model.descendants(kind.name):
        other = context.places[name]
        found[name] = f"{locate(place, other)}:{other.class_name}"
    return found


def _standard_imports(
    used: Set[str], lazy: bool, bodies: bool, constants: bool
) -> tuple[str, ...]:
    found = imports_of(used)
    for line, needed in (
        ("from collections.abc import Sequence", "Sequence" in used),
        ("from typing import Any", "RequestBuilder" in used),
        ("from typing import TYPE_CHECKING", lazy),
        ("from typing import TypedDict", bodies),
        ("from enum import StrEnum", constants),
    ):
        if needed:
            found.add(line)
    return import_order(found)


def _runtime_imports(
    kind: StructuredType,
    fields: Iterable[FieldView],
    used: Set[str],
    lazy: bool,
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What of the runtime a module uses, by module."""
    values = [field.value for field in fields]
    base = [] if kind.base_type else ["ODataModel"]
    uses = [
        name
        for name in ("Navigation", "Property")
        if any(value.startswith(f"{name}(") for value in values)
    ]
    found: list[tuple[str, tuple[str, ...]]] = []
    if "RequestBuilder" in used:
        found.append(("builders", ("RequestBuilder",)))
    if "Deprecated" in used:
        found.append(("deprecation", ("Deprecated",)))
    if "Int64" in used:
        found.append(("edm", ("Int64",)))
    if lazy:
        found.append(("lazy", ("lazy_model",)))
    if names := tuple(sorted(base + uses)):
        found.append(("models", names))
    return tuple(found)
