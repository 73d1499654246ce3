"""Answers of a sandbox come out of models of every flavour as they went in."""

from __future__ import annotations

import builtins
import dataclasses
import datetime as dt
import json
import keyword
import re
import types
import typing
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, get_args, get_origin, get_type_hints, is_typeddict

import msgspec
import pytest
from pydantic import TypeAdapter
from tests.e2e.subjects import SUBJECTS, Answer, Json, Subject, answers, subject

from odata2py.csdl.model import StructuredType
from odata2py.export.models.flavours import Flavour

HELD = {"@odata.type", "@odata.etag", "@odata.id"}
"""What a service says of an entity and models have a place for."""


def through_pydantic(kind: Any, content: bytes) -> Json:
    model = kind.model_validate_json(content)
    return json.loads(model.model_dump_json(by_alias=True, exclude_unset=True))


def through_msgspec(kind: Any, content: bytes) -> Json:
    encoder = msgspec.json.Encoder(decimal_format="number")
    return json.loads(encoder.encode(msgspec.json.decode(content, type=kind)))


def through_typeddict(kind: Any, content: bytes) -> Json:
    """Typed dicts are what ``json`` makes; of other types than they say is nothing."""
    data = json.loads(content)
    assert fits(data, kind), data
    return data


def through_dataclass(kind: Any, content: bytes) -> Json:
    """Dataclasses have no aliases: names that Python does not take are spelt anew."""
    read = TypeAdapter(kind).validate_python(spelt(json.loads(content)))
    return dataclasses.asdict(read)


THROUGH: Mapping[Flavour, Callable[[Any, bytes], Json]] = {
    Flavour.PYDANTIC: through_pydantic,
    Flavour.MSGSPEC: through_msgspec,
    Flavour.TYPEDDICT: through_typeddict,
    Flavour.DATACLASS: through_dataclass,
}


def fits(value: Json, hint: Any) -> bool:
    """Whether a value has a type, as type checkers know it; more keys may be there."""
    if is_typeddict(hint):
        hints = get_type_hints(hint)
        return isinstance(value, dict) and all(
            fits(inside, hints.get(name, Any)) for name, inside in value.items()
        )
    match get_origin(hint), get_args(hint):
        case (typing.Literal, values):
            return value in values
        case (typing.Union | types.UnionType, choices):
            return any(fits(value, choice) for choice in choices)
        case (builtins.list, (item,)):
            return isinstance(value, list) and all(fits(each, item) for each in value)
        case (builtins.dict, _):
            return isinstance(value, dict)
    if hint is float:
        return isinstance(value, int | float) and not isinstance(value, bool)
    return hint is Any or type(value) is hint


def name_in_python(name: str) -> str:
    found = re.sub(r"\W", "_", name).lstrip("_")
    return f"{found}_" if keyword.iskeyword(found) else found


def spelt(data: Json) -> Json:
    if isinstance(data, list):
        return [spelt(item) for item in data]
    if isinstance(data, dict):
        return {name_in_python(name): spelt(value) for name, value in data.items()}
    return data


class Expected(msgspec.Struct, frozen=True):
    """What a flavour has a place for.

    pydantic's models keep everything, and so do dicts. The others have the declared
    properties, and what of annotations stands in ``HELD``; dynamic properties of open
    types are lost. Structs are told apart by a tag that all have, so values of types
    with others derived from them are what JSON has, in structs.
    """

    found: Subject
    flavour: Flavour

    def of(self, data: dict[str, Json], declared: str) -> dict[str, Json]:
        if self.flavour in (Flavour.PYDANTIC, Flavour.TYPEDDICT):
            return data
        model = self.found.part.model
        kind = str(data.get("@odata.type", f"#{declared}"))[1:]
        types = {prop.name: prop.type.name for prop in model.properties(kind)}
        navs = model.navigation_properties(kind)
        types |= {nav.name: nav.type.name for nav in navs}
        return {
            name: self._value(value, types.get(name, ""))
            for name, value in data.items()
            if name in types or name in HELD
        }

    def _value(self, value: Json, declared: str) -> Json:
        model = self.found.part.model
        if isinstance(value, list):
            return [self._value(item, declared) for item in value]
        is_struct = isinstance(model.types.get(declared), StructuredType)
        if not is_struct or not isinstance(value, dict):
            return value
        if self.flavour is Flavour.MSGSPEC and declared in model.derived:
            return value
        return self.of(value, declared)


