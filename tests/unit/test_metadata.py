"""The documents in metadata/ say what the services say, and nothing else.

Our service files are subsets of real documents, written by hand; our overlays say
in prose what those documents leave out. Both are read with lxml alone: the reader
of the generator must not be the judge of its own input.
"""

from __future__ import annotations

import html
import os
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache, cached_property
from pathlib import Path
from typing import Final, NamedTuple, TypeAlias

import pytest
from lxml import etree

REPOSITORY: Final = Path(__file__).resolve().parents[2]
OURS: Final = REPOSITORY / "metadata"
REAL: Final = Path(
    os.environ.get("ODATA2PY_METADATA") or REPOSITORY.parent / "shared" / "metadata"
)

COUNTERPARTS: Final = {
    "authentication-v1.0.csdl": "graph-v1.0.csdl",
    "authentication-beta.csdl": "graph-beta-ussec.csdl",
}
LANGUAGES: Final = ("en", "zh-CN")
SMS_ACTIONS: Final = ("enableSmsSignIn", "disableSmsSignIn")
WAY_TO_THE_PHONES: Final = (
    "microsoft.graph.GraphService/users",
    "microsoft.graph.GraphService/me",
    "microsoft.graph.user",
    "microsoft.graph.user/authentication",
    "microsoft.graph.authentication",
    "microsoft.graph.authentication/phoneMethods",
)
DIRECTORY: Final = frozenset(  # passed through, told only as far as that needs
    f"microsoft.graph.{name}" for name in ("GraphService", "directoryObject", "user")
)
PHONE: Final = "microsoft.graph.phoneAuthenticationMethod"

CORE: Final = "Org.OData.Core.V1."
VALIDATION: Final = "Org.OData.Validation.V1."
DESCRIPTION: Final = CORE + "Description"
TEXT_TERMS: Final = frozenset({DESCRIPTION, CORE + "LongDescription"})
TEXT_PROPERTIES: Final = frozenset({"Description", "LongDescription"})

OPERATIONS: Final = frozenset({"Action", "Function"})
ANNOTATIONS: Final = frozenset({"Annotation", "Annotations"})
TYPE_ATTRIBUTES: Final = frozenset({"Type", "BaseType", "EntityType", "UnderlyingType"})
ANNOTATION_ATTRIBUTES: Final = frozenset({"Term", "Qualifier", "Property"})

Value: TypeAlias = "str | tuple[Value, ...] | frozenset[tuple[str, Value]] | None"


class Declared(NamedTuple):
    """An element of a schema as it is declared, the names of types spelt out."""

    kind: str
    attributes: dict[str, str]


class Statement(NamedTuple):
    """An annotation of an element, all names spelt out."""

    target: str
    term: str
    qualifier: str | None
    value: Value


