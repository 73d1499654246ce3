"""The keyword arguments of creates and updates, as TypedDicts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from odata2py.csdl.model import Property, StructuredType
from odata2py.plan.context import Context, written_properties
from odata2py.plan.docs import docstring
from odata2py.plan.views import BodyView, FieldView


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
        text = f"What an update of {class_name} takes."
        fields = _fields(kind, changeable, context)
        yield BodyView(names.update, base, docstring(text, 4), fields)
        base, inherited = names.update, {prop.name for prop in changeable}
    if names.create:
        settable = written_properties(context.model, kind.name, immutable=True)
        rest = (prop for prop in settable if prop.name not in inherited)
        text = f"What a create of {class_name} takes."
        fields = _fields(kind, rest, context)
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
