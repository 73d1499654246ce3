"""``odata2py pull`` is killed at any moment, or is not alone."""

from __future__ import annotations

import random
import signal
import statistics
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.e2e.nurseries import Nursery, nursery
from tests.e2e.pulls import METADATA, Project, tagged
from tests.e2e.services import Received, Service, csdl, head, whole

# Large enough to be read and written in several steps.
VERSIONS = [csdl(*(f"chair{n}" for n in range(count))) for count in (100, 101)]
OLD, NEW = VERSIONS
PATIENT = 60


@pytest.fixture
def runs(unpulled: Project, service: Service) -> Iterator[Nursery]:
    service.answers["/"] = whole(OLD)
    with nursery(unpulled.folder, f"{service.origin}/") as runs:
        yield runs


class Offer:
    """What the service has, sent in slow pieces; sent: when all of it is on its way."""

    def __init__(self, service: Service) -> None:
        self.content = OLD
        self.pause = 0.0
        self.sent = threading.Event()
        service.answers[METADATA] = self

    def __call__(self, received: Received) -> Iterator[bytes]:
        content, tag = self.content, f'"{len(self.content)}"'
        if received.headers.get("if-none-match") == tag:
            yield whole(b"", "304 Not Modified")
        else:
            yield head(content_length=len(content), etag=tag)
            for start in range(0, len(content), 2**13):
                time.sleep(self.pause)
                yield content[start : start + 2**13]
        self.sent.set()


def settled(project: Project, runs: Nursery, content: bytes) -> None:
    """The next run succeeds and leaves nothing."""
    assert runs.run() == 0
    assert project.file.read_bytes() == content
    assert not project.litter()


def remembered(project: Project, runs: Nursery) -> None:
    """The next run knows what there is, and has nothing to do."""
    asked = len(project.service.log)
    with project.untouched():
        assert runs.run() == 0
    assert len(project.service.log) == asked + 1
    tag = f'"{project.file.stat().st_size}"'
    assert project.service.last["if-none-match"] == tag


# Killed


@pytest.mark.parametrize(("before", "after"), [(None, OLD), (OLD, NEW), (NEW, OLD)])
def test_killed_before_each_step(
    unpulled: Project,
    service: Service,
    runs: Nursery,
    before: bytes | None,
    after: bytes,
) -> None:
    offer = Offer(service)
    kept: dict[Path, bytes] = {}
    if before is not None:
        offer.content = before
        settled(unpulled, runs, before)
        kept = {path: path.read_bytes() for path in (unpulled.file, unpulled.record)}
        offer.content = after
    kills = 0
    found = set()
    while (status := runs.run(step=kills + 1)) == -signal.SIGKILL:
        kills += 1
        here = unpulled.file.read_bytes() if unpulled.file.exists() else None
        assert here in (before, after)
        found.add(here)
        settled(unpulled, runs, after)
        unpulled.file.unlink()
        unpulled.record.unlink()
        for path, content in kept.items():
            path.write_bytes(content)
    assert status == 0
    assert kills > 15
    assert found == {before, after}
    remembered(unpulled, runs)


@pytest.mark.parametrize(
    ("moment", "rounds"), [("at any time", 90), ("when all was sent", 120)]
)
def test_killed_at_random(
    unpulled: Project, service: Service, runs: Nursery, moment: str, rounds: int
) -> None:
    chance = random.Random(7)
    offer = Offer(service)
    assert runs.run() == 0
    offer.pause = 0.001 if moment == "at any time" else 0
    usual = statistics.median(_seconds(runs, offer, moment) for _ in range(5))
    kills = 0
    for number in range(rounds):
        before = unpulled.file.read_bytes()
        offer.content = chance.choice([each for each in VERSIONS if each != before])
        offer.sent.clear()
        runs.start()
        if moment == "when all was sent":
            assert offer.sent.wait(PATIENT)
        time.sleep(chance.uniform(0, 1.1 * usual))
        kills += runs.end(signal.SIGKILL) == -signal.SIGKILL
        here = unpulled.file.read_bytes()
        assert here in (before, offer.content)
        if number % 10 == 0:
            settled(unpulled, runs, offer.content)
            remembered(unpulled, runs)
    assert kills > rounds / 5
    settled(unpulled, runs, offer.content)


