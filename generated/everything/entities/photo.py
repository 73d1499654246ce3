"""The type polar.Photo."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypedDict

from .._runtime.builders import RequestBuilder
from .._runtime.edm import Int64
from .._runtime.lazy import lazy_model
from .._runtime.models import Navigation, ODataModel, Property

if TYPE_CHECKING:
    from .camera import Camera
else:
    Camera = lazy_model(__name__, ".camera", "Camera")


class Photo(ODataModel):
    """The type polar.Photo."""

    odata_type = "polar.Photo"

    caption: str | None = Property("caption")

    number: Int64 = Property("number", key=True)

    camera: Camera | None = Navigation("camera")


class PhotoUpdate(TypedDict, total=False):
    """What an update of Photo takes."""

    caption: str | None
    camera: RequestBuilder[Any]


class PhotoCreate(TypedDict, total=False):
    """What a create of Photo takes."""

    caption: str | None
    number: Int64
    camera: Camera | RequestBuilder[Any]
