"""Where the types of a model live in a package, and how annotations write them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Set
from hashlib import sha256
from typing import Final

from msgspec import Struct

from odata2py.csdl.model import (
    EnumType,
    Model,
    Type,
    TypeDefinition,
    TypeReference,
)
from odata2py.plan.classes import later_keys
from odata2py.plan.folders import Folders, main_namespace
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

_LONGEST_PATH: Final = 120

_IMPORTS: Final[Mapping[str, str]] = {
    "Any": "from typing import Any",
    "Decimal": "from decimal import Decimal",
    "UUID": "from uuid import UUID",
    "dt": "import datetime as dt",
}


class TypePlace(Struct, frozen=True):
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


def place_types(
    roots: Mapping[str, str],
    sub_packages: Folders,
    names: NameBook,
    use: str = "",
    taken: Set[str] = frozenset(),
) -> dict[str, TypePlace]:
    """Places for types by qualified name; ``roots`` says below which folder each goes.

    use: sets the ledger's entries apart where types have places of several uses.
    taken: what no class can be called.
    """
    folders: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for qualified, root in roots.items():
        packages = sub_packages.get(qualified.rpartition(".")[0], ())
        folders.setdefault((root, packages), []).append(qualified)
    places = {}
    for (root, packages), inside in folders.items():
        depth = len(packages)
        inner = {
            below[depth]
            for below in sub_packages.values()
            if len(below) > depth and below[:depth] == packages
        }
        class_names = names.assign(
            {f"{qualified}{use}": name for qualified, name in _telling_names(inside)},
            pascal_case,
            CLASS_NAMES | taken | inner,
        )
        modules = names.assign(
            {
                f"{key}@module": _module_name(n, packages)
                for key, n in class_names.items()
            },
            str,
            {*MODULE_NAMES, *inner, *class_names.values()},
        )
        for qualified in inside:
            key = f"{qualified}{use}"
            module = modules[f"{key}@module"]
            places[qualified] = TypePlace(root, packages, module, class_names[key])
    return places


def _telling_names(types: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Types of one folder are told apart by the last parts of their namespaces.

    A class begins with a capital, even if it is written as in the metadata.
    """
    count = Counter(qualified.rpartition(".")[2] for qualified in types)
    for qualified in types:
        *namespace, name = qualified.split(".")
        if count[name] > 1:
            name = "_".join([*namespace[-1:], name])
        yield qualified, name[:1].upper() + name[1:]


def _module_name(class_name: str, packages: tuple[str, ...]) -> str:
    """What the module of a class is called; its path must not be too long."""
    name = identifier(class_name, snake_case)
    room = _LONGEST_PATH - len("/".join(("entities", *packages, ".py")).encode())
    if len(name.encode()) <= room:
        return name
    digest = sha256(name.encode()).hexdigest()[:8]
    return f"{name.encode()[: room - 9].decode(errors='ignore')}_{digest}"


class TypePlaces:
    """The places of a model's types, and how annotations write them."""

    def __init__(self, model: Model, folders: Folders, names: NameBook) -> None:
        self._model = model
        roots = {
            name: "enums" if isinstance(kind, EnumType) else "entities"
            for name, kind in model.types.items()
            if not isinstance(kind, TypeDefinition) and not _is_empty(kind)
        }
        taken = names.kept(later_keys(model))
        self._places = place_types(roots, folders, names, taken=taken)
        self._aliases = _aliases(self._places, main_namespace(model))
        self.class_names = {place.class_name for place in self._places.values()}

    def __getitem__(self, qualified: str) -> TypePlace:
        return self._places[qualified]

    def folders(self, root: str) -> Iterator[dict[str, str]]:
        """The classes of each folder below a root, by the types' names."""
        found: dict[tuple[str, ...], dict[str, str]] = {}
        for qualified, place in self._places.items():
            if place.root == root:
                found.setdefault(place.packages, {})[qualified] = place.class_name
        yield from found.values()

    def called(self, place: TypePlace, qualified: str) -> str:
        """What the module at a place calls the class of a type.

        Its name; or, where a class of that name is elsewhere too, one that says where.
        """
        other = self._places[qualified]
        if (place.root, place.packages) == (other.root, other.packages):
            return other.class_name
        return self._aliases.get(qualified, other.class_name)

    def __contains__(self, qualified: str) -> bool:
        return qualified in self._places

    def simple(self, reference: TypeReference) -> str:
        """The name of a primitive type, or the qualified name of another.

        Type definitions are what they are made of, and enumerations without members,
        which Python does not know, are texts.
        """
        if reference.primitive:
            return PRIMITIVES.get(reference.name, "Any")
        kind = self._model.types[reference.name]
        if isinstance(kind, TypeDefinition):
            return self.simple(kind.underlying_type)
        return "str" if _is_empty(kind) else reference.name

    def dotted(self, reference: TypeReference) -> str:
        """A type as modules of requests write it: ``list[entities.User]``."""
        name = self.simple(reference)
        text = self[name].dotted if name in self else name
        return f"list[{text}]" if reference.collection else text


def _is_empty(kind: Type) -> bool:
    return isinstance(kind, EnumType) and not kind.members


def _aliases(places: Mapping[str, TypePlace], main: str) -> dict[str, str]:
    """Other names for the classes whose names are not the only ones of their kind."""
    class_names = Counter(place.class_name for place in places.values())
    elements = {
        qualified: "_".join(
            [*(place.packages or main.split(".")[-1:]), place.class_name]
        )
        for qualified, place in places.items()
        if class_names[place.class_name] > 1
    }
    return NameBook({}, {}).assign(elements, pascal_case, class_names)


def import_order(lines: Iterable[str]) -> tuple[str, ...]:
    """Import statements as isort writes them: each module once, in its order."""
    whole: list[str] = []
    parts: dict[str, list[str]] = {}
    for line in sorted(lines):
        start, _, name = line.partition(" import ")
        if name:
            parts.setdefault(start, []).append(name)
        else:
            whole.append(line)
    for names in parts.values():
        names.sort(key=lambda name: (not name.isupper(), name))
    return *whole, *(f"{start} import {', '.join(n)}" for start, n in parts.items())


def imports_of(used: Set[str]) -> set[str]:
    """The import statements that primitive types need, of the names that are used."""
    return {line for name, line in _IMPORTS.items() if name in used}


def names_in(expressions: Iterable[str]) -> set[str]:
    """The names that expressions use: no attributes, and not what is in texts."""
    bare = re.sub(r'"[^"]*"', "", " ".join(expressions))
    return set(re.findall(r"(?<![\w.])\w+", bare))
