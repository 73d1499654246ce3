"""Frozen, slotted dataclasses that are made quickly.

The ``__init__`` of a frozen dataclass sets each attribute by ``object.__setattr__``,
which looks the attribute up in the type again and again. Reading a large document makes
some sixty thousand of them, and that was a third of its time. The descriptors of the
slots do the same without looking anything up.
"""

from __future__ import annotations

from dataclasses import MISSING, dataclass, field, fields
from typing import Any, TypeVar, cast, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(cls: type[T]) -> type[T]:
    """``dataclass(frozen=True, slots=True)``, made in half the time."""
    made: Any = dataclass(frozen=True, slots=True)(cls)
    if all(item.default_factory is MISSING for item in fields(made)):
        made.__init__ = _quick_init(made)
    return cast(type[T], made)


def _quick_init(cls: Any) -> Any:
    names = [item.name for item in fields(cls)]
    body = "\n".join(f"    set_{name}(self, {name})" for name in names)
    scope = {f"set_{name}": getattr(cls, name).__set__ for name in names}
    exec(f"def __init__(self, {', '.join(names)}):\n{body}", scope)
    quick, slow = scope["__init__"], cls.__init__
    quick.__defaults__, quick.__annotations__ = slow.__defaults__, slow.__annotations__
    quick.__qualname__ = slow.__qualname__
    return quick
