"""Path patterns: which paths of a service an application uses.

A pattern is written as the documentation of services writes paths:
``/users/{id}/friends`` with ``{id}`` for any key, ``*`` for any one segment, ``**`` for
any number of segments along ways that belong to what they start from (containment,
streams, complex properties, operations), and ``#list,get`` to take only these accesses.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum, auto

from msgspec import Struct

from odata2py.errors import InputError, nearest
from odata2py.slicing.model import Access

_EXAMPLE = "a pattern looks like '/users/{id}/friends/**' or '/me#get'"
_VERSION = re.compile(r"v\d+(\.\d+)*")
_NAME = re.compile(r"[^\W\d]\w*(\.[^\W\d]\w*)*|\$value")
_KEY = re.compile(r"\{[^{}/]*\}")


class Kind(Enum):
    NAME = auto()
    KEY = auto()
    ANY = auto()
    DEEP = auto()


class Segment(Struct, frozen=True):
    """One segment; ``text`` is what was written."""

    kind: Kind
    text: str


class Hop(Struct, frozen=True):
    """One segment of a real path: a key, or a name in its spellings.

    ``along`` says whether ``**`` of an included path takes it, ``onward`` whether it
    goes on after it, ``wild`` whether ``*`` may stand for it.
    """

    names: frozenset[str] = frozenset()
    along: bool = True
    onward: bool = True
    wild: bool = True

    @property
    def key(self) -> bool:
        return not self.names


class Pattern(Struct, frozen=True):
    """A pattern; ``access`` is None where it says nothing of accesses.

    Matching is that of an automaton: a state is the number of segments that are used
    up, ``advance`` goes on from a set of states, the last state is the whole pattern.
    """

    text: str
    segments: tuple[Segment, ...]
    access: frozenset[Access] | None = None

    def start(self) -> frozenset[int]:
        return self._with_empty_deep([0])

    def advance(
        self, states: Iterable[int], hop: Hop, anywhere: bool = False
    ) -> frozenset[int]:
        """The states after one more segment; ``**`` goes ``anywhere`` in excludes."""
        after: list[int] = []
        for state in states:
            if state == len(self.segments):
                continue
            segment = self.segments[state]
            if segment.kind is Kind.DEEP:
                if hop.along or anywhere:
                    after.append(state if hop.onward or anywhere else state + 1)
            elif _matches(segment, hop):
                after.append(state + 1)
        return self._with_empty_deep(after)

    @property
    def is_one_path(self) -> bool:
        """Whether all of what is at the end of paths is meant, and nothing below."""
        return self.access is None and self.segments[-1].kind is not Kind.DEEP

    def below(self) -> Pattern:
        """The pattern of all that is below the paths of this one."""
        more = Segment(Kind.ANY, "*"), Segment(Kind.DEEP, "**")
        return Pattern(f"{self.text}/*/**", (*self.segments, *more))

    def accepts(self, states: frozenset[int]) -> bool:
        """Whether a path in these states is one that the pattern means."""
        return len(self.segments) in states

    def _with_empty_deep(self, states: list[int]) -> frozenset[int]:
        found = set(states)
        for state in states:
            while state < len(self.segments):
                if self.segments[state].kind is not Kind.DEEP:
                    break
                state += 1
                found.add(state)
        return frozenset(found)


def _matches(segment: Segment, hop: Hop) -> bool:
    if segment.kind is Kind.KEY:
        return hop.key
    return (segment.kind is Kind.ANY and hop.wild) or segment.text in hop.names


def parse_pattern(text: str) -> Pattern:
    """The pattern that is written so."""
    path, hash_, accesses = text.partition("#")
    if not path.startswith("/"):
        raise _malformed(text, "it does not start with '/'", _EXAMPLE)
    written = path[1:].split("/")
    if "" in written:
        raise _malformed(text, "it has an empty segment", _EXAMPLE)
    segments = tuple(_parse_segment(text, segment) for segment in written)
    return Pattern(text, segments, _parse_accesses(text, accesses) if hash_ else None)


def _parse_segment(text: str, segment: str) -> Segment:
    if segment == "**":
        return Segment(Kind.DEEP, segment)
    if segment == "*":
        return Segment(Kind.ANY, segment)
    if _KEY.fullmatch(segment):
        return Segment(Kind.KEY, segment)
    if _NAME.fullmatch(segment):
        return Segment(Kind.NAME, segment)
    raise _malformed(text, f"{segment!r} is no segment", _instead_of(segment))


def _instead_of(segment: str) -> str:
    """What is meant by a segment of a URL that is none of a pattern."""
    name, bracket, inside = segment.partition("(")
    key = f"a key is a segment: '{name}/{{id}}'"
    function = f"a function goes without its parameters: '{name}'"
    if bracket and "=" in inside:
        return f"{function}; {key}"
    if bracket:
        return function if inside == ")" else key
    if segment == "$ref":
        return "what changes relations stands behind '#', as in '#link,unlink'"
    if _VERSION.fullmatch(segment):
        return "a version is part of the service's root; leave it out"
    return "a segment is a name, a key as in '{id}', '*' or '**'"


def _parse_accesses(text: str, written: str) -> frozenset[Access]:
    known = {access.value: access for access in Access}
    names = [name.strip() for name in written.split(",")]
    for name in names:
        if name not in known:
            right = nearest(name, known) or f"there are {', '.join(known)}"
            raise _malformed(text, f"{name!r} is no access", right)
    return frozenset(known[name] for name in names)


def _malformed(text: str, what: str, right: str) -> InputError:
    return InputError.at(f"path pattern {text!r}", what, right)
