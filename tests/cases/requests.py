"""Every request that a generated package can make, with arguments that are made up.

Whoever writes a test of them needs no knowledge of the package: builders are walked
from the client on, and arguments follow from the annotations of their methods.
"""

from __future__ import annotations

import datetime as dt
import inspect
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from decimal import Decimal
from enum import Enum
from importlib import import_module
from types import NoneType, UnionType
from typing import (
    Annotated,
    Any,
    NamedTuple,
    Union,
    Unpack,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)
from uuid import UUID

from odata2py.csdl.model import EnumType, Model

KEY = "k"
POINT = {"type": "Point", "coordinates": [8.5, 47.5]}
VALUES: Mapping[Any, Any] = {
    bool: True,
    int: 7,
    float: 1.5,
    str: KEY,
    bytes: b"\x00\xff",
    Decimal: Decimal("1.5"),
    dt.date: dt.date(2026, 1, 31),
    dt.datetime: dt.datetime(2026, 1, 31, 12, tzinfo=dt.UTC),
    dt.time: dt.time(8, 30),
    dt.timedelta: dt.timedelta(hours=1),
    UUID: UUID(int=7),
    Any: POINT,
    dict: POINT,
    object: POINT,
}
QUERY = {"select", "expand", "filter", "orderby", "search", "skip", "count", "top"}


class Made(NamedTuple):
    """A request, and the call that made it, as it would stand in a program."""

    call: str
    request: Any


class NoValueError(Exception):
    """There is no value of a type: an enumeration without members, for example."""


def every_request(package: str, client: Any, model: Model) -> Iterator[Made]:
    """A request of every operation of every builder, by each way of one step there."""
    walk = _Walk(package, model)
    waiting = [("client", client.prepare)]
    while waiting:
        call, builder = waiting.pop()
        yield from walk.requests(call, builder)
        waiting += walk.beyond(call, builder)


class _Walk:
    def __init__(self, package: str, model: Model) -> None:
        self.values = _Values(package, model)
        self.runtime = f"{package}._runtime"
        self.operations = import_module(f"{self.runtime}.operations")
        self.gone: set[tuple[type, str]] = set()

    def beyond(self, call: str, builder: Any) -> Iterator[tuple[str, Any]]:
        """The builders one step further, unless the step was taken before."""
        for name, member in _public(builder):
            if (type(builder), name) in self.gone:
                continue
            if isinstance(member, property):
                self.gone.add((type(builder), name))
                yield f"{call}.{name}", getattr(builder, name)
            elif inspect.isfunction(member) and self._leads_on(member):
                self.gone.add((type(builder), name))
                arguments = self.values.arguments(member)
                text = ", ".join(f"{key}=..." for key in arguments)
                yield f"{call}.{name}({text})", getattr(builder, name)(**arguments)
        if hasattr(builder, "__getitem__") and (type(builder), "[]") not in self.gone:
            self.gone.add((type(builder), "[]"))
            yield f"{call}[...]", self.item(builder)

    def _leads_on(self, member: Callable[..., Any]) -> bool:
        return "RequestBuilder[" in str(member.__annotations__.get("return"))

    def item(self, builder: Any) -> Any:
        hints = self.values.hints(type(builder).__getitem__)
        return builder[self.values.value(hints["key"])]

    def requests(self, call: str, builder: Any) -> Iterator[Made]:
        kinds = (self.operations.operation, self.operations.listing)
        for name, member in _public(builder):
            if isinstance(member, kinds):
                text = f"{call}.{name}(...)"
                with suppress(NoValueError):
                    yield Made(text, self._request(builder, name, member.build))

    def _request(self, builder: Any, name: str, build: Callable[..., Any]) -> Any:
        call = getattr(builder, name)
        if name in ("add_reference", "set_reference") or (
            name == "remove_reference" and hasattr(builder, "__getitem__")
        ):
            many = hasattr(builder, "__getitem__")
            return call(self.item(builder) if many else builder)
        body = self.values.body(build)
        if body is not None:
            return call(body)
        arguments = self.values.arguments(build)
        if "_body" in inspect.signature(build).parameters and not arguments:
            raise NoValueError(name)  # there is nothing that could be sent
        return call(**arguments)


