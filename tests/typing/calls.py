"""What type checkers know of calls. Nothing here is ever run.

A comment that ignores an error stands where there must be one: it is itself an error
to both type checkers where there is none (see test_typing).
"""

from __future__ import annotations

from typing import Any, assert_type

import httpx

from graph_phone import (
    AsyncGraphClient,
    AsyncPager,
    GraphClient,
    Page,
    Pager,
    Pending,
    Request,
    Response,
    Retry,
)
from graph_phone._runtime.modes import (
    Async,
    AsyncResponse,
    Batch,
    Prepare,
    Sync,
    SyncResponse,
)
from graph_phone.client import AsyncGraphBatch, GraphBatch, GraphRequests
from graph_phone.entities import PhoneAuthenticationMethod, PhoneMethodId
from graph_phone.requests import (
    PhoneAuthenticationMethodCollectionRequestBuilder,
    PhoneAuthenticationMethodRequestBuilder,
)

Phone = PhoneAuthenticationMethod


def sync_calls(graph: GraphClient) -> None:
    phones = graph.users["ada"].authentication.phone_methods
    assert_type(phones, PhoneAuthenticationMethodCollectionRequestBuilder[Sync])
    assert_type(phones.list(), Pager[Phone])
    assert_type(phones.list(select=["id"], top=5, count=True), Pager[Phone])
    for phone in phones.list():
        assert_type(phone, Phone)
    for page in phones.list().pages():
        assert_type(page, Page[Phone])
        assert_type(page.count, int | None)
        assert_type(page.next_request, Request[Page[Phone]] | None)
        assert_type(graph.pager(page), Pager[Phone])
    assert_type(phones.list().records(), Pager[dict[str, Any]])
    item = phones[PhoneMethodId.MOBILE]
    assert_type(item, PhoneAuthenticationMethodRequestBuilder[Sync])
    assert_type(item.get(), Phone)
    assert_type(item.get(select="id"), Phone)
    assert_type(item.update(phone_number="+1 5"), Phone | None)
    assert_type(phones.create(phone_number="+1 5"), Phone)
    item.delete()
    item.enable_sms_sign_in()
    assert_type(item.disable_sms_sign_in(), None)
    assert_type(graph.me.authentication.phone_methods["x"].get(), Phone)


async def async_calls(graph: AsyncGraphClient) -> None:
    phones = graph.users["ada"].authentication.phone_methods
    assert_type(phones, PhoneAuthenticationMethodCollectionRequestBuilder[Async])
    assert_type(phones.list(), AsyncPager[Phone])
    async for phone in phones.list():
        assert_type(phone, Phone)
    async for page in phones.list().pages():
        assert_type(page, Page[Phone])
        assert_type(graph.pager(page), AsyncPager[Phone])
    assert_type(phones.list().records(), AsyncPager[dict[str, Any]])
    for _ in phones.list():  # type: ignore[attr-defined]
        pass
    item = phones["x"]
    assert_type(await item.get(), Phone)
    assert_type(await item.update(phone_number="+1 5"), Phone | None)
    assert_type(await phones.create(phone_number="+1 5"), Phone)
    await item.delete()
    await item.enable_sms_sign_in()
    _ = item.get().phone_number  # type: ignore[attr-defined]


def prepared(graph: GraphClient) -> None:
    assert_type(graph.prepare, GraphRequests[Prepare])
    phones = graph.prepare.users["ada"].authentication.phone_methods
    assert_type(phones.list(), Request[Page[Phone]])
    assert_type(phones["x"].get(), Request[Phone])
    assert_type(phones.create(phone_number="+1 5"), Request[Phone])
    assert_type(phones["x"].update(phone_number="+1 5"), Request[Phone | None])
    assert_type(phones["x"].delete(), Request[None])
    assert_type(phones["x"].enable_sms_sign_in(), Request[None])
    assert_type(graph.prepare.request("GET", "x", result=Phone), Request[Phone])
    assert_type(phones["x"].get().curl(), str)
    assert_type(graph.send(phones["x"].get()), Phone)
    assert_type(graph.send(phones.list()).value, list[Phone])
    for _ in phones.list():  # type: ignore[attr-defined]
        pass


async def prepared_for_async(graph: AsyncGraphClient) -> None:
    assert_type(graph.prepare, GraphRequests[Prepare])
    phones = graph.prepare.users["ada"].authentication.phone_methods
    assert_type(await graph.send(phones["x"].get()), Phone)
    assert_type((await graph.send(phones.list())).value, list[Phone])


def batches(graph: GraphClient, prepared: Request[Phone]) -> None:
    with graph.batch(concurrency=2) as batch:
        assert_type(batch, GraphBatch)
        phones = batch.users["ada"].authentication.phone_methods
        assert_type(phones, PhoneAuthenticationMethodCollectionRequestBuilder[Batch])
        listed = phones.list(top=5)
        assert_type(listed, Pending[Page[Phone]])
        got = phones["x"].get()
        assert_type(got, Pending[Phone])
        assert_type(phones.create(phone_number="+1 5"), Pending[Phone])
        assert_type(phones["x"].update(phone_number="+1 5"), Pending[Phone | None])
        assert_type(phones["x"].delete(), Pending[None])
        assert_type(phones["x"].enable_sms_sign_in(), Pending[None])
        assert_type(batch.add(prepared), Pending[Phone])
        assert_type(batch.add(prepared, depends_on=[got, listed]), Pending[Phone])
        assert_type(batch.after(got), GraphBatch)
        assert_type(batch.request("GET", "x"), Pending[None])
        assert_type(batch.request("GET", "x", result=Phone), Pending[Phone])
        batch.add(got)  # type: ignore[arg-type]
        batch.add(prepared, depends_on=got)  # type: ignore[arg-type]
        batch.after(prepared)  # type: ignore[arg-type]
        _ = phones["x"].get().phone_number  # type: ignore[attr-defined]
    assert_type(got.result(), Phone)
    assert_type(got.response(), Response[Phone])
    assert_type(got.exception(), Exception | None)
    assert_type(listed.result().value, list[Phone])
    assert_type(graph.pager(listed.result()), Pager[Phone])
    with graph.batch(5):  # type: ignore[call-arg]
        pass


