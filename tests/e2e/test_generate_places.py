"""Where packages can be written, and what is said where they cannot."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from tests.e2e.shops import set_up

Run = Callable[..., subprocess.CompletedProcess[str]]

RESERVED = [
    *("con", "prn", "aux", "nul"),
    *(f"{port}{number}" for port in ("com", "lpt") for number in range(10)),
]
"""What Windows has no files of, whatever their suffixes are."""


def put_output(shop: Path, output: str) -> None:
    config = shop / "odata2py.toml"
    text = config.read_text("utf-8")
    config.write_text(text.replace('output = "p"', f"output = '{output}'"), "utf-8")


def rename_client(shop: Path) -> None:
    config = shop / "odata2py.toml"
    text = config.read_text("utf-8")
    config.write_text(text.replace('client = "C"', 'client = "D"'), "utf-8")


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def generated(odata2py: Run, shop: Path, *arguments: str, **environment: str) -> None:
    ran = odata2py("generate", *arguments, cwd=shop, **environment)
    assert (ran.returncode, ran.stderr) == (0, "")


def refused(odata2py: Run, shop: Path) -> str:
    """The one line that a run which cannot write says."""
    return refusal(odata2py("generate", cwd=shop))


def refusal(ran: subprocess.CompletedProcess[str]) -> str:
    assert (ran.returncode, ran.stdout) == (2, "")
    (line,) = ran.stderr.splitlines()
    return line


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    folder.mkdir()
    return set_up(folder)


# Places that are unusual


NAMES = [
    "mit Leerzeichen",
    "größer/ist 椅子",
    " ",
    "-p",
    ".hidden",
    "[a-z]*?",
    "%41 $HOME ~ #{x}",
    "a\\b",
    "e\u0301",  # two characters for what others write with one
    "/".join(["deep"] * 100),
    "n" * 200,
]


@pytest.mark.parametrize("name", NAMES, ids=lambda name: ascii(name)[1:20])
def test_a_name(name: str, tmp_path: Path, odata2py: Run) -> None:
    """Of the folder of the project, and of the package's in it."""
    project = tmp_path / name / "project"
    project.mkdir(parents=True)
    put_output(set_up(project), f"{name}/p")
    package = project / name / "p"
    generated(odata2py, project)
    made = contents(package)
    left = package.with_name(".p-odata2py-killed42")
    shutil.copytree(package, left)
    rename_client(project)
    generated(odata2py, project)
    generated(odata2py, project, "--check")
    assert [path.name for path in package.parent.iterdir()] == ["p"]
    assert contents(package).keys() == made.keys()
    assert contents(package) != made
    program = "from p import D; print(D.__name__)"
    imported = subprocess.run(
        [sys.executable, "-c", program], cwd=package.parent, capture_output=True
    )
    assert (imported.stdout, imported.stderr) == (b"D\n", b"")


def test_a_locale_that_cannot_name_the_folder(shop: Path, odata2py: Run) -> None:
    put_output(shop, "größer/p")
    generated(odata2py, shop, LC_ALL="C")
    generated(odata2py, shop, "--check", LC_ALL="C")
    ran = odata2py("generate", cwd=shop, LC_ALL="C", PYTHONUTF8="0")
    assert "the output cannot be read ('ascii' codec" in refusal(ran)


@pytest.mark.parametrize("output", ["../elsewhere/p", "./a/../p", "a//p/"])
def test_a_roundabout_path(output: str, shop: Path, odata2py: Run) -> None:
    put_output(shop, output)
    generated(odata2py, shop)
    generated(odata2py, shop, "--check")
    assert (shop / os.path.normpath(output) / "client.py").exists()


def test_another_file_system(shop: Path, odata2py: Run) -> None:
    memory = Path("/dev/shm")
    if not memory.is_dir() or memory.stat().st_dev == shop.stat().st_dev:
        pytest.skip("there is no other file system")
    with TemporaryDirectory(dir=memory) as folder:
        put_output(shop, f"{folder}/p")
        generated(odata2py, shop)
        (shop / "link").symlink_to(Path(folder, "p"))
        put_output(shop, "p")
        config = shop / "odata2py.toml"
        config.write_text(config.read_text().replace(f"{folder}/p", "link"))
        rename_client(shop)
        generated(odata2py, shop)
        assert b"class D(" in Path(folder, "p", "client.py").read_bytes()
        assert (shop / "link").is_symlink()
        assert os.listdir(folder) == ["p"]


