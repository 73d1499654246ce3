"""The names of a document: their grammar, and what aliases stand for."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from msgspec import Struct, field

from odata2py.csdl.document.xml import Element
from odata2py.errors import Position

# CSDL 4.4: the vocabularies that OASIS publishes, and the aliases they suggest.
VOCABULARIES = {
    "Aggregation": "Org.OData.Aggregation.V1",
    "Authorization": "Org.OData.Authorization.V1",
    "Capabilities": "Org.OData.Capabilities.V1",
    "Core": "Org.OData.Core.V1",
    "JSON": "Org.OData.JSON.V1",
    "Measures": "Org.OData.Measures.V1",
    "Repeatability": "Org.OData.Repeatability.V1",
    "Temporal": "Org.OData.Temporal.V1",
    "Validation": "Org.OData.Validation.V1",
}
VOCABULARY_NAMESPACES = frozenset(VOCABULARIES.values())

RESERVED_NAMESPACES = frozenset({"Edm", "odata", "System", "Transient"})

_SHAPES = (
    "Point",
    "LineString",
    "Polygon",
    "MultiPoint",
    "MultiLineString",
    "MultiPolygon",
    "Collection",
)


def _built_in(*names: str) -> frozenset[str]:
    return frozenset(f"Edm.{name}" for name in names)


GEO_TYPES = _built_in(
    "Geography",
    "Geometry",
    *(f"Geography{shape}" for shape in _SHAPES),
    *(f"Geometry{shape}" for shape in _SHAPES),
)

PRIMITIVE_TYPES = GEO_TYPES | _built_in(
    *("Binary", "Boolean", "Byte", "Date", "DateTimeOffset", "Decimal", "Double"),
    *("Duration", "Guid", "Int16", "Int32", "Int64", "SByte", "Single", "Stream"),
    *("String", "TimeOfDay"),
)
"""CSDL 3.3."""

ABSTRACT_TYPES = _built_in("PrimitiveType", "ComplexType", "EntityType", "Untyped")
"""CSDL 3.4: built-in types that only stand for others."""

PATH_TYPES = _built_in(
    *("AnnotationPath", "AnyPropertyPath", "ModelElementPath"),
    *("NavigationPropertyPath", "PropertyPath"),
)
"""CSDL 3.5: built-in types for terms, and for complex types that terms use."""

BUILT_IN_TYPES = PRIMITIVE_TYPES | ABSTRACT_TYPES | PATH_TYPES


def is_identifier(name: str) -> bool:
    """Whether a name is a SimpleIdentifier (CSDL 17.1).

    Python's grammar for identifiers is the same but for the invisible characters of
    category Cf. Of those, honest names have two: the joiners, of Persian for example.
    """
    if len(name) > 128:
        return False
    return name.isidentifier() or (
        name[:1].isidentifier() and without_joiners(name).isidentifier()
    )


def without_joiners(name: str) -> str:
    """A name without U+200C and U+200D, which say how letters are joined."""
    return name.replace("\u200c", "").replace("\u200d", "")


def are_identifiers(names: Collection[str]) -> bool:
    """Whether all names are; as fast as can be, for they are thousands."""
    return all(map(str.isidentifier, names)) and max(map(len, names), default=0) <= 128


def is_qualified(name: str) -> bool:
    """Whether a name is a namespace, or a name with its namespace or alias."""
    return len(name) <= 640 and all(map(is_identifier, name.split(".")))


def is_path(path: str) -> bool:
    """Whether a path consists of names and qualified names."""
    return all(map(is_qualified, path.split("/")))


def split_collection(type_name: str) -> tuple[str, bool]:
    """``Collection(X)`` as X and True, another type as itself and False."""
    if type_name.startswith("Collection(") and type_name.endswith(")"):
        return type_name[len("Collection(") : -1], True
    return type_name, False


class Scope(Struct, frozen=True):
    """What names mean in one document.

    ``namespaces`` goes by alias and by namespace. In an overlay, which the user wrote,
    an annotation that cannot be understood is a fault and not ignored.
    """

    file: str
    namespaces: Mapping[str, str]
    overlay: bool = False
    _resolved: dict[str, str] = field(default_factory=dict)

    def position(self, element: Element) -> Position:
        return Position(self.file, element.sourceline or 0)

    def resolve(self, name: str) -> str:
        """A qualified name with its alias resolved."""
        known = self._resolved.get(name)
        if known is None:
            prefix, dot, local = name.rpartition(".")
            namespace = self.namespaces.get(prefix, prefix)
            known = self._resolved[name] = f"{namespace}{dot}{local}"
        return known

    def resolve_type(self, type_name: str) -> tuple[str, bool]:
        """The qualified name of a type, and whether it is a collection of it."""
        name, collection = split_collection(type_name)
        return self.resolve(name), collection

    def resolve_path(self, path: str) -> str:
        """A path with the aliases in its segments resolved."""
        if not path:
            return path
        return "/".join(map(self.resolve, path.split("/")))
