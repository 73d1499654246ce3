from __future__ import annotations

import copy
import gzip
import json
import pickle
from typing import Any

import httpx
import pytest

from odata2py.runtime import errors
from odata2py.runtime.errors import (
    CredentialError,
    ErrorDetail,
    ForeignOriginError,
    MalformedResponseError,
    NotFoundError,
    ODataError,
    ServiceError,
    TransportError,
    service_error,
)
from servers import Answer, Drive, ScriptedServer

TOKEN = "s3cret-t0ken"
FULL = {
    "error": {
        "code": "err123",
        "message": "Unsupported\nfunctionality",
        "target": "$search",
        "details": [
            {"code": "301", "target": "$search", "message": "query option"},
            {"message": "bare"},
            "not an object",
        ],
        "innererror": {"trace": ["a"], "request-id": "from-body"},
    }
}


def error_of(
    body: Any, status: int = 400, headers: dict[str, str] | None = None
) -> ServiceError:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    response = httpx.Response(status, content=content, headers=headers)
    return service_error(response, ("request-id", "x-request"), ("client-id",))


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, errors.BadRequestError),
        (401, errors.AuthenticationError),
        (403, errors.PermissionDeniedError),
        (404, errors.NotFoundError),
        (409, errors.ConflictError),
        (412, errors.PreconditionFailedError),
        (428, errors.PreconditionRequiredError),
        (429, errors.ThrottledError),
        (500, errors.ServerError),
        (503, errors.ServerError),
        (599, errors.ServerError),
        (304, errors.NotModifiedError),
        (405, ServiceError),
        (418, ServiceError),
    ],
)
def test_the_status_decides_the_class(
    drive: Drive, server: ScriptedServer, status: int, kind: type[ServiceError]
) -> None:
    body = b"" if status == 304 else json.dumps(FULL).encode()
    server.answers(Answer(status, body, {"retry-after": "7", "request-id": "r-1"}))
    service = server.service(retry=None, request_id_headers=("request-id",))
    with pytest.raises(ServiceError) as caught:
        drive(service, "GET", "x")
    error = caught.value
    assert type(error) is kind
    assert (error.status, error.request_id, error.retry_after) == (status, "r-1", 7)
    assert error.response.content == body
    assert str(error.response.request.url) == f"{server.root}x"


def test_everything_that_the_service_says_is_kept() -> None:
    error = error_of(FULL, headers={"x-request": "r-1", "client-id": "c-1"})
    assert error.code == "err123"
    assert error.message == "Unsupported\nfunctionality"
    assert error.target == "$search"
    assert error.details == (
        ErrorDetail("301", "query option", "$search"),
        ErrorDetail(None, "bare"),
    )
    assert error.inner_error == {"trace": ["a"], "request-id": "from-body"}
    assert (error.request_id, error.client_request_id) == ("r-1", "c-1")
    assert error.retry_after is None
    assert str(error) == "400 err123: Unsupported functionality (request id r-1)"


def test_request_ids_come_from_the_inner_error_where_no_header_has_them() -> None:
    error = error_of({"error": {"innerError": {"request-id": "r", "client-id": "c"}}})
    assert (error.request_id, error.client_request_id) == ("r", "c")


@pytest.mark.parametrize(
    ("body", "code", "message"),
    [
        (b"", None, "Not Found"),
        (b"<html><h1>Authorization: Bearer abc</h1>", None, "Not Found"),
        (b'{"error": {"code": "x", "mess', None, "Not Found"),
        (b"\xff\xfe\x00", None, "Not Found"),
        (b"[" * 100_000, None, "Not Found"),
        (b"null", None, "Not Found"),
        (b'{"error": null}', None, "Not Found"),
        (b'{"error": []}', None, "Not Found"),
        (b'{"error": {"code": 7, "message": null}}', "7", "Not Found"),
        (b'{"error": {"code": {}, "details": {}}}', None, "Not Found"),
        (b'{"error": {"code": "x", "innererror": "text"}}', "x", "Not Found"),
        (b'{"error": {"message": {"lang": "en", "value": "old"}}}', None, "old"),
        (b'{"error": "bad", "error_description": "why"}', "bad", "why"),
        (b'\xef\xbb\xbf{"error": {"code": "bom", "message": "m"}}', "bom", "m"),
    ],
)
def test_any_body_makes_a_readable_error(
    body: bytes, code: str | None, message: str
) -> None:
    error = error_of(body, 404)
    assert isinstance(error, NotFoundError)
    assert (error.code, error.message) == (code, message)
    assert error.details == ()
    assert error.inner_error == {}
    assert str(error) == f"404 {code}: {message}" if code else f"404: {message}"


