"""The generated client against httpx with a model written by hand, on loopback.

CPU of the client alone: the service runs in a process of its own. Both sides send the
same headers.
"""

from __future__ import annotations

import datetime as dt
import sys
from enum import StrEnum

import httpx
from pydantic import BaseModel, Field

from measuring import ROOT, compare, cpu_of_calls, cpu_of_process, report
from service import service

sys.path.insert(0, str(ROOT / "generated"))

from graph_phone import GraphClient  # noqa: E402 - from the path above

BARE = "import httpx; from pydantic import BaseModel, TypeAdapter"
HAND_WRITTEN = """
import sys, httpx
from pydantic import BaseModel, Field
class Phone(BaseModel):
    id: str
    number: str | None = Field(alias="phoneNumber")
    type: str | None = Field(alias="phoneType")
class Page(BaseModel):
    value: list[Phone]
with httpx.Client(headers={"Authorization": "Bearer t"}) as client:
    answer = client.get(f"{sys.argv[1]}/users/three/authentication/phoneMethods")
    for phone in Page.model_validate_json(answer.content).value:
        print(phone.type, phone.number)
"""
GENERATED = """
import sys
from graph_phone import GraphClient
with GraphClient("t", service_root=sys.argv[1]) as graph:
    for phone in graph.users["three"].authentication.phone_methods.list():
        print(phone.phone_type, phone.phone_number)
"""


class PhoneType(StrEnum):
    MOBILE = "mobile"
    OFFICE = "office"


class SignInState(StrEnum):
    READY = "ready"
    NOT_SUPPORTED = "notSupported"


class Phone(BaseModel):
    id: str
    created: dt.datetime | None = Field(alias="createdDateTime")
    number: str | None = Field(alias="phoneNumber")
    type: PhoneType | None = Field(alias="phoneType")
    state: SignInState | None = Field(alias="smsSignInState")


class Page(BaseModel):
    value: list[Phone]


def bench_processes(root: str) -> None:
    path = [ROOT / "generated"]
    importing = compare(
        cpu_of_process("-c", "import graph_phone", path=path),
        cpu_of_process("-c", BARE),
        pairs=15,
    )
    report("import of the client / of httpx and pydantic", importing, 1.15)
    listing = compare(
        cpu_of_process("-c", GENERATED, root, path=path),
        cpu_of_process("-c", HAND_WRITTEN, root),
        pairs=15,
    )
    report("cold process that lists three phones", listing, 1.3)


def bench_calls(root: str) -> None:
    headers = {
        "Accept": "application/json",
        "Authorization": "Bearer t",
        "OData-MaxVersion": "4.01",
        "Prefer": "include-unknown-enum-members",
    }
    http = httpx.Client(headers=headers)
    with http, GraphClient("t", service_root=root) as graph:
        phones = graph.users["many"].authentication.phone_methods
        url = f"{root}/users/many/authentication/phoneMethods"
        for what, ours, theirs, times, budget in (
            (
                "1,000 phones listed",
                lambda: list(phones.list()),
                lambda: Page.model_validate_json(http.get(url).content),
                10,
                1.3,
            ),
            (
                "a small request",
                lambda: phones["x"].get(),
                lambda: http.get(f"{url}/x").raise_for_status().json(),
                200,
                1.15,
            ),
            (
                "an action",
                lambda: phones["x"].enable_sms_sign_in(),
                lambda: http.post(f"{url}/x/enableSmsSignIn").raise_for_status(),
                200,
                1.15,
            ),
        ):
            pair = cpu_of_calls(ours, times), cpu_of_calls(theirs, times)
            report(what, compare(*pair, pairs=15), budget)


if __name__ == "__main__":
    with service() as root:
        bench_processes(root)
        bench_calls(root)
