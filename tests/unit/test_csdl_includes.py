"""What a document takes in of others: vocabularies, containers, annotations."""

from __future__ import annotations

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

from odata2py.csdl.model import EnumType, Model
from odata2py.csdl.reader import read_model
from odata2py.errors import Position

Read = Callable[[Files], Model]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    return partial(read_files, tmp_path)


@pytest.mark.parametrize("there", [True, False])
def test_a_vocabulary_may_be_there_or_not(read: Read, there: bool) -> None:
    core = "Org.OData.Core.V1"
    term = '<Term Name="Description" Type="Edm.String"/>'
    files = {
        "main.csdl": document(
            "shop",
            '<ComplexType Name="chair"><Property Name="made" Type="C.Tag"/>'
            '<Annotation Term="C.Description" String="to sit on"/></ComplexType>',
            include("core.xml", core, "C"),
        ),
        "core.xml": document(
            core, f'<TypeDefinition Name="Tag" UnderlyingType="Edm.Boolean"/>{term}'
        ),
    }
    model = read(files if there else {"main.csdl": files["main.csdl"]})
    assert model.types["shop.chair"].documentation.description == "to sit on"
    assert model.properties("shop.chair")[0].type.name == (
        f"{core}.Tag" if there else "Edm.Untyped"
    )
    assert list(model.terms) == ([f"{core}.Description"] if there else [])
    assert model.references == ({} if there else {core: "core.xml"})


def test_a_vocabulary_of_ones_own_that_is_elsewhere(read: Read) -> None:
    model = read(
        {
            "main.csdl": document(
                "shop",
                '<ComplexType Name="chair">'
                '<Annotation Term="v.Shelf" Int="3"/></ComplexType>',
                include(f"{ELSEWHERE}/v.csdl", "words", "v"),
            )
        }
    )
    assert list(model.types["shop.chair"].annotations) == ["words.Shelf"]
    assert model.references == {"words": f"{ELSEWHERE}/v.csdl"}
    assert (model.notices, model.remarks()) == ((), ())


def test_a_namespace_stands_in_one_file(read: Read) -> None:
    files = {
        "main.csdl": document("shop", "", include("more.csdl", "shop")),
        "more.csdl": document("shop", COLOR),
    }
    assert faults_of(lambda: read(files)) == [
        "more.csdl:2: the namespace 'shop' is that of another document too; "
        "one document has all of it, main.csdl"
    ]


def test_a_file_has_what_is_included_of_it(read: Read) -> None:
    files = {
        "main.csdl": document(
            "shop",
            "",
            include("parts.csdl", "party", inside='<edmx:Include Namespace="parts"/>'),
        ),
        "parts.csdl": document("parts", COLOR),
    }
    assert faults_of(lambda: read(files)) == [
        "main.csdl:1: 'parts.csdl' does not declare the namespace 'party'; "
        "a document includes what another one declares"
    ]


EXTENDED = document(
    "base",
    f'<EntityType Name="chair">{KEY}</EntityType><Function Name="find">'
    '<ReturnType Type="base.chair"/></Function>\n'
    '<EntityContainer Name="Hall">\n<EntitySet Name="chairs" EntityType="base.chair"/>'
    '<EntitySet Name="stools" EntityType="base.chair"/>'
    '<FunctionImport Name="find" Function="b.find" EntitySet="chairs"/>'
    "</EntityContainer>",
    alias="b",
)


def test_a_container_extends_that_of_another_file(read: Read) -> None:
    model = read(
        {
            "main.csdl": document(
                "shop",
                '<EntityType Name="seat" BaseType="x.chair"/>'
                '<EntityContainer Name="Door" Extends="x.Hall">'
                '<EntitySet Name="stools" EntityType="shop.seat">'
                '<Annotation Term="Core.Description" String="ours"/></EntitySet>'
                '<Singleton Name="best" Type="x.chair"/></EntityContainer>'
                '<Annotations Target="shop.Door/chairs">'
                '<Annotation Term="Core.Description" String="theirs"/></Annotations>',
                include("base.csdl", "base", "x"),
            ),
            "base.csdl": EXTENDED,
        }
    )
    door = model.container
    assert door is not None
    assert (door.name, list(door.singletons)) == ("shop.Door", ["best"])
    assert {name: s.entity_type for name, s in door.entity_sets.items()} == {
        "chairs": "base.chair",
        "stools": "shop.seat",
    }
    assert door.entity_sets["chairs"].position == Position("base.csdl", 5)
    said = {name: s.documentation.description for name, s in door.entity_sets.items()}
    assert said == {"chairs": "theirs", "stools": "ours"}
    assert (door.imports["find"].operation, door.imports["find"].entity_set) == (
        "base.find",
        "chairs",
    )


def test_an_extended_container_has_the_aliases_of_its_file(read: Read) -> None:
    model = read(
        {
            "main.csdl": document(
                "shop",
                '<EntityContainer Name="Door" Extends="base.Hall">'
                '<EntitySet Name="stools" EntityType="base.chair"/></EntityContainer>',
                include("base.csdl", "base"),
            ),
            "base.csdl": EXTENDED.replace('EntityType="base.', 'EntityType="b.'),
        }
    )
    assert model.container is not None
    assert model.container.entity_sets["stools"].entity_type == "base.chair"


