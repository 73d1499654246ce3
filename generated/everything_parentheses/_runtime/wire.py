"""From what a service sends to models: validators that never refuse an answer.

Constructors are strict, answers are not: metadata is not always right, and one odd
value must not cost the page that it came on. Most answers are as declared, and are read
exactly, which is fast. The others are read once more, each property as the union of its
declared type and of whatever came instead, which is kept and reported.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, cached_property, partial
from typing import Any, cast

from pydantic import ValidationError
from pydantic_core import CoreSchema, PydanticOmit, SchemaValidator
from pydantic_core import core_schema as schema

from . import jsontext
from .lazy import LazyModel, find_model
from .models import Member, ODataModel, members, named_type, type_name
from .primitives import value_schema
from .reading import Mismatch, Reading

_ABSENT = object()
_TYPE_TAGS: list[list[str | int]] = [["@odata.type"], ["@type"]]


class HookFailure(Exception):
    """Carries what the hook for mismatches raised past pydantic, which eats some."""

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self.error = error


class Wire:
    """How one kind of answer is read: exactly, or leniently where that fails.

    Derived types are looked up when the first value of theirs comes: a base can have
    hundreds of them, in as many modules, and an answer names a few.
    """

    def __init__(self, make: Callable[[_Models], CoreSchema]) -> None:
        self._validators = _Validators(make, frozenset())

    def read(self, content: bytes, reading: Reading) -> Any:
        """The value of a JSON text.

        Raises ValueError for what is no JSON or has another outline, and where reading
        is strict pydantic.ValidationError for any value of another type.
        """
        validators = self._validators
        try:
            return validators.exact.validate_json(content)
        except ValidationError:
            data = jsontext.load(content)
            if self._meets_types(data, validators):
                return self.read(content, reading)
            if reading.strict:
                return validators.exact.validate_python(data)
            return self.lenient_value(data, reading)

    def exact_value(self, data: Any) -> Any:
        """The value of JSON data that is as declared; nothing is coerced."""
        validators = self._validators
        try:
            return validators.exact.validate_python(data)
        except ValidationError:
            if self._meets_types(data, validators):
                return self.exact_value(data)
            raise

    def lenient_value(self, data: Any, reading: Reading | None = None) -> Any:
        """The value of any JSON data; ``reading`` hears of mismatches."""
        validators = self._validators
        validator = validators.lenient
        if self._meets_types(data, validators):
            return self.lenient_value(data, reading)
        return validator.validate_python(data, context=reading)

    def _meets_types(self, data: Any, validators: _Validators) -> bool:
        """Whether data names derived types that the validators do not know."""
        if not validators.unmet:
            return False
        new = validators.unmet.intersection(_named_types(data))
        if new:
            self._validators = _Validators(validators.make, validators.met | new)
        return bool(new)


class _Validators:
    """What reads one kind of answer.

    met: the derived types that are told from their bases; unmet: those that are not,
    which is known when one of the validators was made.
    """

    def __init__(
        self, make: Callable[[_Models], CoreSchema], met: frozenset[str]
    ) -> None:
        self.make = make
        self.met = met
        self.unmet: frozenset[str] = frozenset()

    @cached_property
    def exact(self) -> SchemaValidator:
        """Reads what is as declared; nothing is coerced."""
        return self._validator(_Models(self.met, lenient=False))

    @cached_property
    def lenient(self) -> SchemaValidator:
        """Reads anything; the context, a ``Reading`` or None, hears of mismatches."""
        return self._validator(_Models(self.met, lenient=True))

    def _validator(self, models: _Models) -> SchemaValidator:
        main = self.make(models)
        self.unmet = frozenset(models.unmet)
        return _built(
            schema.definitions_schema(main, list(models.definitions.values()))
        )


def _named_types(data: Any) -> Iterator[str]:
    """The types that values in JSON data say they have."""
    waiting = [data]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            tag = value.get("@odata.type", value.get("@type"))
            if isinstance(tag, str):
                yield type_name(tag)
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)


def _built(definitions: CoreSchema) -> SchemaValidator:
    # Else pydantic puts the strict validators of classes that were used before in the
    # place of these. Wrapping (see models) keeps it from that as well, in all versions,
    # but not for types that contain themselves.
    build: Any = SchemaValidator
    try:
        return cast(SchemaValidator, build(definitions, _use_prebuilt=False))
    except TypeError:
        return SchemaValidator(definitions)


@cache
def entity_wire(model: type[ODataModel]) -> Wire:
    """Reads one value of a declared type, or of a type derived from it."""
    return Wire(lambda models: models.declared(model))


@cache
def page_wire(model: type[ODataModel]) -> Wire:
    """Reads a page of a collection into a dict, its items in ``value``."""
    return Wire(
        lambda models: _values(
            schema.list_schema(
                models.kept(models.declared(model), model.odata_type, ""),
                fail_fast=not models.lenient,
            )
        )
    )


@cache
def result_wire(annotation: Any) -> Wire:
    """Reads a primitive result into a dict, itself in ``value``."""
    return Wire(lambda models: _values(models.value(annotation, "result", "value")))


@cache
def values_wire(annotation: Any) -> Wire:
    """Reads a page of primitive values into a dict, these in ``value``.

    annotation: that of the page, as in ``list[str]``.
    """

    def make(models: _Models) -> CoreSchema:
        keep = partial(models.kept, odata_type="result", name="value")
        return _values(value_schema(annotation, models.declared, keep))

    return Wire(make)


def _values(value: CoreSchema) -> CoreSchema:
    return schema.typed_dict_schema(
        {"value": schema.typed_dict_field(value)}, extra_behavior="allow"
    )


class _Models:
    """The model schemas that one validator needs, each built once.

    met: the derived types that are told from their bases; unmet: those that are not.
    """

    def __init__(self, met: frozenset[str], *, lenient: bool) -> None:
        self.met = met
        self.unmet: set[str] = set()
        self.lenient = lenient
        self.definitions: dict[str, CoreSchema] = {}

    def declared(self, model: type[ODataModel | LazyModel]) -> CoreSchema:
        """A value declared as ``model``: the type that it names, else ``model``."""
        if issubclass(model, LazyModel):
            return _when_it_arrives(model, self.lenient)
        base = self.exactly(model)
        derived = vars(model).get("odata_derived", {})
        self.unmet |= derived.keys() - self.met
        named = {
            name: self.exactly(find_model(model.__module__, locator))
            for name, locator in derived.items()
            if name in self.met
        }
        if derived and not self.lenient:
            refuse = _refuser(frozenset(derived))
            base = schema.no_info_after_validator_function(refuse, base)
        return self._told_apart(named, base) if named else base

    def _told_apart(self, named: dict[str, CoreSchema], base: CoreSchema) -> CoreSchema:
        """A value of the type that it names, or of the base."""
        usual = {
            tag: kind for name, kind in named.items() for tag in (name, f"#{name}")
        }
        tagged = schema.tagged_union_schema(usual, _TYPE_TAGS)
        unusual = schema.tagged_union_schema(named, _unusual_name(frozenset(usual)))
        if self.lenient:
            return _either(tagged, unusual, base)
        # The last is slow, and hardly ever needed.
        return _either(tagged, base, unusual)

    def exactly(self, model: type[ODataModel]) -> CoreSchema:
        """A value of that type and no other."""
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

    def value(self, annotation: Any, odata_type: str, name: str) -> CoreSchema:
        """A property's value, by the property's annotation."""

        def keep(declared: CoreSchema) -> CoreSchema:
            return self.kept(declared, odata_type, name)

        return keep(value_schema(annotation, self.declared, keep))

    def kept(self, declared: CoreSchema, odata_type: str, name: str) -> CoreSchema:
        """A value of a declared type, and if lenient whatever came instead."""
        if not self.lenient:
            return declared
        return _either(declared, _whatever_came(odata_type, name))

    def _field(self, model: type[ODataModel], member: Member) -> schema.ModelField:
        value = self.value(member.annotation, model.odata_type, member.wire_name)
        if member.nullable:
            value = schema.with_default_schema(value, default=None)
        else:
            value = schema.with_default_schema(
                _either(value, _OMITTED), default=_ABSENT, validate_default=True
            )
        return schema.model_field(value, validation_alias=member.wire_name)


def _either(*choices: CoreSchema) -> CoreSchema:
    return schema.union_schema(list(choices), mode="left_to_right")


def _omit(value: object) -> object:
    if value is _ABSENT:
        raise PydanticOmit
    raise ValueError("a value of another type than the metadata declares")


_OMITTED = schema.no_info_plain_validator_function(_omit)


def _refuser(names: frozenset[str]) -> Callable[[ODataModel], ODataModel]:
    """Keeps a value of one of these derived types from being read as its base."""

    def refuse(value: ODataModel) -> ODataModel:
        if (named := named_type(value)) and type_name(named) in names:
            raise ValueError("a value of a derived type that is not as declared")
        return value

    return refuse


def _unusual_name(usual: frozenset[str]) -> Callable[[Any], str | None]:
    """Finds the name of a value's type where its tag is not one of the usual ones."""

    def find(value: object) -> str | None:
        data = value if isinstance(value, dict) else {}
        tag = data.get("@odata.type", data.get("@type"))
        if not isinstance(tag, str) or tag in usual:
            return None
        return type_name(tag)

    return find


