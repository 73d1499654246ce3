"""Two documents, as a command line names them, to the changes between them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from msgspec import Struct

from odata2py.compare.comparison import compare
from odata2py.compare.facts import ServiceFacts
from odata2py.compare.focus import Wanted, in_focus
from odata2py.compare.naming import PythonNames
from odata2py.compare.settings import Weighed, load_settings, weigh
from odata2py.config import PackageSettings, load_config
from odata2py.documents import Document, Part
from odata2py.errors import InputError
from odata2py.profiles import Profile, load_profile
from odata2py.render.lock import read_lock


class Limits(Struct, frozen=True):
    """What is asked for besides the two documents.

    package: one of the configuration, whose slice is looked at; include: path patterns,
    to look at these. profile: that of files and addresses.
    """

    package: str = ""
    include: tuple[str, ...] = ()
    profile: str = ""


def diff(
    old: Document, new: Document, config: Path, limits: Limits, today: dt.date
) -> Weighed:
    """The changes, weighed by the configuration. Raises InputError.

    Where one side is a package, its slice is looked at.
    """
    profile = _profile(old, new, limits)
    part = _part(old, new, config, limits)
    names = PythonNames(part.names if part else {})
    changes = compare(old.model, new.model, names, facts_of(profile))
    if limits.include:
        wanted = Wanted(limits.include, only_declared=profile.only_declared)
        changes = in_focus(changes, old.model, new.model, wanted)
    elif part:
        changes = in_focus(
            changes, old.model, new.model, wanted_by(part.settings, profile)
        )
    return weigh(changes, load_settings(config), today)


def wanted_by(settings: PackageSettings, profile: Profile) -> Wanted:
    """What a package covers of its source."""
    return Wanted(
        settings.include,
        settings.exclude,
        settings.derived,
        profile.only_declared,
        settings.properties,
    )


def facts_of(profile: Profile) -> ServiceFacts:
    """What a profile knows that tells changes."""
    return ServiceFacts(profile.only_declared, profile.growing_enum_members)


def _profile(old: Document, new: Document, limits: Limits) -> Profile:
    if limits.profile:
        return load_profile(limits.profile)
    return old.profile if new.profile.name == "odata" else new.profile


def _refuse_other_slices(old: Document, new: Document) -> None:
    """Two packages of other paths of a service are no older and newer of anything."""
    if old.part is None or new.part is None:
        return
    one, other = old.part.settings, new.part.settings
    if wanted_by(one, old.profile) != wanted_by(other, old.profile):
        what = f"the packages {one.name} and {other.name} are of different paths"
        raise InputError(f"{what}; --package names the one to look at")


def _part(old: Document, new: Document, config: Path, limits: Limits) -> Part | None:
    if not limits.package:
        if not limits.include:
            _refuse_other_slices(old, new)
        return new.part or old.part
    settings = load_config(config)
    (chosen,) = settings.chosen([limits.package])
    lock = read_lock(config.parent / chosen.output)
    source = settings.sources[chosen.source]
    return Part(chosen, source, lock.names if lock else {})
