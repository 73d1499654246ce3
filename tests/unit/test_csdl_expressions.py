"""Values of annotations: every kind of expression, in both notations, as data."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from tests.unit.documents import ELSEWHERE, document, include, read_files

from odata2py.csdl.annotation import Annotation, Expression

Value = Callable[[str], Annotation]


def of_chair(folder: Path, annotation: str) -> Annotation:
    """The annotation that a document makes of its type shop.chair."""
    text = document(
        "shop",
        '<ComplexType Name="chair">'
        '<Property Name="legs" Type="Edm.Int32"/><Property Name="at" Type="s.chair"/>'
        f'{annotation}</ComplexType><Term Name="Say" Type="Edm.Untyped"/>',
        include(f"{ELSEWHERE}/core.xml", "Org.OData.Core.V1", "C"),
        alias="s",
    )
    model = read_files(folder, {"main.csdl": text})
    assert model.notices == ()
    (said,) = model.types["shop.chair"].annotations.values()
    return said


@pytest.fixture
def said(tmp_path: Path) -> Value:
    return partial(of_chair, tmp_path)


def show(expression: Expression | None) -> str:
    """An expression in one line: ``Kind[attributes]'text'(operands){annotations}``."""
    if expression is None:
        return "None"
    attributes = ",".join(f"{name}={value}" for name, value in expression.attributes)
    operands = ", ".join(map(show, expression.operands))
    about = ", ".join(
        f"{key}: {show(said.value)}" for key, said in expression.annotations.items()
    )
    return "".join(
        (
            expression.kind,
            f"[{attributes}]" if attributes else "",
            f"'{expression.text}'" if expression.text else "",
            f"({operands})" if operands else "",
            f"{{{about}}}" if about else "",
        )
    )


CONSTANTS = {
    "Binary": "T0RhdGE",
    "Bool": "false",
    "Date": "2026-01-31",
    "DateTimeOffset": "2026-01-31T12:30:00Z",
    "Decimal": "3.14000",
    "Duration": "P1DT2S",
    "Float": "-INF",
    "Guid": "21ec2020-3aea-1069-a2dd-08002b30309d",
    "Int": "-9007199254740993",
    "String": " two\tlegs &amp; &lt;a&gt; seat ",
    "TimeOfDay": "21:45:00.001",
}
PATHS = {
    "AnnotationPath": ("at/@C.Tag#A", "at/@Org.OData.Core.V1.Tag#A"),
    "ModelElementPath": ("s.Door/chairs", "shop.Door/chairs"),
    "NavigationPropertyPath": ("at/s.chair/legs", "at/shop.chair/legs"),
    "Path": ("at/@s.Say/s.chair/$count", "at/@shop.Say/shop.chair/$count"),
    "PropertyPath": ("legs", "legs"),
    "EnumMember": ("s.color/red s.color/blue", "shop.color/red shop.color/blue"),
}


@pytest.mark.parametrize("kind", CONSTANTS)
@pytest.mark.parametrize("notation", ["attribute", "element"])
def test_constants(said: Value, kind: str, notation: str) -> None:
    written = CONSTANTS[kind]
    expected = written.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">")
    annotation = f'<Annotation Term="s.Say" {kind}="{written}"/>'
    if notation == "attribute":
        expected = expected.replace("\t", " ")  # as XML reads attributes
    else:
        value = f"<{kind}>{written}</{kind}>"
        annotation = f'<Annotation Term="s.Say">{value}</Annotation>'
    assert said(annotation).value == Expression(kind, expected)


@pytest.mark.parametrize("kind", PATHS)
@pytest.mark.parametrize("notation", ["attribute", "element"])
def test_paths_and_members(said: Value, kind: str, notation: str) -> None:
    written, expected = PATHS[kind]
    annotation = f'<Annotation Term="s.Say" {kind}="{written}"/>'
    if notation == "element":
        value = f"<{kind}>\n{written} </{kind}>"
        annotation = f'<Annotation Term="s.Say">{value}</Annotation>'
    assert said(annotation).value == Expression(kind, expected)


LEGS = "<Path>legs</Path>"
ONE = "<Int>1</Int>"
TWO = (
    *("And", "Or", "Eq", "Ne", "Gt", "Ge", "Lt", "Le", "Has", "In"),
    *("Add", "Sub", "Mul", "Div", "DivBy", "Mod"),
)
TAG = '<Annotation Term="C.Tag" Qualifier="Q" Bool="true"/>'
TAGGED = "{Org.OData.Core.V1.Tag#Q: Bool'true'}"
FACETS = 'MaxLength="4" Precision="5" Scale="2" SRID="0" Unicode="false"'
SHOWN_FACETS = "MaxLength=4,Precision=5,Scale=2,SRID=0,Unicode=false"
EXPRESSIONS = {
    **{f"<{k}>{LEGS}{ONE}</{k}>": f"{k}(Path'legs', Int'1')" for k in TWO},
    **{f"<{k}>{LEGS}</{k}>": f"{k}(Path'legs')" for k in ("Not", "Neg")},
    **{
        f"<{k}>{LEGS}{ONE}{TAG}</{k}>": f"{k}(Path'legs', Int'1'){TAGGED}"
        for k in ("And", "Eq", "Mod")
    },
    f"<Collection><If>{LEGS}{ONE}{TAG}</If></Collection>": (
        f"Collection(If(Path'legs', Int'1'){TAGGED})"
    ),
    f"<If>{LEGS}{ONE}<Null/>{TAG}</If>": f"If(Path'legs', Int'1', Null){TAGGED}",
    f"<If>{LEGS}{ONE}<Null/></If>": "If(Path'legs', Int'1', Null)",
    f"<Null>{TAG}</Null>": f"Null{TAGGED}",
    "<Null/>": "Null",
    "<String/>": "String",
    "<Collection/>": "Collection",
    f"<Collection>{LEGS}{ONE}<String/><Null/></Collection>": (
        "Collection(Path'legs', Int'1', String, Null)"
    ),
    "<Collection><Collection><Int>1</Int></Collection></Collection>": (
        "Collection(Collection(Int'1'))"
    ),
    "<Collection><PropertyPath>at/s.chair/legs</PropertyPath></Collection>": (
        "Collection(PropertyPath'at/shop.chair/legs')"
    ),
    '<Apply Function="odata.concat"><String>a</String><Path>at/@s.Say</Path></Apply>': (
        "Apply[Function=odata.concat](String'a', Path'at/@shop.Say')"
    ),
    f'<Apply Function="s.twice">{LEGS}{TAG}</Apply>': (
        f"Apply[Function=shop.twice](Path'legs'){TAGGED}"
    ),
    f'<Cast Type="Edm.Decimal" {FACETS}>{LEGS}</Cast>': (
        f"Cast[Type=Edm.Decimal,{SHOWN_FACETS}](Path'legs')"
    ),
    f'<Cast Type="Collection(s.chair)">{LEGS}{TAG}</Cast>': (
        f"Cast[Type=Collection(shop.chair)](Path'legs'){TAGGED}"
    ),
    f'<IsOf Type="s.chair">{LEGS}{TAG}</IsOf>': (
        f"IsOf[Type=shop.chair](Path'legs'){TAGGED}"
    ),
    '<LabeledElement Name="L" Path="at/s.chair"/>': (
        "LabeledElement[Name=L](Path'at/shop.chair')"
    ),
    f'<LabeledElement Name="L">{LEGS}{TAG}</LabeledElement>': (
        f"LabeledElement[Name=L](Path'legs'){TAGGED}"
    ),
    "<LabeledElementReference>s.L</LabeledElementReference>": (
        "LabeledElementReference'shop.L'"
    ),
    f"<UrlRef><Path>at/legs</Path>{TAG}</UrlRef>": f"UrlRef(Path'at/legs'){TAGGED}",
    "<Record/>": "Record",
    f'<Record Type="s.chair">{TAG}</Record>': f"Record[Type=shop.chair]{TAGGED}",
    '<Record><PropertyValue Property="legs" Int="4"/>'
    f'<PropertyValue Property="at">{TAG}<Record/></PropertyValue></Record>': (
        "Record(PropertyValue[Property=legs](Int'4'), "
        f"PropertyValue[Property=at](Record){TAGGED})"
    ),
    '<Record><PropertyValue Property="color" EnumMember="s.color/red"/>'
    '<PropertyValue Property="url" UrlRef="https://a.b/c"/></Record>': (
        "Record(PropertyValue[Property=color](EnumMember'shop.color/red'), "
        "PropertyValue[Property=url](UrlRef(String'https://a.b/c')))"
    ),
}


@pytest.mark.parametrize("written", EXPRESSIONS)
def test_expressions(said: Value, written: str) -> None:
    annotation = said(f'<Annotation Term="s.Say">{written}</Annotation>')
    assert show(annotation.value) == EXPRESSIONS[written]


def test_an_address_as_an_attribute_is_one_as_an_element(said: Value) -> None:
    short = said('<Annotation Term="s.Say" UrlRef="https://a.b/c.d"/>')
    long = said(
        '<Annotation Term="s.Say">'
        "<UrlRef><String>https://a.b/c.d</String></UrlRef></Annotation>"
    )
    assert show(short.value) == "UrlRef(String'https://a.b/c.d')"
    assert short.value == long.value


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("<Annotation Term='s.Say'/>", "None"),
        ("<Annotation Term='s.Say' String=''/>", "String"),
        ("<Annotation Term='s.Say' String='s.chair'/>", "String's.chair'"),
        ("<Annotation Term='s.Say' Path='s.'/>", "Path's.'"),
        ("<Annotation Term='s.Say' Path='ß.s.x'/>", "Path'ß.s.x'"),
        (
            "<Annotation xmlns:x='https://x.test/' Term='s.Say' x:y='1'>"
            "<x:String>no</x:String></Annotation>",
            "None",
        ),
    ],
)
def test_values_of_other_kinds(said: Value, written: str, told: str) -> None:
    assert show(said(written).value) == told


def test_annotations_of_annotations(said: Value) -> None:
    outer = said(
        '<Annotation Term="s.Say" Qualifier="Q" Int="1">'
        '<Annotation Term="s.Say" Path="at/s.chair">'
        '<Annotation Term="C.Tag" Qualifier="deep"/></Annotation>'
        '<Annotation Term="s.Say" Qualifier="R" String="2"/></Annotation>'
    )
    assert (outer.term, outer.qualifier) == ("shop.Say", "Q")
    assert show(outer.value) == "Int'1'"
    inner, other = outer.annotations.values()
    assert list(outer.annotations) == ["shop.Say", "shop.Say#R"]
    assert (inner.qualifier, other.qualifier) == ("", "R")
    assert show(inner.value) == "Path'at/shop.chair'"
    (tag,) = inner.annotations.values()
    assert (tag.term, tag.qualifier, tag.value) == (
        "Org.OData.Core.V1.Tag",
        "deep",
        None,
    )


DEEP = """
from pathlib import Path
from odata2py.csdl.reader import read_model
model = read_model(Path("main.csdl"))
(said,) = model.types["shop.chair"].annotations.values()
depth, value = 0, said.value
while value.operands:
    depth, value = depth + 1, value.operands[0]
print(depth)
"""


def test_deep_values_take_no_longer_than_long_ones(tmp_path: Path) -> None:
    written = f"{'<Not>' * 60}{LEGS}{'</Not>' * 60}"
    text = f'<ComplexType Name="chair"><Annotation Term="s.T">{written}</Annotation>'
    (tmp_path / "main.csdl").write_text(document("shop", f"{text}</ComplexType>"))
    command = [sys.executable, "-c", DEEP]
    ran = subprocess.run(
        command, cwd=tmp_path, capture_output=True, text=True, timeout=10
    )
    assert (ran.stdout, ran.stderr) == ("60\n", "")
