"""The demo: the sandbox in a process of its own, the example against it."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "generated"), str(Path(__file__).parent)]

from phones import use_phones, use_phones_async  # noqa: E402 - from the path above


@contextmanager
def sandbox(source: str) -> Iterator[str]:
    """A sandbox that serves a source of odata2py.toml; gives its service root."""
    program = Path(sys.executable).with_name("odata2py")
    process = subprocess.Popen(
        [program, "sandbox", source, "--port", "0"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        announced = process.stdout.readline().split()
        if not announced:
            sys.exit("the sandbox did not start")
        yield announced[-1]
    finally:
        process.terminate()
        process.wait()


def main() -> None:
    with sandbox("graph") as service_root:
        print(f"The sandbox serves {service_root}")
        use_phones(service_root)
        asyncio.run(use_phones_async(service_root))
    print("\nDone. The same lines work on the service itself, with a real credential.")


if __name__ == "__main__":
    main()
