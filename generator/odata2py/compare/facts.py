"""What is known of a service apart from its metadata, as far as it tells changes."""

from __future__ import annotations

from msgspec import Struct


class ServiceFacts(Struct, frozen=True):
    """What decides how grave a change is, or whether it is one.

    only_declared: accesses that the service offers only where its metadata says so.
    growing_enum_members: the members of enumerations that announce members to come.
    """

    only_declared: frozenset[str] = frozenset()
    growing_enum_members: frozenset[str] = frozenset()


NO_FACTS = ServiceFacts()
