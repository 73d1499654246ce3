"""Where metadata comes from: every way in which a configuration can be wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from odata2py.config import load_config
from odata2py.errors import InputError


def fault(folder: Path, *lines: str) -> str:
    """The one fault of a source, from its line on."""
    config = folder / "odata2py.toml"
    config.write_text("\n".join(["[source.shop]", *lines]), "utf-8")
    with pytest.raises(InputError) as caught:
        load_config(config)
    [said] = caught.value.faults
    return said.partition("odata2py.toml:")[2]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://ada:pass@x.test/$metadata", "there is a user or a password in it"),
        ("https://ada@x.test/$metadata", "there is a user or a password in it"),
        ("https://x.test/#/$metadata", "what follows '#' is sent to no service"),
        ("https://x.test/a b", "there is a blank, or another character that"),
        ("https:///$metadata", "it names no host"),
        ("https://x.test:0x/", "it is no address; https://host/path is expected"),
        ("https://[x.test/", "it is no address; https://host/path is expected"),
        ("https://ada:pass@\u2100.test/", "it is no address; https://host/path is"),
        ("graph/v1.0@chna", "no known service; did you mean 'graph/v1.0@china'"),
    ],
)
def test_addresses(tmp_path: Path, address: str, expected: str) -> None:
    for key, lines in (
        ("metadata", (f"metadata = '{address}'",)),
        ("pull", (f"pull = '{address}'", "metadata = 'shop.csdl'")),
    ):
        said = fault(tmp_path, *lines)
        assert said.startswith(f"2: [source.shop] {key}: ")
        assert expected in said
        assert "pass@" not in said


@pytest.mark.parametrize("address", ["ftp://ada:pass@x.test/", "file:///x.csdl"])
def test_schemes(tmp_path: Path, address: str) -> None:
    said = fault(tmp_path, f"metadata = '{address}'")
    assert "is none that can be read; the path of a file, an http address or a" in said
    assert "pass@" not in said
    said = fault(tmp_path, "metadata = 'shop.csdl'", f"pull = '{address}'")
    assert "is no address and no known service; an address with https is" in said
    assert "pass@" not in said


@pytest.mark.parametrize("name", ["a/b", "../x", "/x", ".", "\\u0000"])
def test_names_that_no_file_can_have(tmp_path: Path, name: str) -> None:
    config = tmp_path / "odata2py.toml"
    config.write_text(f'[source."{name}"]\nmetadata = "graph"\n')
    with pytest.raises(InputError, match="no file can be called") as caught:
        load_config(config)
    assert "name a file as metadata, and what it is pulled from as pull" in str(
        caught.value
    )


def test_names_with_blanks(tmp_path: Path) -> None:
    config = tmp_path / "odata2py.toml"
    config.write_text('[source."größe 2"]\nmetadata = "graph"\n', "utf-8")
    [source] = load_config(config).pulled()
    assert (source.metadata, source.pull) == ("metadata/größe 2.csdl", "graph")
