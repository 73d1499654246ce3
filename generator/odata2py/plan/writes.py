"""The methods that send entities: create, update, replace, upsert."""

from __future__ import annotations

from collections.abc import Iterator

from odata2py.plan.bodies import body_names
from odata2py.plan.context import WRITTEN_WITH, Context
from odata2py.plan.docs import docstring
from odata2py.plan.variants import Variant
from odata2py.plan.views import MediaView, WriteView
from odata2py.slicing.model import Access
from odata2py.slicing.ways import OF_COLLECTION, OF_ITEM

_CREATE_TEXT = """\
Create an entity from keyword arguments, or from a model or a dict of them.

{related}Raises ValueError for values that cannot be sent; ServiceError \
(BadRequestError, ConflictError), TransportError, MalformedResponseError.

Specification: OData Protocol 4.01, section 11.4.2."""

_RELATED_TEXT = """\
Related entities are created with it where they are given as models, and linked where \
they are given as places, as in ``client.users["ada"]``.

"""

_UPDATE_TEXT = """\
Change the entity by keyword arguments, or by what was changed in a model that was read.

Returns the entity where the service sends it back. Without changes nothing is sent.

Raises ValueError for values that cannot be sent; ServiceError (NotFoundError, \
PreconditionFailedError), TransportError, MalformedResponseError.

Specification: OData Protocol 4.01, section 11.4.3."""

_REPLACE_TEXT = """\
Put an entity in the place of what is there: what is not given gets its default value.

Returns the entity where the service sends it back.

Raises ValueError for values that cannot be sent; ServiceError (NotFoundError, \
PreconditionFailedError), TransportError, MalformedResponseError.

Specification: OData Protocol 4.01, section 11.4.3."""

_UPSERT_TEXT = """\
Create the entity with this key, or change the one that is there already.

Returns the entity where the service sends it back. \
``with_options(if_none_match="*")`` makes it create alone.

Raises ValueError for values that cannot be sent; ServiceError (BadRequestError, \
PreconditionFailedError), TransportError, MalformedResponseError.

Specification: OData Protocol 4.01, section 11.4.4."""

_MEDIA_TEXT = """\
Create an entity out of the bytes that it describes.

content: bytes, a path, a binary file, or an iterable of bytes; content_type: its \
media type.

Raises TypeError for what has no bytes; ServiceError (BadRequestError, ConflictError), \
TransportError, MalformedResponseError.

Specification: OData Protocol 4.01, section 11.4.7.1."""

_WRITES = (
    (Access.CREATE, "create", _CREATE_TEXT),
    (Access.UPDATE, "update", _UPDATE_TEXT),
    (Access.REPLACE, "replace", _REPLACE_TEXT),
    (Access.UPSERT, "upsert", _UPSERT_TEXT),
)


def plan_writes(
    variant: Variant, model: str, context: Context
) -> tuple[WriteView, ...]:
    """The methods of a builder that send entities.

    model: the entity's class, as modules of requests write it.
    """
    return tuple(_writes(variant, model, context))


def _writes(variant: Variant, model: str, context: Context) -> Iterator[WriteView]:
    bodies = body_names(variant.type, context)
    here = OF_COLLECTION if variant.collection else OF_ITEM
    for access, name, text in _WRITES:
        if access in variant.access & here:
            if access is Access.CREATE:
                text = text.format(related=_related_text(variant, context))
            body = bodies.update if access is Access.UPDATE else bodies.create
            result = model if access is Access.CREATE else f"{model} | None"
            yield WriteView(name, _beside(model, body), result, docstring(text, 8))


def _related_text(variant: Variant, context: Context) -> str:
    written = {*WRITTEN_WITH, Access.LINK}
    related = any(access & written for _, access in context.related(variant.type))
    return _RELATED_TEXT if related else ""


def media_view() -> MediaView:
    """The method that creates media entities."""
    return MediaView(docstring(_MEDIA_TEXT, 8))


def _beside(dotted: str, class_name: str) -> str:
    """Another class of the module that a class is in."""
    return f"{dotted.rpartition('.')[0]}.{class_name}"
