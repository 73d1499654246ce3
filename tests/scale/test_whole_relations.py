"""All of Graph with one more step along every relation, which ``**`` does not go."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib import import_module
from typing import Any, NamedTuple

import pytest
from tests.scale.metadata import NO_METADATA, document
from tests.scale.sandboxes import GRAPH, graph_sandbox

from odata2py.sandbox.server import Running
from slices import configure, make

pytestmark = NO_METADATA
PACKAGE = "graph_related"
ADA, GRACE = "ada@contoso.com", "grace@contoso.com"


class Graph(NamedTuple):
    """A client of the package, and the service that it talks to."""

    client: Any
    package: Any
    sandbox: Running


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    folder = tmp_path_factory.mktemp("relations")
    config = configure(folder, document(GRAPH), {PACKAGE: ["/**", "/**/*/*"]})
    assert make(config, PACKAGE).notices == ()
    with pytest.MonkeyPatch.context() as patch, graph_sandbox() as sandbox:
        patch.syspath_prepend(folder)
        package = import_module(PACKAGE)
        with package.GraphClient("token", service_root=sandbox.url) as client:
            yield Graph(client, package, sandbox)


def sent(graph: Graph) -> list[tuple[str, str]]:
    """What was requested since the last time, without where the service is."""
    root = "/v1.0"
    found = [(each.method, each.path.removeprefix(root)) for each in graph.sandbox.log]
    graph.sandbox.log.clear()
    return found


def test_members_of_a_group(graph: Graph) -> None:
    client = graph.client
    group = client.groups.create(display_name="Lunch").id
    ada = client.users[ADA].get(select=["id"]).id
    members = client.groups[group].members
    assert list(members.list()) == []
    graph.sandbox.log.clear()

    members.add_reference(client.users[ada])
    body = json.loads(graph.sandbox.log[0].body)
    assert body == {"@odata.id": f"{graph.sandbox.url}/users/{ada}"}
    (member,) = members.list()
    assert type(member) is graph.package.entities.User
    assert members[ada].get().user_principal_name == ADA
    members[ada].remove_reference()
    assert list(members.list()) == []
    place = f"/groups/{group}/members"
    assert sent(graph) == [
        ("POST", f"{place}/$ref"),
        ("GET", place),
        ("GET", f"{place}/{ada}"),
        ("DELETE", f"{place}/{ada}/$ref"),
        ("GET", place),
    ]
    assert client.users[ada].get().id == ada


def test_the_manager_of_a_user(graph: Graph) -> None:
    manager = graph.client.users[ADA].manager
    manager.set_reference(graph.client.users[GRACE])
    assert manager.get().user_principal_name == GRACE
    manager.remove_reference()
    with pytest.raises(graph.package.NotFoundError):
        manager.get()
