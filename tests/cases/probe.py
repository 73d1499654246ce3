"""Tries a generated package in processes of its own: ``probe.py FOLDER PACKAGE``.

Every module can be the first that is imported; every index offers what is there; every
model can be made, and read from an answer; every builder can be reached from the
client. Ends with status 1 and the traceback of what does not work.

``probe.py FOLDER PACKAGE 25`` imports every 25th module first, where all are too many.
"""

from __future__ import annotations

import inspect
import os
import re
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

import httpx
import pydantic


def main(folder: Path, package: str, step: int = 1) -> None:
    sys.path.insert(0, str(folder))
    modules = list(_modules(folder, package))
    runtime = [name for name in modules if "._runtime" in name]
    names = [name for name in modules if name not in runtime]
    # Python imports the package before anything in it, and the runtime needs nothing
    # else of it: both are there already, whichever module is the first.
    for name in (package, *runtime):
        import_module(name)
    _in_fresh_interpreters(
        [
            partial(_try_reading, package, names),
            partial(_try_making, package, names),
            partial(_try_indexes, names),
            partial(_try_builders, package, names),
            *(partial(import_module, name) for name in names[::step]),
        ]
    )


def _modules(folder: Path, package: str) -> Iterator[str]:
    for path in sorted((folder / package).rglob("*.py")):
        name = ".".join(path.relative_to(folder).with_suffix("").parts)
        yield name.removesuffix(".__init__")


def _in_fresh_interpreters(actions: Iterable[Callable[[], object]]) -> None:
    """Do each where none of the package's modules is imported; as many as have room."""
    running = 0
    for action in actions:
        if running == (os.cpu_count() or 1):
            _wait_for_one()
            running -= 1
        _begin(action)
        running += 1
    for _ in range(running):
        _wait_for_one()


def _begin(action: Callable[[], object]) -> None:
    if not os.fork():
        try:
            action()
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)


def _wait_for_one() -> None:
    if os.wait()[1]:
        sys.exit(1)


def _try_indexes(names: list[str]) -> None:
    for name in names:
        module = import_module(name)
        for offered in dir(module):
            getattr(module, offered)


def _try_making(package: str, names: list[str]) -> None:
    for model in _models(package, names):
        assert model.model_rebuild() is not False, model
        assert model().to_odata() == {}, model


def _try_reading(package: str, names: list[str]) -> None:
    client = _client(package)
    for model in _models(package, names):
        read = client.request("GET", "here", result=model)
        assert read.extras == {"not declared": 1}, model


def _try_builders(package: str, names: list[str]) -> None:
    base = import_module(f"{package}._runtime.builders").RequestBuilder
    waiting = [_client(package).prepare]
    reached: dict[type, Any] = {}
    while waiting:
        builder = waiting.pop()
        if type(builder) not in reached:
            reached[type(builder)] = builder
            waiting += _beyond(builder)
    there = {
        found
        for name in names
        if f"{package}.requests" in name
        for found in _classes(name, base)
        if not found.__subclasses__()  # what several builders share
    }
    own = {kind for kind in reached if ".requests." in kind.__module__}
    assert there == own, there ^ own


_IS_BUILDER = re.compile(r"RequestBuilder_*\[")


def _beyond(builder: Any) -> Iterator[Any]:
    for name, member in inspect.getmembers_static(type(builder)):
        if name.startswith("_"):
            continue
        if isinstance(member, property):
            yield getattr(builder, name)
        elif _IS_BUILDER.search(str(_annotations(member).get("return"))):
            values = dict.fromkeys(_annotations(member).keys() - {"return"}, "x")
            yield getattr(builder, name)(**values)
    if hasattr(builder, "__getitem__"):
        parts = re.match(r"tuple\[(.*?)\]", _annotations(builder.__getitem__)["key"])
        yield builder[("x",) * len(parts[1].split(", ")) if parts else "x"]


def _annotations(member: object) -> dict[str, str]:
    return getattr(member, "__annotations__", {})


def _models(package: str, names: list[str]) -> list[Any]:
    base = import_module(f"{package}._runtime.models").ODataModel
    inside = [name for name in names if f"{package}.entities" in name]
    return [model for name in inside for model in _classes(name, base)]


def _classes(module: str, base: type) -> list[Any]:
    return [
        value
        for value in vars(import_module(module)).values()
        if isinstance(value, type)
        and issubclass(value, base)
        and value.__module__ == module
    ]


def _client(package: str) -> Any:
    """The package's client, of a service that knows one answer."""
    base = import_module(f"{package}._runtime.client").SyncClient
    (client,) = _classes(f"{package}.client", base)
    transport = httpx.MockTransport(
        lambda request: httpx.Response(200, content=b'{"not declared": 1}')
    )
    return client(
        service_root="https://service.test",
        http_client=httpx.Client(transport=transport),
    )


if __name__ == "__main__":
    assert pydantic  # imported here once, and not in every interpreter below
    main(Path(sys.argv[1]), sys.argv[2], *map(int, sys.argv[3:]))
