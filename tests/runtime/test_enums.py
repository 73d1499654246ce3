"""Enumerations that the service knows more of than the package."""

from __future__ import annotations

import copy
import json
import pickle
from typing import Any

import pytest

from library import Book, Genre, LibraryClient, read_one
from odata2py.runtime.changes import wire_form
from odata2py.runtime.enums import OpenEnum, OpenFlags
from odata2py.runtime.models import ODataModel, Property
from servers import Answer, ScriptedServer


class Hollow(OpenEnum):
    """An enumeration to which the metadata gives no members."""


class Cave(ODataModel):
    odata_type = "library.cave"

    sound: Hollow | None = Property("sound")
    sounds: list[Hollow] = Property("sounds")


class Skill(OpenFlags, odata_type="library.skill"):
    READING = "reading"
    WRITING = "writing"
    SHELVING = "shelving"


class Keeper(ODataModel):
    odata_type = "library.keeper"

    skills: Skill = Property("skills")


def test_several_members_at_once() -> None:
    both = Skill.READING | Skill.WRITING
    assert both == "reading,writing"
    assert both | Skill.READING == both
    assert Skill.READING in both
    assert both in both | Skill.SHELVING
    assert Skill.SHELVING not in both
    assert "read" not in both
    assert both.is_known
    assert not (both | Skill("singing")).is_known
    assert pickle.loads(pickle.dumps(both)) == both


def test_several_members_on_the_wire() -> None:
    keeper, mismatches = read_one(Keeper, {"skills": "reading,singing"})
    assert not mismatches
    assert isinstance(keeper.skills, Skill)
    assert Skill.READING in keeper.skills
    keeper.skills = keeper.skills | Skill.WRITING
    assert wire_form(keeper) == {"skills": "reading,singing,writing"}


def test_members_of_the_metadata() -> None:
    assert Genre("novel") is Genre.NOVEL
    assert Genre.NOVEL.is_known
    assert str(Genre.NOVEL) == Genre.NOVEL.value == "novel"
    assert {Genre.NOVEL: 1}["novel"] == 1  # type: ignore[index]
    assert f"{Genre.NOVEL} {Genre.NOVEL!s}" == "novel novel"


def test_a_member_that_the_metadata_does_not_know() -> None:
    epic = Genre("epic")
    assert isinstance(epic, Genre)
    assert not epic.is_known
    assert (epic.name, epic.value, str(epic)) == ("epic", "epic", "epic")
    assert repr(epic) == "<Genre.epic: 'epic'>"
    assert epic == Genre("epic") == "epic"
    assert epic != Genre.NOVEL
    assert hash(epic) == hash(Genre("epic")) == hash("epic")
    assert json.dumps([epic]) == '["epic"]'


def test_it_does_not_become_known() -> None:
    Genre("epic")
    assert list(Genre) == [Genre.NOVEL, Genre.POETRY]
    assert not Genre("epic").is_known
    with pytest.raises(KeyError):
        Genre["epic"]


@pytest.mark.parametrize("member", [Genre.NOVEL, Genre("epic"), Genre("")])
def test_members_survive_copies(member: Genre) -> None:
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        again = pickle.loads(pickle.dumps(member, protocol))
        assert type(again) is Genre
        assert again == member
        assert again.is_known == member.is_known
    for again in (copy.copy(member), copy.deepcopy(member)):
        assert again is member


@pytest.mark.parametrize("value", [5, None, True, 1.5, b"novel", ["novel"]])
def test_what_is_no_text_is_no_member(value: Any) -> None:
    with pytest.raises(ValueError, match="is not a valid Genre"):
        Genre(value)


def test_an_unknown_member_is_sent_back(server: ScriptedServer) -> None:
    with LibraryClient(service_root=server.root) as client:
        server.answers(Answer(200, b'{"id":"b1","genre":"epic"}'), Answer(204))
        book = client.books["b1"].get()
        assert book.genre == Genre("epic")
        book.genre = Genre("saga")
        client.books["b1"].update(book)
        server.answers(Answer(201, b'{"id":"b2"}'))
        client.books.create(id="b2", genre=Genre("epic"))
    bodies = [received.body for received in server.log[1:]]
    assert bodies == [b'{"genre":"saga"}', b'{"id":"b2","genre":"epic"}']


def test_an_enumeration_without_members() -> None:
    cave, reported = read_one(Cave, {"sound": "drip", "sounds": ["drop", 5]})
    assert type(cave.sound) is Hollow
    assert cave.sound == "drip"
    assert not cave.sound.is_known
    assert cave.sounds == ["drop", 5]
    assert [each.property for each in reported] == ["sounds"]
    assert wire_form(cave) == {"sound": "drip", "sounds": ["drop", "5"]}


def test_reading_does_not_take_the_names_of_members() -> None:
    book, _ = read_one(Book, {"genre": "NOVEL"})
    assert book.genre == Genre("NOVEL") != Genre.NOVEL
