"""Case folders: one trap each, with the package or the faults that it must give.

``expected/`` holds the files of the package in which the trap shows,
``expected_errors.txt`` the faults of an input that gives no package.
``UPDATE_CASES=1`` writes both anew.
"""

from __future__ import annotations

import ast
import datetime as dt
import difflib
import importlib
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from functools import cache
from pathlib import Path
from shutil import copy
from typing import Any
from uuid import UUID

import black
import pytest
from lxml import etree

from odata2py.config import load_config
from odata2py.csdl.reader import read_model
from odata2py.errors import InputError
from odata2py.generate import generate
from odata2py.sandbox.app import create_app
from odata2py.sandbox.rules.made_up import MadeUp
from odata2py.sandbox.server import Running, running

CASES = Path(__file__).parents[1] / "cases"
PROBE = CASES / "probe.py"
FAULTS = "expected_errors.txt"
UPDATE = bool(os.environ.get("UPDATE_CASES"))
LONGEST_PATH = 120

_folders = sorted(path.parent for path in CASES.glob("*/input.csdl"))
GOOD = [folder.name for folder in _folders if not (folder / FAULTS).exists()]
BAD = [folder.name for folder in _folders if (folder / FAULTS).exists()]

Package = Callable[[str], Path]
Use = Callable[[str], Any]


def make(case: str, folder: Path) -> Path:
    """Generate the package of a case in a folder; where it is."""
    for name in ("input.csdl", "odata2py.toml"):
        copy(CASES / case / name, folder)
    config = load_config(folder / "odata2py.toml")
    (settings,) = config.chosen()
    generate(folder, config.sources[settings.source], settings)
    return folder / settings.output


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Package:
    """Gives the packages of cases; each is generated once."""

    @cache
    def package(case: str) -> Path:
        return make(case, tmp_path_factory.mktemp(case))

    return package


@pytest.fixture
def use(package: Package, monkeypatch: pytest.MonkeyPatch) -> Use:
    """Imports the packages of cases."""

    def use(case: str) -> Any:
        path = package(case)
        monkeypatch.syspath_prepend(path.parent)
        return importlib.import_module(path.name)

    return use


@contextmanager
def service(case: str, client: Callable[..., Any]) -> Iterator[tuple[Any, Running]]:
    """A client of the case's service, and the sandbox that serves it."""
    model = read_model(CASES / case / "input.csdl")
    app = create_app(model, rules=[MadeUp], samples=1)
    with running(app) as sandbox, client(service_root=sandbox.url) as made:
        yield made, sandbox


def modules(package: Path) -> list[Path]:
    found = package.rglob("*.py*")
    return sorted(path for path in found if "_runtime" not in path.parts)


@pytest.mark.parametrize("case", GOOD)
def test_the_package_is_as_expected(case: str, package: Package) -> None:
    expected = sorted((CASES / case / "expected").rglob("*.txt"))
    assert expected
    for path in expected:
        name = path.relative_to(CASES / case / "expected").as_posix()
        text = (package(case) / name.removesuffix(".txt")).read_text("utf-8")
        if UPDATE:
            path.write_text(text, "utf-8")
        wanted = path.read_text("utf-8")
        assert text == wanted, "".join(
            difflib.unified_diff(wanted.splitlines(True), text.splitlines(True), name)
        )


@pytest.mark.parametrize(
    "case", ["member-names-meet", "parameters-of-overloads", "types-equal-but-for-case"]
)
def test_a_second_run_changes_nothing(case: str, tmp_path: Path) -> None:
    first = {path: path.read_bytes() for path in modules(make(case, tmp_path))}
    second = {path: path.read_bytes() for path in modules(make(case, tmp_path))}
    assert first == second


