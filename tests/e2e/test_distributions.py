"""Wheel and sdist in fresh environments, and their packages in one without odata2py.

They are built here, or are those in the folder that ODATA2PY_DISTRIBUTIONS names: what
`make release-check` tries is what is uploaded.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tarfile
import tomllib
import venv
import zipfile
from collections.abc import Callable
from pathlib import Path
from shutil import copytree, ignore_patterns

import pytest

from odata2py.csdl.reader import read_model
from odata2py.export.models.writer import PINNED, WRITER
from odata2py.sandbox.app import create_app
from odata2py.sandbox.server import running

CACHES = {"__pycache__", ".mypy_cache", ".ruff_cache"}
TOOLS = ("black", "jinja2", "lxml", "msgspec", "starlette", "typer", "odata2py")


def output(*command: str | Path, cwd: Path) -> str:
    """What a command prints; it succeeds, and ours are no imports of it."""
    ran = subprocess.run(
        command, cwd=cwd, capture_output=True, text=True, env={"PATH": "/usr/bin:/bin"}
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


@pytest.fixture(scope="module")
def environment(
    tmp_path_factory: pytest.TempPathFactory,
) -> Callable[..., Path]:
    """Makes virtual environments with packages from the index; their programs."""

    def make(*packages: str | Path) -> Path:
        folder = tmp_path_factory.mktemp("venv")
        venv.create(folder, with_pip=True)
        programs = folder / "bin"
        pip = (programs / "python", "-m", "pip", "install", "--quiet")
        output(*pip, *packages, cwd=folder)
        return programs

    return make


@pytest.fixture(scope="module")
def distributions(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a wheel, which was built from the sdist beside it."""
    if there := os.environ.get("ODATA2PY_DISTRIBUTIONS"):
        return Path(there).resolve()
    folder = tmp_path_factory.mktemp("dist")
    build = (sys.executable, "-m", "build", "--outdir", folder)
    output(*build, repository, cwd=folder)
    return folder


@pytest.fixture(scope="module")
def wheel(distributions: Path) -> Path:
    (found,) = distributions.glob("odata2py-*-py3-none-any.whl")
    return found


@pytest.fixture(scope="module")
def sdist(distributions: Path) -> Path:
    (found,) = distributions.glob("odata2py-*.tar.gz")
    return found


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not CACHES & set(path.parts)
    }


def test_the_wheel_has_all_that_is_needed_and_no_more(
    wheel: Path, repository: Path
) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    packaged = {name for name in names if name.startswith("odata2py/")}
    sources = repository / "generator" / "odata2py"
    there = {f"odata2py/{name}" for name in contents(sources)}
    templates = contents(repository / "templates")
    assert packaged == there | {f"odata2py/templates/{name}" for name in templates}
    rest = [name.partition("/")[2] for name in names if name not in packaged]
    assert {"METADATA", "RECORD", "WHEEL", "entry_points.txt"} <= set(rest)
    assert any(name.endswith("LICENSE") for name in rest)


def test_the_sdist_has_what_a_checkout_has(sdist: Path, repository: Path) -> None:
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    listed = ("git", "ls-files", "-z")
    committed = set(output(*listed, cwd=repository).strip("\0").split("\0"))
    assert {name for name in committed - names if not name.startswith(".")} == set()
    assert names - committed == {"PKG-INFO"}


def test_their_version_is_the_newest_of_the_changelog(
    wheel: Path, sdist: Path, repository: Path
) -> None:
    changelog = (repository / "CHANGELOG.md").read_text("utf-8")
    newest = re.search(r"^## (\S+)", changelog, re.MULTILINE)
    assert newest is not None
    assert wheel.name == f"odata2py-{newest[1]}-py3-none-any.whl"
    assert sdist.name == f"odata2py-{newest[1]}.tar.gz"


@pytest.fixture(scope="module")
def from_wheel(wheel: Path, environment: Callable[..., Path]) -> Path:
    """The programs of an environment with the wheel, and none of its extras."""
    return environment(wheel)


@pytest.fixture(scope="module")
def from_sdist(sdist: Path, environment: Callable[..., Path]) -> Path:
    """The programs of an environment with what the sdist builds, and its extra."""
    return environment(f"{sdist}[models]")


