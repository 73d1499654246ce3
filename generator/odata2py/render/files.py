"""A package view to the texts of its files."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from odata2py.plan.literals import literal
from odata2py.plan.views import PackageView
from odata2py.progress import Progress, counted, silent
from odata2py.render.breaking import UnknownLine, break_lines

RUNTIME = Path(__file__).parent.parent / "runtime"


def render_package(view: PackageView, progress: Progress = silent) -> dict[str, str]:
    """The files of a package by their paths in it, in the order of the paths."""
    rendered = {
        path: _formatted(path, _render(template, module))
        for path, template, module in counted(
            progress, "rendering files", list(_modules(view))
        )
    }
    files = {**rendered, **_runtime_files(), "py.typed": ""}
    return dict(sorted(files.items()))


def _modules(view: PackageView) -> Iterator[tuple[str, str, object]]:
    """The modules of a package: their paths, their templates, and what is in them."""
    yield "__init__.py", "package.py", view
    yield "client.py", "client.py", view.client
    for template, views in (
        ("enum.py", view.enums),
        ("model.py", view.models),
        ("requests.py", view.requests),
        ("index.py", view.indexes),
    ):
        for path, module in views.items():
            yield path, template, module
    for path, index in view.indexes.items():
        yield f"{path}i", "index.pyi", index


def _render(template: str, view: object) -> str:
    return _environment().get_template(f"{template}.jinja").render(view=view)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_templates()),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    environment.filters["literal"] = literal
    return environment


def _templates() -> Path:
    """The templates: inside a wheel's package, or at the root of the repository."""
    package = Path(__file__).parent.parent
    installed = package / "templates"
    return installed if installed.is_dir() else package.parent.parent / "templates"


def _formatted(path: str, text: str) -> str:
    """The text as black lays it out.

    Templates write what black would, but for lines that are too long. black is slow, so
    it is asked only about those that are not broken here. That it agrees is tested.
    """
    try:
        return break_lines(text)
    except UnknownLine:
        import black

        mode = black.Mode(is_pyi=path.endswith(".pyi"))
        return black.format_str(text, mode=mode)


def _runtime_files() -> dict[str, str]:
    """The runtime, word for word."""
    return {
        f"_runtime/{source.name}": source.read_text(encoding="utf-8")
        for source in sorted(RUNTIME.glob("*.py"))
    }
