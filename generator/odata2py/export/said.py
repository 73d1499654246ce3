"""All annotations of a model, and what they name."""

from __future__ import annotations

from collections.abc import Iterator

from odata2py.csdl.annotation import Annotation, Annotations, Expression
from odata2py.csdl.model import EnumType, Model, StructuredType, Type


def annotations_of(model: Model) -> Iterator[Annotation]:
    """Every annotation of a model's elements, those of annotations left out."""
    for said in _elements(model):
        yield from said.values()


def _elements(model: Model) -> Iterator[Annotations]:
    for kind in model.types.values():
        yield from _of_type(kind)
    for overloads in model.operations.values():
        for operation in overloads:
            yield operation.annotations
            yield operation.result_annotations
            yield from (parameter.annotations for parameter in operation.parameters)
    for term in model.terms.values():
        yield term.annotations
    for schema in model.schemas.values():
        yield schema.annotations
    container = model.container
    if container is not None:
        yield container.annotations
        yield from (each.annotations for each in container.entity_sets.values())
        yield from (each.annotations for each in container.singletons.values())
        yield from (each.annotations for each in container.imports.values())


def _of_type(kind: Type) -> Iterator[Annotations]:
    yield kind.annotations
    if isinstance(kind, EnumType):
        yield from (member.annotations for member in kind.members)
    elif isinstance(kind, StructuredType):
        yield from (prop.annotations for prop in kind.properties)
        yield from (prop.annotations for prop in kind.refinements)
        for nav in kind.navigation_properties:
            yield nav.annotations
            yield from (constraint.annotations for constraint in nav.constraints)


def terms_of(model: Model) -> set[str]:
    """The terms of all annotations of a model, by which others are said included."""
    found: set[str] = set()
    for annotation in annotations_of(model):
        _collect_terms(annotation, found)
    return found


def _collect_terms(annotation: Annotation, found: set[str]) -> None:
    found.add(annotation.term)
    for about in annotation.annotations.values():
        _collect_terms(about, found)
    if annotation.value is not None:
        for expression in _within(annotation.value):
            for about in expression.annotations.values():
                _collect_terms(about, found)


def _within(expression: Expression) -> Iterator[Expression]:
    yield expression
    for operand in expression.operands:
        yield from _within(operand)
