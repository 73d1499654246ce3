"""A model, and which paths of it are used, to a slice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from odata2py.csdl.keys import alternate_keys, primary_key
from odata2py.csdl.model import Model
from odata2py.errors import InputError, nearest
from odata2py.slicing.chosen import choose_properties, selected, unused
from odata2py.slicing.kept_types import keep_types
from odata2py.slicing.model import ROOT, Edge, Node, Owner, Slice
from odata2py.slicing.paths import Paths, find_paths
from odata2py.slicing.restrict import restrict
from odata2py.slicing.walk import Service

DERIVED = ("abstract", "all", "none")


def slice_model(
    model: Model,
    include: Sequence[str],
    exclude: Sequence[str] = (),
    derived: str = "abstract",
    only_declared: Set[str] = frozenset(),
    properties: Mapping[str, Sequence[str]] | None = None,
) -> Slice:
    """The part of a model that path patterns include, without what others exclude.

    derived: for which declared types their derived types are kept as well;
    only_declared: accesses that there are only where the metadata says so;
    properties: which properties types have, where that is not all of them.
    """
    if derived not in DERIVED:
        right = nearest(derived, DERIVED) or f"there are {', '.join(DERIVED)}"
        raise InputError(f"derived: {derived!r} is no choice; {right}")
    service = Service(model, derived, only_declared)
    chosen = choose_properties(model, properties or {})
    paths = find_paths(service, include, exclude)
    kept = keep_types(service, paths, chosen)
    reasons = {**kept.reasons, **paths.reasons}
    root = (ROOT, False)
    called = paths.called.get(root, {})
    return Slice(
        model=restrict(model, paths, kept),
        roots=_edges(paths, root),
        nodes={name: _node(model, paths, name) for name in _node_names(model, paths)},
        imports=tuple((key[0], called[key]) for key in sorted(called)),
        selected=selected(model, chosen, kept.reasons),
        reasons={name: reasons[name] for name in sorted(reasons)},
        notices=(*paths.notices, *unused(chosen, kept.reasons)),
    )


def _node_names(model: Model, paths: Paths) -> list[str]:
    names = {way.type.name for way, _ in paths.all_ways()}
    return sorted(name for name in names if name in model.types)


def _edges(paths: Paths, owner: Owner) -> tuple[Edge, ...]:
    return tuple(
        Edge(
            way.name,
            way.type,
            access,
            way.documentation,
            way.capabilities,
            way.by,
            way.function,
        )
        for way, access in paths.leaving(owner).values()
    )


def _node(model: Model, paths: Paths, name: str) -> Node:
    called = paths.called.get((name, False), {})
    called_on_all = paths.called.get((name, True), {})
    return Node(
        type=name,
        key=primary_key(model, name),
        alternate_keys=alternate_keys(model, name),
        documentation=model.types[name].documentation,
        edges=_edges(paths, (name, False)),
        collection_edges=_edges(paths, (name, True)),
        operations=tuple(called[key] for key in sorted(called)),
        collection_operations=tuple(
            called_on_all[key] for key in sorted(called_on_all)
        ),
    )
