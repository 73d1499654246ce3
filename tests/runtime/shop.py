"""Models with values of all kinds at all places, as the generator would write them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from library import Genre
from odata2py.runtime.edm import Int64
from odata2py.runtime.models import Navigation, ODataModel, Property


class Thing(ODataModel):
    odata_type = "shop.thing"
    odata_derived = {"shop.special": "shop:Special"}

    needed: str = Property("needed")
    text: str | None = Property("text")
    flag: bool | None = Property("flag")
    number: int | None = Property("number")
    big: Int64 | None = Property("big")
    ratio: float | None = Property("ratio")
    amount: Decimal | None = Property("amount")
    at: dt.datetime | None = Property("at")
    day: dt.date | None = Property("day")
    span: dt.timedelta | None = Property("span")
    data: bytes | None = Property("data")
    genre: Genre | None = Property("genre")
    tags: list[str] = Property("tags")
    genres: list[Genre] = Property("genres")


class Special(Thing):
    odata_type = "shop.special"

    more: str | None = Property("more")


class Drawer(ODataModel):
    """A complex type with entities inside of it."""

    odata_type = "shop.drawer"

    label: str | None = Property("label")
    thing: Thing | None = Navigation("thing")
    things: list[Thing] = Navigation("things")


class Shop(ODataModel):
    odata_type = "shop.shop"

    id: str = Property("id", key=True)
    value: Thing | None = Property("value")
    values: list[Thing] = Property("values")
    thing: Thing | None = Navigation("thing")
    things: list[Thing] = Navigation("things")
    drawer: Drawer | None = Property("drawer")
    drawers: list[Drawer] = Property("drawers")