class Document:
    """A CSDL document, flattened: what it declares by path, and what it annotates."""

    def __init__(self, path: Path) -> None:
        self.name = path.name
        self.root = etree.parse(path).getroot()
        self.schemas = list(self.root.iterfind("{*}DataServices/{*}Schema"))
        self._aliases = dict(self._declared_aliases())

    def _declared_aliases(self) -> Iterator[tuple[str, str]]:
        for element in self.root.iter("{*}Schema", "{*}Include"):
            if "Alias" in element.attrib:
                yield required(element, "Alias"), required(element, "Namespace")

    def spelt_out(self, name: str) -> str:
        """The name with namespaces for aliases, wherever a qualified name stands."""
        return re.sub(
            r"(?<![\w.])(\w+)\.(?=\w)",
            lambda match: self._aliases.get(match[1], match[1]) + ".",
            name,
        )

    @cached_property
    def declared(self) -> dict[str, Declared]:
        """Everything declared, under the path by which an annotation would name it."""
        return dict(self._declarations())

    def _declarations(self) -> Iterator[tuple[str, Declared]]:
        for schema in self.schemas:
            for child in schema.iterchildren("{*}*"):
                if kind(child) not in ANNOTATIONS:
                    yield from self._declaration(self.path_of(child), child)

    def _declaration(
        self, path: str, element: etree._Element
    ) -> Iterator[tuple[str, Declared]]:
        attributes = {
            name: self.spelt_out(value) if name in TYPE_ATTRIBUTES else value
            for name, value in attributes_of(element)
        }
        if kind(element) == "Parameter":  # alone among all, parameters have an order
            attributes["position"] = str(position(element))
        yield path, Declared(kind(element), attributes)
        for child in element.iterchildren("{*}*"):
            if kind(child) not in ANNOTATIONS:
                yield from self._declaration(f"{path}/{step(child)}", child)

    def path_of(self, element: etree._Element) -> str:
        parent = parent_of(element)
        if kind(parent) != "Schema":
            return f"{self.path_of(parent)}/{step(element)}"
        name = f"{required(parent, 'Namespace')}.{required(element, 'Name')}"
        if kind(element) not in OPERATIONS:
            return name
        return f"{name}({','.join(self._signature(element))})"

    def _signature(self, operation: etree._Element) -> list[str]:
        types = [required(p, "Type") for p in operation.iterchildren("{*}Parameter")]
        if kind(operation) == "Action":
            types = types[:1] if operation.get("IsBound") == "true" else []
        return [self.spelt_out(type_) for type_ in types]

    @cached_property
    def statements(self) -> frozenset[Statement]:
        """Every annotation of an element: target, term, qualifier and value."""
        return frozenset(self._statements())

    def _statements(self) -> Iterator[Statement]:
        for annotation in self.root.iter("{*}Annotation"):
            parent = parent_of(annotation)
            if kind(parent) in {"Record", "Annotation", "Schema"}:
                continue
            external = kind(parent) == "Annotations"
            target = required(parent, "Target") if external else self.path_of(parent)
            yield Statement(
                self.spelt_out(target).replace(", ", ","),
                self.spelt_out(required(annotation, "Term")),
                annotation.get("Qualifier"),
                self.value(annotation),
            )

    def value(self, element: etree._Element) -> Value:
        """What an annotation says, the same for attribute and element notation."""
        for name, value in attributes_of(element):
            if name not in ANNOTATION_ATTRIBUTES:
                return name, self.spelt_out(value) if name == "EnumMember" else value
        expressions = list(element.iterchildren("{*}*"))
        return self.expression(expressions[0]) if expressions else None

    def expression(self, element: etree._Element) -> Value:
        match kind(element):
            case "Collection":
                items = element.iterchildren("{*}*")
                return ("Collection", *(self.expression(item) for item in items))
            case "Record":
                return frozenset(self._fields(element))
            case "EnumMember":
                return "EnumMember", self.spelt_out(element.text or "")
            case constant:
                return constant, element.text or ""

    def _fields(self, record: etree._Element) -> Iterator[tuple[str, Value]]:
        if "Type" in record.attrib:
            yield "@type", self.spelt_out(required(record, "Type"))
        for field in record.iterchildren("{*}PropertyValue", "{*}Annotation"):
            if kind(field) == "Annotation":
                yield "@" + self.spelt_out(required(field, "Term")), self.value(field)
            else:
                yield required(field, "Property"), self.value(field)

    def annotation(self, target: str, term: str) -> Value:
        found = [s.value for s in self.statements if s[:2] == (target, term)]
        assert len(found) == 1, f"{len(found)} annotations {term} of {target}"
        return found[0]

    def annotated(self, term: str) -> set[str]:
        return {s.target for s in self.statements if s.term == term}

    @property
    def operations(self) -> set[str]:
        return {p for p, element in self.declared.items() if element.kind in OPERATIONS}

    @cached_property
    def targets(self) -> frozenset[str]:
        """Every path that an annotation may name, apart from inherited members."""
        unsigned = {re.sub(r"\(.*\)", "", path) for path in self.declared}
        return frozenset(self.declared) | unsigned

    def has(self, target: str) -> bool:
        owner, _, member = target.partition("/")
        lineage = [owner, *self.bases(owner)] if member else [owner]
        return any("/".join(filter(None, (o, member))) in self.targets for o in lineage)

    def bases(self, name: str) -> Iterator[str]:
        if base := self.attribute(name, "BaseType"):
            yield base
            yield from self.bases(base)

    def attribute(self, path: str, name: str) -> str:
        element = self.declared.get(path)
        return element.attributes.get(name, "") if element else ""

    def members(self, owner: str) -> set[str]:
        """The paths right below an element."""
        return self._members[owner]

    @cached_property
    def _members(self) -> defaultdict[str, set[str]]:
        below: defaultdict[str, set[str]] = defaultdict(set)
        for path in self.declared:
            below[path.rpartition("/")[0]].add(path)
        return below


