"""The package of all of a large service at work: against a slice, and against httpx."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any

import httpx

from by_hand import HEADERS, IMPORTS, LIST_PHONES
from calling import (
    KINDS,
    LISTED_USERS,
    Calls,
    calls_by_hand,
    calls_of_phones,
    calls_of_users,
    calls_with_more,
    compare_calls,
    listing_phones,
)
from measuring import compare, cpu_of_process, report
from wholes import PHONES, USERS, WHOLE, Packages


def reading_a_user(package: str) -> str:
    """A program that reads one user, from a text that it has already."""
    return f"""
from {package}.entities import User
print(User.from_odata('{{"id": "x", "displayName": "Ada"}}').display_name)
"""


def bench_processes(packages: Packages, root: str) -> None:
    """New processes that import, list and read."""
    phones, user = listing_phones, reading_a_user
    for what, ours, theirs, budget in (
        ("import / of httpx and pydantic", f"import {WHOLE}", IMPORTS, 1.15),
        ("process: three phones / by hand", phones(WHOLE), LIST_PHONES, 1.3),
        ("process: three phones / slice", phones(WHOLE), phones(PHONES), None),
        ("process: one user read / slice", user(WHOLE), user(USERS), None),
    ):
        one, other = (
            cpu_of_process("-c", program, root, path=[packages.folder])
            for program in (ours, theirs)
        )
        report(what, compare(one, other, pairs=15), budget)


def bench_calls(packages: Packages, root: str) -> None:
    """The same calls over and over in one process."""
    sys.path.insert(0, str(packages.folder))
    http = httpx.Client(headers=HEADERS)
    with http, _client(WHOLE, root) as whole, _client(USERS, root) as part:
        ours, slices = _calls(whole), _calls(part)
        theirs = calls_by_hand(http, root)
        for what in ours:
            measured = compare_calls(what, ours, theirs)
            report(f"{what} / by hand", measured, KINDS[what].budget)
            report(f"{what} / slice", compare_calls(what, ours, slices), None)
        model = import_module(f"{WHOLE}.entities").User
        as_large = calls_with_more(http, root, len(model.model_fields))
        measured = compare_calls(LISTED_USERS, ours, as_large)
        report(f"{LISTED_USERS} / by hand, as many fields", measured, None)


def _client(package: str, root: str) -> Any:
    return import_module(package).GraphClient("t", service_root=root)


def _calls(graph: Any) -> Calls:
    return {**calls_of_phones(graph), **calls_of_users(graph)}
