"""Small schemas, and the changes between them."""

from __future__ import annotations

from pathlib import Path

from tests.unit.documents import KEY, read_files, schema

from odata2py.compare.comparison import compare
from odata2py.compare.facts import NO_FACTS, ServiceFacts
from odata2py.compare.model import Change
from odata2py.compare.naming import PythonNames

CORE = "Org.OData.Core.V1"
CAPABILITIES = "Org.OData.Capabilities.V1"
NO_UPDATES = (
    f'<Annotation Term="{CAPABILITIES}.UpdateRestrictions"><Record>'
    '<PropertyValue Property="Updatable" Bool="false"/></Record></Annotation>'
)
THING = (
    f'<EntityType Name="thing" Abstract="true">{KEY}</EntityType>'
    '<EntityType Name="chair" BaseType="n.thing">$</EntityType>'
    '<EntityType Name="stool" BaseType="n.chair"/>'
    '<EntityType Name="table" BaseType="n.thing"/>'
)
TYPES = THING.replace("$", "")
DOOR = '<EntityContainer Name="C"><EntitySet Name="chairs" EntityType="n.chair"/>{}'
CONTAINER = DOOR.format("</EntityContainer>")

NO_NAMES = PythonNames()


def action(
    name: str, binding: str, *own: str, result: str = "", inside: str = ""
) -> str:
    return operation("Action", name, binding, *own, result=result, inside=inside)


def function(
    name: str, binding: str, *own: str, result: str = "Edm.String", inside: str = ""
) -> str:
    return operation("Function", name, binding, *own, result=result, inside=inside)


def operation(
    tag: str, name: str, binding: str, *own: str, result: str, inside: str
) -> str:
    """An operation bound to a type, or to none; own: ``name`` or ``name: type``."""
    bound = f'<Parameter Name="it" Type="{binding}"/>' if binding else ""
    given = "".join(
        f'<Parameter Name="{name}" Type="{type_ or "Edm.String"}"/>'
        for name, _, type_ in (each.partition(": ") for each in own)
    )
    returned = f'<ReturnType Type="{result}"/>' if result else ""
    is_bound = "true" if binding else "false"
    head = f'<{tag} Name="{name}" IsBound="{is_bound}">'
    return f"{head}{bound}{given}{returned}{inside}</{tag}>"


def compared(
    folder: Path,
    old: str,
    new: str,
    names: PythonNames = NO_NAMES,
    facts: ServiceFacts = NO_FACTS,
    alias: str = "",
) -> tuple[Change, ...]:
    """The changes between two contents of a schema n, which has an alias at last."""
    before = read_files(folder / "old", {"main.csdl": schema("n", old)})
    after = read_files(folder / "new", {"main.csdl": schema("n", new, alias)})
    return compare(before, after, names, facts)


def told(changes: tuple[Change, ...]) -> list[tuple[str, str]]:
    return [(change.rule, change.element) for change in changes]
