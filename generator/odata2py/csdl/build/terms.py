"""Elements to terms and schemas."""

from __future__ import annotations

from odata2py.csdl.build import annotations as said
from odata2py.csdl.build.references import Source, reference
from odata2py.csdl.build.targets import gather
from odata2py.csdl.document.document import Document
from odata2py.csdl.model import Schema, Term
from odata2py.csdl.survey import Use


def build_term(source: Source, name: str) -> Term:
    """The declared term of that qualified name."""
    element = source.declared.terms[name]
    scope = source.declared.scope(name)
    found = gather(element, scope, source.targets.below(name), "")
    written, _ = scope.resolve_type(element.get("Type") or "")
    return Term(
        name,
        said.constrained(
            reference(source, scope, Use.of(element), written), found
        ),
        scope.position(element),
        said.documentation(found),
        scope.resolve(element.get("BaseTerm") or ""),
        element.get("DefaultValue"),
        tuple((element.get("AppliesTo") or "").split()),
        found,
    )


def build_schemas(document: Document) -> dict[str, Schema]:
    """The schemas of a document by namespace."""
    scope = document.scope
    schemas = {}
    for namespace, element in document.schemas.items():
        found = gather(element, scope, [], "")
        schemas[namespace] = Schema(
            namespace,
            scope.position(element),
            element.get("Alias") or "",
            said.documentation(found),
            found,
        )
    return schemas
