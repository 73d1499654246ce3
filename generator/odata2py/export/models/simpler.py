"""A document as code generators understand it.

A validator refuses, a class has members: what only refuses is left out, primitive types
stand where they are used, and a choice of types is no more than that.
"""

from __future__ import annotations

import textwrap
from urllib.parse import unquote

from msgspec import Struct

from odata2py.export.models.flavours import PYTHON_TYPES, Flavour
from odata2py.export.models.names import Names
from odata2py.export.schema.primitives import PRIMITIVES, Schema
from odata2py.plan.docs import WIDTH

_ONLY_REFUSES = frozenset(
    {"additionalProperties", "patternProperties", "unevaluatedProperties"}
)
_SAYS_MORE = frozenset({"contentEncoding", "examples", "readOnly"})
_OF_DEFINITIONS = "#/$defs/"
_BESIDE_REFERENCES = ("description", "deprecated")
_CHOICES = ("allOf", "anyOf", "oneOf")


def simpler(document: Schema, flavour: Flavour, names: Names) -> Schema:
    """The document for models of a flavour, with what the writer is told besides.

    Its definitions are called as the classes are.
    """
    steps = _Steps(flavour, names)
    definitions = {
        names.classes[name]: steps.definition(name, schema)
        for name, schema in document["$defs"].items()
        if name not in PRIMITIVES
    }
    return {"$schema": document["$schema"], "$defs": definitions}


class _Steps(Struct, frozen=True):
    flavour: Flavour
    names: Names

    def definition(self, name: str, schema: Schema) -> Schema:
        named = {key: value for key, value in schema.items() if key != "title"}
        if constants := named.pop("oneOf", ()):
            named["enum"] = [each["const"] for each in constants]
        if "enum" not in named:
            return self._schema(named)
        members = list(self.names.members[name])
        return {**self._keywords(named), "x-enum-varnames": members}

    def _schema(self, schema: Schema) -> Schema:
        target = schema.get("$ref", "").removeprefix(_OF_DEFINITIONS)
        if target in PRIMITIVES:
            beside = {key: value for key, value in schema.items() if key != "$ref"}
            known = self._primitive(target, is_free="enum" not in schema)
            return self._schema({**known, **beside})
        if target:
            said = {key: schema[key] for key in _BESIDE_REFERENCES if key in schema}
            name = self.names.classes[unquote(target)]
            return self._keywords({"$ref": _OF_DEFINITIONS + name, **said})
        if self.flavour is Flavour.MSGSPEC and _is_choice_of_classes(schema):
            # Structs are told apart by a tag that all have; OData's is often left out.
            return {}
        found = self._keywords(schema)
        return _in_one(_as_literals(found))

    def _keywords(self, schema: Schema) -> Schema:
        return {
            key: self._keyword(key, value)
            for key, value in schema.items()
            if key not in _ONLY_REFUSES | _SAYS_MORE
        }

    def _keyword(self, key: str, value: object) -> object:
        if isinstance(value, str) and key == "description":
            # It is an argument in structs, and text between quotes elsewhere.
            return value if self.flavour is Flavour.MSGSPEC else _wrapped(value)
        if isinstance(value, dict) and key == "properties":
            return {name: self._schema(inside) for name, inside in value.items()}
        if isinstance(value, dict):
            return self._schema(value)
        if isinstance(value, list) and key in _CHOICES:
            return [self._schema(each) for each in value]
        return value

    def _primitive(self, name: str, *, is_free: bool) -> Schema:
        """A primitive type; one that is free can have any value of it."""
        schema = PRIMITIVES[name]
        if schema.get("type") == "object":
            return {"type": "object"}
        python_type = PYTHON_TYPES[self.flavour].get(name)
        if python_type and is_free:
            return {"type": schema["type"], "x-python-type": python_type}
        return {k: v for k, v in schema.items() if k not in ("pattern", "format")}


def _is_choice_of_classes(schema: Schema) -> bool:
    return sum("$ref" in choice for choice in schema.get("anyOf", ())) > 1


def _wrapped(text: str) -> str:
    """A text in lines that fit where a member is described."""
    wrap = textwrap.TextWrapper(
        WIDTH - 4, break_long_words=False, break_on_hyphens=False
    )
    return "\n\n".join(map(wrap.fill, text.split("\n\n")))


def _as_literals(schema: Schema) -> Schema:
    """Values of a property need no class of their own; fractions are no literals.

    One value is a choice of one, or structs would have that of the base type.
    """
    if "const" in schema:
        rest = {key: value for key, value in schema.items() if key != "const"}
        return _as_literals({**rest, "enum": [schema["const"]]})
    if "enum" not in schema:
        return schema
    if any(isinstance(value, float) for value in schema["enum"]):
        return {key: value for key, value in schema.items() if key != "enum"}
    return {**schema, "x-enum-field-as-literal": True}


def _in_one(schema: Schema) -> Schema:
    """A number or null as one type, or the number would get an alias of its own."""
    choices = schema.get("anyOf", ())
    if len(choices) != 2 or "minimum" not in choices[0]:
        return schema
    number, null = choices
    rest = {key: value for key, value in schema.items() if key != "anyOf"}
    return {**rest, **number, "type": [number["type"], null["type"]]}
