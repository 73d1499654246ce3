"""Reading takes as long as documents are large, and no longer."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.unit.documents import (
    CONTAINER,
    EDM,
    ENTITY,
    KEY,
    TYPE,
    envelope,
    include,
    one_schema,
    told,
)


def many(part: str, around: str = TYPE) -> Callable[[int], str]:
    """Documents with parts that a number tells apart."""
    return lambda count: one_schema(
        around.replace("$", "".join(part.replace("#", str(n)) for n in range(count)))
    )


NEXT = (
    f'<EntityType Name="E">{KEY}<NavigationProperty Name="b" Type="n.E"/></EntityType>'
)
BIND = (
    '<EntitySet Name="s#" EntityType="n.E">'
    '<NavigationPropertyBinding Path="b" Target="s#"/></EntitySet>'
)
SAID = '<Annotation Term="Core.Description" String="x"/>'
GROWING = {
    "types": many(f'<EntityType Name="T#">{KEY}</EntityType>', "$"),
    "members": many('<Property Name="p#" Type="Edm.String"/>'),
    "annotations": many(f'<Property Name="p#" Type="Edm.String">{SAID}</Property>'),
    "overloads": many(
        f'<EntityType Name="T#">{KEY}</EntityType><Action Name="a" IsBound="true">'
        '<Parameter Name="it" Type="n.T#"/></Action>',
        "$",
    ),
    "bindings": many(BIND, NEXT + CONTAINER),
    "imports": many(
        '<EntitySet Name="s#" EntityType="n.E"/>'
        '<FunctionImport Name="f#" Function="n.f" EntitySet="s#"/>',
        f'{ENTITY}<Function Name="f"><ReturnType Type="n.E"/></Function>{CONTAINER}',
    ),
    "unlike faults": many('<Property Name="p#" Type="n.T#"/>'),
    "unlike notices": many('<Property Name="p#" Type="Edm.Byte" MaxLength="#"/>'),
    "unknown elements": many("<Foo#/>"),
    "targets in a type": lambda count: one_schema(
        TYPE.replace(
            "$",
            "".join(f'<Property Name="p{n}" Type="Edm.Byte"/>' for n in range(count)),
        )
        + "".join(
            f'<Annotations Target="n.A/p{n}">{SAID}</Annotations>' for n in range(count)
        )
    ),
    "targets among overloads": many(
        f'<EntityType Name="T#">{KEY}</EntityType><Action Name="a" IsBound="true">'
        '<Parameter Name="it" Type="n.T#"/></Action>'
        f'<Annotations Target="n.a(n.T#)">{SAID}</Annotations>',
        "$",
    ),
    "references": lambda count: one_schema(
        "", "".join(include(f"https://a.test/{n}", f"m{n}") for n in range(count))
    ),
    "schemas": lambda count: envelope(
        "".join(f'<Schema Namespace="n{n}" {EDM}/>' for n in range(count))
    ),
    "base terms": lambda count: one_schema(
        '<Term Name="t0" Type="Edm.Byte"/>'
        + "".join(
            f'<Term Name="t{n}" Type="Edm.Byte" BaseTerm="n.t{n - 1}"/>'
            for n in range(1, count // 2)
        )
    ),
    "targets of nothing": lambda count: one_schema(
        "".join(
            f'<ComplexType Name="A{n}"/><Annotations Target="n.B{n}">{SAID}'
            "</Annotations>"
            for n in range(count // 2)
        )
    ),
    "heirs of much": lambda count: one_schema(
        f'<EntityType Name="B">{KEY}'
        + "".join(f'<Property Name="p{n}" Type="Edm.Byte"/>' for n in range(count))
        + "</EntityType>"
        + "".join(
            f'<EntityType Name="T{n}" BaseType="n.B"><NavigationProperty Name="q" '
            'Type="n.B"><ReferentialConstraint Property="id" ReferencedProperty="id"/>'
            "</NavigationProperty></EntityType>"
            for n in range(count)
        )
    ),
}


def seconds(folder: Path, document: str) -> float:
    """The least time of the processor that two readings took."""
    took = []
    for _ in range(2):
        start = time.process_time()
        told(folder, document)
        took.append(time.process_time() - start)
    return min(took)


@pytest.mark.parametrize("make", GROWING.values(), ids=GROWING)
def test_time_grows_as_documents_do(tmp_path: Path, make: Callable[[int], str]) -> None:
    few, many_ = (seconds(tmp_path, make(count)) for count in (400, 1600))
    assert many_ < 0.1 or many_ < 8 * few
