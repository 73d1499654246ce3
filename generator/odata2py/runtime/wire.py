"""From what a service sends to models: validators that never refuse an answer.

Constructors are strict, answers are not: metadata is not always right, and one odd
value must not cost the page that it came on. Each property of an answer is therefore
read as the union of its declared type, without coercion, and of whatever came instead.
What came instead is kept and reported once.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from pydantic_core import CoreSchema, PydanticOmit, SchemaValidator
from pydantic_core import core_schema as schema

from .lazy import LazyModel, find_model
from .models import Member, ODataModel, members
from .primitives import value_schema
from .reading import Mismatch, Reading

_ABSENT = object()
_TYPE_TAGS: list[list[str | int]] = [["@odata.type"], ["@type"]]


@cache
def wire_validator(model: type[ODataModel]) -> SchemaValidator:
    """The validator that reads one value of a declared type, or of a type derived."""
    return _validator(lambda models: models.declared(model))


@cache
def page_validator(model: type[ODataModel]) -> SchemaValidator:
    """The validator that reads a collection's page into a dict, items in ``value``."""
    return _validator(lambda models: _page(models.declared(model)))


@cache
def result_validator(annotation: Any) -> SchemaValidator:
    """The validator that reads a primitive result into a dict, itself in ``value``."""
    return _validator(
        lambda models: _values(
            value_schema(annotation, models.declared, _keeper("result", "value"))
        )
    )


@cache
def odd_page_validator(model: type[ODataModel]) -> SchemaValidator:
    """As ``page_validator``, for a page with items that are not JSON objects."""
    keep = _keeper(model.odata_type, "")
    return _validator(lambda models: _page(keep(models.declared(model))))


def _page(item: CoreSchema) -> CoreSchema:
    return _values(schema.list_schema(item))


def _values(value: CoreSchema) -> CoreSchema:
    return schema.typed_dict_schema(
        {"value": schema.typed_dict_field(value)}, extra_behavior="allow"
    )


def _validator(make: Callable[[_Models], CoreSchema]) -> SchemaValidator:
    models = _Models()
    main = make(models)
    return SchemaValidator(
        schema.definitions_schema(main, list(models.definitions.values()))
    )


class _Models:
    """The model schemas that one validator needs, each built once."""

    def __init__(self) -> None:
        self.definitions: dict[str, CoreSchema] = {}

    def declared(self, model: type[ODataModel | LazyModel]) -> CoreSchema:
        """A value declared as ``model``: the type that it names, else ``model``."""
        if issubclass(model, LazyModel):
            return _when_it_arrives(model)
        derived = vars(model).get("odata_derived", {})
        if not derived:
            return self.exactly(model)
        tagged = {
            tag: self.exactly(find_model(model.__module__, locator))
            for name, locator in derived.items()
            for tag in (f"#{name}", name)
        }
        return schema.union_schema(
            [
                schema.tagged_union_schema(tagged, _TYPE_TAGS),
                self.exactly(model),
            ],
            mode="left_to_right",
        )

    def exactly(self, model: type[ODataModel]) -> CoreSchema:
        reference = f"{model.__module__}.{model.__qualname__}"
        if reference not in self.definitions:
            self.definitions[reference] = schema.any_schema()  # ends the recursion
            self.definitions[reference] = schema.model_schema(
                model,
                schema.model_fields_schema(
                    {
                        member.name: self._field(model, member)
                        for member in members(model).values()
                    },
                    model_name=model.__name__,
                    extra_behavior="allow",
                ),
                config=schema.CoreConfig(extra_fields_behavior="allow"),
                ref=reference,
            )
        return schema.definition_reference_schema(reference)

    def _field(self, model: type[ODataModel], member: Member) -> schema.ModelField:
        keep = _keeper(model.odata_type, member.wire_name)
        declared = value_schema(member.annotation, self.declared, keep)
        if member.nullable:
            inner = schema.with_default_schema(keep(declared), default=None)
        else:
            inner = schema.with_default_schema(
                keep(declared), default=_ABSENT, validate_default=True
            )
        return schema.model_field(inner, validation_alias=member.wire_name)


def _when_it_arrives(model: type[LazyModel]) -> CoreSchema:
    """Reads values of a model whose module is imported when the first one arrives."""

    def read(value: object, info: schema.ValidationInfo) -> object:
        validator = wire_validator(model.resolve())
        return validator.validate_python(value, context=info.context)

    return schema.with_info_plain_validator_function(read)


def _keeper(odata_type: str, name: str) -> Callable[[CoreSchema], CoreSchema]:
    def kept(value: object, info: schema.ValidationInfo) -> object:
        if value is _ABSENT:
            raise PydanticOmit
        reading: Reading | None = info.context
        if reading is not None:
            _report(reading, Mismatch(odata_type, name, value))
        return value

    whatever_came = schema.with_info_plain_validator_function(kept)

    def keep(declared: CoreSchema) -> CoreSchema:
        return schema.union_schema([declared, whatever_came], mode="left_to_right")

    return keep


def _report(reading: Reading, mismatch: Mismatch) -> None:
    if reading.strict:
        raise ValueError("a value of another type than the metadata declares")
    place = (mismatch.odata_type, mismatch.property)
    if place not in reading.seen:
        reading.seen.add(place)
        reading.on_mismatch(mismatch)
