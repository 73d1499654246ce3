"""Types and what is derived from them: which one a value is of, and what it may have.

A value that is not of its declared type names its type in ``@odata.type`` (JSON Format
4.01, section 4.6.3). Every choice of a family asks for that name, but for the declared
type's, so that a value fits one choice at most.
"""

from __future__ import annotations

from collections.abc import Iterable

from odata2py.csdl.model import Model
from odata2py.export.schema.naming import reference
from odata2py.export.schema.primitives import Schema
from odata2py.export.schema.shapes import Shapes

TYPE = "@odata.type"
CLOSED: Schema = {"unevaluatedProperties": False}


def tag(shapes: Shapes, name: str) -> Schema:
    """The names that a value of a type has in ``@odata.type``, as far as is known."""
    if shapes.model.structured(name).abstract or _is_open_ended(shapes, name):
        return {"type": "string"}
    names = list(_names([name, *_concrete_heirs(shapes.model, name)]))
    return {"enum": names} if len(names) > 1 else {"const": names[0]}


def is_closed(shapes: Shapes, name: str) -> bool:
    """Whether the slice knows all properties that a value of a type may have."""
    model, whole = shapes.model, shapes.whole
    return not (
        any(kind.open_type for kind in model.lineage(name))
        or _is_open_ended(shapes, name)
        or len(model.properties(name)) < len(whole.properties(name))
    )


def family(shapes: Shapes, name: str) -> Schema:
    """A value that is declared as a type: of it, or of one derived from it.

    The declared type comes first, then what is derived the most.
    """
    heirs = reversed(_concrete_heirs(shapes.model, name))
    choices = [choice(shapes, heir) for heir in heirs]
    abstract = shapes.model.structured(name).abstract
    if not (abstract and choices) or _is_open_ended(shapes, name):
        choices.insert(0, choice(shapes, name, declared=not abstract))
    return {"anyOf": choices}


def allowed(shapes: Shapes, names: Iterable[str], declared: str) -> Schema:
    """A value that has one of these types (Validation.DerivedTypeConstraint)."""
    choices = [choice(shapes, name, declared=name == declared) for name in names]
    return choices[0] if len(choices) == 1 else {"anyOf": choices}


def choice(shapes: Shapes, name: str, *, declared: bool = False) -> Schema:
    """A value of exactly that type; only a declared type need not be named."""
    found = reference(shapes.definitions.types[name])
    if not declared:
        found["required"] = [TYPE]
    if heirs := list(_names(shapes.model.descendants(name))):
        found["properties"] = {TYPE: {"not": {"enum": heirs}}}
        if is_closed(shapes, name):
            found |= CLOSED
    return found


def _is_open_ended(shapes: Shapes, name: str) -> bool:
    """Whether the metadata has types derived from it that the slice leaves out."""
    heirs = shapes.whole.descendants(name)
    return any(heir not in shapes.model.types for heir in heirs)


def _concrete_heirs(model: Model, name: str) -> list[str]:
    heirs = model.descendants(name)
    return [heir for heir in heirs if not model.structured(heir).abstract]


def _names(types: Iterable[str]) -> Iterable[str]:
    return (f"#{name}" for name in types)
