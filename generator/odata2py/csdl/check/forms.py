"""The form of single elements: where they stand, their attributes and values."""

from __future__ import annotations

from collections.abc import Iterator

from odata2py.csdl.check.grammar import (
    EXPRESSIONS,
    FORMS,
    INLINE,
    MODEL,
    OPERANDS,
    SAID,
    Form,
)
from odata2py.csdl.check.values import ATTRIBUTES, CONSTANTS
from odata2py.csdl.document.xml import Element, local_name
from odata2py.csdl.faults import Faults, Tell, describe, quote
from odata2py.csdl.tags import ANNOTATION, COLLECTION, EDM, EDMX, PROPERTY_VALUE, SCHEMA
from odata2py.errors import nearest

_CONSTANT_TAGS = frozenset(f"{EDM}{name}" for name in CONSTANTS)
_VALUED = frozenset({ANNOTATION, PROPERTY_VALUE, f"{EDM}LabeledElement"})


def check_form(element: Element, parent: str, faults: Faults) -> None:
    """Place and attributes of an element."""
    form = FORMS.get(element.tag)
    if parent and parent not in FORMS:
        return  # told of the parent, or nothing of ours
    if form is None:
        _refuse_element(element, parent, faults)
    elif parent and element.tag not in FORMS[parent].children:
        _refuse_place(element, parent, faults)
    else:
        _check_attributes(element, form, faults)


def _check_attributes(element: Element, form: Form, faults: Faults) -> None:
    about = element.tag in SAID
    tell = faults.remark if about else faults.add
    written = element.items()
    for name, value in written:
        kind = form.attributes.get(name)
        if kind is None:
            _refuse_attribute(element, name, form, faults)
            continue
        if kind not in ATTRIBUTES:
            continue
        holds, right = ATTRIBUTES[kind]
        if not holds(value) and (name, kind) != ("Name", "identifier"):
            tell(element, f"{describe(element)} has {name}={quote(value)}", right)
    for name in sorted(form.required - {name for name, _ in written}):
        what = f"{describe(element)} has no {name}"
        missing = faults.notice if about else faults.add
        missing(element, what, "the attribute is required")


def _refuse_element(element: Element, parent: str, faults: Faults) -> None:
    """An element that OData does not know; those of other namespaces are theirs."""
    if "}" not in element.tag:
        what = f"{describe(element)} is in no namespace and is passed over"
        faults.notice(element, what, f"xmlns={quote(EDM[1:-1])} is expected")
    elif "/ado/" in element.tag:
        what = f"{describe(element)} is an element of OData 1 to 3 and is passed over"
        faults.notice(element, what, f"xmlns={quote(EDM[1:-1])} is expected")
    elif element.tag.startswith((EDM, EDMX)):
        known = [name.rpartition("}")[2] for name in FORMS[parent].children]
        faults.notice(
            element,
            f"{describe(element)} is no element of OData 4 and is passed over",
            lambda: nearest(local_name(element), known),
        )


def _refuse_place(element: Element, parent: str, faults: Faults) -> None:
    children = FORMS[parent].children - EXPRESSIONS
    known = sorted(name.rpartition("}")[2] for name in children)
    faults.add(
        element,
        f"{describe(element)} stands in {parent.rpartition('}')[2]}",
        f"what can stand there: {', '.join(known) or 'nothing'}",
    )


def _refuse_attribute(element: Element, name: str, form: Form, faults: Faults) -> None:
    if name.startswith((EDM, EDMX)):
        what = f"{describe(element)} has {quote(name.rpartition('}')[2])} with a prefix"
        faults.notice(element, f"{what}; it is passed over", "attributes have none")
    elif not name.startswith("{"):
        faults.notice(
            element,
            f"{describe(element)} has the attribute {quote(name)}, which OData 4 does "
            "not know here; it is passed over",
            lambda: nearest(name, form.attributes),
        )


def check_value(element: Element, parent: str, faults: Faults) -> None:
    """How many values annotations and expressions have, and what constants say."""
    if element.tag not in SAID:
        return
    tell = faults.notice
    for kind, written in _constants(element):
        holds, right = CONSTANTS[kind]
        if not holds(written.strip()):
            tell(element, f"{_said(element)} has the {kind} {quote(written)}", right)
    inside = sum(child.tag in EXPRESSIONS for child in element)
    values = inside + sum(name in INLINE for name, _ in element.items())
    if element.tag in OPERANDS:
        _check_operands(element, inside, tell)
    elif element.tag in _VALUED and values > 1:
        tell(element, f"{_said(element)} has {values} values", "one is expected")
    elif element.tag in _VALUED and not values and element.tag != ANNOTATION:
        tell(element, f"{_said(element)} has no value", "one is expected")


def _check_operands(element: Element, inside: int, tell: Tell) -> None:
    least, most = OPERANDS[element.tag]
    if least < most and element.getparent().tag != COLLECTION:
        least = most  # an If without an else is for items of collections (CSDL 14.4.7)
    if not least <= inside <= most and not (inside == 0 and element.get("UrlRef")):
        expected = str(least) if least == most else f"{least} or {most}"
        what = f"{_said(element)}: {local_name(element)} has {inside} operands"
        tell(element, what, f"{expected} are expected")


def _constants(element: Element) -> Iterator[tuple[str, str]]:
    if element.tag in _CONSTANT_TAGS:
        yield local_name(element), element.text or ""
    for name, value in element.items():
        if name in CONSTANTS:
            yield name, value


def _said(element: Element) -> str:
    """An annotation, or a value inside of it, as a message names it."""
    while element.tag not in _VALUED and element.getparent() is not None:
        element = element.getparent()
    name = element.get("Term") or element.get("Property") or element.get("Name") or ""
    return f"{local_name(element)} {quote(name)}"


def check_name(element: Element, faults: Faults) -> None:
    """The name of an element that has one."""
    form = FORMS.get(element.tag)
    name = element.get("Name")
    if form is None or name is None or form.attributes.get("Name") != "identifier":
        return
    holds, right = ATTRIBUTES["identifier"]
    if not holds(name):
        faults.add(element, f"{local_name(element)} has the name {quote(name)}", right)


def check_twins(owner: Element, faults: Faults) -> None:
    """Members of one name, and second ones of what there is once."""
    if owner.tag not in _HOLDERS:
        return
    form = FORMS[owner.tag]
    first: dict[str, Element] = {}
    for member in owner:
        name = member.get("Name")
        if member.tag in form.single:
            if first.setdefault(member.tag, member) is not member:
                what = f"{describe(owner)} has a second {local_name(member)}"
                line = first[member.tag].sourceline
                faults.add(member, what, f"one is expected, that in line {line}")
        elif (
            name is not None
            and member.tag in form.children
            and first.setdefault(name, member) is not member
        ):
            what = f"{describe(owner)} has a second {describe(member)}"
            line = first[name].sourceline
            faults.add(member, what, f"it is declared in line {line} already")


_HOLDERS = frozenset(
    tag for tag, form in MODEL.items() if tag != SCHEMA and form.children - SAID.keys()
)
