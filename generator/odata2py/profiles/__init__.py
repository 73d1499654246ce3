"""Facts about services, as data: one TOML file each.

A profile is named after its file; where a service has versions, ``name/version`` names
one and the plain name the first.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from odata2py.errors import InputError, nearest

_FOLDER = Path(__file__).parent


class Cloud(Struct, frozen=True):
    """A place where the service is offered: its root, and the scopes of its tokens."""

    name: str
    root: str
    scopes: tuple[str, ...]


class Profile(Struct, frozen=True):
    """What is known of a service apart from its metadata.

    only_declared: accesses (``replace``, ``upsert``) that it offers only where its
    metadata says so, as opposed to where it does not deny them.
    nullable_results: whether a result that its metadata calls nullable may be null;
    metadata that does not say calls it so.
    batch_size: the most requests that it takes in one batch; batch_url_prefix: what it
    wants before relative URLs there.
    growing_enum_members: the members of enumerations that announce members to come.
    fills_in: whether it has values of its own for properties that cannot be null and
    that a create leaves out.
    running_states, failed_states: what monitors of long-running operations that answer
    200 all the time write into ``status``.
    sandbox_rules: modules of ``sandbox/rules``; they get ``version`` as a setting.
    """

    name: str
    version: str = ""
    clouds: tuple[Cloud, ...] = ()
    key_as_segment: bool = False
    qualified_operations: bool = True
    only_declared: frozenset[str] = frozenset()
    nullable_results: bool = True
    growing_enum_members: frozenset[str] = frozenset()
    preferences: tuple[str, ...] = ()
    query_headers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    request_id_headers: tuple[str, ...] = ()
    client_request_id_headers: tuple[str, ...] = ()
    batch_size: int = 100
    batch_url_prefix: str = ""
    fills_in: bool = False
    running_states: tuple[str, ...] = ()
    failed_states: tuple[str, ...] = ()
    sandbox_rules: tuple[str, ...] = ()


def profile_names() -> tuple[str, ...]:
    """All names that ``load_profile`` takes."""
    names: list[str] = []
    for path in sorted(_FOLDER.glob("*.toml")):
        names.append(path.stem)
        names += (f"{path.stem}/{version}" for version in _read(path)["versions"])
    return tuple(names)


def load_profile(name: str) -> Profile:
    """The profile of that name; InputError if there is none."""
    if name not in (known := profile_names()):
        hint = nearest(name, known) or f"known are {', '.join(known)}"
        raise InputError(f"no profile is called {name!r}; {hint}")
    stem, _, version = name.partition("/")
    facts = _read(_FOLDER / f"{stem}.toml")
    version = version or next(iter(facts["versions"]), "")
    return Profile(
        name=stem,
        version=version,
        clouds=tuple(
            Cloud(key, cloud["root"].format(version=version), tuple(cloud["scopes"]))
            for key, cloud in facts.get("clouds", {}).items()
        ),
        key_as_segment=facts["key_as_segment"],
        qualified_operations=facts["qualified_operations"],
        only_declared=frozenset(facts.get("only_declared", ())),
        nullable_results=facts.get("nullable_results", True),
        growing_enum_members=frozenset(facts.get("growing_enum_members", ())),
        preferences=tuple(facts.get("preferences", ())),
        query_headers=facts.get("query_headers", {}),
        request_id_headers=tuple(facts.get("request_id_headers", ())),
        client_request_id_headers=tuple(facts.get("client_request_id_headers", ())),
        batch_size=facts["batch_size"],
        batch_url_prefix=facts["batch_url_prefix"],
        fills_in=facts.get("fills_in", False),
        running_states=tuple(facts.get("running_states", ())),
        failed_states=tuple(facts.get("failed_states", ())),
        sandbox_rules=tuple(facts.get("sandbox_rules", ())),
    )


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))