def same(one: Json, other: Json) -> bool:
    """Whether values in JSON mean the same, spellings of numbers and times aside."""
    if isinstance(one, dict) and isinstance(other, dict):
        names = one.keys() == other.keys()
        return names and all(same(one[name], other[name]) for name in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    if one == other:
        return True
    try:
        if isinstance(one, str):
            return dt.datetime.fromisoformat(one) == dt.datetime.fromisoformat(other)
        return Decimal(repr(one)) == Decimal(other)  # pydantic's decimals are texts
    except (ArithmeticError, TypeError, ValueError):
        return False


def sent(came: Json, data: Json) -> Json:
    """A dump without the fields that are None because nothing was sent."""
    if isinstance(came, list) and isinstance(data, list):
        return [sent(*both) for both in zip(came, data, strict=True)]
    if isinstance(came, dict) and isinstance(data, dict):
        return {
            name: sent(value, data.get(name))
            for name, value in came.items()
            if value is not None or name in data
        }
    return came


@pytest.mark.parametrize("flavour", Flavour)
@pytest.mark.parametrize("package", SUBJECTS)
def test_answers_come_out_as_they_were(package: str, flavour: Flavour) -> None:
    found = subject(package)
    for answer in answers(package):
        assert_unchanged(found, flavour, answer)


def assert_unchanged(found: Subject, flavour: Flavour, answer: Answer) -> None:
    kind = found.theirs(answer.type, flavour)
    expected: Json = Expected(found, flavour).of(answer.data, answer.declared)
    came = THROUGH[flavour](kind, answer.content)
    if flavour is Flavour.DATACLASS:
        expected = spelt(expected)
        came = sent(came, expected)
    assert same(expected, came), (answer.type, expected, came)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (1, 2),
        (1, "2"),
        (1, None),
        (1, "one"),
        ("a", "b"),
        ("2026-01-31T10:00:00Z", "2026-01-31T10:00:01Z"),
        ({"a": 1}, {}),
        ([1], [1, 1]),
        ({"a": [{"b": True}]}, {"a": [{"b": False}]}),
    ],
)
def test_what_differs_is_not_the_same(one: Json, other: Json) -> None:
    assert not same(one, other)


def test_typed_dicts_are_held_against_their_types() -> None:
    expedition = subject("everything").theirs("polar.Expedition", Flavour.TYPEDDICT)
    right = {"number": 1, "goal": {"name": None}, "transport": {"seats": 2}}
    assert fits(right, expedition)
    wrongs: tuple[Json, ...] = (
        *({"number": "1"}, {"number": None}, {"number": True}, {"season": "autumn"}),
        *({"goal": None}, {"goal": {"name": 1}}, {"camps": [None]}, {"camps": {}}),
        {"transport": {"@odata.type": "#polar.Camera"}},
    )
    for wrong in wrongs:
        assert not fits(wrong, expedition), wrong


def test_types_are_what_values_are_of() -> None:
    """A value is of the class that its type names, where classes can be told apart."""
    found = subject("everything")
    expeditions = [
        answer
        for answer in answers("everything")
        if answer.data.get("equipment") and answer.type == "polar.Expedition"
    ]
    assert expeditions
    for answer in expeditions:
        model = found.theirs(answer.type).model_validate_json(answer.content)
        for item, data in zip(model.equipment, answer.data["equipment"], strict=True):
            assert type(item) is found.theirs(data["@odata.type"][1:])
        assert type(model.goal) is found.theirs("polar.DrillSite")
        assert [type(camp) for camp in model.camps] == [found.theirs("polar.Site")]
