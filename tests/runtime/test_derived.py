"""Derived types are imported when the first value of theirs comes, not before."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from library import read_one, received
from odata2py.runtime import jsontext
from odata2py.runtime.changes import changes
from odata2py.runtime.decoding import EntityReader, PageReader
from odata2py.runtime.errors import MalformedResponseError
from odata2py.runtime.reading import Reading

MODULES = {
    "animal": """
        class Animal(ODataModel):
            odata_type = "zoo.animal"
            odata_derived = {
                "zoo.bird": ".bird:Bird",
                "zoo.owl": ".owl:Owl",
                "zoo.fish": ".fish:Fish",
            }
            id: str = Property("id", key=True)
    """,
    "bird": """
        from .animal import Animal

        class Bird(Animal):
            odata_type = "zoo.bird"
            odata_derived = {"zoo.owl": ".owl:Owl"}
            wings: int | None = Property("wings")
            nest: Animal | None = Property("nest")
    """,
    "owl": """
        from .bird import Bird

        class Owl(Bird):
            odata_type = "zoo.owl"
    """,
    "fish": """
        from .animal import Animal

        class Fish(Animal):
            odata_type = "zoo.fish"
    """,
    "house": """
        Animal = lazy_model(__name__, ".animal", "Animal")

        class House(ODataModel):
            odata_type = "zoo.house"
            id: str = Property("id", key=True)
            guard: Animal | None = Navigation("guard")
    """,
}
IMPORTS = """
from odata2py.runtime.lazy import lazy_model
from odata2py.runtime.models import Navigation, ODataModel, Property
"""


class Zoo:
    """A package with a module for each type."""

    def __getattr__(self, name: str) -> Any:
        return getattr(import_module(f"zoo.{name.lower()}"), name)

    @property
    def imported(self) -> set[str]:
        return {name[4:] for name in sys.modules if name.startswith("zoo.")}


@pytest.fixture
def zoo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Zoo]:
    folder = tmp_path / "zoo"
    folder.mkdir()
    for name, text in {"__init__": "", **MODULES}.items():
        (folder / f"{name}.py").write_text(IMPORTS + textwrap.dedent(text), "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    yield Zoo()
    for name in [name for name in sys.modules if name.partition(".")[0] == "zoo"]:
        del sys.modules[name]


def animal(kind: str, **data: Any) -> dict[str, Any]:
    return {"@odata.type": f"#zoo.{kind}", "id": kind, **data}


def kinds(zoo: Zoo, *items: dict[str, Any]) -> list[str]:
    page = received(PageReader(zoo.Animal), {"value": list(items)})
    return [type(item).__name__ for item in page.value]


def test_only_what_comes_is_imported(zoo: Zoo) -> None:
    assert kinds(zoo) == []
    assert kinds(zoo, {"id": "x"}, animal("animal")) == ["Animal", "Animal"]
    assert kinds(zoo, animal("dodo")) == ["Animal"]
    assert zoo.imported == {"animal"}
    assert kinds(zoo, animal("bird"), {"id": "x"}) == ["Bird", "Animal"]
    assert zoo.imported == {"animal", "bird"}
    assert kinds(zoo, animal("owl"), animal("bird")) == ["Owl", "Bird"]
    assert zoo.imported == {"animal", "bird", "owl"}


def test_one_that_comes_inside_of_another(zoo: Zoo) -> None:
    (bird,) = received(
        PageReader(zoo.Animal), {"value": [animal("bird", nest=animal("owl"))]}
    ).value
    assert type(bird.nest).__name__ == "Owl"
    assert "fish" not in zoo.imported


@pytest.mark.parametrize("form", ["zoo.fish", "https://zoo.test/$metadata#zoo.fish"])
def test_however_it_is_named(form: str, zoo: Zoo) -> None:
    assert kinds(zoo, {"@type": form, "id": "x"}) == ["Fish"]


def test_strict_readers_take_the_first_and_refuse_what_is_odd(zoo: Zoo) -> None:
    strict = Reading(strict=True)
    body = animal("bird", wings=2)
    assert type(received(EntityReader(zoo.Animal), body, strict)).__name__ == "Bird"
    with pytest.raises(MalformedResponseError, match="wings"):
        received(EntityReader(zoo.Animal), animal("owl", wings="two"), strict)


def test_the_first_may_be_odd(zoo: Zoo) -> None:
    bird, reported = read_one(zoo.Animal, animal("bird", wings="two"))
    assert type(bird).__name__ == "Bird"
    assert [each.property for each in reported] == ["wings"]


@pytest.mark.parametrize("wings", [2, "two"])
def test_the_first_may_be_related_to_something(wings: Any, zoo: Zoo) -> None:
    house, reported = read_one(
        zoo.House, {"id": "h", "guard": animal("owl", wings=wings)}
    )
    assert type(house.guard).__name__ == "Owl"
    assert len(reported) == (wings == "two")
    assert "fish" not in zoo.imported


def test_what_was_read_before_another_came_is_updated_as_ever(zoo: Zoo) -> None:
    bird, _ = read_one(zoo.Bird, animal("bird", nest=animal("owl", wings=2)))
    received(PageReader(zoo.Animal), {"value": [animal("fish")]})
    assert changes(bird) == {}
    bird.nest.wings = 1
    sent = jsontext.plain(changes(bird))
    assert sent == {"nest": {"@odata.type": "#zoo.owl", "wings": 1}}
