"""What modules of requests use, and so have to import."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from msgspec import Struct

from odata2py.plan.types import import_order, imports_of, names_in
from odata2py.plan.views import BuilderView, NavigationView, OperationView, PathView

_RUNTIME: Final = {
    "access": (
        "Creatable",
        "Deletable",
        "Gettable",
        "Listable",
        "Replaceable",
        "Updatable",
        "Upsertable",
    ),
    "batch": ("AsyncBatch", "SyncBatch"),
    "builders": ("RequestBuilder",),
    "client": ("AsyncClient", "Cloud", "ServiceProfile", "SyncClient"),
    "content": ("AnyContent",),
    "decoding": (
        "EntityReader",
        "NullableReader",
        "PageReader",
        "ValueReader",
        "ValuesReader",
    ),
    "edm": ("Int64",),
    "links": ("Addable", "Removable", "Settable"),
    "media": ("MediaCreatable", "MediaRequestBuilder", "for_media"),
    "modes": (
        "Async",
        "AsyncResponse",
        "Batch",
        "ModeT",
        "Prepare",
        "Sync",
        "SyncResponse",
    ),
    "operations": ("listing", "operation"),
    "paging": ("Page",),
    "reading": ("read_bytes", "read_nothing"),
    "request": ("UNSET", "Request", "Unset"),
    "roots": ("Root",),
    "urls": ("Conventions",),
}


class Used(Struct, frozen=True):
    """What a module imports.

    That is of Python, of what the package depends on, of the runtime by module, and of
    the package itself.
    """

    standard_imports: tuple[str, ...]
    other_imports: tuple[str, ...]
    runtime_imports: tuple[tuple[str, tuple[str, ...]], ...]
    packages: tuple[str, ...]


def used_by(views: Iterable[BuilderView]) -> Used:
    """What the builders of a module use."""
    return used_in(text for view in views for text in _of_builder(view))


def used_in(expressions: Iterable[str]) -> Used:
    """What expressions use."""
    names = names_in(expressions)
    standard = imports_of(names)
    if "Unpack" in names:
        standard.add("from typing import Unpack")
    for name in {"Mapping", "Sequence"} & names:
        standard.add(f"from collections.abc import {name}")
    runtime = (
        (module, tuple(name for name in known if name in names))
        for module, known in _RUNTIME.items()
    )
    return Used(
        import_order(standard),
        ("from typing_extensions import deprecated",) if "deprecated" in names else (),
        tuple((module, found) for module, found in runtime if found),
        tuple(sorted({"entities", "enums", "requests"} & names)),
    )


def of_members(
    navigations: Iterable[NavigationView],
    paths: Iterable[PathView],
    operations: Iterable[OperationView],
) -> Iterator[str]:
    """The expressions of what leads on from a builder, or is called there."""
    for navigation in navigations:
        yield f"{navigation.builder} ModeT {_decorator(navigation.deprecated)}"
    for path in paths:
        yield f"{path.builder} ModeT {path.place} {path.signature}"
        yield _decorator(path.deprecated)
    for operation in operations:
        yield f"{operation.decorator} Request {operation.result} {operation.call}"
        yield f"{operation.signature} {_decorator(operation.deprecated)}"


def _decorator(deprecated: str) -> str:
    return "deprecated" if deprecated else ""


def _of_builder(view: BuilderView) -> Iterator[str]:
    yield " ".join((*view.bases, view.model, view.key if view.item else ""))
    if view.writes:
        yield "operation Request Unpack entities"
    if view.media:
        yield "operation Request AnyContent entities"
    yield from of_members(view.navigations, view.paths, view.operations)
