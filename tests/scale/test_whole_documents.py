"""Packages of other whole documents: another version, other clouds, another time."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain, pairwise
from pathlib import Path

import black
import pytest
from tests.scale.metadata import NO_METADATA, document

from odata2py.csdl.model import StructuredType
from odata2py.generate import Generated
from odata2py.slicing.ways import STREAM
from slices import configure, make

pytestmark = NO_METADATA
DESCRIBED = "graph-v1.0-2023-05-described.csdl"
DOCUMENTS = (
    "graph-beta-2021-06.csdl",
    "graph-v1.0-ussec.csdl",
    "graph-beta-ussec.csdl",
    DESCRIBED,
)
PACKAGE = "graph_whole"


@dataclass(frozen=True, repr=False)
class Package:
    """A package of all that is in a document."""

    folder: Path
    made: Generated


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Package]:
    """The package of a document; it is generated when it is first needed."""

    @cache
    def package(name: str) -> Package:
        folder = tmp_path_factory.mktemp("document")
        profile = "graph/beta" if "beta" in name else "graph/v1.0"
        config = configure(folder, document(name), {PACKAGE: ["/**"]}, profile)
        return Package(folder / PACKAGE, make(config, PACKAGE))

    return package


def modules(package: Package) -> list[Path]:
    return sorted(package.folder.rglob("*.py*"))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_all_of_it_is_python(name: str, packages: Callable[[str], Package]) -> None:
    found = modules(packages(name))
    assert len(found) > len(packages(name).made.part.model.types)
    for path in found:
        compile(path.read_text("utf-8"), path, "exec")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_black_has_nothing_to_change_in_a_sample(
    name: str, packages: Callable[[str], Package]
) -> None:
    for path in modules(packages(name))[::10]:
        text = path.read_text("utf-8")
        mode = black.Mode(is_pyi=path.suffix == ".pyi")
        assert black.format_str(text, mode=mode) == text, path


def test_descriptions_of_properties_are_docstrings(
    packages: Callable[[str], Package],
) -> None:
    """Of all but streams, which are no values of models and lead to their bytes."""
    package = packages(DESCRIBED)
    models = package.made.view.models
    places = {view.odata_type: package.folder / path for path, view in models.items()}
    described = 0
    for name, kind in package.made.part.model.types.items():
        if isinstance(kind, StructuredType):
            said, told = dict(descriptions(kind)), docstrings(places[name])
            lost = {key for key in said if not told.get(key, "").startswith(said[key])}
            assert lost == set(), name
            described += len(said)
    assert described > 5000


def descriptions(kind: StructuredType) -> Iterator[tuple[str, str]]:
    """What the metadata says of the properties of a type, by their names there."""
    for prop in kind.properties:
        if prop.documentation.description and prop.type.name != STREAM:
            yield prop.name, " ".join(prop.documentation.description.split())


def docstrings(path: Path) -> Mapping[str, str]:
    """The docstrings of the fields in a module, by their names in the metadata."""
    tree = ast.parse(path.read_text("utf-8"))
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef)]
    found = {}
    for field, text in chain.from_iterable(pairwise(node.body) for node in classes):
        match field, text:
            case (
                ast.AnnAssign(value=ast.Call(args=[ast.Constant(value=str(name))])),
                ast.Expr(value=ast.Constant(value=str(said))),
            ):
                found[name] = " ".join(said.split())
    return found
