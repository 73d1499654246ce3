"""Requests, models and errors on their way through processes, as Dask or Spark do."""

from __future__ import annotations

import copy
import json
import multiprocessing
import pickle
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

import workers
from graph_phone import GraphClient, NotFoundError, Request
from graph_phone.entities import PhoneAuthenticationMethod
from graph_phone.enums import AuthenticationMethodSignInState, AuthenticationPhoneType
from odata2py.csdl.reader import read_model
from odata2py.sandbox.app import create_app
from odata2py.sandbox.server import Running, running

METADATA = Path(__file__).parents[2] / "metadata"


@pytest.fixture(scope="module")
def service() -> Iterator[Running]:
    app = create_app(
        read_model(METADATA / "authentication-v1.0.csdl"),
        rules=["authentication_methods"],
        root_path="v1.0",
        keys_as_segments=True,
        page_size=2,
    )
    with running(app) as service:
        yield service


@pytest.fixture(scope="module")
def pool() -> Iterator[ProcessPoolExecutor]:
    # Not forked: nothing but what is pickled gets there.
    with ProcessPoolExecutor(
        2, mp_context=multiprocessing.get_context("spawn")
    ) as pool:
        yield pool


@pytest.fixture
def graph(service: Running) -> Iterator[GraphClient]:
    service.reset()
    with GraphClient("secret-of-the-parent", service_root=service.url) as graph:
        yield graph


def test_workers_send_what_was_prepared_elsewhere(
    service: Running, graph: GraphClient, pool: ProcessPoolExecutor
) -> None:
    phones = graph.prepare.users["grace@contoso.com"].authentication.phone_methods
    requests = [phones.list(), phones.list(top=1), phones.list(select=["id"])]
    results = list(pool.map(workers.send, [service.url] * 3, requests))
    own = list(graph.users["grace@contoso.com"].authentication.phone_methods.list())
    assert own
    assert results[0] == own
    assert results[1] == own[:1]
    assert [phone.id for phone in results[2]] == [phone.id for phone in own]
    tokens = {received.headers["authorization"] for received in service.log}
    assert tokens == {"Bearer token-of-the-worker", "Bearer secret-of-the-parent"}


def test_an_entity_knows_what_was_changed_elsewhere(
    service: Running, graph: GraphClient, pool: ProcessPoolExecutor
) -> None:
    phones = graph.users["ada@contoso.com"].authentication.phone_methods
    made = phones.create(
        phone_number="+1 5555551234", phone_type=AuthenticationPhoneType.MOBILE
    )
    read = pool.submit(workers.send, service.url, _get(graph, made)).result()
    changed = pool.submit(workers.rename, read, "+1 5555550000").result()
    phones[made.id].update(changed)
    assert json.loads(service.log[-1].body) == {"phoneNumber": "+1 5555550000"}
    before = len(service.log)
    phones[made.id].update(copy.deepcopy(read))
    assert len(service.log) == before  # the original was not changed


def _get(
    graph: GraphClient, phone: PhoneAuthenticationMethod
) -> Request[PhoneAuthenticationMethod]:
    phones = graph.prepare.users["ada@contoso.com"].authentication.phone_methods
    return phones[phone.id].get()


def test_an_unknown_member_arrives_as_it_was(pool: ProcessPoolExecutor) -> None:
    phone = PhoneAuthenticationMethod.from_odata(
        {"id": "x", "smsSignInState": "paused", "@odata.etag": "W/1", "n": 1.5}
    )
    found = pool.submit(workers.rename, phone, "+1 5").result()
    state = found.sms_sign_in_state
    assert isinstance(state, AuthenticationMethodSignInState)
    assert (state, state.is_known) == ("paused", False)
    assert found.extras == {"@odata.etag": "W/1", "n": 1.5}
    assert found.to_odata() == {**phone.to_odata(), "phoneNumber": "+1 5"}


def test_an_error_arrives_with_all_but_secrets(
    service: Running, graph: GraphClient, pool: ProcessPoolExecutor
) -> None:
    phones = graph.prepare.users["ada@contoso.com"].authentication.phone_methods
    future = pool.submit(workers.send, service.url, phones["no-such-phone"].get())
    with pytest.raises(NotFoundError) as caught:
        future.result()
    error = caught.value
    assert (error.status, error.code) == (404, "resourceNotFound")
    assert error.request_id == error.response.headers["request-id"]
    for known in ("token-of-the-worker", "secret-of-the-parent"):
        assert known.encode() not in pickle.dumps(error)
    assert copy.copy(error).args == copy.deepcopy(error).args == error.args


def test_prepared_requests_hold_no_token(graph: GraphClient) -> None:
    phones = graph.prepare.me.authentication.phone_methods
    for request in (
        phones.list(filter="phoneType eq 'mobile'"),
        phones["x"].get(),
        phones.create(phone_number="+1 5555551234"),
        phones["x"].update(phone_number="+1 5555551234"),
        phones["x"].delete(),
        phones["x"].enable_sms_sign_in(),
        graph.prepare.request("GET", "users", result=dict),
    ):
        text = pickle.dumps(request)
        assert b"secret-of-the-parent" not in text
        assert pickle.loads(text) == request
        assert copy.deepcopy(request) == request
