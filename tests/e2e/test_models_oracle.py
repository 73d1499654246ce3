"""Our models against those that datamodel-code-generator makes of the JSON Schema.

What it makes is made without our templates and our runtime, so where both agree about a
value neither is wrong alone. Where they must not agree, a test says why.
"""

from __future__ import annotations

import json
import math
from base64 import urlsafe_b64decode
from collections.abc import Callable, Mapping
from enum import Enum
from functools import cache
from typing import (
    Any,
    NamedTuple,
    NotRequired,
    get_args,
    get_origin,
    get_type_hints,
)

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError
from tests.e2e.subjects import SUBJECTS, Subject, answers, importable, subject
from tests.making import Maker
from tests.shaping import faults

from odata2py.csdl.model import EnumType, StructuredType, TypeDefinition
from odata2py.export.models.flavours import Flavour

EXAMPLES = 300
_LENGTHENED = ("Edm.Double", "Edm.Single")


@pytest.fixture(scope="module", params=SUBJECTS)
def both(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Subject:
    """A slice with both kinds of models."""
    found = subject(request.param)
    importable(found.package, tmp_path_factory.mktemp("oracle"))
    return found


def members(both: Subject, name: str) -> Mapping[str, Any]:
    """The members of our class of a type, by their names in JSON."""
    found = both.runtime("models").members(both.ours(name)).values()
    return {member.wire_name: member for member in found}


def theirs_of(both: Subject, name: str) -> Mapping[str, str]:
    """What their class calls properties, by their names in JSON."""
    fields = both.theirs(name).model_fields
    return {field.alias or python: python for python, field in fields.items()}


def test_there_is_something_to_compare(both: Subject) -> None:
    assert len(both.concrete) >= 1
    assert answers(both.package)


def test_fields_have_the_same_names(both: Subject) -> None:
    for name in both.types:
        ours = {wire: member.name for wire, member in members(both, name).items()}
        theirs = theirs_of(both, name)
        said = {wire: python for wire, python in theirs.items() if "@" in wire}
        # What a service says of an entity is in extras of ours, which take anything.
        assert said.keys() <= {"@odata.type", "@odata.etag", "@odata.id"}
        assert {**ours, **said} == theirs


def test_nothing_is_required_and_the_same_can_be_null(both: Subject) -> None:
    for name in both.types:
        fields = both.theirs(name).model_fields.values()
        assert not any(field.is_required() for field in fields)
        hints = get_type_hints(
            both.theirs(name, Flavour.TYPEDDICT), include_extras=True
        )
        for wire, member in members(both, name).items():
            assert get_origin(hints[wire]) is NotRequired
            (value,) = get_args(hints[wire])
            nullable = value is Any or type(None) in get_args(value)
            assert nullable == member.nullable, (name, wire)


def test_enumerations_have_the_same_members(both: Subject) -> None:
    kinds = both.part.model.types.values()
    enums = [kind for kind in kinds if isinstance(kind, EnumType)]
    assert enums
    for kind in enums:
        ours = {member.name: member.value for member in both.ours(kind.name)}
        theirs = both.theirs(kind.name)
        if kind.flags:  # texts of theirs, which no class has members of
            defined = both.document["$defs"][both.definition(kind.name)]
            assert list(ours.values()) == defined["examples"]
            for value in (*ours.values(), ",".join(ours.values())):
                assert TypeAdapter(theirs).validate_python(value) == both.ours(
                    kind.name
                )(value)
        else:
            assert {member.name: member.value for member in theirs} == ours


def test_allowed_values_have_the_same_names(both: Subject) -> None:
    classes = {
        key: called
        for key, called in both.names.classes.items()
        if key.endswith("@AllowedValues")
    }
    for key, called in classes.items():
        place = both.names.places[key.partition("/")[0]]
        ours = getattr(both.entities(place), called)
        theirs = getattr(both.module(Flavour.PYDANTIC), called)
        assert {m.name: m.value for m in theirs} == {m.name: m.value for m in ours}


# Values


def exactly(both: Subject, name: str, data: object) -> Any:
    """A value as our models read it; ValidationError where it is not as declared."""
    reading = both.runtime("reading").Reading(strict=True)
    wire = both.runtime("wire").entity_wire(both.ours(name))
    return wire.read(json.dumps(data).encode(), reading)


def dumped(model: Any) -> Any:
    """What is in a model, without what was not sent."""
    return model.model_dump(by_alias=True, exclude_unset=True)


def alike(both: Subject, name: str, ours: Any, theirs: Any) -> None:
    """Holds dumps of a value of a type against each other, property by property.

    Theirs have annotations and dynamic properties, which ours have in ``extras``.
    """
    model = both.part.model
    kind = ours.get("@odata.type", theirs.get("@odata.type", f"#{name}"))[1:]
    found = {prop.name: prop.type for prop in model.properties(kind)}
    found |= {nav.name: nav.type for nav in model.navigation_properties(kind)}
    assert ours.keys() & found.keys() == theirs.keys() & found.keys()
    for wire in ours.keys() & found.keys():
        one, other = ours[wire], theirs[wire]
        assert isinstance(one, list) == isinstance(other, list), (kind, wire)
        ones, others = (one, other) if isinstance(one, list) else ([one], [other])
        for a, b in zip(ones, others, strict=True):
            declared = model.types.get(found[wire].name)
            if isinstance(declared, StructuredType) and isinstance(a, dict):
                alike(both, found[wire].name, a, b)
            else:
                assert as_ours(both, found[wire].name, b) == plain(a), (kind, wire)


def plain(value: Any) -> Any:
    """A value that is equal to itself."""
    if isinstance(value, float) and math.isnan(value):
        return "NaN"
    return str(value) if isinstance(value, Enum) else value


def as_ours(both: Subject, name: str, value: Any) -> Any:
    """A value of theirs as ours are; where these differ, theirs are nearer to JSON."""
    kind = both.part.model.types.get(name)
    name = kind.underlying_type.name if isinstance(kind, TypeDefinition) else name
    if value is None:
        return None
    if name == "Edm.Binary":  # text: pydantic reads no base64url that is not padded
        return urlsafe_b64decode(value + "=" * (-len(value) % 4))
    if name in _LENGTHENED and isinstance(value, str):  # Literal["INF", ...]
        return value if value == "NaN" else float(value)
    return str(value) if isinstance(value, Enum) else value


def check(both: Subject, name: str, data: Any) -> None:
    """A value of a type is accepted by all, and the same to both models."""
    assert faults(both.document, both.definition(name), data) == []
    ours = exactly(both, name, data)
    theirs = both.theirs(name).model_validate_json(json.dumps(data))
    alike(both, name, dumped(ours), dumped(theirs))
    sent = json.loads(theirs.model_dump_json(by_alias=True, exclude_unset=True))
    again = both.theirs(name).model_validate(sent)
    assert again == theirs
    alike(both, name, dumped(exactly(both, name, sent)), dumped(theirs))


@cache
def maker_of(package: str) -> Maker:
    """Makes values of a slice; nulls in collections have a test of their own."""
    return Maker(subject(package).part.model, null_items=False)


@settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_made_up_values_are_the_same_to_both(
    both: Subject, data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from(both.concrete), label="type")
    values = maker_of(both.package).structures(name)
    check(both, name, data.draw(values, label="value"))


def test_answers_of_a_sandbox_are_the_same_to_both(both: Subject) -> None:
    for answer in answers(both.package):
        check(both, answer.type, answer.data)


# Where they must differ


class Reads(NamedTuple):
    """Who reads a value without complaint: our models, theirs, and the validator."""

    ours: bool
    theirs: bool
    schema: bool


DIFFERENCES: dict[str, tuple[str, dict[str, Any], Reads]] = {
    # A package reads answers for years, and what was added to an enumeration since is a
    # member that it does not know. Classes of theirs are what the metadata says today.
    "a member that is not known": (
        "polar.Expedition",
        {"season": "autumn"},
        Reads(ours=True, theirs=False, schema=False),
    ),
    # Nothing that a service sent is lost, by neither. That metadata forbids it is said
    # by the schema, for those who hold their own texts against it.
    "a property that is not known": (
        "polar.Site",
        {"depth": 7},
        Reads(ours=True, theirs=True, schema=True),
    ),
    "a property that is not known, of a type without heirs": (
        "polar.DrillSite",
        {"depth": 7},
        Reads(ours=True, theirs=True, schema=False),
    ),
    # Their fields can be left out only if they can be None.
    "null where no null can be": (
        "polar.Person",
        {"name": None},
        Reads(ours=False, theirs=True, schema=False),
    ),
    # Ours are list[str] for the sake of those who write loops, and report a null.
    "null in a collection that may have it": (
        "polar.Person",
        {"nicknames": ["Ada", None]},
        Reads(ours=False, theirs=True, schema=True),
    ),
    # Facets and patterns are of what is written: ours hold bodies against them, while
    # theirs know no difference between what is read and what is written.
    "a text that is too long": (
        "polar.Person",
        {"country": "Norway"},
        Reads(ours=True, theirs=False, schema=False),
    ),
    "a text of another form": (
        "polar.Person",
        {"email": "nobody"},
        Reads(ours=True, theirs=False, schema=False),
    ),
    "a number that is too large": (
        "polar.Reading",
        {"channel": 256},
        Reads(ours=True, theirs=False, schema=False),
    ),
    "a flag that is not known": (
        "polar.Person",
        {"skills": "diving,cooking"},
        Reads(ours=True, theirs=False, schema=False),
    ),
    "a name that is not allowed": (
        "polar.Vehicle",
        {"fuel": "H"},
        Reads(ours=True, theirs=False, schema=False),
    ),
    # pydantic makes numbers of texts unless it is told not to.
    "a number as a text": (
        "polar.Reading",
        {"channel": "7"},
        Reads(ours=False, theirs=True, schema=False),
    ),
    # As it comes of IEEE754Compatible, which nobody asks for here.
    "a long number as a text": (
        "polar.Reading",
        {"ticks": "9007199254740993", "voltage": "1.5"},
        Reads(ours=True, theirs=True, schema=False),
    ),
    # OData 4.01 has names without the number sign as well; schemas know one form.
    "a type that is named in another way": (
        "polar.Site",
        {"@odata.type": "polar.Site"},
        Reads(ours=True, theirs=False, schema=False),
    ),
}


def reads(both: Subject, name: str, data: Any) -> Reads:
    def succeeds(read: Callable[[], object]) -> bool:
        try:
            read()
        except ValidationError:
            return False
        return True

    return Reads(
        ours=succeeds(lambda: exactly(both, name, data)),
        theirs=succeeds(
            lambda: both.theirs(name).model_validate_json(json.dumps(data))
        ),
        schema=not faults(both.document, both.definition(name), data),
    )


@pytest.mark.parametrize("what", DIFFERENCES)
def test_where_they_differ(what: str) -> None:
    name, data, expected = DIFFERENCES[what]
    assert reads(subject("everything"), name, data) == expected


def test_what_no_service_should_send_is_nothing_to_either() -> None:
    """So that the table of differences is about these, and not about anything."""
    for name, data in (
        ("polar.Person", {"languages": "no"}),
        ("polar.Person", {"assignment": []}),
        ("polar.Reading", {"moment": "yesterday"}),
        ("polar.Expedition", {"season": 1}),
        ("polar.Expedition", {"goal": {"name": 1}}),
    ):
        assert reads(subject("everything"), name, data) == Reads(False, False, False)


def test_what_a_service_says_more_is_in_extras_of_both() -> None:
    everything = subject("everything")
    data = {"@odata.context": "$metadata#log/$entity", "day": "2026-01-31", "bears": 3}
    ours = exactly(everything, "polar.LogDay", data)
    theirs = everything.theirs("polar.LogDay").model_validate(data)
    assert ours.extras == theirs.model_extra
    assert ours.to_odata() == theirs.model_dump(
        mode="json", by_alias=True, exclude_unset=True
    )


def test_their_years_are_no_days() -> None:
    """pydantic writes a duration of 365 days as P1Y, and OData knows no years."""
    everything, data = subject("everything"), {"exposure": "P366DT0S"}
    ours = exactly(everything, "polar.Reading", data)
    theirs = everything.theirs("polar.Reading").model_validate(data)
    assert dumped(ours) == dumped(theirs)
    assert ours.to_odata() == data
    assert "Y" in theirs.model_dump(mode="json")["exposure"]
