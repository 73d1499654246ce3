"""Terms (CSDL 14.1)."""

from __future__ import annotations

from functools import partial

from odata2py.csdl.declarations import Declarations
from odata2py.csdl.faults import Faults, describe, quote
from odata2py.errors import nearest


def check_terms(found: Declarations, faults: Faults) -> None:
    """Base terms, and names that something else has already."""
    for others in (found.terms, found.containers):
        for name in others.keys() & found.types.keys():
            element, first = others[name], found.types[name]
            what = f"{describe(element)} is called as {describe(first)} is"
            right = f"names are unique in a schema, line {first.sourceline}"
            faults.add(element, what, right)
    for name, element in found.terms.items():
        base = _base(found, name)
        if base is None:
            continue
        written = quote(element.get("BaseTerm") or "")
        what = f"{describe(element)} has the BaseTerm {written}"
        if base.rpartition(".")[0] in found.scopes and base not in found.terms:
            faults.add(element, what, partial(nearest, base, found.terms))
        elif name in _line(found, base):
            faults.remark(element, f"{what}, in a circle", "the last term has none")


def _base(found: Declarations, name: str) -> str | None:
    written = found.terms[name].get("BaseTerm")
    return None if written is None else found.scope(name).resolve(written)


def _line(found: Declarations, name: str) -> list[str]:
    """A term and its base terms, each once."""
    line: list[str] = []
    here: str | None = name
    while here is not None and here in found.terms and here not in line:
        line.append(here)
        here = _base(found, here)
    return line
