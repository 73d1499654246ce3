"""The demo: it runs by itself, and shows what it says."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

STEPS = [
    "The sandbox serves http://127.0.0.1:",
    "• ada@contoso.com has 0 phones",
    "• Add a mobile, then an alternate mobile",
    "    mobile           +1 5555551234          SMS sign-in: notEnabled",
    "    alternateMobile  +1 5555555678          SMS sign-in: notSupported",
    "• Change a number",
    "    alternateMobile  +1 5555550000x12 ",
    "• Turn SMS sign-in on, and off again",
    "    mobile           +1 5555551234          SMS sign-in: ready",
    "    mobile           +1 5555551234          SMS sign-in: notEnabled",
    "• A refusal: an alternate mobile cannot sign in by SMS",
    "    BadRequestError: ",
    "• A mistake that never leaves the house",
    "    ValueError: PhoneAuthenticationMethod.phone_number",
    "• What would be sent, without sending it",
    "    GET users/ada@contoso.com/authentication/phoneMethods?$top=2",
    "• The same, awaited",
    "    mobile           +1 5555551234 ",
    "    alternateMobile  +1 5555550000x12 ",
    "    0 left",
    "Done.",
]


@pytest.fixture(scope="module")
def shown(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The lines that the demo prints; run from another folder."""
    ran = subprocess.run(
        [sys.executable, repository / "tests" / "demo" / "demo.py"],
        cwd=tmp_path_factory.mktemp("elsewhere"),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    return ran.stdout.splitlines()


def test_the_demo_shows_all_its_steps_in_their_order(shown: list[str]) -> None:
    lines = iter(shown)
    for step in STEPS:
        assert any(line.startswith(step) for line in lines), step


def test_the_refusal_is_the_service_s_own_words(shown: list[str]) -> None:
    refusal = next(line for line in shown if "BadRequestError" in line)
    assert "Only a phone of type mobile can be used for SMS sign-in" in refusal
