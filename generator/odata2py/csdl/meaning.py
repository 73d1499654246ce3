"""What annotations mean to a client, as data.

The terms are those of the vocabularies Core, Validation and Capabilities:
https://github.com/oasis-tcs/odata-vocabularies
"""

from __future__ import annotations

from msgspec import Struct


class Revision(Struct, frozen=True, gc=False):
    """Core.Revisions: what happened to an element, in which version, and when."""

    kind: str  # "Added", "Modified" or "Deprecated"
    version: str = ""
    date: str = ""
    removal_date: str = ""
    description: str = ""


class Documentation(Struct, frozen=True, gc=False):
    """Core.Description, Core.LongDescription and Core.Revisions of an element."""

    description: str = ""
    long_description: str = ""
    revisions: tuple[Revision, ...] = ()


NO_DOCUMENTATION = Documentation()


class AllowedValue(Struct, frozen=True, gc=False):
    """One value of Validation.AllowedValues; ``symbol`` is its Core.SymbolicName."""

    value: str
    symbol: str = ""
    description: str = ""


class Capabilities(Struct, frozen=True, gc=False):
    """What Capabilities annotations say of a collection or an entity at a path.

    None means that the metadata does not say; a client may then try.
    """

    readable: bool | None = None
    insertable: bool | None = None
    updatable: bool | None = None
    deletable: bool | None = None
    readable_by_key: bool | None = None
    upsertable: bool | None = None
    update_methods: frozenset[str] = frozenset()
    referenceable: bool | None = None
    navigable: bool | None = None
    restricted: tuple[Restricted, ...] = ()


class Restricted(Struct, frozen=True, gc=False):
    """What Capabilities.NavigationRestrictions say of a path from where they stand."""

    path: tuple[str, ...]
    capabilities: Capabilities


UNRESTRICTED = Capabilities()
