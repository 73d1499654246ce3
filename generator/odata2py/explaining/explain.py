"""Why a slice has an element, hop by hop, or why not, and what having it would cost."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from odata2py.compare.focus import elements_of
from odata2py.config import PackageSettings, Source
from odata2py.csdl.model import Model, StructuredType
from odata2py.errors import InputError
from odata2py.explaining.ways_to import ways_to
from odata2py.slicing.model import Reason, Slice
from odata2py.sources import slice_source


class Choice(Struct, frozen=True):
    """What could be configured otherwise, and what that would add to the package.

    change: as it would be written; types, operations: how many more there would be.
    """

    change: str
    types: int
    operations: int


class Explanation(Struct, frozen=True):
    """An element, and why it is in the slice: the last of the reasons is a path.

    Without reasons it is out. left_out: by what; choices: what would bring it in, the
    cheapest first.
    """

    element: str
    reasons: tuple[Reason, ...]
    left_out: str = ""
    choices: tuple[Choice, ...] = ()


def explain(
    model: Model, source: Source, settings: PackageSettings, element: str
) -> Explanation:
    """Why the slice of a package has an element of its source's model, or not."""
    part = slice_source(model, source, settings)
    if reasons := tuple(_reasons(part, model, element)):
        return Explanation(element, reasons)
    if (culprit := _excluded_by(model, source, settings, element)) is not None:
        return Explanation(element, (), f"exclude: {culprit!r}")
    if _is_not_chosen(part, model, element):
        return Explanation(element, (), "properties: it is not among the chosen ones")
    choices = _choices(model, source, settings, element, part)
    return Explanation(element, (), "", tuple(choices))


def _reasons(part: Slice, model: Model, element: str) -> Iterator[Reason]:
    """The hops from an element to the path for which it is there."""
    known = set(part.reasons)
    if element not in part.reasons:
        owner, _, _ = element.rpartition("/")
        if element not in set(elements_of(part, model)):
            return
        yield Reason("a member of", owner)
        element = owner
    while element in known:
        known.remove(element)
        reason = part.reasons[element]
        yield reason
        element = reason.of


def _excluded_by(
    model: Model, source: Source, settings: PackageSettings, element: str
) -> str | None:
    for pattern in settings.exclude:
        others = tuple(each for each in settings.exclude if each != pattern)
        part = slice_source(model, source, replace(settings, exclude=others))
        if any(_reasons(part, model, element)):
            return pattern
    return None


def _is_not_chosen(part: Slice, model: Model, element: str) -> bool:
    owner, _, name = element.rpartition("/")
    if owner not in part.model.types or not isinstance(
        model.types[owner], StructuredType
    ):
        return False
    return name in {prop.name for prop in model.structured(owner).properties}


def _choices(
    model: Model,
    source: Source,
    settings: PackageSettings,
    element: str,
    part: Slice,
) -> list[Choice]:
    changes = {
        f"include: {path!r}": replace(settings, include=(*settings.include, path))
        for path in ways_to(model, element)
    }
    changes['derived = "all"'] = replace(settings, derived="all")
    found = []
    for change, changed in changes.items():
        try:
            more = slice_source(model, source, changed)
        except InputError:
            continue
        if any(_reasons(more, model, element)):
            found.append(_cost(change, part, more))
    return sorted(found, key=lambda choice: (choice.types, choice.operations))


def _cost(change: str, before: Slice, after: Slice) -> Choice:
    types = len(after.model.types) - len(before.model.types)
    return Choice(change, types, after.operations - before.operations)
