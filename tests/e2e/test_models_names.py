"""Every property has a field of its own in the models, whatever it is called."""

from __future__ import annotations

import ast
import dataclasses
import json
import sys
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec
import pytest
from tests.e2e.clashes import PROPERTIES, clashing

from odata2py.config import load_config
from odata2py.export.models.flavours import Flavour
from odata2py.exporting import Exported, read_exported
from odata2py.generate import generate

CASES = Path(__file__).parents[1] / "cases"
TRAPS = sorted(path.parent.name for path in CASES.glob("*/expected"))


@pytest.fixture
def shop(tmp_path: Path) -> Exported:
    return clashing(tmp_path)


def imported(exported: Exported, flavour: Flavour) -> ModuleType:
    """The module of models, as if it had been imported."""
    module = ModuleType(f"models_as_{flavour}")
    sys.modules[module.__name__] = module  # annotations are resolved there
    code = compile(exported.models(flavour), module.__name__, "exec")
    with warnings.catch_warnings(category=UserWarning, action="ignore"):
        exec(code, vars(module))  # pydantic warns of fields called model_dump_
    return module


def of_pydantic(kind: Any) -> list[str]:
    fields: Mapping[str, Any] = kind.model_fields
    return [field.alias or name for name, field in fields.items()]


def of_msgspec(kind: Any) -> list[str]:
    return [field.encode_name for field in msgspec.structs.fields(kind)]


def of_typeddict(kind: Any) -> list[str]:
    return list(kind.__annotations__)


WIRE: Mapping[Flavour, Callable[[Any], list[str]]] = {
    Flavour.PYDANTIC: of_pydantic,
    Flavour.MSGSPEC: of_msgspec,
    Flavour.TYPEDDICT: of_typeddict,
}


def properties(definitions: Mapping[str, Any], name: str) -> set[str]:
    """The properties of a definition and of those that it is based on."""
    own = definitions[name]
    bases = (each["$ref"].rpartition("/")[2] for each in own.get("allOf", ()))
    return set(own.get("properties", ())).union(
        *(properties(definitions, base) for base in bases)
    )


def classes(exported: Exported, module: ModuleType) -> Mapping[str, Any]:
    """The classes of structured types, by their definitions."""
    definitions = json.loads(exported.json_schema)["$defs"]
    return {
        name: getattr(module, name)
        for name, each in definitions.items()
        if each.get("type") == "object" and name.isidentifier()
        if hasattr(module, name) and not name.startswith("Edm.")
    }


@pytest.mark.parametrize("flavour", Flavour)
@pytest.mark.parametrize("case", [*TRAPS, ""])
def test_no_property_is_lost(case: str, flavour: Flavour, shop: Exported) -> None:
    if case:
        config = load_config(CASES / case / "odata2py.toml")
        exported = read_exported(config, *config.packages)
    else:
        exported = shop
    definitions = json.loads(exported.json_schema)["$defs"]
    found = classes(exported, imported(exported, flavour))
    for name, kind in found.items():
        expected = properties(definitions, name)
        if flavour in WIRE:
            there = WIRE[flavour](kind)
            assert (set(there), len(there)) == (expected, len(expected)), name
        else:
            assert len(dataclasses.fields(kind)) == len(expected), name
    assert case or found.keys() == {"Thing", "Heir_", "Heir__", "Part"}


@pytest.mark.parametrize("flavour", [Flavour.PYDANTIC, Flavour.MSGSPEC])
def test_names_are_those_of_the_package(flavour: Flavour, shop: Exported) -> None:
    """Only ``field`` is none in structs, where it describes fields."""
    folder = shop.config.path.parent
    generate(folder, shop.config.sources["shop"], shop.settings)
    entities = ast.parse((folder / "p/entities/thing.py").read_text("utf-8"))
    (thing,) = (node for node in entities.body if getattr(node, "name", "") == "Thing")
    assert isinstance(thing, ast.ClassDef)
    ours = {
        node.target.id
        for node in thing.body
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
    }
    theirs = set(imported(shop, flavour).Thing.__annotations__)
    theirs -= {"odata_type", "odata_etag", "odata_id_"}
    assert ours - theirs == ({"field"} if flavour is Flavour.MSGSPEC else set())
    assert len(ours) == len(theirs)
    color = imported(shop, flavour).Color
    members = (folder / "p/enums/color.py").read_text("utf-8")
    assert all(f"    {each.name} = " in members for each in color)


def test_dataclasses_have_the_names_of_the_wire(shop: Exported) -> None:
    """As far as Python has such names, and tells them apart."""
    thing = imported(shop, Flavour.DATACLASS).Thing
    names = {each.name for each in dataclasses.fields(thing)}
    assert {*PROPERTIES, "part", "Part", "id"} - names == {
        *("class", "class_", "date", "\uff44ate", "field", "\uff43lass", "if_"),
        *("\uff49f", "None", "_hidden", "hidden"),
    }
    assert names - set(PROPERTIES) >= {"class__", "date_", "None_", "field_"}
