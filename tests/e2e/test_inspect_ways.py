"""``odata2py inspect`` on ways of every kind: casts, values, streams, functions."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.e2e.shops import Run, data, looking, names, paths

from odata2py.csdl.model import Model
from odata2py.csdl.reader import read_model
from odata2py.outline.paths import Branch, outline_paths
from odata2py.slicing.slicer import slice_model

EVERYTHING = Path(__file__).parents[2] / "metadata" / "everything.csdl"


@pytest.fixture(scope="module")
def station() -> Model:
    return read_model(EVERYTHING)


def at(root: Branch, path: str) -> Branch:
    (found,) = (branch for branch in root.walk() if branch.path == path)
    return found


def called(branch: Branch) -> list[str]:
    return [call.name for call in branch.calls]


@pytest.mark.parametrize("only_declared", [frozenset(), {"replace", "upsert"}])
def test_all_that_is_shown_can_be_included_and_no_more(
    station: Model, only_declared: frozenset[str]
) -> None:
    tree = outline_paths(station, only_declared=only_declared)
    for branch in tree.walk():
        if branch.accesses:
            part = slice_model(station, [branch.path], (), "abstract", only_declared)
            (last,) = (
                edge
                for edge in part.edges
                if edge.access and branch.path.removesuffix("/{id}").endswith(edge.name)
            )
            assert last.access == set(branch.accesses), branch.path
        for call in branch.calls:
            path = f"{branch.path.rstrip('/')}/{call.name}"
            assert slice_model(station, [path]), path


def test_derived_types_are_shown_once_with_what_they_add(station: Model) -> None:
    tree = outline_paths(station)
    assets = at(tree, "/assets")
    assert [branch.path for branch in assets.branches] == [
        "/assets/{id}",
        "/assets/polar.Camera",
        "/assets/polar.InfraredCamera",
        "/assets/polar.Instrument",
        "/assets/polar.Vehicle",
    ]
    camera = at(tree, "/assets/polar.Camera")
    assert (camera.type, camera.collection) == ("polar.Camera", True)
    assert (camera.accesses, called(camera)) == (("list", "create"), [])
    (item,) = camera.branches
    assert "create" not in item.accesses
    assert called(item) == ["calibrate", "span"]
    assert "unlink" not in item.accesses
    equipment = at(tree, "/expeditions/{id}/equipment/{id}")
    assert (equipment.elsewhere, equipment.branches) == ("/assets/{id}", [])


def test_a_tree_may_start_at_a_derived_type(station: Model) -> None:
    tree = outline_paths(station, "/expeditions/{number}/equipment/polar.Instrument")
    assert tree.path == "/expeditions/{id}/equipment/polar.Instrument"
    assert {branch.path.rpartition("/")[2] for branch in tree.branches} == {
        *("{id}", "polar.Camera", "polar.InfraredCamera")
    }
    item = outline_paths(station, "/assets/{tag}/polar.Camera")
    assert {
        "/assets/{id}/polar.Camera/photos",
        "/assets/{id}/polar.Camera/readings",
    } < {branch.path for branch in item.branches}


def test_values_are_shown_where_something_is_below(station: Model) -> None:
    tree = outline_paths(station)
    assignment = at(tree, "/people/{id}/assignment")
    assert (assignment.accesses, called(assignment)) == ((), ["prolong"])
    assert [branch.path for branch in assignment.branches] == [
        "/people/{id}/assignment/superior"
    ]
    shown = {branch.path for branch in tree.walk()}
    assert "/expeditions/{id}/goal" in shown
    assert "/forecasts/{id}/days" not in shown
    assert "/log/{id}/weather" not in shown


def test_streams_are_ends(station: Model) -> None:
    tree = outline_paths(station)
    for path in ("/photos/{id}/$value", "/photos/{id}/thumbnail"):
        stream = at(tree, path)
        assert (stream.type, stream.elsewhere) == ("Edm.Stream", "")
        assert stream.accesses == ("get", "update", "delete")


def test_paths_go_on_from_composable_functions(station: Model) -> None:
    tree = outline_paths(station, "/assets/nearest")
    assert (tree.path, tree.type, tree.accesses) == (
        *("/assets/nearest", "polar.Asset"),
        ("get",),
    )
    assert called(tree) == ["retire", "inspect"]
    assert at(tree, "/assets/nearest/polar.Instrument/readings")
    assert outline_paths(station, "/onDuty").type == "polar.Person"


def test_what_is_said_of_a_path_is_shown_there(station: Model) -> None:
    health = at(outline_paths(station, "/people/{id}/health"), "/people/{id}/health")
    assert "delete" not in health.accesses
    alone = at(outline_paths(station, "/visitor/health"), "/visitor/health")
    assert "delete" in alone.accesses


MANY = """
<Schema Namespace="n" xmlns="http://docs.oasis-open.org/odata/ns/edm">
 <EntityType Name="thing"><Key><PropertyRef Name="id"/></Key>
  <Property Name="id" Type="Edm.String" Nullable="false"/></EntityType>
 {}
 <EntityContainer Name="Door"><EntitySet Name="things" EntityType="n.thing"/>
 </EntityContainer>
</Schema>
"""


@pytest.mark.parametrize(("types", "shown"), [(60, 60), (61, 0)])
def test_very_many_derived_types_are_shown_on_demand(
    types: int, shown: int, tmp_path: Path
) -> None:
    heirs = (f'<EntityType Name="t{n}" BaseType="n.thing"/>' for n in range(types))
    path = tmp_path / "many.csdl"
    path.write_text(MANY.format("".join(heirs)), "utf-8")
    model = read_model(path)
    found = [branch.path for branch in outline_paths(model).walk()]
    assert sum("/n.t" in path and "{" not in path for path in found) == shown
    assert len(outline_paths(model, "/things").branches) == types + 1


def test_words_find_paths_to_copy(tmp_path: Path, odata2py: Run) -> None:
    look = looking(odata2py, tmp_path)
    source = str(EVERYTHING)
    found = data(look, "thumbnail", source=source)
    assert "/photos/{id}/thumbnail" in paths(found)
    found = data(look, "vehicle", source=source)
    assert "/assets/polar.Vehicle" in paths(found)
    assert names(found["types"]) == ["polar.Vehicle"]
    assert "/assets/polar.Vehicle" not in paths(data(look, "retire", source=source))
    text = look("superior", source=source)
    assert "\n      /assignment  Assignment\n" in text
    assert "\n        /superior  Person  #get,update" in text


def test_only_what_the_service_of_the_profile_offers(
    tmp_path: Path, odata2py: Run
) -> None:
    config = f'[source.s]\nmetadata = "{EVERYTHING.as_posix()}"\nprofile = "{{}}"\n'
    look = looking(odata2py, tmp_path)

    def accesses(profile: str, path: str) -> list[str]:
        (tmp_path / "odata2py.toml").write_text(config.format(profile), "utf-8")
        found, *_ = data(look, path, source="s")["paths"]
        assert isinstance(found["accesses"], list)
        return found["accesses"]

    alarm, instrument = "/alarms/{level}", "/instruments/{tag}"
    whole = ["get", "update", "replace", "upsert", "delete"]
    assert accesses("odata", alarm) == whole
    assert accesses("graph/v1.0", alarm) == ["get", "update", "delete"]
    declared = ["get", "replace", "upsert", "delete"]
    assert accesses("odata", instrument) == declared
    assert accesses("graph/v1.0", instrument) == declared
