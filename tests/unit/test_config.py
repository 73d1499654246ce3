"""The configuration: what it says, and every way in which it can be wrong."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from odata2py.config import Config, PackageSettings, Source, load_config
from odata2py.configuring.finding import find_config
from odata2py.errors import InputError

GOOD = """
[source.shop]
metadata = "metadata/shop.csdl"
overlays = ["metadata/shop.en.csdl"]

[source.plain]
metadata = "https://example.com/$metadata"

[package.shop_client]
source = "shop"
output = "generated/shop_client"
client = "ShopClient"
include = ["/users/{id}/tasks/**", "/me#get"]
exclude = ["/**/reset"]
derived = "all"

[package.shop_client.names]
"shop.list" = "Listing"

[package.other]
source = "plain"
output = "generated/other"
client = "Other"
include = ["/**"]

[package.shop_client.properties]
user = ["name", "mail"]
"shop.task" = []
"""

Load = Callable[[str], Config]


@pytest.fixture
def load(tmp_path: Path) -> Load:
    def load(text: str) -> Config:
        path = tmp_path / "odata2py.toml"
        path.write_text(text, encoding="utf-8")
        return load_config(path)

    return load


def faults(load: Load, text: str) -> list[str]:
    """The faults of a text, each from its line number on."""
    with pytest.raises(InputError) as caught:
        load(text)
    return [fault.partition("odata2py.toml:")[2] for fault in caught.value.faults]


BEFORE = """\
[project]
name = "shop"

[tool.black]
source = "nothing of ours"
package = [
    "x",
]
"""
AFTER = """
[tool.other.package.other]
client = 1
"""


def below_tool(text: str) -> str:
    """The tables of a text as a pyproject.toml has them."""
    return re.sub(r"^\[(?=\w)", "[tool.odata2py.", text, flags=re.MULTILINE)


def pyproject(folder: Path, text: str) -> Path:
    """A pyproject.toml with these tables among those of others."""
    path = folder / "pyproject.toml"
    path.write_text(f"{BEFORE}{below_tool(text)}{AFTER}", encoding="utf-8")
    return path


def in_pyproject(fault: str) -> str:
    """What a fault, from its line on, is called there."""
    line, _, said = fault.partition(": ")
    table = re.sub(r"\[(?=source|package)", "[tool.odata2py.", said)
    if not said.startswith("["):
        table = f"[tool.odata2py] {said}"
    return f"{int(line) + BEFORE.count(chr(10))}: {table}"


def test_settings(load: Load) -> None:
    config = load(GOOD)
    assert config.sources == {
        "shop": Source("shop", "metadata/shop.csdl", ("metadata/shop.en.csdl",)),
        "plain": Source(
            "plain", "metadata/plain.csdl", pull="https://example.com/$metadata"
        ),
    }
    assert config.packages["shop_client"] == PackageSettings(
        "shop_client",
        "shop",
        "generated/shop_client",
        "ShopClient",
        ("/users/{id}/tasks/**", "/me#get"),
        ("/**/reset",),
        "all",
        {"user": ("name", "mail"), "shop.task": ()},
        {"shop.list": "Listing"},
    )
    assert config.packages["other"].exclude == ()
    assert config.packages["other"].derived == "abstract"
    assert config.sources["plain"].profile == "odata"


def test_settings_in_a_pyproject_are_the_same(load: Load, tmp_path: Path) -> None:
    config, own = load_config(pyproject(tmp_path, GOOD)), load(GOOD)
    assert config.packages == own.packages
    assert config.sources == {
        name: replace(source, root="tool.odata2py")
        for name, source in own.sources.items()
    }


def test_known_services(load: Load) -> None:
    text = """
[source.one]
metadata = "graph/beta"

[source.two]
metadata = "two.csdl"
pull = "graph/v1.0@china"
token = "TOKEN"

