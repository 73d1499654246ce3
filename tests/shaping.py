"""JSON Schemas of slices, and validators of what they define."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker

from odata2py.csdl.model import Model
from odata2py.export.schema.document import json_schema
from odata2py.export.schema.naming import name_definitions
from odata2py.export.schema.primitives import Schema
from odata2py.plan.package import Naming, name_types
from odata2py.slicing.slicer import slice_model

_RFC_3339 = re.compile(
    r"\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]\d\d:\d\d)"
)
FORMATS = FormatChecker(["date", "uuid"])


@FORMATS.checks("date-time")
def _is_date_time(value: object) -> bool:
    return not isinstance(value, str) or _RFC_3339.fullmatch(value) is not None


def document_of(
    model: Model,
    include: Sequence[str] = ("/**",),
    exclude: Sequence[str] = (),
    derived: str = "abstract",
    **names: Any,
) -> Schema:
    """The document of a slice of a model."""
    properties = names.pop("properties", {})
    part = slice_model(model, include, exclude, derived, frozenset(), properties)
    naming = Naming("package", "Client", names.pop("ledger", {}), names)
    definitions = name_definitions(part, name_types(part, naming))
    document = json_schema(model, part, definitions)
    Draft202012Validator.check_schema(document)
    return document


def validator(document: Schema, name: str) -> Draft202012Validator:
    """A validator of what a document defines by that name; formats are asserted."""
    root = {**document, "$ref": f"#/$defs/{name}"}
    return Draft202012Validator(root, format_checker=FORMATS)


def faults(document: Schema, name: str, value: object) -> list[str]:
    """What is wrong with a value that should be as defined."""
    return [fault.message for fault in validator(document, name).iter_errors(value)]


def references(schema: object) -> set[str]:
    """The names of the definitions that a schema refers to, as they are written."""
    if isinstance(schema, list):
        return set[str]().union(*map(references, schema))
    if not isinstance(schema, dict):
        return set()
    found = set[str]().union(*map(references, schema.values()))
    return found | {schema["$ref"]} if "$ref" in schema else found
