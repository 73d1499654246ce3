"""Documents that were edited at random are read or told of, whatever the edit."""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lxml import etree
from tests.unit.documents import (
    KEY,
    UNREAD,
    Told,
    build_everything,
    is_line,
    one_schema,
    told,
)
from tests.unit.specimen import LIBRARY

from odata2py.csdl.reader import read_model
from odata2py.errors import InputError

WHOLE = one_schema(
    f'<EntityType Name="E" OpenType="true">{KEY}'
    '<NavigationProperty Name="next" Type="n.E" Partner="next" ContainsTarget="true">'
    '<ReferentialConstraint Property="id" ReferencedProperty="id"/>'
    '<OnDelete Action="None"/></NavigationProperty>'
    '<NavigationProperty Name="other" Type="n.E"/></EntityType>'
    '<ComplexType Name="C" Abstract="true">'
    '<Property Name="p" Type="Edm.Decimal" Precision="5" Scale="2" DefaultValue="1"/>'
    '<Property Name="s" Type="n.T" Nullable="false"/></ComplexType>'
    '<ComplexType Name="D" BaseType="self.C"/>'
    '<EnumType Name="N" UnderlyingType="Edm.Byte" IsFlags="true">'
    '<Member Name="m" Value="1"/></EnumType>'
    '<TypeDefinition Name="T" UnderlyingType="Edm.String" MaxLength="9"/>'
    '<Action Name="a" IsBound="true" EntitySetPath="it/next">'
    '<Parameter Name="it" Type="n.E"/><ReturnType Type="n.E"/></Action>'
    '<Function Name="f" IsComposable="true"><Parameter Name="x" Type="n.N"/>'
    '<ReturnType Type="Collection(n.D)"/></Function>'
    '<Term Name="t" Type="Edm.Untyped" AppliesTo="Property"/>'
    '<EntityContainer Name="K"><EntitySet Name="es" EntityType="n.E">'
    '<NavigationPropertyBinding Path="next/other" Target="es"/></EntitySet>'
    '<Singleton Name="one" Type="n.E"/>'
    '<FunctionImport Name="fi" Function="n.f"/></EntityContainer>'
    '<Annotations Target="n.E/id"><Annotation Term="n.t" Qualifier="q">'
    '<Record Type="n.C"><PropertyValue Property="p" Decimal="1"/>'
    '<PropertyValue Property="s"><If><Bool>true</Bool><String>x</String><Null/></If>'
    "</PropertyValue></Record></Annotation></Annotations>",
    UNREAD,
)
TREE = etree.fromstring(WHOLE)
SIZE = sum(1 for _ in TREE.iter())
WORDS = sorted(
    {value for element in TREE.iter() for value in element.attrib.values()}
    | {name for element in TREE.iter() for name in element.attrib}
    | {
        "",
        " ",
        "--1",
        "1e9",
        "\u202e",
        "n.",
        ".n",
        "Collection()",
        "a" * 300,
        "9" * 5000,
        "\u0661",
    }
)
Edit = tuple[str, int, int, str]
# The examples of a test write into one folder; and none of them is in a hurry.
FOLDER_SHARED = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


def edit(root: etree._Element, kind: str, at: int, other: int, word: str) -> None:
    """One change of a document: of an attribute, a name, or a place."""
    elements = list(root.iter())
    element = elements[at % len(elements)]
    names = list(element.attrib)
    parent = element.getparent()
    if kind == "tag":
        tags = [each.tag for each in elements]
        element.tag = tags[other % len(tags)]
    elif kind == "value" and names:
        element.set(names[other % len(names)], word)
    elif kind == "drop" and names:
        del element.attrib[names[other % len(names)]]
    elif kind == "order" and names:
        name = names[other % len(names)]
        element.set(name, element.attrib.pop(name))
    elif kind == "rename" and names and word.isidentifier():
        element.set(word, element.attrib.pop(names[other % len(names)]))
    elif kind == "text":
        element.text = word
    elif kind == "remove" and parent is not None:
        parent.remove(element)
    elif kind == "again" and parent is not None:
        parent.append(etree.fromstring(etree.tostring(element)))
    elif kind == "move" and parent is not None:
        target = elements[other % len(elements)]
        if target not in set(element.iter()):
            target.append(element)


