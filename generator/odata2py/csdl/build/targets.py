"""Annotations found at their targets (CSDL 14.2).

An element is annotated inline, by Annotations elsewhere in a document, and by overlays.
For one term an overlay wins over the others, inline over elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct, field

from odata2py.csdl.annotation import (
    NOTHING,
    Annotation,
    Annotations,
    add_annotations,
)
from odata2py.csdl.document.xml import Element
from odata2py.csdl.names import Scope
from odata2py.csdl.signatures import resolve_target

# The Annotations elements at a name in each document, by the path below the name; the
# empty path is the name itself.
Below = list[tuple[Scope, dict[str, list[Element]]]]


class Targets(Struct, frozen=True):
    """External annotations by the qualified names of their targets.

    Most are never asked for, so the paths below a name are told apart when they are.
    ``overloads`` are the operations that are targeted with their parameters' types.
    """

    overloads: set[str] = field(default_factory=set)
    _added: dict[str, list[tuple[Scope, list[Element]]]] = field(default_factory=dict)
    _below: dict[str, Below] = field(default_factory=dict)

    def add(self, elements: Iterable[Element], scope: Scope) -> list[str]:
        """The Annotations elements of a document; returns the names they target."""
        heads: dict[str, list[Element]] = {}
        for element in elements:
            head = (element.get("Target") or "").partition("/")[0]
            heads.setdefault(head, []).append(element)
        names = [resolve_target(head, scope) for head in heads]
        for name, targeting in zip(names, heads.values(), strict=True):
            self._added.setdefault(name, []).append((scope, targeting))
            if name.endswith(")"):
                self.overloads.add(name.partition("(")[0])
        return names

    def below(self, name: str) -> Below:
        """What annotates ``name`` and what is below it."""
        if name not in self._added:
            return []
        if name not in self._below:
            self._below[name] = [
                (scope, _by_path(elements)) for scope, elements in self._added[name]
            ]
        return self._below[name]


def _by_path(elements: list[Element]) -> dict[str, list[Element]]:
    found: dict[str, list[Element]] = {}
    for element in elements:
        path = (element.get("Target") or "").partition("/")[2]
        found.setdefault(path, []).append(element)
    return found


def gather(
    element: Element | None, scope: Scope, below: Below, path: str
) -> Annotations:
    """All that is said of an element, each term and qualifier once.

    ``element`` is None where nothing stands inside of it.
    """
    found: dict[str, Annotation] = {}
    for outer, paths in below:
        if path in paths and not outer.overlay:
            for holder in paths[path]:
                add_annotations(found, holder, outer)
    if element is not None and len(element):
        add_annotations(found, element, scope)
    for outer, paths in below:
        if path in paths and outer.overlay:
            for holder in paths[path]:
                add_annotations(found, holder, outer)
    return found or NOTHING
