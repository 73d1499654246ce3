"""The keyword arguments of creates and updates, as TypedDicts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from odata2py.csdl.model import NavigationProperty, Property, StructuredType
from odata2py.plan.context import WRITTEN_WITH, Context, written_properties
from odata2py.plan.docs import docstring
from odata2py.plan.views import BodyView, FieldView
from odata2py.slicing.model import Access


class BodyNames(Struct, frozen=True):
    """The TypedDicts of a type; empty where it is not created or updated."""

    create: str = ""
    update: str = ""


def body_names(qualified: str, context: Context) -> BodyNames:
    """What the TypedDicts of a type are called."""
    create, update = (f"{qualified}@{use}" for use in ("create", "update"))
    return BodyNames(context.classes.get(create, ""), context.classes.get(update, ""))


def plan_bodies(kind: StructuredType, context: Context) -> tuple[BodyView, ...]:
    """The TypedDicts of a type; what a create takes includes what an update takes."""
    return tuple(_bodies(kind, context))


def _bodies(kind: StructuredType, context: Context) -> Iterator[BodyView]:
    names = body_names(kind.name, context)
    class_name = context.places[kind.name].class_name
    base, inherited = "TypedDict", set[str]()
    if names.update:
        changeable = written_properties(context.model, kind.name, immutable=False)
        links = tuple(_links(kind, context))
        fields = (*_fields(kind, changeable, context), *links)
        text = f"What an update of {class_name} takes."
        yield BodyView(names.update, base, docstring(text, 4), fields)
        # A create takes more than places there, and a TypedDict cannot say so of a key
        # that it inherits.
        if not links:
            base, inherited = names.update, {prop.name for prop in changeable}
    if names.create:
        settable = written_properties(context.model, kind.name, immutable=True)
        rest = (prop for prop in settable if prop.name not in inherited)
        fields = (*_fields(kind, rest, context), *_related(kind, context))
        text = f"What a create of {class_name} takes."
        yield BodyView(names.create, base, docstring(text, 4), fields)


def _fields(
    kind: StructuredType, properties: Iterable[Property], context: Context
) -> tuple[FieldView, ...]:
    members = context.members.of(kind.name)
    place = context.places[kind.name]
    return tuple(
        FieldView(members[p.name], context.annotation(p.type, place), "", "")
        for p in properties
    )


_PLACE = "RequestBuilder[Any]"


def _links(kind: StructuredType, context: Context) -> Iterator[FieldView]:
    """What binds a changed entity to others (JSON Format 4.01, 8.5)."""
    for nav, access in context.related(kind.name):
        if Access.LINK in access:
            yield _related_field(kind, nav, [_PLACE], context)


def _related(kind: StructuredType, context: Context) -> Iterator[FieldView]:
    """What is created with an entity, or linked to it (Protocol 4.01, 11.4.2)."""
    for nav, access in context.related(kind.name):
        types = []
        if access & WRITTEN_WITH:
            single = replace(nav.type, collection=False, nullable=False)
            types.append(context.annotation(single, context.places[kind.name]))
        if Access.LINK in access:
            types.append(_PLACE)
        if types:
            yield _related_field(kind, nav, types, context)


def _related_field(
    kind: StructuredType, nav: NavigationProperty, types: list[str], context: Context
) -> FieldView:
    text = " | ".join(types)
    name = context.members.of(kind.name)[nav.name]
    annotation = f"Sequence[{text}]" if nav.type.collection else text
    return FieldView(name, annotation, "", "")
