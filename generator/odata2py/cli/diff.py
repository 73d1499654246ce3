"""``odata2py diff``: what changes between two documents, for users of packages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from odata2py.cli.options import CONFIG, ConfigOption, ProfileOption
from odata2py.cli.reporting import (
    DIFFERENT,
    reported,
    show_data,
    show_notices,
    show_text,
)

if TYPE_CHECKING:
    from odata2py.compare.report.data import Report

_SIDE = (
    "a file, an address, a known service, a source or a package of the "
    "configuration, or the folder of a package"
)


class Form(StrEnum):
    """The forms of a report."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"
    GITHUB = "github"
    HTML = "html"


class FailOn(StrEnum):
    """From which level on a change makes the exit status 1."""

    BREAKING = "breaking"
    RISKY = "risky"
    ADDITION = "addition"
    DEPRECATION = "deprecation"
    DOCUMENTATION = "documentation"
    NEVER = "never"


def _show_rules(wanted: bool) -> None:
    if wanted:
        from odata2py.compare.report.rules import rules_text
        from odata2py.compare.rules import all_rules

        show_text(rules_text(all_rules()))
        raise typer.Exit


def command(
    old: Annotated[str, typer.Argument(help=f"The older side: {_SIDE}.")],
    new: Annotated[str, typer.Argument(help="The newer side, named in the same ways.")],
    package: Annotated[
        str, typer.Option(help="Only what this package of the configuration covers.")
    ] = "",
    include: Annotated[
        list[str] | None,
        typer.Option(help="Only this path pattern; may be given several times."),
    ] = None,
    form: Annotated[Form, typer.Option("--format", help="How it is shown.")] = (
        Form.TEXT
    ),
    output: Annotated[
        Path | None,
        typer.Option(help="The file to write; standard output if not given."),
    ] = None,
    fail_on: Annotated[
        FailOn,
        typer.Option(help="End with status 1 for changes of this level, or graver."),
    ] = FailOn.DOCUMENTATION,
    profile: ProfileOption = None,
    config: ConfigOption = CONFIG,
    rules: Annotated[
        bool,
        typer.Option(
            "--rules",
            help="List the rules and end.",
            callback=_show_rules,
            is_eager=True,
        ),
    ] = False,
) -> None:
    """Show what changes between two metadata documents, and whom it breaks.

    The exit status is 0 where nothing differs that --fail-on asks about, else 1.
    """
    with reported():
        from odata2py.compare.model import Level
        from odata2py.compare.report.data import Report
        from odata2py.diff import Limits, diff
        from odata2py.documents import find_document

        limits = Limits(package, tuple(include or ()), profile or "")
        older, newer = (find_document(name, config) for name in (old, new))
        weighed = diff(older, newer, config, limits, dt.date.today())
        report = Report(old, new, weighed.changes, weighed.accepted)
        _show(report, form, output, {old, new})
        notices = (*older.model.notices, *newer.model.notices, *weighed.notices)
        show_notices(dict.fromkeys(notices))
        if fail_on is not FailOn.NEVER and any(
            change.level.at_least(Level(fail_on)) for change in report.changes
        ):
            raise typer.Exit(DIFFERENT)


def _text(report: Report, form: Form) -> str:
    from odata2py.compare.report.data import report_json
    from odata2py.compare.report.github import workflow_commands
    from odata2py.compare.report.markdown import report_markdown
    from odata2py.compare.report.page import report_page
    from odata2py.compare.report.terminal import report_text

    forms: dict[Form, Callable[[Report], str]] = {
        Form.TEXT: report_text,
        Form.MARKDOWN: report_markdown,
        Form.JSON: report_json,
        Form.GITHUB: workflow_commands,
        Form.HTML: report_page,
    }
    return forms[form](report)


def _show(report: Report, form: Form, output: Path | None, inputs: set[str]) -> None:
    from odata2py.errors import InputError
    from odata2py.render.writing import write_file

    text = _text(report, form)
    if output is None:
        show_text(text) if form is Form.TEXT else show_data(text)
    elif output.resolve() in {Path(name).resolve() for name in inputs}:
        raise InputError.at(str(output), "is one of the sides", "name another file")
    else:
        write_file(output, text)