def kind(element: etree._Element) -> str:
    return str(etree.QName(element).localname)


def required(element: etree._Element, attribute: str) -> str:
    value = element.get(attribute)
    assert (
        value is not None
    ), f"{element.sourceline}: {kind(element)} has no {attribute}"
    return str(value)


def attributes_of(element: etree._Element) -> Iterator[tuple[str, str]]:
    return ((str(name), str(value)) for name, value in element.attrib.items())


def parent_of(element: etree._Element) -> etree._Element:
    parent = element.getparent()
    assert parent is not None
    return parent


def position(element: etree._Element) -> int:
    return sum(1 for _ in element.itersiblings("{*}Parameter", preceding=True))


def step(element: etree._Element) -> str:
    """The last part of the path that leads to an element below another one."""
    names = (element.get(attribute) for attribute in ("Name", "Path", "Property"))
    return next(filter(None, names), f"${kind(element)}")


@cache
def ours(name: str) -> Document:
    return Document(OURS / name)


@cache
def real(name: str) -> Document:
    path = REAL / name
    if not path.is_file():
        pytest.skip(f"{name} is not in the folder that ODATA2PY_METADATA names")
    return Document(path)


def overlay(language: str) -> Document:
    return ours(f"overlays/authentication-methods.{language}.csdl")


def without(value: Value, names: frozenset[str]) -> Value:
    """A value less the fields of these names, however deep inside of it."""
    if isinstance(value, frozenset):
        kept = (field for field in value if field[0] not in names)
        return frozenset((name, without(inner, names)) for name, inner in kept)
    if isinstance(value, tuple):
        return tuple(without(item, names) for item in value)
    return value


def rules(document: Document) -> set[Statement]:
    """What an overlay says, its words left out."""
    inner = frozenset(f"@{term}" for term in TEXT_TERMS)
    return {
        s._replace(value=None if s.term in TEXT_TERMS else without(s.value, inner))
        for s in document.statements
    }


def type_names(document: Document) -> Iterator[str]:
    for path in document.declared:
        for name in TYPE_ATTRIBUTES:
            yield from re.findall(r"[\w.]+\.\w+", document.attribute(path, name))


def inherited_members(document: Document, owner: str) -> Iterator[str]:
    for source in (owner, *document.bases(owner)):
        for member in document.members(source):
            if document.declared[member].kind == "Property":
                yield owner + member.removeprefix(source)


def phone_slice(document: Document) -> set[str]:
    """The elements that a package for the phone methods is made of."""
    lineage = [PHONE, *document.bases(PHONE)]
    found = {*WAY_TO_THE_PHONES, *lineage}
    for type_ in lineage:
        found |= set(inherited_members(document, type_))
    for operation in document.operations:
        if bound_to(operation) in lineage:
            found |= operation_slice(document, operation)
    for name in {document.attribute(path, "Type") for path in found}:
        if name in document.declared and document.declared[name].kind == "EnumType":
            found |= {name, *document.members(name)}
    return found


def bound_to(operation: str) -> str:
    """The first type in a signature, whether one is bound to it or to many."""
    _, _, signature = operation.partition("(")
    return signature.removeprefix("Collection(").split(",")[0].rstrip(")")


def operation_slice(document: Document, operation: str) -> set[str]:
    found = {operation, *document.members(operation)}
    found.discard(f"{operation}/bindingParameter")
    if result := document.attribute(f"{operation}/$ReturnType", "Type"):
        found |= {result, *document.members(result)}
    return {re.sub(r"\(.*\)", "", path) for path in found}


def texts(document: Document) -> Iterator[str]:
    for annotation in document.root.iter("{*}Annotation"):
        if document.spelt_out(required(annotation, "Term")) in TEXT_TERMS:
            value = document.value(annotation)
            assert isinstance(value, tuple)
            yield str(value[1])


def sentences(text: str) -> Iterator[str]:
    for sentence in re.split(r"(?<=[.!?:;])\s|[。；：]", text):
        if len(re.findall(r"[\u4e00-\u9fff]|[\w'-]+", sentence)) > 3:
            yield plain(sentence).rstrip(".!?:;")


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip().casefold()


