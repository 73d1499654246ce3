"""What the definitions of a document are called.

They have the names of the classes of the package; where several of its folders have a
class of one name, qualified names.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import quote

from msgspec import Struct

from odata2py.csdl.model import Model, Property, StructuredType
from odata2py.export.schema.primitives import Schema
from odata2py.plan.context import Context
from odata2py.slicing.model import Slice

_ALLOWED = "@AllowedValues"


class Definitions(Struct, frozen=True):
    """The names of definitions.

    types: by qualified name. families: of what a value is that is declared as a type
    from which others are derived, by the type's name. constants: of allowed values that
    have names, by the property's key in the ledger.
    """

    types: Mapping[str, str]
    families: Mapping[str, str]
    constants: Mapping[str, str]

    def constants_of(self, owner: str, prop: str) -> str | None:
        return self.constants.get(f"{owner}/{prop}{_ALLOWED}")


def name_definitions(part: Slice, context: Context) -> Definitions:
    """Names for the definitions of a slice, by what its package calls its classes."""
    classes = dict(_classes(context))
    count = Counter(classes.values())
    named = {
        key: name if count[name] == 1 else _qualified(key)
        for key, name in classes.items()
    }
    taken = set(named.values())
    families: dict[str, str] = {}
    for name in sorted(set(_declared(part)) & part.model.derived.keys()):
        families[name] = _family(named[name], taken)
        taken.add(families[name])
    return Definitions(
        types={key: name for key, name in named.items() if "@" not in key},
        families=families,
        constants={key: name for key, name in named.items() if "@" in key},
    )


def property_of(model: Model, key: str) -> tuple[str, Property]:
    """A property by its key in the ledger, with the type that says so of it."""
    owner, _, name = key.partition("@")[0].partition("/")
    kind = model.structured(owner)
    own = (prop for prop in (*kind.properties, *kind.refinements) if prop.name == name)
    return owner, next(own)


def reference(name: str) -> Schema:
    """The schema that is the definition of that name."""
    return {"$ref": f"#/$defs/{quote(name)}"}


def _classes(context: Context) -> Iterator[tuple[str, str]]:
    """Types, and properties with named values, with what their classes are called."""
    for name in context.model.types:
        if name in context.places:
            yield name, context.places[name].class_name
    for key, name in context.classes.items():
        if key.endswith(_ALLOWED):
            yield key, name


def _qualified(key: str) -> str:
    return key.removesuffix(_ALLOWED).replace("/", ".")


def _declared(part: Slice) -> Iterable[str]:
    """The types that ways, properties, parameters and results are declared with."""
    yield from (edge.type.name for edge in part.edges)
    for kind in part.model.types.values():
        if isinstance(kind, StructuredType):
            yield from (prop.type.name for prop in kind.properties)
            yield from (nav.type.name for nav in kind.navigation_properties)
    for overloads in part.model.operations.values():
        for operation in overloads:
            yield from (each.type.name for each in operation.own_parameters)
            if operation.return_type is not None:
                yield operation.return_type.name


def _family(name: str, taken: set[str]) -> str:
    namespace, dot, last = name.rpartition(".")
    found = f"{namespace}{dot}Any{last}"
    while found in taken:
        found += "_"
    return found
