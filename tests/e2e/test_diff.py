"""``odata2py diff`` and ``odata2py availability``, as commands."""

from __future__ import annotations

import json
import re
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from tests.e2e.shops import SHOP, set_up

from odata2py.compare.rules import all_rules

Run = Callable[..., subprocess.CompletedProcess[str]]
EDITS = {
    '<Property Name="colors" Type="Collection(shop.color)"/>': (
        '<Property Name="price" Type="Edm.Decimal"/>'
    ),
    '<EntityType Name="leg" ': '<EntityType Name="arm" BaseType="shop.thing"/>'
    '<EntityType Name="leg" ',
    '<FunctionImport Name="find" Function="shop.find"/>': "",
}


def edited(text: str, edits: dict[str, str]) -> str:
    for old, new in edits.items():
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """The shop, and another version of it in new.csdl."""
    set_up(tmp_path)
    (tmp_path / "new.csdl").write_text(edited(SHOP, EDITS), "utf-8")
    return tmp_path


class Diff:
    """Runs ``odata2py diff`` in the shop's folder."""

    def __init__(self, odata2py: Run, folder: Path) -> None:
        self._run = odata2py
        self.folder = folder

    def __call__(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return self._run("diff", *arguments, cwd=self.folder)

    def elements(self, *arguments: str) -> set[str]:
        """The elements that change, where only changes are told of."""
        ran = self(*arguments, "--format", "json")
        assert (ran.returncode, ran.stderr) == (1, "")
        return {change["element"] for change in json.loads(ran.stdout)["changes"]}

    def fault(self, *arguments: str) -> str:
        """The one fault of a command that does nothing."""
        ran = self(*arguments)
        assert (ran.returncode, ran.stdout) == (2, "")
        assert ran.stderr.startswith("error: ")
        assert ran.stderr.count("\n") == 1
        return ran.stderr.removeprefix("error: ")


@pytest.fixture
def diff(odata2py: Run, shop: Path) -> Diff:
    return Diff(odata2py, shop)


ELEMENTS = {"shop.Door/find", "shop.arm", "shop.chair/colors", "shop.chair/price"}


def test_files(diff: Diff) -> None:
    ran = diff("shop.csdl", "new.csdl")
    assert (ran.returncode, ran.stderr) == (1, "")
    for expected in ("property colors", "Chair.colors", "new.csdl:9", "2 breaking"):
        assert expected in ran.stdout
    assert diff.elements("shop.csdl", "new.csdl") == ELEMENTS


def test_nothing_changes(diff: Diff) -> None:
    ran = diff("shop.csdl", "shop.csdl")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.count("\n") <= 2


@pytest.mark.parametrize(
    ("level", "edits", "status"),
    [
        ("breaking", EDITS, 1),
        ("never", EDITS, 0),
        ("breaking", {'Name="count" IsBound': 'Name="count" IsBound'}, 0),
        ("risky", {"<Term": '<ComplexType Name="new"/><Term'}, 0),
        ("addition", {"<Term": '<ComplexType Name="new"/><Term'}, 1),
        ("documentation", {"<Term": '<ComplexType Name="new"/><Term'}, 1),
    ],
)
def test_the_exit_status(
    diff: Diff, level: str, edits: dict[str, str], status: int
) -> None:
    (diff.folder / "other.csdl").write_text(edited(SHOP, edits), "utf-8")
    ran = diff("shop.csdl", "other.csdl", "--fail-on", level)
    assert (ran.returncode, ran.stderr) == (status, "")


@pytest.mark.parametrize("form", ["text", "markdown", "json", "github", "html"])
def test_reports_as_files(diff: Diff, form: str) -> None:
    shown = diff("shop.csdl", "new.csdl", "--format", form)
    written = diff("shop.csdl", "new.csdl", "--format", form, "--output", "report")
    assert (written.returncode, written.stdout, written.stderr) == (1, "", "")
    report = (diff.folder / "report").read_text("utf-8")
    assert report.strip() == shown.stdout.strip()
    assert "colors" in report


def test_a_report_replaces_no_side(diff: Diff) -> None:
    fault = diff.fault("shop.csdl", "new.csdl", "--output", "./new.csdl")
    assert fault == "new.csdl: is one of the sides; name another file\n"
    assert (diff.folder / "new.csdl").read_text("utf-8") == edited(SHOP, EDITS)


def test_sources_have_their_overlays(diff: Diff) -> None:
    said = diff.elements("shop.csdl", "shop")
    assert said == {"shop.color/größe", "shop.paint(shop.chair)"}


@pytest.mark.parametrize(
    ("pattern", "elements"),
    [
        ("/chairs", {"shop.chair/colors", "shop.chair/price"}),
        ("/find", {"shop.Door/find"}),
    ],
)
def test_patterns(diff: Diff, pattern: str, elements: set[str]) -> None:
    sides = ("shop.csdl", "new.csdl")
    assert diff.elements(*sides, "--include", pattern) == elements


def test_a_pattern_of_neither_side(diff: Diff) -> None:
    fault = diff.fault("shop.csdl", "new.csdl", "--include", "/chair")
    assert "'/chair' matches nothing" in fault
    assert "did you mean 'chairs'?" in fault


@pytest.fixture
def package(odata2py: Run, shop: Path) -> str:
    """The package of the shop, with the chairs alone and one name of its own."""
    path = shop / "odata2py.toml"
    text = path.read_text("utf-8").replace('"/**"', '"/chairs/**"')
    path.write_text(f'{text}[package.p.names]\n"shop.chair/colors" = "paints"\n')
    assert odata2py("generate", cwd=shop).returncode == 0
    return "p"


def test_packages(diff: Diff, package: str) -> None:
    touched = {"shop.chair/colors", "shop.chair/price"}
    for name in (package, f"./{package}", str(diff.folder / package)):
        ran = diff(name, "new.csdl", "--format", "json")
        found = json.loads(ran.stdout)["changes"]
        assert touched <= {change["element"] for change in found}
        assert not {"shop.arm", "shop.Door/find"} & {c["element"] for c in found}
    (gone,) = (change for change in found if change["element"] == "shop.chair/colors")
    assert "Chair.paints" in gone["meaning"]
    assert diff.elements("shop.csdl", "new.csdl", "--package", package) == touched


def test_packages_of_other_paths(diff: Diff, package: str, odata2py: Run) -> None:
    """Nothing would have changed between them, which says nothing."""
    path = diff.folder / "odata2py.toml"
    text = path.read_text("utf-8")
    other = '[package.best]\nsource = "shop"\noutput = "best"\nclient = "C"\n'
    for include, status in (("/best", 2), ("/chairs/**", 0)):
        path.write_text(f'{text}{other}include = ["{include}"]\n', "utf-8")
        assert odata2py("generate", cwd=diff.folder).returncode == 0
        ran = diff(package, "best")
        assert ran.returncode == status
        said = "error: the packages p and best are of different paths; --package "
        assert ran.stderr.startswith(said if status else "")
    path.write_text(f'{text}{other}include = ["/best"]\n', "utf-8")
    assert odata2py("generate", cwd=diff.folder).returncode == 0
    assert diff(package, "best", "--package", "best").returncode == 0


def test_a_package_whose_source_is_another(diff: Diff, package: str) -> None:
    (diff.folder / "shop.csdl").write_text(edited(SHOP, EDITS), "utf-8")
    fault = diff.fault(package, "new.csdl")
    assert fault == (
        "shop.csdl: the file is not the one that the package p was generated from; "
        "generate it anew, or name the document that it was generated from\n"
    )
    (diff.folder / "shop.csdl").unlink()
    assert "the source of the package p cannot be read" in diff.fault(
        package, "new.csdl"
    )


def test_a_package_that_was_moved(diff: Diff, package: str) -> None:
    (diff.folder / package).rename(diff.folder / "q")
    fault = diff.fault("q", "new.csdl")
    assert fault.startswith("q: it was generated as 'p', and is not there any more; ")
    assert "'shop.csdl'" in fault


def test_what_is_no_side(diff: Diff) -> None:
    fault = diff.fault("shp", "new.csdl")
    assert fault.startswith(
        "there is no file, folder, source, package or service 'shp'"
    )
    assert "did you mean 'shop'" in fault
    (diff.folder / "empty").mkdir()
    assert "so it is no generated package" in diff.fault("shop.csdl", "empty")
    assert "no profile is called 'grph'" in diff.fault(
        "shop.csdl", "new.csdl", "--profile", "grph"
    )


def test_levels_and_accepted_changes(diff: Diff) -> None:
    ran = diff("shop.csdl", "new.csdl", "--format", "json")
    prints = {c["element"]: c["fingerprint"] for c in json.loads(ran.stdout)["changes"]}
    settings = (
        f'[diff.accepted]\n"{prints["shop.Door/find"]}" = {{ reason = "not used" }}\n'
        '[diff.levels]\nproperty-removed = "risky"\n'
    )
    with (diff.folder / "odata2py.toml").open("a") as file:
        file.write(settings)
    ran = diff("shop.csdl", "new.csdl", "--fail-on", "breaking", "--format", "json")
    assert (ran.returncode, ran.stderr) == (0, "")
    report = json.loads(ran.stdout)
    assert report["accepted"][0]["reason"] == "not used"
    assert report["counts"]["breaking"] == 0
    ran = diff("shop.csdl", "shop.csdl")
    assert ran.returncode == 0
    assert ran.stderr.startswith(
        f"notice: [diff.accepted] '{prints['shop.Door/find']}'"
    )


def test_rules_are_listed(odata2py: Run, tmp_path: Path) -> None:
    ran = odata2py("diff", "--rules", cwd=tmp_path)
    assert (ran.returncode, ran.stderr) == (0, "")
    listed = [line.split()[0] for line in ran.stdout.splitlines()]
    assert listed == [rule.id for rule in all_rules()]


@contextmanager
def serving(answers: dict[str, tuple[int, dict[str, str], bytes]]) -> Iterator[str]:
    """A server of some answers by path; gives its origin."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, headers, body = answers.get(self.path, (404, {}, b""))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def test_addresses(diff: Diff) -> None:
    new = edited(SHOP, EDITS).encode()
    elsewhere = {"location": "http://127.0.0.2:9/x"}
    answers = {
        "/v1/$metadata": (200, {}, new),
        "/here": (302, {"location": "/v1/$metadata"}, b""),
        "/elsewhere": (302, elsewhere, b""),
        "/circle": (302, {"location": "/circle"}, b""),
        "/page": (200, {"content-type": "text/html"}, b"<html><p>Sign in</html>"),
    }
    with serving(answers) as origin:
        for path in ("/v1/$metadata", "/here"):
            assert diff.elements("shop.csdl", f"{origin}{path}") == ELEMENTS
        for path, expected in (
            ("/no", "the service answered 404 Not Found, no metadata"),
            ("/elsewhere", "it leads on to http://127.0.0.2:9/x; name that address"),
            ("/circle", "it is redirected again and again"),
        ):
            fault = diff.fault("shop.csdl", f"{origin}{path}")
            assert fault.startswith(f"{origin}{path}: {expected}")
        assert f"{origin}/page" in diff.fault("shop.csdl", f"{origin}/page")
    assert "cannot be fetched" in diff.fault("shop.csdl", f"{origin}/v1/$metadata")


def test_availability(odata2py: Run, shop: Path, package: str) -> None:
    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return odata2py("availability", package, *arguments, cwd=shop)

    same = run("shop.csdl", "shop")
    assert (same.returncode, same.stderr) == (0, "")
    assert "-" not in re.sub(r"[^\s-]-", "", same.stdout)
    none = run("shop.csdl", "shop", "--differences").stdout
    assert none.startswith("1  shop.csdl\n2  shop\n\n")
    assert none.count("\n") == 4
    assert none.endswith("are the same everywhere.\n")
    ran = run("shop.csdl", "new.csdl")
    assert (ran.returncode, ran.stderr) == (1, "")
    lines = [line.split() for line in ran.stdout.splitlines()]
    assert ["colors", "yes", "-"] in lines
    assert ["shop.chair", "yes", "yes"] in lines
    few = run("shop.csdl", "new.csdl", "--differences").stdout
    assert "colors" in few
    assert "shop.chair  " not in few
    data = json.loads(run("new.csdl", "--json").stdout)
    presence = {each["element"]: each["presence"]["new.csdl"] for each in data}
    assert presence["shop.chair/colors"] == "missing"
    assert presence["shop.Door/chairs"] == presence["shop.thing/id"] == "same"
    assert presence["shop.paint(shop.chair)"] == "same"


def test_availability_of_what_was_never_generated(odata2py: Run, shop: Path) -> None:
    for name, expected in (("p", "is no generated package"), ("q", "no [package.q]")):
        ran = odata2py("availability", name, "new.csdl", cwd=shop)
        assert (ran.returncode, ran.stdout) == (2, "")
        assert expected in ran.stderr
