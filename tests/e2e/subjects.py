"""Slices with their packages, their JSON Schema, and their models of each flavour.

Answers to hold these against come from a sandbox.
"""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import httpx
import pytest
from msgspec import Struct
from tests.scale.metadata import METADATA

from odata2py.config import PackageSettings, Source, load_config
from odata2py.csdl.model import Model, StructuredType
from odata2py.export.models.flavours import Flavour
from odata2py.export.models.names import model_names
from odata2py.export.models.simpler import simpler
from odata2py.export.models.writer import write_models
from odata2py.export.schema.document import json_schema
from odata2py.export.schema.naming import name_definitions
from odata2py.export.schema.primitives import Schema
from odata2py.generate import generate
from odata2py.plan.context import Context
from odata2py.plan.package import Naming, name_types
from odata2py.plan.types import TypePlace
from odata2py.sandbox.app import create_app
from odata2py.sandbox.server import running
from odata2py.slicing.model import Slice
from odata2py.sources import read_source, slice_source

Json = Any
ROOT = Path(__file__).parents[2]
GRAPH = METADATA / "graph-v1.0.csdl"
USERS_AND_GROUPS = PackageSettings(
    "users_and_groups",
    "graph",
    "users_and_groups",
    "GraphClient",
    include=(
        *("/users", "/users/{id}", "/groups", "/groups/{id}"),
        *("/groups/{id}/members", "/groups/{id}/owners"),
    ),
)
SUBJECTS = ("graph_phone", "everything", "users_and_groups")


class Subject(Struct, frozen=True):
    """A slice, the package of it, and what is exported of it."""

    package: str
    model: Model
    part: Slice
    names: Context
    document: Schema

    def __repr__(self) -> str:
        return self.package

    @property
    def types(self) -> Mapping[str, StructuredType]:
        """The entity and complex types of the slice."""
        kinds = self.part.model.types.items()
        return {n: kind for n, kind in kinds if isinstance(kind, StructuredType)}

    @property
    def concrete(self) -> list[str]:
        return [name for name, kind in self.types.items() if not kind.abstract]

    def ours(self, name: str) -> Any:
        """The class of a type in the package."""
        place = self.names.places[name]
        return getattr(self.entities(place), place.class_name)

    def entities(self, place: TypePlace) -> Any:
        """The module of the package in which the class of a type is."""
        return import_module(f"{self.package}.{place.dotted.rpartition('.')[0]}")

    def definition(self, name: str) -> str:
        """What the definition of a type is called."""
        defined = {each["title"]: key for key, each in self._defined}
        return defined[name]

    def theirs(self, name: str, flavour: Flavour = Flavour.PYDANTIC) -> Any:
        """The class of a type among the plain models."""
        defined = self.definition(name)
        steps = defined.split(".")
        called = "".join(step[:1].upper() + step[1:] for step in steps)
        return getattr(self.module(flavour), called)

    def module(self, flavour: Flavour) -> ModuleType:
        """The module of plain models."""
        return _module(self.package, flavour)

    def runtime(self, module: str) -> Any:
        """A module of the package's runtime."""
        return import_module(f"{self.package}._runtime.{module}")

    @property
    def _defined(self) -> list[tuple[str, Schema]]:
        return [(k, v) for k, v in self.document["$defs"].items() if "title" in v]


@cache
def subject(package: str) -> Subject:
    """The subject of that package; the test is skipped where metadata is missing."""
    folder, source, settings = _configured(package)
    model = read_source(folder, source)
    part = slice_source(model, source, settings)
    naming = Naming(settings.name, settings.client, {}, settings.names)
    names = name_types(part, naming)
    document = json_schema(model, part, name_definitions(part, names))
    return Subject(package, model, part, names, document)


def _configured(package: str) -> tuple[Path, Source, PackageSettings]:
    if package == USERS_AND_GROUPS.name:
        if not GRAPH.exists():
            pytest.skip(f"{GRAPH} is missing")
        source = Source("graph", GRAPH.name, profile="graph/v1.0")
        return GRAPH.parent, source, USERS_AND_GROUPS
    config = load_config(ROOT / "odata2py.toml")
    settings = config.packages[package]
    return ROOT, config.sources[settings.source], settings


def importable(package: str, folder: Path) -> None:
    """Makes a package that is not committed, where it can be imported from."""
    if package == USERS_AND_GROUPS.name and package not in sys.modules:
        where, source, settings = _configured(package)
        output = str(folder / package)
        generate(where, source, _elsewhere(settings, output))
        sys.path.insert(0, str(folder))


def _elsewhere(settings: PackageSettings, output: str) -> PackageSettings:
    return PackageSettings(
        settings.name, settings.source, output, settings.client, settings.include
    )


