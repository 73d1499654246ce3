"""Explanations as text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from odata2py.explaining.explain import Choice, Explanation


def explanation_text(package: str, explanations: Iterable[Explanation]) -> str:
    """Why a package has elements, or has them not; a paragraph for each."""
    paragraphs = ("\n".join(_lines(package, each)) for each in explanations)
    return "\n\n".join(paragraphs)


def _lines(package: str, found: Explanation) -> Iterator[str]:
    if found.reasons:
        yield f"{found.element} is in {package}:"
        for reason in found.reasons:
            yield f"  {reason.because} {reason.of}"
        return
    yield f"{found.element} is not in {package}."
    if found.left_out:
        yield f"  It is left out by {found.left_out}"
    elif not found.choices:
        yield "  No path of the service leads to it."
    else:
        yield "  It would be with one of these:"
        yield from (f"    {_choice(each)}" for each in found.choices)


def _choice(choice: Choice) -> str:
    types = _counted(choice.types, "type")
    return f"{choice.change}  ({types}, {_counted(choice.operations, 'operation')})"


def _counted(number: int, what: str) -> str:
    return f"{number:+} {what}" if abs(number) == 1 else f"{number:+} {what}s"
