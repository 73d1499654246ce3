"""Capabilities: what annotations say that paths and operations take."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.unit.documents import KEY, include, one_schema

from odata2py.csdl.meaning import (
    NO_DOCUMENTATION,
    UNRESTRICTED,
    Capabilities,
    Described,
    Documentation,
    Permission,
    Restricted,
)
from odata2py.csdl.model import Model
from odata2py.csdl.reader import read_model
from odata2py.errors import InputError

SERVICE = f"""
<EntityType Name="Room">{KEY}
 <NavigationProperty Name="doors" Type="Collection(n.Door)"/>
 <NavigationProperty Name="rooms" Type="Collection(n.Room)"/>
</EntityType>
<EntityType Name="Door" BaseType="n.Room"/>
<Action Name="open" IsBound="true"><Parameter Name="it" Type="n.Door"/></Action>
<EntityContainer Name="House">
 <EntitySet Name="rooms" EntityType="n.Room"/>
 <Singleton Name="hall" Type="n.Room"/>
</EntityContainer>
"""
Read = Callable[..., Model]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """The model with annotations, by target, in the service or in an overlay."""

    def read(overlay: bool = False, **said: str) -> Model:
        notes = "\n".join(
            f'<Annotations Target="self.{target.replace("__", "/")}">{annotations}'
            "</Annotations>"
            for target, annotations in said.items()
        )
        service, overlays = tmp_path / "service.csdl", []
        service.write_text(one_schema(SERVICE + ("" if overlay else notes)))
        if overlay:
            overlays = [tmp_path / "overlay.csdl"]
            text = one_schema(notes, include("service.csdl", "n", "self"))
            overlays[0].write_text(text.replace('"n" Alias="self" xmlns', '"o" xmlns'))
        return read_model(service, overlays)

    return read


def record(**values: str) -> str:
    """A record; a value is an attribute, or what stands in the element."""
    inside = "".join(
        (
            f'<PropertyValue Property="{name}">{value}</PropertyValue>'
            if value.startswith("<")
            else f'<PropertyValue Property="{name}" {value}/>'
        )
        for name, value in values.items()
    )
    return f"<Record>{inside}</Record>"


def collection(*items: str) -> str:
    return f"<Collection>{''.join(items)}</Collection>"


def term(name: str, value: str = "") -> str:
    return f'<Annotation Term="Capabilities.{name}">{value}</Annotation>'


def permissions(*scopes: str, scheme: str = "app") -> str:
    return record(
        SchemeName=f'String="{scheme}"',
        Scopes=collection(*(record(Scope=f'String="{scope}"') for scope in scopes)),
    )


def restrictions(*records: str) -> str:
    return term(
        "NavigationRestrictions", record(RestrictedProperties=collection(*records))
    )


def of_rooms(model: Model) -> Capabilities:
    assert model.container is not None
    return model.container.entity_sets["rooms"].capabilities


def of_doors(model: Model) -> Capabilities:
    return model.structured("n.Room").navigation_properties[0].capabilities


NO, YES = 'Bool="false"', 'Bool="true"'
BY_KEY = record(ReadByKeyRestrictions=record(Readable=NO))


@pytest.mark.parametrize(
    ("said", "means"),
    [
        (term("ReadRestrictions", BY_KEY), Capabilities(readable_by_key=False)),
        (
            term(
                "ReadRestrictions",
                record(Readable=NO, ReadByKeyRestrictions=record(Readable=YES)),
            ),
            Capabilities(readable=False, readable_by_key=True),
        ),
        (
            term(
                "ReadRestrictions", record(Readable=NO, ReadByKeyRestrictions=record())
            ),
            Capabilities(readable=False),
        ),
        ('<Annotation Term="Capabilities.IndexableByKey"/>', UNRESTRICTED),
        (
            f'<Annotation Term="Capabilities.IndexableByKey" {NO}/>',
            Capabilities(readable_by_key=False),
        ),
        (
            f'<Annotation Term="Capabilities.IndexableByKey" {NO}/>'
            + term(
                "ReadRestrictions", record(ReadByKeyRestrictions=record(Readable=YES))
            ),
            Capabilities(readable_by_key=True),
        ),
        (
            term("UpdateRestrictions", record(Upsertable=YES)),
            Capabilities(upsertable=True),
        ),
        (
            term(
                "UpdateRestrictions",
                record(UpdateMethod='EnumMember="C.HttpMethod/PUT"'),
            ),
            Capabilities(update_methods=frozenset({"PUT"})),
        ),
        (
            term(
                "UpdateRestrictions",
                record(
                    UpdateMethod="<EnumMember>C.HttpMethod/PUT C.HttpMethod/PATCH "
                    "C.HttpMethod/POST</EnumMember>"
                ),
            ),
            Capabilities(update_methods=frozenset({"PUT", "PATCH"})),
        ),
        (
            term("NavigationRestrictions", record(Referenceable=NO)),
            Capabilities(referenceable=False),
        ),
        (
            term("UpdateRestrictions", record(Updatable='Path="canChange"')),
            UNRESTRICTED,
        ),
        *(
            (
                term(
                    "NavigationRestrictions",
                    record(Navigability=f'EnumMember="C.NavigationType/{level}"'),
                ),
                Capabilities(navigable=navigable),
            )
            for level, navigable in (
                ("None", False),
                ("Single", True),
                ("Recursive", True),
            )
        ),
    ],
)
def test_restrictions_mean_capabilities(
    read: Read, said: str, means: Capabilities
) -> None:
    assert of_rooms(read(House__rooms=said)) == means
    assert of_doors(read(Room__doors=said)) == means


def test_permissions_of_each_access(read: Read) -> None:
    said = {
        "ReadRestrictions": record(
            Permissions=collection(permissions("r")),
            ReadByKeyRestrictions=record(Permissions=collection(permissions("k"))),
        ),
        "InsertRestrictions": record(Permissions=collection(permissions("i"))),
        "UpdateRestrictions": record(
            Permissions=collection(
                permissions("u", "v"), permissions("w", scheme="person")
            )
        ),
        "DeleteRestrictions": record(Permissions=collection(permissions("d"))),
    }
    model = read(House__rooms="".join(term(*each) for each in said.items()))
    assert of_rooms(model).permissions == (
        Permission("read", "app", ("r",)),
        Permission("read_by_key", "app", ("k",)),
        Permission("insert", "app", ("i",)),
        Permission("update", "app", ("u", "v")),
        Permission("update", "person", ("w",)),
        Permission("delete", "app", ("d",)),
    )


def test_permissions_to_call(read: Read) -> None:
    record_ = record(Permissions=collection(permissions("Door.Open")))
    model = read(open=term("OperationRestrictions", record_))
    (operation,) = model.operations["n.open"]
    assert operation.permissions == (Permission("call", "app", ("Door.Open",)),)
    assert read().operations["n.open"][0].permissions == ()


def test_restrictions_are_described(read: Read) -> None:
    texts = record(Description='String="List"', LongDescription='String="Lists all"')
    by_key = record(ReadByKeyRestrictions=record(Description='String="Get"'))
    model = read(
        House__rooms=term("ReadRestrictions", by_key)
        + term("InsertRestrictions", texts)
    )
    found = of_rooms(model)
    assert found.descriptions == (
        Described("read_by_key", Documentation("Get")),
        Described("insert", Documentation("List", "Lists all")),
    )
    assert found.documentation("insert").description == "List"
    assert found.documentation("read") == NO_DOCUMENTATION


def path(written: str) -> str:
    return f"<NavigationPropertyPath>{written}</NavigationPropertyPath>"


def test_restricted_properties_of_an_entry(read: Read) -> None:
    said = restrictions(
        record(
            NavigationProperty=path("doors"),
            InsertRestrictions=record(Insertable=NO),
            IndexableByKey=NO,
        ),
        record(
            NavigationProperty='NavigationPropertyPath="self.Door/rooms/doors"',
            Navigability='EnumMember="C.NavigationType/None"',
        ),
        record(NavigationProperty=path("rooms"), TopSupported=NO),
    )
    expected = (
        Restricted(("doors",), Capabilities(insertable=False, readable_by_key=False)),
        Restricted(("n.Door", "rooms", "doors"), Capabilities(navigable=False)),
    )
    model = read(House__rooms=said, House__hall=said)
    assert model.container is not None
    assert model.container.entity_sets["rooms"].capabilities.restricted == expected
    assert model.container.singletons["hall"].capabilities.restricted == expected


def test_targets_that_lead_on_from_an_entry(read: Read) -> None:
    model = read(
        House__rooms__doors=term("DeleteRestrictions", record(Deletable=NO)),
        House__rooms__rooms="",
        House__rooms=term("InsertRestrictions", record(Insertable=NO)),
    )
    assert of_rooms(model) == Capabilities(
        insertable=False,
        restricted=(Restricted(("doors",), Capabilities(deletable=False)),),
    )
    assert model.container is not None
    assert model.container.singletons["hall"].capabilities == UNRESTRICTED


def test_a_restriction_that_means_the_property_itself_is_its_own(read: Read) -> None:
    said = restrictions(
        record(
            NavigationProperty=path("doors"),
            ReadRestrictions=record(Readable=NO, Description='String="None"'),
            UpdateRestrictions=record(Updatable=NO),
        ),
        record(IndexableByKey=NO),
        record(
            NavigationProperty=path("rooms"), DeleteRestrictions=record(Deletable=NO)
        ),
    )
    own = term(
        "ReadRestrictions", record(Readable=YES, Description='String="All of them"')
    )
    assert of_doors(read(Room__doors=said + own)) == Capabilities(
        readable=True,
        updatable=False,
        readable_by_key=False,
        descriptions=(Described("read", Documentation("All of them")),),
        restricted=(Restricted(("rooms",), Capabilities(deletable=False)),),
    )


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        (
            term(
                "UpdateRestrictions",
                record(UpdateMethod='EnumMember="C.HttpMethod/GET"'),
            ),
            "the value of 'UpdateMethod': PATCH or PUT is expected",
        ),
        (
            term("UpdateRestrictions", record(Upsertable='String="perhaps"')),
            "the value of 'Upsertable': 'perhaps' is no boolean",
        ),
        (
            term(
                "NavigationRestrictions", record(Navigability='EnumMember="C.Type/Far"')
            ),
            "the value of 'Navigability': Recursive, Single or None is expected",
        ),
        (
            restrictions(
                record(
                    NavigationProperty=path("a//b"),
                    DeleteRestrictions=record(Deletable=NO),
                )
            ),
            "the value of 'NavigationProperty': 'a//b' is no path of a navigation",
        ),
        (
            restrictions(record(DeleteRestrictions=record(Deletable=NO))),
            "NavigationProperty is expected",
        ),
        (
            term("NavigationRestrictions", record(RestrictedProperties='String="x"')),
            "the value of 'RestrictedProperties': a Collection of Records is expected",
        ),
        (
            term("InsertRestrictions", record(Permissions='String="all"')),
            "the value of 'Permissions': a Collection of Records is expected",
        ),
        (
            term("InsertRestrictions", record(Permissions=collection(permissions()))),
            "SchemeName and Scopes are expected",
        ),
        (
            term(
                "InsertRestrictions",
                record(
                    Permissions=collection(
                        record(SchemeName='String="app"', Scopes=collection(record()))
                    )
                ),
            ),
            "a Scope is expected",
        ),
        (
            term("ReadRestrictions", record(Description='Path="elsewhere"')),
            "the value of 'Description': a text is expected",
        ),
    ],
)
def test_what_cannot_be_understood_says_nothing(
    read: Read, said: str, fault: str
) -> None:
    assert of_rooms(read(House__rooms=said)) == UNRESTRICTED
    with pytest.raises(InputError, match="overlay.csdl:2: ") as error:
        of_rooms(read(overlay=True, House__rooms=said))
    assert fault in str(error.value)
