"""``odata2py export json-schema``: where the document goes, and what it promises."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from tests.e2e.shops import SHOP, set_up
from tests.shaping import faults, references

from odata2py.config import load_config

Run = Callable[..., subprocess.CompletedProcess[str]]
ROOT = Path(__file__).parents[2]
PACKAGES = sorted(load_config(ROOT / "odata2py.toml").packages)
COMMAND = ("export", "json-schema", "p")


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    return set_up(tmp_path)


@pytest.fixture
def printed(shop: Path, odata2py: Run) -> str:
    ran = odata2py(*COMMAND, cwd=shop)
    assert (ran.returncode, ran.stderr) == (0, "")
    return ran.stdout


def files(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def test_the_document_is_printed(printed: str) -> None:
    document: dict[str, Any] = json.loads(printed)
    assert printed == json.dumps(document, indent=2, ensure_ascii=False) + "\n"
    Draft202012Validator.check_schema(document)
    assert document["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert document["title"] == "shop.Door"
    assert list(document["$defs"]) == ["Chair", "Color", "Leg", "Thing"]
    assert "größe: Wide — 椅子." in document["$defs"]["Color"]["description"]
    assert references(document) <= {f"#/$defs/{name}" for name in document["$defs"]}
    chair = {"id": "a", "colors": ["größe", None], "legs": [{"id": "b"}]}
    assert faults(document, "Chair", chair) == []
    assert faults(document, "Chair", {"legs": [{"id": 1}]})


@pytest.mark.parametrize("name", ["new.json", "sub/new.json", "größe 椅.json"])
def test_the_document_is_written(
    name: str, printed: str, shop: Path, odata2py: Run
) -> None:
    (shop / "sub").mkdir()
    before = files(shop)
    for _ in range(2):
        ran = odata2py(*COMMAND, "--output", name, cwd=shop)
        assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")
        assert files(shop) == {**before, name: printed.encode()}


@pytest.mark.parametrize("seed", ["0", "1", "20261"])
def test_the_same_input_gives_the_same_bytes(
    seed: str, printed: str, shop: Path, odata2py: Run
) -> None:
    assert odata2py(*COMMAND, cwd=shop, PYTHONHASHSEED=seed).stdout == printed


def test_the_document_is_utf_8_whatever_the_terminal_is(
    printed: str, shop: Path
) -> None:
    ran = subprocess.run(
        [Path(sys.executable).with_name("odata2py"), *COMMAND],
        cwd=shop,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        capture_output=True,
    )
    assert (ran.returncode, ran.stdout) == (0, printed.encode())


BAD = {
    "an unknown package": (("q", SHOP), "odata2py.toml: there is no [package.q]"),
    "a fault of the metadata": (
        ("p", SHOP.replace('"shop.color"', '"shop.colour"')),
        "shop.csdl:19: Parameter 'color' has the Type 'shop.colour', which is not",
    ),
    "no metadata": (("p", ""), "shop.csdl: the file is empty; CSDL XML is expected"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_leaves_what_was_there(name: str, shop: Path, odata2py: Run) -> None:
    (package, text), said = BAD[name]
    (shop / "shop.csdl").write_text(text, "utf-8")
    (shop / "old.json").write_text("{}")
    before = files(shop)
    command = ("export", "json-schema", package, "--output", "old.json")
    ran = odata2py(*command, cwd=shop)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr.startswith(f"error: {said}")
    assert ran.stderr.count("\n") == 1
    assert files(shop) == before


@pytest.mark.parametrize("name", ["shop.csdl", "odata2py.toml"])
def test_what_is_read_is_not_replaced(name: str, shop: Path, odata2py: Run) -> None:
    before = files(shop)
    ran = odata2py(*COMMAND, "--output", name, cwd=shop)
    said = f"error: {name}: is read by odata2py; another file is expected\n"
    assert (ran.returncode, ran.stderr) == (2, said)
    assert files(shop) == before


def test_names_are_those_of_the_package_that_is_there(
    shop: Path, odata2py: Run
) -> None:
    """What a package was given once it keeps, and so does its document."""
    config = shop / "odata2py.toml"
    plain = config.read_text("utf-8")
    config.write_text(f'{plain}[package.p.names]\n"shop.leg" = "Foot"\n', "utf-8")
    assert odata2py("generate", cwd=shop).returncode == 0
    config.write_text(plain, "utf-8")
    ran = odata2py(*COMMAND, cwd=shop)
    assert "Foot" in json.loads(ran.stdout)["$defs"]
    (shop / "p" / "odata2py-lock.json").write_text("{")
    ran = odata2py(*COMMAND, cwd=shop)
    assert ran.returncode == 2
    assert "the lock file cannot be read" in ran.stderr


def test_a_name_that_is_taken(shop: Path, odata2py: Run) -> None:
    with (shop / "odata2py.toml").open("a", encoding="utf-8") as config:
        config.write('[package.p.names]\n"shop.leg" = "X"\n"shop.chair" = "X"\n')
    ran = odata2py(*COMMAND, cwd=shop)
    assert (ran.returncode, ran.stdout) == (2, "")
    said = "error: [package.p] names: 'shop.leg' cannot be called 'X', which is taken\n"
    assert ran.stderr == said


@pytest.mark.parametrize("package", PACKAGES)
def test_the_packages_of_the_project(package: str, odata2py: Run) -> None:
    ran = odata2py("export", "json-schema", package, cwd=ROOT)
    assert ran.returncode == 0, ran.stderr
    Draft202012Validator.check_schema(json.loads(ran.stdout))
