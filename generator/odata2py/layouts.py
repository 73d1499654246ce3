"""Where the templates are."""

from __future__ import annotations

from pathlib import Path


def templates() -> Path:
    """The folder of them: in a wheel's package, or at the root of the repository."""
    package = Path(__file__).parent
    installed = package / "templates"
    return installed if installed.is_dir() else package.parent.parent / "templates"
