"""Names in packages of whole services: all are apart, hide nothing, and stay."""

from __future__ import annotations

import keyword
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

import pytest
from tests.scale.metadata import DOCUMENTS, NO_METADATA, model

from odata2py.csdl.model import Model
from odata2py.plan.names import (
    BUILDER_NAMES,
    CLIENT_NAMES,
    ENUM_NAMES,
    MODEL_NAMES,
    MODULE_NAMES,
    PARAMETER_NAMES,
)
from odata2py.plan.package import Naming, plan_package
from odata2py.plan.views import BuilderView, ModelView, PackageView, RequestsView
from odata2py.profiles import load_profile
from odata2py.slicing.slicer import slice_model

pytestmark = NO_METADATA
WHOLE = [name for name in DOCUMENTS if name.startswith("graph")]
OLD, NEW = "graph-v1.0-2025-07.csdl", "graph-v1.0.csdl"


def plan(whole: Model, ledger: Mapping[str, str]) -> PackageView:
    part = slice_model(whole, ["/**"])
    naming = Naming("everything", "GraphClient", ledger, {})
    return plan_package(part, load_profile("graph/v1.0"), naming)


@cache
def view(name: str) -> PackageView:
    return plan(model(name), {})


def twice(names: Iterable[str]) -> list[str]:
    return [name for name, count in Counter(names).items() if count > 1]


def paths(package: PackageView) -> list[str]:
    return [
        *package.enums,
        *package.models,
        *package.requests,
        *package.indexes,
        "client.py",
    ]


@pytest.mark.parametrize("name", WHOLE)
def test_files_are_apart_on_any_system(name: str) -> None:
    found = paths(view(name))
    assert twice(path.casefold() for path in found) == []
    assert max(map(len, found)) <= 120
    modules = {path.rpartition("/")[2].partition(".")[0] for path in found}
    assert modules & MODULE_NAMES == set()


@pytest.mark.parametrize("name", WHOLE)
def test_names_of_a_folder_are_apart(name: str) -> None:
    for index in view(name).indexes.values():
        classes = [each for names in index.modules.values() for each in names]
        assert twice([*classes, *index.modules, *index.packages]) == []


@pytest.mark.parametrize("name", WHOLE)
def test_sub_namespaces_are_sub_packages(name: str) -> None:
    found = view(name)
    for path, kind in found.models.items():
        *namespace, _ = kind.odata_type.split(".")
        inside = path.split("/")[1:-1]
        assert [re.sub("_", "", part) for part in inside] == [
            part.lower() for part in namespace[2:]
        ]


def module_names(kind: ModelView) -> Iterator[str]:
    """The names that the module of a model binds, each time it binds them."""
    for line in kind.standard_imports:
        yield from re.split(r",? +", line.partition("import ")[2].partition(" as ")[0])
    for _, names in kind.runtime_imports:
        yield from names
    for imported in (*kind.imports, *kind.lazy):
        yield imported.alias
    yield kind.class_name
    yield from (body.class_name for body in kind.bodies)
    yield from (constants.class_name for constants in kind.constants)


@pytest.mark.parametrize("name", WHOLE)
def test_members_are_apart_and_hide_nothing(name: str) -> None:
    found = view(name)
    by_type = {kind.odata_type: kind for kind in found.models.values()}
    whole = model(name)
    for kind in found.models.values():
        bound = list(module_names(kind))
        assert twice(bound) == [], kind.odata_type
        members = [
            field.name
            for base in whole.lineage(kind.odata_type)
            for field in by_type[base.name].fields
        ]
        own = {field.name for field in kind.fields}
        assert twice(members) == [], kind.odata_type
        assert own & (MODEL_NAMES | set(bound)) == set(), kind.odata_type
        assert all(n.isidentifier() and not keyword.iskeyword(n) for n in own)


@pytest.mark.parametrize("name", WHOLE)
def test_members_remember_their_names_on_the_wire(name: str) -> None:
    whole = model(name)
    for kind in view(name).models.values():
        declared = whole.structured(kind.odata_type)
        names = {member.name for member in declared.properties}
        names |= {nav.name for nav in declared.navigation_properties}
        written = {field.value.split('"')[1] for field in kind.fields}
        assert written <= names
        assert written >= {prop.name for prop in declared.properties}


@pytest.mark.parametrize("name", WHOLE)
def test_enumerations_have_all_members_under_names_of_their_own(name: str) -> None:
    for kind in view(name).enums.values():
        names = [member.name for member in kind.members]
        assert twice(names) == []
        assert set(names) & ENUM_NAMES == set()
        assert twice(member.value for member in kind.members) == []


def methods(builder: BuilderView) -> list[str]:
    navigations = [navigation.name for navigation in builder.navigations]
    return navigations + [operation.name for operation in builder.operations]


def builders(package: PackageView) -> Iterator[tuple[RequestsView, BuilderView]]:
    for module in package.requests.values():
        for builder in module.builders:
            yield module, builder


@pytest.mark.parametrize("name", WHOLE)
def test_methods_are_apart_and_hide_nothing(name: str) -> None:
    found = view(name)
    for module, builder in builders(found):
        names = methods(builder)
        assert twice(names) == [], builder.class_name
        assert set(names) & BUILDER_NAMES == set(), builder.class_name
        for operation in builder.operations:
            parameters = [parameter.name for parameter in operation.parameters]
            assert twice(parameters) == []
            assert set(parameters) & PARAMETER_NAMES == set()
        assert twice(b.class_name for b in module.builders) == []
    roots = [navigation.name for navigation in found.client.navigations]
    assert twice(roots) == []
    assert set(roots) & CLIENT_NAMES == set()


@pytest.mark.parametrize("name", WHOLE)
def test_the_ledger_gives_the_same_names_again(name: str) -> None:
    found = view(name)
    assert plan(model(name), found.names) == found


def test_an_update_renames_nothing() -> None:
    old = view(OLD).names
    updated = plan(model(NEW), old).names
    there = old.keys() & updated.keys()
    assert len(there) > 25_000
    assert {key for key in there if old[key] != updated[key]} == set()
