"""``odata2py init``: by options, by answers on a terminal, and what comes of it."""

from __future__ import annotations

import shlex
import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from tests.e2e.dialogs import Terminal, terminal
from tests.unit.office import OFFICE

from odata2py.config import PackageSettings, Source, load_config
from odata2py.csdl.reader import read_model
from odata2py.sandbox.app import create_app
from odata2py.sandbox.server import running

Run = Callable[..., subprocess.CompletedProcess[str]]

PROGRAM = Path(sys.executable).with_name("odata2py")
WAYS = "/users/{id}/ways/**"
GIVEN = ["init", "--service", "office.csdl", "--include", WAYS]


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A folder with nothing but a document in it."""
    (tmp_path / "office.csdl").write_text(OFFICE, "utf-8")
    return tmp_path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def package(name: str, output: str, *include: str) -> PackageSettings:
    return PackageSettings(name, "office", output, "OfficeClient", include)


def python(program: str, folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def follow(said: str, folder: Path) -> list[str]:
    """Does what is said to come next; the verbs that were."""
    lines = [line.partition("#")[0] for line in said.splitlines()[1:]]
    commands = [shlex.split(line) for line in lines]
    for program, *words in commands:
        assert program == "odata2py"
        done = subprocess.run(
            [PROGRAM, *words], cwd=folder, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
    return [words[1] for words in commands]


def test_from_a_file_to_a_client(office: Path, odata2py: Run) -> None:
    ran = odata2py(*GIVEN, cwd=office)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.splitlines()[0] == "odata2py.toml is written. Next:"
    assert follow(ran.stdout, office) == ["inspect", "generate"]
    shown = python(
        "from office_client import OfficeClient\n"
        "with OfficeClient(service_root='http://127.0.0.1:9') as office:\n"
        "    print(office.prepare.users['ada'].ways.all.list().url)",
        office,
    )
    assert shown == "users('ada')/ways/all\n"


def test_from_an_address_to_a_client(tmp_path: Path, odata2py: Run) -> None:
    (tmp_path / "there.csdl").write_text(OFFICE, "utf-8")
    (tmp_path / "src").mkdir()
    app = create_app(
        read_model(tmp_path / "there.csdl"),
        metadata=(tmp_path / "there.csdl").read_bytes(),
        root_path="/office",
        keys_as_segments=True,
    )
    with running(app) as sandbox:
        address = f"{sandbox.url}/$metadata"
        given = ["--service", address, "--include", "/users#list", "--include", "/me"]
        given += ["--profile", "odata-segments", "--package", "staff"]
        ran = odata2py("init", *given, cwd=tmp_path)
        assert (ran.returncode, ran.stderr) == (0, "")
        config = load_config(tmp_path / "odata2py.toml")
        assert config.sources == {
            "office": Source(
                "office",
                "metadata/office.csdl",
                profile="odata-segments",
                pull=address,
            )
        }
        assert config.packages == {
            "staff": package("staff", "src/staff", "/users#list", "/me")
        }
        assert follow(ran.stdout, tmp_path) == ["pull", "inspect", "generate"]
        program = (
            "from staff import OfficeClient\n"
            f"with OfficeClient(service_root={sandbox.url!r}) as office:\n"
            "    print(list(office.users.list()))"
        )
        assert python(program, tmp_path / "src") == "[]\n"
        assert [request.path for request in sandbox.log][-1].endswith("/users")


def test_a_known_service(tmp_path: Path, odata2py: Run) -> None:
    given = ["--service", "graph/beta", "--include", "/me#get", "--client", "Mine"]
    ran = odata2py("init", *given, cwd=tmp_path)
    assert (ran.returncode, ran.stderr) == (0, "")
    config = load_config(tmp_path / "odata2py.toml")
    source = Source("graph", "metadata/graph.csdl", (), "graph/beta", "graph/beta")
    assert config.sources == {"graph": source}
    assert config.packages["graph_client"].client == "Mine"
    assert [line.split()[1] for line in ran.stdout.splitlines()[1:]] == [
        "pull",
        "inspect",
        "generate",
    ]


def test_paths_are_those_of_the_command_line(office: Path, odata2py: Run) -> None:
    (office / "my settings").mkdir()
    place = ["--config", "my settings/o.toml", "--output", "out/p", "--package", "p"]
    ran = odata2py(*GIVEN, *place, cwd=office)
    assert (ran.returncode, ran.stderr) == (0, "")
    config = load_config(office / "my settings/o.toml")
    assert config.sources["office"].metadata == "../office.csdl"
    assert config.packages == {"p": package("p", "../out/p", WAYS)}
    assert follow(ran.stdout, office) == ["inspect", "generate"]
    assert (office / "out/p/client.py").exists()


def test_names_in_other_alphabets(tmp_path: Path, odata2py: Run) -> None:
    (tmp_path / "Büro.csdl").write_text(OFFICE, "utf-8")
    given = ["--service", "Büro.csdl", "--include", "/me"]
    ran = odata2py("init", *given, cwd=tmp_path)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert follow(ran.stdout, tmp_path) == ["inspect", "generate"]
    assert python("from büro_client import BüroClient as c; print(c)", tmp_path)


def test_what_is_noteworthy_is_told(office: Path, odata2py: Run) -> None:
    ran = odata2py(*GIVEN, "--include", "/users#list,get", cwd=office)
    assert ran.returncode == 0
    assert ran.stderr.startswith("notice: include: the path pattern '/users#list,get'")


NOBODY = "it is missing, and there is no terminal to ask at"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (
            [],
            [
                f"--service: {NOBODY}; a known service, the address of metadata, or a "
                "CSDL file is expected",
                f"--include: {NOBODY}; a path pattern such as "
                "'/users/{id}/friends/**' is expected",
            ],
        ),
        (["--service", "office.csdl"], [f"--include: {NOBODY}; a path pattern"]),
        (["--include", "/me"], [f"--service: {NOBODY}; a known service"]),
        (
            ["--service", "ofice.csdl", "--include", "/me"],
            ["--service: there is no file or known service 'ofice.csdl'"],
        ),
        (
            [*GIVEN[1:3], "--include", "/mee", "--include", "/me"],
            [
                "--include: the path pattern '/mee' matches nothing: there is no 'mee' "
                "below '/'; did you mean 'me'?"
            ],
        ),
        (
            [*GIVEN[1:], "--package", "my-p", "--client", "None", "--profile", "x"],
            [
                "--package: 'my-p' is no name; a Python name is expected",
                "--client: 'None' is no name; a Python name is expected",
                "--profile: no profile is called 'x'; known are",
            ],
        ),
        (
            ["--service", "no.csdl", "--include", "me"],
            ["--include: path pattern 'me': it does not start with '/'"],
        ),
        (
            [*GIVEN[1:], "--output", "."],
            ["--output: '.' holds the configuration itself; a package has a folder"],
        ),
        (
            [*GIVEN[1:], "--output", "office.csdl"],
            ["--output: office.csdl: the output is a file; name a folder"],
        ),
        (
            [*GIVEN[1:], "--config", "no/o.toml"],
            ["no: there is no such folder; make it"],
        ),
        (
            [*GIVEN[1:], "--config", "pyproject.toml"],
            ["pyproject.toml: a new file is written; name another, whose tables may"],
        ),
    ],
)
def test_one_line_says_what_is_wrong(
    office: Path, odata2py: Run, arguments: list[str], told: list[str]
) -> None:
    ran = odata2py("init", *arguments, cwd=office)
    assert (ran.returncode, ran.stdout) == (2, "")
    lines = ran.stderr.splitlines()
    assert len(lines) == len(told)
    for line, words in zip(lines, told, strict=True):
        assert line.startswith(f"error: {words}")
    assert names(office) == ["office.csdl"]


def test_bytes_that_are_no_text(office: Path) -> None:
    (office / "office.csdl").rename(office / "b\udcfcro.csdl")
    given = [str(PROGRAM), "init", "--service", "b\udcfcro.csdl", "--include", "/me"]
    ran = subprocess.run(given, cwd=office, capture_output=True, check=False)
    assert ran.returncode == 2
    assert ran.stderr.decode() == (
        "error: --service: 'b\\udcfcro.csdl' is no UTF-8; a path that is, is expected\n"
    )
    assert names(office) == ["b\udcfcro.csdl"]


def test_what_is_there_is_not_overwritten(office: Path, odata2py: Run) -> None:
    (office / "odata2py.toml").write_text("mine")
    ran = odata2py(*GIVEN, cwd=office)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr == (
        "error: odata2py.toml: there is one already; add to it, or name another file "
        "with --config\n"
    )
    assert (office / "odata2py.toml").read_text() == "mine"


def test_settings_in_a_pyproject_are_enough(office: Path, odata2py: Run) -> None:
    (office / "pyproject.toml").write_text("[tool.odata2py.source.x]\n")
    ran = odata2py(*GIVEN, cwd=office)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr == (
        "error: pyproject.toml: it has settings already, in [tool.odata2py]; "
        "add to these\n"
    )
    assert names(office) == ["office.csdl", "pyproject.toml"]


# Somebody sits at a terminal.

needs_terminal = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows has no terminals of this kind"
)


def sit(folder: Path, *arguments: str) -> AbstractContextManager[Terminal]:
    return terminal(PROGRAM, "init", *arguments, cwd=folder)


@needs_terminal
def test_what_is_not_given_is_asked_for(office: Path) -> None:
    with sit(office) as screen:
        asked = screen.answer("CSDL file): ", "office.csdl")
        assert "graph, graph/v1.0, graph/beta, " in asked
        screen.answer("[odata]: ", "")
        asked = screen.answer("[/**]: ", WAYS)
        assert "Paths begin with /" in asked
        assert "/users" in asked
        screen.answer("One more path", "/me#get")
        screen.answer("One more path", "")
        screen.answer("Package [office_client]: ", "staff")
        screen.answer("[staff]: ", "vendor/staff")
        screen.answer("Client class [OfficeClient]: ", "")
        assert screen.end() == 0, screen.shown
    assert "error" not in screen.shown
    config = load_config(office / "odata2py.toml")
    assert config.sources == {"office": Source("office", "office.csdl")}
    assert config.packages == {
        "staff": package("staff", "vendor/staff", WAYS, "/me#get")
    }
    said = screen.shown[screen.shown.index("odata2py.toml is written") :]
    assert follow(said.strip(), office) == ["inspect", "generate"]
    assert python("from staff import OfficeClient", office / "vendor") == ""


@needs_terminal
def test_what_is_given_is_not_asked_for(office: Path) -> None:
    given = [*GIVEN[1:], "--package", "p", "--output", "p", "--client", "OfficeClient"]
    with sit(office, *given, "--profile", "odata") as screen:
        assert screen.end() == 0
    assert screen.shown.startswith("odata2py.toml is written. Next:\n")
    assert load_config(office / "odata2py.toml").packages == {
        "p": package("p", "p", WAYS)
    }


@needs_terminal
def test_a_known_service_has_its_profile(tmp_path: Path) -> None:
    with sit(tmp_path) as screen:
        screen.answer("CSDL file): ", "graph/v1.0")
        screen.answer("all below): ", "")
        screen.answer("all below): ", "/me#get")
        for _ in range(4):
            screen.answer(": ", "")
        assert screen.end() == 0, screen.shown
    assert "Profile" not in screen.shown
    config = load_config(tmp_path / "odata2py.toml")
    assert config.sources["graph"].profile == "graph/v1.0"
    assert config.packages["graph_client"].include == ("/me#get",)


@needs_terminal
def test_answers_can_be_corrected(office: Path) -> None:
    (office / "mine").mkdir()
    (office / "mine/thesis.txt").touch()
    with sit(office) as screen:
        screen.answer("CSDL file): ", "office.cdsl")
        screen.answer("error: there is no file or known service 'office.cdsl'", "")
        screen.answer("CSDL file): ", "office.csdl")
        screen.answer("[odata]: ", "odta")
        screen.wait_for("error: no profile is called 'odta'; did you mean 'odata'")
        screen.answer("[odata]: ", "odata-segments")
        screen.answer("[/**]: ", "users")
        screen.wait_for("error: path pattern 'users': it does not start with '/'")
        screen.answer("[/**]: ", "/users/{id}/wais")
        screen.wait_for("error: the path pattern '/users/{id}/wais' matches nothing")
        screen.wait_for("did you mean 'ways'?")
        screen.answer("[/**]: ", WAYS)
        screen.answer("One more path", "/mee")
        screen.wait_for("error: the path pattern '/mee' matches nothing")
        screen.answer("One more path", "")
        screen.answer("Package", "my-package")
        screen.wait_for("error: 'my-package' is no name; a Python name is expected")
        screen.answer("Package", "p")
        screen.answer("[p]: ", "mine")
        screen.wait_for("error: mine: the folder was not made by odata2py")
        screen.answer("[p]: ", "")
        screen.answer("Client class", "class")
        screen.wait_for("error: 'class' is no name")
        screen.answer("Client class", "OfficeClient")
        assert screen.end() == 0, screen.shown
    config = load_config(office / "odata2py.toml")
    assert config.sources["office"].profile == "odata-segments"
    assert config.packages == {"p": package("p", "p", WAYS)}


@needs_terminal
def test_options_that_are_wrong_are_told_before_anything_is_asked(office: Path) -> None:
    with sit(office, "--client", "my-client") as screen:
        assert screen.end() == 2
    assert screen.shown == (
        "error: --client: 'my-client' is no name; a Python name is expected: letters, "
        "digits and underscores, no keyword\n"
    )


@needs_terminal
@pytest.mark.parametrize("key", ["\x03", "\x04"], ids=["Ctrl-C", "Ctrl-D"])
@pytest.mark.parametrize("late", [False, True])
def test_it_can_be_left_at_any_time(office: Path, key: str, late: bool) -> None:
    given = GIVEN[1:] if late else []
    question = "[OfficeClient]: " if late else "CSDL file): "
    with sit(office, *given) as screen:
        if late:
            screen.answer("[odata]: ", "")
            screen.answer("Package", "")
            screen.answer("Folder", "")
        screen.wait_for(question)
        screen.insist(key, "\nerror: interrupted; what stood there before is intact\n")
        assert screen.end() == 2
    assert "Traceback" not in screen.shown
    assert names(office) == ["office.csdl"]


@needs_terminal
def test_a_terminal_without_all_letters(office: Path) -> None:
    address = "https://office.example/B%C3%BCro/$metadata"
    plain = ["/usr/bin/env", "LC_ALL=C", "PYTHONUTF8=0", "PYTHONCOERCECLOCALE=0"]
    given = ["init", "--service", address, "--include", "/me"]
    with terminal(*plain, PROGRAM, *given, cwd=office) as screen:
        screen.answer("[odata]: ", "")
        screen.answer("Package [b\\xfcro_client]: ", "büro")
        screen.wait_for("is no name; a Python name is expected")
        screen.answer("Package [b\\xfcro_client]: ", "buero")
        screen.answer("Folder", "")
        screen.answer("Client class [B\\xfcroClient]: ", "BueroClient")
        assert screen.end() == 0, screen.shown
    assert (office / "odata2py.toml").exists()


def test_nobody_is_asked_where_nothing_can_be_read(office: Path) -> None:
    ran = subprocess.run(
        ["/bin/sh", "-c", 'exec "$0" init <&-', str(PROGRAM)],
        cwd=office,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 2
    assert ran.stderr.startswith(f"error: --service: {NOBODY}; ")


@needs_terminal
def test_nothing_is_asked_where_there_is_one_already(office: Path) -> None:
    (office / "odata2py.toml").write_text("mine")
    with sit(office) as screen:
        assert screen.end() == 2
    assert screen.shown.startswith("error: odata2py.toml: there is one already;")
