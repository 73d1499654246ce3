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
    StructuredType,
    Type,
    TypeDefinition,
    TypeReference,
)
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


def main_namespace(model: Model) -> str:
    """The namespace whose types stand at the top of a package: the container's."""
    return model.container.name.rpartition(".")[0] if model.container else ""


def place_types(
    roots: Mapping[str, str],
    main: str,
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
        packages = _packages(qualified.rpartition(".")[0], main)
        folders.setdefault((root, packages), []).append(qualified)
    places = {}
    for (root, packages), inside in folders.items():
        inner = {
            other[len(packages)]
            for folder, other in folders
            if folder == root
            and len(other) > len(packages)
            and other[: len(packages)] == packages
        }
        class_names = names.assign(
            {f"{qualified}{use}": name for qualified, name in _telling_names(inside)},
            pascal_case,
            CLASS_NAMES | taken,
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

    def __init__(self, model: Model, names: NameBook) -> None:
        self._model = model
        roots = {
            name: "enums" if isinstance(kind, EnumType) else "entities"
            for name, kind in model.types.items()
            if not isinstance(kind, TypeDefinition) and not _is_empty(kind)
        }
        main = main_namespace(model)
        taken = names.kept(_later_keys(model))
        self._places = place_types(roots, main, names, taken=taken)
        self._aliases = _aliases(self._places, main)
        self.class_names = {place.class_name for place in self._places.values()}

    def __getitem__(self, qualified: str) -> TypePlace:
        return self._places[qualified]

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


def _later_keys(model: Model) -> Iterator[str]:
    """The keys of classes that are named after the types: of bodies and constants."""
    for name, kind in model.types.items():
        if isinstance(kind, StructuredType):
            yield from (f"{name}@create", f"{name}@update")
            for prop in (*kind.properties, *kind.refinements):
                yield f"{name}/{prop.name}@AllowedValues"


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


def _packages(namespace: str, main: str) -> tuple[str, ...]:
    """The sub-packages for a namespace below the service's main one."""
    if not namespace.startswith(f"{main}."):
        return ()
    parts = namespace.removeprefix(f"{main}.").split(".")
    return tuple(identifier(snake_case(part)) for part in parts)


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
