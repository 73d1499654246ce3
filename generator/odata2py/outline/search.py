"""What of a service is meant by words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set

from msgspec import Struct

from odata2py.csdl.model import (
    EnumMember,
    EnumType,
    Model,
    NavigationProperty,
    Operation,
    Property,
    StructuredType,
    Term,
    Type,
)
from odata2py.errors import InputError, nearest
from odata2py.outline.paths import Branch, Call, outline_paths

Member = Property | NavigationProperty | EnumMember


class FoundType(Struct, frozen=True):
    """A type, and those of its members that were asked for."""

    type: Type
    members: tuple[Member, ...]


class Outline(Struct, frozen=True):
    """A service, or what of it was asked for.

    ``words`` are those that were looked for, paths aside. ``paths`` is a tree that
    leads from its root to what was asked for.
    """

    model: Model
    words: tuple[str, ...]
    paths: Branch
    types: tuple[FoundType, ...]
    operations: tuple[Operation, ...]
    terms: tuple[Term, ...]


def outline(
    model: Model, words: Sequence[str] = (), only_declared: Set[str] = frozenset()
) -> Outline:
    """All of a service, or what all of the words occur in, whatever their case.

    They are looked for in names and descriptions; in namespaces too if they have a dot.
    A word that starts with a slash is the path at which the tree starts. Raises
    InputError if there is no such path, or nothing that has the words.
    only_declared: accesses that the service has only where its metadata says so.
    """
    words = [word for word in words if word.strip()]
    starts = [word for word in words if word.startswith("/")]
    if len(starts) > 1:
        raise InputError(
            f"there are two paths, {starts[0]!r} and {starts[1]!r}; name one"
        )
    texts = tuple(word.casefold() for word in words if word not in starts)
    looking = _Search(texts)
    tree = outline_paths(model, starts[0] if starts else "/", only_declared)
    if not texts and starts:
        return Outline(model, texts, tree, (), (), ())
    types = [looking.type(model.types[name]) for name in sorted(model.types)]
    operations = (
        o for name in sorted(model.operations) for o in model.operations[name]
    )
    found = tuple(kind for kind in types if kind is not None)
    called = tuple(operation for operation in operations if looking.means(operation))
    terms = (model.terms[name] for name in sorted(model.terms))
    named = tuple(
        term
        for term in terms
        if looking.is_named(term.name, term.documentation.description)
    )
    reached = looking.prune(tree, {each.type.name for each in found})
    if not (reached or found or called or named):
        raise InputError(_nothing_has(texts, model))
    return Outline(model, texts, tree, found, called, named)


def _nothing_has(words: Sequence[str], model: Model) -> str:
    what = f"nothing has {' and '.join(map(repr, words))} in it"
    path = next((word for word in words if "/" in word), None)
    if path is not None:
        return f"{what}; did you mean the path '/{path}'?"
    names = {
        member.name
        for kind in model.types.values()
        for member in (kind, *_members(kind))
    }
    known = {name.rpartition(".")[2] for name in (*names, *model.operations)}
    hint = nearest(words[0], known) if len(words) == 1 else ""
    return f"{what}; {hint}" if hint else what


class _Search(Struct, frozen=True):
    words: tuple[str, ...]

    def is_meant(self, *texts: str) -> bool:
        text = "\n".join(texts).casefold()
        return all(word in text for word in self.words)

    def is_named(self, name: str, *texts: str) -> bool:
        """The same for a qualified name; words with a dot may be of its namespace."""
        dotted = any("." in word for word in self.words)
        return self.is_meant(name if dotted else name.rpartition(".")[2], *texts)

    def type(self, kind: Type) -> FoundType | None:
        members = tuple(_members(kind))
        if self.is_named(kind.name, kind.documentation.description):
            return FoundType(kind, members)
        found = tuple(
            m for m in members if self.is_meant(m.name, m.documentation.description)
        )
        return FoundType(kind, found) if found else None

    def means(self, operation: Operation) -> bool:
        return self.is_named(operation.name, operation.documentation.description)

    def prune(self, root: Branch, types: Set[str]) -> bool:
        """Leave of a tree what was asked for, and what leads to it; whether any is."""
        if not self.words:
            return True
        kept: set[int] = set()
        for each in reversed(list(root.walk())):
            each.branches = [below for below in each.branches if id(below) in kept]
            meant = self._means_path(each) or each.type in types
            if not meant:
                each.calls = [c for c in each.calls if self._means_call(c)]
            if each.branches or each.calls or meant:
                kept.add(id(each))
        return id(root) in kept

    def _means_call(self, call: Call) -> bool:
        return self.is_meant(call.name) or self.means(call.operation)

    def _means_path(self, branch: Branch) -> bool:
        last = branch.path.removesuffix("/{id}").rpartition("/")[2]
        return self.is_named(last, branch.description)


def _members(kind: Type) -> Iterable[Member]:
    if isinstance(kind, StructuredType):
        return (*kind.properties, *kind.navigation_properties)
    return kind.members if isinstance(kind, EnumType) else ()
