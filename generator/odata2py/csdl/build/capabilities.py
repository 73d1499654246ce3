"""What Capabilities annotations say of paths and operations.

The vocabulary is Org.OData.Capabilities.V1, in
https://github.com/oasis-tcs/odata-vocabularies.
A value that cannot be understood is as if nothing was said.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from odata2py.csdl.annotation import Annotations
from odata2py.csdl.build import expressions
from odata2py.csdl.document.xml import Element
from odata2py.csdl.faults import quote
from odata2py.csdl.meaning import (
    UNRESTRICTED,
    Capabilities,
    Described,
    Documentation,
    Permission,
    Restricted,
)
from odata2py.csdl.names import Scope, is_path

_VOCABULARY = "Org.OData.Capabilities.V1"
_READ = "ReadRestrictions"
_INSERT = "InsertRestrictions"
_UPDATE = "UpdateRestrictions"
_DELETE = "DeleteRestrictions"
_NAVIGATION = "NavigationRestrictions"
_INDEXABLE = "IndexableByKey"
_NAMES = (_READ, _INSERT, _UPDATE, _DELETE, _NAVIGATION, _INDEXABLE)
_TERMS = {f"{_VOCABULARY}.{name}": name for name in _NAMES}
_OPERATION = f"{_VOCABULARY}.OperationRestrictions"
_BOOLEANS = {"true": True, "false": False}
_METHODS = frozenset({"PATCH", "PUT"})
_NAVIGABLE = {"Recursive": True, "Single": True, "None": False}


class _Value(Struct, frozen=True, gc=False):
    """An Annotation or a PropertyValue, in the document that it stands in."""

    element: Element
    scope: Scope

    def values(self) -> Mapping[str, _Value]:
        """The values of the record that it has, by name."""
        found = expressions.record(self.element)
        return {name: _Value(value, self.scope) for name, value in found.items()}

    def records(self) -> Iterator[_Value]:
        """The records of the collection that it has."""
        for item in expressions.records(self.element, self.scope):
            yield _Value(item, self.scope)

    def refuse(self, what: str) -> None:
        expressions.refuse(self.element, self.scope, what)


_Values = Mapping[str, _Value]
_NO_VALUES: _Values = {}


def capabilities(found: Annotations) -> Capabilities:
    """The Capabilities terms that say which requests a path takes."""
    said = _said(found)
    if not said:
        return UNRESTRICTED
    return replace(
        _capabilities(said, _values(said, _NAVIGATION)),
        restricted=tuple(_others(said)),
    )


def capabilities_of_navigation(found: Annotations, name: str) -> Capabilities:
    """The same for a navigation property of that name.

    Services annotate it with restrictions of RestrictedProperties that mean the
    property itself, by its name or without one. What these say is its own, unless its
    own terms have another word for it.
    """
    said = _said(found)
    if not said:
        return UNRESTRICTED
    known = _capabilities(said, _values(said, _NAVIGATION))
    others = []
    for _, each in _restricted(_values(said, _NAVIGATION)):
        if each.path in ((), (name,)):
            known = _completed(known, each.capabilities)
        else:
            others.append(each)
    return replace(known, restricted=tuple(others))


def permissions_to_call(found: Annotations) -> tuple[Permission, ...]:
    """The permissions of Capabilities.OperationRestrictions."""
    said = found.get(_OPERATION)
    if said is None:
        return ()
    return tuple(_permissions("call", _Value(said.element, said.scope).values()))


def _said(found: Annotations) -> _Values:
    if not found or _TERMS.keys().isdisjoint(found):
        return _NO_VALUES
    return {
        _TERMS[term]: _Value(annotation.element, annotation.scope)
        for term, annotation in found.items()
        if term in _TERMS
    }


def _others(said: _Values) -> Iterator[Restricted]:
    for item, each in _restricted(_values(said, _NAVIGATION)):
        if each.path:
            yield each
        else:
            item.refuse("NavigationProperty is expected")


def _completed(said: Capabilities, more: Capabilities) -> Capabilities:
    """What is said, and what more is said of things about which nothing is."""
    accesses = {each.access for each in said.permissions}
    described = {each.access for each in said.descriptions}
    missing = {
        name: getattr(more, name)
        for name in Capabilities.__struct_fields__
        if getattr(said, name) in (None, frozenset())
    }
    return replace(
        said,
        **missing,
        permissions=(
            *said.permissions,
            *(each for each in more.permissions if each.access not in accesses),
        ),
        descriptions=(
            *said.descriptions,
            *(each for each in more.descriptions if each.access not in described),
        ),
    )


def _capabilities(said: _Values, navigation: _Values) -> Capabilities:
    """``navigation`` says how far one can navigate, and whether there are links."""
    update = _values(said, _UPDATE)
    read = _values(said, _READ)
    by_access = {
        "read": read,
        "read_by_key": _values(read, "ReadByKeyRestrictions"),
        "insert": _values(said, _INSERT),
        "update": update,
        "delete": _values(said, _DELETE),
    }
    return Capabilities(
        readable=_flag(read, "Readable"),
        insertable=_flag(by_access["insert"], "Insertable"),
        updatable=_flag(update, "Updatable"),
        deletable=_flag(by_access["delete"], "Deletable"),
        readable_by_key=_readable_by_key(said, by_access["read_by_key"]),
        upsertable=_flag(update, "Upsertable"),
        update_methods=_update_methods(update),
        referenceable=_flag(navigation, "Referenceable"),
        navigable=_navigable(navigation),
        permissions=tuple(
            permission
            for access, values in by_access.items()
            for permission in _permissions(access, values)
        ),
        descriptions=tuple(_descriptions(by_access)),
    )


def _values(values: _Values, name: str) -> _Values:
    return values[name].values() if name in values else _NO_VALUES


def _flag(values: _Values, name: str) -> bool | None:
    """A boolean; None where it is not said, or depends on the entity."""
    value = values.get(name)
    written = expressions.constant(value.element) if value is not None else None
    if value is None or written is None:
        return None
    known = _BOOLEANS.get(written.strip())
    if known is None:
        value.refuse(f"{quote(written)} is no boolean")
    return known


def _readable_by_key(said: _Values, values: _Values) -> bool | None:
    readable = _flag(values, "Readable")
    indexable = said.get(_INDEXABLE)
    if readable is not None or indexable is None:
        return readable
    can_be = expressions.flag(indexable.element, indexable.scope)
    return None if can_be else False


def _update_methods(update: _Values) -> frozenset[str]:
    said = update.get("UpdateMethod")
    if said is None:
        return frozenset()
    methods = _METHODS & expressions.enum_members(said.element)
    if not methods:
        said.refuse("PATCH or PUT is expected")
    return methods


def _navigable(navigation: _Values) -> bool | None:
    said = navigation.get("Navigability")
    if said is None:
        return None
    levels = expressions.enum_members(said.element)
    if len(levels) != 1 or not levels <= _NAVIGABLE.keys():
        said.refuse("Recursive, Single or None is expected")
        return None
    return all(_NAVIGABLE[level] for level in levels)


def _descriptions(by_access: Mapping[str, _Values]) -> Iterator[Described]:
    for access, values in by_access.items():
        short, long = (
            (
                expressions.text(values[name].element, values[name].scope)
                if name in values
                else ""
            )
            for name in ("Description", "LongDescription")
        )
        if short or long:
            yield Described(access, Documentation(short, long))


def _permissions(access: str, values: _Values) -> Iterator[Permission]:
    if "Permissions" not in values:
        return
    for item in values["Permissions"].records():
        permission = item.values()
        scheme = _text(permission, "SchemeName")
        scopes = tuple(_scopes(permission))
        if scheme and scopes:
            yield Permission(access, scheme, scopes)
        else:
            item.refuse("SchemeName and Scopes are expected")


def _scopes(permission: _Values) -> Iterator[str]:
    if "Scopes" in permission:
        for item in permission["Scopes"].records():
            scope = _text(item.values(), "Scope")
            if scope:
                yield scope
            else:
                item.refuse("a Scope is expected")


def _text(values: _Values, name: str) -> str:
    value = values.get(name)
    return expressions.text(value.element, value.scope) if value is not None else ""


def _restricted(navigation: _Values) -> Iterator[tuple[_Value, Restricted]]:
    """The records of RestrictedProperties, each with what it means."""
    if "RestrictedProperties" not in navigation:
        return
    for item in navigation["RestrictedProperties"].records():
        said = item.values()
        path = said.get("NavigationProperty")
        written = expressions.path(path.element) if path is not None else ""
        if path is not None and not is_path(written):
            path.refuse(f"{quote(written)} is no path of a navigation property")
            continue
        steps = tuple(item.scope.resolve_path(written).split("/")) if path else ()
        found = _capabilities(said, said)
        if found != UNRESTRICTED:
            yield item, Restricted(steps, found)