def test_the_text_is_one_line_without_control_characters() -> None:
    error = error_of({"error": {"code": "a\x1b[31m", "message": "b\r\nc\x00 d"}})
    assert str(error) == "400 a [31m: b c d"


def compressed_error() -> NotFoundError:
    response = httpx.Response(
        404,
        content=gzip.compress(json.dumps(FULL).encode()),
        headers={
            "content-encoding": "gzip",
            "content-type": "application/json",
            "request-id": "r-1",
            "set-cookie": f"session={TOKEN}",
        },
        request=httpx.Request(
            "POST",
            "https://service.test/users",
            headers={"authorization": f"Bearer {TOKEN}"},
            content=TOKEN.encode(),
        ),
    )
    error = service_error(response, ("request-id",))
    assert isinstance(error, NotFoundError)
    error.add_note("noted")
    return error


@pytest.mark.parametrize(
    "copied",
    [
        lambda error: pickle.loads(pickle.dumps(error)),
        copy.copy,
        copy.deepcopy,
    ],
    ids=["pickle", "copy", "deepcopy"],
)
def test_errors_pickle_and_copy(copied: Any) -> None:
    original = compressed_error()
    error = copied(original)
    assert type(error) is NotFoundError
    assert str(error) == str(original)
    for name in ("status", "code", "message", "target", "details", "inner_error"):
        assert getattr(error, name) == getattr(original, name)
    assert error.request_id == "r-1"
    assert error.__notes__ == ["noted"]
    assert error.response.status_code == 404
    assert error.response.json() == FULL
    assert error.response.headers["content-type"] == "application/json"
    assert "set-cookie" not in error.response.headers
    assert TOKEN not in str(vars(error.response))


def test_the_other_errors_pickle_too() -> None:
    request = httpx.Request(
        "GET", "https://service.test/x", headers={"authorization": TOKEN}
    )
    transport = TransportError("GET failed", request)
    transport.__cause__ = httpx.ConnectError("no", request=request)
    response = httpx.Response(200, content=b"<html>", request=request)
    originals: list[ODataError] = [
        transport,
        MalformedResponseError("no JSON", response),
        CredentialError("none"),
        ForeignOriginError("refused", "https://evil.test"),
    ]
    for original in originals:
        data = pickle.dumps(original)
        assert TOKEN.encode() not in data
        error = pickle.loads(data)
        assert type(error) is type(original)
        assert error.args == original.args
    assert pickle.loads(pickle.dumps(transport)).request.url == request.url
    assert pickle.loads(pickle.dumps(originals[1])).response.content == b"<html>"
    assert pickle.loads(pickle.dumps(originals[3])).origin == "https://evil.test"


def test_all_errors_have_one_root_and_say_what_they_mean() -> None:
    kinds = [
        kind
        for kind in vars(errors).values()
        if isinstance(kind, type) and issubclass(kind, Exception)
    ]
    assert len(kinds) == 18
    for kind in kinds:
        assert issubclass(kind, ODataError)
        assert kind.__doc__


def test_tokens_are_in_no_pickle_text_or_repr(
    drive: Drive, server: ScriptedServer
) -> None:
    cookie = {"set-cookie": f"session={TOKEN}-cookie"}
    server.answers(Answer(404, json.dumps(FULL).encode(), cookie))
    with pytest.raises(NotFoundError) as caught:
        drive(server.service(TOKEN), "GET", "x")
    assert server.tokens == [f"Bearer {TOKEN}"]
    assert TOKEN.encode() not in pickle.dumps(caught.value)
    assert TOKEN not in f"{caught.value} {caught.value!r} {caught.value.response!r}"