KINDS = ("tag", "value", "drop", "order", "rename", "text", "remove", "again", "move")
EDITS = st.lists(
    st.tuples(
        st.sampled_from(KINDS),
        st.integers(0, SIZE - 1),
        st.integers(0, SIZE - 1),
        st.sampled_from(WORDS),
    ),
    min_size=1,
    max_size=4,
)


def in_any_order(found: Told) -> dict[str, list[str]]:
    return {kind: sorted(lines) for kind, lines in found.items()}


def test_the_document_that_is_edited_is_right(tmp_path: Path) -> None:
    assert told(tmp_path, WHOLE) == {}


@settings(
    max_examples=200,
    deadline=None,
    suppress_health_check=FOLDER_SHARED,
)
@given(edits=EDITS)
@example(edits=[("rename", 9, 2, "Precision")])
def test_edited_documents_are_read_or_told_of(
    tmp_path: Path, edits: list[Edit]
) -> None:
    root = etree.fromstring(WHOLE)
    for kind, at, other, word in edits:
        edit(root, kind, at, other, word)
    found = told(tmp_path, etree.tostring(root))
    assert all(is_line(line) for lines in found.values() for line in lines)


@settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=FOLDER_SHARED,
)
@given(edits=EDITS)
def test_the_order_of_attributes_says_nothing(
    tmp_path: Path, edits: list[Edit]
) -> None:
    root = etree.fromstring(WHOLE)
    for kind, at, other, word in edits:
        edit(root, kind, at, other, word)
    before = in_any_order(told(tmp_path, etree.tostring(root)))
    for element in root.iter():
        attributes = element.attrib
        for name, value in reversed(attributes.items()):
            del attributes[name]
            attributes[name] = value
    assert in_any_order(told(tmp_path, etree.tostring(root))) == before


def faults_in(path: Path) -> tuple[str, ...]:
    try:
        build_everything(read_model(path))
    except InputError as error:
        return error.faults
    return ()


TOKENS = sorted(
    set(LIBRARY.replace("<", " <").replace(">", "> ").replace('"', ' " ').split())
)


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=FOLDER_SHARED,
)
@given(
    edits=st.lists(
        st.tuples(
            st.integers(0, len(LIBRARY)),
            st.integers(0, 40),
            st.one_of(st.just(""), st.sampled_from(TOKENS), st.text(max_size=8)),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_mutated_documents_raise_input_errors_alone(
    tmp_path: Path, edits: list[tuple[int, int, str]]
) -> None:
    text = LIBRARY
    for start, length, replacement in edits:
        text = text[:start] + replacement + text[start + length :]
    path = tmp_path / "mutated.csdl"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    assert all("\n" not in fault for fault in faults_in(path))


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=FOLDER_SHARED,
)
@given(
    attribute=st.sampled_from(
        [part.partition("=")[0] + '="' for part in TOKENS if "=" in part]
        + ['Name="', 'Type="', 'BaseType="', 'Value="', 'Alias="', 'Namespace="']
    ),
    occurrence=st.integers(0, 20),
    value=st.one_of(
        st.text(
            st.characters(exclude_categories=["Cs", "Cc"], exclude_characters='<&"'),
            max_size=12,
        ),
        st.sampled_from(["lib.Book", "Collection(lib.Book)", "self.Color", "id", "-"]),
    ),
)
def test_mutated_attributes_raise_input_errors_alone(
    tmp_path: Path, attribute: str, occurrence: int, value: str
) -> None:
    parts = LIBRARY.split(attribute)
    index = occurrence % len(parts)
    if index:
        parts[index] = value + parts[index][parts[index].find('"') :]
    path = tmp_path / "mutated.csdl"
    path.write_text(attribute.join(parts), encoding="utf-8")
    assert all(fault.startswith(str(path)) for fault in faults_in(path))
