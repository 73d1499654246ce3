"""All documents of a service: the one that is named, and those that it refers to."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from msgspec import Struct, field

from odata2py.csdl.document.document import Document, Reference, read_document
from odata2py.csdl.faults import Faults, quote
from odata2py.csdl.names import VOCABULARY_NAMESPACES


class Documents(Struct):
    """The documents of a service, the main one first.

    followed: the references that lead to files, each with the document there.
    unread: the namespaces that are included from elsewhere, each with the address; but
    for vocabularies, which are in ``vocabularies``.
    """

    main: Document
    others: list[Document] = field(default_factory=list)
    followed: list[tuple[Reference, Document]] = field(default_factory=list)
    unread: dict[str, str] = field(default_factory=dict)
    vocabularies: dict[str, str] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Document]:
        yield self.main
        yield from self.others


def read_documents(path: Path, display: str, faults: Faults) -> Documents:
    """A document and all that it includes from files.

    A Reference (CSDL 4.1) leads to a file where its Uri is relative to the document's;
    what is elsewhere, or not there, is not read.
    """
    found = Documents(read_document(path, display, faults))
    known = {os.path.realpath(path): found.main}
    waiting = [(found.main, path)]
    while waiting:
        document, at = waiting.pop(0)
        for reference in document.references:
            relative = _relative(reference.uri)
            target = at.parent / relative
            if not relative or not _is_file(target):
                _leave_out(found, reference)
                continue
            real = os.path.realpath(target)
            if real not in known:
                folder = os.path.dirname(document.scope.file)
                called = os.path.normpath(os.path.join(folder, relative))
                known[real] = read_document(target, called, faults)
                found.others.append(known[real])
                waiting.append((known[real], target))
            found.followed.append((reference, known[real]))
    _check_namespaces(found, faults)
    return found


def _relative(uri: str) -> str:
    """The path of a relative Uri, empty for any other."""
    try:
        parts = urlsplit(uri)
    except ValueError:
        return ""
    relative = posixpath.normpath(unquote(parts.path)) if parts.path else ""
    elsewhere = parts.scheme or parts.netloc or relative.startswith("/")
    return "" if elsewhere or "\0" in relative else relative


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False  # a name that no file can have


def _leave_out(found: Documents, reference: Reference) -> None:
    for namespace in reference.namespaces:
        known = namespace in VOCABULARY_NAMESPACES
        left_out = found.vocabularies if known else found.unread
        left_out.setdefault(namespace, reference.uri)


def _check_namespaces(found: Documents, faults: Faults) -> None:
    """A namespace stands in one document, and in that which is said to have it."""
    where: dict[str, Document] = {}
    for document in found:
        for namespace, schema in document.schemas.items():
            first = where.setdefault(namespace, document)
            if first is not document:
                faults.add(
                    schema,
                    f"the namespace {quote(namespace)} is that of another document too",
                    f"one document has all of it, {first.scope.file}",
                )
    for reference, document in found.followed:
        for namespace in reference.namespaces:
            if namespace not in document.schemas:
                faults.add(
                    reference.element,
                    f"{quote(reference.uri)} does not declare the namespace "
                    f"{quote(namespace)}",
                    "a document includes what another one declares",
                )
    for namespace in where:
        found.unread.pop(namespace, None)
