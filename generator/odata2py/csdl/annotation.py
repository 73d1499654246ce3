"""Annotations, with their values as data (CSDL 14).

What annotations mean to a client is in fields of the model. Here is what was written,
every kind of expression alike, for those who hand it on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from odata2py.csdl.document.xml import Element, local_name
from odata2py.csdl.names import Scope
from odata2py.csdl.tags import ANNOTATION, ANNOTATIONS, EDM

__all__ = ["NOTHING", "Annotation", "Annotations", "Expression", "add_annotations"]


class Expression(Struct, frozen=True):
    """A value: a constant, a path, or an expression of others (CSDL 14.3, 14.4).

    kind: the name of its element in CSDL, ``PropertyValue`` among them. text: what a
    constant or a path is. attributes: ``Type``, ``Function``, ``Name``, ``Property``
    and facets. Every alias is resolved.
    """

    kind: str
    text: str = ""
    attributes: tuple[tuple[str, str], ...] = ()
    operands: tuple[Expression, ...] = ()
    annotations: Mapping[str, Annotation] = {}


class Annotation(Struct, frozen=True, gc=False):
    """An annotation in the document that it stands in."""

    element: Element
    scope: Scope

    @property
    def term(self) -> str:
        """The qualified name of its term."""
        return self.scope.resolve(self.element.get("Term") or "")

    @property
    def qualifier(self) -> str:
        """Its own, or that of the Annotations around it; mostly empty."""
        own = self.element.get("Qualifier")
        parent = self.element.getparent()
        if own is None and parent is not None and parent.tag == ANNOTATIONS:
            own = parent.get("Qualifier")
        return own or ""

    @property
    def value(self) -> Expression | None:
        """Its value; None where the term's default is meant."""
        value = _value(self.element, self.scope)
        if value is not None and self.term in _TERMS_OF_NAMES:
            return _with_names(value, self.scope)
        return value

    @property
    def annotations(self) -> Annotations:
        """What is said of the annotation itself."""
        return _annotations(self.element, self.scope)


# What is said of one element, by term, with "#" and the qualifier where there is one.
Annotations = Mapping[str, Annotation]
NOTHING: Annotations = {}

_PATHS: Final = frozenset(
    {
        *("AnnotationPath", "ModelElementPath", "NavigationPropertyPath", "Path"),
        *("PropertyPath", "EnumMember", "LabeledElementReference"),
    }
)
_CONSTANTS: Final = frozenset(
    {
        *("Binary", "Bool", "Date", "DateTimeOffset", "Decimal", "Duration", "Float"),
        *("Guid", "Int", "String", "TimeOfDay"),
    }
)
_TERMS_OF_NAMES: Final = frozenset(
    {
        "Org.OData.Core.V1.ExplicitOperationBindings",
        "Org.OData.Validation.V1.DerivedTypeConstraint",
    }
)
"""The terms whose texts are names of types or operations."""

_NAMING: Final = frozenset({"Type", "Function"})
_DOTTED: Final = re.compile(r"[^\W\d][\w.]*\.[\w]+")


def add_annotations(
    found: dict[str, Annotation], element: Element, scope: Scope
) -> None:
    """Adds the annotations among an element's children, each by its key.

    An element has one annotation of a term and a qualifier (CSDL 3.6).
    """
    around = element.get("Qualifier")
    if around is not None and element.tag != ANNOTATIONS:
        around = None
    for child in element:
        if child.tag == ANNOTATION:
            key = scope.resolve(child.get("Term") or "")
            qualifier = child.get("Qualifier") or around
            if qualifier:
                key = f"{key}#{qualifier}"
            found[key] = Annotation(child, scope)


def _annotations(element: Element, scope: Scope) -> Annotations:
    found: dict[str, Annotation] = {}
    add_annotations(found, element, scope)
    return found


def _value(element: Element, scope: Scope) -> Expression | None:
    """The value that an element has, as an attribute or as a child."""
    operands = (*_inline(element, scope), *_operands(element, scope))
    return operands[0] if operands else None


def _inline(element: Element, scope: Scope) -> Iterator[Expression]:
    for name, written in element.items():
        if name in _CONSTANTS or name in _PATHS:
            yield Expression(name, _resolved(name, written, scope))
        elif name == "UrlRef":
            yield Expression(name, operands=(Expression("String", written),))


def _operands(element: Element, scope: Scope) -> tuple[Expression, ...]:
    return tuple(
        _expression(child, scope)
        for child in element
        if child.tag.startswith(EDM) and child.tag != ANNOTATION
    )


def _expression(element: Element, scope: Scope) -> Expression:
    kind = local_name(element)
    if kind in _CONSTANTS or kind in _PATHS:
        return Expression(kind, _resolved(kind, element.text or "", scope))
    attributes = tuple(
        (name, _dotted(value, scope) if name in _NAMING else value)
        for name, value in element.items()
        if name not in _CONSTANTS and name not in _PATHS and name != "UrlRef"
    )
    operands = (*_inline(element, scope), *_operands(element, scope))
    return Expression(kind, "", attributes, operands, _annotations(element, scope))


def _with_names(value: Expression, scope: Scope) -> Expression:
    """A value whose texts are names, with their aliases resolved."""
    text = _dotted(value.text, scope) if value.kind == "String" else value.text
    operands = tuple(_with_names(operand, scope) for operand in value.operands)
    return replace(value, text=text, operands=operands)


def _resolved(kind: str, text: str, scope: Scope) -> str:
    return _dotted(text.strip(), scope) if kind in _PATHS else text


def _dotted(text: str, scope: Scope) -> str:
    """A path, or names with blanks between them, with all aliases resolved."""
    return _DOTTED.sub(lambda found: scope.resolve(found[0]), text)
