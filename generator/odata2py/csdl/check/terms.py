"""Terms (CSDL 14.1)."""

from __future__ import annotations

from functools import partial

from odata2py.csdl.declarations import Declarations
from odata2py.csdl.faults import Faults, describe, quote
from odata2py.errors import nearest


def check_terms(found: Declarations, faults: Faults) -> None:
    """Base terms, and names that a type has already."""
    for name, element in found.terms.items():
        if name in found.types:
            line = found.types[name].sourceline
            what = f"{describe(element)} is called as {describe(found.types[name])} is"
            right = f"names are unique in a schema, that one is in line {line}"
            faults.add(element, what, right)
        base = element.get("BaseTerm")
        if base is None:
            continue
        resolved = found.scope(name).resolve(base)
        namespace = resolved.rpartition(".")[0]
        if namespace in found.scopes and resolved not in found.terms:
            what = f"{describe(element)} has the BaseTerm {quote(base)}"
            faults.add(element, what, partial(nearest, resolved, found.terms))
