"""Changes as one HTML page that needs nothing else: no server, no other file.

The data stands in the page as JSON; its own script lists and filters it. Nothing but
that script can run there, whatever the documents say: the policy knows its hash.
"""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from msgspec import Struct

from odata2py.compare.report.data import Report, json_text, report_data
from odata2py.compare.report.texts import printable, summary
from odata2py.layouts import templates

_SCRIPTS = ("elements.js", "filters.js", "changes.js", "chart.js", "page.js")
"""One script in parts: a page that is a file cannot import any."""


class PageView(Struct, frozen=True):
    """What the template says; style, script and data are not to be escaped."""

    title: str
    summary: str
    policy: str
    style: Markup
    script: Markup
    data: Markup


def report_page(report: Report) -> str:
    """The page, about 20 kB and the data."""
    style, script = _file("page.css"), "\n".join(map(_file, _SCRIPTS))
    view = PageView(
        printable(report.heading),
        summary(report).capitalize(),
        _policy(style, script),
        Markup(style),
        Markup(script),
        Markup(_data(report)),
    )
    return _environment().get_template("report/page.html.jinja").render(view=view)


def _policy(style: str, script: str) -> str:
    """The Content-Security-Policy: this style, this script, and text is no markup."""
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src '{_hash(style)}'",
            f"script-src '{_hash(script)}'",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        )
    )


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def _data(report: Report) -> str:
    """The report as JSON in which nothing ends a script element."""
    return json_text(report_data(report)).replace("<", "\\u003c")


def _file(name: str) -> str:
    return (templates() / "report" / name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(templates()),
        undefined=StrictUndefined,
        autoescape=True,
        auto_reload=False,
    )
