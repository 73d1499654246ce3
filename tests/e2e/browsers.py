"""A real Chromium for tests of pages: that of the machine, or playwright's own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from shutil import which

import pytest
from playwright.sync_api import Browser, Error, Playwright, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = (
    "--no-sandbox",  # which root cannot have
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
)


@contextmanager
def a_browser() -> Iterator[Browser]:
    """The first browser that starts; without any, the test is skipped."""
    with sync_playwright() as playwright:
        browser = _started(playwright)
        yield browser
        browser.close()


def _started(playwright: Playwright) -> Browser:
    reasons = []
    for program in (*filter(None, map(which, NAMES)), None):
        try:
            return playwright.chromium.launch(
                executable_path=program, args=list(ARGUMENTS)
            )
        except Error as error:
            reasons.append(error.message.partition("\n")[0])
    pytest.skip(f"there is no Chromium (make browser): {'; '.join(reasons)}")
