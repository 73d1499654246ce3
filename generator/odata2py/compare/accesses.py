"""What may be done at the ends of paths, by what the metadata says of one of them."""

from __future__ import annotations

from odata2py.csdl.model import EntitySet, NavigationProperty, Singleton
from odata2py.slicing.model import Access
from odata2py.slicing.ways import entry_way, navigation_way, possible


def of_navigation(nav: NavigationProperty) -> frozenset[Access]:
    """The accesses at the end of a navigation property."""
    return possible(navigation_way("", nav), nav.capabilities, frozenset())


def of_entry(entry: EntitySet | Singleton) -> frozenset[Access]:
    """The accesses at an entity set or a singleton."""
    return possible(entry_way("", entry), entry.capabilities, frozenset())
