"""Conditions of requests: that they hold for one state of a resource only.

Specification: OData Protocol 4.01, sections 8.2.4, 8.2.5 and 11.4.1.1.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from .models import ODataModel

    Condition: TypeAlias = str | ODataModel
    """An entity tag, or an entity that was read with one."""

ETAG_NAMES = ("@odata.etag", "@etag")


def condition_headers(
    if_match: Condition | None, if_none_match: Condition | None
) -> dict[str, str]:
    """The headers of conditions; raises ValueError for what has no tag, or is empty."""
    conditions = {"If-Match": if_match, "If-None-Match": if_none_match}
    return {
        name: _tag(given) for name, given in conditions.items() if given is not None
    }


def _tag(given: Condition) -> str:
    tag = given if isinstance(given, str) else given.odata_etag
    if tag is None:
        raise ValueError(
            f"this {type(given).__name__} has no etag: it was not read with one, or "
            "was changed by an update whose answer had none"
        )
    if not tag.strip():
        raise ValueError("a condition without a tag would hold for any state")
    return tag


def is_conditional(headers: Mapping[str, str]) -> bool:
    """Whether these headers make a condition already."""
    return any(name.lower() in ("if-match", "if-none-match") for name in headers)


def own_condition(entity: ODataModel, headers: Mapping[str, str]) -> dict[str, str]:
    """The header that an update of an entity needs besides these."""
    if entity.odata_etag is None or is_conditional(headers):
        return {}
    return {"If-Match": entity.odata_etag}


def remember_etag(entity: ODataModel, tag: str | None) -> None:
    """Let an entity have the tag of its state after an update; None where unknown."""
    extras = entity.extras
    name = next((name for name in ETAG_NAMES if name in extras), ETAG_NAMES[0])
    for old in ETAG_NAMES:
        extras.pop(old, None)
    if tag is not None:
        extras[name] = tag
