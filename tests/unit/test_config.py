"""odata2py.toml: what it says, and every way in which it can be wrong."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from odata2py.config import Config, PackageSettings, Source, load_config
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
    with pytest.raises(InputError, match="there is no package"):
        load("").chosen()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
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
    ],
)
def test_faults(load: Load, old: str, new: str, said: str) -> None:
    assert old in GOOD
    found = faults(load, GOOD.replace(old, new))
    assert [fault for fault in found if said in fault], found


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
