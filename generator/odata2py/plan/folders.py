"""Which folders of a package the namespaces of a service are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from odata2py.csdl.model import Model
from odata2py.plan.names import MODULE_NAMES, NameBook, snake_case

Folders = Mapping[str, tuple[str, ...]]
"""The sub-packages for each namespace that is below the main one."""


def main_namespace(model: Model) -> str:
    """The namespace whose types stand at the top of a package: the container's."""
    return model.container.name.rpartition(".")[0] if model.container else ""


def name_folders(types: Iterable[str], main: str, names: NameBook) -> Folders:
    """The folders for the namespaces of types.

    A name that a class or a module of an earlier run has already is left to it.
    """
    inside: dict[str, list[str]] = {main: []}
    below: dict[str, set[str]] = {}
    for qualified in types:
        namespace = qualified.rpartition(".")[0]
        own = namespace if namespace.startswith(f"{main}.") else main
        inside.setdefault(own, []).append(qualified)
        for parent, child in _steps(main, own):
            below.setdefault(parent, set()).add(child)
    found: dict[str, tuple[str, ...]] = {main: ()}
    for parent in sorted(below):
        held = names.kept(
            f"{qualified}{use}{what}"
            for qualified in inside.get(parent, ())
            for use in ("", "@requests")
            for what in ("", "@module")
        )
        elements = {
            f"{child}@package": child.rpartition(".")[2] for child in below[parent]
        }
        given = names.assign(elements, snake_case, held | MODULE_NAMES)
        for child in below[parent]:
            found[child] = (*found[parent], given[f"{child}@package"])
    return found


def _steps(main: str, namespace: str) -> Iterator[tuple[str, str]]:
    """Each namespace on the way from the main one to another, with its parent."""
    here = main
    for part in namespace.removeprefix(main).removeprefix(".").split("."):
        if part:
            yield here, f"{here}.{part}"
            here = f"{here}.{part}"
