"""All of Graph as one package: its size, its types, and what a program loads of it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfile

import black
import pytest
from tests.scale.metadata import NO_METADATA, document, model
from tests.scale.sandboxes import GRAPH, graph_sandbox

from odata2py.generate import Generated
from odata2py.sandbox.server import Running
from odata2py.slicing.slicer import slice_model
from slices import configure, make

pytestmark = NO_METADATA
PACKAGE = "graph_whole"
TESTS = Path(__file__).parents[1]
PROBE = TESTS / "cases" / "probe.py"
PROGRAM = TESTS / "scale" / "programs" / "whole_graph.py"
AREAS = "users phones mail calendars drives groups security reports batches others"
CALL = """
import sys
from graph_whole import GraphClient
with GraphClient("token", service_root=sys.argv[1]) as graph:
    {call}
print(*(name for name in sys.modules if name.startswith("graph_whole.")))
"""


@dataclass(frozen=True, repr=False)
class Whole:
    """The package, and a program by its side."""

    folder: Path
    made: Generated

    def run(self, *command: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *command],
            capture_output=True,
            text=True,
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": str(self.folder)},
        )


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Whole:
    folder = tmp_path_factory.mktemp("whole")
    config = configure(folder, document(GRAPH), {PACKAGE: ["/**"]})
    copyfile(PROGRAM, folder / PROGRAM.name)
    return Whole(folder, make(config, PACKAGE))


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Running]:
    with graph_sandbox() as sandbox:
        yield sandbox


def files(whole: Whole) -> list[Path]:
    found = [path for path in (whole.folder / PACKAGE).rglob("*") if path.is_file()]
    return sorted(path for path in found if "__pycache__" not in path.parts)


def test_it_keeps_its_budgets(whole: Whole) -> None:
    found = files(whole)
    assert len(found) == whole.made.written.files
    assert len(found) <= 6_500
    assert sum(path.stat().st_size for path in found) <= 12_000_000


def test_nothing_is_passed_over(whole: Whole) -> None:
    assert whole.made.notices == ()
    assert whole.made.part.model.types.keys() <= model(GRAPH).types.keys()
    assert len(whole.made.part.model.types) > 0.9 * len(model(GRAPH).types)


def test_black_has_nothing_to_change_in_a_sample(whole: Whole) -> None:
    modules = [path for path in files(whole) if path.suffix in (".py", ".pyi")]
    for path in modules[::10]:
        text = path.read_text("utf-8")
        mode = black.Mode(is_pyi=path.suffix == ".pyi")
        assert black.format_str(text, mode=mode) == text, path


def test_a_program_uses_many_areas(whole: Whole, sandbox: Running) -> None:
    sandbox.reset()
    ran = whole.run(PROGRAM.name, sandbox.url)
    assert ran.stdout.split() == AREAS.split(), ran.stderr
    assert ran.returncode == 0, ran.stderr
    assert len(sandbox.log) > 30


def test_mypy_has_nothing_to_say_of_the_program_and_the_package(whole: Whole) -> None:
    checked = whole.run(
        *("-m", "mypy", "--strict", "--cache-dir", os.devnull), PROGRAM.name, PACKAGE
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_pyright_has_nothing_to_say_of_the_program(whole: Whole) -> None:
    program = ["pyright", "--outputjson", "--pythonpath", sys.executable]
    said = json.loads(whole.run("-m", *program, PROGRAM.name).stdout)
    assert said["generalDiagnostics"] == []
    assert said["summary"]["filesAnalyzed"] == 1


def test_all_of_it_works(whole: Whole) -> None:
    tried = whole.run(PROBE, str(whole.folder), PACKAGE, "20")
    assert tried.returncode == 0, tried.stderr


def loaded(whole: Whole, sandbox: Running, call: str) -> set[str]:
    """What a program imports that makes one call, but for the runtime.

    A sub-package is there as a module: ``requests.py`` is the index of requests.
    """
    ran = whole.run("-c", CALL.format(call=call), sandbox.url)
    assert ran.returncode == 0, ran.stderr
    modules = {name.partition(".")[2].replace(".", "/") for name in ran.stdout.split()}
    return {f"{name}.py" for name in modules if not name.startswith("_runtime")}


def test_a_program_loads_what_it_touches(whole: Whole, sandbox: Running) -> None:
    phones = "graph.users['grace@contoso.com'].authentication.phone_methods"
    client = {"client.py", "requests.py"}
    assert loaded(whole, sandbox, "...") == client
    path = client | {
        "entities.py",
        "enums.py",
        "requests/user.py",
        "requests/authentication.py",
        "requests/phone_authentication_method.py",
    }
    assert loaded(whole, sandbox, phones) == path
    assert loaded(whole, sandbox, f"assert list({phones}.list())") == path | {
        "entities/entity.py",
        "entities/authentication_method.py",
        "entities/phone_authentication_method.py",
        "enums/authentication_method_sign_in_state.py",
        "enums/authentication_phone_type.py",
    }


@pytest.mark.parametrize(
    ("call", "path"),
    [
        ("assert list(graph.users.list())", "/users#list"),
        ("graph.groups.create(display_name='Lunch')", "/groups#create"),
        ("graph.me.messages.create(subject='Lunch')", "/me/messages#create"),
        ("graph.me.drive.root.get()", "/me/drive/root#get"),
        ("list(graph.security.alerts_v2.list())", "/security/alerts_v2#list"),
    ],
)
def test_a_call_loads_the_types_that_its_slice_has(
    call: str, path: str, whole: Whole, sandbox: Running
) -> None:
    """Derived types, of which the whole has more, come with their first value."""
    found = loaded(whole, sandbox, call)
    view = whole.made.view
    types = {kind.odata_type for place, kind in view.models.items() if place in found}
    types |= {kind.odata_type for place, kind in view.enums.items() if place in found}
    assert types == set(slice_model(model(GRAPH), [path], derived="none").model.types)