def _seconds(runs: Nursery, offer: Offer, moment: str) -> float:
    """How long a run takes, or what is left of it when all was sent."""
    offer.content = NEW if offer.content == OLD else OLD
    offer.sent.clear()
    began = time.monotonic()
    runs.start()
    if moment == "when all was sent":
        assert offer.sent.wait(PATIENT)
        began = time.monotonic()
    assert runs.end() == 0
    return time.monotonic() - began


# Not alone


@pytest.fixture
def two(unpulled: Project, runs: Nursery, service: Service) -> Iterator[list[Nursery]]:
    with nursery(unpulled.folder, f"{service.origin}/") as others:
        yield [runs, others]


class Together:
    """Answers that wait until two have asked, so that two runs go on together."""

    def __init__(self, service: Service) -> None:
        self.contents = [OLD, OLD]
        self._both = threading.Barrier(2, timeout=PATIENT)
        service.answers[METADATA] = service.answers["/other"] = self

    def __call__(self, received: Received) -> Iterator[bytes]:
        content = self.contents[self._both.wait()]
        yield whole(content, etag=f'"{len(content)}"')


def test_two_at_once(unpulled: Project, service: Service, two: list[Nursery]) -> None:
    together = Together(service)
    for number in range(20):
        if number % 3 == 0:  # a service that changes in between
            together.contents = list(VERSIONS)
        else:
            together.contents = [VERSIONS[number % 2]] * 2
        for runs in two:
            runs.start()
        assert [runs.end() for runs in two] == [0, 0]
        assert unpulled.file.read_bytes() in together.contents
        assert not unpulled.litter()
    service.answers[METADATA] = tagged(unpulled.file.read_bytes())
    remembered(unpulled, two[0])


def test_two_of_which_one_is_killed(
    unpulled: Project, service: Service, two: list[Nursery]
) -> None:
    together = Together(service)
    for step in range(1, 21):
        together.contents = [VERSIONS[step % 2]] * 2
        one, other = two if step % 2 else reversed(two)
        one.start(step=step + 10)  # when both have looked at what is there
        other.start()
        assert [one.end(), other.end()] in ([-signal.SIGKILL, 0], [0, 0])
        assert unpulled.file.read_bytes() == together.contents[0]
    service.answers[METADATA] = tagged(NEW)
    settled(unpulled, two[0], NEW)


def test_one_in_the_middle_of_another(
    unpulled: Project, service: Service, two: list[Nursery]
) -> None:
    one, other = two
    for step in range(1, 26):
        content = VERSIONS[step % 2]
        service.answers[METADATA] = whole(content)
        halted(one.start(step=step, by=signal.SIGSTOP))
        other.start()
        time.sleep(0.05)  # enough to get in the way
        assert [one.end(signal.SIGCONT), other.end()] == [0, 0]
        assert unpulled.file.read_bytes() == content
        assert not unpulled.litter()


def halted(process: int) -> None:
    """Wait until a process is stopped, or at its end."""
    state = ""
    while state not in ("T", "Z"):
        stat = Path(f"/proc/{process}/stat").read_text()
        state = stat.rpartition(")")[2].split()[0]
        time.sleep(0.001)


def test_two_files_of_one_folder(
    unpulled: Project, service: Service, two: list[Nursery]
) -> None:
    with (unpulled.folder / "odata2py.toml").open("a") as file:
        file.write(
            f"[source.other]\nmetadata = 'other'\npull = '{service.origin}/other'\n"
        )
    together = Together(service)
    other = unpulled.folder / "other"
    for number in range(10):
        together.contents = [VERSIONS[number % 2]] * 2
        for runs, source in zip(two, ("shop", "other"), strict=True):
            runs.start(source)
        assert [runs.end() for runs in two] == [0, 0]
        assert unpulled.file.read_bytes() == other.read_bytes() == VERSIONS[number % 2]
        assert unpulled.litter() == {"other", "other.pulled.json"}
