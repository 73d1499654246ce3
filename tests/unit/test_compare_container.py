"""Comparisons of the container and of capabilities: what lies between rules."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.comparisons import (
    CAPABILITIES,
    CONTAINER,
    DOOR,
    NO_UPDATES,
    THING,
    TYPES,
    action,
    compared,
    told,
)
from tests.unit.documents import KEY

from odata2py.compare.facts import ServiceFacts

# The container


def test_an_operation_that_an_import_names_otherwise_is_the_same(
    tmp_path: Path,
) -> None:
    """The parameters are compared, whatever the operation is called."""
    old, new = (
        TYPES
        + action(name, "", *own)
        + DOOR.format(f'<ActionImport Name="m" Action="n.{name}"/></EntityContainer>')
        for name, own in (("mend", ["how"]), ("repair", ["how", "when"]))
    )
    assert told(compared(tmp_path, old, new)) == [
        ("import-target-changed", "n.C/m"),
        ("parameter-added", "n.mend()/when"),
    ]


def test_sets_of_a_type_that_was_renamed_have_it_still(tmp_path: Path) -> None:
    legs = '<Property Name="legs" Type="Edm.Byte"/>'
    chair = f'<EntityType Name="$">{KEY}{legs}</EntityType>'
    sets = CONTAINER.replace("n.chair", "n.$")
    old, new = ((chair + sets).replace("$", name) for name in ("armChair", "ArmChair"))
    assert "entry-type-changed" not in dict(told(compared(tmp_path, old, new)))


# Capabilities


def _restricted(path: str, record: str) -> str:
    return (
        '<EntityContainer Name="C"><EntitySet Name="chairs" EntityType="n.chair">'
        f'<Annotation Term="{CAPABILITIES}.NavigationRestrictions"><Record>'
        '<PropertyValue Property="RestrictedProperties"><Collection><Record>'
        f'<PropertyValue Property="NavigationProperty" PropertyPath="{path}"/>{record}'
        "</Record></Collection></PropertyValue></Record></Annotation>"
        "</EntitySet></EntityContainer>"
    )


NO_READING = (
    '<PropertyValue Property="ReadRestrictions"><Record>'
    '<PropertyValue Property="Readable" Bool="false"/></Record></PropertyValue>'
)
AT = '<NavigationProperty Name="at" Type="n.table"/>'


def test_what_is_forbidden_on_a_path_is_told_of_that_path(tmp_path: Path) -> None:
    at = THING.replace("$", AT)
    (change,) = compared(tmp_path, at + CONTAINER, at + _restricted("at", NO_READING))
    assert (change.rule, change.element) == ("capability-removed", "n.C/chairs")
    assert change.old == "at/get"
    assert change.meaning.startswith("The client has no chairs[...].at.get any more")


def test_what_is_forbidden_everywhere_is_not_told_of_paths_too(
    tmp_path: Path,
) -> None:
    """The set says what the navigation property says itself, on one side or both."""
    said = (
        f'<Annotation Term="{CAPABILITIES}.ReadRestrictions"><Record>'
        '<PropertyValue Property="Readable" Bool="false"/></Record></Annotation>'
    )
    everywhere = THING.replace("$", AT.replace("/>", f">{said}</NavigationProperty>"))
    restricted = _restricted("at", NO_READING)
    old = THING.replace("$", AT) + CONTAINER
    assert told(compared(tmp_path, old, everywhere + restricted)) == [
        ("capability-removed", "n.chair/at")
    ]
    assert compared(tmp_path, everywhere + CONTAINER, everywhere + restricted) == ()


def test_paths_through_casts_are_followed(tmp_path: Path) -> None:
    at = TYPES.replace(
        '<EntityType Name="stool" BaseType="n.chair"/>',
        f'<EntityType Name="stool" BaseType="n.chair">{AT}</EntityType>',
    )
    (change,) = compared(
        tmp_path, at + CONTAINER, at + _restricted("n.stool/at", NO_READING)
    )
    assert change.old == "n.stool/at/get"
    assert "chairs[...].as_stool[...].at.get" in change.meaning


def test_what_a_set_says_of_all_references_is_told_of_each(
    tmp_path: Path,
) -> None:
    at = THING.replace("$", AT)
    said = (
        f'<Annotation Term="{CAPABILITIES}.NavigationRestrictions"><Record>'
        '<PropertyValue Property="Referenceable" Bool="false"/></Record></Annotation>'
    )
    new = CONTAINER.replace('"n.chair"/>', f'"n.chair">{said}</EntitySet>')
    changes = compared(tmp_path, at + CONTAINER, at + new)
    assert [change.old for change in changes] == ["at/link", "at/unlink"]


@pytest.mark.parametrize(
    ("only_declared", "expected"),
    [((), ["replace", "update", "upsert"]), (("replace", "upsert"), ["update"])],
)
def test_what_was_never_offered_is_not_lost(
    tmp_path: Path, only_declared: tuple[str, ...], expected: list[str]
) -> None:
    facts = ServiceFacts(only_declared=frozenset(only_declared))
    new = CONTAINER.replace('"n.chair"/>', f'"n.chair">{NO_UPDATES}</EntitySet>')
    changes = compared(tmp_path, TYPES + CONTAINER, TYPES + new, facts=facts)
    assert [change.old for change in changes] == expected


def test_what_another_kind_of_end_brings_is_no_capability(tmp_path: Path) -> None:
    """A collection can be listed and created in, whatever else is said of it."""
    at = '<NavigationProperty Name="at" Type="$">{}</NavigationProperty>'
    one = THING.replace("$", at.format("").replace("$", "n.table"))
    many = THING.replace("$", at.format(NO_UPDATES).replace("$", "Collection(n.table)"))
    changes = compared(tmp_path, one, many)
    lost = [each.old for each in changes if each.rule == "capability-removed"]
    assert lost == ["replace", "update", "upsert"]
    changes = compared(tmp_path, many, one)
    gained = [each.new for each in changes if each.rule == "capability-added"]
    assert gained == ["replace", "update", "upsert"]
