"""The local service for all of Graph."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from tests.scale.metadata import model

from odata2py.profiles import load_profile
from odata2py.sandbox.app import create_app
from odata2py.sandbox.server import Running, running

GRAPH = "graph-v1.0.csdl"


@contextmanager
def graph_sandbox() -> Iterator[Running]:
    """Serve all of v1.0 as ``odata2py sandbox`` does."""
    profile = load_profile("graph/v1.0")
    app = create_app(
        model(GRAPH),
        rules=(*profile.sandbox_rules, "made_up"),
        rule_settings={"version": profile.version},
        root_path=profile.version,
        keys_as_segments=profile.key_as_segment,
        batch_size=profile.batch_size,
        etags=True,
    )
    with running(app) as sandbox:
        yield sandbox
