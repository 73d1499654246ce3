"""Enumerations that stay open: a service may add members after the package was made."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, ClassVar, Self


class OpenEnum(StrEnum):
    """An OData enumeration whose values are the member names of the metadata.

    A value that the metadata does not know becomes a member on the fly: it compares and
    pickles like any other, ``is_known`` is False, and it is sent back unchanged.

    Specification: OData JSON Format 4.01, section 7.1 (enumeration values).
    """

    odata_type: ClassVar[str]
    """The qualified name of the enumeration in the metadata."""

    def __init_subclass__(cls, *, odata_type: str = "") -> None:
        super().__init_subclass__()
        cls.odata_type = odata_type or cls.__name__

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if not isinstance(value, str):
            return None
        member = str.__new__(cls, value)
        member._name_ = value
        member._value_ = value
        return member

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: Any) -> dict[str, Any]:
        # Schemas that web frameworks publish must not promise a closed list.
        closed: dict[str, Any] = handler.resolve_ref_schema(handler(schema))
        known = {name: closed.pop(name) for name in ("enum", "const") if name in closed}
        closed["anyOf"] = [{"type": "string", **known}, {"type": "string"}]
        closed.pop("type", None)
        return closed

    @property
    def is_known(self) -> bool:
        """Whether the metadata that the package was made from has this member."""
        return self._value_ in type(self)._value2member_map_


class OpenFlags(OpenEnum):
    """As ``OpenEnum``, for values that are any number of members: ``A | B``.

    ``A in value`` tells whether a member is one of them.

    Specification: OData CSDL 4.01, section 10.3 (IsFlags).
    """

    def __or__(self, other: Self) -> Self:
        return type(self)(",".join(dict.fromkeys([*_names(self), *_names(other)])))

    @property
    def is_known(self) -> bool:
        """Whether the metadata that the package was made from has all its members."""
        return type(self)._value2member_map_.keys() >= set(_names(self))

    def __contains__(self, item: object) -> bool:
        return isinstance(item, str) and set(_names(item)) <= set(_names(self))


def _names(value: str) -> list[str]:
    return [name.strip() for name in str(value).split(",")]
