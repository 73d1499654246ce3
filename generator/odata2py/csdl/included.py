"""Which annotations of a service's documents count (CSDL 4.3)."""

from __future__ import annotations

from collections.abc import Iterator

from odata2py.csdl.annotation import Annotation
from odata2py.csdl.declarations import Declarations
from odata2py.csdl.document.document import AnnotationFilter
from odata2py.csdl.document.xml import Element
from odata2py.csdl.names import Scope
from odata2py.csdl.tags import ANNOTATION


def included_annotations(
    declared: Declarations,
) -> Iterator[tuple[Scope, list[Element]]]:
    """The Annotations elements of all documents, those of others first.

    What another document says of its own schemas counts. What it says of others counts
    as far as an IncludeAnnotations takes it in.
    """
    own = {document.scope.file: document for document in declared.documents}
    filters: dict[str, list[AnnotationFilter]] = {}
    for reference, document in declared.documents.followed:
        filters.setdefault(document.scope.file, []).extend(reference.filters)
    main = declared.documents.main.scope.file
    for scope, elements in reversed(declared.annotations):
        if scope.file == main:
            yield scope, elements
            continue
        schemas = own[scope.file].schemas
        taken_in = filters.get(scope.file, [])
        yield (
            scope,
            [
                element
                for element in elements
                if _namespace(element, scope) in schemas
                or _is_included(element, scope, taken_in)
            ],
        )


def _namespace(element: Element, scope: Scope) -> str:
    """The namespace of what Annotations are about."""
    head = (element.get("Target") or "").partition("/")[0].partition("(")[0]
    return scope.resolve(head).rpartition(".")[0]


def _is_included(
    element: Element, scope: Scope, filters: list[AnnotationFilter]
) -> bool:
    """Whether some filter takes in all that is said at one place."""
    namespace = _namespace(element, scope)
    annotations = [Annotation(c, scope) for c in element.iterchildren(ANNOTATION)]
    return any(
        filter_.target_namespace in ("", namespace)
        and all(
            said.term.rpartition(".")[0] == filter_.term_namespace
            and filter_.qualifier in ("", said.qualifier)
            for said in annotations
        )
        for filter_ in filters
    )
