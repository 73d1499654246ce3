"""A CSDL file, and the overlays on it, to a model."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from odata2py.csdl.check import check_declarations
from odata2py.csdl.container import build_container
from odata2py.csdl.declarations import Binding, Declarations, index_document
from odata2py.csdl.document import read_document
from odata2py.csdl.faults import Faults
from odata2py.csdl.lazy import LazyMapping
from odata2py.csdl.model import EntityContainer, Model, Operation
from odata2py.csdl.operations import build_operations
from odata2py.csdl.overlays import read_overlay
from odata2py.csdl.targets import Targets
from odata2py.csdl.types import Source, build_type
from odata2py.errors import InputError


def read_model(
    path: Path, overlays: Sequence[Path] = (), display: str | None = None
) -> Model:
    """The model of the document at ``path``, annotated by ``overlays`` too.

    Faults of the whole document are raised here as InputError. Types and operations
    are built when they are asked for; what is wrong inside one (a facet that is no
    number) is raised then. ``display`` names the file in messages and positions.
    """
    declared = _read_declarations(path, display or str(path))
    targets = Targets()
    targets.add(declared.annotations, declared.scope)
    overlaid = _add_overlays(targets, overlays, declared)
    model = _lazy_model(Source(declared, declared.scope, targets))
    _build_overlaid(model, overlaid)
    return model


def _read_declarations(path: Path, display: str) -> Declarations:
    document = read_document(path, display)
    faults = Faults(document.scope)
    declared = index_document(document, faults)
    faults.settle()
    check_declarations(declared, faults)
    faults.settle()
    return declared


def _add_overlays(
    targets: Targets, overlays: Sequence[Path], declared: Declarations
) -> list[str]:
    """The names that overlays annotate, each once."""
    names: dict[str, None] = {}
    for path in overlays:
        document, found = read_overlay(path, declared)
        names.update(dict.fromkeys(targets.add(found, document.scope)))
    return list(names)


def _lazy_model(source: Source) -> Model:
    declared = source.declared
    operations = LazyMapping(
        declared.operations, lambda name: build_operations(source, name)
    )

    def build_bound(binding: Binding) -> tuple[Operation, ...]:
        return tuple(operations[name][i] for name, i in declared.bound[binding])

    return Model(
        types=LazyMapping(declared.types, lambda name: build_type(source, name)),
        operations=operations,
        container=build_container(source),
        derived=declared.derived,
        bound=LazyMapping(declared.bound, build_bound),
    )


def _build_overlaid(model: Model, names: Sequence[str]) -> None:
    """What an overlay annotates is built at once: its user made the faults in it."""
    faults: list[str] = []
    for name in names:
        try:
            if model.container is not None and name == model.container.name:
                _build_entries(model.container)
            elif name in model.types:
                model.types[name]
            else:
                model.operations[name.partition("(")[0]]
        except InputError as error:
            faults.extend(error.faults)
    if faults:
        raise InputError(*faults)


def _build_entries(container: EntityContainer) -> None:
    for entries in (container.entity_sets, container.singletons, container.imports):
        for name in entries:
            entries[name]
