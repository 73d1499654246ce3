"""What is generated: the committed packages, and slices of the same metadata."""

from __future__ import annotations

import ast
import difflib
import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from shutil import copytree, ignore_patterns

import black
import pytest
from lxml import etree

from odata2py.csdl.reader import read_model
from odata2py.profiles import load_profile
from odata2py.sandbox.app import create_app
from odata2py.sandbox.server import running

Run = Callable[..., subprocess.CompletedProcess[str]]
LOCK = "odata2py-lock.json"
CACHES = ("__pycache__", ".mypy_cache", ".ruff_cache")
LONGEST_PATH = 120

ROOT = Path(__file__).parents[2]
PROBE = ROOT / "tests" / "cases" / "probe.py"
PACKAGES = list(tomllib.loads((ROOT / "odata2py.toml").read_text())["package"])
REAL = Path(os.environ.get("ODATA2PY_METADATA", ROOT.parent / "shared" / "metadata"))


def texts(folder: Path) -> dict[str, str]:
    """The files of a package by their paths in it."""
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not set(CACHES) & set(path.parts)
    }


def differences(old: dict[str, str], new: dict[str, str]) -> str:
    """A unified diff of two trees; empty if there is none."""
    return "\n".join(
        line
        for path in sorted(old.keys() | new.keys())
        for line in difflib.unified_diff(
            old.get(path, "").splitlines(),
            new.get(path, "").splitlines(),
            f"old/{path}",
            f"new/{path}",
            lineterm="",
        )
    )


def change(project: Path, old: str, new: str) -> None:
    config = project / "odata2py.toml"
    text = config.read_text("utf-8")
    assert old in text
    config.write_text(text.replace(old, new), "utf-8")


def made(odata2py: Run, project: Path, package: str) -> dict[str, str]:
    """Generate a package of a project; its files."""
    ran = odata2py("generate", "--package", package, cwd=project)
    assert ran.returncode == 0, ran.stderr
    return texts(project / "generated" / package)


@pytest.mark.parametrize("package", PACKAGES)
def test_committed_packages_are_what_is_generated(
    package: str, project: Path, odata2py: Run
) -> None:
    committed = ROOT / "generated" / package
    output = project / "generated" / package
    copytree(committed, output, ignore=ignore_patterns(*CACHES))
    found = differences(texts(committed), made(odata2py, project, package))
    assert not found, f"'make generate' would change this:\n{found}"


@pytest.mark.parametrize(
    ("package", "ours", "real"),
    [
        ("graph_phone", "authentication-v1.0.csdl", "graph-v1.0.csdl"),
        ("graph_phone_beta", "authentication-beta.csdl", "graph-beta-ussec.csdl"),
    ],
)
def test_the_whole_document_gives_the_same_package(
    package: str, ours: str, real: str, project: Path, odata2py: Run
) -> None:
    if not (REAL / real).exists():
        pytest.skip(f"there is no {REAL / real}; ODATA2PY_METADATA names its folder")
    mine = made(odata2py, project, package)
    change(project, f"metadata/{ours}", f"{(REAL / real).absolute()}")
    theirs = made(odata2py, project, package)
    assert mine.pop(LOCK) != theirs.pop(LOCK)
    assert not differences(mine, theirs)


# Descriptions in another language


def without_docstrings(text: str) -> str:
    """The code of a module alone."""
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(body := getattr(node, "body", None), list):
            body[:] = [line for line in body if not docstring(line)]
    return ast.dump(tree)


