"""``odata2py pull`` as a command: what is asked, what becomes of the file."""

from __future__ import annotations

import gzip
import json
from hashlib import sha256
from pathlib import Path

import pytest
from tests.e2e.pulls import METADATA, NEW, OLD, Project, Run, tagged
from tests.e2e.services import ATOM, HTML, Service, chunked, csdl, serving, whole

# What is asked, and what is kept


def test_a_file_and_what_is_known_of_it(unpulled: Project, service: Service) -> None:
    service.answers[METADATA] = whole(OLD, etag='W/"1"', last_modified="yesterday")
    unpulled.fine("new")
    assert unpulled.file.read_bytes() == OLD
    assert json.loads(unpulled.record.read_bytes()) == {
        "address": f"{service.origin}{METADATA}",
        "sha256": sha256(OLD).hexdigest(),
        "before": "",
        "etag": 'W/"1"',
        "last_modified": "yesterday",
    }
    assert not unpulled.litter()
    assert service.targets == [METADATA]
    assert service.last["accept"] == "application/xml"
    asked = {"authorization", "if-none-match", "if-modified-since", "cookie"}
    assert not asked & service.last.keys()


def test_what_the_service_has_still_is_not_sent_again(
    unpulled: Project, service: Service
) -> None:
    service.answers[METADATA] = tagged(OLD)
    unpulled.fine("new")
    with unpulled.untouched():
        unpulled.fine("unchanged")
    assert service.last["if-none-match"] == f'"{len(OLD)}"'
    service.answers[METADATA] = tagged(NEW)
    unpulled.fine("changed")
    assert unpulled.file.read_bytes() == NEW
    unpulled.fine("unchanged")
    assert service.last["if-none-match"] == f'"{len(NEW)}"'
    assert len(service.log) == 4


def test_dates_serve_as_well(unpulled: Project, service: Service) -> None:
    date = "Thu, 01 Jan 2026 00:00:00 GMT"
    service.answers[METADATA] = whole(OLD, last_modified=date)
    unpulled.fine("new")
    service.answers[METADATA] = whole(b"", "304 Not Modified")
    with unpulled.untouched():
        unpulled.fine("unchanged")
    assert service.last["if-modified-since"] == date
    assert "if-none-match" not in service.last


def test_the_same_sent_again(pulled: Project, service: Service) -> None:
    before = pulled.file.stat()
    service.answers[METADATA] = whole(OLD, etag='"2"')
    pulled.fine("unchanged")
    after = pulled.file.stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
    assert "if-none-match" not in service.last
    with pulled.untouched():
        pulled.fine("unchanged")
    assert service.last["if-none-match"] == '"2"'


@pytest.mark.parametrize("tag", ["\xe4", '"ä"'.encode().decode("latin-1"), ""])
def test_tags_that_cannot_be_sent(
    unpulled: Project, service: Service, tag: str
) -> None:
    service.answers[METADATA] = whole(OLD, etag=tag)
    unpulled.fine("new")
    unpulled.fine("unchanged")
    assert "if-none-match" not in service.last


def test_another_address(pulled: Project, service: Service) -> None:
    service.answers[METADATA] = whole(OLD, etag='"1"')
    pulled.fine("unchanged")
    service.answers["/v2/$metadata?$schemaversion=2"] = whole(NEW, etag='"1"')
    pulled.configure(pull=f"{service.origin}/v2/$metadata?$schemaversion=2")
    ran = pulled()
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.startswith("shop: changed, ")
    assert "if-none-match" not in service.last
    assert pulled.file.read_bytes() == NEW


@pytest.mark.parametrize(
    "answer",
    [
        chunked(NEW[:100], NEW[100:], b""),
        whole(NEW).replace(b"content-length", b"x-length"),
        whole(gzip.compress(NEW), content_encoding="gzip"),
        whole(gzip.compress(NEW[:9]) + gzip.compress(NEW[9:]), content_encoding="gzip"),
        chunked(
            *(bytes([b]) for b in gzip.compress(NEW)), b"", content_encoding="gzip"
        ),
        whole(NEW, content_type="text/plain"),
        whole(b"\xef\xbb\xbf" + NEW),
        whole(NEW.decode().encode("utf-16")),
    ],
    ids=[
        *("in chunks", "up to the end", "packed", "packed in parts"),
        *("packed and in chunks", "as text", "with a mark", "as UTF-16"),
    ],
)
def test_ways_to_send_it(pulled: Project, service: Service, answer: bytes) -> None:
    service.answers[METADATA] = answer
    pulled.fine("changed")
    content = pulled.file.read_bytes()
    assert content in answer or content == NEW
    assert not pulled.litter()


def test_redirects_within_the_service(pulled: Project, service: Service) -> None:
    service.answers[METADATA] = whole(
        b"gone", "301 Moved", location="/v2/$metadata?all#x", set_cookie="a=b"
    )
    service.answers["/v2/$metadata?all"] = whole(
        b"", "307 Moved", location=f"{service.origin}/v3"
    )
    service.answers["/v3"] = whole(NEW)
    pulled.fine("changed")
    assert service.targets == [METADATA, "/v2/$metadata?all", "/v3"]


# What leaves the old file


