from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copy, copytree

import pytest
from tests.e2e.pulls import METADATA, OLD, Project, Run
from tests.e2e.services import Service, whole
from tests.e2e.services import serving as serving_metadata
from tests.e2e.station import PACKAGES, Station, serving

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def repository() -> Path:
    return REPOSITORY


@pytest.fixture(scope="session")
def odata2py() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs the command line in a folder, with environment variables of one's own."""
    program = Path(sys.executable).with_name("odata2py")

    def run(
        *arguments: str | Path, cwd: Path, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [program, *arguments],
            cwd=cwd,
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
            encoding="utf-8",
        )

    return run


def phones_alone(repository: Path) -> str:
    """The repository's configuration, as far as it is about phones."""
    text = (repository / "odata2py.toml").read_text("utf-8")
    tables = re.split(r"\n(?=\[)", text)
    return "\n".join(t for t in tables if ".everything" not in t.partition("]")[0])


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The repository's configuration and metadata, in a folder of their own."""
    folder = tmp_path / "project"
    copytree(REPOSITORY / "metadata", folder / "metadata")
    copy(REPOSITORY / "odata2py.toml", folder)
    return folder


@pytest.fixture(scope="module", params=PACKAGES)
def served(request: pytest.FixtureRequest) -> Iterator[Station]:
    """Each package of the service that has everything, and a sandbox for it."""
    package: str = request.param
    with serving(package, keys_as_segments=package == PACKAGES[0]) as station:
        yield station


@pytest.fixture
def station(served: Station) -> Station:
    """The same without any entities."""
    return served.renewed()


@pytest.fixture(scope="module")
def running_service() -> Iterator[Service]:
    with serving_metadata() as service:
        yield service


@pytest.fixture
def service(running_service: Service) -> Service:
    """A service on loopback that answers nothing yet."""
    running_service.log.clear()
    running_service.answers.clear()
    return running_service


@pytest.fixture(scope="module")
def once_pulled(
    tmp_path_factory: pytest.TempPathFactory, odata2py: Run, running_service: Service
) -> Path:
    folder = tmp_path_factory.mktemp("pulled") / "project"
    folder.mkdir()
    project = Project(odata2py, folder, running_service)
    project.configure()
    running_service.answers[METADATA] = whole(OLD)
    project.fine("new")
    return folder


@pytest.fixture
def pulled(
    once_pulled: Path, service: Service, odata2py: Run, tmp_path: Path
) -> Project:
    """A project to which metadata was pulled; the service said nothing more of it."""
    return Project(odata2py, copytree(once_pulled, tmp_path / "project"), service)


@pytest.fixture
def unpulled(service: Service, odata2py: Run, tmp_path: Path) -> Project:
    """A project to which nothing was pulled yet."""
    project = Project(odata2py, tmp_path, service)
    project.configure()
    return project
