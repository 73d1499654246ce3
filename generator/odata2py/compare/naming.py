"""What elements of the metadata are called in generated packages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from odata2py.plan.names import identifier, pascal_case, snake_case, upper_case


class PythonNames(Struct, frozen=True):
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
        """The property of builders that leads along a way: ``spare_parts``."""
        known = self.ledger.get(f"{owner}/{name}@requests")
        return known or identifier(name, snake_case)

    def method(self, name: str) -> str:
        """The method of an operation: ``enable_sms_sign_in``."""
        return identifier(name.rpartition(".")[2], snake_case)

    def parameter(self, name: str) -> str:
        """The keyword of a parameter: ``new_password``."""
        return identifier(name, snake_case)

    def alternate(self, owner: str, parts: Sequence[str]) -> str:
        """The method that finds items by an alternate key: ``by_email``."""
        known = self.ledger.get(f"{owner}@key({','.join(parts)})")
        return known or identifier(f"by_{'_and_'.join(parts)}", snake_case)
