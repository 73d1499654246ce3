"""The base class of generated entity and complex types."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import NoneType
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    ClassVar,
    Self,
    TypeVar,
    cast,
    get_args,
)
from urllib.parse import unquote

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    model_validator,
)
from pydantic.fields import FieldInfo
from pydantic_core import CoreSchema

from .edm import INT64
from .schemas import adapt


@dataclass(frozen=True, slots=True)
class PropertyFacts:
    """What the metadata says of a property beyond its name and type.

    key: part of the entity's key; computed: set by the service alone; immutable: set on
    create alone; pattern: a regular expression that written values match; deprecated:
    what reading the property warns of.
    """

    key: bool = False
    computed: bool = False
    immutable: bool = False
    pattern: str = ""
    navigation: bool = False
    deprecated: str = ""

    @property
    def unchangeable(self) -> bool:
        """Whether an update cannot give the property another value."""
        return self.key or self.computed or self.immutable


NO_FACTS = PropertyFacts()


def Property(
    name: str,
    *,
    key: bool = False,
    computed: bool = False,
    immutable: bool = False,
    pattern: str = "",
    deprecated: str = "",
) -> Any:
    """A property of a generated model: its name on the wire, and its facts."""
    facts = PropertyFacts(key, computed, immutable, pattern, deprecated=deprecated)
    return _field(name, facts)


def Navigation(name: str, *, deprecated: str = "") -> Any:
    """A navigation property of a generated model, as ``Property``."""
    return _field(name, PropertyFacts(navigation=True, deprecated=deprecated))


def _field(name: str, facts: PropertyFacts) -> Any:
    info: FieldInfo = Field(
        default=cast(Any, None),
        validation_alias=name,
        serialization_alias=name,
        json_schema_extra={"deprecated": True} if facts.deprecated else None,
    )
    if facts != NO_FACTS:
        info.metadata.append(facts)
    return info


@dataclass(frozen=True, slots=True)
class Member:
    """A declared property of a model: its names on both sides, and its facts."""

    name: str
    wire_name: str
    annotation: Any
    nullable: bool
    facts: PropertyFacts


class ODataModel(BaseModel):
    """An entity or complex value of an OData service.

    ``model_fields_set`` tells what the service sent or the program set. A nullable
    property that was not sent reads as None; reading any other that was not sent raises
    AttributeError. What the metadata does not know is kept in ``extras``.

    Raises pydantic.ValidationError, a ValueError, for a misspelt keyword or attribute
    and for a value of another type.
    """

    # Where the value was read: the answer's text and the place in it. Absent on values
    # that the program made. A slot is cheaper for pydantic than a private attribute.
    __slots__ = ("_origin",)

    model_config = ConfigDict(
        extra="forbid",
        defer_build=True,
        protected_namespaces=(),
        ser_json_bytes="base64",
        val_json_bytes="base64",
        validate_assignment=True,
        validate_by_alias=True,
        validate_by_name=True,
    )

    odata_type: ClassVar[str] = ""
    """The qualified name of the type in the metadata."""

    odata_derived: ClassVar[Mapping[str, str]] = {}
    """The types of the package derived from this one: qualified name to place."""

    odata_selected: ClassVar[tuple[str, ...]] = ()
    """What reads ask for by default; all, if it is empty."""

    @model_validator(mode="wrap")
    @classmethod
    def _validated(cls, value: Any, validate: Callable[[Any], Any]) -> Any:
        # A property that cannot be null and was not given has no value to be read. That
        # this wraps validation also keeps pydantic from putting the strict validator of
        # the class in the place of the one for answers (see wire).
        if isinstance(value, dict) and not cls.model_config.get("validate_by_name"):
            value = _in_wire_names(cls, value)
        model = validate(value)
        if isinstance(model, cls):
            _ = model.extras  # as those that were read have them: models are compared
            for member in members(cls).values():
                if not member.nullable and member.name not in model.model_fields_set:
                    vars(model).pop(member.name, None)
        return model

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        schema = handler(source)
        adapt(handler.resolve_ref_schema(schema))
        return schema

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        super().__pydantic_init_subclass__(**kwargs)
        # Not by pydantic's own means: these fail for properties that were not sent.
        for name, info in cls.__pydantic_fields__.items():
            if info.metadata and (message := _facts(info).deprecated):
                from .deprecation import DeprecatedProperty

                setattr(cls, name, DeprecatedProperty(name, message))
        # Else a value would be given to both, by name to one and by alias to another.
        fields = cls.__pydantic_fields__
        if any(
            info.serialization_alias in fields and info.serialization_alias != name
            for name, info in fields.items()
        ):
            cls.model_config["validate_by_name"] = False

    @property
    def extras(self) -> dict[str, Any]:
        """What the service sent and the metadata does not declare, by wire name.

        Properties of open types and instance annotations (``@odata.etag``) are here.
        Properties that are added or changed here are sent like declared ones.
        """
        if self.__pydantic_extra__ is None:
            object.__setattr__(self, "__pydantic_extra__", {})
        extras = self.__pydantic_extra__
        assert extras is not None
        return extras

    @property
    def odata_etag(self) -> str | None:
        """The tag of the entity's state, as the service sent it (Protocol 4.01, 8.3.2).

        ``update`` of the entity sends it as a condition, and puts the new one here.
        """
        extras = self.__pydantic_extra__ or {}
        tag = extras.get("@odata.etag", extras.get("@etag"))
        return tag if isinstance(tag, str) else None

    def to_odata(self) -> dict[str, Any]:
        """The value as JSON data in its wire form, as OData JSON Format 4.01 says.

        Only what was sent or set is in it. Values that Python cannot hold exactly are
        there as near as JSON data can be.
        """
        from .changes import wire_form
        from .jsontext import plain

        data: dict[str, Any] = plain(wire_form(self))
        return data

    def to_odata_json(self) -> bytes:
        """As ``to_odata``, as JSON text whose numbers have all the digits that came."""
        from .changes import wire_form
        from .jsontext import dump

        return dump(wire_form(self))

    @classmethod
    def from_odata(cls, data: bytes | str | Mapping[str, Any]) -> Self:
        """The value that JSON in its wire form describes, read as answers are.

        data: a JSON text, or the data of one. Nothing is refused or lost, and an update
        of what was read sends what changed since.

        Raises ValueError for what is no JSON object.
        Specification: OData JSON Format 4.01, sections 6 and 7.2.
        """
        from .decoding import read_wire_form

        return read_wire_form(cls, data)

    def __repr_args__(self) -> Iterator[tuple[str | None, Any]]:
        """What was sent or set, and no more."""
        there = self.model_fields_set | self.extras.keys()
        for name, value in super().__repr_args__():
            if name in there:
                yield name, value

    # Type checkers must not see these: they would let every attribute pass.
    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            if name in members(type(self)):
                raise AttributeError(
                    f"{type(self).__name__}.{name} has no value: the service did not "
                    "send it, and nobody set it"
                )
            if not name.startswith("_") and name in self.extras:
                raise AttributeError(
                    f"{type(self).__name__} does not declare {name}: it is in extras"
                )
            return super().__getattr__(name)

        def __setattr__(self, name: str, value: Any) -> None:
            # Validating an assignment, pydantic takes extras for declared properties.
            extras = self.__pydantic_extra__
            object.__setattr__(self, "__pydantic_extra__", None)
            try:
                super().__setattr__(name, value)
            finally:
                object.__setattr__(self, "__pydantic_extra__", extras)

        def __getstate__(self) -> dict[Any, Any]:
            from .changes import own_text

            return {**super().__getstate__(), "origin": own_text(self)}

        def __setstate__(self, state: dict[Any, Any]) -> None:
            super().__setstate__(state)
            if state["origin"] is not None:
                set_origin(self, (state["origin"], ()))

    def __copy__(self) -> Self:
        return _with_origin(super().__copy__(), self)

    def __deepcopy__(self, memo: dict[int, Any] | None = None) -> Self:
        return _with_origin(super().__deepcopy__(memo), self)


ModelT = TypeVar("ModelT", bound=ODataModel)

Place = int | tuple[str | int, ...]
"""Where a value stands in a JSON text: item n of ``value``, or the steps to it."""

Origin = tuple[bytes, Place]

set_origin: Callable[[ODataModel, Origin], None]
set_origin = ODataModel.__dict__["_origin"].__set__


def origin_of(model: ODataModel) -> Origin | None:
    """Where a value was read; None if the program made it."""
    try:
        # Not by its name: a service may send a property that is called the same.
        origin: Origin = ODataModel.__dict__["_origin"].__get__(model)
    except AttributeError:
        return None
    return origin


def _with_origin(copy: ModelT, source: ODataModel) -> ModelT:
    origin = origin_of(source)
    if origin is not None:
        set_origin(copy, origin)
    return copy


def _in_wire_names(model: type[ODataModel], values: dict[str, Any]) -> dict[str, Any]:
    """Values by wire names; a name that is one of Python's as well is meant as that."""
    known = members(model)
    return {
        known[name].wire_name if name in known else name: value
        for name, value in values.items()
    }


