"""Types, their base types, and the members that they inherit (CSDL 6, 9)."""

from __future__ import annotations

from collections.abc import Mapping

from odata2py.csdl.check.paths import Paths
from odata2py.csdl.check.uses import PUT_BESIDE, refuse_reference
from odata2py.csdl.declarations import Declarations
from odata2py.csdl.document.xml import Element, local_name
from odata2py.csdl.faults import Faults, describe, quote
from odata2py.csdl.names import BUILT_IN_TYPES
from odata2py.csdl.tags import ENTITY_TYPE, STRUCTURED


def check_hierarchy(found: Declarations, faults: Faults) -> None:
    """Base types; circles of them are taken out, so that everything else ends."""
    for name in found.baseless:
        _refuse_base(found, name, found.types[name], faults)
    for name, base in found.bases.items():
        element = found.types[name]
        if element.get("Abstract") == "true" or element.get("OpenType") == "false":
            _check_flags(element, found.types[base], base, faults)
    _refuse_circles(found, faults)


def _refuse_base(
    found: Declarations, name: str, element: Element, faults: Faults
) -> None:
    scope = found.scope(name)
    written = element.get("BaseType") or ""
    base = scope.resolve(written)
    kind = found.types.get(base)
    unread = found.documents.unread.get(base.rpartition(".")[0])
    if base in BUILT_IN_TYPES:
        what = f"{describe(element)} has the BaseType {quote(written)}"
        faults.add(element, what, "a type that is declared is expected")
    elif kind is not None:
        faults.add(
            element,
            f"{describe(element)} has the base type {describe(kind)}",
            f"another {local_name(element)} is expected",
        )
    elif unread is not None:
        faults.add(
            element,
            f"{describe(element)} has the BaseType {quote(written)}, whose document, "
            f"{unread}, was not read",
            PUT_BESIDE,
        )
    else:
        refuse_reference(element, "BaseType", found, scope, faults)


def _check_flags(element: Element, kind: Element, base: str, faults: Faults) -> None:
    if (
        element.tag == ENTITY_TYPE
        and element.get("Abstract") == "true"
        and kind.get("Abstract") != "true"
    ):
        faults.remark(
            element,
            f"{describe(element)} is abstract, its base type {quote(base)} is not",
            "an abstract entity type has no base type, or an abstract one",
        )
    if kind.get("OpenType") == "true" and element.get("OpenType") == "false":
        faults.add(
            element,
            f"{describe(element)} is not open, its base type {quote(base)} is",
            "what derives from an open type is open",
        )


def _refuse_circles(found: Declarations, faults: Faults) -> None:
    for circle in circles(found.bases):
        faults.add(
            found.types[circle[0]],
            f"the base types go in a circle: {quote(' -> '.join(circle))}",
            "the root of a hierarchy has no BaseType",
        )
        del found.bases[circle[0]]


def circles(bases: Mapping[str, str]) -> list[list[str]]:
    """The circles in which names have one another as base; the first comes last too."""
    found: list[list[str]] = []
    harmless: set[str] = set()
    for name in bases:
        line: dict[str, None] = {}
        here: str | None = name
        while here is not None and here not in harmless and here not in line:
            line[here] = None
            here = bases.get(here)
        if here is not None and here in line:
            names = list(line)
            found.append([*names[names.index(here) :], here])
        harmless.update(line)
    return found


def check_inherited_members(found: Declarations, paths: Paths, faults: Faults) -> None:
    """Members that a base type, or the type itself by its name, is before them."""
    names: dict[Element, set[str]] = {}
    for _, survey in found.surveys:
        names |= survey.members
    for name, element in found.types.items():
        local = element.get("Name") or ""
        if element.tag in STRUCTURED and local in names[element]:
            member = paths.member(name, local)
            if member is not None:
                what = f"{describe(member)} is called as its type is"
                faults.remark(member, what, "another name is expected")
    for name in found.bases:
        own = names[found.types[name]]
        for base in found.lineage(name)[1:] if own else ():
            theirs = names[found.types[base]]
            for again in () if own.isdisjoint(theirs) else sorted(own & theirs):
                _refuse_again(paths, name, base, again, faults)


def _refuse_again(
    paths: Paths, name: str, base: str, again: str, faults: Faults
) -> None:
    own, other = paths.member(name, again), paths.member(base, again)
    if own is None or other is None:
        return
    where = f"the base type {quote(base)} has it, from line {other.sourceline}"
    if other.tag != own.tag:
        faults.add(own, f"{describe(own)} is a {local_name(other)} already", where)
    elif paths.is_kind_of(own, other):
        faults.remark(own, f"{describe(own)} is declared again", where)
    else:
        what = f"{describe(own)} is declared again with another type"
        faults.add(own, what, where)
