"""The checks of a service's documents, before anything is built of them."""

from __future__ import annotations

from odata2py.csdl.check.container import check_containers
from odata2py.csdl.check.enums import check_enums
from odata2py.csdl.check.hierarchy import check_hierarchy, check_inherited_members
from odata2py.csdl.check.keys import check_keys
from odata2py.csdl.check.navigation import check_navigation
from odata2py.csdl.check.operations import check_operations
from odata2py.csdl.check.paths import Paths
from odata2py.csdl.check.rules import check_forms, check_uses
from odata2py.csdl.check.terms import check_terms
from odata2py.csdl.check.uses import UsesOfTypes
from odata2py.csdl.declarations import Declarations
from odata2py.csdl.faults import Faults, describe
from odata2py.csdl.tags import TERM


def check_declarations(found: Declarations, faults: Faults) -> None:
    """All that is wrong with what documents declare.

    Circles of base types are taken out of ``found``, and surveys that have served.
    """
    for scope, survey in found.surveys:
        check_forms(survey, faults)
        rule = UsesOfTypes(found, scope)
        check_uses(rule, rule.is_plain, survey, faults)
    for element, first in found.again:
        tell = faults.remark if element.tag == TERM else faults.add
        tell(
            element,
            f"{describe(element)} is declared again",
            f"it is declared in line {first.sourceline} already",
        )
    check_hierarchy(found, faults)
    paths = Paths.of(found)
    check_inherited_members(found, paths, faults)
    check_keys(found, paths, faults)
    check_enums(found, faults)
    check_operations(found, paths, faults)
    check_navigation(found, paths, faults)
    check_containers(found, paths, faults)
    check_terms(found, faults)
    found.surveys.clear()
