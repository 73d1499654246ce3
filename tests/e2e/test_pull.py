"""``odata2py pull`` as a command: what is asked, what becomes of the file."""

from __future__ import annotations

import gzip
import json
import subprocess
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from shutil import copytree

import pytest
from tests.e2e.pulls import METADATA, NEW, OLD, Project, Run, tagged
from tests.e2e.services import Service, chunked, csdl, serving, whole


@pytest.fixture(scope="module")
def running() -> Iterator[Service]:
    with serving() as service:
        yield service


@pytest.fixture(scope="module")
def once_pulled(
    tmp_path_factory: pytest.TempPathFactory, odata2py: Run, running: Service
) -> Path:
    """A folder to which metadata was pulled; the service says nothing more of it."""
    folder = tmp_path_factory.mktemp("pulled") / "project"
    folder.mkdir()
    project = Project(odata2py, folder, running)
    project.configure()
    running.answers[METADATA] = whole(OLD)
    project.fine("new")
    return folder


@pytest.fixture
def service(running: Service) -> Service:
    running.log.clear()
    running.answers.clear()
    return running


@pytest.fixture
def project(
    once_pulled: Path, service: Service, odata2py: Run, tmp_path: Path
) -> Project:
    """A project with what was pulled before."""
    return Project(odata2py, copytree(once_pulled, tmp_path / "project"), service)


@pytest.fixture
def fresh(service: Service, odata2py: Run, tmp_path: Path) -> Project:
    """A project to which nothing was pulled yet."""
    project = Project(odata2py, tmp_path, service)
    project.configure()
    return project


# What is asked, and what is kept


def test_a_file_and_what_is_known_of_it(fresh: Project, service: Service) -> None:
    service.answers[METADATA] = whole(OLD, etag='W/"1"', last_modified="yesterday")
    fresh.fine("new")
    assert fresh.file.read_bytes() == OLD
    assert json.loads(fresh.record.read_bytes()) == {
        "address": f"{service.origin}{METADATA}",
        "sha256": sha256(OLD).hexdigest(),
        "before": "",
        "etag": 'W/"1"',
        "last_modified": "yesterday",
    }
    assert not fresh.litter()
    assert service.targets == [METADATA]
    assert service.last["accept"] == "application/xml"
    asked = {"authorization", "if-none-match", "if-modified-since", "cookie"}
    assert not asked & service.last.keys()


def test_what_the_service_has_still_is_not_sent_again(
    fresh: Project, service: Service
) -> None:
    service.answers[METADATA] = tagged(OLD)
    fresh.fine("new")
    with fresh.untouched():
        fresh.fine("unchanged")
    assert service.last["if-none-match"] == f'"{len(OLD)}"'
    service.answers[METADATA] = tagged(NEW)
    fresh.fine("changed")
    assert fresh.file.read_bytes() == NEW
    fresh.fine("unchanged")
    assert service.last["if-none-match"] == f'"{len(NEW)}"'
    assert len(service.log) == 4


def test_dates_serve_as_well(fresh: Project, service: Service) -> None:
    date = "Thu, 01 Jan 2026 00:00:00 GMT"
    service.answers[METADATA] = whole(OLD, last_modified=date)
    fresh.fine("new")
    service.answers[METADATA] = whole(b"", "304 Not Modified")
    with fresh.untouched():
        fresh.fine("unchanged")
    assert service.last["if-modified-since"] == date
    assert "if-none-match" not in service.last


def test_the_same_sent_again(project: Project, service: Service) -> None:
    before = project.file.stat()
    service.answers[METADATA] = whole(OLD, etag='"2"')
    project.fine("unchanged")
    after = project.file.stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
    assert "if-none-match" not in service.last
    with project.untouched():
        project.fine("unchanged")
    assert service.last["if-none-match"] == '"2"'


@pytest.mark.parametrize("tag", ["\xe4", '"ä"'.encode().decode("latin-1"), ""])
def test_tags_that_cannot_be_sent(fresh: Project, service: Service, tag: str) -> None:
    service.answers[METADATA] = whole(OLD, etag=tag)
    fresh.fine("new")
    fresh.fine("unchanged")
    assert "if-none-match" not in service.last


