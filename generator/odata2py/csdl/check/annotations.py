"""The forms of all annotations of a document.

They are never faults of a service's document: what a client does not understand of them
it passes over (CSDL 14).
"""

from __future__ import annotations

from odata2py.csdl.check.forms import check_form, check_value
from odata2py.csdl.check.grammar import SAID
from odata2py.csdl.document.xml import Element
from odata2py.csdl.faults import Faults


def check_annotations(root: Element, faults: Faults) -> None:
    """Notices and remarks of the annotations below an element."""
    for element in root.iter(*SAID):
        parent = element.getparent()
        if parent is not None:
            check_form(element, parent.tag, faults)
            check_value(element, parent.tag, faults)
