"""What a configuration says of comparisons: ``[diff.levels]`` and ``[diff.accepted]``.

``[diff.levels]`` raises and lowers rules, ``[diff.accepted]`` names changes, by their
fingerprints, that somebody has looked at: with the reason, and a day after which they
count again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from odata2py.compare.model import Change, Level
from odata2py.compare.rules import all_rules
from odata2py.configuring.tables import Table, header, read_table
from odata2py.errors import nearest


class Accepted(Struct, frozen=True):
    """Why a change does not count, and until when; None is for ever."""

    reason: str
    expires: dt.date | None = None


class DiffSettings(Struct, frozen=True):
    """The levels of rules where these are not their own, and accepted changes.

    root: the table of the configuration that has them, or empty.
    """

    levels: Mapping[str, Level] = field(default_factory=dict)
    accepted: Mapping[str, Accepted] = field(default_factory=dict)
    root: str = ""


class Weighed(Struct, frozen=True):
    """Changes as a configuration sees them.

    accepted: changes that do not count, each with its reason; notices: what of the
    configuration has no effect any more.
    """

    changes: tuple[Change, ...]
    accepted: tuple[tuple[Change, str], ...]
    notices: tuple[str, ...]


def load_settings(path: Path) -> DiffSettings:
    """The settings of a configuration file; those of none, where there is no file.

    Raises InputError.
    """
    if not path.exists():
        return DiffSettings()
    root = read_table(path)
    diff = root.table("diff")
    levels = diff.table("levels")
    settings = DiffSettings(
        {rule: _level(levels, rule) for rule in levels.data},
        {each.key: _accepted(each) for each in diff.tables("accepted")},
        root.path,
    )
    diff.refuse_others()
    root.reader.settle()
    return settings


def _level(levels: Table, rule: str) -> Level:
    known = [each.id for each in all_rules()]
    if rule not in known:
        levels.add(rule, "there is no such rule", nearest(rule, known))
    level = levels.choice(rule, [each.value for each in Level], required=True)
    return Level(level) if level in list(Level) else Level.BREAKING


def _accepted(table: Table) -> Accepted:
    accepted = Accepted(table.text("reason", required=True), table.date("expires"))
    table.refuse_others()
    return accepted


def weigh(changes: Iterable[Change], settings: DiffSettings, today: dt.date) -> Weighed:
    """Changes on the levels that the configuration wants, accepted ones apart."""
    kept, accepted, used = [], [], set()
    for change in changes:
        level = settings.levels.get(change.rule, change.level)
        known = settings.accepted.get(change.fingerprint)
        used.add(change.fingerprint)
        weighed = replace(change, level=level)
        if known is None or (known.expires and known.expires < today):
            kept.append(weighed)
        else:
            accepted.append((weighed, known.reason))
    notices = [
        f"{header(settings.root, 'diff', 'accepted')} {fingerprint!r}: {reason}"
        for fingerprint, each in settings.accepted.items()
        if (reason := _without_effect(each, fingerprint in used, today))
    ]
    return Weighed(tuple(kept), tuple(accepted), tuple(notices))


def _without_effect(accepted: Accepted, found: bool, today: dt.date) -> str:
    """Why an accepted change is none, or counts; empty where it is as it should be."""
    if not found:
        return "there is no such change any more; remove it"
    if accepted.expires and accepted.expires < today:
        return f"the change counts again since {accepted.expires}; look at it again"
    return ""
