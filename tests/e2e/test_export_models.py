"""``odata2py export models``: modules of models, whole and of the same bytes always."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import black
import pytest
from tests.e2e.shops import set_up

from odata2py.config import load_config
from odata2py.export.models.flavours import Flavour
from odata2py.export.models.writer import PINNED
from odata2py.exporting import read_exported

Run = Callable[..., subprocess.CompletedProcess[str]]
CASES = Path(__file__).parents[1] / "cases"
NAMES_OF_TRAPS = [
    *("enum-empty", "enum-members", "foreign-alphabets", "hostile-descriptions"),
    *("member-names", "member-names-meet", "primitive-types", "self-reference"),
    *("types-equal-but-for-case", "types-equal-in-other-namespaces"),
    "types-that-need-each-other",
]
SETTINGS = """\
[tool.black]
line-length = 30
[tool.isort]
force_single_line = true
[tool.datamodel-codegen]
use-schema-description = false
"""


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    return set_up(tmp_path)


@pytest.fixture
def export(shop: Path, odata2py: Run) -> Run:
    """Runs the command for the shop's package."""

    def run(*options: str, **environment: str) -> subprocess.CompletedProcess[str]:
        flavour = () if "--flavour" in options else ("--flavour", "pydantic")
        command = ("export", "models", "p", *flavour, *options)
        return odata2py(*command, cwd=shop, **environment)

    return run


@pytest.fixture
def made(shop: Path, export: Run) -> Path:
    """A file that the command made."""
    ran = export("--output", "models.py")
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")
    return shop / "models.py"


@pytest.mark.parametrize("flavour", Flavour)
def test_a_module_of_each_flavour(flavour: Flavour, shop: Path, export: Run) -> None:
    ran = export("--flavour", flavour)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert black.format_str(ran.stdout, mode=black.Mode()) == ran.stdout
    assert not re.search(r"20\d\d-|\d\d:\d\d", ran.stdout)
    assert str(shop) not in ran.stdout
    uses = {
        Flavour.DATACLASS: "@dataclass(kw_only=True)\nclass Chair(Thing):",
        Flavour.TYPEDDICT: "Chair = TypedDict(\n",
        Flavour.MSGSPEC: "class Chair(Thing, kw_only=True):",
        Flavour.PYDANTIC: "class Chair(Thing):\n    model_config = ConfigDict(\n",
    }
    assert uses[flavour] in ran.stdout
    (shop / "models.py").write_text(ran.stdout, "utf-8")
    use = (
        "import models, sys; names = {'Thing', 'Chair', 'Leg', 'Color'};"
        "assert names <= set(vars(models)); print(*sys.modules)"
    )
    command = [sys.executable, "-W", "error", "-c", use]
    done = subprocess.run(command, cwd=shop, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    loaded = set(done.stdout.split())
    needed = {"pydantic", "msgspec"} & {flavour.value}
    assert {"odata2py", "pydantic", "msgspec", "typing_extensions"} & loaded == (
        needed | ({"typing_extensions"} & loaded if needed else set())
    )


@pytest.mark.parametrize("flavour", Flavour)
def test_the_same_input_gives_the_same_bytes(
    flavour: Flavour, shop: Path, export: Run
) -> None:
    """Whatever the seed of hashes, the time zone, and the settings of formatters."""
    first = export("--flavour", flavour, PYTHONHASHSEED="1", TZ="UTC")
    (shop / "pyproject.toml").write_text(SETTINGS)
    second = export("--flavour", flavour, PYTHONHASHSEED="7", TZ="Asia/Tokyo")
    assert first.returncode == 0
    assert first.stdout == second.stdout


def test_a_file_of_ours_is_replaced(made: Path, export: Run) -> None:
    ran = export("--flavour", "dataclass", "--output", "models.py")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "from dataclasses import dataclass" in made.read_text("utf-8")


def test_a_slice_without_types(shop: Path, export: Run) -> None:
    config = shop / "odata2py.toml"
    text = config.read_text("utf-8")
    config.write_text(text.replace("/**", "/chairs/{id}#delete"), "utf-8")
    ran = export()
    assert (ran.returncode, ran.stdout) == (2, "")
    said = "error: [package.p] has no types, so there are no models of it\n"
    assert ran.stderr == said


def test_an_unknown_flavour(export: Run) -> None:
    ran = export("--flavour", "vanilla")
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "'vanilla' is not one of" in re.sub(r"\s+", " ", ran.stderr)


def test_another_version_of_the_writer_is_refused(
    tmp_path_factory: pytest.TempPathFactory, export: Run
) -> None:
    """Its output would be another."""
    folder = tmp_path_factory.mktemp("other")
    found = folder / "datamodel_code_generator-0.1.dist-info"
    found.mkdir()
    (found / "METADATA").write_text("Name: datamodel-code-generator\nVersion: 0.1\n")
    path = os.pathsep.join(filter(None, [str(folder), os.environ.get("PYTHONPATH")]))
    ran = export(PYTHONPATH=path)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr == (
        "error: export models: datamodel-code-generator 0.1 is installed; "
        f"{PINNED} is needed: pip install 'odata2py[models]'\n"
    )


@pytest.mark.parametrize("case", NAMES_OF_TRAPS)
def test_traps(case: str, tmp_path: Path) -> None:
    """Whatever the metadata says, its texts are texts, and the module is one."""
    config = load_config(CASES / case / "odata2py.toml")
    exported = read_exported(config, case.replace("-", "_"))
    for flavour in Flavour:
        text = exported.models(flavour)
        (tmp_path / f"{flavour}_models.py").write_text(text, "utf-8")
        names = (n.id for n in ast.walk(ast.parse(text)) if isinstance(n, ast.Name))
        assert not any(name.startswith("__") for name in names)
    imports = "\n".join(f"import {flavour}_models" for flavour in Flavour)
    # pydantic warns of fields called model_dump_; the models do what they should.
    warnings = ("-W", "error", "-W", "ignore:Field:UserWarning")
    imported = [sys.executable, *warnings, "-c", imports]
    done = subprocess.run(imported, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
