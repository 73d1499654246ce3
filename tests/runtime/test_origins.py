from __future__ import annotations

import ssl
from typing import Any

import httpx
import pytest

from odata2py.runtime.errors import (
    ForeignOriginError,
    MalformedResponseError,
    ServiceError,
    TransportError,
)
from odata2py.runtime.exchange import describe_service
from odata2py.runtime.origins import normalised_root, origin, origin_text
from servers import Answer, Drive, ScriptedServer, redirect

SECRET = "s3cret"
REDIRECTS = [301, 302, 303, 307, 308]


def add_header(request: httpx.Request) -> httpx.Request:
    request.headers["authorization"] = f"Bearer {SECRET}"
    return request


CLIENTS: list[dict[str, Any]] = [
    {},
    {"headers": {"Authorization": f"Bearer {SECRET}", "X-Key": SECRET}},
    {"cookies": {"session": SECRET}},
    {"auth": ("user", SECRET)},
    {"auth": add_header},
    {"params": {"key": SECRET}},
    {"follow_redirects": True, "headers": {"X-Key": SECRET}, "auth": ("a", SECRET)},
    {"base_url": f"https://{SECRET}.test/", "headers": {"X-Key": SECRET}},
]


def assert_bare(elsewhere: ScriptedServer, count: int = 1) -> None:
    """Nothing arrived but what httpx cannot do without."""
    assert len(elsewhere.log) == count
    for received in elsewhere.log:
        assert set(received.headers) == {"host"}
        assert received.body == b""
        assert SECRET not in received.target


# Links


@pytest.mark.parametrize("client", CLIENTS)
@pytest.mark.parametrize("credential", [None, SECRET, httpx.BasicAuth("a", SECRET)])
def test_links_to_another_origin_are_refused(
    drive: Drive,
    server: ScriptedServer,
    elsewhere: ScriptedServer,
    client: dict[str, Any],
    credential: Any,
) -> None:
    service = server.service(credential)
    for link in (
        f"{elsewhere.root}users?$skiptoken=x",
        elsewhere.root.replace("http", "HTTP"),
        server.root.replace("127.0.0.1", "localhost"),
        server.root.replace("http", "https"),
        server.root.replace("//", "//127.0.0.1@evil.test:1/"),
    ):
        with pytest.raises(ForeignOriginError):
            drive(service, "GET", link, client=client)
    assert server.log == elsewhere.log == []


def test_the_refusal_tells_the_origin_alone(drive: Drive) -> None:
    service = describe_service("https://service.test/v1.0", SECRET)
    with pytest.raises(ForeignOriginError) as caught:
        drive(service, "GET", "https://evil.test:444/users?$skiptoken=pii")
    assert caught.value.origin == "https://evil.test:444"
    assert "pii" not in str(caught.value)


def test_links_within_the_origin_are_followed_with_the_credential(
    drive: Drive, server: ScriptedServer
) -> None:
    for link in (
        f"{server.root}users?$skiptoken=a%20b",
        f"{server.origin}/other/users",
        f"{server.root}users".replace("http:", "HTTP:"),
    ):
        drive(server.service(SECRET), "GET", link)
    assert server.sends == [
        ("GET", "/odata/users?$skiptoken=a%20b"),
        ("GET", "/other/users"),
        ("GET", "/odata/users"),
    ]
    assert server.tokens == [f"Bearer {SECRET}"] * 3


@pytest.mark.parametrize(
    "path",
    [
        "//evil.test/x",
        "@evil.test/x",
        "\\\\evil.test",
        "ftp://evil.test",
        ":1/x",
        "../x",
    ],
)
def test_no_relative_url_leaves_the_service(
    drive: Drive, server: ScriptedServer, path: str
) -> None:
    drive(server.service(SECRET), "GET", path)
    assert server.tokens == [f"Bearer {SECRET}"]


# Redirects within the origin


