"""Navigation properties: partners, constraints, containment (CSDL 8)."""

from __future__ import annotations

from msgspec import Struct

from odata2py.csdl.check.paths import Paths
from odata2py.csdl.declarations import Declarations
from odata2py.csdl.document.xml import Element
from odata2py.csdl.faults import Faults, describe, quote
from odata2py.csdl.names import BUILT_IN_TYPES
from odata2py.csdl.survey import Child, Use
from odata2py.csdl.tags import (
    COMPLEX_TYPE,
    NAVIGATION_PROPERTY,
    REFERENTIAL_CONSTRAINT,
    STRUCTURED,
)


def check_navigation(found: Declarations, paths: Paths, faults: Faults) -> None:
    """All navigation properties that say more than where they lead."""
    rule = _Navigation(found, paths, faults)
    for name, element in found.types.items():
        if element.tag in STRUCTURED:
            for child in found.tagged(element, NAVIGATION_PROPERTY):
                if not rule.is_plain(child, name):
                    rule.check(name, element, paths.member(name, child.name))


class _Navigation(Struct, frozen=True):
    declared: Declarations
    paths: Paths
    faults: Faults

    def check(self, name: str, owner: Element, member: Element | None) -> None:
        if member is None:
            return  # without a name, which is told
        if member.get("ContainsTarget") == "true" and not self._can_contain(
            Use.of(member), name
        ):
            what = f"{describe(member)} contains many entities that have no key"
            right = f"{quote(member.get('Type') or '')} needs one"
            self.faults.add(member, what, right)
        partner = member.get("Partner")
        if partner is not None:
            self._check_partner(name, owner, member, partner)
        for constraint in member if len(member) else ():
            if constraint.tag == REFERENTIAL_CONSTRAINT:
                self._check_constraint(name, member, constraint)

    def is_plain(self, child: Child, name: str) -> bool:
        """Whether it is seen at a glance that a navigation property is right."""
        use = child.use
        if child.holder is not None or use.get("Partner") is not None:
            return False
        return use.get("ContainsTarget") != "true" or self._can_contain(use, name)

    def _can_contain(self, use: Use, name: str) -> bool:
        """Whether the target of a containment can be one: where it is many, by key."""
        target, many = self.declared.scope(name).resolve_type(use.get("Type") or "")
        known = target in self.declared.types
        return not (many and known) or self.paths.has_key(target)

    def _check_partner(
        self, name: str, owner: Element, member: Element, partner: str
    ) -> None:
        """Nothing is made of partners, so a wrong one does no harm."""
        what = f"{describe(member)} has the Partner {quote(partner)}"
        if owner.tag == COMPLEX_TYPE:
            self.faults.remark(member, what, "complex types have no partners")
            return
        target = self.paths.target(member)
        if target is None:
            return
        found = self.paths.follow(target, partner, name)
        if found is None or not found.ends_with(NAVIGATION_PROPERTY):
            right = f"a navigation property of {quote(target)} is expected"
            self.faults.remark(member, what, right)
        elif any(m.tag == NAVIGATION_PROPERTY for m in found.members[:-1]):
            self.faults.remark(member, what, "it goes along no navigation property")
        elif found.whole:
            self._check_way_back(name, member, found.members[-1], what)

    def _check_way_back(
        self, name: str, member: Element, partner: Element, what: str
    ) -> None:
        back = self.paths.target(partner)
        if back is not None and not self.declared.is_kind_of(name, back):
            self.faults.remark(
                member,
                f"{what}, which leads to {quote(back)}",
                f"a partner leads back to {quote(name)} or a base type of it",
            )
        own = (partner.get("Partner") or "").rpartition("/")[2]
        if own and own != member.get("Name"):
            self.faults.remark(
                member, f"{what}, whose Partner is {quote(own)}", "partners are mutual"
            )

    def _check_constraint(
        self, name: str, member: Element, constraint: Element
    ) -> None:
        target, many = self.paths.resolved(member)
        if many:
            what = f"{describe(member)} is a collection and has a constraint"
            self.faults.remark(constraint, what, "single entities have constraints")
        types: list[str] = []
        for attribute, start in (("Property", name), ("ReferencedProperty", target)):
            written = constraint.get(attribute)
            if written is None or start == "Edm.EntityType":
                continue
            found = self.paths.follow(start, written, name)
            if found is not None and found.whole and found.members:
                types.append(self.paths.resolved(found.members[-1])[0])
            elif found is None:
                self.faults.add(
                    constraint,
                    f"{describe(member)} has a constraint with the {attribute} "
                    f"{quote(written)}",
                    f"a property of {quote(start)} is expected",
                )
        if len(set(types)) > 1 and BUILT_IN_TYPES.issuperset(types):
            what = f"{describe(member)} has a constraint of unlike types"
            right = f"{quote(types[0])} and {quote(types[1])} are never equal"
            self.faults.remark(constraint, what, right)
