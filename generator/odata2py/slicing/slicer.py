"""A model, and which paths of it are used, to a slice."""

from __future__ import annotations

from collections.abc import Sequence

from odata2py.csdl.model import Model
from odata2py.errors import InputError, nearest
from odata2py.slicing.kept_types import keep_types
from odata2py.slicing.model import Edge, Node, Slice
from odata2py.slicing.paths import Paths, find_paths
from odata2py.slicing.restrict import restrict
from odata2py.slicing.walk import ROOT

DERIVED = ("abstract", "all", "none")


def slice_model(
    model: Model,
    include: Sequence[str],
    exclude: Sequence[str] = (),
    derived: str = "abstract",
) -> Slice:
    """The part of a model that path patterns include, without what others exclude.

    ``derived`` says for which declared types their derived types are kept as well.
    """
    if derived not in DERIVED:
        right = nearest(derived, DERIVED) or f"there are {', '.join(DERIVED)}"
        raise InputError(f"derived: {derived!r} is no choice; {right}")
    paths = find_paths(model, include, exclude)
    type_reasons = keep_types(model, paths, derived)
    reasons = {**paths.reasons, **type_reasons}
    return Slice(
        model=restrict(model, paths, type_reasons),
        roots=_edges(paths, ROOT),
        nodes={name: _node(model, paths, name) for name in _node_names(paths)},
        imports=tuple(paths.imports[name] for name in sorted(paths.imports)),
        reasons={name: reasons[name] for name in sorted(reasons)},
        notices=tuple(paths.notices),
    )


def _node_names(paths: Paths) -> list[str]:
    return sorted({way.type.name for way, _ in paths.all_ways()})


def _edges(paths: Paths, owner: str) -> tuple[Edge, ...]:
    return tuple(
        Edge(name, way.type, access, way.documentation)
        for name, (way, access) in sorted(paths.leaving(owner).items())
    )


def _node(model: Model, paths: Paths, name: str) -> Node:
    called = paths.operations.get((name, False), {})
    called_on_all = paths.operations.get((name, True), {})
    return Node(
        type=name,
        key=model.key(name),
        documentation=model.types[name].documentation,
        edges=_edges(paths, name),
        operations=tuple(called[key] for key in sorted(called)),
        collection_operations=tuple(
            called_on_all[key] for key in sorted(called_on_all)
        ),
    )
