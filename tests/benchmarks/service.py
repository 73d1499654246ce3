"""What both sides of a comparison talk to: canned answers from a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from people import user


def phone(number: int) -> dict[str, Any]:
    return {
        "id": f"3179e48a-750b-4051-897c-{number:012}",
        "createdDateTime": "2026-01-31T12:30:45.123456Z",
        "phoneNumber": "+1 5555551234",
        "phoneType": "mobile",
        "smsSignInState": "ready",
    }


def page(make: Callable[[int], dict[str, Any]], count: int) -> bytes:
    return json.dumps({"value": [make(number) for number in range(count)]}).encode()


PHONE = json.dumps(phone(1)).encode()
PHONES = {"three": page(phone, 3), "many": page(phone, 1000)}
USER = json.dumps(user(1)).encode()
USERS = page(user, 1000)


def answer_to(path: str) -> bytes:
    """What there is at a path: users, one of them, their phones, or one of these."""
    match path.strip("/").split("/"):
        case ["users"]:
            return USERS
        case ["users", _]:
            return USER
        case ["users", name, "authentication", "phoneMethods"]:
            return PHONES[name]
        case _:
            return PHONE


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1

    def do_GET(self) -> None:
        self._answer(200, answer_to(self.path))

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("content-length", 0)))
        self._answer(204, b"")

    def _answer(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("content-type", "application/json")
        if status != 204:
            self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        pass


@contextmanager
def service() -> Iterator[str]:
    """Runs the service; gives the URL of its root."""
    process = subprocess.Popen(
        [sys.executable, __file__], stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
    finally:
        process.terminate()
        process.wait()


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    print(f"http://127.0.0.1:{server.server_port}", flush=True)
    server.serve_forever()