@cache
def members(model: type[ODataModel]) -> Mapping[str, Member]:
    """The declared properties of a model by their Python names."""
    return {
        name: Member(
            name,
            info.serialization_alias or name,
            _annotation(info),
            info.annotation is Any or NoneType in get_args(info.annotation),
            _facts(info),
        )
        for name, info in model.model_fields.items()
    }


def named_type(model: ODataModel) -> str:
    """The type that the service named with a value; empty where it named none."""
    extras = model.__pydantic_extra__ or {}
    name = extras.get("@odata.type", extras.get("@type"))
    return name if isinstance(name, str) else ""


def type_name(named: str) -> str:
    """The qualified name of the type that ``@odata.type`` names, in any of its forms.

    It is a URL whose fragment is the name: ``#NS.T``, or with the address of the
    metadata before it; since 4.01 also the name alone (JSON Format 4.01, 4.6.3).
    """
    return unquote(named.rpartition("#")[2])


def _facts(info: FieldInfo) -> PropertyFacts:
    return next((m for m in info.metadata if isinstance(m, PropertyFacts)), NO_FACTS)


def _annotation(info: FieldInfo) -> Any:
    """The annotation as it was written: pydantic takes ``Annotated`` apart."""
    if INT64 in info.metadata:
        return Annotated[info.annotation, INT64]
    return info.annotation
