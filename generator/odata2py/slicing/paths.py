"""The paths of a slice: what all included patterns keep of ways and operations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct, field

from odata2py.csdl.model import Function, Model, Operation
from odata2py.errors import InputError
from odata2py.slicing.diagnosis import (
    diagnose,
    diagnose_exclude,
    left_below,
    missing_accesses,
)
from odata2py.slicing.matching import Matcher
from odata2py.slicing.model import ROOT, Access, Owner, Reason
from odata2py.slicing.patterns import Pattern, parse_pattern
from odata2py.slicing.walk import Place, Service, Walk, walk
from odata2py.slicing.ways import Way

_ON_PATH = "on the path"

WayKey = tuple[str, tuple[str, ...]]
OperationKey = tuple[str, bool, tuple[tuple[str, bool, str], ...], bool]


def operation_key(operation: Operation, name: str = "") -> OperationKey:
    """What tells an overload from others, and the order of operations in a slice.

    name: what it is called by, if that is not its own name.
    """
    parameters = tuple(
        (parameter.type.name, parameter.type.collection, parameter.name)
        for parameter in operation.parameters
    )
    function = isinstance(operation, Function)
    return name or operation.name, operation.bound, parameters, function


class KeptWay(NamedTuple):
    """A way with what all paths of the slice want at its end."""

    way: Way
    access: frozenset[Access]


class Paths(Struct):
    """Ways and operations by what they leave or are bound to.

    Operations at the root are called by the names of their imports. ``reasons`` are
    those of the elements that paths are made of. ``notices`` say what patterns do not
    do that may be expected of them.
    """

    ways: dict[Owner, dict[WayKey, KeptWay]] = field(default_factory=dict)
    called: dict[Owner, dict[OperationKey, Operation]] = field(default_factory=dict)
    reasons: dict[str, Reason] = field(default_factory=dict)
    notices: list[str] = field(default_factory=list)

    def all_ways(self) -> Iterator[KeptWay]:
        """All ways, by owner and name."""
        for owner in sorted(self.ways):
            yield from self.leaving(owner).values()

    def leaving(self, owner: Owner) -> Mapping[WayKey, KeptWay]:
        """The ways that leave a type, a collection of it, or the root, by name."""
        return dict(sorted(self.ways.get(owner, {}).items()))

    def names_leaving(self, type_name: str) -> set[str]:
        """What the ways are called that leave a single value of a type, or the root."""
        return {name for name, _ in self.ways.get((type_name, False), {})}

    def imports(self) -> list[tuple[str, Operation]]:
        """What is called at the root, composable or not, by the names of imports."""
        owner = (ROOT, False)
        plain = [(key[0], each) for key, each in self.called.get(owner, {}).items()]
        leading = [
            (way.name, way.function)
            for way, _ in self.leaving(owner).values()
            if way.function is not None
        ]
        return plain + leading

    def add(self, way: Way, access: frozenset[Access]) -> None:
        """A way that a path goes along; its access is that of all paths."""
        ways = self.ways.setdefault(way.owner, {})
        known = ways.get(way.key)
        ways[way.key] = KeptWay(way, known.access | access if known else access)


def find_paths(
    service: Service, include: Sequence[str], exclude: Sequence[str]
) -> Paths:
    """All that the included patterns keep; each has to keep something."""
    included, excluded = _parse_all(include), tuple(_parse_all(exclude))
    kept = Paths()
    hits: set[Pattern] = set()
    faults: list[str] = []
    for pattern in included:
        found = walk(service, Matcher(pattern, excluded, hits))
        if not _keep(service.model, kept, found, pattern):
            faults.append(diagnose(service.model, pattern, found))
        elif missing := missing_accesses(pattern, found):
            kept.notices.append(missing)
    if faults:
        raise InputError(*faults)
    kept.notices += [diagnose_exclude(p) for p in excluded if p not in hits]
    kept.notices += _left_below(service, included, excluded)
    return kept


def _left_below(
    service: Service, included: Sequence[Pattern], excluded: tuple[Pattern, ...]
) -> list[str]:
    """Notices of excluded patterns that take a path and leave what is below it."""
    below = {pattern.below(): pattern for pattern in excluded if pattern.is_one_path}
    hits: set[Pattern] = set()
    for pattern in included if below else ():
        walk(service, Matcher(pattern, (*excluded, *below), hits))
    return [left_below(below[pattern]) for pattern in below if pattern in hits]


def _parse_all(texts: Sequence[str]) -> list[Pattern]:
    parsed: list[Pattern] = []
    faults: list[str] = []
    for text in texts:
        try:
            parsed.append(parse_pattern(text))
        except InputError as error:
            faults.extend(error.faults)
    if faults:
        raise InputError(*faults)
    return parsed


def _keep(model: Model, kept: Paths, found: Walk, pattern: Pattern) -> bool:
    """Adds what the walk found; whether it found anything."""
    reason = Reason(_ON_PATH, pattern.text)
    useful = _useful_places(found)
    for place in useful:
        for step in found.steps[place]:
            way = step.way
            if way is not None and (step.access or step.end in useful):
                kept.add(way, step.access)
                kept.reasons.setdefault(way.element, reason)
                if way.owner == found.root.owner and way.function is not None:
                    _keep_import(model, kept, way.name, way.function, reason)
        called = kept.called.setdefault(place.owner, {})
        for name, operation in found.called[place]:
            called[operation_key(operation, name)] = operation
            if place is found.root:
                _keep_import(model, kept, name, operation, reason)
            else:
                kept.reasons.setdefault(operation.name, reason)
    return bool(useful)


def _keep_import(
    model: Model, kept: Paths, name: str, operation: Operation, reason: Reason
) -> None:
    element = f"{model.container.name if model.container else ''}/{name}"
    kept.reasons.setdefault(element, reason)
    kept.reasons.setdefault(operation.name, Reason("imported by", element))


def _useful_places(found: Walk) -> set[Place]:
    """The places where something is wanted, and those on the paths to them."""
    before: dict[Place, list[Place]] = {}
    for place, steps in found.steps.items():
        for step in steps:
            before.setdefault(step.end, []).append(place)
    useful: set[Place] = set()
    waiting = [
        place
        for place, steps in found.steps.items()
        if found.called[place] or any(step.access for step in steps)
    ]
    while waiting:
        place = waiting.pop()
        if place not in useful:
            useful.add(place)
            waiting.extend(before.get(place, ()))
    return useful
