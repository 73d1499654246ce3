"""Slices along ways of every kind, exported and read again: the same comes of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.e2e.round_trips import Wanted, round_trip
from tests.unit.documents import KEY, one_schema
from tests.unit.fleet import FLEET
from tests.unit.house import HOUSE, NO_INSERT, NONE, on_path, restricted, term
from tests.unit.office import read
from tests.unit.test_slicing_ways import BY_NAME, CALLED

from odata2py.config import load_config
from odata2py.csdl.keys import alternate_keys
from odata2py.csdl.reader import read_model

REPOSITORY = Path(__file__).parents[2]
EVERYTHING = REPOSITORY / "metadata" / "everything.csdl"
PACKAGE = load_config(REPOSITORY / "odata2py.toml").packages["everything"]


@pytest.mark.parametrize("pattern", [*BY_NAME, *CALLED])
def test_one_way(pattern: str, tmp_path: Path) -> None:
    round_trip(tmp_path, read(tmp_path, FLEET), Wanted([pattern]))


@pytest.mark.parametrize("derived", ["abstract", "all", "none"])
@pytest.mark.parametrize(
    "include",
    [
        ["/**"],
        ["/ships/**"],
        ["/ships/{id}/*"],
        ["/**/place/**"],
        ["/**/decks"],
        ["/find/**", "/seek"],
        ["/ports/**", "/ports/{id}/flagship/**", "/ports/{id}/ships#link"],
        ["/ferries/{id}/clean", "/nights/{id}/speed"],
    ],
)
def test_many_ways(include: list[str], derived: str, tmp_path: Path) -> None:
    fleet = read(tmp_path, FLEET)
    round_trip(tmp_path, fleet, Wanted(include, derived=derived))
    exclude = ["/**/dive", "/**/chart", "/ships/{id}/o.Ferry/decks"]
    round_trip(tmp_path, fleet, Wanted(include, exclude, derived))


@pytest.mark.parametrize("profile", ["odata", "odata-segments", "graph/v1.0"])
@pytest.mark.parametrize("derived", ["abstract", "all", "none"])
def test_all_that_a_client_can_meet(derived: str, profile: str, tmp_path: Path) -> None:
    model = read_model(EVERYTHING)
    round_trip(tmp_path, model, Wanted(PACKAGE.include, (), derived, profile))


@pytest.mark.parametrize("pattern", PACKAGE.include)
def test_parts_of_what_a_client_can_meet(pattern: str, tmp_path: Path) -> None:
    model = read_model(EVERYTHING)
    round_trip(tmp_path, model, Wanted([pattern], derived="all"))


SAID = {
    "one of two": restricted(on_path("doors", NO_INSERT), on_path("owner", NO_INSERT)),
    "no way": restricted(on_path("parts", NONE)),
    "after a cast": restricted(on_path("doors/n.Gate/guards", NO_INSERT)),
    "in a value": restricted(on_path("spot/near", NO_INSERT)),
}


@pytest.mark.parametrize(
    "include",
    [
        ["/**"],
        ["/rooms/**"],
        ["/rooms/{id}/doors", "/halls/{id}/doors"],
        ["/rooms/{id}/owner", "/halls/{id}/doors"],
        [
            "/rooms/{id}/doors/{id}/n.Gate/guards",
            "/halls/{id}/doors/n.Gate/{id}/guards",
        ],
        ["/rooms/{id}/spot/near"],
    ],
)
@pytest.mark.parametrize("name", SAID)
def test_capabilities_of_kept_paths(
    name: str, include: list[str], tmp_path: Path
) -> None:
    said = term("NavigationRestrictions", SAID[name])
    notes = f'<Annotations Target="n.C/rooms">{said}</Annotations>'
    model = read(tmp_path, one_schema(HOUSE + notes))
    round_trip(tmp_path, model, Wanted(include))


KEYS = """
<EntityType Name="Thing" Abstract="true">{key}
 <Property Name="code" Type="Edm.String"/><Property Name="other" Type="Edm.String"/>
 <Property Name="maker" Type="n.Maker"/>
</EntityType>
<EntityType Name="Tool" BaseType="n.Thing">
 <Property Name="size" Type="Edm.Int32"/>
 <NavigationProperty Name="box" Type="n.Box"/>
 <NavigationProperty Name="parts" Type="Collection(n.Part)" ContainsTarget="true"/>
 <Annotation Term="Core.AlternateKeys"><Collection>{keys}</Collection></Annotation>
</EntityType>
<EntityType Name="Box">{key}<Property Name="label" Type="Edm.String"/></EntityType>
<EntityType Name="Part">{key}</EntityType>
<ComplexType Name="Maker"><Property Name="name" Type="Edm.String"/></ComplexType>
<EntityContainer Name="C"><EntitySet Name="tools" EntityType="n.Tool"/>
</EntityContainer>
"""


def alternate_key(*paths: str) -> str:
    parts = "".join(
        f'<Record><PropertyValue Property="Name" PropertyPath="{path}"/>'
        f'<PropertyValue Property="Alias" String="{path.replace("/", "_")}"/></Record>'
        for path in paths
    )
    return (
        f'<Record><PropertyValue Property="Key"><Collection>{parts}</Collection>'
        "</PropertyValue></Record>"
    )


@pytest.mark.parametrize(
    "paths",
    [
        ("code",),
        ("code", "size"),
        ("maker/name",),
        ("box/label", "code"),
        ("nowhere",),
        ("code", "nowhere"),
        ("maker/nowhere",),
    ],
)
def test_alternate_keys_of_what_is_passed_through(
    paths: tuple[str, ...], tmp_path: Path
) -> None:
    text = KEYS.format(key=KEY, keys=alternate_key(*paths) + alternate_key("size"))
    model = read(tmp_path, one_schema(text))
    after = round_trip(tmp_path, model, Wanted(["/tools/{id}/parts"]))
    kept = [
        ["/".join(part.path) for part in key] for key in alternate_keys(after, "n.Tool")
    ]
    there = [] if "nowhere" in "".join(paths) else [list(paths)]
    assert kept == [*there, ["size"]]
    tool, thing = after.structured("n.Tool"), after.structured("n.Thing")
    assert [prop.name for prop in tool.properties] == ["size"]
    assert "other" not in {prop.name for prop in thing.properties}
