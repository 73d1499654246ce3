"""The clients that are compared, each in an environment of its own."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
ENVIRONMENTS = ROOT / "build" / "others"


class Client(Struct, frozen=True):
    """A client: what is installed, and the program in this folder that uses it.

    calls: the ways in which it sends requests, by its documentation. times: how often
    the program lists 1,000 phones. mistakes: a program in which a type checker should
    find two, a query option and a property that are misspelt.
    """

    name: str
    requirements: tuple[str, ...]
    program: str
    calls: str
    times: int
    mistakes: str
    package: str = ""

    @property
    def folder(self) -> Path:
        return ENVIRONMENTS / self.program

    @property
    def python(self) -> str:
        return str(self.folder / "bin" / "python")

    @property
    def site_packages(self) -> Path:
        (found,) = self.folder.glob("lib/python*/site-packages")
        return found


BY_HAND = Client(
    "httpx, by hand",
    ("httpx==0.28.1",),
    "by_hand",
    "sync, async",
    20,
    """
import httpx
with httpx.Client() as http:
    answer = http.get("/phoneMethods", params={"$filtr": "x"})
    for phone in answer.json()["value"]:
        print(phone["phoneNumbr"])
""",
)
OURS = Client(
    "odata2py, a slice",
    ("httpx==0.28.1", "pydantic==2.13.*"),
    "with_odata2py",
    "sync, async, batch",
    20,
    """
from graph_phone import GraphClient
with GraphClient("t") as graph:
    phones = graph.users["u"].authentication.phone_methods
    for phone in phones.list(filtr="x"):
        print(phone.phone_numbr)
""",
    "graph_phone",
)
OTHERS = (
    Client(
        "msgraph-sdk 1.65.0",
        ("msgraph-sdk==1.65.0",),
        "with_msgraph_sdk",
        "async, batch",
        2,
        """
from kiota_abstractions.base_request_configuration import RequestConfiguration
from msgraph import GraphServiceClient
from msgraph.generated.users.item.authentication.phone_methods import (
    phone_methods_request_builder as builder,
)
Query = builder.PhoneMethodsRequestBuilder.PhoneMethodsRequestBuilderGetQueryParameters
async def main(graph: GraphServiceClient) -> None:
    phones = graph.users.by_user_id("u").authentication.phone_methods
    query = Query(filtr="x")
    page = await phones.get(RequestConfiguration(query_parameters=query))
    assert page and page.value
    for phone in page.value:
        print(phone.phone_numbr)
""",
    ),
    Client(
        "Office365-REST-Python-Client 3.3.0",
        ("Office365-REST-Python-Client==3.3.0",),
        "with_office365",
        "sync, async, batch",
        10,
        """
from office365.graph_client import GraphClient
graph = GraphClient(lambda: {"access_token": "t"})
phones = graph.users["u"].authentication.phone_methods
found = phones.get().filtr("x")
for phone in found.execute_query():
    print(phone.phone_numbr)
""",
    ),
)
CLIENTS = (BY_HAND, OURS, *OTHERS)


def install(clients: Sequence[Client]) -> None:
    """Makes the environments that are not there yet."""
    for client in clients:
        ready = client.folder / ".ready"
        if not ready.exists():
            subprocess.run([sys.executable, "-m", "venv", client.folder], check=True)
            install = [client.python, "-m", "pip", "install", "--quiet"]
            subprocess.run([*install, *client.requirements], check=True)
            ready.touch()
        if client.package:
            source = ROOT / "generated" / client.package
            target = client.site_packages / client.package
            shutil.copytree(source, target, dirs_exist_ok=True)
