"""Uses of types: that they are declared, may stand there, and have fitting facets."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Final

from msgspec import Struct

from odata2py.csdl.check.values import INTEGERS, LITERALS
from odata2py.csdl.declarations import Declarations
from odata2py.csdl.document.xml import Element
from odata2py.csdl.faults import Faults, describe, quote
from odata2py.csdl.names import (
    BUILT_IN_TYPES,
    GEO_TYPES,
    PATH_TYPES,
    PRIMITIVE_TYPES,
    VOCABULARY_NAMESPACES,
    Scope,
    split_collection,
)
from odata2py.csdl.survey import Use
from odata2py.csdl.tags import (
    COMPLEX_TYPE,
    ENTITY_SET,
    ENTITY_TYPE,
    ENUM_TYPE,
    MEMBER,
    NAVIGATION_PROPERTY,
    PARAMETER,
    PROPERTY,
    RETURN_TYPE,
    SINGLETON,
    TERM,
    TYPE_DEFINITION,
)
from odata2py.errors import nearest

_ATTRIBUTES: Final[Mapping[str, str]] = {
    PROPERTY: "Type",
    NAVIGATION_PROPERTY: "Type",
    PARAMETER: "Type",
    RETURN_TYPE: "Type",
    TERM: "Type",
    SINGLETON: "Type",
    ENTITY_SET: "EntityType",
    ENUM_TYPE: "UnderlyingType",
    TYPE_DEFINITION: "UnderlyingType",
}
"""Which attribute names a type."""

_NOMINAL: Final = frozenset({COMPLEX_TYPE, ENUM_TYPE, TYPE_DEFINITION})
_PLAIN: Final[Mapping[str, frozenset[str]]] = {
    PROPERTY: _NOMINAL,
    NAVIGATION_PROPERTY: frozenset({ENTITY_TYPE}),
    PARAMETER: _NOMINAL | {ENTITY_TYPE},
    RETURN_TYPE: _NOMINAL | {ENTITY_TYPE},
}
"""Which kinds of declared types may always stand there."""

_ENTITIES: Final = frozenset({NAVIGATION_PROPERTY, ENTITY_SET, SINGLETON})
_UNDERLYING: Final = frozenset({ENUM_TYPE, TYPE_DEFINITION})

_FACETS: Final[Mapping[str, frozenset[str]]] = {
    "MaxLength": frozenset({"Edm.Binary", "Edm.Stream", "Edm.String"}),
    "Precision": frozenset(
        {"Edm.DateTimeOffset", "Edm.Decimal", "Edm.Duration", "Edm.TimeOfDay"}
    ),
    "Scale": frozenset({"Edm.Decimal"}),
    "SRID": GEO_TYPES,
    "Unicode": frozenset({"Edm.String"}),
}
"""The primitive types that a facet speaks of (CSDL 7.2)."""

_FACETED: Final = frozenset({*_FACETS, "DefaultValue"})


class UsesOfTypes(Struct, frozen=True):
    """The rule of all elements that name a type, in the documents of one scope."""

    declared: Declarations
    scope: Scope

    def is_plain(self, use: Use) -> bool:
        """Whether it is seen at a glance that elements are right."""
        if use.tag not in _PLAIN:
            return use.tag not in _ATTRIBUTES
        attributes = use.attributes
        if not attributes or attributes[0][0] != "Type" or len(attributes) > 2:
            return False
        if len(attributes) == 2 and (
            attributes[1][0] != "Nullable"
            or use.tag in (NAVIGATION_PROPERTY, RETURN_TYPE)
        ):
            return False
        name, _ = self.scope.resolve_type(attributes[0][1])
        kind = self.declared.types.get(name)
        return kind is not None and kind.tag in _PLAIN[use.tag]

    def __call__(self, element: Element, parent: str, faults: Faults) -> None:
        tag = element.tag
        attribute = _ATTRIBUTES.get(tag)
        written = element.get(attribute) if attribute else None
        if attribute is None or written is None:
            return
        name, collection = self.scope.resolve_type(written)
        kind = self.declared.types.get(name)
        if kind is None and name not in BUILT_IN_TYPES:
            self._refuse_unknown(element, attribute, name, faults)
        elif wrong := _wrong_place(tag, parent, name, kind, collection):
            leads = "leads to" if tag in _ENTITIES else f"has the {attribute}"
            faults.add(element, f"{describe(element)} {leads} {quote(written)}", wrong)
        elif tag in _ENTITIES or (tag == RETURN_TYPE and self.declared.is_entity(name)):
            if collection and element.get("Nullable") is not None:
                faults.remark(
                    element,
                    f"{describe(element)} is a collection of entities and has "
                    "Nullable, which says nothing",
                    "leave it out",
                )
        elif not _FACETED.isdisjoint(element.keys()):
            self._check_facets(element, name, collection, faults)

    def _refuse_unknown(
        self, element: Element, attribute: str, name: str, faults: Faults
    ) -> None:
        namespace = name.rpartition(".")[0]
        address = self.declared.documents.unread.get(namespace)
        if element.tag == TERM:
            what = f"{describe(element)} has the {attribute} {quote(name)}"
            faults.remark(element, what, "it is not declared in what was read")
        elif address is None and namespace not in VOCABULARY_NAMESPACES:
            refuse_reference(element, attribute, self.declared, self.scope, faults)
        else:
            where = f", {address}," if address else ""
            what = (
                f"{describe(element)} has the {attribute} "
                f"{quote(element.get(attribute) or '')}, whose document{where} was not "
                "read"
            )
            if element.tag in (ENTITY_SET, SINGLETON, *_UNDERLYING):
                faults.add(element, what, PUT_BESIDE)
            else:
                faults.notice(element, f"{what}: values stay as they come", PUT_BESIDE)

    def _check_facets(
        self, element: Element, name: str, collection: bool, faults: Faults
    ) -> None:
        kind = self.declared.types.get(name)
        defined = kind if kind is not None and kind.tag == TYPE_DEFINITION else None
        primitive = name
        if defined is not None:
            primitive = defined.get("UnderlyingType") or ""
        for facet in element.keys():  # noqa: SIM118
            if facet not in _FACETS:
                continue
            given = element.get(facet) or ""
            types = _FACETS[facet]
            if primitive not in types and primitive != "Edm.PrimitiveType":
                faults.notice(
                    element,
                    f"{describe(element)} has the facet {facet}, which the type "
                    f"{quote(name)} does not have",
                    "it is passed over",
                )
            elif defined is not None and defined.get(facet) not in (None, given):
                faults.add(
                    element,
                    f"{describe(element)} has {facet}={quote(given)}, but its type "
                    f"{quote(name)} has {quote(defined.get(facet) or '')}",
                    "a facet of a type definition stands there alone",
                )
        precision = element.get("Precision") or (
            None if defined is None else defined.get("Precision")
        )
        _check_precision(element, primitive, precision, faults)
        written = element.get("DefaultValue")
        if written is not None:
            single = "" if collection else primitive
            self._check_default(element, single, written, faults)

    def _check_default(
        self, element: Element, name: str, written: str, faults: Faults
    ) -> None:
        kind = self.declared.types.get(name)
        what = f"{describe(element)} has DefaultValue={quote(written)}"
        if kind is not None and kind.tag == ENUM_TYPE:
            known = {member.get("Name") or "" for member in kind.iterchildren(MEMBER)}
            values = [part.strip() for part in written.split(",")]
            unknown = [v for v in values if v not in known and not _is_number(v)]
            if unknown and known:
                faults.notice(element, what, lambda: nearest(unknown[0], known))
            elif len(values) > 1 and kind.get("IsFlags") != "true":
                faults.notice(element, what, "one member is expected, not flags")
        elif name in LITERALS and not LITERALS[name](written):
            faults.notice(element, what, f"a value of {name} is expected")
        elif name == "Edm.Stream" or name not in BUILT_IN_TYPES:
            faults.notice(element, what, "values of this type have no default")


PUT_BESIDE = "put that document beside this one, and let the Uri be its file name"


def _wrong_place(
    tag: str, parent: str, name: str, kind: Element | None, collection: bool
) -> str:
    """What would be right where a type cannot stand."""
    declared_as = kind.tag if kind is not None else ""
    if tag in _ENTITIES:
        known = declared_as == ENTITY_TYPE or (
            tag == NAVIGATION_PROPERTY and name == "Edm.EntityType"
        )
        many = collection and tag != NAVIGATION_PROPERTY
        return "" if known and not many else "an entity type is expected"
    if tag == ENUM_TYPE:
        integers = ", ".join(INTEGERS)
        return "" if name in INTEGERS else f"one of {integers} is expected"
    if tag == TYPE_DEFINITION:
        primitive = name in PRIMITIVE_TYPES or name == "Edm.PrimitiveType"
        right = "a primitive type of Edm is expected"
        return "" if primitive and not collection else right
    if tag == PROPERTY and (declared_as == ENTITY_TYPE or name == "Edm.EntityType"):
        return "a navigation property leads to entities"
    if name in PATH_TYPES and tag != TERM and parent != COMPLEX_TYPE:
        return "only terms have this type"
    if collection and name in ("Edm.Stream", "Edm.PrimitiveType") and tag != TERM:
        return "there are no collections of these"
    return ""


def _is_number(text: str) -> bool:
    return text.removeprefix("-").isdecimal()


def _check_precision(
    element: Element, primitive: str, precision: str | None, faults: Faults
) -> None:
    scale = element.get("Scale") or "0"
    if precision is None or not precision.isdecimal():
        return
    if primitive == "Edm.Decimal":
        if int(precision) == 0:
            what = f"{describe(element)} has Precision='0'"
            faults.add(element, what, "a decimal number has at least one digit")
        elif scale.isdecimal() and int(scale) > int(precision):
            what = (
                f"{describe(element)} has Scale={quote(scale)} and "
                f"Precision={quote(precision)}"
            )
            faults.add(element, what, "the scale is at most the precision")
    elif primitive in _FACETS["Precision"] and int(precision) > 12:
        what = f"{describe(element)} has Precision={quote(precision)}"
        faults.add(element, what, "12 digits of a second at most")


def refuse_reference(
    element: Element,
    attribute: str,
    declared: Declarations,
    scope: Scope,
    faults: Faults,
) -> None:
    """The fault of a reference to a type that nothing declares."""
    written = element.get(attribute) or ""
    what = f"{describe(element)} has the {attribute} {quote(written)}"
    name, _ = split_collection(written)
    prefix, dot, local = name.rpartition(".")
    if written.count("(") != written.count(")") or "Collection(" in name:
        right = "'Collection(…)' around the name of one type is expected"
        faults.add(element, what, right)
        return
    if not dot:
        what = f"{what}, a name without a namespace"
    elif prefix != "Edm" and prefix not in scope.namespaces:
        what = f"{what}, whose namespace or alias {quote(prefix)} is not declared"
    else:
        what = f"{what}, which is not declared"
    if prefix == "Edm":
        faults.add(element, what, partial(nearest, name, BUILT_IN_TYPES))
    else:
        faults.add(element, what, lambda: _nearest_types(local, declared))


def _nearest_types(local: str, found: Declarations) -> str:
    """Types with the same local name, else with one like it."""
    by_local: dict[str, list[str]] = {}
    for name in (*found.types, *BUILT_IN_TYPES):
        by_local.setdefault(name.rpartition(".")[2], []).append(name)
    if local in by_local:
        return f"did you mean {' or '.join(map(repr, by_local[local][:3]))}?"
    return nearest(local, by_local)