def docstring(node: ast.AST) -> str:
    """The text of an expression that is a text and nothing else."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return str(node.value.value)
    return ""


def test_another_language_changes_the_docstrings_alone(
    project: Path, odata2py: Run
) -> None:
    english = made(odata2py, project, "graph_phone")
    change(project, "methods.en.csdl", "methods.zh-CN.csdl")
    chinese = made(odata2py, project, "graph_phone")
    assert english.keys() == chinese.keys()
    for path in english:
        if path.endswith((".py", ".pyi")):
            code, same = map(without_docstrings, (english[path], chinese[path]))
            assert code == same, path
    overlay = project / "metadata/overlays/authentication-methods.zh-CN.csdl"
    sentences = [
        text
        for annotations in etree.parse(overlay).iter("{*}Annotations")
        if "assword" not in annotations.get("Target", "")  # those are not in the slice
        for annotation in annotations.iter("{*}Annotation")
        if re.search("[一-鿿]", text := annotation.get("String", ""))
    ]
    modules = [ast.parse(text) for path, text in chinese.items() if ".py" in path]
    said = [docstring(node) for module in modules for node in ast.walk(module)]
    assert len(sentences) > 30
    for sentence in sentences:
        assert any("".join(sentence.split()) in "".join(text.split()) for text in said)


# The slice with all methods


@pytest.fixture(scope="module")
def methods(tmp_path_factory: pytest.TempPathFactory, odata2py: Run) -> Path:
    """A package with all authentication methods of a user."""
    project = tmp_path_factory.mktemp("methods")
    copytree(ROOT / "metadata", project / "metadata")
    (project / "odata2py.toml").write_text("""
        [source.graph]
        metadata = "metadata/authentication-v1.0.csdl"
        overlays = ["metadata/overlays/authentication-methods.en.csdl"]
        profile = "graph"

        [package.all_methods]
        source = "graph"
        output = "all_methods"
        client = "MethodsClient"
        include = ["/users/{id}/authentication/**"]
        """)
    ran = odata2py("generate", cwd=project)
    assert ran.returncode == 0, ran.stderr
    return project / "all_methods"


def answer(package: Path, program: str, *arguments: str) -> object:
    """What a program that imports the package prints, as JSON data."""
    ran = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        env={**os.environ, "PYTHONPATH": str(package.parent)},
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


CAPABILITIES = """
import json
from all_methods import MethodsClient
methods = MethodsClient(None).prepare.users["ada"].authentication
print(json.dumps({
    name: [
        access
        for builder in (getattr(methods, name), getattr(methods, name)["id"])
        for access in ("list", "create", "get", "update", "delete")
        if hasattr(builder, access)
    ]
    for name in ("fido2_methods", "password_methods", "phone_methods", "methods")
}))
"""


def test_builders_offer_what_their_paths_allow(methods: Path) -> None:
    assert answer(methods, CAPABILITIES) == {
        "fido2_methods": ["list", "get", "delete"],
        "password_methods": ["list", "create", "get"],
        "phone_methods": ["list", "create", "get", "update", "delete"],
        "methods": ["list", "create", "get", "update", "delete"],
    }


LISTING = """
import json, sys
from all_methods import MethodsClient
with MethodsClient("a-token", service_root=sys.argv[1]) as client:
    methods = client.users["ada@contoso.com"].authentication
    methods.phone_methods.create(phone_number="+1 5555551234", phone_type="mobile")
    found = [
        (type(method).__name__, method.odata_type, method.id)
        for method in methods.methods.list()
    ]
