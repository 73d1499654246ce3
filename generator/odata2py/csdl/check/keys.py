"""Keys of entity types (CSDL 6.5)."""

from __future__ import annotations

from functools import partial

from msgspec import Struct

from odata2py.csdl.check.paths import Paths
from odata2py.csdl.declarations import Declarations
from odata2py.csdl.document.xml import Element
from odata2py.csdl.faults import Faults, describe, quote
from odata2py.csdl.names import GEO_TYPES, PRIMITIVE_TYPES
from odata2py.csdl.tags import (
    ENUM_TYPE,
    KEY,
    PROPERTY_REF,
    TYPE_DEFINITION,
)
from odata2py.errors import nearest

_KEY_TYPES = frozenset(
    f"Edm.{name}"
    for name in (
        *("Boolean", "Byte", "Date", "DateTimeOffset", "Decimal", "Duration", "Guid"),
        *("Int16", "Int32", "Int64", "SByte", "String", "TimeOfDay"),
    )
)
_POSSIBLE = PRIMITIVE_TYPES - GEO_TYPES - {"Edm.Stream"}
_RIGHT = (
    "a key has whole numbers, decimals, texts, dates, times, GUIDs, booleans or "
    "enumeration members"
)


def check_keys(found: Declarations, paths: Paths, faults: Faults) -> None:
    """The keys of all entity types: what they name, and that there is one."""
    rule = _Keys(found, paths, faults)
    for name in sorted(paths.keyed):
        key = next(found.types[name].iterchildren(KEY))
        inherited = [base for base in found.lineage(name)[1:] if base in paths.keyed]
        if inherited:
            faults.add(
                key,
                f"{quote(name)} has a key, and inherits that of {quote(inherited[0])}",
                "a key is declared once in a hierarchy",
            )
        rule.check(name, key)


class _Keys(Struct, frozen=True):
    declared: Declarations
    paths: Paths
    faults: Faults

    def check(self, name: str, key: Element) -> None:
        refs = list(key.iterchildren(PROPERTY_REF))
        if not refs:
            self.faults.add(
                key, f"the key of {quote(name)} is empty", "a PropertyRef is expected"
            )
        called: dict[str, Element] = {}
        for ref in refs:
            written = ref.get("Name") or ""
            alias = ref.get("Alias")
            self._check_ref(name, ref, written)
            if "/" in written and alias is None:
                self.faults.add(
                    ref,
                    f"the key of {quote(name)} names {quote(written)} without an Alias",
                    "a path needs one, by which URLs call this part of the key",
                )
            elif alias is not None and "/" not in written:
                what = f"the key of {quote(name)} has an Alias for {quote(written)}"
                self.faults.remark(ref, what, "a property of the type needs none")
            elif alias is not None and self.paths.member(name, alias) is not None:
                what = f"the key of {quote(name)} has the Alias {quote(alias)}"
                self.faults.add(ref, what, "it is the name of a property already")
            first = called.setdefault(alias, ref) if alias is not None else ref
            if first is not ref:
                what = f"the key of {quote(name)} has {quote(alias or '')} twice"
                self.faults.add(ref, what, "each part has a name of its own")

    def _check_ref(self, name: str, ref: Element, written: str) -> None:
        found = self.paths.follow(name, written, name) if written else None
        what = f"the key of {quote(name)} names {quote(written)}"
        if found is None or (found.whole and not found.members):
            known = self.paths.names(name)
            self.faults.add(
                ref,
                f"{what}, which is no property of it",
                partial(nearest, written, known),
            )
            return
        if found.whole:
            self._check_type(ref, what, found.members[-1])
        for member in found.members:
            if self.paths.resolved(member)[1] and member is not found.members[-1]:
                many = f"{what}, where {describe(member)} is many"
                self.faults.add(ref, many, "a key goes along single values")
            elif member.get("Nullable") != "false":
                can = f"{what}, where {describe(member)} can be null"
                self.faults.remark(ref, can, 'Nullable="false" is expected')

    def _check_type(self, ref: Element, what: str, member: Element) -> None:
        written = member.get("Type") or ""
        name, collection = self.paths.resolved(member)
        if not self.paths.is_known(name):
            return
        kind = self.declared.types.get(name)
        if kind is not None and kind.tag == TYPE_DEFINITION:
            name = kind.get("UnderlyingType") or ""
        if collection or not (
            name in _POSSIBLE or (kind is not None and kind.tag == ENUM_TYPE)
        ):
            self.faults.add(ref, f"{what}, which has the type {quote(written)}", _RIGHT)
        elif name in _POSSIBLE - _KEY_TYPES:
            self.faults.remark(
                ref, f"{what}, which has the type {quote(written)}", _RIGHT
            )
