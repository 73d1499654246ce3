"""What of a walk is kept: all that leads to something that is wanted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct, field

from odata2py.csdl.model import Model
from odata2py.slicing.model import By
from odata2py.slicing.walk import Place, Step, Walk
from odata2py.slicing.ways import operations


def useful_steps(model: Model, found: Walk) -> dict[Place, list[Step]]:
    """The steps to what is wanted, by the places where something is or that lead there.

    A cast that ``**`` takes is one of them if more is wanted of the derived type than
    its base type has.
    """
    usefulness = _Usefulness(model, found)
    usefulness.find()
    return {
        place: list(usefulness.steps(place))
        for place in found.steps
        if place in usefulness.places
    }


class _Usefulness(Struct):
    """``casts`` are those that are not known to lead to more, by their identity."""

    model: Model
    found: Walk
    before: dict[Place, list[Place]] = field(default_factory=dict)
    casts: dict[int, tuple[Place, Step]] = field(default_factory=dict)
    places: set[Place] = field(default_factory=set)

    def find(self) -> None:
        wanted: list[Place] = []
        for place, steps in self.found.steps.items():
            for step in steps:
                if step.meant:
                    self.before.setdefault(step.end, []).append(place)
                else:
                    self.casts[id(step)] = place, step
            if self.found.called[place] or any(s.access and s.meant for s in steps):
                wanted.append(place)
        while wanted:
            self._add(wanted)
            more = [key for key, cast in self.casts.items() if self._adds(*cast)]
            wanted = [self.casts.pop(key)[0] for key in more]

    def steps(self, place: Place) -> Iterator[Step]:
        """The useful steps from a place."""
        for step in self.found.steps[place]:
            if id(step) not in self.casts and (step.access or step.end in self.places):
                yield step

    def _add(self, wanted: Iterable[Place]) -> None:
        """Places that are useful, and those before them."""
        waiting = list(wanted)
        while waiting:
            place = waiting.pop()
            if place not in self.places:
                self.places.add(place)
                waiting.extend(self.before.get(place, ()))

    def _adds(self, place: Place, cast: Step) -> bool:
        """Whether a cast leads to what there is not without it."""
        base, _ = place.owner
        return cast.end in self.places and self._has_more(cast.end, base)

    def _has_more(self, place: Place, base: str) -> bool:
        """Whether a place, or its items, usefully has what a base type lacks."""
        inherited = {kind.name for kind in self.model.lineage(base)}
        known = operations(self.model, base, place.owner[1])
        if any(operation not in known for _, operation in self.found.called[place]):
            return True
        for step in self.steps(place):
            way = step.way
            if way is None:
                more = self._has_more(step.end, base)
            elif way.function is not None:
                more = way.function not in known
            else:
                declared_by = way.element.rpartition("/")[0]
                more = way.by is not By.CAST and declared_by not in inherited
            if more:
                return True
        return False