@cache
def _module(package: str, flavour: Flavour) -> ModuleType:
    found = subject(package)
    definitions = name_definitions(found.part, found.names)
    names = model_names(found.part.model, definitions, found.names, flavour)
    simple = simpler(found.document, flavour, names)
    text = write_models(simple, flavour, names.fields)
    module = ModuleType(f"{package}_{flavour}")
    sys.modules[module.__name__] = module  # annotations are resolved there
    exec(compile(text, module.__name__, "exec"), vars(module))
    return module


class Answer(NamedTuple):
    """An entity as a service sent it, and the type that it is of."""

    type: str
    declared: str
    content: bytes
    data: dict[str, Any]


MOBILE = {"phoneNumber": "+1 5555551234", "phoneType": "mobile"}
OFFICE = {"phoneNumber": "+1 5555551235x7", "phoneType": "office"}
PERSON = {"name": "Ada", "country": "NO", "passport": "N 1/7", "skills": "diving,radio"}
FILLING: Mapping[str, tuple[tuple[str, Json], ...]] = {
    "graph_phone": (
        ("/users/ada@contoso.com/authentication/phoneMethods", MOBILE),
        ("/users/ada@contoso.com/authentication/phoneMethods", OFFICE),
        ("/users/alan@contoso.com/authentication/phoneMethods", MOBILE),
    ),
    "everything": (
        ("/people", PERSON),
        (
            "/expeditions",
            {
                "number": 77,
                "season": "winter",
                "goal": {"@odata.type": "#polar.DrillSite", "borehole": 7, "ice": True},
                "camps": [{"name": "a"}],
                "leader": PERSON,
                "equipment": [
                    {"@odata.type": "#polar.Vehicle", "tag": "sledge", "seats": 4},
                    {"@odata.type": "#polar.InfraredCamera", "tag": "cam"},
                ],
                "transport": {"@odata.type": "#polar.Vehicle", "tag": "boat"},
            },
        ),
        (
            "/assets",
            {
                "@odata.type": "#polar.Camera",
                "tag": "eye",
                "notes": [{"text": "scratched", "by": "Ada"}],
                "readings": [
                    {"moment": "2026-01-31T10:00:00Z", "channel": 1, "offset": -1}
                ],
                "replacement": {"@odata.type": "#polar.Camera", "tag": "other eye"},
            },
        ),
    ),
}
"""What is created before anything is read: entities with others in them."""


@cache
def answers(package: str) -> tuple[Answer, ...]:
    """Entities as a sandbox sends them, alone and with what is related."""
    found = subject(package)
    with _sandbox(found) as http:
        for path, body in FILLING.get(package, ()):
            http.post(path, json=body).raise_for_status()
        return tuple(
            _answer(declared, data)
            for path, declared in _sets(found).items()
            for data in _read(http, found, path, declared)
        )


@contextlib.contextmanager
def _sandbox(found: Subject) -> Iterator[httpx.Client]:
    phones = found.package == "graph_phone"
    app = create_app(
        found.model if phones else found.part.model,
        rules=("authentication_methods",) if phones else (),
        rule_settings={"version": "v1.0"} if phones else {},
        samples=4,
        etags=True,
        keys_as_segments=True,
    )
    with running(app) as sandbox, httpx.Client(base_url=sandbox.url) as http:
        yield http


def _sets(found: Subject) -> Mapping[str, str]:
    """The paths of collections, and the types that these are declared with."""
    if found.package == "graph_phone":
        phone = "microsoft.graph.phoneAuthenticationMethod"
        return {path: phone for path, _ in FILLING["graph_phone"]}
    assert found.part.model.container is not None
    sets = found.part.model.container.entity_sets.values()
    return {f"/{each.name}": each.entity_type for each in sets}


def _read(
    http: httpx.Client, found: Subject, path: str, declared: str
) -> Iterator[dict[str, Any]]:
    related = found.part.model.navigation_properties(declared)
    for query in ({}, *({"$expand": nav.name} for nav in related)):
        answer = http.get(path, params=query)
        if answer.status_code == 405:  # a set that cannot be read as a whole
            continue
        for entity in answer.raise_for_status().json()["value"]:
            # Samples lack what they are related to, even where that may not be null.
            if all(
                entity.get(nav.name, "") is not None or nav.type.nullable
                for nav in related
            ):
                yield entity


def _answer(declared: str, data: dict[str, Any]) -> Answer:
    kind = str(data.get("@odata.type", f"#{declared}"))[1:]
    return Answer(kind, declared, json.dumps(data, ensure_ascii=False).encode(), data)