@pytest.mark.parametrize("status", REDIRECTS)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_reads_are_redirected_with_the_credential(
    drive: Drive, server: ScriptedServer, status: int, method: str
) -> None:
    server.answers(redirect(status, "/other?a=b%20c"), redirect(status, "last"))
    service = server.service(SECRET, headers={"Accept": "application/json"})
    response = drive(service, method, "x")
    assert str(response.url) == f"{server.origin}/last"
    assert server.sends == [
        (method, "/odata/x"),
        (method, "/other?a=b%20c"),
        (method, "/last"),
    ]
    assert server.tokens == [f"Bearer {SECRET}"] * 3
    assert {r.headers["accept"] for r in server.log} == {"application/json"}


@pytest.mark.parametrize("status", [307, 308])
@pytest.mark.parametrize("method", ["POST", "PATCH", "PUT", "DELETE"])
def test_writes_are_repeated_where_the_status_says_so(
    drive: Drive, server: ScriptedServer, status: int, method: str
) -> None:
    server.answers(redirect(status, server.root + "y"))
    headers = {"Content-Type": "application/json", "If-Match": "*"}
    drive(server.service(SECRET), method, "x", content=b'{"a": 1}', headers=headers)
    assert server.sends == [(method, "/odata/x"), (method, "/odata/y")]
    for received in server.log:
        assert received.body == b'{"a": 1}'
        assert received.headers["content-type"] == "application/json"
        assert received.headers["if-match"] == "*"
        assert received.headers["authorization"] == f"Bearer {SECRET}"


def test_see_other_after_a_post_is_read(drive: Drive, server: ScriptedServer) -> None:
    server.answers(redirect(303, "result"))
    headers = {"Content-Type": "application/json", "Prefer": "a"}
    drive(server.service(SECRET), "POST", "x", content=b"{}", headers=headers)
    assert server.sends == [("POST", "/odata/x"), ("GET", "/odata/result")]
    last = server.log[1]
    assert last.body == b""
    assert not {"content-type", "content-length"} & set(last.headers)
    assert last.headers["prefer"] == "a"
    assert last.headers["authorization"] == f"Bearer {SECRET}"


@pytest.mark.parametrize("status", [301, 302])
@pytest.mark.parametrize("method", ["POST", "PATCH", "PUT", "DELETE"])
def test_writes_are_not_turned_into_reads(
    drive: Drive, server: ScriptedServer, status: int, method: str
) -> None:
    server.answers(redirect(status, "y"))
    with pytest.raises(ServiceError) as caught:
        drive(server.service(), method, "x", content=b"{}")
    assert caught.value.status == status
    assert len(server.log) == 1


def test_redirects_end(drive: Drive, server: ScriptedServer) -> None:
    server.answers(*[redirect(302, "x")] * 20)
    with pytest.raises(MalformedResponseError, match="10 redirects"):
        drive(server.service(), "GET", "x")
    assert len(server.log) == 11


def test_a_redirect_target_is_retried_like_any_request(
    drive: Drive, server: ScriptedServer, elsewhere: ScriptedServer
) -> None:
    server.answers(redirect(307, "y"), Answer(503), redirect(302, elsewhere.root))
    elsewhere.answers(Answer(503), Answer(200, b"data"))
    assert drive(server.service(SECRET), "GET", "x").content == b"data"
    assert len(server.log) == 3
    assert_bare(elsewhere, 2)


@pytest.mark.parametrize("location", ["ftp://x/y", "file:///etc/passwd", "https:///x"])
def test_redirects_to_no_web_address(
    drive: Drive, server: ScriptedServer, location: str
) -> None:
    server.answers(redirect(302, location))
    with pytest.raises(MalformedResponseError, match="redirect"):
        drive(server.service(), "GET", "x")
    assert len(server.log) == 1


