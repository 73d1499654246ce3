"""Which elements of the metadata a name means: OData's names, and Python's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from odata2py.csdl.model import EnumType, Model, StructuredType
from odata2py.errors import InputError, nearest
from odata2py.plan.names import snake_case

_MOST = 12


def meant(model: Model, name: str, ledger: Mapping[str, str]) -> tuple[str, ...]:
    """The elements that a name means, by their paths.

    That is a type (``user``, ``shop.user``, ``User``), a member of one (``user/name``,
    ``User.display_name``), an operation (``enable``, ``shop.enable``), or an entry of
    the container (``users``). ledger: the Python names of a package, by element. Raises
    InputError where there is none, or too many.
    """
    known = tuple(elements(model))
    found = [each for each in known if _is_meant(each, name)]
    if not found:
        python = [each for each in known if _is_called(each, name, ledger)]
        found = python or [each for each in known if each.endswith(f"/{name}")]
    if not found:
        what = f"the metadata has no type, member or operation {name!r}"
        raise InputError("; ".join(filter(None, [what, _hint(name, known)])))
    if len(found) > _MOST:
        some = ", ".join(map(repr, found[:3]))
        what = f"{name!r} means {len(found)} elements, among them {some}"
        raise InputError(f"{what}; name one of them")
    return tuple(found)


def elements(model: Model) -> Iterator[str]:
    """The paths of all types, members, operations and entries, by name."""
    container = model.container
    if container is not None:
        entries = {**container.entity_sets, **container.singletons, **container.imports}
        yield from (f"{container.name}/{name}" for name in sorted(entries))
    for name in sorted(model.types):
        yield name
        kind = model.types[name]
        if isinstance(kind, EnumType):
            yield from (f"{name}/{member.name}" for member in kind.members)
        elif isinstance(kind, StructuredType):
            for members in (kind.properties, kind.navigation_properties):
                yield from (f"{name}/{member.name}" for member in members)
    yield from sorted(model.operations)


def _is_meant(element: str, name: str) -> bool:
    """Whether it is the element's path, or that without the namespace."""
    return element == name or element.endswith(f".{name}")


def _is_called(element: str, name: str, ledger: Mapping[str, str]) -> bool:
    """Whether packages call the element so: ``User``, ``User.name``, ``enable_it``."""
    owner, _, member = element.rpartition("/")
    if not owner:
        return ledger.get(element) == name or snake_case(_simple(element)) == name
    class_name, _, attribute = name.rpartition(".")
    called = ledger.get(element) or snake_case(member)
    return called == attribute and ledger.get(owner) == class_name


def _hint(name: str, known: Sequence[str]) -> str:
    """What is spelt nearly so: whole, as a member of a type, or for itself."""
    simple = {_simple(each) for each in known}
    member = name.rpartition("/")[2]
    return (
        nearest(name, known)
        or (nearest(name, simple) if member != name else "")
        or nearest(member, {each.rpartition("/")[2] for each in simple})
    )


def _simple(qualified: str) -> str:
    return qualified.rpartition(".")[2]