[source.three]
metadata = "three.csdl"
pull = "graph"
profile = "odata"
"""
    assert load(text).sources == {
        "one": Source(
            "one", "metadata/one.csdl", profile="graph/beta", pull="graph/beta"
        ),
        "two": Source("two", "two.csdl", (), "graph/v1.0", "graph/v1.0@china", "TOKEN"),
        "three": Source("three", "three.csdl", pull="graph"),
    }


def test_chosen_packages(load: Load) -> None:
    config = load(GOOD)
    assert [settings.name for settings in config.chosen()] == ["shop_client", "other"]
    assert [settings.name for settings in config.chosen(["other"])] == ["other"]
    with pytest.raises(InputError, match=r"no \[package.othr\]; did you mean 'other'"):
        config.chosen(["othr"])
    with pytest.raises(InputError, match=r"no package; a table \[package.<name>\]"):
        load("").chosen()


def test_names_that_a_pyproject_does_not_have(tmp_path: Path) -> None:
    config = load_config(pyproject(tmp_path, GOOD))
    with pytest.raises(InputError, match=r"no \[tool.odata2py.package.othr\]; did you"):
        config.chosen(["othr"])
    with pytest.raises(InputError, match=r"no \[tool.odata2py.source.shp\]; did you"):
        config.pulled(["shp"])
    empty = load_config(pyproject(tmp_path, "[source]"))
    with pytest.raises(
        InputError, match=r"table \[tool.odata2py.package.<name>\] desc"
    ):
        empty.chosen()


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("[tool.odata2py]\nsauce = 1", "2: [tool.odata2py] sauce: there is no such"),
        (
            '[tool.odata2py]\na = 1\n["tool".odata2py.source."x"]\nmetadata = ""',
            "4: [tool.odata2py.source.x] metadata: it is empty",
        ),
        (
            "[tool.odata2py.source]\ny = {metadata = 'y'}\nx = {metadata = 1}",
            "3: [tool.odata2py.source.x] metadata: 1 is no text",
        ),
        (
            "[tool]\nblack.x = 1\nodata2py.source.x.metadata = 1",
            "3: [tool.odata2py.source.x] metadata: 1 is no text",
        ),
        (
            "[tool.odata2py.source.x]\noverlays = [\n'a=b',\n['c'],\n]\nmetadata = 1",
            "6: [tool.odata2py.source.x] metadata: 1 is no text",
        ),
    ],
)
def test_lines_of_every_way_of_writing(tmp_path: Path, text: str, fault: str) -> None:
    path = tmp_path / "pyproject.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_config(path)
    found = [each.removeprefix(f"{path}:") for each in caught.value.faults]
    assert [each for each in found if each.startswith(fault)], found


FAULTS = [
    ("[source.shop]", "[sauce.shop]", "2: sauce: there is no such key"),
    ("overlays", "overlay", "4: [source.shop] overlay: there is no such key; did"),
    ("overlays =", "x =", "there is no such key; there are metadata, pull,"),
    ('"metadata/shop.csdl"', "3", "3: [source.shop] metadata: 3 is no text"),
    ('"metadata/shop.csdl"', '""', "3: [source.shop] metadata: it is empty"),
    ('["metadata/shop.en.csdl"]', '"a"', "overlays: 'a' is no list of texts"),
    ('["metadata/shop.en.csdl"]', "[1]", "overlays: 1 is no text"),
    (
        '"https://example.com/$metadata"',
        '"x"\nprofile = "odta"',
        "8: [source.plain] profile: there is no profile 'odta'; did you mean",
    ),
    (
        '["metadata/shop.en.csdl"]',
        '[]\npull = "grph"',
        "5: [source.shop] pull: 'grph' is no address and no known service; did",
    ),
    (
        '"https://example.com/$metadata"',
        '"graph"\npull = "graph/beta"',
        "8: [source.plain] pull: metadata is an address itself; name the",
    ),
    ("[package.shop_client]", "[package.my-shop]", "'my-shop' is no name of a"),
    ("[package.other]", "[package.class]", "'class' is no name of a package"),
    (
        'source = "shop"',
        'source = "shp"',
        "10: [package.shop_client] source: there is no source 'shp'; "
        "did you mean 'shop'?",
    ),
    ('source = "shop"\n', "", "9: [package.shop_client] source: it is missing"),
    ('client = "Other"\n', "", "20: [package.other] client: it is missing"),
    ('client = "Other"', 'client = "a b"', "client: 'a b' is no name"),
    ('client = "Other"', 'client = "None"', "client: 'None' is no name"),
    ('output = "generated/other"\n', "", "20: [package.other] output: it is"),
    ('"generated/other"', '"generated/shop_client"', "is shared with [package.sho"),
    ('"generated/other"', '"generated/x/../shop_client"', "is shared with"),
    ('"generated/other"', '"generated"', "is shared with [package.shop_client]"),
    ('"generated/other"', '"generated/shop_client/a"', "is shared with"),
    ('"generated/other"', '"."', "'.' holds the configuration itself"),
    ('include = ["/**"]', "", "20: [package.other] include: it is missing"),
    ('include = ["/**"]', "include = []", "24: [package.other] include: it is"),
    ('include = ["/**"]', 'include = "/**"', "'/**' is no list of texts"),
    ('include = ["/**"]', 'include = ["a"]', "path pattern 'a': it does not start"),
    ('exclude = ["/**/reset"]', 'exclude = ["/a#b"]', "'b' is no access"),
    ('derived = "all"', 'derived = "al"', "no derived 'al'; did you mean 'all'?"),
    ('derived = "all"', 'drived = "all"', "drived: there is no such key; did you"),
    (
        '"shop.list" = "Listing"',
        '"shop.list" = "1"',
        "18: [package.shop_client.nam",
    ),
    ('"shop.list" = "Listing"', '"shop.list" = 1', "1 is no text in quotes"),
    ('["name", "mail"]', '"name"', "27: [package.shop_client.properties] user: 'n"),
    ('["name", "mail"]', '[""]', "[package.shop_client.properties] user: '' is"),
]


@pytest.mark.parametrize(("old", "new", "said"), FAULTS)
def test_faults(load: Load, old: str, new: str, said: str) -> None:
    assert old in GOOD
    found = faults(load, GOOD.replace(old, new))
    assert [fault for fault in found if said in fault], found


@pytest.mark.parametrize(("old", "new"), [fault[:2] for fault in FAULTS])
def test_faults_in_a_pyproject_are_those_in_a_file_of_our_own(
    load: Load, tmp_path: Path, old: str, new: str
) -> None:
    text = GOOD.replace(old, new)
    with pytest.raises(InputError) as caught:
        load_config(pyproject(tmp_path, text))
    found = [fault.partition("pyproject.toml:")[2] for fault in caught.value.faults]
    assert found == [in_pyproject(fault) for fault in faults(load, text)]


def test_faults_are_told_together_in_their_order(load: Load) -> None:
    text = GOOD.replace("overlays", "overlay").replace('"Other"', '"a b"')
    found = faults(load, text.replace('"generated/other"', "3"))
    assert [fault.partition(":")[0] for fault in found] == ["4", "22", "23"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a = \n", "1: this is not TOML: Invalid value"),
        ("\n[a\n", "2: this is not TOML"),
        ("source = 3", "1: source: 3 is no table"),
        ("[source]\nshop = 3", "'shop' is no table; [source.shop] is expected"),
        ("[package]\nshop = 3", "'shop' is no table; [package.shop] is expected"),
    ],
)
def test_no_tables(load: Load, text: str, said: str) -> None:
    assert [fault for fault in faults(load, text) if said in fault]


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no such configuration file"):
        load_config(tmp_path / "missing.toml")
    with pytest.raises(InputError, match="cannot be read"):
        load_config(tmp_path)
    (tmp_path / "latin.toml").write_bytes(b"a = '\xff'")
    with pytest.raises(InputError, match="cannot be read"):
        load_config(tmp_path / "latin.toml")


@pytest.mark.parametrize("text", ["", "[tool]", "[tool.black]", "tool = 1"])
def test_a_pyproject_without_settings(tmp_path: Path, text: str) -> None:
    path = tmp_path / "pyproject.toml"
    path.write_text(text, encoding="utf-8")
    assert find_config(tmp_path) == tmp_path / "odata2py.toml"
    with pytest.raises(
        InputError, match=r"there is no \[tool.odata2py\] in it; odata2"
    ):
        load_config(path)


@pytest.mark.parametrize(
    "text", ["[tool.odata2py]", "[tool.odata2py.source.x]\n[", "tool = {odata2py = {}}"]
)
def test_a_pyproject_with_settings_is_found(tmp_path: Path, text: str) -> None:
    path = tmp_path / "pyproject.toml"
    path.write_text(text, encoding="utf-8")
    assert find_config(tmp_path) == path
    (tmp_path / "odata2py.toml").touch()
    with pytest.raises(InputError) as caught:
        find_config(tmp_path)
    assert caught.value.faults == (
        f"{tmp_path / 'odata2py.toml'}: {path} has settings as well, in "
        "[tool.odata2py]; keep them in one of the two, or name one with --config",
    )


def test_a_pyproject_of_others_may_be_anything(tmp_path: Path) -> None:
    own = tmp_path / "odata2py.toml"
    assert find_config(tmp_path) == own
    for content in (b"[tool.black\n", b"\xff[tool.odata2py]"):
        (tmp_path / "pyproject.toml").write_bytes(content)
        assert find_config(tmp_path) == own
