"""Which annotations of a service's documents count (CSDL 4.3)."""

from __future__ import annotations

import copy
from collections.abc import Iterator

from odata2py.csdl.annotation import Annotation
from odata2py.csdl.declarations import Declarations
from odata2py.csdl.document.document import AnnotationFilter
from odata2py.csdl.document.xml import Element
from odata2py.csdl.names import Scope


def included_annotations(
    declared: Declarations,
) -> Iterator[tuple[Scope, list[Element]]]:
    """The Annotations elements of all documents, those of others first.

    What another document says of its own schemas counts. What it says of others counts
    as far as an IncludeAnnotations takes it in.
    """
    schemas = {document.scope.file: document.schemas for document in declared.documents}
    filters: dict[str, list[AnnotationFilter]] = {}
    for reference, document in declared.documents.followed:
        filters.setdefault(document.scope.file, []).extend(reference.filters)
    main = declared.documents.main.scope.file
    for scope, elements in reversed(declared.annotations):
        if scope.file == main:
            yield scope, elements
            continue
        taken_in = filters.get(scope.file, [])
        found = [
            (
                element
                if _namespace(element, scope) in schemas[scope.file]
                else _included(element, scope, taken_in)
            )
            for element in elements
        ]
        yield scope, [element for element in found if len(element)]


def _namespace(element: Element, scope: Scope) -> str:
    """The namespace of what Annotations are about."""
    head = (element.get("Target") or "").partition("/")[0].partition("(")[0]
    return scope.resolve(head).rpartition(".")[0]


def _included(
    element: Element, scope: Scope, filters: list[AnnotationFilter]
) -> Element:
    """Annotations with those alone that some filter takes in."""
    namespace = _namespace(element, scope)
    kept = copy.deepcopy(element)
    for child, own in zip(list(kept), list(element), strict=True):
        said = Annotation(own, scope)
        if not any(
            filter_.target_namespace in ("", namespace)
            and filter_.term_namespace == said.term.rpartition(".")[0]
            and filter_.qualifier in ("", said.qualifier)
            for filter_ in filters
        ):
            kept.remove(child)
    return kept
