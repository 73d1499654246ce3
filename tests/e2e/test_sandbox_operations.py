"""Operations of the sandbox: parameters, overloads, results, and paths beyond them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from tests.e2e.sandboxes import fragment, names, refused, town

from odata2py.sandbox.rules import Call, Handler, Outcome, Rules
from odata2py.sandbox.storage import Collection, Entity


class TownRules(Rules):
    def operations(self) -> dict[str, Handler]:
        return {
            "t.find": self._find,
            "t.pick": self._pick,
            "t.plain": lambda call: Outcome(self._people()),
            "t.center": lambda call: Outcome({"city": "Rome", "zip": 1}),
            "t.words": lambda call: Outcome(["a", "b", "c"]),
            "t.echo": lambda call: Outcome(json.dumps(dict(call.arguments))),
            "t.oldest": lambda call: Outcome(self._of(call)[-1]),
            "t.title": self._title,
            "t.mates": lambda call: Outcome(self._people()[1:]),
            "t.label": lambda call: Outcome(f"at {call.binding}"),
            "t.longest": lambda call: Outcome(max(call.binding, key=len)),
            "t.repaint": lambda call: Outcome(f"{call.binding} {dict(call.arguments)}"),
            "t.meet": lambda call: Outcome(str(call.arguments["whom"])),
            "t.gather": lambda call: Outcome(self._people()),
        }

    def _people(self) -> list[Entity]:
        return list(self.store.roots["people"])

    def _of(self, call: Call) -> list[Entity]:
        assert isinstance(call.binding, Collection)
        return list(call.binding)

    def _find(self, call: Call) -> Outcome:
        part, most = call.arguments["part"], call.arguments["most"]
        found = [e for e in self._people() if (part or "") in e.values["name"]]
        return Outcome(found[:most])

    def _pick(self, call: Call) -> Outcome:
        name = call.arguments["name"]
        found = [e for e in self._people() if e.values["name"] == name]
        return Outcome(found[0] if found else None)

    def _title(self, call: Call) -> Outcome:
        assert call.operation.binding is not None
        if call.operation.binding.name == "t.worker":
            return Outcome(7)
        return Outcome(f"title {call.arguments}")


@pytest.fixture(scope="module")
def http() -> Iterator[httpx.Client]:
    with town("ada", "ann", "bob", rules=[TownRules], page_size=2) as client:
        worker = {"@odata.type": "#t.worker", "name": "wim", "home": {"city": "Rome"}}
        assert client.post("/people", json=worker).status_code == 201
        assert client.post("/people('wim')/pets", json={"name": "rex"}).is_success
        yield client


def test_a_result_in_an_entity_set(http: httpx.Client) -> None:
    found = http.get("/find(part='a')")
    assert names(found) == ["ada", "ann"]
    assert fragment(found) == "people"
    assert fragment(http.get("/pick(name='ada')")) == "people/$entity"
    assert fragment(http.get("/plain()")) == "Collection(t.person)"
    assert names(http.get("/plain")) == ["ada", "ann"], "brackets may be left out"
    assert fragment(http.get("/people/t.oldest()")) == "people/$entity"
    assert fragment(http.get("/people('ada')/t.mates()")) == "people"


def test_results_are_queried_and_paged(http: httpx.Client) -> None:
    everybody = "/find(part=@p)?@p=''&$count=true&$select=name"
    page = http.get(everybody)
    assert (names(page), page.json()["@odata.count"]) == (["ada", "ann"], 4)
    rest = http.get(page.json()["@odata.nextLink"])
    assert names(rest) == ["bob", "wim"]
    assert "@odata.nextLink" not in rest.json()
    assert names(http.get("/plain()?$orderby=name desc&$top=1")) == ["wim"]
    assert names(http.get("/plain()?$filter=startswith(name,'b')")) == ["bob"]
    words = http.get("/words()")
    assert words.json()["value"] == ["a", "b"]
    assert fragment(words) == "Collection(Edm.String)"
    assert http.get(words.json()["@odata.nextLink"]).json()["value"] == ["c"]
    assert "Nobody" in refused(http.get("/plain()?$select=Nobody"), 400)


def test_the_pages_of_an_action_are_read_without_invoking_it(
    http: httpx.Client,
) -> None:
    page = http.post("/gather?$count=true")
    assert (names(page), fragment(page)) == (["ada", "ann"], "people")
    link = page.json()["@odata.nextLink"]
    rest = http.get(link)
    assert names(rest) == ["bob", "wim"]
    assert rest.json()["@odata.count"] == 4
    assert http.post(link, json={}).status_code == 405
    assert http.get("/$results/99").status_code == 404


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/find(part='a')/$count", "2"),
        ("/find(part='a')('ann')/name/$value", "ann"),
        ("/find(part='a')/ann/name/$value", "ann"),
        ("/pick(name='wim')/pets(1)/name/$value", "rex"),
        ("/pick(name='wim')/t.title()/$value", None),
        ("/pick(name='wim')/pets/$count", "1"),
        ("/find(part='')/t.worker/$count", "1"),
        ("/find(part='')/t.oldest()/name/$value", "wim"),
        ("/find(part='')/oldest/home/city/$value", "Rome"),
        ("/center()/city/$value", "Rome"),
        ("/words()/$count", "3"),
        ("/people('ada')/mates()('bob')/name/$value", "bob"),
        ("/plain()/$count", None),
        ("/plain()('ada')", None),
        ("/find(part='a')('bob')", None),
        ("/find(part='a')('ada')('ada')", 400),
    ],
)
def test_paths_go_on_after_composable_functions(
    http: httpx.Client, path: str, found: str | int | None
) -> None:
    answer = http.get(path)
    if isinstance(found, str):
        assert (answer.status_code, answer.text) == (200, found)
    else:
        refused(answer, found or 404)


def test_related_entities_are_created_after_a_function(http: httpx.Client) -> None:
    created = http.post("/pick(name='bob')/pets", json={"name": "tom"})
    assert created.headers["location"].endswith("/people('bob')/pets(1)")
    assert http.get("/people/bob/pets/1/name/$value").text == "tom"


PLACE = {"city": 'it\'s "here", (or) [there]', "zip": 3}


@pytest.mark.parametrize(
    ("path", "arguments"),
    [
        ("echo(color=t.color'red')", {"color": "red"}),
        ("echo(color='red')", {"color": "red"}),
        ("echo(color='2')", {"color": "green"}),
        ("echo(color=null)", {"color": None}),
        ("echo(color=@c)?@c='green'", {"color": "green"}),
        ("echo(color=@c)?@c=null", {"color": None}),
        ("echo(color=@c)", {"color": None}),
        ("echo(numbers=[],place=null)", {"numbers": [], "place": None}),
        (
            "echo(place=@p,numbers=@n)?@n=[1,2]&@p=" + json.dumps(PLACE),
            {"numbers": [1, 2], "place": PLACE},
        ),
        (
            "echo(numbers=[3],place=" + json.dumps(PLACE) + ")",
            {"numbers": [3], "place": PLACE},
        ),
    ],
)
def test_arguments(http: httpx.Client, path: str, arguments: Any) -> None:
    answer = http.get("/" + path)
    assert answer.status_code == 200, answer.text
    assert json.loads(answer.json()["value"]) == arguments


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("echo(color='blue')", "blue"),
        ("echo(color=t.colour'red')", "literal of t.color"),
        ("echo(color=1)", "quotes"),
        ("echo(numbers=['x'],place=null)", "not JSON"),
        ("echo(numbers=@n,place=null)?@n=[true]", "32 bits"),
        ("echo(numbers=@n,place=null)?@n={}", "array"),
        ("echo(numbers=@n,place=null)?@n=null", "null"),
        ('echo(numbers=[],place=@p)?@p={"zip":"x"}', "32 bits"),
        ("echo(numbers=[])", "overload"),
        ("echo()", "overload"),
        ("find(most=1)", "overload"),
        ("find(part='x',mist=1)", "overload"),
    ],
)
def test_arguments_that_are_none(http: httpx.Client, path: str, says: str) -> None:
    assert says in refused(http.get("/" + path), 400)


def test_parameters_as_query_options(http: httpx.Client) -> None:
    assert names(http.get("/find?part='a'&most=1&$select=name")) == ["ada"]
    assert names(http.get("/find?@part='b'&other=1")) == ["bob"]
    echoed = http.get("/echo?numbers=[1]&@place=null").json()["value"]
    assert json.loads(echoed) == {"numbers": [1], "place": None}
    assert http.get("/people('ada')/title?lang='de'").json()["value"] == (
        "title {'lang': 'de'}"
    )
    refused(http.get("/find()?part='a'"), 400)
    refused(http.get("/find?part=a"), 400)


def test_entities_as_parameters(http: httpx.Client) -> None:
    for whom in ({"@odata.id": "people('bob')"}, {"nick": "x"}):
        met = http.post("/people('ada')/t.meet", json={"whom": whom})
        assert met.json()["value"] == str(whom)
    for wrong in ({"age": "x"}, "bob", None):
        refused(http.post("/people('ada')/t.meet", json={"whom": wrong}), 400)


def test_optional_parameters(http: httpx.Client) -> None:
    assert names(http.get("/find(part=null,most=1)")) == ["ada"]
    assert http.get("/find(part=null)/$count").text == "4"


def test_the_overload_of_the_most_derived_type_counts(http: httpx.Client) -> None:
    assert http.get("/people/ada/t.title()").json()["value"] == "title {}"
    assert http.get("/people/wim/t.worker/t.title()").json()["value"] == 7
    assert http.get("/people/wim/t.worker/title").json()["value"] == 7
    by_base = http.get("/people/wim/t.worker/t.title(lang='de')").json()["value"]
    assert by_base == "title {'lang': 'de'}"


def test_operations_on_values(http: httpx.Client) -> None:
    label = http.get("/people/wim/home/t.label()").json()["value"]
    assert label == "at {'city': 'Rome', 'zip': 7}"
    refused(http.get("/people/ada/home/t.label()"), 404)
    assert http.get("/words()/t.longest()").json()["value"] == "a"
    painted = http.post("/people/wim/home/repaint", json={"color": "red"})
    assert "Rome" in painted.json()["value"]
    assert "color" in refused(http.post("/people/wim/home/repaint", json={}), 400)


def test_a_function_that_must_have_a_result(http: httpx.Client) -> None:
    assert "no result" in refused(http.get("/pick(name='eve')"), 404)
    refused(http.get("/pick(name='eve')/pets"), 404)


def test_methods(http: httpx.Client) -> None:
    for method, path, allowed in (
        ("POST", "/find(part='a')", "GET"),
        ("GET", "/gather", "POST"),
        ("POST", "/find(part='a')/$count", "GET"),
    ):
        answer = http.request(method, path)
        refused(answer, 405)
        assert answer.headers["allow"] == allowed
    refused(http.post("/gather/$count"), 404)


def test_made_up_results() -> None:
    with town("ada", rules=["made_up"]) as http:
        assert names(http.get("/find(part='x')")) == ["ada"]
        assert http.get("/pick(name='x')").json()["name"] == "ada"
        assert http.get("/center()").json()["city"] == "city-1"
        assert http.get("/words()").json()["value"] == ["words-1"]
        assert http.get("/echo(color=null)").json()["value"] == "echo-1"
        assert http.post("/people/ada/t.age", json={"by": 1}).status_code == 204
        assert names(http.post("/gather")) == ["ada"]


def test_made_up_results_that_no_entity_set_has() -> None:
    with town("ada", rules=["made_up"]) as http:
        for name in ("rex", "tom"):
            assert http.post("/people/ada/pets", json={"name": name}).is_success
        _, tom = http.get("/people/ada/pets").json()["value"]
        groomed = http.post(f"/people/ada/pets/{tom['id']}/t.groom")
        assert groomed.json()["name"] == "tom"
        assert fragment(groomed) == "people('ada')/pets/$entity"
        assert names(http.get("/people/ada/pets/t.young()")) == ["rex", "tom"]
        assert names(http.get("/me/pets/t.young()")) == []
