"""The service that has everything: each construct of CSDL is there, and all are right.

The tables say what the document is for: other tests may rely on any of their lines.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest
from tests.unit.constructs import (
    CAPABILITIES,
    CORE,
    Parts,
    Question,
    bound_to,
    composable,
    has,
    is_annotated,
    is_deprecated,
    key_of,
    named,
    navigation,
    overloads_by_binding,
    overloads_by_parameters,
    parameter_of,
    property_of,
    result_of,
    sets_say,
    values,
)
from tests.unit.documents import one_schema

from odata2py.csdl.keys import key_refs
from odata2py.csdl.meaning import Capabilities
from odata2py.csdl.model import Action, Function, TypeReference
from odata2py.csdl.reader import read_model

DOCUMENT = Path(__file__).parents[2] / "metadata" / "everything.csdl"
BOTH = {True, False}

PRIMITIVES = (
    *("Binary", "Boolean", "Byte", "Date", "DateTimeOffset", "Decimal", "Double"),
    *("Duration", "Guid", "Int16", "Int32", "Int64", "SByte", "Single", "Stream"),
    *("String", "TimeOfDay", "Untyped", "GeographyPoint", "GeometryPolygon"),
)

Table = Mapping[str, Question]

_CHANGES = frozenset({"insertable", "updatable", "deletable"})


def _allowed(capabilities: Capabilities) -> set[str]:
    """The changes that are not forbidden."""
    return {name for name in _CHANGES if getattr(capabilities, name) is not False}


TYPES: Table = {
    "a type with a namesake in a namespace below": lambda p: (
        {"polar.Sample", "polar.medical.Sample"} <= p.model.types.keys()
    ),
    "a schema with an alias, and one without": lambda p: (
        {bool(schema.alias) for schema in p.model.schemas.values()} == BOTH
    ),
    "a term, and its annotation": lambda p: any(
        is_annotated(p.properties, term) for term in p.model.terms
    ),
    "abstract base without a key": lambda p: any(
        each.abstract and not each.key and p.model.derived.get(each.name)
        for each in p.entities
    ),
    "abstract base with the key": lambda p: any(
        each.abstract and each.key and p.model.derived.get(each.name)
        for each in p.entities
    ),
    "derived of derived": lambda p: any(
        [each.abstract for each in p.model.lineage(kind.name)][-3:] == [False] * 3
        for kind in p.entities
    ),
    "entity type without a key": lambda p: any(
        not (each.abstract or key_refs(p.model, each.name)) for each in p.entities
    ),
    "open entity type": lambda p: has(p.entities, open_type=True),
    "media entity": lambda p: has(p.entities, has_stream=True),
    "open complex type": lambda p: has(p.complex, open_type=True),
    "empty complex type": lambda p: has(p.complex, properties=(), base_type=None),
    "derived complex type": lambda p: any(each.base_type for each in p.complex),
    "navigation below a complex property": lambda p: any(
        has(p.properties, type=TypeReference(kind.name))
        for kind in p.complex
        if kind.navigation_properties
    ),
    "definition of a text": lambda p: any(
        each.underlying_type.max_length and not each.underlying_type.unicode
        for each in p.definitions
    ),
    "definition of a decimal": lambda p: any(
        each.underlying_type.precision and each.underlying_type.scale
        for each in p.definitions
    ),
}

ENUMS: Table = {
    "plain": lambda p: any(
        [member.value for member in each.members] == [0, 1] for each in p.enums
    ),
    "values of its own": lambda p: any(
        not each.flags and any(member.value > 20 for member in each.members)
        for each in p.enums
    ),
    "less than zero": lambda p: any(member.value < 0 for member in p.members),
    "of another size": lambda p: has(p.enums, underlying_type="Edm.SByte"),
    "open to growth": lambda p: has(p.members, name="unknownFutureValue"),
    "flags": lambda p: has(p.enums, flags=True),
    "flags beyond 32 bits": lambda p: any(m.value >= 2**32 for m in p.members),
    "a member for several flags": lambda p: any(
        each.flags and has(each.members, value=3) for each in p.enums
    ),
}

KEYS: Table = {
    **{
        name: key_of(name)
        for name in ("Edm.String", "Edm.Guid", "Edm.Int32", "Edm.Date", "EnumType")
    },
    "several parts": lambda p: any(len(each.key) > 1 for each in p.entities),
    "part inside of a complex property": lambda p: any(
        ref.alias and "/" in ref.path for each in p.entities for ref in each.key
    ),
    "alternate keys of one part and of two": lambda p: any(
        [len(key) for key in each.alternate_keys] == [1, 2] for each in p.entities
    ),
}

PROPERTIES: Table = {
    **{name: property_of(f"Edm.{name}") for name in PRIMITIVES},
    "of a definition": property_of("TypeDefinition"),
    "of an enumeration": property_of("EnumType"),
    "of a complex type": property_of("ComplexType"),
    "primitive values": property_of("Primitive", many=True),
    "members": property_of("EnumType", many=True),
    "complex values": property_of("ComplexType", many=True),
    "some that can be null": lambda p: any(
        each.type.collection and each.type.nullable for each in p.properties
    ),
    "nullable, and not": lambda p: (
        {each.type.nullable for each in p.properties} == BOTH
    ),
    "decimal of so many digits": lambda p: any(
        each.type.precision and each.type.scale
        for each in p.properties
        if each.type.name == "Edm.Decimal"
    ),
    "decimal of any digits": lambda p: any(
        each.type.scale == "variable" for each in p.properties
    ),
    "default value": lambda p: any(each.default_value for each in p.properties),
    "default member": lambda p: any(
        each.default_value and p.kind(each.type) == "EnumType" for each in p.properties
    ),
    "computed": lambda p: is_annotated(p.properties, f"{CORE}Computed"),
    "only read": lambda p: any(
        each.computed and f"{CORE}Permissions" in each.annotations
        for each in p.properties
    ),
    "immutable": lambda p: has(p.properties, immutable=True),
    "pattern": lambda p: any(each.pattern for each in p.properties),
    "allowed values with names": lambda p: any(
        len([v for v in each.allowed_values if v.symbol]) > 1 for each in p.properties
    ),
    "media type of a stream": lambda p: is_annotated(p.properties, f"{CORE}MediaType"),
    "media types of a stream": lambda p: is_annotated(
        p.properties, f"{CORE}AcceptableMediaTypes"
    ),
    "media types of an entity": lambda p: is_annotated(
        p.entities, f"{CORE}AcceptableMediaTypes"
    ),
}

NAVIGATION: Table = {
    "contained, single": navigation(contained=True, many=False),
    "contained, many": navigation(contained=True, many=True),
    "single": navigation(contained=False, many=False),
    "many": navigation(contained=False, many=True),
    "partner of many": lambda p: any(
        each.partner and each.type.collection for each in p.navigations
    ),
    "constraint": lambda p: any(each.constraints for each in p.navigations),
    "what becomes of it": lambda p: has(p.navigations, on_delete="SetNull"),
    "to one that is always there": lambda p: any(
        not (each.type.nullable or each.type.collection) for each in p.navigations
    ),
    "to many of what derives from a type": lambda p: any(
        each.type.collection and len(list(p.model.descendants(each.type.name))) > 2
        for each in p.navigations
        if p.model.structured(each.type.name).abstract
    ),
    "to its own type": lambda p: any(
        has(kind.navigation_properties, type=each.type)
        for kind in p.entities
        for each in p.navigations
        if each.type.name == kind.name and not each.type.collection
    ),
    "to some derived types alone": lambda p: any(
        each.type.allowed_types for each in p.navigations
    ),
}

CONTAINER: Table = {
    "binding": lambda p: any(each.bindings for each in p.sets),
    "binding of a derived type, along containment": lambda p: any(
        "polar.Instrument/readings/observer" in each.bindings for each in p.sets
    ),
    "binding below a complex property": lambda p: any(
        "assignment/superior" in each.bindings for each in p.sets
    ),
    "set that is not listed": lambda p: has(p.sets, in_service_document=False),
    "singletons that may be missing, and not": lambda p: (
        {each.nullable for each in p.singletons} == BOTH
    ),
    "two sets of a type, of which one is only read": lambda p: any(
        other.entity_type == one.entity_type and other is not one
        for one in p.sets
        if _CHANGES.isdisjoint(_allowed(one.capabilities))
        for other in p.sets
        if _CHANGES.issubset(_allowed(other.capabilities))
    ),
    "put": sets_say(
        "UpdateRestrictions", "UpdateMethod", f"{CAPABILITIES}HttpMethod/PUT"
    ),
    "upsert": sets_say("UpdateRestrictions", "Upsertable", "true"),
    "no upsert": sets_say("UpdateRestrictions", "Upsertable", "false"),
    "by key alone": lambda p: any(
        values(each.annotations, f"{CAPABILITIES}ReadRestrictions", "Readable")
        == ["false", "true"]
        for each in p.sets
    ),
    "what is navigated to": sets_say(
        "NavigationRestrictions", "NavigationProperty", "health"
    ),
    "permission": sets_say("ReadRestrictions", "Scope", "People.Read"),
    "permission for some properties": sets_say(
        "ReadRestrictions", "RestrictedProperties", "id,name"
    ),
    "optimistic concurrency": lambda p: is_annotated(
        p.sets, f"{CORE}OptimisticConcurrency"
    ),
    "action import": lambda p: has(p.imports, action=True, entity_set=""),
    "action import into a set": lambda p: has(
        p.imports, action=True, entity_set="people"
    ),
    "function import": lambda p: has(p.imports, action=False, entity_set=""),
    "function import into a set": lambda p: has(
        p.imports, action=False, entity_set="people", in_service_document=True
    ),
    "import of overloads": lambda p: any(
        len(p.model.operations[each.operation]) > 1 for each in p.imports
    ),
}

OPERATIONS: Table = {
    "bound to an entity": bound_to("EntityType"),
    "bound to entities": bound_to("EntityType", many=True),
    "bound to a base type": bound_to("polar.Asset"),
    "bound to a complex value": bound_to("ComplexType"),
    "bound to nothing": lambda p: {one.bound for one in p.operations} == BOTH,
    "actions of a name": overloads_by_binding(Action),
    "functions of a name": overloads_by_binding(Function),
    "bound functions of a name and binding": overloads_by_parameters(bound=True),
    "unbound functions of a name": overloads_by_parameters(bound=False),
    "for types that name it": lambda p: any(
        one.explicit and any(one.name in t.explicit_operations for t in p.structured)
        for one in p.operations
    ),
    "path to the set of the result": lambda p: any(
        "/" in one.entity_set_path for one in p.operations
    ),
    "composable, to an entity": composable("EntityType"),
    "composable, to entities": composable("EntityType", many=True),
    "takes long": lambda p: any(
        "status monitor" in one.documentation.long_description for one in p.operations
    ),
    "returns nothing": lambda p: any(one.return_type is None for one in p.operations),
    **{
        f"returns {kind}, {many=}": result_of(kind, many=many)
        for kind in ("Primitive", "EnumType", "ComplexType", "EntityType")
        for many in (False, True)
    },
}

PARAMETERS: Table = {
    **{
        name: parameter_of(f"Edm.{name}")
        for name in ("DateTimeOffset", "Guid", "Duration", "Decimal", "Binary")
    },
    "member": parameter_of("polar.Season"),
    "flags": parameter_of("polar.Skills"),
    "complex value": parameter_of("ComplexType"),
    "texts": parameter_of("Edm.String", many=True),
    "complex values": parameter_of("ComplexType", many=True),
    "entity": parameter_of("EntityType"),
    "optional, with a default": lambda p: any(
        each.optional and each.default_value for each in p.parameters
    ),
    "nullable, and not": lambda p: (
        {each.type.nullable for each in p.parameters} == BOTH
    ),
}

SAID: Table = {
    "descriptions of most entity types": lambda p: (
        sum(bool(each.documentation.description) for each in p.entities)
        > len(p.entities) / 2
    ),
    "long description": lambda p: any(
        each.documentation.long_description for each in p.entities
    ),
    "description of a parameter, from elsewhere": lambda p: any(
        each.documentation.description for each in p.parameters
    ),
    "description of a result, from elsewhere": lambda p: any(
        f"{CORE}Description" in one.result_annotations for one in p.operations
    ),
    "deprecated property": lambda p: is_deprecated(p.properties),
    "deprecated navigation property": lambda p: is_deprecated(p.navigations),
    "deprecated operation": lambda p: is_deprecated(p.operations),
    "deprecated member": lambda p: is_deprecated(p.members),
    "links": lambda p: is_annotated(p.entities, f"{CORE}Links"),
}

NAMES: Table = {
    **{
        name: named(name)
        for name in ("class", "from", "list", "type", "etag", "id", "items", "import")
    },
    "self": lambda p: has(p.parameters, name="self"),
    "value": lambda p: has(p.parameters, name="value"),
    "letters beyond ASCII": lambda p: any(
        not each.name.isascii() for each in p.properties
    ),
}

TABLES = {
    "types": TYPES,
    "enums": ENUMS,
    "keys": KEYS,
    "properties": PROPERTIES,
    "navigation": NAVIGATION,
    "container": CONTAINER,
    "operations": OPERATIONS,
    "parameters": PARAMETERS,
    "said": SAID,
    "names": NAMES,
}
CONSTRUCTS = {
    f"{table}: {name}": question
    for table, questions in TABLES.items()
    for name, question in questions.items()
}


@cache
def everything() -> Parts:
    return Parts(read_model(DOCUMENT))


def test_reading_it_tells_nothing() -> None:
    model = everything().model
    assert (model.notices, model.remarks()) == ((), ())


@pytest.mark.parametrize("construct", CONSTRUCTS)
def test_it_has(construct: str) -> None:
    assert CONSTRUCTS[construct](everything())


def test_a_service_that_has_nothing_has_none_of_it(tmp_path: Path) -> None:
    path = tmp_path / "nothing.csdl"
    path.write_text(one_schema('<EntityContainer Name="C"/>'), "utf-8")
    nothing = Parts(read_model(path))
    assert [name for name, question in CONSTRUCTS.items() if question(nothing)] == []