@pytest.mark.parametrize("location", ["mailto:a@b.test", "https://b.test:port/"])
def test_redirects_that_httpx_cannot_read(
    drive: Drive, server: ScriptedServer, location: str
) -> None:
    server.answers(redirect(307, location))
    with pytest.raises(TransportError, match=r"(?i)invalid|unreadable"):
        drive(server.service(), "POST", "x")
    assert len(server.log) == 1


def test_a_redirect_without_location_is_an_error(
    drive: Drive, server: ScriptedServer
) -> None:
    server.answers(Answer(302))
    with pytest.raises(ServiceError, match="302"):
        drive(server.service(), "GET", "x")


# Redirects to another origin


@pytest.mark.parametrize("client", CLIENTS)
@pytest.mark.parametrize("credential", [None, SECRET, httpx.BasicAuth("a", SECRET)])
def test_reads_are_followed_bare(
    drive: Drive,
    server: ScriptedServer,
    elsewhere: ScriptedServer,
    client: dict[str, Any],
    credential: Any,
) -> None:
    server.answers(
        Answer(
            302,
            b"",
            {"location": elsewhere.root + "file?sig=1", "set-cookie": f"a={SECRET}"},
        )
    )
    elsewhere.answers(Answer(200, b"data", {"set-cookie": "b=2"}))
    service = server.service(credential, headers={"X-Service": SECRET})
    headers = {"X-Call": SECRET, "If-None-Match": SECRET}
    response = drive(service, "GET", "x", headers=headers, client=client)
    assert response.content == b"data"
    assert elsewhere.sends == [("GET", "/odata/file?sig=1")]
    assert_bare(elsewhere)


@pytest.mark.parametrize("status", REDIRECTS)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_the_method_of_bare_reads(
    drive: Drive,
    server: ScriptedServer,
    elsewhere: ScriptedServer,
    status: int,
    method: str,
) -> None:
    server.answers(redirect(status, elsewhere.root))
    drive(server.service(SECRET), method, "x", content=b"body")
    assert elsewhere.sends == [(method, "/odata/")]
    assert_bare(elsewhere)


def test_see_other_elsewhere_after_a_post_is_read_bare(
    drive: Drive, server: ScriptedServer, elsewhere: ScriptedServer
) -> None:
    server.answers(redirect(303, elsewhere.root))
    headers = {"Content-Type": "application/json"}
    drive(server.service(SECRET), "POST", "x", content=b"{}", headers=headers)
    assert elsewhere.sends == [("GET", "/odata/")]
    assert_bare(elsewhere)


@pytest.mark.parametrize("status", [307, 308])
@pytest.mark.parametrize("method", ["POST", "PATCH", "PUT", "DELETE"])
@pytest.mark.parametrize("content", [None, b'{"a": 1}'])
def test_writes_never_go_to_another_origin(
    drive: Drive,
    server: ScriptedServer,
    elsewhere: ScriptedServer,
    status: int,
    method: str,
    content: bytes | None,
) -> None:
    server.answers(redirect(status, elsewhere.root))
    with pytest.raises(ForeignOriginError, match=method):
        drive(server.service(SECRET), method, "x", content=content)
    assert len(server.log) == 1
    assert elsewhere.log == []


def test_what_was_led_back_stays_bare(
    drive: Drive, server: ScriptedServer, elsewhere: ScriptedServer
) -> None:
    server.answers(redirect(302, elsewhere.root))
    elsewhere.answers(redirect(302, f"{server.root}users/me"))
    drive(server.service(SECRET), "GET", "x", client=CLIENTS[1])
    assert server.sends == [("GET", "/odata/x"), ("GET", "/odata/users/me")]
    assert set(server.log[1].headers) == {"host"}


def test_a_user_in_a_redirect_is_not_sent(
    drive: Drive, server: ScriptedServer, elsewhere: ScriptedServer
) -> None:
    for target in (elsewhere, server):
        server.answers(redirect(302, target.root.replace("//", "//eve:pw@")))
        drive(server.service(SECRET), "GET", "x")
    assert_bare(elsewhere)
    assert server.tokens == [f"Bearer {SECRET}"] * 3


