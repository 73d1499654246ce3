"""What a command line does not say, asked for on the terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from typing import TypeVar

import typer
from msgspec import Struct

from odata2py.cli.reporting import for_terminal
from odata2py.errors import InputError, faults_of

Answer = TypeVar("Answer")
Check = Callable[[str], Answer]
"""An answer to what was said; raises InputError where it is none."""


class Given(Struct, frozen=True):
    """What a command line gave; needed: what is expected, where it has no default."""

    name: str
    values: Sequence[str]
    check: Check[object]
    needed: str = ""


class Question(Struct, frozen=True):
    """A question.

    option: what answers it on the command line; default: the answer where nothing is
    said, None where something has to be.
    """

    option: str
    text: str
    default: str | None = None


def is_terminal() -> bool:
    """Whether there is somebody to ask."""
    return all(each is not None and each.isatty() for each in (sys.stdin, sys.stdout))


def refuse_wrong(options: Iterable[Given]) -> None:
    """All that is wrong with what was given, before somebody is asked for more.

    Raises InputError, for options too that nobody gave and nobody can be asked for.
    """
    faults: list[str] = []
    for option in options:
        for value in option.values:
            try:
                option.check(value)
            except InputError as error:
                faults += [f"{option.name}: {fault}" for fault in error.faults]
        if option.needed and not option.values and not is_terminal():
            what = "it is missing, and there is no terminal to ask at"
            faults.append(f"{option.name}: {what}; {option.needed} is expected")
    if faults:
        raise InputError(*faults)


def answer(given: str | None, question: Question, check: Check[Answer]) -> Answer:
    """What the command line gives, what somebody says, or the default."""
    if given is None and is_terminal():
        return _ask(question, check)
    with faults_of(f"{question.option}:"):
        return check((question.default or "") if given is None else given)


def answers(
    given: list[str] | None,
    question: Question,
    another: Question,
    check: Check[Answer],
) -> list[Answer]:
    """The same for what may be said several times, until nothing is said."""
    if given or not is_terminal():
        with faults_of(f"{question.option}:"):
            return [check(each) for each in given or [question.default or ""]]
    found = [_ask(question, check)]
    while True:
        more = _ask(another, lambda said: check(said) if said else None)
        if more is None:
            return found
        found.append(more)


def _ask(question: Question, check: Check[Answer]) -> Answer:
    while True:
        said = _said(question)
        try:
            return check(said)
        except InputError as error:
            for fault in error.faults:
                typer.echo(f"error: {fault}", err=True)


def _said(question: Question) -> str:
    with suppress(ImportError):
        import readline  # noqa: F401  # lines can be edited, and fetched again, with it
    try:
        default = f" [{question.default}]" if question.default else ""
        text = for_terminal(f"{question.text}{default}")
        said: str = typer.prompt(text, question.default, show_default=False)
    except typer.Abort:
        typer.echo()
        raise KeyboardInterrupt from None
    return said.strip()