@pytest.mark.parametrize("distribution", ["from_wheel", "from_sdist"])
def test_each_generates_what_is_committed(
    distribution: str, request: pytest.FixtureRequest, project: Path, repository: Path
) -> None:
    programs: Path = request.getfixturevalue(distribution)
    output(programs / "odata2py", "generate", cwd=project)
    made = contents(project / "generated")
    committed = {
        f"{package.name}/{name}": content
        for package in (repository / "generated").glob("[!.]*/")
        for name, content in contents(package).items()
    }
    assert made.keys() == committed.keys()
    assert [name for name in made if made[name] != committed[name]] == []


EXPORT = ("export", "models", "graph_phone", "--flavour", "pydantic")


def test_without_its_extra_the_wheel_says_what_is_missing(
    from_wheel: Path, project: Path
) -> None:
    target = project / "phones.py"
    ran = subprocess.run(
        [from_wheel / "odata2py", *EXPORT, "--output", target],
        cwd=project,
        capture_output=True,
        text=True,
        env={"PATH": "/usr/bin:/bin"},
    )
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr == (
        f"error: export models: {WRITER} is missing; "
        f"{PINNED} is needed: pip install 'odata2py[models]'\n"
    )
    assert not target.exists()
    schema = output(
        from_wheel / "odata2py", "export", "json-schema", "graph_phone", cwd=project
    )
    assert "PhoneAuthenticationMethod" in json.loads(schema)["$defs"]


def test_with_its_extra_models_are_written(from_sdist: Path, project: Path) -> None:
    written = output(from_sdist / "odata2py", *EXPORT, cwd=project)
    assert "\nclass PhoneAuthenticationMethod(" in written


def test_the_extra_brings_the_version_that_is_asked(
    wheel: Path, repository: Path
) -> None:
    archive = zipfile.ZipFile(wheel)
    (name,) = (n for n in archive.namelist() if n.endswith(".dist-info/METADATA"))
    said = archive.read(name).decode()
    assert f"Requires-Dist: {WRITER}=={PINNED}; extra == 'models'\n" in said
    project = tomllib.loads((repository / "pyproject.toml").read_text("utf-8"))
    assert f"{WRITER}=={PINNED}" in project["dependency-groups"]["dev"]


USE = """
import importlib.util, sys
from myapp._vendor.graph_phone import GraphClient, NotFoundError
from myapp._vendor.graph_phone.enums import AuthenticationPhoneType

assert [name for name in sys.argv[2:] if importlib.util.find_spec(name)] == []
with GraphClient("a-token", service_root=sys.argv[1]) as graph:
    phones = graph.users["ada@contoso.com"].authentication.phone_methods
    mobile = phones.create(
        phone_number="+1 5555551234", phone_type=AuthenticationPhoneType.MOBILE
    )
    mobile.phone_number = "+1 5555550000"
    phones[mobile.id].update(mobile)
    print(*(phone.phone_number for phone in phones.list()), sep=", ")
    phones[mobile.id].delete()
    try:
        phones[mobile.id].get()
    except NotFoundError as error:
        print(error.status)
"""


def test_a_vendored_package_needs_httpx_and_pydantic_alone(
    environment: Callable[..., Path], repository: Path, tmp_path: Path
) -> None:
    vendor = tmp_path / "myapp" / "_vendor"
    vendor.mkdir(parents=True)
    (vendor / "__init__.py").touch()
    (vendor.parent / "__init__.py").touch()
    package = repository / "generated" / "graph_phone"
    copytree(package, vendor / package.name, ignore=ignore_patterns(*CACHES))
    python = environment("httpx", "pydantic") / "python"
    model = read_model(repository / "metadata" / "authentication-v1.0.csdl")
    rules = ("authentication_methods",)
    with running(create_app(model, rules=rules, keys_as_segments=True)) as sandbox:
        said = output(python, "-c", USE, sandbox.url, *TOOLS, cwd=tmp_path)
    assert said == "+1 5555550000\n404\n"
    methods = [received.method for received in sandbox.log]
    assert methods == ["POST", "PATCH", "GET", "DELETE", "GET"]


def test_importing_a_package_imports_no_tools(repository: Path) -> None:
    program = "import graph_phone, sys; print(*sys.modules)"
    said = output(sys.executable, "-c", program, cwd=repository / "generated")
    assert "graph_phone" in said.split()
    assert not set(TOOLS) & set(said.split())
