"""The elements of a document, by what they are and have.

A document has many elements and few combinations of attributes. Each combination is one
``Use``: what is found out about it, by a rule or when a model is built, serves all
elements that are alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct, field

from odata2py.csdl.document.xml import Element
from odata2py.csdl.model import TypeReference
from odata2py.csdl.tags import ANNOTATION, ANNOTATIONS, SCHEMA

Attributes = tuple[tuple[str, str], ...]


class Use(Struct, eq=False, gc=False):
    """What elements have in common: parent and tag, and all attributes but the name.

    ``reference`` is the type that they name with its facets, once it was asked for.
    """

    parent: str
    tag: str
    attributes: Attributes
    first: Element
    reference: TypeReference | None = None

    @classmethod
    def of(cls, element: Element) -> Use:
        """The use of one element alone."""
        return cls("", element.tag, tuple(element.items()), element)

    def get(self, name: str) -> str | None:
        for known, value in self.attributes:
            if known == name:
                return value
        return None


class Child(Struct, frozen=True, eq=False, gc=False):
    """What stands inside of an element.

    name: empty if it has none. line: where it stands. holder: the element itself, if it
    has children or stands in a schema; to keep all of them would take memory and time.
    """

    use: Use
    name: str
    line: int
    holder: Element | None = None


class Survey(Struct):
    """What a document has, annotations aside.

    names: all of them. members: those in each element that was looked into. crowded:
    the elements in which something may be there twice.
    """

    uses: dict[tuple[object, ...], Use] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    members: dict[Element, set[str]] = field(default_factory=dict)
    crowded: list[Element] = field(default_factory=list)

    def elements(self) -> Iterator[tuple[Element, str]]:
        """All elements that were seen, with the tags of their parents."""
        for owner in self.members:
            tag = owner.tag
            for element in owner:
                if element.tag not in _SAYING:
                    yield element, tag

    def elements_of(self, uses: Iterable[Use]) -> Iterator[tuple[Element, str]]:
        """The elements of some uses, with the tags of their parents."""
        alike: dict[str, set[tuple[str, Attributes]]] = {}
        for use in uses:
            alike.setdefault(use.parent, set()).add((use.tag, use.attributes))
        for owner in self.members:
            if wanted := alike.get(owner.tag):
                for element in owner.iterchildren(*{tag for tag, _ in wanted}):
                    if (element.tag, _but_name(element)) in wanted:
                        yield element, owner.tag

    def see(self, owner: Element) -> list[Child]:
        """What stands inside of an element; annotations are left out.

        What is in the children of a schema is not seen with them.
        """
        tag = owner.tag
        uses = self.uses
        found: list[Child] = []
        names: list[str] = []
        nameless = 0
        top = tag == SCHEMA
        for element in owner:
            child_tag = element.tag
            if child_tag in _SAYING:
                continue
            items = element.items()
            if items and items[0][0] == "Name":
                name = items.pop(0)[1]
                names.append(name)
            else:
                name = element.get("Name") or ""
                written = [pair for pair in items if pair[0] != "Name"]
                if len(written) == len(items):
                    nameless += 1
                else:
                    names.append(name)
                items = written
            key = (tag, child_tag, *items)
            use = uses.get(key)
            if use is None:
                use = uses[key] = Use(tag, child_tag, tuple(items), element)
            line = element.sourceline or 0
            if top:
                found.append(Child(use, name, line, element))
            elif not len(element):
                found.append(Child(use, name, line))
            else:
                found.append(Child(use, name, line, element))
                if child_tag != SCHEMA:
                    self.see(element)
        distinct = self.members[owner] = set(names)
        self.names |= distinct
        if nameless > 1 or len(distinct) < len(names):
            self.crowded.append(owner)
        return found


def _but_name(element: Element) -> Attributes:
    """What elements that are alike have in common."""
    return tuple(pair for pair in element.items() if pair[0] != "Name")


def survey_envelope(root: Element) -> Survey:
    """A survey that has seen what is around the schemas, which is little."""
    survey = Survey()
    survey.uses["", root.tag] = Use("", root.tag, tuple(root.items()), root)
    if root.tag != SCHEMA:
        survey.see(root)
    return survey


_SAYING = frozenset({ANNOTATION, ANNOTATIONS})
