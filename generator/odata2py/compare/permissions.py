"""The permissions that are said to be needed, as texts."""

from __future__ import annotations

from collections.abc import Iterator

from odata2py.csdl.meaning import Capabilities, Permission
from odata2py.csdl.model import EntitySet, NavigationProperty, Operation, Singleton


def permissions(
    element: NavigationProperty | EntitySet | Singleton | Operation,
) -> Iterator[tuple[str, str]]:
    """By access, and the path to its end where that is not the element's, the scopes.

    Their order means nothing: one is as good as another.
    """
    if isinstance(element, Operation):
        yield from _texts((), element.permissions)
    else:
        yield from _of_capabilities((), element.capabilities)


def _of_capabilities(
    path: tuple[str, ...], said: Capabilities
) -> Iterator[tuple[str, str]]:
    yield from _texts(path, said.permissions)
    for each in said.restricted:
        yield from _of_capabilities((*path, *each.path), each.capabilities)


def _texts(
    path: tuple[str, ...], said: tuple[Permission, ...]
) -> Iterator[tuple[str, str]]:
    for access in dict.fromkeys(each.access for each in said):
        texts = {_text(each) for each in said if each.access == access}
        yield "/".join((*path, access)), "; ".join(sorted(texts))


def _text(permission: Permission) -> str:
    return f"{', '.join(sorted(permission.scopes))} ({permission.scheme})"
