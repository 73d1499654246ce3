"""XML as untrusted input: bytes of a file to a tree of elements, or a clear fault."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol, cast

from lxml import etree

from odata2py.errors import InputError, Position

_DOCTYPE = "a DOCTYPE is refused: it can make a parser read other files or fill memory"


class DocumentInfo(Protocol):
    @property
    def URL(self) -> str | None: ...


class Tree(Protocol):
    @property
    def docinfo(self) -> DocumentInfo: ...


class Element(Protocol):
    """What the reader uses of an lxml element.

    Comments and processing instructions, whose tags are no text, are never parsed.
    """

    @property
    def tag(self) -> str: ...
    @property
    def text(self) -> str | None: ...
    @property
    def tail(self) -> str | None: ...
    @property
    def sourceline(self) -> int | None: ...
    def get(self, key: str, /) -> str | None: ...
    def keys(self) -> list[str]: ...
    def items(self) -> list[tuple[str, str]]: ...
    def getparent(self) -> Element: ...
    def remove(self, element: Element, /) -> None: ...
    def getroottree(self) -> Tree: ...
    def iter(self, *tags: str) -> Iterator[Element]: ...
    def iterchildren(self, *tags: str) -> Iterator[Element]: ...
    def __iter__(self) -> Iterator[Element]: ...
    def __len__(self) -> int: ...


def local_name(element: Element) -> str:
    """The tag without its namespace."""
    return element.tag.rpartition("}")[2]


def position(element: Element) -> Position:
    """Where an element stands: in the file as it was called when it was read."""
    return Position(element.getroottree().docinfo.URL or "", element.sourceline or 0)


def read_bytes(path: Path, display: str) -> bytes:
    """The content of a file. Raises InputError for one that cannot be read."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise InputError.at(display, "there is no such file") from None
    except IsADirectoryError:
        raise InputError.at(
            display, "this is a folder", "name the CSDL file in it"
        ) from None
    except (OSError, ValueError) as error:
        raise InputError.at(display, f"cannot be read: {error}") from None


def parse_xml(data: bytes, display: str) -> Element:
    """The root element of an XML document."""
    if not data or data.isspace():
        raise InputError.at(display, "the file is empty", "CSDL XML is expected")
    # Without huge_tree libxml2 keeps its limits on depth, text and entity expansion.
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
        remove_blank_text=True,
    )
    try:
        root = etree.fromstring(data, parser, base_url=display)
    except etree.XMLSyntaxError as error:
        raise _not_xml(error, data, display) from None
    if root.getroottree().docinfo.doctype:
        raise InputError.at(display, _DOCTYPE, "remove it")
    return cast(Element, root)


def _not_xml(error: SyntaxError, data: bytes, display: str) -> InputError:
    where = Position(display, error.lineno or 0)
    if b"<!DOCTYPE" in re.sub(b"<!--.*?-->", b"", data, flags=re.DOTALL):
        return InputError.at(where, _DOCTYPE, "remove it")
    reason = " ".join((error.msg or "unreadable").split())
    reason = re.sub(r", line \d+, column \d+.*$", "", reason)
    right = "CSDL XML is expected"
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        right = "this looks like JSON, ask the service for its metadata as XML"
    return InputError.at(where, f"not well-formed XML: {reason}", right)
