"""What documents declare, by qualified name: elements that nothing was built of."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct, field

from odata2py.csdl.document.document import Document
from odata2py.csdl.document.references import Documents
from odata2py.csdl.document.xml import Element
from odata2py.csdl.names import VOCABULARY_NAMESPACES, Scope
from odata2py.csdl.survey import Child, Survey, survey_envelope
from odata2py.csdl.tags import (
    ANNOTATIONS,
    CONTAINER,
    ENTITY_TYPE,
    OPERATIONS,
    PARAMETER,
    STRUCTURED,
    TERM,
    TYPES,
)

# The name of a type, and whether an operation is bound to a collection of it.
Binding = tuple[str, bool]


class Declarations(Struct, frozen=True):
    """The children of all schemas of a service's documents.

    surveys: what each document has, in the scope of its names; scopes: the same scopes
    by namespace. children: what stands in each declaration. again: declarations whose
    name was taken, each with the first one.

    bases, derived: the type hierarchy; baseless: types whose base is no declared type
    of the same kind. bound: the operations that are bound to a type or a collection of
    it, each by name and index of the overload; unbindable: those without a parameter.
    """

    documents: Documents
    surveys: list[tuple[Scope, Survey]] = field(default_factory=list)
    children: dict[Element, list[Child]] = field(default_factory=dict)
    scopes: dict[str, Scope] = field(default_factory=dict)
    types: dict[str, Element] = field(default_factory=dict)
    operations: dict[str, list[Element]] = field(default_factory=dict)
    terms: dict[str, Element] = field(default_factory=dict)
    containers: dict[str, Element] = field(default_factory=dict)
    annotations: list[tuple[Scope, list[Element]]] = field(default_factory=list)
    again: list[tuple[Element, Element]] = field(default_factory=list)
    bases: dict[str, str] = field(default_factory=dict)
    derived: dict[str, tuple[str, ...]] = field(default_factory=dict)
    baseless: list[str] = field(default_factory=list)
    bound: dict[Binding, list[tuple[str, int]]] = field(default_factory=dict)
    unbindable: list[Element] = field(default_factory=list)

    def scope(self, name: str) -> Scope:
        """What names mean where something of that qualified name is declared."""
        found = self.scopes.get(name.rpartition(".")[0])
        return self.documents.main.scope if found is None else found

    def is_unread(self, name: str) -> bool:
        """Whether a name is of a document that was not read."""
        namespace = name.rpartition(".")[0]
        outside = (
            namespace in self.documents.unread or namespace in VOCABULARY_NAMESPACES
        )
        return outside and namespace not in self.scopes

    def is_entity(self, name: str) -> bool:
        """Whether a name is that of an entity type, or stands for all of them."""
        kind = self.types.get(name)
        declared = kind is not None and kind.tag == ENTITY_TYPE
        return declared or name == "Edm.EntityType"

    def lineage(self, name: str) -> list[str]:
        """The type and its base types, the type itself first."""
        line = [name]
        while (base := self.bases.get(line[-1])) is not None:
            line.append(base)
        return line

    def tagged(self, owner: Element, tag: str) -> Iterator[Child]:
        """The children of a declaration that have a tag."""
        return (child for child in self.children[owner] if child.use.tag == tag)

    def extended(self, name: str) -> list[str]:
        """A container and those that it extends, the nearest first; each once."""
        line: dict[str, None] = {}
        here = name
        while here in self.containers and here not in line:
            line[here] = None
            here = self.scope(here).resolve(self.containers[here].get("Extends") or "")
        return list(line)

    def is_kind_of(self, name: str, base: str) -> bool:
        """Whether a type is another one or derived from it."""
        return base in self.lineage(name)


def index_documents(documents: Documents) -> Declarations:
    """Everything that documents declare."""
    found = Declarations(documents)
    for document in documents:
        found.scopes.update(dict.fromkeys(document.schemas, document.scope))
        _index(document, found)
    _link_bases(found)
    _link_bindings(found)
    return found


def _index(document: Document, found: Declarations) -> None:
    survey = survey_envelope(document.root)
    found.surveys.append((document.scope, survey))
    annotations: list[Element] = []
    for namespace, schema in document.schemas.items():
        annotations.extend(schema.iterchildren(ANNOTATIONS))
        for child in survey.see(schema):
            qualified = f"{namespace}.{child.name}"
            element, tag = child.holder, child.use.tag
            if element is None:
                continue
            if tag in OPERATIONS:
                found.operations.setdefault(qualified, []).append(element)
            elif (known := _table(found, tag)) is not None:
                first = known.setdefault(qualified, element)
                if first is not element:
                    found.again.append((element, first))
            else:
                continue
            found.children[element] = survey.see(element)
    found.annotations.append((document.scope, annotations))


def _table(found: Declarations, tag: str) -> dict[str, Element] | None:
    if tag in TYPES:
        return found.types
    if tag == TERM:
        return found.terms
    return found.containers if tag == CONTAINER else None


def _link_bases(found: Declarations) -> None:
    children: dict[str, list[str]] = {}
    for name, element in found.types.items():
        written = element.get("BaseType")
        if written is None or element.tag not in STRUCTURED:
            continue
        base = found.scope(name).resolve(written)
        kind = found.types.get(base)
        if kind is not None and kind.tag == element.tag:
            found.bases[name] = base
            children.setdefault(base, []).append(name)
        else:
            found.baseless.append(name)
    found.derived.update((base, tuple(names)) for base, names in children.items())


def _link_bindings(found: Declarations) -> None:
    for name, overloads in found.operations.items():
        scope = found.scope(name)
        for index, element in enumerate(overloads):
            if element.get("IsBound") == "true":
                first = next(found.tagged(element, PARAMETER), None)
                if first is None:
                    found.unbindable.append(element)
                else:
                    binding = scope.resolve_type(first.use.get("Type") or "")
                    found.bound.setdefault(binding, []).append((name, index))
