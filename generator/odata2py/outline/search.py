"""What of a service is meant by words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

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
from odata2py.outline.paths import Branch, outline_paths

Member = Property | NavigationProperty | EnumMember


class FoundType(Struct, frozen=True):
    """A type, and those of its members that were asked for."""

    type: Type
    members: tuple[Member, ...]


class Outline(Struct, frozen=True):
    """A service, or what of it was asked for.

    ``paths`` is a tree that leads from its root to what was asked for.
    """

    model: Model
    words: tuple[str, ...]
    paths: Branch
    types: tuple[FoundType, ...]
    operations: tuple[Operation, ...]
    terms: tuple[Term, ...]


def outline(model: Model, words: Sequence[str] = ()) -> Outline:
    """All of a service, or what all of the words occur in, whatever their case.

    They are looked for in names and descriptions. A word that starts with a slash is a
    path, and what is below it is meant. Raises InputError if there is no such path.
    """
    starts = [word for word in words if word.startswith("/")]
    looking = _Search(tuple(w.casefold() for w in words if w not in starts))
    tree = outline_paths(model, *starts[:1])
    if starts:
        return Outline(model, tuple(words), looking.paths(tree), (), (), ())
    types = (looking.type(model.types[name]) for name in sorted(model.types))
    operations = (
        o for name in sorted(model.operations) for o in model.operations[name]
    )
    return Outline(
        model,
        tuple(words),
        looking.paths(tree),
        tuple(found for found in types if found is not None),
        tuple(
            o
            for o in operations
            if looking.is_meant(o.name, o.documentation.description)
        ),
        tuple(
            model.terms[name] for name in sorted(model.terms) if looking.is_meant(name)
        ),
    )


class _Search(Struct, frozen=True):
    words: tuple[str, ...]

    def is_meant(self, *texts: str) -> bool:
        text = "\n".join(texts).casefold()
        return all(word in text for word in self.words)

    def type(self, kind: Type) -> FoundType | None:
        members = tuple(_members(kind))
        if self.is_meant(kind.name, kind.documentation.description):
            return FoundType(kind, members)
        meant = (
            m for m in members if self.is_meant(m.name, m.documentation.description)
        )
        found = tuple(meant)
        return FoundType(kind, found) if found else None

    def paths(self, branch: Branch) -> Branch:
        """The tree without what was not asked for."""
        if not self.words:
            return branch
        order = list(branch.walk())
        kept: set[int] = set()
        for each in reversed(order):
            each.branches = [b for b in each.branches if id(b) in kept]
            if not self._means_path(each):
                each.calls = [o for o in each.calls if self.is_meant(o.name)]
            if each.branches or each.calls or self._means_path(each):
                kept.add(id(each))
        return branch

    def _means_path(self, branch: Branch) -> bool:
        last = branch.path.removesuffix("/{id}").rpartition("/")[2]
        return self.is_meant(last, branch.description)


def _members(kind: Type) -> Iterable[Member]:
    if isinstance(kind, StructuredType):
        return (*kind.properties, *kind.navigation_properties)
    return kind.members if isinstance(kind, EnumType) else ()
