"""The forms of all annotations of a document, and texts that stand between elements.

They are never faults of a service's document: what a client does not understand of
annotations it passes over (CSDL 14).
"""

from __future__ import annotations

from odata2py.csdl.check.forms import check_form, check_value
from odata2py.csdl.check.grammar import FORMS, SAID
from odata2py.csdl.document.xml import Element
from odata2py.csdl.faults import Faults, describe, quote
from odata2py.csdl.names import Scope
from odata2py.csdl.tags import ANNOTATION, ANNOTATIONS, PROPERTY_VALUE


def check_annotations(root: Element, scope: Scope, faults: Faults) -> None:
    """Notices and remarks of what is said in a document of that scope."""
    for element in root.iter(*FORMS):
        children = FORMS[element.tag].children
        if children:
            _check_text(element, faults)
        said: dict[tuple[str, str], Element] = {}
        for child in element:
            if child.tag in SAID or element.tag in SAID:
                check_form(child, element.tag, faults)
            if child.tag in SAID and child.tag in children:
                check_value(child, element.tag, faults)
                _check_twin(child, scope, said, faults)


def _check_text(element: Element, faults: Faults) -> None:
    written = [element.text, *(child.tail for child in element)]
    texts = [text.strip() for text in written if text and text.strip()]
    if texts:
        what = f"{describe(element)} has the text {quote(texts[0])} in it"
        faults.notice(element, what, "it is passed over")


def _check_twin(
    element: Element,
    scope: Scope,
    said: dict[tuple[str, str], Element],
    faults: Faults,
) -> None:
    """That nothing is said twice in one place (CSDL 3.6, 14.2.1, 14.4.12)."""
    parent = element.getparent()
    around = parent.get("Qualifier") if parent.tag == ANNOTATIONS else None
    qualifier = element.get("Qualifier") or around or ""
    name = {ANNOTATION: "Term", PROPERTY_VALUE: "Property"}.get(element.tag)
    if name is None:
        return
    if around is not None and element.get("Qualifier") is not None:
        what = f"Annotation {quote(element.get('Term') or '')} has a Qualifier"
        faults.remark(element, what, "the Annotations around it have one already")
    written = element.get(name) or ""
    first = said.setdefault((scope.resolve(written), qualifier), element)
    if first is not element:
        faults.remark(
            element,
            f"{describe(parent)} has {quote(written)} twice",
            f"it is said in line {first.sourceline} already",
        )
