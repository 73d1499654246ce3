"""What elements of the metadata are called in generated packages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from msgspec import Struct

from odata2py.plan.names import (
    BUILDER_NAMES,
    CLIENT_NAMES,
    PARAMETER_NAMES,
    NameBook,
    identifier,
    pascal_case,
    snake_case,
    upper_case,
)


class PythonNames(Struct, frozen=True, dict=True):
    """Names as a package has them, or as packages usually have them.

    ledger: the names of a package, by element; empty for a whole service.
    """

    ledger: Mapping[str, str] = {}

    def type(self, qualified: str) -> str:
        """The class of a type: ``ArmChair``."""
        simple = qualified.rpartition(".")[2]
        return self.ledger.get(qualified) or identifier(simple, pascal_case)

    def member(self, owner: str, name: str) -> str:
        """An attribute of a type's class: ``display_name``."""
        known = self.ledger.get(f"{owner}/{name}")
        return known or identifier(name, snake_case)

    def attribute(self, owner: str, name: str) -> str:
        """An attribute with its class: ``User.display_name``."""
        return f"{self.type(owner)}.{self.member(owner, name)}"

    def constant(self, owner: str, name: str) -> str:
        """A member of an enumeration with its class: ``Color.DARK_RED``."""
        known = self.ledger.get(f"{owner}/{name}")
        return f"{self.type(owner)}.{known or identifier(name, upper_case)}"

    def way(self, owner: str, name: str) -> str:
        """The property of builders that leads along a way: ``spare_parts``.

        owner: the type that declares it; empty for what leads on from the client.
        """
        _, dot, simple = name.rpartition(".")
        element = f"as_{simple}" if dot else name
        taken = BUILDER_NAMES if owner else CLIENT_NAMES
        return self._assigned(f"{owner}/{name}@requests", element, taken)

    def method(self, name: str) -> str:
        """The method of an operation: ``switch_on``."""
        return identifier(name.rpartition(".")[2], snake_case)

    def parameter(self, name: str, operation: str = "") -> str:
        """The keyword of a parameter of an operation: ``new_password``."""
        return self._assigned(f"{operation}/{name}", name, PARAMETER_NAMES)

    def alternate(self, owner: str, parts: Sequence[str]) -> str:
        """The method that finds items by an alternate key: ``by_email``."""
        known = self.ledger.get(f"{owner}@key({','.join(parts)})")
        return known or identifier(f"by_{'_and_'.join(parts)}", snake_case)

    def given(self, key: str) -> str:
        """The method of an operation in the ledger, by its key; empty if not there.

        Packages have methods of the types that their paths lead to; an operation of a
        base type has the name that it has there.
        """
        return self.ledger.get(key) or self._methods.get(_member(key), "")

    def _assigned(self, key: str, element: str, taken: frozenset[str]) -> str:
        names = NameBook(self.ledger, {})
        return names.assign({key: element}, snake_case, taken)[key]

    @cached_property
    def _methods(self) -> Mapping[tuple[bool, str], str]:
        bound = ((key, name) for key, name in self.ledger.items() if key[:1] != "/")
        return {_member(key): name for key, name in bound if "(" in key}


def _member(key: str) -> tuple[bool, str]:
    """A member of builders without its owner: whether it is of collections, and it."""
    owner, _, member = key.partition("/")
    return owner.endswith("@collection"), member
