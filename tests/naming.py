"""What can be wrong with the names of a package."""

from __future__ import annotations

import keyword
import re
from collections import Counter
from collections.abc import Iterable, Iterator

from odata2py.csdl.model import Model
from odata2py.plan.names import (
    BUILDER_NAMES,
    CLIENT_NAMES,
    ENUM_NAMES,
    MODEL_NAMES,
    MODULE_NAMES,
    PARAMETER_NAMES,
)
from odata2py.plan.views import BuilderView, ModelView, PackageView
from odata2py.slicing.ways import STREAM


def clashes(package: PackageView, model: Model) -> list[str]:
    """Names that are there twice, hide another, or are not possible; with their place.

    ``model`` is what the package's slice was cut from.
    """
    return [
        *_clashes_of_files(package),
        *_clashes_of_folders(package),
        *_clashes_of_models(package, model),
        *_clashes_of_enums(package),
        *_clashes_of_builders(package),
    ]


def _twice(names: Iterable[str], where: str) -> list[str]:
    return [f"{where}: {n} twice" for n, count in Counter(names).items() if count > 1]


def _hidden(names: Iterable[str], taken: Iterable[str], where: str) -> list[str]:
    return [f"{where}: {name} hides another" for name in set(names) & set(taken)]


def _impossible(names: Iterable[str], where: str) -> list[str]:
    return [
        f"{where}: {name!r} is no name"
        for name in names
        if not name.isidentifier() or keyword.iskeyword(name) or name.startswith("_")
    ]


def _clashes_of_files(package: PackageView) -> list[str]:
    paths = [*package.enums, *package.models, *package.requests, *package.indexes]
    modules = {path.rpartition("/")[2].partition(".")[0] for path in paths}
    return [
        *_twice((path.casefold() for path in paths), "files"),
        *_hidden(modules, MODULE_NAMES, "files"),
        *_impossible(modules - {"__init__"}, "files"),
        *(f"files: {path} is too long" for path in paths if len(path.encode()) > 120),
    ]


def _clashes_of_folders(package: PackageView) -> Iterator[str]:
    for folder, index in package.indexes.items():
        classes = [name for names in index.modules.values() for name in names]
        yield from _twice([*classes, *index.modules, *index.packages], folder)
        yield from _impossible([*classes, *index.packages], folder)


def _bound(module: ModelView) -> Iterator[str]:
    """The names that the module of a model binds."""
    for line in module.standard_imports:
        name = line.partition("import ")[2]
        yield from re.split(", ", name.partition(" as ")[2] or name)
    for _, names in module.runtime_imports:
        yield from names
    yield from (imported.alias for imported in (*module.imports, *module.lazy))
    yield module.class_name
    yield from (body.class_name for body in module.bodies)
    yield from (constants.class_name for constants in module.constants)


def _clashes_of_models(package: PackageView, model: Model) -> Iterator[str]:
    modules = {module.odata_type: module for module in package.models.values()}
    for name, module in modules.items():
        bound = list(_bound(module))
        yield from _twice(bound, name)
        line = [modules[kind.name].fields for kind in model.lineage(name)]
        members = {field.name: field for fields in line for field in fields}
        wire_names = {_wire_name(field.value) for fields in line for field in fields}
        if len(members) < len(wire_names):
            yield from _twice((f.name for fields in line for f in fields), name)
        yield from _hidden(members, MODEL_NAMES | set(bound), name)
        yield from _impossible(members, name)
        declared = model.structured(name)
        values = (p.name for p in declared.properties if p.type.name != STREAM)
        lost = set(values) - {_wire_name(field.value) for field in module.fields}
        yield from (f"{name}: the property {prop} is lost" for prop in lost)


def _wire_name(value: str) -> str:
    """The name in ``Property("displayName", computed=True)``."""
    found = re.search(r"\(([\"'])(.*?)\1", value)
    return found[2] if found else ""


def _clashes_of_enums(package: PackageView) -> Iterator[str]:
    for path, enum in package.enums.items():
        names = [member.name for member in enum.members]
        yield from _twice(names, path)
        yield from _twice((member.value for member in enum.members), path)
        yield from _hidden(names, ENUM_NAMES, path)
        yield from _impossible(names, path)


def _clashes_of_builders(package: PackageView) -> Iterator[str]:
    for path, module in package.requests.items():
        yield from _twice((b.class_name for b in module.builders), path)
        for builder in module.builders:
            yield from _clashes_of_methods(builder)
    client = package.client
    roots = [navigation.name for navigation in client.navigations]
    roots += [path.name for path in client.paths]
    roots += [operation.name for operation in client.operations]
    yield from _twice(roots, "client")
    yield from _hidden(roots, CLIENT_NAMES, "client")
    yield from _impossible(roots, "client")


def _clashes_of_methods(builder: BuilderView) -> Iterator[str]:
    names = [navigation.name for navigation in builder.navigations]
    names += [path.name for path in builder.paths]
    names += [operation.name for operation in builder.operations]
    yield from _twice(names, builder.class_name)
    yield from _hidden(names, BUILDER_NAMES, builder.class_name)
    yield from _impossible(names, builder.class_name)
    calls = {each.name: each.signature for each in builder.operations}
    calls |= {each.name: each.signature for each in builder.paths}
    for name, signature in calls.items():
        parameters = re.findall(r"(\w+):", signature)
        yield from _twice(parameters, f"{builder.class_name}.{name}")
        yield from _hidden(parameters, PARAMETER_NAMES, builder.class_name)