def test_cookies_of_another_origin_do_not_come_back(
    drive: Drive, server: ScriptedServer, names_beyond: None
) -> None:
    evil = ScriptedServer(name="evil.test")
    try:
        server.answers(redirect(302, evil.root))
        cookie = {"set-cookie": "a=b; Domain=127.0.0.1"}
        evil.answers(Answer(200, b"", cookie))
        drive.outcomes(server.service(SECRET), ("GET", "x"), ("GET", "y"))
        assert_bare(evil)
        assert "cookie" not in server.log[1].headers
    finally:
        evil.close()


def test_redirects_that_give_up_https_are_refused(
    drive: Drive, secure_server: tuple[ScriptedServer, ssl.SSLContext]
) -> None:
    server, trust = secure_server
    downgraded = ScriptedServer(name="service.test")
    local = ScriptedServer()
    client = {"verify": trust}
    try:
        server.answers(redirect(302, downgraded.root))
        with pytest.raises(ForeignOriginError, match="gives up https"):
            drive(server.service(SECRET), "GET", "x", client=client)
        server.answers(redirect(302, local.root))
        local.answers(redirect(302, downgraded.root))
        with pytest.raises(ForeignOriginError, match="gives up https"):
            drive(server.service(SECRET), "GET", "x", client=client)
        assert server.tokens == [f"Bearer {SECRET}"] * 2
        assert downgraded.log == []
        assert_bare(local)
    finally:
        downgraded.close()
        local.close()


# The service root


@pytest.mark.parametrize(
    ("root", "normalised"),
    [
        ("https://service.test", "https://service.test/"),
        ("HTTPS://Service.TEST/v1.0", "https://service.test/v1.0/"),
        ("https://service.test:443/v1.0//", "https://service.test/v1.0/"),
        ("https://service.test:8443/v1.0/", "https://service.test:8443/v1.0/"),
        ("http://localhost:80/odata", "http://localhost/odata/"),
        ("http://127.8.9.10:8000", "http://127.8.9.10:8000/"),
        ("http://[::1]:8000/a b", "http://[::1]:8000/a%20b/"),
    ],
)
def test_service_roots_are_normalised(root: str, normalised: str) -> None:
    assert describe_service(root, SECRET).root == normalised


@pytest.mark.parametrize(
    "root",
    [
        "http://service.test/",
        "http://127.0.0.1.evil.test/",
        "http://localhost.evil.test/",
        "http://10.0.0.1/",
        "http://0.0.0.0/",
        "http://[::]/",
        "http://128.0.0.1/",
    ],
)
def test_credentials_must_not_go_over_the_network_unprotected(root: str) -> None:
    for credential in (SECRET, lambda: SECRET, httpx.BasicAuth("a", "b")):
        with pytest.raises(ValueError, match="https"):
            describe_service(root, credential)
    assert describe_service(root, None).root == root


@pytest.mark.parametrize(
    "root",
    [
        "",
        "service.test",
        "/odata",
        "ftp://service.test/",
        "https:///odata",
        "https://user:s3cret@service.test/",
        "https://service.test/?a=b",
        "https://service.test/#a",
        "https://service.test:port/",
        "https://serv\nice.test/",
    ],
)
def test_unusable_service_roots_are_refused(root: str) -> None:
    with pytest.raises(ValueError, match="service root") as caught:
        normalised_root(root, with_credential=False)
    assert SECRET not in str(caught.value)


def test_origins() -> None:
    same = [
        "https://service.test",
        "HTTPS://SERVICE.test:443/a?b#c",
        "https://u:p@service.test",
    ]
    assert {origin(httpx.URL(url)) for url in same} == {("https", "service.test", 443)}
    assert {origin_text(httpx.URL(url)) for url in same} == {"https://service.test"}
    assert origin_text(httpx.URL("http://[::1]:81/x")) == "http://[::1]:81"
