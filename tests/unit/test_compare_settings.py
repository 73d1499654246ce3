"""[diff.levels] and [diff.accepted]: what they change, and what is wrong with them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from odata2py.compare.model import BOTH, Change, Level
from odata2py.compare.settings import load_settings, weigh
from odata2py.config import load_config
from odata2py.errors import InputError

TODAY = dt.date(2026, 11, 26)


def change(element: str, rule: str = "property-removed") -> Change:
    return Change(
        rule, Level.BREAKING, element, "property", "a", "b", None, None, BOTH, "Gone."
    )


GONE, OTHER = change("shop.chair/color"), change("shop.chair/size")


def configure(folder: Path, text: str) -> Path:
    path = folder / "odata2py.toml"
    path.write_text(text, "utf-8")
    return path


def test_without_a_configuration_nothing_is_weighed(tmp_path: Path) -> None:
    settings = load_settings(tmp_path / "odata2py.toml")
    found = weigh([GONE, OTHER], settings, TODAY)
    assert (found.changes, found.accepted, found.notices) == ((GONE, OTHER), (), ())


def test_levels_are_raised_and_lowered(tmp_path: Path) -> None:
    text = '[diff.levels]\nproperty-removed = "documentation"\n'
    path = configure(tmp_path, text + 'property-added = "breaking"\n')
    added = change("shop.chair/legs", "property-added")
    found = weigh([GONE, added], load_settings(path), TODAY)
    assert [each.level for each in found.changes] == ["documentation", "breaking"]
    assert found.changes[0].fingerprint == GONE.fingerprint
    assert load_config(path).packages == {}


@pytest.mark.parametrize(
    ("expires", "counts"),
    [("", False), ("2026-11-26", False), ("2026-11-25", True), ("2027-01-01", False)],
)
def test_accepted_changes_do_not_count_until_they_expire(
    tmp_path: Path, expires: str, counts: bool
) -> None:
    until = f", expires = {expires}" if expires else ""
    accepted = f'{GONE.fingerprint} = {{ reason = "known"{until} }}'
    path = configure(tmp_path, f'[diff.accepted]\n"{accepted[:12]}"{accepted[12:]}\n')
    found = weigh([GONE, OTHER], load_settings(path), TODAY)
    assert found.changes == ((GONE, OTHER) if counts else (OTHER,))
    assert found.accepted == (() if counts else ((GONE, "known"),))
    assert [("counts again" in notice) for notice in found.notices] == [True] * counts


def test_what_is_accepted_and_not_there_is_a_notice(tmp_path: Path) -> None:
    text = '[diff.accepted]\n"000000000000" = { reason = "known" }\n'
    found = weigh([GONE], load_settings(configure(tmp_path, text)), TODAY)
    assert found.notices == (
        "[diff.accepted] '000000000000': there is no such change any more; remove it",
    )


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (
            '[diff.levels]\nproperty-remved = "risky"',
            "2: [diff.levels] property-remved",
        ),
        ('[diff.levels]\nproperty-removed = "rsky"', "did you mean 'risky'?"),
        ("[diff.levels]\nproperty-removed = 1", "1 is no text in quotes"),
        ('[diff.level]\na = "risky"', "level: there is no such key; did you mean 'le"),
        ("[diff]\nlevels = 1", "levels: 1 is no table"),
        ('[diff.accepted]\na = "known"', "'a' is no table; [diff.accepted.a] is exp"),
        ("[diff.accepted]\na = { }", "[diff.accepted.a] reason: it is missing"),
        ("[diff.accepted.a]\nreason = ''", "2: [diff.accepted.a] reason: it is empty"),
        (
            "[diff.accepted.a]\nreason = 'x'\nexpires = 'soon'",
            "3: [diff.accepted.a] expires: 'soon' is no date (2027-01-31)",
        ),
        ("[diff.accepted.a]\nreason = 'x'\nexpire = 1", "did you mean 'expires'?"),
    ],
)
def test_faults(tmp_path: Path, text: str, fault: str) -> None:
    with pytest.raises(InputError) as caught:
        load_settings(configure(tmp_path, text))
    assert fault in str(caught.value)
    assert str(caught.value).startswith(f"{tmp_path / 'odata2py.toml'}:")
    assert len(caught.value.faults) == 1


def test_tables_of_a_pyproject(tmp_path: Path) -> None:
    path = tmp_path / "pyproject.toml"
    text = '[tool.odata2py.diff.levels]\nproperty-removed = "documentation"\n'
    accepted = '[tool.odata2py.diff.accepted]\n"0" = { reason = "known" }\n'
    path.write_text(f"{text}{accepted}", "utf-8")
    found = weigh([GONE], load_settings(path), TODAY)
    assert [each.level for each in found.changes] == ["documentation"]
    assert found.notices == (
        "[tool.odata2py.diff.accepted] '0': there is no such change any more; "
        "remove it",
    )
    path.write_text(text.replace("documentation", "rsky"), "utf-8")
    with pytest.raises(InputError) as caught:
        load_settings(path)
    assert str(caught.value) == (
        f"{path}:2: [tool.odata2py.diff.levels] property-removed: there is no "
        "property-removed 'rsky'; did you mean 'risky'?"
    )
