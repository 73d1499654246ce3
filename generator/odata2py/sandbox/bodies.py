"""Request bodies, checked against the model.

OData Protocol 4.01, sections 11.4.2 (create), 11.4.3 (update) and 11.5.5 (parameters of
actions), and JSON Format 4.01, sections 4.5 and 7. All faults of a body are found, not
only the first one.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from odata2py.csdl.keys import key_properties
from odata2py.csdl.model import (
    Function,
    Model,
    Operation,
    StructuredType,
    TypeReference,
)
from odata2py.errors import nearest
from odata2py.sandbox import keys, literals
from odata2py.sandbox.checking import IDS, TYPE_NAMES, Check, Draft
from odata2py.sandbox.errors import bad_request
from odata2py.sandbox.primitives import Json
from odata2py.sandbox.samples import complete, has_default


def decode(body: bytes) -> dict[str, Json]:
    """The object of a JSON body; an empty body is an empty object."""
    if not body.strip():
        return {}
    try:
        value = json.loads(body, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as fault:
        raise bad_request(f"The body is not JSON: {fault}.") from None
    if not isinstance(value, dict):
        raise bad_request("The body must be a JSON object.")
    return value


def new_entity(
    model: Model,
    declared: str,
    body: Mapping[str, Json],
    *,
    wide_as_text: bool = False,
    fills_in: bool = False,
) -> Draft:
    """An entity to be created.

    Computed properties in the body are ignored (Core.Computed); other properties that
    must have a value and have no default must be there, key properties excepted,
    unless the service fills them in.
    """
    check = Check(model, wide_as_text, fills_in=fills_in)
    draft = check.entity(declared, body)
    check.finish()
    return draft


def changes(
    model: Model,
    type_name: str,
    current: Mapping[str, Json],
    body: Mapping[str, Json],
    *,
    wide_as_text: bool = False,
) -> Draft:
    """What an update changes: complex values are merged, lists replaced.

    Key and computed properties in the body are ignored; an immutable property may only
    be sent with the value that it has.
    """
    check = Check(model, wide_as_text, updating=True)
    values = _of_existing(check, type_name, current, body)
    check.finish()
    return Draft(type_name, values, whole=False, related=check.related)


def replacement(
    model: Model,
    type_name: str,
    current: Mapping[str, Json],
    body: Mapping[str, Json],
    *,
    wide_as_text: bool = False,
) -> Draft:
    """All values of an entity that is replaced (Protocol 4.01, section 11.4.3).

    What is absent has its default or null; key, computed and immutable properties stay
    as they are.
    """
    check = Check(model, wide_as_text)
    values = _of_existing(check, type_name, current, body)
    keys = key_properties(model, type_name)
    stays: dict[str, Json] = {}
    for prop in model.properties(type_name):
        if prop.name in keys or prop.computed or prop.immutable:
            stays |= {n: v for n, v in current.items() if n == prop.name}
        elif not has_default(prop):
            check.required(prop, values, "")
    check.finish()
    whole = complete(model, type_name, {**values, **stays})
    return Draft(type_name, whole, related=check.related)


def property_changes(
    model: Model,
    entity_type: str,
    current: Mapping[str, Json],
    names: Sequence[str],
    type_: TypeReference,
    value: Json,
    *,
    merge: bool,
    wide_as_text: bool = False,
) -> Draft:
    """What changes in an entity where a property is set; ``names`` lead to it.

    With ``merge`` the parts of a complex value that are not given stay as they are.
    """
    body = value
    for name in reversed(names):
        body = {name: body}
    check = Check(model, wide_as_text, updating=True)
    values = check.structure(entity_type, body, "", current=current)
    if not merge:
        at = "/".join(names)
        whole = Check(model, wide_as_text).value(type_, value, at)
        values = keys.with_value(values, names, whole)
    check.finish()
    return Draft(entity_type, values, whole=False, related=check.related)


def property_names(model: Model, kind: object) -> frozenset[str]:
    """The names of the properties of a structured type; none of any other type."""
    if not isinstance(kind, StructuredType):
        return frozenset()
    return frozenset(prop.name for prop in model.properties(kind.name))


def entity_id(body: Mapping[str, Json]) -> str:
    """The id in an entity reference (JSON Format 4.01, section 14)."""
    found = [body[name] for name in IDS if name in body]
    if len(found) != 1 or not isinstance(found[0], str):
        raise bad_request("An entity reference is expected: one @odata.id.")
    return found[0]


def parameters(
    model: Model,
    operation: Operation,
    body: Mapping[str, Json],
    *,
    wide_as_text: bool = False,
) -> dict[str, Json]:
    """The arguments of an action; those that may be null may be absent as well."""
    check = Check(model, wide_as_text)
    known = {each.name: each for each in operation.own_parameters}
    values: dict[str, Json] = {}
    for name, value in body.items():
        if name in known:
            values[name] = check.value(known[name].type, value, name)
        elif "@" not in name:
            hint = nearest(name, known)
            check.fault(name, f"{operation.name} has no parameter {name!r}", hint)
    for each in known.values():
        needed = not (each.optional or each.type.nullable or each.type.collection)
        if needed and each.name not in values:
            check.fault(each.name, f"The parameter {each.name} is missing")
    check.finish()
    return values


def arguments(
    model: Model, function: Function, given: Mapping[str, Json]
) -> dict[str, Json]:
    """The arguments of a function, with the defaults of optional ones left out."""
    check = Check(model, wide_as_text=False)
    values: dict[str, Json] = {}
    for each in function.own_parameters:
        if each.name in given:
            values[each.name] = check.value(each.type, given[each.name], each.name)
        elif each.default_value is not None:
            text = each.default_value
            values[each.name] = literals.parse_plain(model, each.type.name, text)
    check.finish()
    return values


def _of_existing(
    check: Check,
    type_name: str,
    current: Mapping[str, Json],
    body: Mapping[str, Json],
) -> dict[str, Json]:
    """What a body says of an entity that there is, without its key."""
    if check.type_of(type_name, body, "", current=type_name) != type_name:
        check.fault(TYPE_NAMES[0], f"The entity is and remains a {type_name}")
    values = check.structure(type_name, body, "", current=current)
    keys = key_properties(check.model, type_name)
    return {name: value for name, value in values.items() if name not in keys}


def _refuse_constant(text: str) -> Json:
    raise ValueError(f"{text} is not a JSON value")
