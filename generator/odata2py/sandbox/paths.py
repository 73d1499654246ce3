"""Resource paths: from the text of a URL to what it means in the model.

OData URL Conventions 4.01, sections 4.1 to 4.14. Keys are taken in parentheses and as
segments. Whether an entity of that key exists is not looked at here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from urllib.parse import unquote

from msgspec import Struct
from msgspec.structs import replace

from odata2py.csdl.keys import KeyPart, key_properties, primary_key
from odata2py.csdl.model import (
    EntityType,
    Function,
    Model,
    NavigationProperty,
    Operation,
    StructuredType,
    TypeReference,
)
from odata2py.errors import nearest
from odata2py.sandbox import keys, literals
from odata2py.sandbox.errors import (
    ServiceError,
    bad_request,
    not_found,
    not_implemented,
)
from odata2py.sandbox.overloads import (
    Overloads,
    bound_overloads,
    choose,
    functions_first,
    unbound_overloads,
)
from odata2py.sandbox.primitives import Json

SUFFIXES = ("$count", "$value", "$ref")
STREAM = "Edm.Stream"


class Root(Struct, frozen=True):
    """An entity set or a singleton."""

    name: str


class Key(Struct, frozen=True):
    """The key of an entity in the collection before it, in the key's own order."""

    values: tuple[Json, ...]


class AlternateKey(Struct, frozen=True):
    """Values by which an entity is found though they are not its primary key."""

    parts: tuple[KeyPart, ...]
    values: tuple[Json, ...]


class Navigation(Struct, frozen=True):
    property: NavigationProperty


class Cast(Struct, frozen=True):
    type: str


class PropertyAccess(Struct, frozen=True):
    """A structural property; of an open type also one that the model does not name.

    A ``fixed`` one never changes: it is computed, immutable or part of the key.
    """

    name: str
    type: TypeReference
    fixed: bool = False
    dynamic: bool = False


class Invocation(Struct, frozen=True):
    """An action or function; the arguments are those that the URL has.

    ``entity_set`` is where an import says that the resulting entities are.
    """

    operation: Operation
    arguments: Mapping[str, Json]
    entity_set: str = ""


Step = Root | Key | AlternateKey | Navigation | Cast | PropertyAccess | Invocation

ANY = TypeReference("Edm.Untyped")


class Target(Struct, frozen=True):
    """What a path leads to: its steps, the type at its end, and a ``$`` segment."""

    steps: tuple[Step, ...] = ()
    type: TypeReference = ANY
    suffix: str = ""

    @property
    def last(self) -> Step | None:
        return self.steps[-1] if self.steps else None

    def then(self, step: Step, type_: TypeReference | None = None) -> Target:
        return replace(self, steps=(*self.steps, step), type=type_ or self.type)


def decode(raw_path: str) -> tuple[str, ...]:
    """The segments of a path, each percent-decoded after the path was split."""
    try:
        segments = [unquote(part, errors="strict") for part in raw_path.split("/")]
    except UnicodeDecodeError:
        raise bad_request("The path is not UTF-8 after percent-decoding.") from None
    segments = segments[1:] if segments[0] == "" else segments
    segments = segments[:-1] if segments and segments[-1] == "" else segments
    if "" in segments:
        raise not_found("The path has an empty segment.")
    return tuple(segments)


def resolve(
    model: Model,
    segments: Sequence[str],
    aliases: Mapping[str, str] = MappingProxyType({}),
) -> Target:
    """What the segments mean; ``aliases`` are the parameter aliases of the query."""
    resolver = _Resolver(model, aliases)
    target = Target()
    rest = tuple(segments)
    while rest:
        target, used = resolver.step(target, rest)
        rest = rest[used:]
    return target


