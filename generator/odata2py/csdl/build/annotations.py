"""What annotations mean to a client.

The terms are those of the vocabularies Core, Validation and Capabilities:
https://github.com/oasis-tcs/odata-vocabularies
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from odata2py.csdl.annotation import Annotation, Annotations, add_annotations
from odata2py.csdl.build import expressions
from odata2py.csdl.document.xml import Element
from odata2py.csdl.faults import quote
from odata2py.csdl.meaning import (
    NO_DOCUMENTATION,
    AllowedValue,
    Documentation,
    Link,
    Revision,
)
from odata2py.csdl.model import PropertyRef, TypeReference
from odata2py.csdl.names import Scope, is_identifier, is_path

_DESCRIPTION = "Org.OData.Core.V1.Description"
_LONG_DESCRIPTION = "Org.OData.Core.V1.LongDescription"
_REVISIONS = "Org.OData.Core.V1.Revisions"
_LINKS = "Org.OData.Core.V1.Links"
_COMPUTED = "Org.OData.Core.V1.Computed"
_PERMISSIONS = "Org.OData.Core.V1.Permissions"
_IMMUTABLE = "Org.OData.Core.V1.Immutable"
_OPTIONAL_PARAMETER = "Org.OData.Core.V1.OptionalParameter"
_SYMBOLIC_NAME = "Org.OData.Core.V1.SymbolicName"
_PATTERN = "Org.OData.Validation.V1.Pattern"
_ALLOWED_VALUES = "Org.OData.Validation.V1.AllowedValues"
_DERIVED_TYPES = "Org.OData.Validation.V1.DerivedTypeConstraint"
_ALTERNATE_KEYS = (
    "Org.OData.Core.V1.AlternateKeys",
    "OData.Community.Keys.V1.AlternateKeys",
)
_REQUIRES_EXPLICIT_BINDING = "Org.OData.Core.V1.RequiresExplicitBinding"
_EXPLICIT_OPERATIONS = "Org.OData.Core.V1.ExplicitOperationBindings"
TERMS = (
    *(_DESCRIPTION, _LONG_DESCRIPTION, _REVISIONS, _LINKS, _COMPUTED, _PERMISSIONS),
    *(_IMMUTABLE, _OPTIONAL_PARAMETER, _SYMBOLIC_NAME, _PATTERN, _ALLOWED_VALUES),
    *(_DERIVED_TYPES, *_ALTERNATE_KEYS, _REQUIRES_EXPLICIT_BINDING),
    _EXPLICIT_OPERATIONS,
)
"""The terms of which something is made, capabilities aside."""

_TEXTS = frozenset({_DESCRIPTION, _LONG_DESCRIPTION})
_WEB = re.compile(r"https?://[^\s<>]+", re.IGNORECASE)
_REVISION_KINDS = frozenset({"Added", "Modified", "Deprecated"})


def _text(annotation: Annotation) -> str:
    return expressions.text(annotation.element, annotation.scope)


def _flag(annotation: Annotation) -> bool:
    return expressions.flag(annotation.element, annotation.scope)


def is_text_alone(found: Annotations) -> bool:
    """Whether annotations are descriptions, as most are, and nothing else."""
    return found.keys() <= _TEXTS


def documentation(found: Annotations) -> Documentation:
    """Core.Description, Core.LongDescription, Core.Revisions and Core.Links."""
    if not found:
        return NO_DOCUMENTATION
    short = found.get(_DESCRIPTION)
    long = found.get(_LONG_DESCRIPTION)
    history = found.get(_REVISIONS)
    links = found.get(_LINKS)
    if short is None and long is None and history is None and links is None:
        return NO_DOCUMENTATION
    return Documentation(
        _text(short) if short else "",
        _text(long) if long else "",
        tuple(_revisions(history)) if history else (),
        tuple(_links(links)) if links else (),
    )


def _revisions(history: Annotation) -> Iterator[Revision]:
    for item in expressions.records(history.element, history.scope):
        values = expressions.record(item)
        kinds = expressions.enum_members(values["Kind"]) if "Kind" in values else ()
        for kind in sorted(_REVISION_KINDS.intersection(kinds)):
            yield Revision(
                kind,
                *(
                    (expressions.constant(values[name]) or "") if name in values else ""
                    for name in ("Version", "Date", "RemovalDate", "Description")
                ),
            )


def _links(links: Annotation) -> Iterator[Link]:
    for item in expressions.records(links.element, links.scope):
        values = expressions.record(item)
        if "rel" not in values or "href" not in values:
            expressions.refuse(item, links.scope, "rel and href are expected")
            continue
        rel, href = (expressions.text(values[n], links.scope) for n in ("rel", "href"))
        if _WEB.fullmatch(href):
            yield Link(rel, href)


def is_computed(found: Annotations, is_key: bool) -> bool:
    """Core.Computed, or Core.Permissions that allow reading alone.

    Of a key these say that nobody changes it: services that are given keys say so too.
    """
    computed = found.get(_COMPUTED)
    if computed is not None:
        return _flag(computed)
    permissions = found.get(_PERMISSIONS)
    if permissions is None or is_key:
        return False
    return expressions.enum_members(permissions.element) == {"Read"}


def is_immutable(found: Annotations) -> bool:
    """Core.Immutable."""
    immutable = found.get(_IMMUTABLE)
    return immutable is not None and _flag(immutable)


def pattern(found: Annotations) -> str:
    """Validation.Pattern, if it is a regular expression to Python as well."""
    written = found.get(_PATTERN)
    if written is None:
        return ""
    value = _text(written)
    try:
        re.compile(value)
    except (re.error, OverflowError, RecursionError) as error:
        what = f"{quote(value)} is no regular expression to Python: {error}"
        expressions.refuse(written.element, written.scope, what)
        return ""
    return value


def allowed_values(found: Annotations) -> tuple[AllowedValue, ...]:
    """Validation.AllowedValues."""
    values = found.get(_ALLOWED_VALUES)
    if values is None:
        return ()
    items = expressions.records(values.element, values.scope)
    allowed = (_allowed_value(item, values.scope) for item in items)
    return tuple(value for value in allowed if value is not None)


def _allowed_value(item: Element, scope: Scope) -> AllowedValue | None:
    value = expressions.record(item).get("Value")
    written = expressions.constant(value) if value is not None else None
    if written is None:
        expressions.refuse(item, scope, "a PropertyValue 'Value' is expected")
        return None
    found: dict[str, Annotation] = {}
    add_annotations(found, item, scope)
    name = found.get(_SYMBOLIC_NAME)
    symbol = _text(name) if name else ""
    if name and not is_identifier(symbol):
        expressions.refuse(name.element, scope, f"{quote(symbol)} is no identifier")
        symbol = ""
    return AllowedValue(written, symbol, documentation(found).description)


def optional_parameter(found: Annotations) -> tuple[bool, str | None]:
    """Core.OptionalParameter: whether there is one, and its DefaultValue."""
    optional = found.get(_OPTIONAL_PARAMETER)
    if optional is None:
        return False, None
    default = expressions.record(optional.element).get("DefaultValue")
    return True, expressions.constant(default) if default is not None else None


def allowed_types(found: Annotations) -> tuple[str, ...]:
    """Validation.DerivedTypeConstraint."""
    return _names(found.get(_DERIVED_TYPES))


def constrained(reference: TypeReference, found: Annotations) -> TypeReference:
    """A use of a type, with the derived types that it is restricted to."""
    names = allowed_types(found)
    return replace(reference, allowed_types=names) if names else reference


def requires_explicit_binding(found: Annotations) -> bool:
    """Core.RequiresExplicitBinding."""
    required = found.get(_REQUIRES_EXPLICIT_BINDING)
    return required is not None and _flag(required)


def explicit_operations(found: Annotations) -> tuple[str, ...]:
    """Core.ExplicitOperationBindings."""
    return _names(found.get(_EXPLICIT_OPERATIONS))


def _names(said: Annotation | None) -> tuple[str, ...]:
    """A collection of qualified names."""
    if said is None:
        return ()
    names = expressions.texts(said.element)
    return tuple(said.scope.resolve(name) for name in names)


def alternate_keys(found: Annotations) -> tuple[tuple[PropertyRef, ...], ...]:
    """Core.AlternateKeys, and the term of the community that came before."""
    said = next((found[term] for term in _ALTERNATE_KEYS if term in found), None)
    if said is None:
        return ()
    keys = (
        _alternate_key(item, said.scope)
        for item in expressions.records(said.element, said.scope)
    )
    return tuple(key for key in keys if key)


def _alternate_key(item: Element, scope: Scope) -> tuple[PropertyRef, ...]:
    parts = expressions.record(item).get("Key")
    if parts is None:
        return ()
    found = []
    for part in expressions.records(parts, scope):
        values = expressions.record(part)
        path = expressions.path(values["Name"]) if "Name" in values else ""
        alias = expressions.constant(values["Alias"]) if "Alias" in values else None
        if not path or not is_path(path) or not is_identifier(alias or "_"):
            expressions.refuse(part, scope, "Name and Alias of a property are expected")
            return ()
        found.append(PropertyRef(path, alias or ""))
    return tuple(found)
