"""Documents that refer to others: what is read with a document, and what is not."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from tests.unit.documents import (
    COLOR,
    ELSEWHERE,
    KEY,
    Files,
    document,
    faults_of,
    include,
    read_files,
)

from odata2py.csdl.keys import primary_key
from odata2py.csdl.model import Model, Property
from odata2py.csdl.reader import read_model
from odata2py.errors import Position

Read = Callable[[Files], Model]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    return partial(read_files, tmp_path)


def chair(type_name: str, *references: str) -> str:
    """A document with one property of a type that stands elsewhere."""
    return document(
        "shop",
        f'<ComplexType Name="chair"><Property Name="made" Type="{type_name}"/>'
        "</ComplexType>",
        *references,
    )


def made(model: Model, name: str = "shop.chair") -> Property:
    return model.properties(name)[-1]


def test_types_of_another_file(read: Read) -> None:
    model = read(
        {
            "main.csdl": document(
                "shop",
                '<EntityType Name="chair" BaseType="p.thing">\n'
                '<Property Name="color" Type="p.color"/>\n'
                '<NavigationProperty Name="legs" Type="Collection(p.leg)"/>\n'
                "</EntityType>"
                '<EntityContainer Name="Door">'
                '<EntitySet Name="chairs" EntityType="shop.chair"/>'
                '<EntitySet Name="legs" EntityType="parts.leg"/></EntityContainer>',
                include("parts.csdl", "parts", "p"),
            ),
            "parts.csdl": document(
                "parts",
                f'<EntityType Name="thing">{KEY}</EntityType>\n'
                f'<EntityType Name="leg">{KEY}</EntityType>\n{COLOR}',
            ),
        }
    )
    assert list(model.types) == [
        "shop.chair",
        "parts.thing",
        "parts.leg",
        "parts.color",
    ]
    assert list(model.schemas) == ["shop", "parts"]
    chairs = model.structured("shop.chair")
    assert chairs.base_type == "parts.thing"
    assert chairs.properties[0].type.name == "parts.color"
    assert chairs.navigation_properties[0].type.name == "parts.leg"
    assert [part.name for part in primary_key(model, "shop.chair")] == ["id"]
    assert model.derived == {"parts.thing": ("shop.chair",)}
    assert model.container is not None
    assert model.container.entity_sets["legs"].entity_type == "parts.leg"
    assert (model.notices, model.references) == ((), {})


def test_operations_of_another_file_are_bound_to_types_of_this_one(read: Read) -> None:
    model = read(
        {
            "main.csdl": document(
                "shop",
                f'<EntityType Name="chair">{KEY}</EntityType>'
                '<EntityContainer Name="Door">'
                '<ActionImport Name="close" Action="w.close"/></EntityContainer>',
                include("work.csdl", "work", "w"),
            ),
            "work.csdl": document(
                "work",
                '<Action Name="paint" IsBound="true">'
                '<Parameter Name="it" Type="s.chair"/></Action><Action Name="close"/>',
                include("main.csdl", "shop", "s"),
            ),
        }
    )
    assert [o.name for o in model.bound["shop.chair", False]] == ["work.paint"]
    assert model.container is not None
    assert model.container.imports["close"].operation == "work.close"


def test_an_alias_means_what_its_own_file_says(read: Read) -> None:
    model = read(
        {
            "main.csdl": chair(
                "x.one", include("a.csdl", "a", "x"), include("b.csdl", "b", "y")
            ),
            "a.csdl": document(
                "a",
                '<ComplexType Name="one"><Property Name="made" Type="x.two"/>'
                "</ComplexType>",
                include("b.csdl", "b", "x"),
                alias="y",
            ),
            "b.csdl": document(
                "b",
                '<ComplexType Name="two"><Property Name="made" Type="x.color"/>'
                f"</ComplexType>{COLOR}",
                alias="x",
            ),
        }
    )
    assert made(model).type.name == "a.one"
    assert made(model, "a.one").type.name == "b.two"
    assert made(model, "b.two").type.name == "b.color"


def test_an_alias_of_another_file_is_unknown_here(read: Read) -> None:
    faults = faults_of(
        lambda: read(
            {
                "main.csdl": chair("theirs.color", include("parts.csdl", "parts")),
                "parts.csdl": document("parts", COLOR, alias="theirs"),
            }
        )
    )
    assert faults == [
        "main.csdl:3: Property 'made' has the Type 'theirs.color', whose namespace or "
        "alias 'theirs' is not declared; did you mean 'parts.color'?"
    ]


def test_files_that_refer_to_each_other(read: Read) -> None:
    ring = ["main", "b", "c"]
    model = read(
        {
            f"{name}.csdl": document(
                name,
                f'<ComplexType Name="link"><Property Name="made" Type="{after}.link"/>'
                "</ComplexType>",
                include(f"{after}.csdl", after),
                include(f"{name}.csdl", name),
            )
            for name, after in zip(ring, ring[1:] + ring[:1], strict=True)
        }
    )
    assert list(model.types) == ["main.link", "b.link", "c.link"]
    assert made(model, "c.link").type.name == "main.link"


def test_one_file_that_is_reached_in_several_ways(read: Read, tmp_path: Path) -> None:
    (tmp_path / "link.csdl").symlink_to(tmp_path / "parts" / "parts.csdl")
    uris = ["parts/parts.csdl", "./parts//parts.csdl", "more/../parts/parts.csdl"]
    (tmp_path / "more").mkdir()
    model = read(
        {
            "main.csdl": chair(
                "parts.color",
                *(include(uri, "parts") for uri in [*uris, "link.csdl"]),
                include("more/more.csdl", "more"),
            ),
            "parts/parts.csdl": document("parts", COLOR),
            "more/more.csdl": document(
                "more", "", include("../parts/parts.csdl", "parts")
            ),
        }
    )
    assert list(model.types) == ["shop.chair", "parts.color"]
    assert model.types["parts.color"].position == Position("parts/parts.csdl", 3)


WAYS = {
    "with dots": "./one/../parts.csdl",
    "beside": "parts.csdl",
    "in a folder": "one/two/parts.csdl",
    "percent-encoded": "my%20parts%2Fr%C3%A9d.csdl",
    "with a fragment": "parts.csdl#here",
    "with a query": "parts.csdl?version=1",
}
FILES = {
    "with dots": "parts.csdl",
    "percent-encoded": "my parts/réd.csdl",
    "with a fragment": "parts.csdl",
}
FILES["with a query"] = "parts.csdl"


@pytest.mark.parametrize("way", WAYS)
def test_relative_addresses(read: Read, way: str) -> None:
    name = FILES.get(way, WAYS[way])
    model = read(
        {
            "main.csdl": chair("parts.color", include(WAYS[way], "parts")),
            name: document("parts", COLOR),
        }
    )
    assert model.types["parts.color"].position == Position(name, 3)


def test_addresses_are_relative_to_the_file_that_has_them(tmp_path: Path) -> None:
    for name, text in {
        "a/main.csdl": chair("parts.color", include("../b/parts.csdl", "parts")),
        "b/parts.csdl": document("parts", "", include("colors.csdl", "colors")),
        "b/colors.csdl": document("colors", COLOR),
        "colors.csdl": document("wrong", ""),
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text.replace("parts.color", "colors.color"))
    model = read_model(tmp_path / "a" / "main.csdl", display="a/main.csdl")
    assert model.types["colors.color"].position == Position("b/colors.csdl", 3)


# Addresses that lead to no file beside the document, whatever is there.
HOSTILE = {
    "nothing": "",
    "this folder": ".",
    "a folder": "folder",
    "a folder above": "..",
    "a queue": "fifo",
    "a queue in a link": "linked",
    "a host": "//parts.test/parts.csdl",
    "a web address": f"{ELSEWHERE}/parts.csdl",
    "a file address": "file:///etc/passwd",
    "a file address without slashes": "file:parts.csdl",
    "an absolute path": "/etc/passwd",
    "an absolute path, encoded": "%2Fetc%2Fpasswd",
    "a zero": "parts.csdl%00",
    "a broken host": "//[parts.csdl",
    "no file": "missing.csdl",
    "a file as a folder": "parts.csdl/parts.csdl",
    "a link to itself": "loop.csdl",
    "a long name": "x" * 300,
    "a long path": "x/" * 3000,
    "no text": "%ff%fe",
    "a drive": "C:parts.csdl",
}


READING = """
import sys
from pathlib import Path
from odata2py.csdl.reader import read_model
model = read_model(Path("main.csdl"), display="main.csdl")
print(*model.notices, sep="\\n")
print(list(model.types))
"""


@pytest.mark.parametrize("uri", HOSTILE.values(), ids=HOSTILE)
def test_what_is_elsewhere_is_not_read_and_the_rest_is(
    uri: str, tmp_path: Path
) -> None:
    (tmp_path / "main.csdl").write_text(
        chair("parts.color", include(uri, "parts")), "utf-8"
    )
    (tmp_path / "parts.csdl").write_text(document("parts", COLOR), "utf-8")
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "fifo")
    (tmp_path / "linked").symlink_to("fifo")
    (tmp_path / "loop.csdl").symlink_to("loop.csdl")
    command = [sys.executable, "-c", READING]
    ran = subprocess.run(
        command, cwd=tmp_path, capture_output=True, text=True, timeout=20
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    notice, types = ran.stdout.splitlines()
    assert types == "['shop.chair']"
    assert notice.startswith("main.csdl:3: Property 'made' has the Type 'parts.color'")
    assert "was not read" in notice


UNREAD_NOTICES = {
    "a property": '<ComplexType Name="t"><Property Name="p" Type="{}"/></ComplexType>',
    "a parameter": '<Action Name="a"><Parameter Name="p" Type="{}"/></Action>',
    "a result": '<Action Name="a"><ReturnType Type="Collection({})"/></Action>',
    "a target": f'<EntityType Name="e">{KEY}'
    '<NavigationProperty Name="p" Type="Collection({})"/></EntityType>',
}
UNREAD_FAULTS = {
    "a base type": '<ComplexType Name="t" BaseType="{}"/>',
    "a set": '<EntityContainer Name="c"><EntitySet Name="p" EntityType="{}"/>'
    "</EntityContainer>",
    "a singleton": '<EntityContainer Name="c"><Singleton Name="p" Type="{}"/>'
    "</EntityContainer>",
    "a container": '<EntityContainer Name="c" Extends="{}"/>',
    "a definition": '<TypeDefinition Name="t" UnderlyingType="{}"/>',
}
UNREAD = include(f"{ELSEWHERE}/p.csdl", "parts", "p")


@pytest.mark.parametrize("place", UNREAD_NOTICES)
@pytest.mark.parametrize("name", ["parts.thing", "p.thing"])
def test_types_of_files_that_were_not_read(read: Read, place: str, name: str) -> None:
    content = UNREAD_NOTICES[place].format(name)
    (notice,) = read({"main.csdl": document("shop", content, UNREAD)}).notices
    assert notice.startswith("main.csdl:3: ")
    assert notice.endswith(
        f"whose document, {ELSEWHERE}/p.csdl, was not read: values stay as they come; "
        "put that document beside this one, and let the Uri be its file name"
    )


@pytest.mark.parametrize("place", UNREAD_FAULTS)
@pytest.mark.parametrize("name", ["parts.thing", "p.thing"])
def test_what_cannot_be_without_its_file(read: Read, place: str, name: str) -> None:
    content = UNREAD_FAULTS[place].format(name)
    (fault,) = faults_of(lambda: read({"main.csdl": document("shop", content, UNREAD)}))
    assert fault.startswith("main.csdl:3: ")
    assert f"whose document, {ELSEWHERE}/p.csdl, was not read; put that" in fault


def test_types_that_were_not_read_are_any_value_and_any_entity(read: Read) -> None:
    content = "".join(
        UNREAD_NOTICES[place].format("p.thing") for place in ("a property", "a target")
    )
    model = read({"main.csdl": document("shop", content, UNREAD)})
    assert made(model, "shop.t").type.name == "Edm.Untyped"
    (target,) = model.structured("shop.e").navigation_properties
    assert (target.type.name, target.type.collection) == ("Edm.EntityType", True)
    assert model.references == {"parts": f"{ELSEWHERE}/p.csdl"}


def test_what_one_file_lacks_another_may_bring(read: Read) -> None:
    model = read(
        {
            "main.csdl": chair(
                "parts.color", UNREAD, include("parts.csdl", "parts", "p")
            ),
            "parts.csdl": document("parts", COLOR),
        }
    )
    assert (made(model).type.name, model.notices) == ("parts.color", ())
    assert model.references == {}


FAULTY = {
    "empty": ("", "parts.csdl: the file is empty; CSDL XML is expected"),
    "no XML": ("Hello", "parts.csdl:1: not well-formed XML"),
    "no CSDL": ("<html/>", "parts.csdl:1: this is XML but not CSDL"),
    "a DOCTYPE": ("<!DOCTYPE x []><x/>", "parts.csdl: a DOCTYPE is refused"),
    "an unknown type": (
        document("parts", f'{COLOR}\n<ComplexType Name="t" BaseType="parts.u"/>'),
        "parts.csdl:4: ComplexType 't' has the BaseType 'parts.u'",
    ),
    "a bad name": (
        document("parts", '\n<ComplexType Name="a b"/>'),
        "parts.csdl:4: ComplexType has the name 'a b'",
    ),
    "no key": (
        document(
            "parts",
            '<EntityType Name="e"/>\n<EntityContainer Name="c">\n'
            '<EntitySet Name="s" EntityType="parts.e"/></EntityContainer>',
        ),
        "parts.csdl:5: EntitySet 's' has entities of 'parts.e', which has no key",
    ),
    "an alias twice": (
        document("parts", "", include("a", "x", "q"), include("b", "y", "q")),
        "parts.csdl:1: the alias 'q' stands for 'x' already",
    ),
}


@pytest.mark.parametrize("name", FAULTY)
def test_faults_of_another_file_are_told_with_its_name(read: Read, name: str) -> None:
    text, said = FAULTY[name]
    main = document("shop", "", include("./parts.csdl", "parts"))
    (fault,) = faults_of(lambda: read({"main.csdl": main, "parts.csdl": text}))
    assert fault.startswith(said)


def test_faults_of_several_files_are_told_together(read: Read) -> None:
    bad = '<ComplexType Name="t" BaseType="{}.u"/>'
    files = {
        "main.csdl": document("shop", bad.format("shop"), include("b.csdl", "b")),
        "b.csdl": document("b", bad.format("b"), include("c.csdl", "c")),
        "c.csdl": document("c", "\n" + bad.format("c")),
    }
    places = [fault.partition(": ")[0] for fault in faults_of(lambda: read(files))]
    assert places == ["main.csdl:3", "b.csdl:3", "c.csdl:4"]
