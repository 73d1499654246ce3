"""How targets of annotations name things, and overloads among them (CSDL 14.2.2)."""

from __future__ import annotations

from collections.abc import Iterable

from odata2py.csdl.document.xml import Element
from odata2py.csdl.names import Scope
from odata2py.csdl.tags import ACTION, PARAMETER


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


def target_names(name: str, element: Element, scope: Scope) -> list[str]:
    """The names by which annotations may target an overload, the vaguest first.

    The parameters of an action need not be named beyond the first (CSDL 14.2.2).
    """
    types = [
        scope.resolve_type(child.get("Type") or "")
        for child in element.iterchildren(PARAMETER)
    ]
    bound = types[:1] if element.get("IsBound") == "true" else []
    names = [name, f"{name}({signature(types)})"]
    if element.tag == ACTION and bound != types:
        names.insert(1, f"{name}({signature(bound)})")
    return names
