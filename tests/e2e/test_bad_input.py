"""Bad input on the real command line: one clear line each, and nothing is touched."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from shutil import copytree

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]
Damage = Callable[[Path], None]

CONFIG = """\
[source.shop]
metadata = "shop.csdl"
overlays = ["shop.en.csdl"]

[package.shop]
source = "shop"
output = "shop"
client = "ShopClient"
include = ["/chairs/**"]
"""
SHOP = """\
<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx">
 <edmx:DataServices>
  <Schema Namespace="shop" xmlns="http://docs.oasis-open.org/odata/ns/edm">
   <EntityType Name="chair">
    <Key><PropertyRef Name="id"/></Key>
    <Property Name="id" Type="Edm.String" Nullable="false"/>
    <Property Name="color" Type="shop.color"/>
   </EntityType>
   <EnumType Name="color">
    <Member Name="red"/>
   </EnumType>
   <EntityContainer Name="Door">
    <EntitySet Name="chairs" EntityType="shop.chair"/>
   </EntityContainer>
  </Schema>
 </edmx:DataServices>
</edmx:Edmx>
"""
OVERLAY = """\
<Schema Namespace="shop.en" xmlns="http://docs.oasis-open.org/odata/ns/edm">
 <Annotations Target="shop.chair/color">
  <Annotation Term="Org.OData.Core.V1.Description" String="What it looks like."/>
 </Annotations>
