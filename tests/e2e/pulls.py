"""Projects whose metadata is pulled from a service on loopback."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.e2e.services import Service, csdl, whole

Run = Callable[..., subprocess.CompletedProcess[str]]

METADATA = "/v1/$metadata"
OLD = csdl("chair")
NEW = csdl("chair", "table")
TOKEN = "s3cret.t0ken-of_mine"
_OURS = {"odata2py.toml", "shop.csdl", "shop.csdl.pulled.json"}


class Project:
    """A folder with a configuration; source shop is pulled to shop.csdl."""

    def __init__(self, odata2py: Run, folder: Path, service: Service) -> None:
        self._run = odata2py
        self.folder = folder
        self.service = service
        self.file = folder / "shop.csdl"
        self.record = folder / "shop.csdl.pulled.json"

    def configure(self, **keys: str) -> None:
        """Write the configuration; keys of the source besides the usual ones."""
        usual = {"metadata": "shop.csdl", "pull": self.service.origin + METADATA}
        lines = [f"{key} = '{text}'\n" for key, text in (usual | keys).items()]
        text = "[source.shop]\n" + "".join(lines)
        (self.folder / "odata2py.toml").write_text(text, "utf-8")

    def __call__(
        self, *arguments: str, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        return self._run("pull", *arguments, cwd=self.folder, **environment)

    def fine(self, outcome: str, **environment: str) -> None:
        """Pull; the source is said to be new, changed or unchanged."""
        ran = self(**environment)
        assert (ran.returncode, ran.stderr) == (0, "")
        size = self.file.stat().st_size
        address = f"{self.service.origin}{METADATA}"
        assert ran.stdout == f"shop: {outcome}, {size:,} bytes from {address}\n"

    def fault(self, **environment: str) -> str:
        """Pull; the one fault, in whose presence nothing changes."""
        with self.untouched():
            ran = self(**environment)
            assert (ran.returncode, ran.stdout) == (2, "")
            assert ran.stderr.startswith("error: ")
            assert ran.stderr.count("\n") == 1
            return ran.stderr.removeprefix("error: ")

    @contextmanager
    def untouched(self) -> Iterator[None]:
        """Nothing is written while the block runs."""
        before = self._state()
        yield
        assert self._state() == before

    def _state(self) -> dict[str, tuple[int, int, bytes]]:
        return {
            path.name: (
                path.lstat().st_ino,
                path.lstat().st_mtime_ns,
                path.read_bytes() if path.is_file() else b"",
            )
            for path in self.folder.iterdir()
        }

    def litter(self) -> set[str]:
        """What nobody asked for."""
        return {path.name for path in self.folder.iterdir()} - _OURS


def tagged(content: bytes) -> Callable[..., list[bytes]]:
    """An answer with an etag, and without content for those who have it."""
    tag = f'"{len(content)}"'

    def answer(received: object) -> list[bytes]:
        headers = getattr(received, "headers", {})
        if headers.get("if-none-match") == tag:
            return [whole(b"", "304 Not Modified", etag=tag)]
        return [whole(content, etag=tag)]

    return answer