print(json.dumps(found))
"""


def test_methods_come_as_the_types_that_they_are(methods: Path) -> None:
    profile = load_profile("graph")
    model = read_model(ROOT / "metadata" / "authentication-v1.0.csdl")
    rules, settings = profile.sandbox_rules, {"version": profile.version}
    app = create_app(model, rules=rules, rule_settings=settings, keys_as_segments=True)
    with running(app) as sandbox:
        found = answer(methods, LISTING, sandbox.url)
    assert isinstance(found, list)
    kinds = {name: kind for name, kind, _ in found}
    assert kinds["PhoneAuthenticationMethod"] == (
        "microsoft.graph.phoneAuthenticationMethod"
    )
    assert "PasswordAuthenticationMethod" in kinds
    assert "AuthenticationMethod" not in kinds


def test_all_derived_types_are_there(methods: Path) -> None:
    model = read_model(ROOT / "metadata" / "authentication-v1.0.csdl")
    lock = json.loads((methods / LOCK).read_bytes())
    derived = list(model.descendants("microsoft.graph.authenticationMethod"))
    assert len(derived) > 8
    assert set(derived) <= lock["names"].keys()


def test_all_of_the_package_works(methods: Path) -> None:
    command = [sys.executable, str(PROBE), str(methods.parent), methods.name]
    tried = subprocess.run(command, capture_output=True, text=True)
    assert tried.returncode == 0, tried.stderr


def test_black_has_nothing_to_change(methods: Path) -> None:
    for path, text in texts(methods).items():
        if path.endswith((".py", ".pyi")):
            mode = black.Mode(is_pyi=path.endswith(".pyi"))
            assert black.format_str(text, mode=mode) == text, path


def test_paths_are_short_enough_for_any_system(methods: Path) -> None:
    assert max(map(len, texts(methods))) <= LONGEST_PATH


def test_type_checkers_have_nothing_to_say(methods: Path) -> None:
    python = [sys.executable, "-m"]
    mypy = ["mypy", "--strict", "--cache-dir", os.devnull]
    pyright = ["pyright", "--pythonpath", sys.executable]
    for checker in (mypy, pyright):
        command = [*python, *checker, str(methods)]
        checked = subprocess.run(
            command, capture_output=True, text=True, cwd=methods.parent
        )
        assert checked.returncode == 0, checked.stdout + checked.stderr


# Names that were given stay


NEWCOMERS = {
    '<Property Name="phoneNumber"': '<Property Name="PhoneNumber" Type="Edm.String"/>',
    '<NavigationProperty Name="phoneMethods"': (
        '<NavigationProperty Name="phone_methods" ContainsTarget="true" '
        'Type="Collection(graph.phoneAuthenticationMethod)"/>'
    ),
    '<NavigationProperty Name="authentication"': (
        '<NavigationProperty Name="Authentication" ContainsTarget="true" '
        'Type="graph.authentication"/>'
    ),
    '<Member Name="alternateMobile"': '<Member Name="AlternateMobile" Value="9"/>',
    '<Action Name="enableSmsSignIn"': (
        '<Action Name="EnableSmsSignIn" IsBound="true"><Parameter Name="it" '
        'Type="graph.phoneAuthenticationMethod"/></Action>'
    ),
    '<EntityType Name="phoneAuthenticationMethod"': (
        '<ComplexType Name="PhoneAuthenticationMethod"/>'
        '<ComplexType Name="phoneAuthenticationMethodCreate"/>'
        '<ComplexType Name="phoneMethodId"/>'
    ),
    '<Property Name="smsSignInState"': (
        '<Property Name="a" Type="graph.PhoneAuthenticationMethod"/>'
        '<Property Name="b" Type="graph.phoneAuthenticationMethodCreate"/>'
        '<Property Name="c" Type="graph.phoneMethodId"/>'
        '<NavigationProperty Name="DisableSmsSignIn" Type="graph.entity" '
        'ContainsTarget="true"/>'
    ),
    # A base type declares what is, in Python, the name of an heir's property.
    '<Property Name="createdDateTime"': '<Property Name="Phone_type" Type="Edm.Date"/>',
}


def test_newcomers_never_rename_what_was_there(project: Path, odata2py: Run) -> None:
    fresh = copytree(project, project.parent / "fresh")
    before = json.loads(made(odata2py, project, "graph_phone")[LOCK])["names"]
    for folder in (project, fresh):
        path = folder / "metadata" / "authentication-v1.0.csdl"
        text = path.read_text("utf-8")
        for place, newcomer in NEWCOMERS.items():
            assert place in text
            text = text.replace(place, f"{newcomer}{place}", 1)
        path.write_text(text, "utf-8")
        include = '"/users/{id}/authentication/phone_methods/**"'
        include += ', "/users/{id}/Authentication/phoneMethods/**"'
        change(folder, "include = [", f"include = [{include}, ")
    after = json.loads(made(odata2py, project, "graph_phone")[LOCK])["names"]
    assert {key: after[key] for key in before} == before
    without = json.loads(made(odata2py, fresh, "graph_phone")[LOCK])["names"]
    renamed = {key for key in before if without.get(key) != before[key]}
    assert len(renamed) >= len(NEWCOMERS)
    command = [sys.executable, str(PROBE), str(project / "generated"), "graph_phone"]
    tried = subprocess.run(command, capture_output=True, text=True)
    assert tried.returncode == 0, tried.stderr