def test_links_around_a_package(shop: Path, tmp_path: Path, odata2py: Run) -> None:
    """The way to it and the project may be links; a file in it may be one."""
    (tmp_path / "there").mkdir()
    (shop / "here").symlink_to("../there")
    (tmp_path / "project too").symlink_to(shop)
    put_output(shop, "here/p")
    generated(odata2py, tmp_path / "project too")
    package = tmp_path / "there" / "p"
    (package / "client.py").replace(tmp_path / "client.py")
    (package / "client.py").symlink_to("../../client.py")
    old = (tmp_path / "client.py").read_bytes()
    generated(odata2py, shop, "--check")
    rename_client(shop)
    generated(odata2py, shop)
    assert (tmp_path / "client.py").read_bytes() == old
    assert not (package / "client.py").is_symlink()
    assert os.listdir(package.parent) == ["p"]


@pytest.mark.parametrize("target", ["nowhere", "p"])
def test_links_that_lead_nowhere(target: str, shop: Path, odata2py: Run) -> None:
    (shop / "p").symlink_to(target)
    said = refused(odata2py, shop)
    assert said == "error: p: the output is a link that leads nowhere"
    assert (shop / "p").is_symlink()


def test_a_folder_of_a_package_that_became_a_link(shop: Path, odata2py: Run) -> None:
    generated(odata2py, shop)
    (shop / "p" / "entities").rename(shop / "mine")
    (shop / "p" / "entities").symlink_to("../mine")
    rename_client(shop)
    assert "p/entities: this file is not part of the" in refused(odata2py, shop)
    assert (shop / "mine").is_dir()


# Places that cannot be written


@pytest.fixture
def read_only(shop: Path, odata2py: Run) -> Iterator[Path]:
    """The shop with its package, where nobody can write, root included."""
    generated(odata2py, shop)
    chattr = shutil.which("chattr")
    if os.geteuid():
        shop.chmod(0o555)
    elif not chattr or subprocess.run([chattr, "+i", shop]).returncode:
        pytest.skip("root can write to all folders of this file system")
    yield shop
    if os.geteuid():
        shop.chmod(0o755)
    elif chattr:
        subprocess.run([chattr, "-i", shop], check=True)


def test_a_folder_for_reading_only(read_only: Path, odata2py: Run) -> None:
    before = contents(read_only)
    generated(odata2py, read_only, "--check")
    generated(odata2py, read_only)
    rename_client(read_only)
    assert odata2py("generate", "--check", cwd=read_only).returncode == 1
    said = refused(odata2py, read_only)
    assert said.startswith("error: p: the package cannot be written (")
    assert said.endswith("); it is as it was")
    before["odata2py.toml"] = (read_only / "odata2py.toml").read_bytes()
    assert contents(read_only) == before


def within(bytes_of_a_file: int, shop: Path) -> subprocess.CompletedProcess[str]:
    """A run that can write no file that is longer."""
    program = Path(sys.executable).with_name("odata2py")
    limit = (bytes_of_a_file, bytes_of_a_file)
    start = "import os, resource, sys; "
    start += f"resource.setrlimit(resource.RLIMIT_FSIZE, {limit}); "
    start += "os.execv(sys.argv[1], sys.argv[1:])"
    command = [sys.executable, "-c", start, str(program), "generate"]
    return subprocess.run(command, cwd=shop, capture_output=True, text=True)


@pytest.mark.parametrize("longest", [0, 1000, 5000])
@pytest.mark.parametrize("there", [False, True])
def test_files_that_cannot_grow(
    longest: int, there: bool, shop: Path, odata2py: Run
) -> None:
    if there:
        generated(odata2py, shop)
        rename_client(shop)
    before = contents(shop)
    said = refusal(within(longest, shop))
    assert said == (
        "error: p: the package cannot be written (File too large); it is as it was"
    )
    assert contents(shop) == before
    assert not list(shop.glob(".*"))
    generated(odata2py, shop)


