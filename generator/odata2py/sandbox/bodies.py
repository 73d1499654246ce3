"""Request bodies, checked against the model.

OData Protocol 4.01, sections 11.4.2 (create), 11.4.3 (update) and 11.5.5 (parameters of
actions), and JSON Format 4.01, sections 4.5 and 7. All faults of a body are found, not
only the first one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from msgspec import Struct, field

from odata2py.csdl.model import (
    EnumType,
    Model,
    Operation,
    Property,
    StructuredType,
    TypeReference,
)
from odata2py.errors import nearest
from odata2py.sandbox import literals
from odata2py.sandbox.errors import (
    CODES,
    Detail,
    bad_request,
    not_implemented,
    refuse_all,
)
from odata2py.sandbox.primitives import Json, enum_value, primitive, underlying
from odata2py.sandbox.samples import complete, has_default

TYPE_NAMES = ("@odata.type", "@type")
WIDE = ("Edm.Int64", "Edm.Decimal")
NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")


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
    model: Model, declared: str, body: Mapping[str, Json], *, wide_as_text: bool = False
) -> tuple[str, dict[str, Json]]:
    """The type and the values of an entity to be created.

    Computed properties in the body are ignored (Core.Computed); other properties that
    must have a value and have no default must be there, key properties excepted.
    """
    check = _Check(model, wide_as_text)
    type_name = check.type_of(declared, body, "")
    values = check.structure(type_name, body, "")
    keys = model.key_properties(type_name)
    for prop in model.properties(type_name):
        if not (prop.name in keys or prop.computed or has_default(prop)):
            check.required(prop, values, "")
    check.finish()
    return type_name, values


def changes(
    model: Model,
    type_name: str,
    current: Mapping[str, Json],
    body: Mapping[str, Json],
    *,
    wide_as_text: bool = False,
) -> dict[str, Json]:
    """The values that an update changes: complex values are merged, lists replaced.

    Key and computed properties in the body are ignored; an immutable property may only
    be sent with the value that it has.
    """
    check = _Check(model, wide_as_text, updating=True)
    if check.type_of(type_name, body, "", current=type_name) != type_name:
        check.fault(TYPE_NAMES[0], f"The entity is and remains a {type_name}")
    values = check.structure(type_name, body, "", current=current)
    check.finish()
    keys = model.key_properties(type_name)
    return {name: value for name, value in values.items() if name not in keys}


def parameters(
    model: Model,
    operation: Operation,
    body: Mapping[str, Json],
    *,
    wide_as_text: bool = False,
) -> dict[str, Json]:
    """The arguments of an action; those that may be null may be absent as well."""
    check = _Check(model, wide_as_text)
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
    model: Model, function: Operation, given: Mapping[str, Json]
) -> dict[str, Json]:
    """The arguments of a function, with the defaults of optional ones left out."""
    check = _Check(model, wide_as_text=False)
    values: dict[str, Json] = {}
    for each in function.own_parameters:
        if each.name in given:
            values[each.name] = check.value(each.type, given[each.name], each.name)
        elif each.default_value is not None:
            text = each.default_value
            values[each.name] = literals.parse_plain(model, each.type.name, text)
    check.finish()
    return values


class _Check(Struct):
    """One walk over a body that collects its faults."""

    model: Model
    wide_as_text: bool
    updating: bool = False
    faults: list[Detail] = field(default_factory=list)

    def finish(self) -> None:
        if self.faults:
            raise refuse_all(self.faults)

    def fault(self, target: str, what: str, hint: str = "") -> None:
        message = f"{what}; {hint}" if hint else f"{what}."
        self.faults.append(Detail(CODES[400], message, target))

    def required(self, prop: Property, values: Mapping[str, Json], at: str) -> None:
        if prop.name not in values:
            self.fault(at + prop.name, f"{prop.name} is required")

    def type_of(
        self, declared: str, body: Mapping[str, Json], at: str, current: str = ""
    ) -> str:
        """The type that a body says it is of, else the current or the declared one."""
        found = [body[name] for name in TYPE_NAMES if name in body]
        if not found:
            self._instantiable(current or declared, at)
            return current or declared
        sent = str(found[0]).rpartition("#")[2]
        if sent == declared or sent in self.model.descendants(declared):
            self._instantiable(sent, at)
            return sent
        known = self.model.types.get(current)
        line = self.model.lineage(current) if known else ()
        if sent not in [kind.name for kind in line]:
            message = f"{sent} is not {declared} or derived from it"
            self.fault(at + TYPE_NAMES[0], message)
        return current or declared

    def _instantiable(self, type_name: str, at: str) -> None:
        if self.model.structured(type_name).abstract:
            message = f"{type_name} is abstract: @odata.type must name a derived type"
            self.fault(at + TYPE_NAMES[0], message)

    def structure(
        self,
        type_name: str,
        body: Mapping[str, Json],
        at: str,
        *,
        current: Mapping[str, Json] | None = None,
    ) -> dict[str, Json]:
        """The values of an object, without annotations and computed properties."""
        model = self.model
        known = {prop.name: prop for prop in model.properties(type_name)}
        links = {nav.name for nav in model.navigation_properties(type_name)}
        is_open = any(kind.open_type for kind in model.lineage(type_name))
        values: dict[str, Json] = {}
        for name, value in body.items():
            place = at + name
            if name.partition("@")[0] in links:
                raise not_implemented(f"{name}: related entities in a body.")
            if "@" in name:
                continue
            if name in known:
                if not known[name].computed:
                    values[name] = self._property(known[name], value, place, current)
            elif is_open:
                values[name] = value
            else:
                hint = nearest(name, known)
                self.fault(place, f"{type_name} has no property {name!r}", hint)
        return values

    def _property(
        self, prop: Property, value: Json, at: str, current: Mapping[str, Json] | None
    ) -> Json:
        before = current.get(prop.name) if current is not None else None
        found = self.value(prop.type, value, at, before)
        if current is not None and prop.immutable and found != before:
            self.fault(at, f"{prop.name} cannot be changed")
        for item in found if isinstance(found, list) else [found]:
            self._restrictions(prop, item, at)
        return found

    def _restrictions(self, prop: Property, value: Json, at: str) -> None:
        """What Validation.Pattern and Validation.AllowedValues say."""
        if value is None:
            return
        if prop.pattern and not _matches(prop.pattern, str(value)):
            self.fault(at, f"{value!r} does not match {prop.pattern}")
        allowed = [each.value for each in prop.allowed_values]
        if allowed and str(value) not in allowed:
            self.fault(at, f"{value!r} is not one of {', '.join(allowed)}")

    def value(
        self, type_: TypeReference, value: Json, at: str, before: Json = None
    ) -> Json:
        """A value as it is stored; a fault where it is not of the type."""
        if type_.collection:
            if not isinstance(value, list):
                self.fault(at, "A JSON array is expected")
                return value
            return [
                self._item(type_, item, f"{at}/{number}", None)
                for number, item in enumerate(value)
            ]
        return self._item(type_, value, at, before)

    def _item(self, type_: TypeReference, value: Json, at: str, before: Json) -> Json:
        if value is None:
            if not type_.nullable:
                self.fault(at, "null is not allowed")
            return None
        name = underlying(self.model, type_.name)
        known = self.model.types.get(name)
        if isinstance(known, StructuredType):
            return self._complex(known.name, value, at, before)
        if isinstance(known, EnumType):
            if enum_value(known, value) is None:
                hint = nearest(str(value), (each.name for each in known.members))
                self.fault(at, f"{value!r} is not a member of {name}", hint)
            return value
        return self._primitive(type_, name, value, at)

    def _primitive(self, type_: TypeReference, name: str, value: Json, at: str) -> Json:
        as_text = self.wide_as_text and name in WIDE and isinstance(value, str)
        if as_text and NUMBER.fullmatch(value):
            value = json.loads(value)
        kind = primitive(name)
        if not kind.accepts(value):
            self.fault(at, f"{kind.expected} is expected, not {json.dumps(value)}")
        elif kind.category == "string" and not _fits(value, type_.max_length):
            self.fault(at, f"At most {type_.max_length} characters are allowed")
        return value

    def _complex(self, declared: str, value: Json, at: str, before: Json) -> Json:
        if not isinstance(value, dict):
            self.fault(at, "A JSON object is expected")
            return value
        current = before if self.updating and isinstance(before, dict) else None
        had = str((current or {}).get(TYPE_NAMES[0], "#" + declared))[1:]
        known = "" if current is None else had
        sent = self.type_of(declared, value, at + "/", known)
        if sent != had:
            current = None
        values = self.structure(sent, value, at + "/", current=current)
        if current is not None:
            return {**current, **values}
        for prop in self.model.properties(sent):
            if not (prop.computed or has_default(prop)):
                self.required(prop, values, at + "/")
        whole = complete(self.model, sent, values)
        return whole if sent == declared else {TYPE_NAMES[0]: f"#{sent}", **whole}


def _matches(pattern: str, text: str) -> bool:
    try:
        return re.search(pattern, text) is not None
    except re.error:  # patterns are ECMAScript's, which Python reads for the most part
        return True


def _fits(text: str, max_length: int | None) -> bool:
    return max_length is None or len(text) <= max_length


def _refuse_constant(text: str) -> Json:
    raise ValueError(f"{text} is not a JSON value")
