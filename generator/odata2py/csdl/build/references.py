"""Uses of types in elements, and what elements are built from."""

from __future__ import annotations

from msgspec import Struct

from odata2py.csdl.build.targets import Targets
from odata2py.csdl.declarations import Declarations
from odata2py.csdl.model import TypeReference
from odata2py.csdl.names import BUILT_IN_TYPES, Scope
from odata2py.csdl.survey import Use


class Source(Struct, frozen=True):
    """What elements are built from: declarations, and what is said about them."""

    declared: Declarations
    targets: Targets


def reference(
    source: Source, scope: Scope, use: Use, unknown: str = "Edm.Untyped"
) -> TypeReference:
    """The type that elements name, with their facets; built once for all alike.

    ``unknown`` stands for types of documents that were not read.
    """
    if use.reference is None:
        attributes = dict(use.attributes)
        written = attributes.get("Type") or attributes.get("UnderlyingType") or ""
        name, collection = scope.resolve_type(written)
        if name not in source.declared.types and name not in BUILT_IN_TYPES:
            name = unknown
        use.reference = TypeReference(
            name,
            collection,
            attributes.get("Nullable", "true") == "true",
            _number(attributes.get("MaxLength")),
            _number(attributes.get("Precision")),
            _number_or_word(attributes.get("Scale")),
            _number_or_word(attributes.get("SRID")),
            attributes.get("Unicode", "true") == "true",
        )
    return use.reference


def _number(written: str | None) -> int | None:
    """A facet; words, of MaxLength or on elements without the facet, bound nothing."""
    return int(written) if written is not None and written.isdecimal() else None


def _number_or_word(written: str | None) -> int | str | None:
    """A facet; services write words in capitals too."""
    if written is None:
        return None
    return int(written) if written.isdecimal() else written.lower()
