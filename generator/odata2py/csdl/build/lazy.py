"""A mapping that builds its values when they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


class LazyMapping(Mapping[Key, Value]):
    """The values that ``load`` makes of ``keys``, in their order, each made once."""

    __slots__ = ("_keys", "_load", "_loaded")

    def __init__(
        self, keys: Mapping[Key, object], load: Callable[[Key], Value]
    ) -> None:
        self._keys = keys
        self._load = load
        self._loaded: dict[Key, Value] = {}

    def __getitem__(self, key: Key) -> Value:
        if key in self._loaded:
            return self._loaded[key]
        if key not in self._keys:
            raise KeyError(key)
        return self._loaded.setdefault(key, self._load(key))

    def __contains__(self, key: object) -> bool:
        return key in self._keys

    def __iter__(self) -> Iterator[Key]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)