BOMB = gzip.compress(b"<" + b" " * 2**28, 1)
BAD: dict[str, tuple[bytes, str]] = {
    "gone": (whole(b"", "404 Not here"), "the service answered 404 Not Found, no"),
    "failed": (whole(OLD, "500 Oh"), "the service answered 500 Internal Server Error"),
    "unheard of": (whole(b"", "299 Odd"), "the service answered 299, no metadata"),
    "a part": (whole(NEW, "206 Partial"), "the service answered 206 Partial Cont"),
    "not asked for": (whole(b"", "304 Same"), "the service answered 304 Not Modified"),
    "cut off": (whole(NEW)[:-9], "cannot be fetched (peer closed connection without"),
    "cut off in a chunk": (chunked(NEW)[:-9], "cannot be fetched (peer closed"),
    "cut off after a chunk": (chunked(NEW), "cannot be fetched (peer closed"),
    "cut off unseen": (
        whole(NEW[:-9]).replace(b"content-length", b"x-length"),
        ":7: not well-formed XML",
    ),
    "cut off and packed": (
        whole(gzip.compress(NEW)[:-9], content_encoding="gzip"),
        "cannot be unpacked (it is cut off)",
    ),
    "packed, it says": (
        whole(NEW, content_encoding="gzip"),
        "cannot be unpacked (it is no gzip: ",
    ),
    "packed otherwise": (whole(NEW, content_encoding="br"), "it arrives packed as 'br"),
    "packed twice": (
        whole(gzip.compress(gzip.compress(NEW)), content_encoding="gzip, gzip"),
        "it arrives packed as 'gzip, gzip'; gzip is expected",
    ),
    "too large": (
        whole(BOMB, content_encoding="gzip"),
        "it is larger than 268,435,456 bytes; no metadata is that large",
    ),
    "no HTTP": (b"SSH-2.0\r\n\r\n", "cannot be fetched ("),
    "silence": (b"", "cannot be fetched (Server disconnected without sending a"),
    "two lengths": (
        whole(NEW).replace(b"connection: close", b"content-length: 9"),
        "cannot be fetched (",
    ),
    "a web page": (
        whole(HTML),
        "a web page arrived, and no metadata; it may be one to sign in",
    ),
    "JSON": (whole(b'{"value": []}'), "JSON arrived, and no metadata; CSDL XML is"),
    "metadata as JSON": (
        whole(b' {"$Version": "4.01"}'),
        "the metadata arrived as JSON; metadata as XML is expected; '?$format=xml'",
    ),
    "Atom": (whole(ATOM), "the list of what the service has arrived, and no metadata"),
    "nothing": (whole(b""), "nothing arrived; CSDL XML is expected"),
    "blanks": (whole(b" \n" * 9), "nothing arrived; CSDL XML is expected"),
    "text": (whole(b"Hello?"), ":1: not well-formed XML"),
    "XML": (whole(b"<x/>"), ":1: this is XML but not CSDL: the root element is 'x'"),
    "a DOCTYPE": (whole(b"<!DOCTYPE x>" + NEW), "a DOCTYPE is refused"),
    "OData 3": (whole(NEW.replace(b'"4.0"', b'"3.0"')), ":1: this is metadata of OD"),
    "what is not declared": (
        whole(OLD.replace(b"Edm.String", b"shop.size")),
        ":4: Property 'id' has the Type 'shop.size', which is not declared",
    ),
    "an evil name": (
        whole(csdl("x; import os")),
        ":3: EntityType has the name 'x; import os'",
    ),
    "another host": (
        whole(b"", "302 Found", location="https://127.0.0.2/in?code=7"),
        "it leads on to https://127.0.0.2/in; name that address, if it is right",
    ),
    "another port": (
        whole(b"", "308 Found", location="http://127.0.0.1:9/x"),
        "it leads on to http://127.0.0.1:9/x; name",
    ),
    "another scheme": (
        whole(b"", "303 Found", location="file:///etc/passwd"),
        "it leads on to file://",
    ),
    "nowhere": (whole(b"", "302 Found"), "the service answered 302 Found, no"),
    "an odd place": (
        whole(b"", "302 Found", location="http://a:b/"),
        "cannot be fetched",
    ),
    "in circles": (
        whole(b"", "302 Found", location=METADATA),
        "it is redirected again and again",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_what_leaves_the_old_file(pulled: Project, service: Service, case: str) -> None:
    service.answers[METADATA], expected = BAD[case]
    fault = pulled.fault()
    assert fault.startswith(f"{service.origin}{METADATA}:")
    assert expected in fault
    assert "code=7" not in fault
    assert len(service.log) == (6 if case == "in circles" else 1)


def test_what_fails_at_first_leaves_nothing(
    unpulled: Project, service: Service
) -> None:
    for answer in (whole(HTML), whole(b"<x/>"), whole(NEW)[:-1]):
        service.answers[METADATA] = answer
        unpulled.fault()
    service.answers[METADATA] = whole(NEW)
    unpulled.fine("new")


def test_user_names_in_redirects(pulled: Project, service: Service) -> None:
    location = service.origin.replace("//", "//ada:pass@") + "/v2"
    service.answers[METADATA] = whole(b"", "302 Found", location=location)
    service.answers["/v2"] = whole(NEW)
    fault = pulled.fault()
    assert f"it leads on to {service.origin}/v2; name that" in fault
    assert service.targets == [METADATA]


def test_a_service_that_is_not_there(odata2py: Run, tmp_path: Path) -> None:
    with serving() as gone:
        pass
    project = Project(odata2py, tmp_path, gone)
    project.configure()
    assert "/v1/$metadata: cannot be fetched (" in project.fault()