def test_another_address(project: Project, service: Service) -> None:
    service.answers[METADATA] = whole(OLD, etag='"1"')
    project.fine("unchanged")
    service.answers["/v2/$metadata?$schemaversion=2"] = whole(NEW, etag='"1"')
    project.configure(pull=f"{service.origin}/v2/$metadata?$schemaversion=2")
    ran = project()
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.startswith("shop: changed, ")
    assert "if-none-match" not in service.last
    assert project.file.read_bytes() == NEW


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
def test_ways_to_send_it(project: Project, service: Service, answer: bytes) -> None:
    service.answers[METADATA] = answer
    project.fine("changed")
    content = project.file.read_bytes()
    assert content in answer or content == NEW
    assert not project.litter()


def test_redirects_within_the_service(project: Project, service: Service) -> None:
    service.answers[METADATA] = whole(
        b"gone", "301 Moved", location="/v2/$metadata?all#x", set_cookie="a=b"
    )
    service.answers["/v2/$metadata?all"] = whole(
        b"", "307 Moved", location=f"{service.origin}/v3"
    )
    service.answers["/v3"] = whole(NEW)
    project.fine("changed")
    assert service.targets == [METADATA, "/v2/$metadata?all", "/v3"]


# What leaves the old file


HTML = b"<!DOCTYPE html>\n<html><head><title>Sign in</title></head></html>"
ATOM = b'<service xmlns="http://www.w3.org/2007/app"><workspace/></service>'
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
def test_what_leaves_the_old_file(
    project: Project, service: Service, case: str
) -> None:
    service.answers[METADATA], expected = BAD[case]
    fault = project.fault()
    assert fault.startswith(f"{service.origin}{METADATA}:")
    assert expected in fault
    assert "code=7" not in fault
    assert len(service.log) == (6 if case == "in circles" else 1)


def test_what_fails_at_first_leaves_nothing(fresh: Project, service: Service) -> None:
    for answer in (whole(HTML), whole(b"<x/>"), whole(NEW)[:-1]):
        service.answers[METADATA] = answer
        fresh.fault()
    service.answers[METADATA] = whole(NEW)
    fresh.fine("new")


def test_user_names_in_redirects(project: Project, service: Service) -> None:
    location = service.origin.replace("//", "//ada:pass@") + "/v2"
    service.answers[METADATA] = whole(b"", "302 Found", location=location)
    service.answers["/v2"] = whole(NEW)
    fault = project.fault()
    assert f"it leads on to {service.origin}/v2; name that" in fault
    assert service.targets == [METADATA]


@pytest.mark.parametrize("path", ["/v1", "/v1/", "/v1?a=b"])
@pytest.mark.parametrize(
    "answer", [whole(b'{"value": []}'), whole(ATOM), whole(HTML), whole(b""), b""]
)
def test_the_address_of_the_service_itself(
    fresh: Project, service: Service, path: str, answer: bytes
) -> None:
    if answer:
        service.answers[path] = answer
    fresh.configure(pull=service.origin + path)
    fault = fresh.fault()
    assert fault.endswith(f"; metadata is usually at {service.origin}{METADATA}\n")


def test_a_service_that_is_not_there(odata2py: Run, tmp_path: Path) -> None:
    with serving() as gone:
        pass
    project = Project(odata2py, tmp_path, gone)
    project.configure()
    assert "/v1/$metadata: cannot be fetched (" in project.fault()


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://ada:pass@x.test/$metadata", "there is a user or a password in it"),
        ("https://ada@x.test/$metadata", "there is a user or a password in it"),
        ("https://x.test/#/$metadata", "what follows '#' is sent to no service"),
        ("https://x.test/a b", "there is a blank, or another character that"),
        ("https:///$metadata", "it names no host"),
        ("https://x.test:0x/", "it is no address ("),
        ("https://[x.test/", "it is no address ("),
        ("ftp://x.test/", "no address and no known service; an address with https"),
        ("file:///x.csdl", "no address and no known service; an address with https"),
        ("graph/v1.0@chna", "no known service; did you mean 'graph/v1.0@china'"),
        ("x", "'x' is no address and no known service"),
    ],
)
def test_addresses(odata2py: Run, tmp_path: Path, address: str, expected: str) -> None:
    config = tmp_path / "odata2py.toml"
    for keys in ("metadata = 'a'\npull", "metadata"):
        if keys == "metadata" and address == "x":
            continue
        config.write_text(f"[source.shop]\n{keys} = '{address}'\n")
        ran = odata2py("pull", cwd=tmp_path)
        assert (ran.returncode, ran.stdout) == (2, "")
        assert ran.stderr.count("\n") == 1
        line, key = (3, "pull") if "pull" in keys else (2, "metadata")
        assert ran.stderr.startswith(
            f"error: odata2py.toml:{line}: [source.shop] {key}"
        )
        assert "pass" not in ran.stderr.replace("password", "")
        if "pull" in keys or "://" not in address or address.startswith("http"):
            assert expected in ran.stderr
        else:
            assert "an http address or a known service is expected" in ran.stderr


