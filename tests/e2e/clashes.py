"""A service whose names meet, in the eyes of Python and of those who write models."""

from __future__ import annotations

from pathlib import Path

from tests.unit.documents import one_schema

from odata2py.config import load_config
from odata2py.exporting import Exported, read_exported

CONFIG = """\
[source.shop]
metadata = "shop.csdl"
[package.p]
source = "shop"
output = "p"
client = "Client"
include = ["/**", "/**/*"]
derived = "all"
"""
PROPERTIES = (
    *("displayName", "DisplayName", "display_name", "odataType", "odata_type"),
    *("odataId", "class", "class_", "Class", "date", "\uff44ate", "datetime", "field"),
    *("\uff43lass", "if_", "\uff49f", "model_config", "copy", "register", "schema"),
    *("None", "_hidden", "hidden", "Any", "str", "list", "list_", "self"),
)
OF_HEIRS = ("ID", "Id", "displayname", "Display_Name", "CLASS", "Field", "odataEtag")


def _declared(names: tuple[str, ...]) -> str:
    return "".join(f'<Property Name="{name}" Type="Edm.Date"/>' for name in names)


SHOP = one_schema(
    '<EntityType Name="Thing"><Key><PropertyRef Name="id"/></Key>'
    '<Property Name="id" Type="Edm.String" Nullable="false"/>'
    '<Property Name="Part" Type="n.Part"/>'
    '<Property Name="part" Type="Collection(n.Part)"/>'
    f"{_declared(PROPERTIES)}</EntityType>"
    f'<EntityType Name="Heir" BaseType="n.Thing">{_declared(OF_HEIRS)}</EntityType>'
    '<EntityType Name="heir" BaseType="n.Heir"/>'
    '<ComplexType Name="Part"><Property Name="x" Type="n.Color"/></ComplexType>'
    '<EnumType Name="Color"><Member Name="red"/><Member Name="Red"/>'
    '<Member Name="None"/><Member Name="mro"/></EnumType>'
    '<EntityContainer Name="C"><EntitySet Name="things" EntityType="n.Thing"/>'
    "</EntityContainer>"
)


def clashing(folder: Path) -> Exported:
    """The slice with all of it; its configuration is in the folder."""
    (folder / "shop.csdl").write_text(SHOP, "utf-8")
    (folder / "odata2py.toml").write_text(CONFIG, "utf-8")
    return read_exported(load_config(folder / "odata2py.toml"), "p")