def dangling(annotating: Document, annotated: Document) -> set[str]:
    return {s.target for s in annotating.statements if not annotated.has(s.target)}


each_service = pytest.mark.parametrize("name", COUNTERPARTS)
each_language = pytest.mark.parametrize("language", LANGUAGES)


@each_service
def test_namespace_and_alias_are_those_of_the_service(name: str) -> None:
    [schema] = ours(name).schemas
    published = [dict(s.attrib) for s in real(COUNTERPARTS[name]).schemas]
    assert dict(schema.attrib) in published


@each_service
def test_every_declaration_is_the_service_s_own(name: str) -> None:
    published = real(COUNTERPARTS[name]).declared
    wrong = {
        path: (element, published.get(path))
        for path, element in ours(name).declared.items()
        if published.get(path) != element
    }
    assert not wrong


@each_service
def test_every_annotation_is_the_service_s_own(name: str) -> None:
    published = {
        statement._replace(value=without(statement.value, TEXT_PROPERTIES))
        for statement in real(COUNTERPARTS[name]).statements
    }
    assert ours(name).statements
    assert not ours(name).statements - published


@each_service
def test_only_the_directory_and_devices_are_left_out(name: str) -> None:
    document, published = ours(name), real(COUNTERPARTS[name])
    left_out = {
        member
        for owner in document.declared
        if owner.partition("/")[0] not in DIRECTORY
        for member in published.members(owner) - document.members(owner)
    }
    assert all(
        member.endswith("/device")
        and published.attribute(member, "Type") == "microsoft.graph.device"
        for member in left_out
    ), left_out


@each_service
def test_every_kind_of_method_is_declared(name: str) -> None:
    document, published = ours(name), real(COUNTERPARTS[name])
    base = "microsoft.graph.authenticationMethod"
    kinds = {path for path in published.declared if base in published.bases(path)}
    assert PHONE in kinds
    assert kinds <= set(document.declared)


@each_service
def test_every_operation_of_a_method_is_declared(name: str) -> None:
    document, published = ours(name), real(COUNTERPARTS[name])
    base = "microsoft.graph.authenticationMethod"
    methods = {base, *(p for p in published.declared if base in published.bases(p))}
    operations = {path for path in published.operations if bound_to(path) in methods}
    assert len(operations) == 4
    assert operations <= set(document.declared)


@each_service
def test_every_rule_on_what_is_declared_is_told(name: str) -> None:
    document = ours(name)
    untold = {
        (statement.target, statement.term)
        for statement in real(COUNTERPARTS[name]).statements
        if statement.target in document.declared
        and statement.target.partition("/")[0] not in DIRECTORY
        and statement.term not in TEXT_TERMS
    } - {statement[:2] for statement in document.statements}
    assert not untold


@each_service
def test_every_type_and_target_that_is_named_is_declared(name: str) -> None:
    document = ours(name)
    named = {t for t in type_names(document) if not t.startswith("Edm.")}
    assert named <= set(document.declared)
    assert not dangling(document, document)


@each_service
def test_no_description_is_repeated(name: str) -> None:
    document = ours(name)
    assert not list(texts(document))
    properties = {p.get("Property") for p in document.root.iter("{*}PropertyValue")}
    assert not properties & TEXT_PROPERTIES


@pytest.mark.parametrize(
    ("name", "bound_type"),
    [
        ("authentication-v1.0.csdl", PHONE),
        ("authentication-beta.csdl", "microsoft.graph.authenticationMethod"),
    ],
)
@pytest.mark.parametrize("action", SMS_ACTIONS)
def test_sms_actions_are_bound_as_the_version_binds_them(
    name: str, bound_type: str, action: str
) -> None:
    name_of_action = f"microsoft.graph.{action}"
    overloads = {o for o in ours(name).operations if o.startswith(name_of_action + "(")}
    assert overloads == {f"{name_of_action}({bound_type})"}


@each_language
@each_service
def test_overlay_fits_our_document(name: str, language: str) -> None:
    assert not dangling(overlay(language), ours(name))


@each_language
@pytest.mark.parametrize("name", COUNTERPARTS.values())
def test_overlay_fits_the_real_document(name: str, language: str) -> None:
    assert not dangling(overlay(language), real(name))