</Schema>
"""
OLD_EDMX = "http://schemas.microsoft.com/ado/2007/06/edmx"
BOMB = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>\n<x>&b;</x>'
THIEF = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>\n<x>&a;</x>'


def put(name: str, content: str | bytes) -> Damage:
    """A file with that content instead."""

    def damage(folder: Path) -> None:
        data = content if isinstance(content, bytes) else content.encode()
        (folder / name).write_bytes(data)

    return damage


def swap(name: str, old: str, new: str) -> Damage:
    """Other words in a file."""

    def damage(folder: Path) -> None:
        text = (folder / name).read_text("utf-8")
        assert old in text
        (folder / name).write_text(text.replace(old, new), "utf-8")

    return damage


def config(old: str, new: str) -> Damage:
    return swap("odata2py.toml", old, new)


def shop(old: str, new: str) -> Damage:
    return swap("shop.csdl", old, new)


def taken_output(folder: Path) -> None:
    put("taken", "mine")(folder)
    config('output = "shop"', 'output = "taken"')(folder)


def foreign_folder(folder: Path) -> None:
    (folder / "mine").mkdir()
    (folder / "mine" / "thesis.txt").write_text("years of work")
    config('output = "shop"', 'output = "mine"')(folder)


def missing(name: str) -> Damage:
    return lambda folder: (folder / name).unlink()


# What is done to a project that is fine, and what its owner is told.
METADATA: dict[str, tuple[Damage, list[str]]] = {
    "no such file": (missing("shop.csdl"), ["shop.csdl: there is no such file"]),
    "no such overlay": (missing("shop.en.csdl"), ["shop.en.csdl: there is no such"]),
    "a folder": (
        config("shop.csdl", "shop"),
        ["shop: this is a folder", "name the CSDL file in it"],
    ),
    "empty": (put("shop.csdl", ""), ["shop.csdl: the file is empty", "CSDL XML"]),
    "not XML": (
        put("shop.csdl", "Hello?"),
        ["shop.csdl:1: not well-formed XML", "CSDL XML is expected"],
    ),
    "cut off": (
        put("shop.csdl", SHOP[:400]),
        ["shop.csdl:10: not well-formed XML", "CSDL XML is expected"],
    ),
    "not text": (
        put("shop.csdl", b"\x00\x01\xff"),
        ["shop.csdl:1: not well-formed XML", "CSDL XML is expected"],
    ),
    "JSON": (
        put("shop.csdl", '{"$Version": "4.01"}'),
        ["shop.csdl:1: not well-formed XML", "ask the service for its metadata as XML"],
    ),
    "XML that is not CSDL": (
        put("shop.csdl", "<html><body>Please sign in</body></html>"),
        ["shop.csdl:1: this is XML but not CSDL: the root element is 'html'", "Edmx'"],
    ),
    "OData 2": (
        put("shop.csdl", f'<Edmx Version="1.0" xmlns="{OLD_EDMX}"/>'),
        ["shop.csdl:1: this is metadata of OData 1 to 3", "ask the service for its"],
    ),
    "OData 3": (
        shop('Version="4.0"', 'Version="3.0"'),
        ["shop.csdl:1: this is metadata of OData 1 to 3", "OData 4 metadata"],
    ),
    "a DOCTYPE that grows": (
        put("shop.csdl", BOMB),
        ["shop.csdl: a DOCTYPE is refused", "remove it"],
    ),
    "a DOCTYPE that reads files": (
        put("shop.csdl", THIEF),
        ["shop.csdl: a DOCTYPE is refused", "remove it"],
    ),
    "an unresolved type": (
        shop('"shop.color"', '"shop.colour"'),
        ["shop.csdl:7: Property 'color'", "'shop.colour'", "color'?"],
    ),
    "an unresolved alias": (
        shop('"shop.color"', '"s.color"'),
        ["shop.csdl:7: Property 'color'", "'s.color'", "shop.color"],
    ),
    "an unresolved type of a set": (
        shop('EntityType="shop.chair"', 'EntityType="shop.char"'),
        ["shop.csdl:13: EntitySet 'chairs'", "'shop.char'", "chair'?"],
    ),
    "a facet that is no number": (
        shop('Type="shop.color"', 'Type="Edm.String" MaxLength="many"'),
        ["shop.csdl:7: Property 'color'", "'many'"],
    ),
    "a name that is code": (
        shop('Name="color" Type', 'Name="x; import os" Type'),
        ["shop.csdl:7: Property", "'x; import os'", "letters, digits and underscores"],
    ),
    "an overlay on no type": (
        swap("shop.en.csdl", "shop.chair/", "shop.chairs/"),
        ["shop.en.csdl:2: the target 'shop.chairs/color' does not", "chair'?"],
    ),
    "an overlay on no member": (
        swap("shop.en.csdl", "/color", "/colour"),
        ["shop.en.csdl:2: the target 'shop.chair/colour'", "did you mean 'color'?"],
    ),
    "an overlay that is not XML": (
        put("shop.en.csdl", "It is red."),
        ["shop.en.csdl:1: not well-formed XML", "CSDL XML is expected"],
    ),
}
PATHS: dict[str, tuple[Damage, list[str]]] = {
    "nothing on the path": (
        config("/chairs/**", "/chair/**"),
        [
            "[package.shop] include: the path pattern '/chair/**' matches nothing",
            "'chairs'",
        ],
    ),
    "nothing beyond the path": (
        config("/chairs/**", "/chairs/{id}/legs"),
        ["[package.shop] include: the path pattern '/chairs/{id}/legs' matches"],
    ),
    "an unknown access": (
        config("/chairs/**", "/chairs#lst"),
        ["odata2py.toml:9: [package.shop] include", "'lst'", "did you mean 'list'?"],
    ),
    "no pattern": (
        config("/chairs/**", "chairs"),
        ["odata2py.toml:9: [package.shop] include", "it does not start with '/'"],
    ),
}
OUTPUTS: dict[str, tuple[Damage, list[str]]] = {
    "a foreign folder": (
        foreign_folder,
        ["mine: the folder was not made by odata2py", "choose an empty or a new"],
    ),
    "a file": (
        taken_output,
        ["taken: the output is a file", "name a folder"],
    ),
    "a file in the way": (
        config('output = "shop"', 'output = "shop.csdl/shop"'),
        ["shop.csdl/shop: the package cannot be written (", "it is as it was"],
    ),
    "a place where nothing can be": (
        config('output = "shop"', 'output = "/proc/shop"'),
        ["/proc/shop: the package cannot be written (", "it is as it was"],
    ),
    "a name that is too long": (
        config('output = "shop"', f'output = "{"x" * 300}"'),
        ["xxx", "xxx: the output cannot be read (File name too long)", "another"],
    ),
    "an edited file": (
        swap("shop/client.py", "profile = PROFILE", "profile = MINE"),
        ["shop/client.py: this generated file was edited by hand", "restore it"],
    ),
    "an added file": (
        put("shop/entities/mine.py", ""),
        ["shop/entities/mine.py: this file is not part of the", "move it out"],
    ),
    "a damaged lock": (
        put("shop/odata2py-lock.json", "{"),
        ["shop/odata2py-lock.json: the lock file cannot be read", "restore it"],
    ),
    "a lock that is gone": (
        missing("shop/odata2py-lock.json"),
        ["shop: the folder was not made by odata2py: it has no odata2py-lock.json"],
    ),
}
CONFIGS: dict[str, tuple[Damage, list[str]]] = {
    "no such file": (
        missing("odata2py.toml"),
        ["odata2py.toml: there is no such configuration file", "odata2py init"],
    ),
    "not TOML": (
        config('client = "ShopClient"', "client = ShopClient"),
        ["odata2py.toml:8: this is not TOML"],
    ),
    "not text": (put("odata2py.toml", b"\xff\xfe"), ["odata2py.toml: cannot be read"]),
    "no package": (
        put("odata2py.toml", ""),
        ["odata2py.toml: there is no package", "a table [package.<name>]"],
    ),
    "a misspelt table": (
        config("[package.shop]", "[pakage.shop]"),
        ["odata2py.toml:5: pakage: there is no such key", "did you mean 'package'?"],
    ),
    "a misspelt key": (
        config("overlays =", "overlay ="),
        [
            "odata2py.toml:3: [source.shop] overlay: there is",
            "did you mean 'overlays'?",
        ],
    ),
    "a missing key": (
        config('client = "ShopClient"\n', ""),
        ["odata2py.toml:5: [package.shop] client: it is missing", "text in quotes"],
    ),
    "a value of another kind": (
        config('"ShopClient"', "7"),
        ["odata2py.toml:8: [package.shop] client: 7 is no text in quotes"],
    ),
    "no name of a class": (
        config('"ShopClient"', '"Shop Client"'),
        ["odata2py.toml:8: [package.shop] client: 'Shop Client'", "a Python name"],
    ),
    "no name of a package": (
        config("[package.shop]", "[package.my-shop]"),
        ["odata2py.toml:5: [package.my-shop]: 'my-shop' is no", "a Python name is"],
    ),
    "an unknown source": (
        config('source = "shop"', 'source = "shpo"'),
        ["odata2py.toml:6: [package.shop] source", "'shpo'", "did you mean 'shop'?"],
    ),
    "an unknown profile": (
        config("\n\n[package", '\nprofile = "odta"\n\n[package'),
        ["odata2py.toml:4: [source.shop] profile", "'odta'", "did you mean 'odata'?"],
    ),
    "nothing included": (
        config('["/chairs/**"]', "[]"),
        ["odata2py.toml:9: [package.shop] include: it is empty", "at least one path"],
    ),
    "an output that holds it all": (
        config('output = "shop"', 'output = "."'),
        ["odata2py.toml:7: [package.shop] output", "holds the configuration itself"],
    ),
    "an output that cannot be imported": (
        config('output = "shop"', 'output = "out/my-shop"'),
        ["odata2py.toml:7: [package.shop] output: 'out/my-shop' cannot be imported"],
    ),
    "an output that is a keyword": (
        config('output = "shop"', 'output = "class"'),
        [
            "odata2py.toml:7: [package.shop] output: 'class' cannot be imported",
            "'class' is no name of a module; a Python name is expected",
        ],
    ),
    "an output that hides a library": (
        config('output = "shop"', 'output = "json"'),
        [
            "odata2py.toml:7: [package.shop] output: 'json' would be imported in the",
            "in the place of the library 'json'; another name, or a folder inside",
        ],
    ),
    "a rename of nothing": (
        config('/**"]', '/**"]\nnames = {"shop.chiar" = "Chair"}'),
        [
            "[package.shop] names: the package has no element 'shop.chiar'",
            "'shop.chair'",
        ],
    ),
    "a rename without a namespace": (
        config('/**"]', '/**"]\nnames = {"chair" = "Chair"}'),
        ["[package.shop] names: the package has no element 'chair'", "'shop.chair'?"],
    ),
    "a rename to a taken name": (
        config('/**"]', '/**"]\nnames = {"shop.chair/color" = "json"}'),
        ["[package.shop] names: 'shop.chair/color' cannot be called 'json', which"],
    ),
}
ALL = [
    pytest.param(damage, told, id=f"{title}: {name}")
    for title, table in (
        ("metadata", METADATA),
        ("paths", PATHS),
        ("output", OUTPUTS),
        ("configuration", CONFIGS),
    )
    for name, (damage, told) in table.items()
]


@pytest.fixture(scope="session")
def good(tmp_path_factory: pytest.TempPathFactory, odata2py: Run) -> Path:
    """A project that is fine, with its package."""
    folder = tmp_path_factory.mktemp("good")
    for name, content in (
        ("odata2py.toml", CONFIG),
        ("shop.csdl", SHOP),
        ("shop.en.csdl", OVERLAY),
    ):
        (folder / name).write_text(content, "utf-8")
    assert odata2py("generate", cwd=folder).returncode == 0
    return folder


def snapshot(folder: Path) -> dict[Path, tuple[int, bytes]]:
    return {
        path: (path.stat().st_mtime_ns, path.read_bytes() if path.is_file() else b"")
        for path in folder.rglob("*")
    }


@pytest.mark.parametrize(("damage", "told"), ALL)
def test_one_line_says_it_and_nothing_is_touched(
    damage: Damage, told: list[str], good: Path, odata2py: Run, tmp_path: Path
) -> None:
    project = copytree(good, tmp_path / "project")
    damage(project)
    before = snapshot(project)
    ran = odata2py("generate", cwd=project)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr.startswith(f"error: {told[0]}")
    assert ran.stderr.count("\n") == 1
    for words in told:
        assert words in ran.stderr
    assert snapshot(project) == before


def test_several_faults_have_a_line_each(
    good: Path, odata2py: Run, tmp_path: Path
) -> None:
    project = copytree(good, tmp_path / "project")
    config('source = "shop"', 'source = "shpo"')(project)
    config('output = "shop"', "output = 1")(project)
    config("/chairs/**", "chairs")(project)
    lines = odata2py("generate", cwd=project).stderr.splitlines()
    places = [line.split(": ")[1] for line in lines]
    assert places == ["odata2py.toml:6", "odata2py.toml:7", "odata2py.toml:9"]


def test_a_package_that_is_not_configured(good: Path, odata2py: Run) -> None:
    ran = odata2py("generate", "--package", "shpo", cwd=good)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr == (
        "error: odata2py.toml: there is no [package.shpo]; did you mean 'shop'?\n"
    )


def test_a_package_in_the_place_of_a_source(good: Path, odata2py: Run) -> None:
    with (good / "odata2py.toml").open("a") as file:
        text = CONFIG.partition("[package.shop]")[2].replace(
            'output = "shop"', 'output = "b"'
        )
        file.write(f"[package.boats]{text}")
    for verb in ("inspect", "sandbox"):
        ran = odata2py(verb, "boats", cwd=good)
        assert (ran.returncode, ran.stdout) == (2, "")
        said = "the package of that name has source 'shop'"
        assert ran.stderr == f"error: there is no source or file 'boats'; {said}\n"


def test_a_source_that_is_not_configured(good: Path, odata2py: Run) -> None:
    ran = odata2py("sandbox", "shpo", cwd=good)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr == (
        "error: there is no source or file 'shpo'; did you mean 'shop'?\n"
    )


@pytest.mark.parametrize("command", ["inspect", "sandbox"])
def test_a_profile_for_a_source_that_has_one(
    command: str, good: Path, odata2py: Run
) -> None:
    ran = odata2py(command, "shop", "--profile", "odata", cwd=good)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr == (
        "error: --profile: 'shop' is a source, whose profile is in odata2py.toml; "
        "leave it out\n"
    )


def test_a_bad_package_after_a_good_one(
    good: Path, odata2py: Run, tmp_path: Path
) -> None:
    project = copytree(good, tmp_path / "project")
    second = CONFIG.partition("[package")[2].replace('"shop"\nclient', '"two"\nclient')
    second = second.replace(".shop]", ".second]").replace("chairs", "tables")
    with (project / "odata2py.toml").open("a") as file:
        file.write(f"[package{second}")
    before = snapshot(project / "shop")
    ran = odata2py("generate", cwd=project)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr.startswith("error: [package.second] include: the path pattern")
    assert snapshot(project / "shop") == before
    assert not (project / "two").exists()


USAGE = {
    ("--nope",): "No such option: --nope; 'odata2py --help' shows what there is",
    ("frobnicate",): "No such command 'frobnicate'; 'odata2py --help' shows",
    ("diff", "a"): "Missing argument 'new'; 'odata2py diff --help' shows what there is",
    ("diff", "a", "b", "--format", "pdf"): "'--format': 'pdf' is not one of 'text', ",
    ("generate", "--pakage", "x"): "No such option: --pakage (Possible options: --pac",
    ("sandbox", "shop", "--port", "x"): "Invalid value for '--port': ",
    ("export", "models", "shop"): "Missing option '--flavour'",
}


@pytest.mark.parametrize("arguments", USAGE)
def test_a_command_line_that_says_nothing(
    arguments: tuple[str, ...], good: Path, odata2py: Run
) -> None:
    ran = odata2py(*arguments, cwd=good)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr.startswith("error: ")
    assert USAGE[arguments] in ran.stderr
    assert ran.stderr.count("\n") == 1


@pytest.mark.parametrize("command", [[], ["export"]])
def test_a_command_without_anything_to_do(
    command: list[str], good: Path, odata2py: Run
) -> None:
    ran = odata2py(*command, cwd=good)
    assert ran.returncode == 2
    assert "--help" in ran.stdout
    assert ran.stderr == ""
