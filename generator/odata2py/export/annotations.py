"""Annotations to XML."""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree
from msgspec.structs import replace

from odata2py.csdl.annotation import Annotation, Expression
from odata2py.csdl.check.grammar import SAID
from odata2py.csdl.tags import EDM

_MODEL_PATHS = frozenset(
    {
        *("AnnotationPath", "ModelElementPath", "NavigationPropertyPath", "Path"),
        "PropertyPath",
    }
)
_TEXTS = _MODEL_PATHS | frozenset(
    {
        *("Binary", "Bool", "Date", "DateTimeOffset", "Decimal", "Duration"),
        *("EnumMember", "Float", "Guid", "Int", "String", "TimeOfDay"),
    }
)
_HOLDERS = frozenset({"PropertyValue", "LabeledElement"})
_KEY = "Property", "Key"

Leads = Callable[[str], bool]


def write_annotation(
    parent: etree._Element, annotation: Annotation, leads: Leads
) -> None:
    """Adds an annotation to an element.

    Values that are paths and do not lead anywhere are left out: an item of a collection
    alone, if that is no key, anything else with all that it stands in.
    """
    written = annotation.value
    value = _within_reach(written, leads) if written is not None else None
    if written is not None and value is None:
        return
    node = etree.SubElement(parent, f"{EDM}Annotation", Term=annotation.term)
    if annotation.qualifier:
        node.set("Qualifier", annotation.qualifier)
    if value is not None:
        _write_value(node, value, leads)
    for key in sorted(annotation.annotations):
        write_annotation(node, annotation.annotations[key], leads)


def _within_reach(expression: Expression, leads: Leads) -> Expression | None:
    if expression.kind in _MODEL_PATHS:
        return expression if leads(expression.text) else None
    operands = [_within_reach(operand, leads) for operand in expression.operands]
    kept = tuple(operand for operand in operands if operand is not None)
    if len(kept) < len(operands) and expression.kind != "Collection":
        return None
    if _KEY in expression.attributes and kept != expression.operands:
        return None
    return replace(expression, operands=kept)


def _write_value(node: etree._Element, value: Expression, leads: Leads) -> None:
    """A value of an annotation or of a property: short, where there is a short form."""
    if value.kind in _TEXTS and not value.annotations:
        node.set(value.kind, value.text)
    else:
        _write_expression(node, value, leads)


def _write_expression(
    parent: etree._Element, expression: Expression, leads: Leads
) -> None:
    node = etree.SubElement(parent, f"{EDM}{expression.kind}")
    for name, written in expression.attributes:
        node.set(name, written)
    if expression.text:
        node.text = expression.text
    for operand in expression.operands:
        if expression.kind in _HOLDERS:
            _write_value(node, operand, leads)
        else:
            _write_expression(node, operand, leads)
    for key in sorted(expression.annotations):
        write_annotation(node, expression.annotations[key], leads)


def names_written(root: etree._Element) -> set[str]:
    """The qualified names that annotations below an element are written with."""
    found: set[str] = set()
    for node in root.iter(*SAID):
        written = [str(value) for name, value in node.items() if name in _NAMING]
        if etree.QName(node).localname in _NAMING:
            written.append(node.text or "")
        found.update(name for text in written for name in _QUALIFIED.findall(text))
    return found


_QUALIFIED = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)+")
_NAMING = _MODEL_PATHS | {
    *("EnumMember", "Function", "LabeledElementReference", "Term", "Type")
}
