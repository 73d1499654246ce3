"""Names in packages of whole services: all are apart, hide nothing, and stay."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import pytest
from tests.naming import clashes
from tests.scale.metadata import DOCUMENTS, NO_METADATA, model

from odata2py.csdl.model import Model
from odata2py.plan.package import Naming, plan_package
from odata2py.plan.views import PackageView
from odata2py.profiles import load_profile
from odata2py.slicing.slicer import slice_model

pytestmark = NO_METADATA
OLD, NEW = "graph-v1.0-2025-07.csdl", "graph-v1.0.csdl"


def plan(whole: Model, ledger: Mapping[str, str]) -> PackageView:
    part = slice_model(whole, ["/**"])
    naming = Naming("everything", "GraphClient", ledger, {})
    return plan_package(part, load_profile("graph/v1.0"), naming)


@cache
def view(name: str) -> PackageView:
    return plan(model(name), {})


@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_names_clash(name: str) -> None:
    assert clashes(view(name), model(name)) == []


def test_sub_namespaces_are_sub_packages() -> None:
    places = {kind.odata_type: path for path, kind in view(NEW).models.items()}
    assert places["microsoft.graph.partners.billing.manifest"] == (
        "entities/partners/billing/manifest.py"
    )
    for qualified, path in places.items():
        depth = qualified.removeprefix("microsoft.graph.").count(".")
        assert path.count("/") == depth + 1, qualified


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_ledger_gives_the_same_names_again(name: str) -> None:
    found = view(name)
    assert plan(model(name), found.names) == found


def test_an_update_renames_nothing() -> None:
    old = view(OLD).names
    updated = plan(model(NEW), old).names
    there = old.keys() & updated.keys()
    assert len(there) > 25_000
    assert {key for key in there if old[key] != updated[key]} == set()