@pytest.mark.parametrize("case", BAD)
def test_the_faults_are_as_expected(case: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        make(case, tmp_path)
    faults = "".join(f"{fault}\n" for fault in caught.value.faults)
    faults = faults.replace(f"{tmp_path}{os.sep}", "")
    path = CASES / case / FAULTS
    if UPDATE:
        path.write_text(faults, "utf-8")
    assert faults == path.read_text("utf-8")
    assert not [each for each in tmp_path.iterdir() if each.is_dir()]


@pytest.mark.parametrize("case", GOOD)
def test_all_of_the_package_works(case: str, package: Package) -> None:
    path = package(case)
    command = [sys.executable, str(PROBE), str(path.parent), path.name]
    tried = subprocess.run(command, capture_output=True, text=True)
    assert tried.returncode == 0, tried.stderr


@pytest.mark.parametrize("case", GOOD)
def test_black_has_nothing_to_change(case: str, package: Package) -> None:
    for path in modules(package(case)):
        text = path.read_text("utf-8")
        mode = black.Mode(is_pyi=path.suffix == ".pyi")
        assert black.format_str(text, mode=mode) == text, path


@pytest.mark.parametrize("case", GOOD)
def test_paths_are_short_enough_for_any_system(case: str, package: Package) -> None:
    for path in package(case).rglob("*"):
        name = path.relative_to(package(case)).as_posix()
        assert len(name.encode()) <= LONGEST_PATH


def test_mypy_and_ruff_have_nothing_to_say(package: Package) -> None:
    paths = [str(package(case)) for case in GOOD]
    mypy = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", os.devnull]
    config = str(CASES.parents[1] / "pyproject.toml")
    ruff = [sys.executable, "-m", "ruff", "check", "--no-cache", "--ignore", "E501"]
    for command in (mypy, [*ruff, "--config", config]):
        checked = subprocess.run([*command, *paths], capture_output=True, text=True)
        assert checked.returncode == 0, checked.stdout + checked.stderr


def test_members_of_any_name_are_sent_and_read(use: Use) -> None:
    trap = use("member-names")
    names = dict.fromkeys(["self_", "type", "from_", "list_", "json_", "dict_"], "x")
    with service("member-names", trap.client.TrapClient) as (client, sandbox):
        client.things.create(id="1", model_config_="x", none="x", **names)
        client.things["1"].update(copy_="y", self_="z")
        read = client.things["1"].get()
        created, updated = (json.loads(each.body) for each in sandbox.log[:2])
    odata_names = {"self", "type", "from", "list", "json", "dict"}
    assert created.keys() == odata_names | {"id", "modelConfig", "None"}
    assert updated == {"copy": "y", "self": "z"}
    assert (read.self_, read.copy_, read.type, read.none) == ("z", "y", "x", "x")
    assert read.model_config_ == read.dict_ == read.list_ == "x"


@pytest.mark.parametrize(
    ("case", "model", "member", "other"),
    [("renames", "Article", "title", "title_")]
    + [("inherited-names-meet", "Thing", "foo_bar", "foo_bar__")],
)
def test_a_name_that_is_anothers_on_the_wire(
    case: str, model: str, member: str, other: str, use: Use
) -> None:
    entities = importlib.import_module(f"{use(case).__name__}.entities")
    made = getattr(entities, model)
    for name in (member, other):
        assert made(**{name: "x"}).model_fields_set == {name}
        assert len(made(**{name: "x"}).to_odata()) == 1
    both = made(**{member: "x", other: "y"})
    assert (getattr(both, member), getattr(both, other)) == ("x", "y")
    (wire_name,) = made(**{member: "x"}).to_odata()
    assert made(**{wire_name: "x"}) == made(**{member: "x"})


def test_enum_members_have_the_values_of_the_metadata(use: Use) -> None:
    kind = importlib.import_module(f"{use('enum-members').__name__}.enums").Kind
    root = etree.parse(CASES / "enum-members" / "input.csdl")
    written = [each.get("Name") for each in root.iter("{*}Member")]
    assert [member.value for member in kind] == written


def test_a_key_called_value(use: Use) -> None:
    trap = use("key-called-value")
    with service("key-called-value", trap.client.TrapClient) as (client, _):
        client.things.create(value=7, error="none")
        assert 7 in [thing.value for thing in client.things.list()]
        assert client.things[7].get().error == "none"


def test_a_key_of_two_properties(use: Use) -> None:
    trap = use("compound-key")
    with service("compound-key", trap.client.TrapClient) as (client, _):
        client.things.create(aisle=3, shelf="top/left")
        thing = client.things[{"aisle": 3, "shelf": "top/left"}].get()
        assert (thing.aisle, thing.shelf) == (3, "top/left")


def test_a_singleton(use: Use) -> None:
    trap = use("singleton")
    with service("singleton", trap.client.TrapClient) as (client, sandbox):
        client.me.parts.create(id="a")
        assert [part.id for part in client.me.parts.list()] == ["a"]
        assert sandbox.log[0].path == "/me/parts"


def test_parameters_of_any_name_are_sent(use: Use) -> None:
    trap = use("parameter-names")
    client = trap.client.TrapClient(service_root="https://service.test")
    thing = client.prepare.things["1"]
    names = "self body values entities enums requests str list dt class read_nothing"
    texts = {f"{name}_": name for name in names.split()} | {"result": "result"}
    days = dict.fromkeys(texts, dt.date(2026, 1, 31))
    url = thing.compare(**texts).url
    assert url.startswith("things('1')/trap.compare(self='self',body='body',")
    sent = json.loads(thing.change(**days).content)
    assert sent["self"] == sent["class"] == sent["readNothing"] == "2026-01-31"


def test_results_that_are_bytes(use: Use) -> None:
    trap = use("results")
    with service("results", trap.client.TrapClient) as (client, sandbox):
        (thing,) = client.request("GET", "things", result=dict)["value"]
        place = client.things[thing["id"]]
        assert place.report(period="D7") == b"report"
        assert place.print(copies=2) == b"print"
        with client.batch() as batch:
            pending = batch.things[thing["id"]].report(period="D7")
        assert pending.result() == b"report"
        sent = [each for each in sandbox.log if not each.path.startswith("/$batch")]
    assert [each.headers["accept"] for each in sent[1:]] == ["*/*"] * 3


def test_primitive_values_survive_the_way_there_and_back(use: Use) -> None:
    trap = use("primitive-types")
    values = {
        "a_binary": b"\x00\xff\xfe",
        "a_boolean": False,
        "a_date": dt.date(2026, 1, 31),
        "a_date_time_offset": dt.datetime(2026, 1, 31, 12, 30, tzinfo=dt.UTC),
        "a_decimal": Decimal("12.345"),
        "a_double": 1.5,
        "a_duration": dt.timedelta(days=1, seconds=2),
        "a_guid": UUID("3179e48a-750b-4051-897c-87b9720928f7"),
        "a_int64": 2**62,
        "a_time_of_day": dt.time(8, 30),
        "many_int64": [2**62, 1],
        "many_date": [dt.date(2026, 1, 31)],
        "many_guid": [],
        "weight": Decimal("0.5"),
    }
    with service("primitive-types", trap.client.TrapClient) as (client, _):
        client.things.create(id="1", **values)
        read = client.things["1"].get()
    assert {name: getattr(read, name) for name in values} == values


def test_derived_types_are_told_apart(use: Use) -> None:
    trap = use("derived-types")
    entities = importlib.import_module(f"{trap.__name__}.entities")
    with service("derived-types", trap.client.TrapClient) as (client, _):
        client.things.create(entities.animals.Kitten(id="1", name="Tom", lives=9))
        friend = entities.people.Child(name="Ada", age=9)
        client.things.create(entities.Dog(id="2", friend=friend))
        found = {thing.id: thing for thing in client.things.list()}
    assert type(found["1"]) is entities.animals.Kitten
    assert type(found["2"]) is entities.Dog
    assert type(found["2"].friend) is entities.people.Child
    assert found["2"].friend.age == 9


def test_types_that_need_each_other_are_read(use: Use) -> None:
    trap = use("types-that-need-each-other")
    value = {"rights": [{"left": {"rights": []}}, {"left": None}]}
    with service("types-that-need-each-other", trap.client.TrapClient) as (client, _):
        client.things.create({"id": "1", "left": value})
        read = client.things["1"].get()
    first, second = read.left.rights
    assert (first.left.rights, second.left) == ([], None)


def test_a_type_in_itself_is_read_after_one_was_made(use: Use) -> None:
    trap = use("self-reference")
    tree = importlib.import_module(f"{trap.__name__}.entities").Tree
    made = tree(branches=[tree(branches=[])])
    with service("self-reference", trap.client.TrapClient) as (client, _):
        client.things.create(id="1", tree=made)
        client.things["1"].update({"tree": {"branches": []}})
        client.request("PATCH", "things('1')", json={"tree": {"new": 1}})
        assert client.things["1"].get().tree.extras == {"new": 1}


def docstrings(text: str) -> list[str]:
    """All texts that stand alone in a module: docstrings of members as well."""
    return [
        node.value.value
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    ]


def test_descriptions_mean_themselves(package: Package) -> None:
    said = [
        " ".join(docstring.split())
        for path in modules(package("hostile-descriptions"))
        for docstring in docstrings(path.read_text("utf-8"))
    ]
    root = etree.parse(CASES / "hostile-descriptions" / "input.csdl").getroot()
    written = [str(each) for each in root.xpath("//@String")]
    assert len(written) > 15
    for text in written:
        words = ("".join(filter(str.isprintable, word)) for word in text.split())
        visible = " ".join(filter(None, words))
        assert any(visible in docstring for docstring in said), text


def test_chosen_properties_are_asked_for_and_others_survive(use: Use) -> None:
    trap = use("chosen-properties")
    ada = {"id": "1", "name": "Ada", "mail": "a@x", "age": 36, "born": "1815-12-10"}
    with service("chosen-properties", trap.client.TrapClient) as (client, sandbox):
        client.request("POST", "people", json=ada)
        client.request("POST", "boats", json={"@odata.type": "#trap.canoe", "id": "2"})
        sandbox.log.clear()
        person = client.people["1"]
        for read in (
            lambda: person.get(),
            lambda: client.with_options(query={"$select": "age"}).people["1"].get(),
            lambda: person.get(select=["born"]),
            lambda: person.get(select=[]),
            lambda: list(client.people.list(top=1)),
            lambda: list(client.people["1"].friends.list()),
            lambda: client.boats["2"].get(),
        ):
            read()
        found = person.get(select="*")
        found.mail = None
        person.update(found)
        asked = [each.path.partition("?")[2] for each in sandbox.log]
        after = client.request("GET", "people('1')", result=dict)
    chosen = "$select=id,mail,name,home"
    others = ["$select=age", "$select=born", "", f"{chosen}&$top=1", chosen, ""]
    assert asked == [chosen, *others, "$select=*", ""]
    assert (found.extras["age"], found.extras["born"]) == (36, "1815-12-10")
    assert "age" not in found.to_odata().keys() - found.extras.keys()
    assert {**after, **ada, "mail": None} == after
