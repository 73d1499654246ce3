"""What a document declares, by qualified name: elements that nothing was built of."""

from __future__ import annotations

from itertools import chain

from msgspec import Struct, field

from odata2py.csdl.document import Document
from odata2py.csdl.faults import Faults, describe, quote
from odata2py.csdl.names import (
    PRIMITIVE_TYPES,
    Scope,
    are_identifiers,
    is_identifier,
    split_collection,
)
from odata2py.csdl.xml import EDM, Element, local_name
from odata2py.errors import nearest

ENTITY_TYPE = f"{EDM}EntityType"
COMPLEX_TYPE = f"{EDM}ComplexType"
ENUM_TYPE = f"{EDM}EnumType"
TYPE_DEFINITION = f"{EDM}TypeDefinition"
ACTION = f"{EDM}Action"
FUNCTION = f"{EDM}Function"
CONTAINER = f"{EDM}EntityContainer"
PARAMETER = f"{EDM}Parameter"
ANNOTATIONS = f"{EDM}Annotations"

TYPES = frozenset({ENTITY_TYPE, COMPLEX_TYPE, ENUM_TYPE, TYPE_DEFINITION})
STRUCTURED = frozenset({ENTITY_TYPE, COMPLEX_TYPE})
OPERATIONS = frozenset({ACTION, FUNCTION})


# The name of a type, and whether an operation is bound to a collection of it.
Binding = tuple[str, bool]


class Declarations(Struct, frozen=True):
    """The children of all schemas of a document.

    ``bases`` and ``derived`` are the type hierarchy; a base that is no declared type of
    the same kind is in neither. ``bound`` names the operations, each with the index of
    the overload, that are bound to a type or a collection of it.
    """

    scope: Scope
    types: dict[str, Element] = field(default_factory=dict)
    operations: dict[str, list[Element]] = field(default_factory=dict)
    containers: dict[str, Element] = field(default_factory=dict)
    annotations: list[Element] = field(default_factory=list)
    bases: dict[str, str] = field(default_factory=dict)
    derived: dict[str, tuple[str, ...]] = field(default_factory=dict)
    bound: dict[Binding, list[tuple[str, int]]] = field(default_factory=dict)

    def lineage(self, name: str) -> list[str]:
        """The type and its base types, the type itself first."""
        line = [name]
        while (base := self.bases.get(line[-1])) is not None:
            line.append(base)
        return line


def index_document(document: Document, faults: Faults) -> Declarations:
    """Everything that a document declares; faults of names and of the hierarchy."""
    found = Declarations(document.scope)
    names: list[str] = []
    for namespace, schema in document.schemas:
        for element in schema.iterchildren(*TYPES, CONTAINER):
            known = found.containers if element.tag == CONTAINER else found.types
            names.append(element.get("Name") or "")
            first = known.setdefault(f"{namespace}.{names[-1]}", element)
            if first is not element:
                _refuse_second(element, first, faults)
        for element in schema.iterchildren(*OPERATIONS):
            names.append(element.get("Name") or "")
            qualified = f"{namespace}.{names[-1]}"
            found.operations.setdefault(qualified, []).append(element)
        found.annotations.extend(schema.iterchildren(ANNOTATIONS))
    if not are_identifiers(names):
        _refuse_names(found, faults)
    _link_bases(found, faults)
    _refuse_cycles(found, faults)
    _link_bindings(found, faults)
    return found


def _refuse_second(element: Element, first: Element, faults: Faults) -> None:
    faults.add(
        element,
        f"{describe(element)} is declared again",
        f"it is declared in line {first.sourceline} already",
    )


def _refuse_names(found: Declarations, faults: Faults) -> None:
    operations = chain.from_iterable(found.operations.values())
    for element in (*found.types.values(), *found.containers.values(), *operations):
        if not is_identifier(element.get("Name") or ""):
            refuse_name(element, faults)


def _link_bases(found: Declarations, faults: Faults) -> None:
    children: dict[str, list[str]] = {}
    for name, element in found.types.items():
        written = element.get("BaseType")
        if written is None or element.tag not in STRUCTURED:
            continue
        base = found.scope.resolve(written)
        kind = found.types.get(base)
        if kind is None:
            refuse_reference(element, "BaseType", found, faults)
        elif kind.tag != element.tag:
            faults.add(
                element,
                f"{describe(element)} has the base type {describe(kind)}",
                f"another {local_name(element)} is expected",
            )
        else:
            found.bases[name] = base
            children.setdefault(base, []).append(name)
    found.derived.update((base, tuple(names)) for base, names in children.items())


def _refuse_cycles(found: Declarations, faults: Faults) -> None:
    harmless: set[str] = set()
    for name in list(found.bases):
        line: dict[str, None] = {}
        here: str | None = name
        while here is not None and here not in harmless and here not in line:
            line[here] = None
            here = found.bases.get(here)
        if here in line:
            circle = list(line)[list(line).index(here) :]
            faults.add(
                found.types[here],
                f"the base types go in a circle: {quote(' -> '.join((*circle, here)))}",
                "the root of a hierarchy has no BaseType",
            )
            del found.bases[here]
        harmless.update(line)


def _link_bindings(found: Declarations, faults: Faults) -> None:
    for name, overloads in found.operations.items():
        for index, element in enumerate(overloads):
            if element.get("IsBound") != "true":
                continue
            first = next(element.iterchildren(PARAMETER), None)
            if first is None:
                faults.add(
                    element,
                    f"{describe(element)} is bound and has no parameter",
                    "the first parameter of a bound operation is what it is bound to",
                )
                continue
            binding = found.scope.resolve_type(first.get("Type") or "")
            found.bound.setdefault(binding, []).append((name, index))


def refuse_name(element: Element, faults: Faults) -> None:
    """The fault of an element whose name is missing or no identifier."""
    name = element.get("Name")
    kind = local_name(element)
    if name is None:
        faults.add(element, f"{kind} without a Name", "a name is expected")
        return
    faults.add(
        element,
        f"{kind} has the name {quote(name)}",
        "a letter or underscore is expected, then letters, digits and underscores, "
        "128 at most",
    )


def refuse_reference(
    element: Element, attribute: str, found: Declarations, faults: Faults
) -> None:
    """The fault of a reference to a type that the document does not declare."""
    written = element.get(attribute) or ""
    what = f"{describe(element)} has the {attribute} {quote(written)}"
    name, _ = split_collection(written)
    prefix, dot, local = name.rpartition(".")
    if not dot:
        what = f"{what}, a name without a namespace"
    elif prefix != "Edm" and prefix not in found.scope.namespaces:
        what = f"{what}, whose namespace or alias {quote(prefix)} is not declared"
    else:
        what = f"{what}, which is not declared in this document"
    faults.add(element, what, lambda: _nearest_types(local, found))


def _nearest_types(local: str, found: Declarations) -> str:
    """Types with the same local name, else with one like it."""
    by_local: dict[str, list[str]] = {}
    for name in (*found.types, *PRIMITIVE_TYPES):
        by_local.setdefault(name.rpartition(".")[2], []).append(name)
    if local in by_local:
        return f"did you mean {' or '.join(map(repr, by_local[local][:3]))}?"
    return nearest(local, by_local)
