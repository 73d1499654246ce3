"""Annotations found at their targets (CSDL 14.2).

An element is annotated inline, by Annotations elsewhere in its document, and by
overlays. For one term an overlay wins over the others, inline over elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from msgspec import Struct, field

from odata2py.csdl import expressions
from odata2py.csdl.names import Scope
from odata2py.csdl.xml import EDM, Element

ANNOTATION = f"{EDM}Annotation"


class Annotation(NamedTuple):
    """One Annotation element and the scope of the document that it stands in."""

    element: Element
    scope: Scope

    def text(self) -> str:
        return expressions.text(self.element, self.scope)

    def flag(self) -> bool:
        return expressions.flag(self.element, self.scope)


# What is said of one element, by term.
Annotations = Mapping[str, Annotation]
NOTHING: Annotations = {}

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


def resolve_target(written: str, scope: Scope) -> str:
    """The part of a target before the slash, with its aliases resolved."""
    name, parenthesis, types = written.partition("(")
    if not parenthesis:
        return scope.resolve(name)
    parts = (part.strip() for part in types.removesuffix(")").split(","))
    return f"{scope.resolve(name)}({signature(map(scope.resolve_type, parts))})"


def signature(types: Iterable[tuple[str, bool]]) -> str:
    """Types as the target of an annotation names an operation's parameters."""
    return ",".join(
        f"Collection({name})" if collection else name for name, collection in types
    )


def gather(element: Element, scope: Scope, below: Below, path: str) -> Annotations:
    """All that is said of an element, each term once."""
    external = [
        (holder, outer) for outer, paths in below for holder in paths.get(path, ())
    ]
    if not external and not len(element):
        return NOTHING
    found: dict[str, Annotation] = {}
    for holder, outer in external:
        if not outer.overlay:
            add_terms(found, holder, outer)
    add_terms(found, element, scope)
    for holder, outer in external:
        if outer.overlay:
            add_terms(found, holder, outer)
    return found


def add_terms(found: dict[str, Annotation], element: Element, scope: Scope) -> None:
    """Adds the unqualified annotations among an element's children, by their terms."""
    for child in element.iterchildren(ANNOTATION):
        if child.get("Qualifier") is None:
            found[scope.resolve(child.get("Term") or "")] = Annotation(child, scope)
