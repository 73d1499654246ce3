"""Generated entities as the bodies of somebody's own FastAPI service."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
import uvicorn
from fastapi import FastAPI
from pydantic import BaseModel

from graph_phone.entities import PhoneAuthenticationMethod
from graph_phone.enums import AuthenticationMethodSignInState

# FastAPI's aliases meet pydantic's deferred building, with any model that is deferred.
pytestmark = pytest.mark.filterwarnings("ignore:The 'alias' attribute with value")

READ = {
    "@odata.etag": "W/1",
    "id": "x",
    "createdDateTime": "2026-01-31T10:00:00Z",
    "phoneNumber": "+1 5555551234",
    "phoneType": "mobile",
    "smsSignInState": "paused",
    "loudness": 11,
}
DECLARED = {n: v for n, v in READ.items() if n not in ("@odata.etag", "loudness")}


class Owner(BaseModel):
    name: str
    phones: list[PhoneAuthenticationMethod]


def make_app() -> FastAPI:
    app = FastAPI()

    @app.post("/phones")
    def create(phone: PhoneAuthenticationMethod) -> PhoneAuthenticationMethod:
        return phone

    @app.get("/phones")
    def read() -> list[PhoneAuthenticationMethod]:
        return [PhoneAuthenticationMethod.from_odata(READ)]

    @app.get("/phones/set", response_model_exclude_unset=True)
    def read_set() -> PhoneAuthenticationMethod:
        return PhoneAuthenticationMethod.from_odata({"id": "x", "phoneType": None})

    @app.put("/owners")
    def replace(owner: Owner) -> Owner:
        assert all(isinstance(p, PhoneAuthenticationMethod) for p in owner.phones)
        return owner

    return app


@pytest.fixture(scope="module")
def http() -> Iterator[httpx.Client]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(make_app(), log_config=None))
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        with httpx.Client(
            base_url=url, transport=httpx.HTTPTransport(retries=5)
        ) as http:
            yield http
        server.should_exit = True
        thread.join()


def test_a_body_comes_in_and_goes_out(http: httpx.Client) -> None:
    for body in (
        {"phoneNumber": "+1 5", "phoneType": "office"},
        {"phone_number": "+1 5", "phone_type": "office"},
    ):
        answer = http.post("/phones", json=body)
        assert answer.status_code == 200, answer.text
        assert answer.json() == {
            "createdDateTime": None,
            "phoneNumber": "+1 5",
            "phoneType": "office",
            "smsSignInState": None,
        }


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ({"phoneNumbe": "+1 5"}, "phoneNumbe"),
        ({"phoneNumber": 5}, "phoneNumber"),
        ({"createdDateTime": 5}, "createdDateTime"),
        ({"phoneType": 5}, "phoneType"),
        ({"id": None}, "id"),
    ],
)
def test_a_body_that_is_none_is_refused(
    body: Any, place: str, http: httpx.Client
) -> None:
    answer = http.post("/phones", json=body)
    assert answer.status_code == 422
    assert {fault["loc"][1] for fault in answer.json()["detail"]} == {place}


def test_what_a_service_sent_goes_out_as_it_is_declared(http: httpx.Client) -> None:
    """Undeclared properties are not published: the document does not promise them."""
    assert http.get("/phones").json() == [DECLARED]


def test_only_what_is_set_can_go_out(http: httpx.Client) -> None:
    assert http.get("/phones/set").json() == {"id": "x", "phoneType": None}


def test_entities_inside_of_other_models(http: httpx.Client) -> None:
    body = {"name": "Ada", "phones": [DECLARED, DECLARED]}
    assert http.put("/owners", json=body).json() == body
    body["phones"] = [{**DECLARED, "loudness": 11}]
    assert http.put("/owners", json=body).status_code == 422


def test_the_openapi_document(http: httpx.Client) -> None:
    document = http.get("/openapi.json").json()
    schemas = document["components"]["schemas"]
    assert schemas.keys() - {"HTTPValidationError", "ValidationError"} == {
        "AuthenticationMethodSignInState",
        "AuthenticationPhoneType",
        "Owner",
        "PhoneAuthenticationMethod",
    }
    phone = schemas["PhoneAuthenticationMethod"]
    kinds = {
        name: {key: value for key, value in facts.items() if key != "title"}
        for name, facts in phone["properties"].items()
    }
    null = {"type": "null"}
    where = "#/components/schemas/Authentication"
    assert kinds == {
        "id": {"type": "string"},
        "createdDateTime": {"anyOf": [{"type": "string", "format": "date-time"}, null]},
        "phoneNumber": {"anyOf": [{"type": "string"}, null]},
        "phoneType": {"anyOf": [{"$ref": f"{where}PhoneType"}, null]},
        "smsSignInState": {"anyOf": [{"$ref": f"{where}MethodSignInState"}, null]},
    }
    assert phone["additionalProperties"] is False
    assert "required" not in phone
    assert "A phone with which a user authenticates." in phone["description"]


def test_enumerations_are_documented_as_open(http: httpx.Client) -> None:
    schemas = http.get("/openapi.json").json()["components"]["schemas"]
    known, others = schemas["AuthenticationMethodSignInState"]["anyOf"]
    assert known["enum"] == [str(member) for member in AuthenticationMethodSignInState]
    assert others == {"type": "string"}


def test_a_dump_has_what_is_declared_and_the_wire_form_everything() -> None:
    phone = PhoneAuthenticationMethod.from_odata(READ)
    assert phone.model_dump(mode="json", by_alias=True) == DECLARED
    assert PhoneAuthenticationMethod.model_validate(phone.model_dump()).id == "x"
    assert phone.to_odata() == READ
    assert PhoneAuthenticationMethod.from_odata(phone.to_odata_json()) == phone
