"""An outline as plain data, for JSON."""

from __future__ import annotations

from collections import Counter
from typing import Any

from odata2py.csdl.model import (
    Action,
    ComplexType,
    EntityType,
    EnumMember,
    EnumType,
    Model,
    Operation,
    StructuredType,
    Term,
    Type,
    TypeReference,
)
from odata2py.outline.paths import Branch
from odata2py.outline.search import FoundType, Member, Outline

Data = dict[str, Any]


def outline_data(found: Outline) -> Data:
    """What was asked for, with the counts of the whole service."""
    model = found.model
    return {
        "container": model.container.name if model.container else None,
        "version": model.version,
        "counts": {what.replace(" ", "_"): n for what, n in counts(model).items()},
        "paths": [_path(branch) for branch in found.paths.walk()],
        "types": [_type(each) for each in found.types],
        "operations": [_operation(operation) for operation in found.operations],
        "terms": [_term(term) for term in found.terms],
        "notices": list(model.notices),
        "remarks": list(model.remarks()),
    }


def counts(model: Model) -> dict[str, int]:
    """How much there is of everything that a service declares."""
    kinds = Counter(kind_of(model.types[name]) for name in model.types)
    operations = [o for name in model.operations for o in model.operations[name]]
    actions = sum(isinstance(operation, Action) for operation in operations)
    container = model.container
    return {
        "schemas": len(model.schemas),
        "entity sets": len(container.entity_sets) if container else 0,
        "singletons": len(container.singletons) if container else 0,
        "imports": len(container.imports) if container else 0,
        "entity types": kinds["entity type"],
        "complex types": kinds["complex type"],
        "enumerations": kinds["enumeration"],
        "type definitions": kinds["type definition"],
        "actions": actions,
        "functions": len(operations) - actions,
        "terms": len(model.terms),
    }


def kind_of(kind: Type) -> str:
    """What a type is, in words."""
    if isinstance(kind, EntityType):
        return "entity type"
    if isinstance(kind, ComplexType):
        return "complex type"
    return "enumeration" if isinstance(kind, EnumType) else "type definition"


def written(reference: TypeReference | None) -> str | None:
    """A use of a type as metadata writes it."""
    if reference is None:
        return None
    return f"Collection({reference.name})" if reference.collection else reference.name


def _path(branch: Branch) -> Data:
    return {
        "path": branch.path,
        "type": branch.type,
        "collection": branch.collection,
        "accesses": [str(access) for access in branch.accesses],
        "operations": [
            {"segment": call.name, **_operation(call.operation)}
            for call in branch.calls
        ],
        "contained": branch.contained,
        "continues_at": branch.elsewhere or branch.path,
        "description": branch.description,
    }


def _type(found: FoundType) -> Data:
    kind = found.type
    data: Data = {
        "name": kind.name,
        "kind": kind_of(kind),
        "description": kind.documentation.description,
    }
    if isinstance(kind, StructuredType):
        data |= {
            "base_type": kind.base_type,
            "abstract": kind.abstract,
            "open": kind.open_type,
        }
    if isinstance(kind, EntityType):
        data |= {
            "key": [ref.name for ref in kind.key],
            "has_stream": kind.has_stream,
        }
    if isinstance(kind, EnumType):
        data |= {"flags": kind.flags, "underlying_type": kind.underlying_type}
    elif not isinstance(kind, StructuredType):
        data["underlying_type"] = kind.underlying_type.name
    return {**data, "members": [_member(member) for member in found.members]}


def _member(member: Member) -> Data:
    data: Data = {
        "name": member.name,
        "description": member.documentation.description,
    }
    if isinstance(member, EnumMember):
        return {**data, "value": member.value}
    return {**data, "type": written(member.type), "nullable": member.type.nullable}


def _operation(operation: Operation) -> Data:
    return {
        "name": operation.name,
        "kind": "action" if isinstance(operation, Action) else "function",
        "bound_to": written(operation.binding),
        "parameters": [
            {"name": parameter.name, "type": written(parameter.type)}
            for parameter in operation.own_parameters
        ],
        "returns": written(operation.return_type),
        "description": operation.documentation.description,
    }


def _term(term: Term) -> Data:
    return {
        "name": term.name,
        "type": written(term.type),
        "description": term.documentation.description,
    }