class _Resolver(Struct, frozen=True):
    model: Model
    aliases: Mapping[str, str]

    def step(self, at: Target, rest: tuple[str, ...]) -> tuple[Target, int]:
        """The target one step further, and how many segments that took."""
        segment = rest[0]
        if at.suffix:
            raise not_found(f"Nothing can follow {at.suffix}.")
        self._require_composable(at)
        if segment.startswith("$"):
            return self._suffix(at, segment), 1
        if not at.steps:
            return self._root(segment), 1
        cast = self._cast(at, segment)
        if cast is not None:
            return cast, 1
        invoked = self._bound(at, segment)
        if invoked is not None:
            return invoked, 1
        if self._is_entity_collection(at):
            return self._key_segments(at, rest)
        if at.type.collection or not self._is_structured(at):
            raise not_found(f"{at.type.name} has nothing named {segment!r}.")
        return self._member(at, segment), 1

    def _require_composable(self, at: Target) -> None:
        """Only results of composable functions are gone on from (CSDL 12.8)."""
        if isinstance(at.last, Invocation):
            operation = at.last.operation
            if not (isinstance(operation, Function) and operation.composable):
                raise not_found(f"Nothing can follow {operation.name}.")

    def _is_structured(self, at: Target) -> bool:
        return isinstance(self.model.types.get(at.type.name), StructuredType)

    def _is_entity(self, at: Target) -> bool:
        return isinstance(self.model.types.get(at.type.name), EntityType)

    def _is_entity_collection(self, at: Target) -> bool:
        return at.type.collection and self._is_entity(at)

    def _suffix(self, at: Target, segment: str) -> Target:
        fits = {
            "$count": at.type.collection,
            "$value": not at.type.collection and bool(at.steps),
            "$ref": self._is_entity(at),
        }
        if segment not in SUFFIXES and not at.steps:
            raise not_implemented(f"{segment} is not supported by the sandbox.")
        if not fits.get(segment, False):
            raise not_found(f"{segment} is not a resource here.")
        return replace(at, suffix=segment)

    def _root(self, segment: str) -> Target:
        container = self.model.container
        if container is None:
            raise not_found("The model has no entity container.")
        name = literals.name_of(segment)
        if name in container.entity_sets:
            entity_type = container.entity_sets[name].entity_type
            found = Target((Root(name),), TypeReference(entity_type, collection=True))
            return self._keyed(found, literals.parentheses(segment))
        if segment in container.singletons:
            entity_type = container.singletons[segment].entity_type
            return Target((Root(segment),), TypeReference(entity_type))
        if name in container.imports:
            imported = container.imports[name]
            overloads = [unbound_overloads(self.model, imported)]
            entity_set = imported.entity_set.rpartition("/")[2]
            return self._invoke(Target(), segment, overloads, entity_set)
        known = [*container.entity_sets, *container.singletons, *container.imports]
        raise not_found(f"The service has no {name!r}. {_hint(name, known)}".strip())

    def _cast(self, at: Target, segment: str) -> Target | None:
        name = literals.name_of(segment)
        if not isinstance(self.model.types.get(name), StructuredType):
            return None
        if not self._is_structured(at):
            return None
        declared = at.type.name
        if name != declared and name not in self.model.descendants(declared):
            if bound_overloads(self.model, at.type, name):
                return None
            raise not_found(f"{name} is not derived from {declared}.")
        found = at
        if name != declared:
            found = at.then(Cast(name), replace(at.type, name=name))
        return self._keyed(found, literals.parentheses(segment))

    def _bound(self, at: Target, segment: str) -> Target | None:
        name = literals.name_of(segment)
        if self._has_member(at, name):
            return None  # an operation of that name needs its namespace
        overloads = bound_overloads(self.model, at.type, name)
        if name != segment:  # calls of actions have no parentheses
            overloads = functions_first(overloads)
        return self._invoke(at, segment, overloads) if overloads else None

    def _has_member(self, at: Target, name: str) -> bool:
        if at.type.collection or not self._is_structured(at):
            return False
        names = {each.name for each in self.model.properties(at.type.name)}
        links = {each.name for each in self.model.navigation_properties(at.type.name)}
        return name in names | links

    def _invoke(
        self,
        at: Target,
        segment: str,
        overloads: Sequence[Overloads],
        entity_set: str = "",
    ) -> Target:
        inners = literals.parentheses(segment)
        if inners:
            texts = dict(literals.named_values(inners[0]))
        else:
            texts = self._implicit(overloads)
        operation = choose(overloads, literals.name_of(segment), texts)
        types = {each.name: each.type for each in operation.own_parameters}
        arguments = {
            each: literals.parse(self.model, types[each], self._unalias(text))
            for each, text in texts.items()
        }
        step = Invocation(operation, arguments, entity_set)
        found = at.then(step, operation.return_type or ANY)
        return self._keyed(found, inners[1:])

    def _implicit(self, overloads: Sequence[Overloads]) -> dict[str, str]:
        """The parameters that are query options of their own (11.5.4.1.1)."""
        return {
            each.name: self.aliases[option]
            for group in overloads
            for operation in group
            if isinstance(operation, Function)
            for each in operation.own_parameters
            for option in (each.name, f"@{each.name}")
            if option in self.aliases
        }

    def _unalias(self, text: str) -> str:
        """What an alias stands for: null if nobody said (Protocol 11.5.4.1.1)."""
        return self.aliases.get(text, "null") if text.startswith("@") else text

    def _member(self, at: Target, segment: str) -> Target:
        name = literals.name_of(segment)
        navigations = self.model.navigation_properties(at.type.name)
        for nav in navigations:
            if nav.name == name:
                found = at.then(Navigation(nav), nav.type)
                return self._keyed(found, literals.parentheses(segment))
        properties = self.model.properties(at.type.name)
        for prop in properties:
            if prop.name == segment:
                is_key = segment in key_properties(self.model, at.type.name)
                fixed = is_key or prop.computed or prop.immutable
                return at.then(PropertyAccess(segment, prop.type, fixed), prop.type)
        if any(kind.open_type for kind in self.model.lineage(at.type.name)):
            return at.then(PropertyAccess(segment, ANY, dynamic=True), ANY)
        known = [*(each.name for each in properties), *(n.name for n in navigations)]
        raise not_found(
            f"{at.type.name} has no property {name!r}. {_hint(name, known)}".strip()
        )

    def _keyed(self, at: Target, inners: Sequence[str]) -> Target:
        """With the key predicate in parentheses, if any (URL Conventions 4.3.1)."""
        if not inners:
            return at
        self._require_composable(at)
        if not self._is_entity_collection(at) or len(inners) > 1:
            raise bad_request(f"{at.type.name} is not a collection here: no key.")
        type_name = at.type.name
        given = dict(literals.named_values(inners[0]))
        texts = {name: self._unalias(text) for name, text in given.items()}
        parts = tuple(keys.chosen(self.model, type_name, texts))
        values = keys.values(self.model, parts, texts)
        is_primary = parts == primary_key(self.model, type_name)
        step = Key(values) if is_primary else AlternateKey(parts, values)
        return at.then(step, replace(at.type, collection=False))

    def _key_segments(self, at: Target, rest: tuple[str, ...]) -> tuple[Target, int]:
        """The key as segments, one for each of its parts (URL Conventions 4.3.6)."""
        key = primary_key(self.model, at.type.name)
        if not key or len(rest) < len(key):
            raise not_found(f"The key of {at.type.name} has {len(key)} parts.")
        texts = {part.name: text for part, text in zip(key, rest, strict=False)}
        try:
            values = keys.values(self.model, key, texts, plain=True)
        except ServiceError as fault:
            raise not_found(fault.message) from None
        return at.then(Key(values), replace(at.type, collection=False)), len(key)


def _hint(name: str, known: Sequence[str]) -> str:
    hint = nearest(name, known)
    return hint[:1].upper() + hint[1:]