def _when_it_arrives(model: type[LazyModel], lenient: bool) -> CoreSchema:
    """Reads values of a model whose module is imported when the first one arrives."""

    def read(value: object, info: schema.ValidationInfo) -> object:
        if not isinstance(value, dict):
            raise ValueError("not an object")
        wire = entity_wire(model.resolve())
        try:
            if lenient:
                return wire.lenient_value(value, info.context)
            return wire.exact_value(value)
        except ValidationError as error:
            raise ValueError(first_fault(error)) from None

    return schema.with_info_plain_validator_function(read)


def _whatever_came(odata_type: str, name: str) -> CoreSchema:
    def report(value: object, info: schema.ValidationInfo) -> object:
        if value is _ABSENT:
            raise ValueError("nothing came")
        reading: Reading | None = info.context
        if reading is not None:
            try:
                reading.report(Mismatch(odata_type, name, value))
            except Exception as error:
                raise HookFailure(error) from None
        return value

    return schema.with_info_plain_validator_function(report)


def first_fault(error: ValidationError) -> str:
    """What is wrong first, and where; never the value, which may be personal."""
    faults = error.errors(include_url=False, include_input=False)
    # Each choice of a union has faults: what got farthest is what was meant.
    fault = max(faults, key=lambda fault: len(fault["loc"]))
    place = "/".join(str(step) for step in fault["loc"])
    return f"{fault['msg']} at {place}" if place else fault["msg"]
