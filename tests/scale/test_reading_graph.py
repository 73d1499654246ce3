"""Real metadata: all of it is read, and what it says of authentication is found."""

from __future__ import annotations

import pytest
from tests.scale.metadata import DOCUMENTS, NO_METADATA, model

from odata2py.csdl.model import StructuredType, Type, TypeReference
from odata2py.profiles import load_profile
from odata2py.slicing.model import Access, By, Slice
from odata2py.slicing.slicer import slice_model

PHONES = "/users/{id}/authentication/phoneMethods/**"
ME = "/me/authentication/phoneMethods/**"

ONLY_DECLARED = load_profile("graph").only_declared
CHANGES = {Access.LIST, Access.CREATE, Access.GET, Access.UPDATE, Access.DELETE}

pytestmark = NO_METADATA


def references(kind: Type) -> list[TypeReference]:
    """The types that the members of a type are declared with."""
    if not isinstance(kind, StructuredType):
        return []
    navigation = [nav.type for nav in kind.navigation_properties]
    return [prop.type for prop in kind.properties] + navigation


def accesses(part: Slice, owner: str) -> dict[str, set[Access]]:
    edges = part.nodes[f"microsoft.graph.{owner}"].edges
    return {edge.name: set(edge.access) for edge in edges}


def operations(part: Slice, owner: str) -> set[str]:
    node = part.nodes[f"microsoft.graph.{owner}"]
    return {operation.name.rpartition(".")[2] for operation in node.operations}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_document_is_read_and_everything_in_it_built(name: str) -> None:
    whole = model(name)
    for type_name, kind in whole.types.items():
        assert kind.name == type_name
        for target in references(kind):
            assert target.primitive or target.name in whole.types
    for operation_name, overloads in whole.operations.items():
        assert {overload.name for overload in overloads} == {operation_name}
    bound = sum(len(found) for found in whole.bound.values())
    assert bound == sum(o.bound for found in whole.operations.values() for o in found)
    assert whole.container is not None
    assert whole.container.entity_sets
    for sets in (whole.container.entity_sets, whole.container.singletons):
        assert all(entry.entity_type in whole.types for entry in sets.values())


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_document_can_be_sliced_whole(name: str) -> None:
    part = slice_model(model(name), ["/**"])
    assert part.roots
    for kind in part.model.types.values():
        for target in references(kind):
            assert target.primitive or target.name in part.model.types
        base = kind.base_type if isinstance(kind, StructuredType) else None
        assert base is None or base in part.model.types


@pytest.mark.parametrize(
    "name", ["graph-v1.0.csdl", "graph-v1.0-2025-07.csdl", "graph-beta-ussec.csdl"]
)
def test_the_slice_of_the_phones(name: str) -> None:
    exclude = ["/**/resetPassword"]
    part = slice_model(model(name), [PHONES, ME], exclude, only_declared=ONLY_DECLARED)
    assert [edge.name for edge in part.roots] == ["me", "users"]
    assert list(part.model.types) == [
        "microsoft.graph.authenticationMethod",
        "microsoft.graph.authenticationMethodSignInState",
        "microsoft.graph.authenticationPhoneType",
        "microsoft.graph.entity",
        "microsoft.graph.phoneAuthenticationMethod",
    ]
    assert accesses(part, "authentication") == {"phoneMethods": CHANGES}
    assert accesses(part, "user") == {"authentication": set()}
    assert operations(part, "phoneAuthenticationMethod") == {
        "enableSmsSignIn",
        "disableSmsSignIn",
    }


def test_beta_binds_the_sms_actions_to_the_base_type() -> None:
    beta = model("graph-beta-ussec.csdl")
    base = beta.bound["microsoft.graph.authenticationMethod", False]
    assert "microsoft.graph.enableSmsSignIn" in {operation.name for operation in base}
    part = slice_model(beta, [PHONES])
    assert "enableSmsSignIn" in operations(part, "phoneAuthenticationMethod")


def test_what_the_service_restricts() -> None:
    part = slice_model(model("graph-v1.0.csdl"), ["/users/{id}/authentication/**"])
    found = accesses(part, "authentication")
    assert found["fido2Methods"] == {Access.LIST, Access.GET, Access.DELETE}
    assert found["passwordMethods"] == {Access.LIST, Access.GET, Access.CREATE}
    assert found["phoneMethods"] == {*CHANGES, Access.REPLACE, Access.UPSERT}
    assert "microsoft.graph.fido2AuthenticationMethod" in part.model.types


def test_members_as_users_and_their_references() -> None:
    whole = model("graph-v1.0.csdl")
    part = slice_model(whole, ["/groups/{id}/members/microsoft.graph.user#list"])
    members = part.nodes["microsoft.graph.directoryObject"].collection_edges
    assert [edge.name for edge in members] == ["microsoft.graph.user"]
    assert "microsoft.graph.user" in part.model.types
    paths = ["/groups/{id}/members#link", "/groups/{id}/members/{id}#unlink"]
    part = slice_model(whole, paths, only_declared=ONLY_DECLARED)
    assert accesses(part, "group") == {"members": {Access.LINK, Access.UNLINK}}
    assert part.model.types == {}


def test_all_kinds_of_ways_and_only_what_is_declared() -> None:
    whole = model("graph-v1.0.csdl")
    paths = ["/**", "/groups/{id}/members/microsoft.graph.user"]
    edges = list(slice_model(whole, paths, only_declared=ONLY_DECLARED).edges)
    assert {edge.by for edge in edges} == set(By)
    upserts = [edge for edge in edges if Access.UPSERT in edge.access]
    assert upserts
    assert all(edge.capabilities.upsertable for edge in upserts)
    every = [edge for edge in slice_model(whole, ["/**"]).edges if edge.access]
    assert sum(Access.UPSERT in edge.access for edge in every) > len(every) / 3


def test_abstract_types_bring_their_heirs() -> None:
    part = slice_model(
        model("graph-v1.0.csdl"), ["/users/{id}/authentication/methods/**"]
    )
    assert "microsoft.graph.phoneAuthenticationMethod" in part.model.types
    assert "microsoft.graph.user" not in part.model.types


def test_a_model_stays_small_without_navigation() -> None:
    part = slice_model(model("graph-v1.0.csdl"), ["/users", "/users/{id}"])
    assert "microsoft.graph.user" in part.model.types
    assert len(part.model.types) < 60


def test_the_described_document_describes() -> None:
    whole = model("graph-v1.0-2023-05-described.csdl")
    described = [
        prop
        for name in whole.types
        if isinstance(kind := whole.types[name], StructuredType)
        for prop in kind.properties
        if prop.documentation.description
    ]
    assert len(described) > 4000


def test_capabilities_stand_at_the_path_and_not_at_the_type() -> None:
    user = model("graph-v1.0.csdl").structured("microsoft.graph.user")
    view, events = (
        next(nav for nav in user.navigation_properties if nav.name == name)
        for name in ("calendarView", "events")
    )
    assert view.type == events.type
    assert view.capabilities.insertable is False
    assert events.capabilities.insertable is None


@pytest.mark.parametrize(
    ("name", "pattern", "expected"),
    [
        ("TripPin.csdl", "/People/**", {"Location", "Trip", "PlanItem", "Airline"}),
        ("Northwind.csdl", "/Orders/**", {"Order"}),
        ("ExampleService.csdl", "/Customers#list", {"Customer", "Address"}),
    ],
)
def test_other_services(name: str, pattern: str, expected: set[str]) -> None:
    part = slice_model(model(name), [pattern])
    kept = {type_name.rpartition(".")[2] for type_name in part.model.types}
    assert expected <= kept
