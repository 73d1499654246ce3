"""Enumeration types (CSDL 10)."""

from __future__ import annotations

import re

from odata2py.csdl.check.values import INTEGERS
from odata2py.csdl.declarations import Declarations
from odata2py.csdl.document.xml import Element
from odata2py.csdl.faults import Faults, describe, quote
from odata2py.csdl.tags import ENUM_TYPE, MEMBER


def check_enums(found: Declarations, faults: Faults) -> None:
    """The values of all enumerations."""
    odd = {
        use
        for _, survey in found.surveys
        for use in survey.uses.values()
        if use.tag == MEMBER and not _is_usual(use.get("Value"))
    }
    for element in found.types.values():
        if element.tag == ENUM_TYPE:
            uses = {child.use for child in found.children[element]}
            if element.get("UnderlyingType") or not uses.isdisjoint(odd):
                members = found.tagged(element, MEMBER)
                values = [child.use.get("Value") for child in members]
                _check_values(element, values, faults)


def _is_usual(value: str | None) -> bool:
    """Whether a value fits any enumeration but those of small numbers."""
    return value is not None and _is_whole(value) and 0 <= int(value) < 2**31


def _check_values(element: Element, written: list[str | None], faults: Faults) -> None:
    flags = element.get("IsFlags") == "true"
    if None in written and (flags or any(value is not None for value in written)):
        missing = list(element.iterchildren(MEMBER))[written.index(None)]
        faults.add(
            missing,
            f"{describe(element)}: {describe(missing)} has no Value",
            "all members of flags have one" if flags else "all have one, or none has",
        )
    type_name = element.get("UnderlyingType") or "Edm.Int32"
    lowest, highest = INTEGERS.get(type_name, INTEGERS["Edm.Int64"])
    lowest = 0 if flags else lowest
    members: list[Element] = []
    for index, value in enumerate(written):
        if value is None or (_is_whole(value) and lowest <= int(value) <= highest):
            continue
        members = members or list(element.iterchildren(MEMBER))
        member = members[index]
        what = f"{describe(element)}: {describe(member)} has Value={quote(value)}"
        right = f"a whole number from {lowest} to {highest} is expected"
        faults.add(member, what, right)
    if None in written and len(written) > highest + 1:
        what = f"{describe(element)} has {len(written)} members"
        faults.add(element, what, f"its type has the numbers up to {highest}")


def _is_whole(text: str) -> bool:
    return _WHOLE.fullmatch(text) is not None


_WHOLE = re.compile(r"[+-]?\d{1,20}", re.ASCII)
