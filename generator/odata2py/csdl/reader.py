"""A CSDL file, those that it refers to, and overlays on them, to a model."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path

from odata2py.csdl.build.container import build_container
from odata2py.csdl.build.lazy import LazyMapping
from odata2py.csdl.build.operations import build_operations
from odata2py.csdl.build.references import Source
from odata2py.csdl.build.targets import Targets
from odata2py.csdl.build.terms import build_schemas, build_term
from odata2py.csdl.build.types import build_type
from odata2py.csdl.check.annotations import check_annotations
from odata2py.csdl.check.documents import check_declarations
from odata2py.csdl.check.targets import check_targets
from odata2py.csdl.declarations import Binding, Declarations, index_documents
from odata2py.csdl.document.references import read_documents
from odata2py.csdl.faults import Faults, fault_lines
from odata2py.csdl.included import included_annotations
from odata2py.csdl.model import EntityContainer, Model, Operation
from odata2py.csdl.overlays import read_overlay
from odata2py.errors import InputError
from odata2py.memory import uncollected


def read_model(
    path: Path, overlays: Sequence[Path] = (), display: str | None = None
) -> Model:
    """The model of the document at ``path``, annotated by ``overlays`` too.

    Documents that it refers to by relative addresses are read with it. Faults of all of
    them are raised as one InputError; what is passed over is in ``Model.notices``.
    Types and operations are built when they are asked for. ``display`` names the file
    in messages and positions.
    """
    faults = Faults()
    with uncollected():
        declared = index_documents(read_documents(path, display or str(path), faults))
        check_declarations(declared, faults)
    faults.settle()
    targets = Targets()
    for scope, elements in included_annotations(declared):
        targets.add(elements, scope)
    overlaid: dict[str, None] = {}
    files = {each.scope.file: each.sha256 for each in declared.documents}
    for overlay in overlays:
        document, found = read_overlay(overlay, declared)
        overlaid.update(dict.fromkeys(targets.add(found, document.scope)))
        files[document.scope.file] = document.sha256
    model = _lazy_model(Source(declared, targets), faults, files)
    _build_overlaid(model, overlaid)
    return model


def _lazy_model(source: Source, faults: Faults, files: Mapping[str, str]) -> Model:
    declared = source.declared
    operations = LazyMapping(
        declared.operations, lambda name: build_operations(source, name)
    )

    def build_bound(binding: Binding) -> tuple[Operation, ...]:
        return tuple(operations[name][i] for name, i in declared.bound[binding])

    schemas = [build_schemas(document) for document in declared.documents]
    return Model(
        types=LazyMapping(declared.types, lambda name: build_type(source, name)),
        operations=operations,
        container=build_container(source),
        derived=declared.derived,
        bound=LazyMapping(declared.bound, build_bound),
        terms=LazyMapping(declared.terms, lambda name: build_term(source, name)),
        schemas={name: found[name] for found in schemas for name in found},
        references=declared.documents.vocabularies | declared.documents.unread,
        files=files,
        version=declared.documents.main.root.get("Version") or "4.0",
        notices=fault_lines(faults.notices, rest="more notices"),
        remarks=partial(_remarks, declared, faults),
    )


def _remarks(declared: Declarations, faults: Faults) -> tuple[str, ...]:
    about = Faults()
    for document in declared.documents:
        check_annotations(document.root, document.scope, about)
    check_targets(declared, about)
    found = [*faults.remarks, *about.found, *about.notices, *about.remarks]
    return fault_lines(found, most=len(found))


def _build_overlaid(model: Model, names: Iterable[str]) -> None:
    """What an overlay annotates is built at once: its user made the faults in it."""
    faults: list[str] = []
    for name in names:
        try:
            if name in model.types:
                model.types[name]
            elif name in model.terms:
                model.terms[name]
            elif name.partition("(")[0] in model.operations:
                model.operations[name.partition("(")[0]]
            elif model.container is not None:
                _build_entries(model.container)
        except InputError as error:
            faults.extend(error.faults)
    if faults:
        raise InputError(*faults)


def _build_entries(container: EntityContainer) -> None:
    for entries in (container.entity_sets, container.singletons, container.imports):
        for name in entries:
            entries[name]