def test_a_cache_that_is_full(
    shop: Path, odata2py: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a stamp, packages are made all the same."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    generated(odata2py, shop)
    (stamp,) = (tmp_path / "cache" / "odata2py").iterdir()
    stamp.write_text("")
    ran = within(100, shop)  # the package is as it would be made
    assert (ran.returncode, ran.stderr) == (0, "")
    assert list(stamp.parent.iterdir()) == [stamp]
    assert stamp.read_text() == ""
    generated(odata2py, shop, XDG_CACHE_HOME="/dev/null")


@pytest.fixture
def mounted(tmp_path: Path) -> Iterator[Callable[..., Path]]:
    """Mounts file systems in new folders, if the user may."""
    there: list[str] = []

    def mount(kind: str, options: str) -> Path:
        at = tmp_path / f"mounted_{kind}"
        at.mkdir()
        command = ["mount", "-t", kind, "-o", options, kind, str(at)]
        if not shutil.which("mount") or subprocess.run(command).returncode:
            pytest.skip(f"no {kind} can be mounted here")
        there.append(str(at))
        return at

    yield mount
    for folder in reversed(there):
        subprocess.run(["umount", folder], check=True)


@pytest.mark.parametrize("options", ["size=200k", "nr_inodes=40"])
def test_a_full_disk(
    options: str, shop: Path, odata2py: Run, mounted: Callable[..., Path]
) -> None:
    disk = mounted("tmpfs", options)
    put_output(shop, f"{disk}/p")
    assert refused(odata2py, shop) == (
        f"error: {disk}/p: the package cannot be written (No space left on device); "
        "it is as it was"
    )
    assert not list(disk.iterdir())


def test_a_disk_of_its_own(
    shop: Path, odata2py: Run, mounted: Callable[..., Path]
) -> None:
    """What a disk is mounted at cannot be replaced."""
    disk = mounted("tmpfs", "size=9m")
    put_output(shop, str(disk))
    assert "mounted_tmpfs: the package cannot be written (" in refused(odata2py, shop)
    assert not list(disk.iterdir())


def test_a_layer_of_an_image(
    shop: Path, odata2py: Run, mounted: Callable[..., Path]
) -> None:
    """A package that an earlier layer of a container's image has is replaced."""
    generated(odata2py, shop)
    disk = mounted("tmpfs", "size=9m")
    for name in ("upper", "work"):
        (disk / name).mkdir()
    layers = f"lowerdir={shop},upperdir={disk}/upper,workdir={disk}/work"
    above = mounted("overlay", layers)
    beside = sorted(os.listdir(above))
    rename_client(above)
    generated(odata2py, above)
    generated(odata2py, above, "--check")
    assert sorted(os.listdir(above)) == beside
    assert b"class D(" in (above / "p" / "client.py").read_bytes()
    assert b"class C(" in (shop / "p" / "client.py").read_bytes()


def test_a_terminal_that_takes_nothing(shop: Path, odata2py: Run) -> None:
    """The package stands; that nobody was told is a fault of one line."""
    program = Path(sys.executable).with_name("odata2py")
    with Path("/dev/full").open("w") as full:
        ran = subprocess.run(
            [program, "generate"], cwd=shop, stdout=full, stderr=subprocess.PIPE
        )
    assert (ran.returncode, ran.stderr) == (2, b"error: No space left on device\n")
    generated(odata2py, shop, "--check")


# What other systems cannot write


def test_names_that_windows_reserves(shop: Path, odata2py: Run) -> None:
    """As types, enumerations, roots and namespaces, however they are written."""
    types = "".join(
        f'<EntityType Name="{spelling}"><Key><PropertyRef Name="id"/></Key>'
        '<Property Name="id" Type="Edm.String" Nullable="false"/></EntityType>'
        for name in RESERVED
        for spelling in (name, name.upper(), name.capitalize())
    )
    sets = "".join(
        f'<EntitySet Name="{name}" EntityType="shop.{name}"/>'
        f'<EntitySet Name="{name}s" EntityType="shop.{name.upper()}"/>'
        f'<EntitySet Name="all{name}" EntityType="shop.{name.capitalize()}"/>'
        f'<Singleton Name="{name}1st" Type="shop.{name}.aux"/>'
        for name in RESERVED
    )
    enums = '<EnumType Name="Con_"><Member Name="nul" Value="0"/></EnumType>'
    below = "".join(
        f'<Schema xmlns="http://docs.oasis-open.org/odata/ns/edm" '
        f'Namespace="shop.{name}"><EntityType Name="aux" BaseType="shop.con">'
        '<Property Name="Is" Type="shop.Con_"/></EntityType></Schema>'
        for name in RESERVED
    )
    path = shop / "shop.csdl"
    text = path.read_text("utf-8")
    text = text.replace("<EnumType", f"{types}{enums}<EnumType", 1)
    text = text.replace("</EntityContainer>", f"{sets}</EntityContainer>")
    text = text.replace("</Schema>", f"</Schema>{below}")
    path.write_text(text, "utf-8")
    generated(odata2py, shop)
    made = [path.relative_to(shop) for path in (shop / "p").rglob("*")]
    stems = {part.partition(".")[0].casefold() for path in made for part in path.parts}
    assert {"con_", "aux_", "com1_"} <= stems
    assert stems.isdisjoint(RESERVED)
    assert len({str(path).casefold() for path in made}) == len(made)
    assert max(len(path.name) for path in made) < 100
