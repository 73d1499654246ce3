"""``odata2py generate`` as a process: what it says, what it writes, and Ctrl-C."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from shutil import copytree

import pytest
from tests.e2e.conftest import phones_alone
from tests.e2e.stops import Stop

Run = Callable[..., subprocess.CompletedProcess[str]]
PACKAGES = ["graph_phone", "graph_phone_beta"]


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def contents(folder: Path) -> dict[Path, bytes]:
    return {path.relative_to(folder): path.read_bytes() for path in files(folder)}


def rows(stdout: str) -> dict[str, dict[str, str]]:
    """The summary table: for each package its cells by the heads of the columns."""
    head, *lines = (line.split() for line in stdout.splitlines())
    return {cells[0]: dict(zip(head, cells, strict=True)) for cells in lines}


@pytest.fixture(scope="module")
def made(
    tmp_path_factory: pytest.TempPathFactory, repository: Path, odata2py: Run
) -> tuple[Path, str]:
    """A project with its packages, and what the run that made them said."""
    folder = tmp_path_factory.mktemp("made") / "project"
    copytree(repository / "metadata", folder / "metadata")
    (folder / "odata2py.toml").write_text(phones_alone(repository), "utf-8")
    ran = odata2py("generate", cwd=folder)
    assert (ran.returncode, ran.stderr) == (0, "")
    return folder, ran.stdout


def test_a_table_says_what_was_made(made: tuple[Path, str]) -> None:
    folder, stdout = made
    table = rows(stdout)
    assert list(table) == PACKAGES
    for name, row in table.items():
        written = files(folder / "generated" / name)
        assert int(row["files"]) == int(row["changed"]) == len(written)
        size = sum(path.stat().st_size for path in written)
        assert int(row["bytes"].replace(",", "")) == size
        assert int(row["types"]) == 5
        assert int(row["operations"]) == 7  # list, create; get, update, delete; two
        assert float(row["seconds"]) < 60


def test_a_second_run_writes_nothing(made: tuple[Path, str], odata2py: Run) -> None:
    folder, _ = made
    before = {path: path.stat() for path in folder.rglob("*")}
    ran = odata2py("generate", cwd=folder)
    assert [row["changed"] for row in rows(ran.stdout).values()] == ["0", "0"]
    after = {path: path.stat() for path in folder.rglob("*")}
    for stats in (before, after):
        for path, stat in stats.items():
            assert (stat.st_ino, stat.st_mtime_ns) == (
                before[path].st_ino,
                before[path].st_mtime_ns,
            )


def test_one_package_can_be_made_alone(project: Path, odata2py: Run) -> None:
    ran = odata2py("generate", "--package", "graph_phone_beta", cwd=project)
    assert list(rows(ran.stdout)) == ["graph_phone_beta"]
    assert not (project / "generated" / "graph_phone").exists()


def test_paths_start_at_the_configuration(project: Path, odata2py: Run) -> None:
    config = project / "odata2py.toml"
    ran = odata2py("generate", "--config", config, cwd=project.parent)
    assert ran.returncode == 0
    assert (project / "generated" / "graph_phone" / "client.py").exists()


def test_a_link_in_place_of_the_output_stays(project: Path, odata2py: Run) -> None:
    elsewhere = project.parent / "elsewhere"
    elsewhere.mkdir()
    (project / "generated").symlink_to(elsewhere)
    assert odata2py("generate", cwd=project).returncode == 0
    assert (project / "generated").is_symlink()
    assert {path.name for path in elsewhere.iterdir()} > set(PACKAGES)


# Ctrl-C.


def test_metadata_that_changes_during_a_run_is_seen_by_the_next(
    made: tuple[Path, str], tmp_path: Path, odata2py: Run
) -> None:
    project = copytree(made[0], tmp_path / "project")
    config = project / "odata2py.toml"
    config.write_text(config.read_text().replace("GraphClient", "OtherClient"))
    metadata = project / "metadata" / "authentication-v1.0.csdl"
    before = metadata.read_text("utf-8")
    place = '<Property Name="smsSignInState"'
    ring = '<Property Name="ringTone" Type="Edm.String"/>'
    stop = Stop(project / "metadata/overlays/authentication-methods.en.csdl")
    with start(project) as process:
        with stop.path.open("wb") as pipe:  # the metadata was read before the overlay
            metadata.write_text(before.replace(place, f"{ring}{place}"), "utf-8")
            pipe.write(stop.content)
            stop.remove()
        process.communicate()
    assert process.returncode == 0
    phone = project / "generated/graph_phone/entities/phone_authentication_method.py"
    assert "ring_tone" not in phone.read_text("utf-8")
    assert odata2py("generate", "--check", cwd=project).returncode == 1
    assert odata2py("generate", cwd=project).returncode == 0
    assert "ring_tone" in phone.read_text("utf-8")


# Some shells start what they start with Ctrl-C turned off.
MAIN = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
from odata2py.cli.main import app
app()
"""


def start(folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", MAIN, "generate"],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def litter(generated: Path) -> bool:
    return sorted(path.name for path in generated.iterdir()) != PACKAGES


MOMENTS = {
    "reading the metadata": ("metadata/authentication-v1.0.csdl", 0),
    "reading an overlay": ("metadata/overlays/authentication-methods.en.csdl", 0),
    "looking for edited files": ("generated/graph_phone/requests/user.py", 0),
    "looking again": ("generated/graph_phone/requests/user.py", 1),
    "comparing": ("generated/graph_phone/requests/user.py", 2),
    "laying out": ("generated/graph_phone/requests/user.py", 3),
}


@pytest.mark.parametrize("moment", MOMENTS)
def test_ctrl_c_leaves_the_package_as_it_was(
    moment: str, made: tuple[Path, str], tmp_path: Path, odata2py: Run
) -> None:
    project = copytree(made[0], tmp_path / "project")
    config = project / "odata2py.toml"
    config.write_text(config.read_text().replace("GraphClient", "OtherClient"))
    generated = project / "generated"
    before = contents(generated)
    name, passes = MOMENTS[moment]
    stop = Stop(project / name)
    with start(project) as process:
        for _ in range(passes):
            stop.let_pass()
        stop.press(process, lambda: litter(generated) == (moment == "laying out"))
        stdout, stderr = process.communicate()
    stop.remove()
    assert (process.returncode, stdout) == (2, "")
    assert stderr == "error: interrupted; what stood there before is intact\n"
    assert contents(generated) == before
    assert not litter(generated)
    assert odata2py("generate", cwd=project).returncode == 0
    lock = json.loads((generated / "graph_phone/odata2py-lock.json").read_bytes())
    assert lock["settings"]["client"] == "OtherClient"
