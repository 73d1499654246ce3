"""Small CSDL documents, what is told of them, and tables of rules that they break."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from odata2py.csdl.model import Model
from odata2py.csdl.reader import read_model
from odata2py.errors import InputError

EDM = 'xmlns="http://docs.oasis-open.org/odata/ns/edm"'
EDMX = 'xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"'
ELSEWHERE = "https://elsewhere.test"
KEY = (
    '<Key><PropertyRef Name="id"/></Key>'
    '<Property Name="id" Type="Edm.String" Nullable="false"/>'
)
COLOR = '<EnumType Name="color"><Member Name="red"/></EnumType>'
ENTITY = f'<EntityType Name="E">{KEY}</EntityType>'
CONTAINER = '<EntityContainer Name="C">$</EntityContainer>'
TYPE = '<ComplexType Name="A">$</ComplexType>'


def envelope(schemas: str, references: str = "", version: str = "4.0") -> str:
    """A document of schemas."""
    return (
        f'<edmx:Edmx Version="{version}" {EDMX}>{references}'
        f"<edmx:DataServices>{schemas}</edmx:DataServices></edmx:Edmx>"
    )


def schema(namespace: str, content: str, alias: str = "") -> str:
    """A schema, whose content begins in the next line."""
    called = f' Alias="{alias}"' if alias else ""
    opening = f'<Schema Namespace="{namespace}"{called} {EDM}>'
    return f"{opening}\n{content}\n</Schema>"


def document(namespace: str, content: str, *references: str, alias: str = "") -> str:
    """A document with one schema, whose content begins in line 3."""
    return envelope(f"\n{schema(namespace, content, alias)}", "".join(references))


def one_schema(content: str, references: str = "") -> str:
    """A document with the schema n, alias self, whose content begins in line 2."""
    return envelope(schema("n", content, "self"), references)


def include(uri: str, namespace: str, alias: str = "", inside: str = "") -> str:
    """A reference to a document, of which a namespace is included."""
    called = f' Alias="{alias}"' if alias else ""
    return (
        f'<edmx:Reference Uri="{uri}"><edmx:Include Namespace="{namespace}"{called}/>'
        f"{inside}</edmx:Reference>"
    )


Files = Mapping[str, str]


def read_files(folder: Path, files: Files) -> Model:
    """The model of main.csdl, beside which the other files stand."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return read_model(folder / "main.csdl", display="main.csdl")


def faults_of(call: Callable[[], object]) -> list[str]:
    with pytest.raises(InputError) as caught:
        call()
    return list(caught.value.faults)


def build_everything(model: Model) -> None:
    for mapping in (model.types, model.operations, model.bound, model.terms):
        list(mapping.values())
    if model.container is not None:
        for entries in (
            model.container.entity_sets,
            model.container.singletons,
            model.container.imports,
        ):
            list(entries.values())


LINE = re.compile(r"service\.csdl(:\d+)?: \S.*", re.DOTALL)


def is_line(fault: str) -> bool:
    """Whether it is one line, with the file that it speaks of."""
    return LINE.fullmatch(fault) is not None and "\n" not in fault


Told = dict[str, tuple[str, ...]]


def told(folder: Path, document: str | bytes) -> Told:
    """What reading a document tells, by kind: faults, or notices and remarks."""
    path = folder / "service.csdl"
    path.write_bytes(
        document if isinstance(document, bytes) else document.encode("utf-8")
    )
    try:
        model = read_model(path, display="service.csdl")
        build_everything(model)
    except InputError as error:
        return {"fault": error.faults}
    found = {"notice": model.notices, "remark": model.remarks()}
    return {kind: lines for kind, lines in found.items() if lines}


UNREAD = include(f"{ELSEWHERE}/m.csdl", "m")


class Rule(NamedTuple):
    """What breaks a rule, what is near by and does not, and what is said of it.

    ``place`` is the content of a schema; ``wrong`` or ``right`` stands for the ``$`` in
    it, alone in line 3. A message begins with ``said``, which begins with the element;
    ``hint`` is what would be right.
    """

    place: str
    wrong: str
    right: str
    said: str
    hint: str = ""
    kind: str = "fault"

    def document(self, part: str) -> str:
        return one_schema(self.place.replace("$", f"\n{part}\n"))


def check_wrong(folder: Path, rule: Rule) -> None:
    """One line is told of what is wrong, and nothing else."""
    found = told(folder, rule.document(rule.wrong))
    assert list(found) == [rule.kind], found
    (line,) = found[rule.kind]
    where, _, message = line.partition(": ")
    assert where == "service.csdl:3", line
    what, _, hint = message.partition("; ")
    assert what.startswith(rule.said), line
    assert rule.hint in hint, line


def check_right(folder: Path, rule: Rule) -> None:
    """Nothing is told of what is right."""
    assert told(folder, rule.document(rule.right)) == {}


def together(**tables: Mapping[str, Rule]) -> dict[str, Rule]:
    """The rules of several tables, by the names of both."""
    return {
        f"{table}: {name}": rule
        for table, rules in tables.items()
        for name, rule in rules.items()
    }
