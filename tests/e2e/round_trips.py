"""Slices to documents and back: what comes of it is the same; and small documents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct, structs
from tests.unit.documents import KEY

from odata2py.csdl.model import Model
from odata2py.csdl.reader import read_model
from odata2py.export.csdl import export_csdl
from odata2py.plan.package import Naming, plan_package
from odata2py.profiles import load_profile
from odata2py.render.files import render_package
from odata2py.slicing.model import Slice
from odata2py.slicing.slicer import slice_model

_WHERE = {"position", "annotations", "result_annotations", "remarks", "notices"}
_WHERE |= {"reasons"}
_MAY_BE_CUT_OFF = {"entity_set", "entity_set_path", "partner", "constraints"}
_MAY_BE_CUT_OFF |= {"restricted"}
_ASIDE = _WHERE | _MAY_BE_CUT_OFF


class Wanted(Struct, frozen=True):
    """What of a model is made into a package."""

    include: Sequence[str] = ("/**",)
    exclude: Sequence[str] = ()
    derived: str = "abstract"
    profile: str = "odata"
    names: Mapping[str, str] = {}
    properties: Mapping[str, Sequence[str]] = {}

    def cut(self, model: Model) -> Slice:
        only_declared = load_profile(self.profile).only_declared
        wanted = self.include, self.exclude, self.derived
        return slice_model(model, *wanted, only_declared, self.properties)

    def files(self, part: Slice) -> dict[str, str]:
        naming = Naming("package", "Client", {}, self.names)
        return render_package(plan_package(part, load_profile(self.profile), naming))


def round_trip(folder: Path, model: Model, wanted: Wanted) -> Model:
    """The exported document as a model, after all that has to be true of it."""
    part = wanted.cut(model)
    text = export_csdl(model, part)
    path = folder / "exported.csdl"
    path.write_text(text, "utf-8")
    again = read_model(path, display="exported.csdl")
    assert again.notices == ()
    same = wanted.cut(again)
    assert facts(same) == facts(part)
    assert wanted.files(same) == wanted.files(part)
    assert export_csdl(again, same) == text
    return again


def facts(value: object) -> Any:
    """All that a slice says, but for where it was found and how it is annotated.

    Ways that lead to what is not in the slice are aside as well.
    """
    if isinstance(value, Struct):
        fields = structs.asdict(value).items()
        return {name: facts(each) for name, each in fields if name not in _ASIDE}
    if isinstance(value, Mapping):
        return {key: facts(each) for key, each in value.items()}
    if isinstance(value, tuple | list):
        return [facts(each) for each in value]
    return sorted(value) if isinstance(value, frozenset) else value


def entity(name: str, inside: str = "", key: str = KEY, **attributes: str) -> str:
    said = "".join(f' {name}="{value}"' for name, value in attributes.items())
    key = "" if "BaseType" in attributes else key
    return f'<EntityType Name="{name}"{said}>{key}{inside}</EntityType>'


def way(name: str, target: str, inside: str = "", **attributes: str) -> str:
    said = "".join(f' {name}="{value}"' for name, value in attributes.items())
    start = f'<NavigationProperty Name="{name}" Type="{target}"{said}'
    return f"{start}>{inside}</NavigationProperty>"


def prop(name: str, type_name: str = "Edm.String", more: str = "") -> str:
    return f'<Property Name="{name}" Type="{type_name}" {more}/>'


def door(*entries: str) -> str:
    """A container: ``things:s.thing`` is a set, ``me=s.thing`` a singleton."""
    inside = []
    for entry in entries:
        name, colon, kind = entry.partition(":")
        if entry.startswith("<"):
            inside.append(entry)
        elif colon:
            inside.append(f'<EntitySet Name="{name}" EntityType="{kind}"/>')
        else:
            name, _, kind = entry.partition("=")
            inside.append(f'<Singleton Name="{name}" Type="{kind}"/>')
    return f'<EntityContainer Name="Door">{"".join(inside)}</EntityContainer>'


def say(term: str, value: str) -> str:
    return f'<Annotation Term="{term}">{value}</Annotation>'


def names(term: str, *items: str) -> str:
    texts = "".join(f"<String>{item}</String>" for item in items)
    return say(term, f"<Collection>{texts}</Collection>")
