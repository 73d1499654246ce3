"""Where a long run is, on real terminals and on what is none; and what is left then."""

from __future__ import annotations

import re
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.e2e.stops import Stop
from tests.e2e.terminals import GENERATE, Terminal
from tests.e2e.test_generate import rows

CTRL_C = "\x03"
PHONES = ["generate", "--package", "graph_phone"]
METADATA = "metadata/authentication-v1.0.csdl"
# Another verb, which says something and goes on when it is told to.
VERB = """
from odata2py.cli.progress import shown
with shown({after}) as runs:
    runs.of("shop")("rendering files", 1200, 4463)
    input()
print("done", "rich" in __import__("sys").modules)
"""


def verb(after: float = 0) -> str:
    return VERB.format(after=after)


def go_on(process: subprocess.Popen[str]) -> None:
    assert process.stdin
    process.stdin.write("\n")
    process.stdin.flush()


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    with Terminal() as terminal:
        yield terminal


def test_a_long_run_shows_where_it_is_and_leaves_its_table(
    project: Path, terminal: Terminal
) -> None:
    stop = Stop(project / METADATA)
    process = terminal.start(GENERATE, *PHONES, cwd=project)
    terminal.until("graph_phone  reading metadata")
    stop.let_go()
    left = terminal.to_the_end()
    assert process.wait(timeout=60) == 0
    assert list(rows("\n".join(left))) == ["graph_phone"]


def test_files_are_counted(terminal: Terminal) -> None:
    process = terminal.start(verb())
    terminal.until("shop  rendering files  1,200 of 4,463")
    go_on(process)
    assert terminal.to_the_end() == ["done True"]


def test_a_fault_is_all_that_is_left(project: Path, terminal: Terminal) -> None:
    stop = Stop(project / METADATA)
    process = terminal.start(GENERATE, *PHONES, cwd=project)
    terminal.until("reading metadata")
    stop.let_go(b"")
    (line,) = terminal.to_the_end()
    assert process.wait(timeout=60) == 2
    assert line.startswith("error: ")
    assert line.endswith("the file is empty; CSDL XML is expected")


def test_ctrl_c_leaves_its_line(project: Path, terminal: Terminal) -> None:
    Stop(project / METADATA)
    process = terminal.start(GENERATE, *PHONES, cwd=project)
    terminal.until("reading metadata")
    terminal.press(CTRL_C)
    left = terminal.to_the_end()
    assert "^C" in terminal.raw
    assert left == ["error: interrupted; what stood there before is intact"]
    assert process.wait(timeout=60) == 2


# Where standard error is no terminal that can show it, all is as it was.


@pytest.mark.parametrize(
    ("streams", "environment"),
    [
        pytest.param(["stdout"], {}, id="a pipe"),
        pytest.param(["stdout"], {"FORCE_COLOR": "1"}, id="a pipe, in color"),
        pytest.param(["stderr"], {"TERM": "dumb"}, id="a dumb terminal"),
    ],
)
def test_nothing_is_said_to_others(
    streams: list[str], environment: dict[str, str], project: Path
) -> None:
    stop = Stop(project / METADATA)
    with Terminal(*streams) as terminal:
        process = terminal.start(GENERATE, *PHONES, cwd=project, **environment)
        with stop.path.open("wb"):
            time.sleep(1.5)  # a terminal is told much earlier
            process.terminate()
        shown = terminal.to_the_end()
        piped = process.communicate(timeout=60)
    assert (shown, [text for text in piped if text]) == ([], [])


def test_a_run_that_ends_earlier_says_nothing(terminal: Terminal) -> None:
    go_on(terminal.start(verb(after=3600)))
    terminal.to_the_end()
    assert terminal.raw == "done False\r\n"


def styles(raw: str) -> set[str]:
    return {
        number
        for codes in re.findall(r"\x1b\[([\d;]*)m", raw)
        for number in codes.split(";")
    }


@pytest.mark.parametrize("environment", [{}, {"NO_COLOR": "1"}], ids=["", "NO_COLOR"])
def test_colors_are_shown_unless_they_are_not_wanted(
    environment: dict[str, str], terminal: Terminal
) -> None:
    process = terminal.start(verb(), cwd=Path(), **environment)
    terminal.until("1,200 of 4,463")
    go_on(process)
    terminal.to_the_end()
    colors = styles(terminal.raw) & {str(number) for number in range(30, 38)}
    assert bool(colors) == (not environment)


def test_a_narrow_terminal_shows_the_beginning_in_one_line() -> None:
    with Terminal(columns=20) as terminal:
        process = terminal.start(verb())
        terminal.until("shop  rendering")
        assert len(terminal.screen()) == 1
        terminal.press(CTRL_C)  # is echoed at the end of the line
        left = terminal.to_the_end()
    assert process.wait(timeout=60) != 0
    assert left[0].startswith("Traceback")


def test_a_terminal_that_goes_away_does_no_harm(project: Path) -> None:
    stop = Stop(project / METADATA)
    stays = "signal.signal(signal.SIGHUP, signal.SIG_IGN); "
    with Terminal("stderr") as terminal:
        process = terminal.start(stays + GENERATE, *PHONES, cwd=project)
        terminal.until("reading metadata")
        terminal.vanish()
        stop.let_go()
        stdout, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    assert list(rows(stdout)) == ["graph_phone"]
