"""Values in request bodies, checked against the model.

OData JSON Format 4.01, sections 4.5 (control information), 7 (values), 8.5 (bind
operations) and 14 (entity references).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

from msgspec import Struct, field

from odata2py.csdl.keys import key_properties
from odata2py.csdl.model import (
    EntityType,
    EnumType,
    Model,
    NavigationProperty,
    Property,
    StructuredType,
    TypeReference,
)
from odata2py.errors import nearest
from odata2py.sandbox.errors import CODES, Detail, not_implemented, refuse_all
from odata2py.sandbox.primitives import (
    Json,
    enum_value,
    longest,
    primitive,
    underlying,
)
from odata2py.sandbox.samples import STREAM, complete, has_default
from odata2py.sandbox.storage import Stream

TYPE_NAMES = ("@odata.type", "@type")
IDS = ("@odata.id", "@id")
WIDE = ("Edm.Int64", "Edm.Decimal")
NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")


class Related(Struct):
    """What a body says of a navigation property.

    ``ids`` are of entities to link, ``drafts`` are to be created and linked; with
    ``replaces`` nothing else remains linked.
    """

    ids: list[str] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    replaces: bool = False


class Draft(Struct):
    """An entity to be, or its changes: type, values, and what is related.

    ``whole`` says that the entity has no other values.
    ``related`` goes by the path to a navigation property, without casts.
    """

    type: str
    values: dict[str, Json]
    whole: bool = True
    related: dict[str, Related] = field(default_factory=dict)
    media: Stream | None = None


class Check(Struct):
    """One walk over a body that collects its faults."""

    model: Model
    wide_as_text: bool
    updating: bool = False
    fills_in: bool = False
    faults: list[Detail] = field(default_factory=list)
    base: str = ""
    related: dict[str, Related] = field(default_factory=dict)

    def finish(self) -> None:
        if self.faults:
            raise refuse_all(self.faults)

    def fault(self, target: str, what: str, hint: str = "") -> None:
        message = f"{what}; {hint}" if hint else f"{what}."
        self.faults.append(Detail(CODES[400], message, target))

    def entity(self, declared: str, body: Mapping[str, Json], at: str = "") -> Draft:
        """An entity to be created, with those that are created along with it."""
        outer = self.base, self.related
        self.base, self.related = at, {}
        type_name = self.type_of(declared, body, at)
        values = self.structure(type_name, body, at)
        keys = key_properties(self.model, type_name)
        for prop in self.model.properties(type_name):
            if not (prop.name in keys or prop.computed or has_default(prop)):
                self.required(prop, values, at)
        found = Draft(type_name, values, related=self.related)
        self.base, self.related = outer
        return found

    def required(self, prop: Property, values: Mapping[str, Json], at: str) -> None:
        if prop.name not in values and not self.fills_in:
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
        links = {nav.name: nav for nav in model.navigation_properties(type_name)}
        is_open = any(kind.open_type for kind in model.lineage(type_name))
        values: dict[str, Json] = {}
        for name, value in body.items():
            place = at + name
            base, _, annotation = name.partition("@")
            if base in links:
                self._related(links[base], annotation, value, at)
            elif "@" in name:
                continue
            elif name in known:
                if not (known[name].computed or known[name].type.name == STREAM):
                    values[name] = self._property(known[name], value, place, current)
            elif is_open:
                values[name] = value
            else:
                hint = nearest(name, known)
                self.fault(place, f"{type_name} has no property {name!r}", hint)
        return values

    def _related(
        self, nav: NavigationProperty, annotation: str, value: Json, at: str
    ) -> None:
        """What is said of a navigation property: a bind operation, or entities."""
        place = at + nav.name
        path = place.removeprefix(self.base)
        if re.search(r"/\d+/", path):
            raise not_implemented(f"{place}: related entities in a list of values.")
        found = self.related.setdefault(path, Related())
        if annotation in ("odata.bind", "bind"):
            found.ids += self._ids(nav, value, f"{place}@{annotation}")
            found.replaces |= not nav.type.collection
        elif not annotation:
            found.replaces |= self.updating or not nav.type.collection
            for number, item in enumerate(self._items(nav, value, place)):
                where = f"{place}/{number}" if nav.type.collection else place
                self._nested(nav, item, found, where)
        elif annotation in ("odata.delta", "delta"):
            raise not_implemented(f"{place}@{annotation}: changes of relationships.")

    def _nested(
        self, nav: NavigationProperty, item: Json, found: Related, at: str
    ) -> None:
        if not isinstance(item, dict):
            self.fault(at, "A JSON object is expected")
            return
        ids = [item[name] for name in IDS if name in item]
        if any("@" not in name for name in item) or not ids:
            if self.updating or ids:
                raise not_implemented(f"{at}: updates of related entities.")
            found.drafts.append(self.entity(nav.type.name, item, at + "/"))
        else:
            found.ids += self._ids(nav, ids[:1] if nav.type.collection else ids[0], at)

    def _items(self, nav: NavigationProperty, value: Json, at: str) -> Sequence[Json]:
        if nav.type.collection:
            if isinstance(value, list):
                return value
            self.fault(at, "A JSON array is expected")
            return ()
        if value is None and not nav.type.nullable:
            self.fault(at, "null is not allowed")
        return () if value is None else (value,)

    def _ids(self, nav: NavigationProperty, value: Json, at: str) -> list[str]:
        if value is None and not nav.type.collection:
            self._items(nav, None, at)
            return []
        many = isinstance(value, list)
        ids = value if isinstance(value, list) else [value]
        if many != nav.type.collection or not all(isinstance(x, str) for x in ids):
            what = "An array of URLs" if nav.type.collection else "A URL"
            self.fault(at, f"{what} is expected")
            return []
        return ids

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
        if isinstance(known, EntityType):
            return self._entity_value(known.name, value, at)
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
        elif kind.category == "string":
            most = longest(self.model, type_)
            if most is not None and len(value) > most:
                self.fault(at, f"At most {most} characters are allowed")
        return value

    def _entity_value(self, declared: str, value: Json, at: str) -> Json:
        """An entity as a parameter: some of its values, or a reference (11.5.4.1)."""
        if not isinstance(value, dict):
            self.fault(at, "A JSON object is expected")
            return value
        if any(name in value for name in IDS):
            return value
        type_name = self.type_of(declared, value, at + "/")
        return self.structure(type_name, value, at + "/")

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
