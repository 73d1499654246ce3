"""Where the types of a model live in a package, and how annotations write them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from typing import Final

from odata2py.csdl.model import EnumType, Model, TypeDefinition, TypeReference
from odata2py.plan.names import (
    CLASS_NAMES,
    MODULE_NAMES,
    NameBook,
    identifier,
    pascal_case,
    snake_case,
)

PRIMITIVES: Final[Mapping[str, str]] = {
    "Edm.Binary": "bytes",
    "Edm.Boolean": "bool",
    "Edm.Byte": "int",
    "Edm.Date": "dt.date",
    "Edm.DateTimeOffset": "dt.datetime",
    "Edm.Decimal": "Decimal",
    "Edm.Double": "float",
    "Edm.Duration": "dt.timedelta",
    "Edm.Guid": "UUID",
    "Edm.Int16": "int",
    "Edm.Int32": "int",
    "Edm.Int64": "Int64",
    "Edm.SByte": "int",
    "Edm.Single": "float",
    "Edm.String": "str",
    "Edm.TimeOfDay": "dt.time",
}
"""Python's types for OData's (CSDL 4.4); any other primitive type is Any."""

_IMPORTS: Final[Mapping[str, str]] = {
    "Any": "from typing import Any",
    "Decimal": "from decimal import Decimal",
    "UUID": "from uuid import UUID",
    "dt": "import datetime as dt",
}


@dataclass(frozen=True, slots=True)
class TypePlace:
    """Where a type lives: ``entities.security.alert.Alert``."""

    root: str  # "entities" or "enums"
    packages: tuple[str, ...]
    module: str
    class_name: str

    @property
    def path(self) -> str:
        """The file of the type's module, inside the package."""
        return "/".join((self.root, *self.packages, f"{self.module}.py"))

    @property
    def dotted(self) -> str:
        """The class as the package's modules write it: ``entities.security.Alert``."""
        return ".".join((self.root, *self.packages, self.class_name))

    def up(self) -> str:
        """The dots that lead from the type's module to the package's root."""
        return "." * (2 + len(self.packages))


def main_namespace(model: Model) -> str:
    """The namespace whose types stand at the top of a package: the container's."""
    return model.container.name.rpartition(".")[0] if model.container else ""


def place_types(
    roots: Mapping[str, str], main: str, names: NameBook, use: str = ""
) -> dict[str, TypePlace]:
    """Places for types by qualified name; ``roots`` says below which folder each goes.

    use: sets the ledger's entries apart where types have places of several uses.
    """
    folders: dict[tuple[str, tuple[str, ...]], dict[str, str]] = {}
    for qualified, root in roots.items():
        namespace, _, name = qualified.rpartition(".")
        folder = folders.setdefault((root, _packages(namespace, main)), {})
        folder[f"{qualified}{use}"] = name
    places = {}
    for (root, packages), elements in folders.items():
        inner = {
            other[len(packages)]
            for folder, other in folders
            if folder == root
            and len(other) > len(packages)
            and other[: len(packages)] == packages
        }
        for key, class_name in names.assign(elements, pascal_case, CLASS_NAMES).items():
            module = snake_case(class_name)
            place = TypePlace(root, packages, _module_name(module, inner), class_name)
            places[key.removesuffix(use)] = place
    return places


def _module_name(name: str, packages: Set[str]) -> str:
    name = identifier(name)
    while name in MODULE_NAMES or name in packages:
        name += "_"
    return name


class TypePlaces:
    """The places of a model's types, and how annotations write them."""

    def __init__(self, model: Model, names: NameBook) -> None:
        self._model = model
        roots = {
            name: "enums" if isinstance(kind, EnumType) else "entities"
            for name, kind in model.types.items()
            if not isinstance(kind, TypeDefinition)
        }
        self._places = place_types(roots, main_namespace(model), names)

    def __getitem__(self, qualified: str) -> TypePlace:
        return self._places[qualified]

    @property
    def class_names(self) -> Set[str]:
        """What the classes of all types are called."""
        return {place.class_name for place in self._places.values()}

    def __contains__(self, qualified: str) -> bool:
        return qualified in self._places

    def simple(self, reference: TypeReference) -> str:
        """The name of a primitive type, or the qualified name of another.

        Type definitions are what they are made of.
        """
        if reference.primitive:
            return PRIMITIVES.get(reference.name, "Any")
        kind = self._model.types[reference.name]
        if isinstance(kind, TypeDefinition):
            return self.simple(kind.underlying_type)
        return reference.name

    def dotted(self, reference: TypeReference) -> str:
        """A type as modules of requests write it: ``list[entities.User]``."""
        name = self.simple(reference)
        text = self[name].dotted if name in self else name
        return f"list[{text}]" if reference.collection else text


def _packages(namespace: str, main: str) -> tuple[str, ...]:
    """The sub-packages for a namespace below the service's main one."""
    if not namespace.startswith(f"{main}."):
        return ()
    parts = namespace.removeprefix(f"{main}.").split(".")
    return tuple(identifier(snake_case(part)) for part in parts)


def import_order(lines: Iterable[str]) -> tuple[str, ...]:
    """Import statements in the order that isort gives them."""
    return tuple(sorted(lines, key=lambda line: (line.startswith("from "), line)))


def imports_of(annotations: Iterable[str]) -> set[str]:
    """The import statements that annotations of primitive types need."""
    text = " ".join(annotations)
    return {line for name, line in _IMPORTS.items() if _mentions(text, name)}


def _mentions(text: str, name: str) -> bool:
    for mark in "[]|.,":
        text = text.replace(mark, " ")
    return name in text.split()
