"""What elements of the metadata are called in generated packages."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from msgspec import Struct

from odata2py.plan.names import identifier, pascal_case, snake_case, upper_case


class PythonNames(Struct, frozen=True, dict=True):
    """Names as a package has them, or as packages usually have them.

    ledger: the names of a package, by element; empty for a whole service.
    """

    ledger: Mapping[str, str] = {}

    def type(self, qualified: str) -> str:
        """The class of a type: ``PhoneAuthenticationMethod``."""
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
        """The property of builders that leads along a way: ``phone_methods``.

        owner: the type that declares it; empty for what leads on from the client.
        """
        known = self.ledger.get(f"{owner}/{name}@requests")
        _, dot, simple = name.rpartition(".")
        return known or identifier(f"as_{simple}" if dot else name, snake_case)

    def parameter(self, operation: str, name: str) -> str:
        """The keyword of a parameter: ``new_password``."""
        known = self.ledger.get(f"{operation}/{name}")
        return known or identifier(name, snake_case)

    def method(self, key: str) -> str:
        """The method of an operation, by the operation's key; empty if not known.

        Packages have methods of the types that their paths lead to; an operation of a
        base type has the name that it has there.
        """
        return self.ledger.get(key) or self._methods.get(_member(key), "")

    @cached_property
    def _methods(self) -> Mapping[tuple[bool, str], str]:
        bound = ((key, name) for key, name in self.ledger.items() if key[:1] != "/")
        return {_member(key): name for key, name in bound if "(" in key}


def _member(key: str) -> tuple[bool, str]:
    """A member of builders without its owner: whether it is of collections, and it."""
    owner, _, member = key.partition("/")
    return owner.endswith("@collection"), member
