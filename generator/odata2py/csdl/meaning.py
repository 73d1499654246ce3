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


class Link(Struct, frozen=True, gc=False):
    """Core.Links: an address, and the relation of what is there to the element."""

    rel: str
    href: str


class Documentation(Struct, frozen=True, gc=False):
    """What is said of an element for people to read.

    These are Core.Description, Core.LongDescription, Core.Revisions and, as far as they
    are addresses of the web, Core.Links.
    """

    description: str = ""
    long_description: str = ""
    revisions: tuple[Revision, ...] = ()
    links: tuple[Link, ...] = ()


NO_DOCUMENTATION = Documentation()


class AllowedValue(Struct, frozen=True, gc=False):
    """One value of Validation.AllowedValues; ``symbol`` is its Core.SymbolicName."""

    value: str
    symbol: str = ""
    description: str = ""


class Permission(Struct, frozen=True, gc=False):
    """A set of scopes, one of which is enough for an access.

    access: "read", "read_by_key", "insert", "update", "delete", or "call" for an
    operation. scheme: the name of the authorization scheme that the scopes are of.
    Where an access has several permissions, one of them is enough.
    """

    access: str
    scheme: str
    scopes: tuple[str, ...]


class Described(Struct, frozen=True, gc=False):
    """What a restriction says of an access, which is named as in ``Permission``."""

    access: str
    documentation: Documentation


class Capabilities(Struct, frozen=True, gc=False):
    """What Capabilities annotations say of a collection or an entity at a path.

    None means that the metadata does not say; a client may then try. Where
    ``readable_by_key`` is None, what ``readable`` says is true of single entities too.
    ``update_methods`` are of PATCH and PUT, and empty where nothing is said: PATCH is
    then to be expected.

    Of a navigation property, ``navigable`` and ``referenceable`` speak of itself:
    whether paths may go through it, and whether links can be added to it and taken
    away. Of an entity set or a singleton, they speak of all its navigation properties,
    unless ``restricted`` has another word for one of them.
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
    permissions: tuple[Permission, ...] = ()
    descriptions: tuple[Described, ...] = ()
    restricted: tuple[Restricted, ...] = ()

    def documentation(self, access: str) -> Documentation:
        """What is said of an access; ``NO_DOCUMENTATION`` where nothing is."""
        found = (each for each in self.descriptions if each.access == access)
        return next((each.documentation for each in found), NO_DOCUMENTATION)


class Restricted(Struct, frozen=True, gc=False):
    """What is said of a navigation property that a path leads to.

    path: the segments from the entities of the annotated element; those that are
    qualified names are type casts. What is None is not said here, but may be said of
    the navigation property, or of where its entities live.
    """

    path: tuple[str, ...]
    capabilities: Capabilities


UNRESTRICTED = Capabilities()
