"""A package inside of an application: imported, checked and run where it stands."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from odata2py.csdl.reader import read_model
from odata2py.sandbox.app import create_app
from odata2py.sandbox.server import running

Run = Callable[..., subprocess.CompletedProcess[str]]

APPLICATION = '''
"""Turns SMS sign-in on for all mobiles of a person."""

from __future__ import annotations

import sys

from myapp._vendor.graph_phone import GraphClient, NotFoundError
from myapp._vendor.graph_phone.entities import PhoneAuthenticationMethod
from myapp._vendor.graph_phone.enums import AuthenticationPhoneType

from ._vendor import station


def mobiles(graph: GraphClient, person: str) -> list[PhoneAuthenticationMethod]:
    phones = graph.users[person].authentication.phone_methods
    wanted = AuthenticationPhoneType.MOBILE
    return [phone for phone in phones.list() if phone.phone_type == wanted]


def main(root: str) -> None:
    assert station.StationClient.__module__ == "myapp._vendor.station.client"
    with GraphClient("a-token", service_root=root) as graph:
        phones = graph.users["ada@contoso.com"].authentication.phone_methods
        phones.create(
            phone_number="+1 5555551234", phone_type=AuthenticationPhoneType.MOBILE
        )
        for phone in mobiles(graph, "ada@contoso.com"):
            phones[phone.id].enable_sms_sign_in()
            print(type(phone).__module__, phones[phone.id].get().sms_sign_in_state)
        try:
            phones["none"].get()
        except NotFoundError as error:
            print(error.status)


if __name__ == "__main__":
    main(sys.argv[1])
'''


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory, odata2py: Run) -> Path:
    """The ``src`` of an application, with two packages generated into it."""
    project = tmp_path_factory.mktemp("an application")
    repository = Path(__file__).parents[2]
    text = (repository / "odata2py.toml").read_text("utf-8")
    text = text.replace('"metadata/', f'"{(repository / "metadata").as_posix()}/')
    for old, new in (
        ("generated/graph_phone", "src/myapp/_vendor/graph_phone"),
        ("generated/everything", "src/myapp/_vendor/station"),
    ):
        text = re.sub(f'output = "{old}"', f'output = "{new}"', text)
    (project / "odata2py.toml").write_text(text, "utf-8")
    wanted = ("--package", "graph_phone", "--package", "everything")
    ran = odata2py("generate", *wanted, cwd=project)
    assert (ran.returncode, ran.stderr) == (0, "")
    app = project / "src" / "myapp"
    (app / "__init__.py").touch()
    (app / "_vendor" / "__init__.py").touch()
    (app / "py.typed").touch()
    (app / "__main__.py").write_text(APPLICATION, "utf-8")
    return project / "src"


def test_it_runs(source: Path) -> None:
    repository = Path(__file__).parents[2]
    app = create_app(
        read_model(repository / "metadata/authentication-v1.0.csdl"),
        rules=("authentication_methods",),
        rule_settings={"version": "v1.0"},
        root_path="/v1.0",
    )
    with running(app) as sandbox:
        ran = subprocess.run(
            [sys.executable, "-W", "error", "-m", "myapp", sandbox.url],
            cwd=source,
            capture_output=True,
            text=True,
            env={k: v for k, v in os.environ.items() if k != "PYTHONPATH"},
            check=False,
        )
    assert ran.returncode == 0, ran.stderr
    module = "myapp._vendor.graph_phone.entities.phone_authentication_method"
    assert ran.stdout.splitlines() == [f"{module} ready", "404"]


@pytest.mark.parametrize(
    "checker",
    [
        ["mypy", "--strict", "--cache-dir", os.devnull],
        ["pyright", "--pythonpath", sys.executable],
    ],
    ids=["mypy", "pyright"],
)
def test_it_is_typed(source: Path, checker: list[str]) -> None:
    checked = subprocess.run(
        [sys.executable, "-m", *checker, "myapp"],
        cwd=source,
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_a_mistake_is_found(source: Path) -> None:
    program = source / "mistake.py"
    program.write_text(
        "from myapp._vendor.graph_phone import GraphClient\n"
        "GraphClient('t').users['a'].authentication.phone_methods['b'].enable(1)\n"
    )
    mypy = ["mypy", "--strict", "--cache-dir", os.devnull]
    checked = subprocess.run(
        [sys.executable, "-m", *mypy, program.name],
        cwd=source,
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 1
    assert 'has no attribute "enable"' in checked.stdout
