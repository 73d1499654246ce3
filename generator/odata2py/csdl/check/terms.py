"""Terms (CSDL 14.1)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from odata2py.csdl.check.hierarchy import circles
from odata2py.csdl.declarations import Declarations
from odata2py.csdl.document.xml import Element
from odata2py.csdl.faults import Faults, describe, quote
from odata2py.errors import nearest


def check_terms(found: Declarations, faults: Faults) -> None:
    """Base terms, and names that something else has already."""
    _refuse_taken(found.terms, found.types, faults)
    _refuse_taken(found.containers, {**found.types, **found.terms}, faults)
    bases = {
        name: found.scope(name).resolve(element.get("BaseTerm") or "")
        for name, element in found.terms.items()
        if element.get("BaseTerm") is not None
    }
    for name, base in bases.items():
        element = found.terms[name]
        what = f"{describe(element)} has the BaseTerm {quote(base)}"
        if base not in found.terms and not found.is_unread(base):
            faults.add(element, what, partial(nearest, base, found.terms))
    for circle in circles(bases):
        element = found.terms[circle[0]]
        what = f"the base terms go in a circle: {quote(' -> '.join(circle))}"
        faults.remark(element, what, "the last term has none")


def _refuse_taken(
    names: Mapping[str, Element], taken: Mapping[str, Element], faults: Faults
) -> None:
    for name in names.keys() & taken.keys():
        element, first = names[name], taken[name]
        what = f"{describe(element)} is called as {describe(first)} is"
        right = f"names are unique in a schema, line {first.sourceline}"
        faults.add(element, what, right)