def test_an_overlay_on_an_extended_container(read: Read, tmp_path: Path) -> None:
    main = document(
        "shop",
        '<EntityContainer Name="Door" Extends="base.Hall"/>',
        include("base.csdl", "base"),
    )
    read({"main.csdl": main, "base.csdl": EXTENDED})
    overlay = (
        '<Annotations Target="o.Hall/chairs">'
        '<Annotation Term="Core.Description" String="ours"/></Annotations>'
    )
    (tmp_path / "overlay.csdl").write_text(
        document("mine", overlay, include("x", "base", "o"))
    )
    model = read_model(tmp_path / "main.csdl", [tmp_path / "overlay.csdl"])
    assert model.container is not None
    chairs = model.container.entity_sets["chairs"]
    assert chairs.documentation.description == "ours"


def test_the_container_of_another_file_serves_where_this_has_none(read: Read) -> None:
    model = read(
        {
            "main.csdl": document("shop", "", include("base.csdl", "base")),
            "base.csdl": EXTENDED,
        }
    )
    assert model.container is not None
    assert model.container.name == "base.Hall"


# What parts.csdl says of the type shop.chair, and which of it is taken in by what.
SAID = """
<Annotations Target="s.chair">
 <Annotation Term="a.one" Int="1"/>
</Annotations>
<Annotations Target="s.chair" Qualifier="Q">
 <Annotation Term="a.two" Int="2"/>
</Annotations>
<Annotations Target="s.chair">
 <Annotation Term="b.three" Int="3"/>
</Annotations>
<Annotations Target="o.table">
 <Annotation Term="a.four" Int="4"/>
</Annotations>
"""
TAKEN = {
    "nothing": ("", []),
    "a term's namespace": ('TermNamespace="a"', ["a.one", "a.two#Q", "a.four"]),
    "another": ('TermNamespace="b"', ["b.three"]),
    "none of these": ('TermNamespace="c"', []),
    "a qualifier": ('TermNamespace="a" Qualifier="Q"', ["a.two#Q"]),
    "another qualifier": ('TermNamespace="a" Qualifier="R"', []),
    "a target": ('TermNamespace="a" TargetNamespace="shop"', ["a.one", "a.two#Q"]),
    "another target": ('TermNamespace="a" TargetNamespace="other"', ["a.four"]),
    "both": ('TermNamespace="a" Qualifier="Q" TargetNamespace="other"', []),
}


def said_of(read: Read, words: str, *filters: str) -> list[str]:
    """What is said of shop.chair and other.table, taken in by filters."""
    inside = "".join(f"<edmx:IncludeAnnotations {each}/>" for each in filters if each)
    vocabularies = [include(f"{ELSEWHERE}/{name}", name) for name in ("a", "b")]
    table = document("other", '<ComplexType Name="table"/>')
    model = read(
        {
            "main.csdl": document(
                "shop",
                '<ComplexType Name="chair"/>',
                include("parts.csdl", "parts", inside=inside),
                include("other.csdl", "other"),
            ),
            "other.csdl": table,
            "parts.csdl": document(
                "parts",
                words,
                include("main.csdl", "shop", "s"),
                include("other.csdl", "other", "o"),
                *vocabularies,
            ),
        }
    )
    assert model.notices == ()
    return [
        key
        for name in ("shop.chair", "other.table")
        for key in model.types[name].annotations
    ]


@pytest.mark.parametrize("name", TAKEN)
def test_what_another_file_says_counts_where_it_is_taken_in(
    read: Read, name: str
) -> None:
    written, expected = TAKEN[name]
    assert said_of(read, SAID, written) == expected


def test_filters_of_annotations_add_up(read: Read) -> None:
    found = said_of(read, SAID, 'TermNamespace="b"', TAKEN["another target"][0])
    assert found == ["b.three", "a.four"]


MIXED = """
<Annotations Target="s.chair">
 <Annotation Term="a.one" Int="1"/>
 <Annotation Term="b.three" Int="3"/>
</Annotations>
"""


def test_of_what_is_said_at_one_place_each_annotation_counts(read: Read) -> None:
    assert said_of(read, MIXED, 'TermNamespace="a"') == ["a.one"]


def test_two_filters_take_in_what_is_said_at_one_place(read: Read) -> None:
    both = said_of(read, MIXED, 'TermNamespace="a"', 'TermNamespace="b"')
    assert both == ["a.one", "b.three"]


def test_what_another_file_says_of_its_own_counts(read: Read) -> None:
    model = read(
        {
            "main.csdl": document("shop", "", include("parts.csdl", "parts")),
            "parts.csdl": document(
                "parts",
                f'{COLOR}<Annotations Target="p.color/red">'
                '<Annotation Term="Core.Description" String="like a brick"/>'
                "</Annotations>",
                alias="p",
            ),
        }
    )
    color = model.types["parts.color"]
    assert isinstance(color, EnumType)
    assert color.members[0].documentation.description == "like a brick"


def test_what_a_file_says_itself_wins_over_what_it_takes_in(read: Read) -> None:
    words = [
        f'<Annotations Target="{target}"><Annotation Term="Core.Description" '
        f'String="{text}"/></Annotations>'
        for target, text in (("shop.chair", "ours"), ("shop.chair", "theirs"))
    ]
    taken = '<edmx:IncludeAnnotations TermNamespace="Org.OData.Core.V1"/>'
    model = read(
        {
            "main.csdl": document(
                "shop",
                f'<ComplexType Name="chair"/>{words[0]}',
                include("parts.csdl", "parts", inside=taken),
            ),
            "parts.csdl": document("parts", words[1], include("main.csdl", "shop")),
        }
    )
    assert model.types["shop.chair"].documentation.description == "ours"