@each_language
def test_overlay_only_annotates_and_does_so_once(language: str) -> None:
    document = overlay(language)
    assert not document.declared
    groups = [a.get("Target") for a in document.root.iter("{*}Annotations")]
    written = document.root.findall(".//{*}Annotations/{*}Annotation")
    assert len(groups) == len(set(groups))
    assert len(written) == len({statement[:3] for statement in document.statements})


def test_overlays_differ_in_words_alone() -> None:
    first, *others = (rules(overlay(language)) for language in LANGUAGES)
    for other in others:
        assert first ^ other == set()


@each_language
def test_overlay_describes_every_element_of_the_phone_slice(language: str) -> None:
    v1, beta = (phone_slice(ours(name)) for name in COUNTERPARTS)
    assert f"{PHONE}/id" in v1
    assert "microsoft.graph.authenticationPhoneType/office" in v1
    assert "microsoft.graph.passwordResetResponse/newPassword" in v1
    # One overlay serves both versions, so it can only speak of what both have.
    undescribed = (v1 & beta) - overlay(language).annotated(DESCRIPTION)
    assert not undescribed


@each_language
def test_no_sentence_of_an_overlay_is_borrowed(language: str) -> None:
    published = sorted(REAL.glob("*.csdl"))
    if not published:
        pytest.skip("no documents in the folder that ODATA2PY_METADATA names")
    told = {s for text in texts(overlay(language)) for s in sentences(text)}
    assert len(told) > 40
    for path in published:
        words = plain(html.unescape(path.read_text(encoding="utf-8-sig")))
        assert not {sentence for sentence in told if sentence in words}, path.name


def test_chinese_overlay_is_in_chinese() -> None:
    assert all(re.search(r"[\u4e00-\u9fff]", text) for text in texts(overlay("zh-CN")))


@each_language
def test_overlay_says_who_sets_what(language: str) -> None:
    document = overlay(language)
    assert document.annotated(CORE + "Computed") == {
        "microsoft.graph.authenticationMethod/createdDateTime",
        f"{PHONE}/createdDateTime",
        f"{PHONE}/id",
        f"{PHONE}/smsSignInState",
    }
    assert document.annotated(CORE + "Immutable") == {f"{PHONE}/phoneType"}


@each_language
def test_overlay_names_the_documented_ids(language: str) -> None:
    allowed = overlay(language).annotation(f"{PHONE}/id", VALIDATION + "AllowedValues")
    assert isinstance(allowed, tuple)
    ids = {}
    for record in allowed[1:]:
        assert isinstance(record, frozenset)
        fields = dict(record)
        assert fields["@type"] == VALIDATION + "AllowedValue"
        assert fields["@" + DESCRIPTION]
        ids[fields["@" + CORE + "SymbolicName"]] = fields["Value"]
    assert ids == {
        ("String", "mobile"): ("String", "3179e48a-750b-4051-897c-87b9720928f7"),
        ("String", "alternateMobile"): (
            "String",
            "b6332ec1-7057-4abe-9331-3d72feddfe41",
        ),
        ("String", "office"): ("String", "e37fc753-ff3b-4958-9484-eaa9425c82bc"),
    }


@pytest.mark.parametrize(
    ("number", "fits"),
    [
        ("+1 5555551234", True),
        ("+1 5555551234x123", True),
        ("+86 13800138000", True),
        ("+852 21234567x9", True),
        ("5555551234", False),
        ("+15555551234", False),
        ("+1  5555551234", False),
        ("+1 555-555-1234", False),
        ("+1 (555) 5551234", False),
        ("+1 5555551234x", False),
        ("+1 5555551234 x123", False),
        ("+1 5555551234X123", False),
        ("+0 5555551234", False),
        ("+1 ٥٥٥٥٥٥١٢٣٤", False),
        ("1 5555551234", False),
        ("+1 5555551234\n", False),
        (" +1 5555551234", False),
        ("+ 5555551234", False),
        ("+1 ", False),
        ("", False),
    ],
)
@each_language
def test_number_pattern(language: str, number: str, fits: bool) -> None:
    pattern = overlay(language).annotation(
        f"{PHONE}/phoneNumber", VALIDATION + "Pattern"
    )
    assert isinstance(pattern, tuple)
    assert bool(re.fullmatch(str(pattern[1]), number)) is fits
