"""The calls that are compared: by a generated client, and by hand with httpx."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple

import httpx

from by_hand import Phones, Users, users_with_more
from measuring import Comparison, compare, cpu_of_calls

Calls = Mapping[str, Callable[[], object]]
"""Calls by what they do."""

LISTED_PHONES: Final = "1,000 phones listed"
LISTED_USERS: Final = "1,000 users listed"
ONE_READ: Final = "a small request"
ONE_ACTION: Final = "an action"


class Kind(NamedTuple):
    """How often a call is made in one measurement, and what it may cost by hand's 1."""

    times: int
    budget: float


KINDS: Final[Mapping[str, Kind]] = {
    LISTED_PHONES: Kind(10, 1.3),
    LISTED_USERS: Kind(2, 1.3),
    ONE_READ: Kind(200, 1.15),
    ONE_ACTION: Kind(200, 1.15),
}


def calls_of_phones(graph: Any) -> Calls:
    """What a client of a package with phones does."""
    phones = graph.users["many"].authentication.phone_methods
    return {
        LISTED_PHONES: lambda: list(phones.list()),
        ONE_READ: lambda: phones["x"].get(),
        ONE_ACTION: lambda: phones["x"].enable_sms_sign_in(),
    }


def calls_of_users(graph: Any) -> Calls:
    """What a client of a package with users does."""
    return {LISTED_USERS: lambda: list(graph.users.list())}


def calls_by_hand(http: httpx.Client, root: str) -> Calls:
    """The same with httpx, and models written by hand."""
    users, url = f"{root}/users", f"{root}/users/many/authentication/phoneMethods"
    return {
        LISTED_PHONES: lambda: Phones.model_validate_json(http.get(url).content),
        LISTED_USERS: lambda: Users.model_validate_json(http.get(users).content),
        ONE_READ: lambda: http.get(f"{url}/x").raise_for_status().json(),
        ONE_ACTION: lambda: http.post(f"{url}/x/enableSmsSignIn").raise_for_status(),
    }


def calls_with_more(http: httpx.Client, root: str, properties: int) -> Calls:
    """Users by hand again, with models that have so many properties."""
    page = users_with_more(properties)
    return {
        LISTED_USERS: lambda: page.model_validate_json(
            http.get(f"{root}/users").content
        )
    }


def compare_calls(what: str, ours: Calls, theirs: Calls) -> Comparison:
    """The CPU seconds of one such call."""
    times = KINDS[what].times
    pair = cpu_of_calls(ours[what], times), cpu_of_calls(theirs[what], times)
    return compare(*pair, pairs=15)


def listing_phones(package: str) -> str:
    """A program that lists the phones of a user of the service at an address."""
    return f"""
import sys
from {package} import GraphClient
with GraphClient("t", service_root=sys.argv[1]) as graph:
    for phone in graph.users["three"].authentication.phone_methods.list():
        print(phone.phone_type, phone.phone_number)
"""