class _Values:
    """Makes up what calls take."""

    def __init__(self, package: str, model: Model) -> None:
        self.package = package
        self.model = model
        self.models = import_module(f"{package}._runtime.models")
        self.builder = import_module(f"{package}._runtime.builders").RequestBuilder
        self.unset = import_module(f"{package}._runtime.request").Unset
        self.lazy = import_module(f"{package}._runtime.lazy")

    def hints(self, function: Any) -> dict[str, Any]:
        return get_type_hints(
            function, localns={"AnyContent": bytes}, include_extras=True
        )

    def arguments(self, function: Any) -> dict[str, Any]:
        """Arguments for all parameters of a function that are no query options."""
        made: dict[str, Any] = {}
        hints = self.hints(function)
        is_own = function.__module__ != f"{self.package}._runtime.access"
        for name, parameter in inspect.signature(function).parameters.items():
            if name in ("self", "_body") or (name in QUERY and not is_own):
                continue
            if parameter.kind is inspect.Parameter.VAR_KEYWORD:
                (kind,) = get_args(hints[name])
                assert get_origin(hints[name]) is Unpack
                assert is_typeddict(kind)
                wanted = get_type_hints(kind, include_extras=True)
                made |= self._members(function, get_args(hints["_body"])[0], wanted)
            elif name == "content_type":
                made[name] = "image/png"
            else:
                made[name] = self.value(hints[name])
        return made

    def body(self, function: Any) -> Any:
        """An entity for a call whose declared type has none of its own; else None."""
        hint = self.hints(function).get("_body")
        for kind in get_args(hint):
            if self._is_model(kind) and self._abstract(kind):
                return self.value(kind)
        return None

    def _members(
        self, function: Any, model: Any, hints: Mapping[str, Any]
    ) -> dict[str, Any]:
        """What a body takes; related and immutable values are for what is new alone."""
        known = self.models.members(model)
        is_new = function.__name__ == "create"
        made = {}
        for name, hint in hints.items():
            facts = known[name].facts
            only_new = facts.navigation or facts.immutable
            if facts.pattern or (only_new and not is_new):
                continue
            with suppress(NoValueError):
                made[name] = self._property(model, known[name].wire_name, hint, ())
        return made

    def _property(
        self, model: Any, wire_name: str, hint: Any, inside: tuple[Any, ...]
    ) -> Any:
        """A value of a property; the metadata knows more than the annotation."""
        for each in self.model.properties(model.odata_type):
            if each.name == wire_name and each.allowed_values:
                allowed = each.allowed_values[0].value
                return allowed if each.type.name == "Edm.String" else int(allowed)
            kind: Any = self.model.types.get(each.type.name)
            is_enum = each.name == wire_name and isinstance(kind, EnumType)
            if is_enum and not kind.members:
                raise NoValueError(kind)
        return self.value(hint, inside)

    def value(self, hint: Any, inside: tuple[Any, ...] = ()) -> Any:
        """A value of an annotated type."""
        origin, args = get_origin(hint), get_args(hint)
        if origin is Annotated:
            return self.value(args[0], inside)
        if self._is_builder(hint):
            raise NoValueError(hint)
        if origin in (Union, UnionType):
            return self._one_of(args, inside)
        if isinstance(origin, type) and issubclass(origin, tuple):
            return tuple(self.value(each, inside) for each in args)
        if origin is not None and origin is not dict and self._is_sequence(origin):
            return self._several(args[0], inside)
        if isinstance(hint, type) and issubclass(hint, Enum):
            return self._member(hint)
        if self._is_lazy(hint):
            hint = self.lazy.find_model(hint.importer, hint.locator)
        if self._is_model(hint):
            return self._entity(hint, inside)
        return VALUES[origin or hint]

    def _is_sequence(self, origin: Any) -> bool:
        return isinstance(origin, type) and not issubclass(origin, Mapping)

    def _is_builder(self, hint: Any) -> bool:
        kind = get_origin(hint) or hint
        return isinstance(kind, type) and issubclass(kind, self.builder)

    def _is_lazy(self, hint: Any) -> bool:
        return isinstance(hint, type) and issubclass(hint, self.lazy.LazyModel)

    def _is_model(self, hint: Any) -> bool:
        return isinstance(hint, type) and issubclass(hint, self.models.ODataModel)

    def _one_of(self, args: tuple[Any, ...], inside: tuple[Any, ...]) -> Any:
        wanted = [each for each in args if each not in (NoneType, self.unset)]
        if any(self._is_builder(each) for each in wanted):
            raise NoValueError(args)  # links have tests of their own
        return self.value(wanted[0], inside)

    def _several(self, item: Any, inside: tuple[Any, ...]) -> list[Any]:
        try:
            return [self.value(item, inside)]
        except NoValueError:
            if self._is_builder(item) or any(map(self._is_builder, get_args(item))):
                raise
            return []

    def _member(self, kind: type[Enum]) -> Enum:
        members = list(kind)
        if not members:
            raise NoValueError(kind)
        return members[-1]

    def _abstract(self, kind: Any) -> bool:
        return self.model.structured(kind.odata_type).abstract

    def _entity(self, kind: Any, inside: tuple[Any, ...]) -> Any:
        """An entity or complex value with all that a program may give it."""
        if kind in inside:
            raise NoValueError(kind)
        if self._abstract(kind):
            kind = self._derived(kind)
        made = {}
        for member in self.models.members(kind).values():
            facts = member.facts
            if facts.computed or facts.navigation or facts.pattern:
                continue
            with suppress(NoValueError):
                made[member.name] = self._property(
                    kind, member.wire_name, member.annotation, (*inside, kind)
                )
        return kind(**made)

    def _derived(self, kind: Any) -> Any:
        for name in self.model.descendants(kind.odata_type):
            if name in kind.odata_derived and not self.model.structured(name).abstract:
                place = kind.odata_derived[name]
                return self.lazy.find_model(kind.__module__, place)
        raise NoValueError(kind)


def _public(builder: Any) -> Iterator[tuple[str, Any]]:
    for name, member in inspect.getmembers_static(type(builder)):
        if not name.startswith("_"):
            yield name, member
