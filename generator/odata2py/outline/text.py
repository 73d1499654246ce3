"""An outline as lines of text."""

from __future__ import annotations

from collections.abc import Iterator

from odata2py.csdl.model import (
    EntityType,
    EnumMember,
    EnumType,
    Function,
    Operation,
    StructuredType,
    TypeDefinition,
)
from odata2py.outline.data import counts, kind_of, written
from odata2py.outline.paths import Branch, Call
from odata2py.outline.search import FoundType, Member, Outline

_SCREEN = 60


def outline_text(found: Outline, depth: int | None = None) -> Iterator[str]:
    """The lines of an outline.

    depth: how many names of a path are shown; without it, as many as fit a screen, and
    all where words were given. Types and operations are listed where words were given.
    """
    model = found.model
    container = model.container
    yield container.name if container else "(there is no entity container)"
    yield ""
    if depth is None and not found.words:
        depth = _fitting_depth(found.paths)
    yield from _branch_lines(found.paths, 0, depth)
    if found.words:
        for each in found.types:
            yield ""
            yield from _type_lines(each)
        for operation in found.operations:
            yield ""
            yield _signature(operation)
            yield from _described(operation.documentation.description, 1)
        for term in found.terms:
            yield ""
            yield f"{term.name}: {written(term.type)}  term"
            yield from _described(term.documentation.description, 1)
    yield ""
    yield ", ".join(_counted(n, what) for what, n in counts(model).items() if n)
    if remarks := len(model.remarks()):
        yield f"{_counted(remarks, 'remarks')} on the metadata, in --json"


def _counted(number: int, what: str) -> str:
    return f"{number} {what if number > 1 else what.removesuffix('s')}"


def _fitting_depth(root: Branch) -> int:
    depth = 1
    while sum(1 for _ in _branch_lines(root, 0, depth + 1)) <= _SCREEN and depth < 20:
        depth += 1
    return depth


def _branch_lines(branch: Branch, level: int, depth: int | None) -> Iterator[str]:
    yield f"{'  ' * level}{_branch_line(branch, level)}"
    for call in sorted(branch.calls, key=lambda call: call.name):
        yield f"{'  ' * (level + 1)}{_call(call)}"
    for below in branch.branches:
        key = below.path.endswith("/{id}")
        rest = depth if depth is None or key else depth - 1
        if rest is not None and rest < 0:
            yield f"{'  ' * (level + 1)}..."
            return
        yield from _branch_lines(below, level + 1, rest)


def _branch_line(branch: Branch, level: int) -> str:
    segment = f"/{branch.path.rpartition('/')[2]}" if level else branch.path
    parts = [segment]
    if branch.type and not branch.path.endswith("/{id}"):
        name = _local(branch.type)
        parts.append(f"Collection({name})" if branch.collection else name)
    if branch.accesses:
        parts.append(f"#{','.join(branch.accesses)}")
    if not branch.contained:
        parts.append("(reference)")
    if branch.elsewhere:
        parts.append(f"-> {branch.elsewhere}")
    return "  ".join(parts)


def _call(call: Call) -> str:
    operation = call.operation
    names = ", ".join(parameter.name for parameter in operation.own_parameters)
    result = written(operation.return_type)
    returns = f" -> {_local(result)}" if result else ""
    kind = "function" if isinstance(operation, Function) else "action"
    return f"/{call.name}  {kind}({names}){returns}"


def _signature(operation: Operation) -> str:
    parameters = ", ".join(
        f"{parameter.name}: {written(parameter.type)}"
        for parameter in operation.own_parameters
    )
    kind = "function" if isinstance(operation, Function) else "action"
    bound = written(operation.binding)
    on = f"  bound to {bound}" if bound else ""
    result = written(operation.return_type)
    returns = f" -> {result}" if result else ""
    return f"{operation.name}({parameters}){returns}  {kind}{on}"


def _type_lines(found: FoundType) -> Iterator[str]:
    kind = found.type
    facts = [kind_of(kind)]
    if isinstance(kind, StructuredType):
        facts += [f"derived from {kind.base_type}"] if kind.base_type else []
        facts += ["abstract"] if kind.abstract else []
        facts += ["open"] if kind.open_type else []
    if isinstance(kind, EntityType):
        facts += ["with a stream"] if kind.has_stream else []
        facts += [f"key {', '.join(r.name for r in kind.key)}"] if kind.key else []
    if isinstance(kind, EnumType) and kind.flags:
        facts.append("flags")
    if isinstance(kind, TypeDefinition):
        facts.append(kind.underlying_type.name)
    yield f"{kind.name}  {', '.join(facts)}"
    yield from _described(kind.documentation.description, 1)
    for member in found.members:
        yield f"  {_member(member)}"
        yield from _described(member.documentation.description, 2)


def _member(member: Member) -> str:
    if isinstance(member, EnumMember):
        return f"{member.name} = {member.value}"
    optional = "" if member.type.nullable or member.type.collection else "  not null"
    return f"{member.name}: {written(member.type)}{optional}"


def _described(text: str, level: int) -> Iterator[str]:
    if text:
        yield f"{'  ' * level}  {' '.join(text.split())}"


def _local(name: str) -> str:
    """The name without its namespace, also in ``Collection(...)``."""
    if name.startswith("Collection("):
        return f"Collection({_local(name[11:-1])})"
    return name.rpartition(".")[2]
