"""Comparisons of slices: changes elsewhere are left out, those on either side told."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.office import OFFICE

from odata2py.compare.comparison import compare
from odata2py.compare.focus import Wanted, in_focus
from odata2py.csdl.model import Model
from odata2py.csdl.reader import read_model
from odata2py.errors import InputError

EDITS = {
    '<Property Name="home" Type="o.Address"/>': '<Property Name="at" Type="Edm.Date"/>',
    '<Property Name="made" Type="Edm.Date"/>': "",
    '<Member Name="fast"/>': '<Member Name="slow"/>',
    '<Property Name="place" Type="o.Place"/>': "",
    '<Action Name="greet" IsBound="true"><Parameter Name="it" Type="o.Task"/>': (
        '<Action Name="meet" IsBound="true"><Parameter Name="him" Type="o.Way"/>'
    ),
    '<Parameter Name="advice" Type="Collection(o.Advice)"/>': "",
    '<Singleton Name="me" Type="o.User"/>': '<Singleton Name="you" Type="o.User"/>',
    '<ActionImport Name="close" Action="o.close"/>': "",
}


def read(folder: Path, name: str, text: str) -> Model:
    path = folder / name
    path.write_text(text, "utf-8")
    return read_model(path)


@pytest.fixture
def models(tmp_path: Path) -> tuple[Model, Model]:
    """The office, and the same with all edits."""
    text = OFFICE
    for old, new in EDITS.items():
        assert text.count(old) == 1
        text = text.replace(old, new)
    return read(tmp_path, "old.csdl", OFFICE), read(tmp_path, "new.csdl", text)


@pytest.mark.parametrize(
    ("include", "elements"),
    [
        (["/users", "/users/{id}#get"], "o.User/home o.User/at"),
        (["/users/{id}/tasks/**"], "o.Task/place o.greet(o.Task)"),
        (["/users/{id}/ways/mails/{id}#get"], "o.Way/made o.Kind/fast o.Kind/slow"),
        (
            ["/users/{id}/ways/mails/{id}/send"],
            "o.send(o.Mail)/advice",
        ),
        (["/me#get", "/you#get"], "o.C/me o.C/you o.User/home o.User/at"),
        (["/close", "/hello"], "o.C/close o.Kind/fast o.Kind/slow"),
    ],
)
def test_what_touches_a_slice(
    models: tuple[Model, Model], include: list[str], elements: str
) -> None:
    old, new = models
    changes = in_focus(compare(old, new), old, new, Wanted(include))
    found = {change.element for change in changes}
    assert found == set(elements.split())
    assert found < {change.element for change in compare(old, new)}


def test_chosen_properties(models: tuple[Model, Model]) -> None:
    old, new = models
    for properties, expected in (
        ({"User": ("name",)}, set()),
        ({"User": ("at",)}, {"o.User/at"}),
        ({"User": ("home",), "Nobody": ("x",)}, {"o.User/home"}),
    ):
        wanted = Wanted(["/users"], properties=properties)
        found = in_focus(compare(old, new), old, new, wanted)
        assert {change.element for change in found} == expected


def test_a_path_that_neither_side_has(models: tuple[Model, Model]) -> None:
    old, new = models
    with pytest.raises(InputError, match="'/user' matches nothing.*'users'"):
        in_focus((), old, new, Wanted(["/users", "/user"]))
