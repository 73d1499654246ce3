"""``odata2py pull``: the sources of a configuration, and their addresses."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.e2e.pulls import METADATA, NEW, OLD, Project, Run
from tests.e2e.services import ATOM, HTML, Service, whole


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("/v1", whole(b'{"value": []}')),
        ("/v1/", whole(ATOM)),
        ("/v1?a=b", whole(HTML)),
        ("/v1", whole(b"")),
        ("/v1/", b""),
    ],
    ids=["JSON", "Atom", "a web page", "nothing", "not found"],
)
def test_the_address_of_the_service_itself(
    unpulled: Project, service: Service, path: str, answer: bytes
) -> None:
    if answer:
        service.answers[path] = answer
    unpulled.configure(pull=service.origin + path)
    fault = unpulled.fault()
    assert fault.endswith(f"; metadata is usually at {service.origin}{METADATA}\n")


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
    unpulled: Project, odata2py: Run, service: Service
) -> None:
    package = "[package.p]\nsource='shop'\noutput='p'\nclient='C'\ninclude=['/**']\n"
    with (unpulled.folder / "odata2py.toml").open("a") as file:
        file.write(package)

    def said(*words: str) -> subprocess.CompletedProcess[str]:
        return odata2py(*words, cwd=unpulled.folder)

    for words in (("generate",), ("inspect", "shop"), ("diff", "shop", "shop")):
        expected = "error: shop.csdl: there is no such file yet; odata2py pull shop"
        assert said(*words).stderr.startswith(expected)
    container = b'<EntityContainer Name="C"><EntitySet Name="chairs" '
    container += b'EntityType="shop.chair"/></EntityContainer></Schema>'
    service.answers[METADATA] = whole(OLD.replace(b"</Schema>", container))
    unpulled.fine("new")
    for words in (("generate",), ("inspect", "shop")):
        assert said(*words).returncode == 0
    lock = json.loads((unpulled.folder / "p/odata2py-lock.json").read_bytes())
    record = json.loads(unpulled.record.read_bytes())
    assert lock["source"]["metadata_sha256"] == record["sha256"]
