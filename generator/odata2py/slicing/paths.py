"""The paths of a slice: what all included patterns keep of ways and operations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct, field

from odata2py.csdl.model import Model, Operation, OperationImport
from odata2py.errors import InputError
from odata2py.slicing.diagnosis import diagnose, diagnose_exclude
from odata2py.slicing.matching import Matcher
from odata2py.slicing.model import Access, Reason
from odata2py.slicing.patterns import Pattern, parse_pattern
from odata2py.slicing.walk import Place, Walk, Way, walk

_ON_PATH = "on the path"

OperationKey = tuple[str, bool, tuple[tuple[str, bool, str], ...]]


def operation_key(operation: Operation) -> OperationKey:
    """What tells an overload from others, and the order of operations in a slice."""
    parameters = tuple(
        (parameter.type.name, parameter.type.collection, parameter.name)
        for parameter in operation.parameters
    )
    return operation.name, operation.bound, parameters


class KeptWay(NamedTuple):
    """A way with what all paths of the slice want at its end."""

    way: Way
    access: frozenset[Access]


class Paths(Struct):
    """Ways by owner and name, operations by type and whether bound to a collection.

    ``reasons`` are those of the elements that paths are made of. ``notices`` name
    excluded patterns that take nothing away.
    """

    ways: dict[str, dict[str, KeptWay]] = field(default_factory=dict)
    operations: dict[tuple[str, bool], dict[OperationKey, Operation]] = field(
        default_factory=dict
    )
    imports: dict[str, OperationImport] = field(default_factory=dict)
    reasons: dict[str, Reason] = field(default_factory=dict)
    notices: list[str] = field(default_factory=list)

    def all_ways(self) -> Iterator[KeptWay]:
        """All ways, by owner and name."""
        for _, ways in sorted(self.ways.items()):
            for name in sorted(ways):
                yield ways[name]

    def leaving(self, owner: str) -> Mapping[str, KeptWay]:
        """The ways that leave a type or the root."""
        return self.ways.get(owner, {})

    def add(self, way: Way, access: frozenset[Access]) -> None:
        """A way that a path goes along; its access is that of all paths."""
        ways = self.ways.setdefault(way.owner, {})
        known = ways.get(way.name)
        ways[way.name] = KeptWay(way, known.access | access if known else access)


def find_paths(model: Model, include: Sequence[str], exclude: Sequence[str]) -> Paths:
    """All that the included patterns keep; each has to keep something."""
    included, excluded = _parse_all(include), tuple(_parse_all(exclude))
    kept = Paths()
    hits: set[Pattern] = set()
    faults: list[str] = []
    for pattern in included:
        found = walk(model, Matcher(pattern, excluded, hits))
        if not _keep(model, kept, found, pattern):
            faults.append(diagnose(model, pattern, found))
    if faults:
        raise InputError(*faults)
    kept.notices += [diagnose_exclude(p) for p in excluded if p not in hits]
    return kept


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
        called = kept.operations.setdefault((place.type, place.collection), {})
        for operation in found.operations[place]:
            called[operation_key(operation)] = operation
            kept.reasons.setdefault(operation.name, reason)
    for imported in found.imports:
        element = f"{model.container.name if model.container else ''}/{imported.name}"
        kept.imports[imported.name] = imported
        kept.reasons.setdefault(element, reason)
        kept.reasons.setdefault(imported.operation, Reason("imported by", element))
    return bool(useful or found.imports)


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
        if found.operations[place] or any(step.access for step in steps)
    ]
    while waiting:
        place = waiting.pop()
        if place not in useful:
            useful.add(place)
            waiting.extend(before.get(place, ()))
    return useful
