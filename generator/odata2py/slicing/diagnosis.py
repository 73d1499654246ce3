"""Why a pattern matches nothing, and what would match."""

from __future__ import annotations

from odata2py.csdl.model import Model
from odata2py.errors import nearest
from odata2py.slicing.model import ROOT, Access
from odata2py.slicing.patterns import Kind, Pattern
from odata2py.slicing.walk import Place, Walk
from odata2py.slicing.ways import OF_ITEM, called_by_name, spellings, ways


def diagnose(model: Model, pattern: Pattern, found: Walk) -> str:
    """The fault of an included pattern that keeps nothing, after its walk."""
    fault = f"include: the path pattern {pattern.text!r} matches nothing"
    if model.container is None:
        return f"{fault}: the metadata has no entity container, so there are no paths"
    used = max(max(place.states.include) for place in found.steps)
    prefix = "/" + "/".join(segment.text for segment in pattern.segments[:used])
    if used == len(pattern.segments):
        return f"{fault}: {_nothing_left(pattern)}"
    places = [
        place
        for place in found.steps
        if used in place.states.include and place.owner[0] in {ROOT, *model.types}
    ]
    segment = pattern.segments[used]
    if segment.kind is Kind.KEY:
        return f"{fault}: no key follows {prefix!r}, which is no collection"
    if segment.kind is Kind.ANY:
        return f"{fault}: nothing follows {prefix!r}"
    if any(segment.text in _called_at(model, place) for place in places):
        last = used + 1 == len(pattern.segments)
        return f"{fault}: {segment.text!r} is an operation, {_no_path(pattern, last)}"
    return f"{fault}: {_unknown(model, places, segment.text, prefix)}"


def missing_accesses(pattern: Pattern, found: Walk) -> str:
    """What to say of accesses that an included pattern asks for and does not find."""
    wanted = (step.access for steps in found.steps.values() for step in steps)
    missing = (pattern.access or frozenset()) - frozenset[Access]().union(*wanted)
    if not missing:
        return ""
    notice = f"include: the path pattern {pattern.text!r} finds no {_listed(missing)}"
    path, _, _ = pattern.text.partition("#")
    if missing <= OF_ITEM and pattern.segments[-1].kind is not Kind.KEY:
        return f"{notice}; at items it would be '{path}/{{id}}#{_listed(missing, ',')}'"
    return notice


def _listed(accesses: frozenset[Access], comma: str = ", ") -> str:
    return comma.join(access for access in Access if access in accesses)


def diagnose_exclude(pattern: Pattern) -> str:
    """What to say of an excluded pattern that takes nothing away.

    It is no fault: services lose what was excluded, and the slice is as it should be.
    """
    return (
        f"exclude: the path pattern {pattern.text!r} matches nothing that is included; "
        "correct it or remove it"
    )


def left_below(pattern: Pattern) -> str:
    """What to say of an excluded pattern that takes a path alone.

    Who means that names the accesses, as in ``/users#list,create``.
    """
    text = pattern.text
    return (
        f"exclude: {text!r} leaves what is below that path; '{text}/**' takes it as "
        f"well, and accesses, as in '{text}#get', say that it stays"
    )


def _nothing_left(pattern: Pattern) -> str:
    wanted = ", ".join(sorted(pattern.access or ()))
    if wanted:
        return f"the path exists, but there is no {wanted} at it or it is excluded"
    return "the path exists, but the metadata allows no request or it is excluded"


def _no_path(pattern: Pattern, last: bool) -> str:
    if not last:
        return "nothing follows it"
    return "which has no accesses" if pattern.access else "which is excluded"


def _unknown(model: Model, places: list[Place], text: str, prefix: str) -> str:
    known: set[str] = set()
    for place in places:
        type_name, collection = place.owner
        below = {way.name for way in ways(model, type_name)}
        if collection and text in below:
            return (
                f"{prefix!r} is a collection, a key comes before {text!r}; "
                f"did you mean '{prefix}/{{id}}/{text}'?"
            )
        if text in below:
            return f"the metadata lets no path go from {prefix!r} along {text!r}"
        if type_name != ROOT and any(
            prop.name == text for prop in model.properties(type_name)
        ):
            return f"{text!r} is a property of {prefix!r} and no path; leave it out"
        known |= _called_at(model, place)
        if not collection:
            known |= below
        if type_name in model.derived:
            known |= set(model.descendants(type_name))
    typed = sorted(name for name in known if name.endswith(f".{text}"))
    hint = nearest(text, known)
    if typed:
        hint = f"did you mean {' or '.join(map(repr, typed))}?"
    return f"there is no {text!r} below {prefix!r}{'; ' if hint else ''}{hint}"


def _called_at(model: Model, place: Place) -> set[str]:
    return {
        spelling
        for name, _ in called_by_name(model, place.owner)
        for spelling in spellings(name)
    }