async def batches_awaited(graph: AsyncGraphClient) -> None:
    async with graph.batch() as batch:
        assert_type(batch, AsyncGraphBatch)
        assert_type(batch.me.authentication.phone_methods["x"].get(), Pending[Phone])
    with graph.batch():  # type: ignore[attr-defined]
        pass


def with_response(graph: GraphClient) -> None:
    assert_type(graph.with_response, GraphRequests[SyncResponse])
    phones = graph.with_response.users["ada"].authentication.phone_methods
    assert_type(phones.list(), Response[Page[Phone]])
    assert_type(phones["x"].get(), Response[Phone])
    assert_type(phones["x"].get().result.phone_number, str | None)
    assert_type(phones["x"].get().status, int)
    assert_type(phones["x"].get().request_id, str | None)
    assert_type(phones.create(phone_number="+1 5"), Response[Phone])
    assert_type(phones["x"].update(phone_number="+1 5"), Response[Phone | None])
    assert_type(phones["x"].delete(), Response[None])


async def with_response_async(graph: AsyncGraphClient) -> None:
    assert_type(graph.with_response, GraphRequests[AsyncResponse])
    phones = graph.with_response.users["ada"].authentication.phone_methods
    assert_type(await phones.list(), Response[Page[Phone]])
    assert_type(await phones["x"].get(), Response[Phone])
    assert_type(await phones["x"].update(phone_number="+1 5"), Response[Phone | None])
    assert_type((await phones["x"].delete()).result, None)
    _ = phones["x"].get().result  # type: ignore[attr-defined]


def options(graph: GraphClient) -> None:
    other = graph.with_options(timeout=5, headers={"x": "1"}, query={"a": "b"})
    assert_type(other, GraphClient)
    phones = other.me.authentication.phone_methods.with_options(retry=None, prefer="x")
    assert_type(phones, PhoneAuthenticationMethodCollectionRequestBuilder[Sync])
    item = phones["x"].with_options(retry=Retry(attempts=1), if_match="W/1")
    assert_type(item, PhoneAuthenticationMethodRequestBuilder[Sync])
    assert_type(item.with_options(timeout=httpx.Timeout(5)).get(), Phone)
    graph.with_options(retries=3)  # type: ignore[call-arg]
    graph.with_options(timeout="5")  # type: ignore[arg-type]
    graph.with_options(query={"$top": 5})  # type: ignore[dict-item]
    graph.me.with_options(5)  # type: ignore[call-arg]


def free_requests(graph: GraphClient) -> None:
    assert_type(graph.request("GET", "x", result=dict), dict[Any, Any])
    assert_type(graph.request("GET", "x", result=dict[str, Any]), dict[str, Any])
    assert_type(graph.request("GET", "x", result=str), str)
    assert_type(graph.request("GET", "x", result=bytes), bytes)
    assert_type(graph.request("GET", "x", result=Phone), Phone)
    graph.request("DELETE", "x")
    graph.request("POST", "x", json={"a": None}, headers={"x": "1"}, query={"a": "b"})
    free = graph.with_response.request("GET", "x", result=Phone)
    assert_type(free, Response[Phone])
    graph.request("POST", "x", body={"a": None})  # type: ignore[call-overload]
    graph.request("POST", "x", content="text")  # type: ignore[call-overload]


async def free_requests_awaited(graph: AsyncGraphClient) -> None:
    assert_type(await graph.request("GET", "x", result=Phone), Phone)
    await graph.request("DELETE", "x")
    _ = graph.request("GET", "x", result=Phone).id  # type: ignore[attr-defined]


def mistakes(graph: GraphClient) -> None:
    graph.user["ada"]  # type: ignore[attr-defined]
    graph.users[5]  # type: ignore[index]
    graph.users.list()  # type: ignore[attr-defined]
    graph.users["ada"].get()  # type: ignore[attr-defined]
    graph.me["ada"]  # type: ignore[index]
    phones = graph.me.authentication.phone_methods
    for _ in phones:  # type: ignore[misc]
        pass
    phones.delete()  # type: ignore[attr-defined]
    phones.list("id")  # type: ignore[call-arg]
    phones.list(tops=5)  # type: ignore[call-arg]
    phones.list(top="5")  # type: ignore[arg-type]
    phones.list(select=5)  # type: ignore[arg-type]
    phones["x"].create()  # type: ignore[attr-defined]
    phones["x"].get("id")  # type: ignore[call-arg]
    phones["x"].delete(force=True)  # type: ignore[call-arg]
    phones["x"].enable_sms_sign_in(True)  # type: ignore[call-arg]
    GraphClient("token", root="https://x")  # type: ignore[call-arg]
    GraphClient(5)  # type: ignore[arg-type]
    GraphClient(http_client=httpx.AsyncClient())  # type: ignore[arg-type]
    AsyncGraphClient(http_client=httpx.Client())  # type: ignore[arg-type]