# Sources


@pytest.fixture
def several(odata2py: Run, service: Service, tmp_path: Path) -> Callable[..., str]:
    """Pulls of a project with three sources; gives what was printed."""
    service.answers |= {"/a": whole(OLD), "/b": whole(HTML), "/c": whole(NEW)}
    (tmp_path / "odata2py.toml").write_text(
        f"[source.a]\nmetadata = '{service.origin}/a'\n"
        f"[source.b]\nmetadata = 'b.csdl'\npull = '{service.origin}/b'\n"
        "[source.none]\nmetadata = 'none.csdl'\n"
        f"[source.c]\nmetadata = 'deep/c.csdl'\npull = '{service.origin}/c'\n"
    )

    def run(*names: str, status: int = 0) -> str:
        ran = odata2py("pull", *names, cwd=tmp_path)
        assert ran.returncode == status
        return ran.stdout + ran.stderr

    return run


def test_all_sources_that_can_be_pulled(
    several: Callable[..., str], service: Service, tmp_path: Path
) -> None:
    said = several(status=2).splitlines()
    assert [line.split(",")[0] for line in said[:2]] == ["a: new", "c: new"]
    assert said[2].startswith(f"error: {service.origin}/b: a web page arrived")
    assert len(said) == 3
    assert (tmp_path / "metadata/a.csdl").read_bytes() == OLD
    assert (tmp_path / "deep/c.csdl").read_bytes() == NEW
    assert not (tmp_path / "b.csdl").exists()


def test_some_sources(several: Callable[..., str], service: Service) -> None:
    assert several("c", "a", "c").startswith("c: new")
    assert service.targets == ["/c", "/a"]


def test_sources_that_cannot_be_pulled(
    several: Callable[..., str], service: Service
) -> None:
    assert "there is no [source.d]" in several("a", "d", status=2)
    assert "[source.none] says nowhere" in several("none", status=2)
    assert service.targets == []


def test_no_source(odata2py: Run, tmp_path: Path) -> None:
    (tmp_path / "odata2py.toml").write_text("[source.a]\nmetadata = 'a.csdl'\n")
    ran = odata2py("pull", cwd=tmp_path)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "no source says where its metadata comes from; pull = an" in ran.stderr


def test_what_is_not_pulled_yet(
    fresh: Project, odata2py: Run, service: Service
) -> None:
    package = "[package.p]\nsource='shop'\noutput='p'\nclient='C'\ninclude=['/**']\n"
    with (fresh.folder / "odata2py.toml").open("a") as file:
        file.write(package)

    def said(*words: str) -> subprocess.CompletedProcess[str]:
        return odata2py(*words, cwd=fresh.folder)

    for words in (("generate",), ("inspect", "shop"), ("diff", "shop", "shop")):
        expected = "error: shop.csdl: there is no such file yet; odata2py pull shop"
        assert said(*words).stderr.startswith(expected)
    container = b'<EntityContainer Name="C"><EntitySet Name="chairs" '
    container += b'EntityType="shop.chair"/></EntityContainer></Schema>'
    service.answers[METADATA] = whole(OLD.replace(b"</Schema>", container))
    fresh.fine("new")
    for words in (("generate",), ("inspect", "shop")):
        assert said(*words).returncode == 0
    lock = json.loads((fresh.folder / "p/odata2py-lock.json").read_bytes())
    record = json.loads(fresh.record.read_bytes())
    assert lock["source"]["metadata_sha256"] == record["sha256"]
