"""What templates may say: the Python view of a package, every decision made."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct


class EnumMemberView(Struct, frozen=True):
    name: str
    value: str
    docstring: str


class EnumView(Struct, frozen=True):
    """A module with one enumeration."""

    module_docstring: str
    class_name: str
    base: str
    odata_type: str
    docstring: str
    members: tuple[EnumMemberView, ...]
    root: str


class FieldView(Struct, frozen=True):
    """A field of a model, or a key of a TypedDict, as it is written."""

    name: str
    annotation: str
    value: str
    docstring: str


class ConstantsView(Struct, frozen=True):
    """The allowed values of a property, as a StrEnum."""

    class_name: str
    docstring: str
    members: tuple[EnumMemberView, ...]


class BodyView(Struct, frozen=True):
    """The TypedDict of what a create or an update takes."""

    class_name: str
    base: str
    docstring: str
    fields: tuple[FieldView, ...]


class ModelView(Struct, frozen=True):
    """A module with one entity or complex type and what belongs to it.

    base: its base class, or that of the runtime. derived: qualified names of derived
    types to ``module:class``. selected: what reads ask for by default, where that is
    not all. lazy: models that are imported when a value of them arrives. root: the dots
    that lead to the package's root.
    """

    module_docstring: str
    class_name: str
    base: str
    docstring: str
    odata_type: str
    derived: Mapping[str, str]
    selected: tuple[str, ...]
    fields: tuple[FieldView, ...]
    constants: tuple[ConstantsView, ...]
    bodies: tuple[BodyView, ...]
    standard_imports: tuple[str, ...]
    runtime_imports: tuple[tuple[str, tuple[str, ...]], ...]
    imports: tuple[ImportView, ...]
    lazy: tuple[ImportView, ...]
    root: str


class ImportView(Struct, frozen=True, order=True):
    """A class of another module, and what the importing module calls it."""

    module: str
    class_name: str
    alias: str


class NavigationView(Struct, frozen=True):
    """A property of a builder that leads to another builder.

    deprecated: since when and why it is; empty if it is not.
    """

    name: str
    segment: str
    builder: str
    docstring: str
    deprecated: str = ""


class ParameterView(Struct, frozen=True):
    name: str
    wire_name: str
    annotation: str
    default: str


class OperationView(Struct, frozen=True):
    """An action or function; ``call`` is the expression of its request.

    signature: the parameters after ``self``, as they are written.
    """

    name: str
    decorator: str
    signature: str
    result: str
    docstring: str
    call: str
    deprecated: str = ""


class PathView(Struct, frozen=True):
    """A method that leads to another builder, by a call or an alternate key.

    signature: the parameters after ``self``, as they are written; place: the expression
    of what that builder is made from.
    """

    name: str
    signature: str
    builder: str
    docstring: str
    place: str
    deprecated: str = ""


class WriteView(Struct, frozen=True):
    """A method that sends an entity: its name, the TypedDict of its keywords.

    result: its annotation.
    """

    name: str
    body: str
    result: str
    docstring: str


class MediaView(Struct, frozen=True):
    """The method that creates a media entity out of bytes."""

    docstring: str


class BuilderView(Struct, frozen=True):
    """A request builder; ``model`` is empty where nothing is read or written.

    reads: whether its base classes ask for the model. item: the builder of a
    collection's items; key: the annotation of their keys; key_names: what the parts are
    called where there are several. paths: methods that lead on.
    """

    class_name: str
    bases: tuple[str, ...]
    docstring: str
    model: str = ""
    reads: bool = False
    item: str = ""
    key: str = ""
    key_names: tuple[str, ...] = ()
    item_docstring: str = ""
    navigations: tuple[NavigationView, ...] = ()
    paths: tuple[PathView, ...] = ()
    writes: tuple[WriteView, ...] = ()
    media: MediaView | None = None
    operations: tuple[OperationView, ...] = ()

    @property
    def item_arguments(self) -> str:
        """What the place of an item is made of, as it is written."""
        return ", ".join(("key", *(f'"{name}"' for name in self.key_names)))


class RequestsView(Struct, frozen=True):
    """A module with the builders of one entity type.

    packages: those of the generated package's own that it uses.
    """

    docstring: str
    builders: tuple[BuilderView, ...]
    standard_imports: tuple[str, ...]
    other_imports: tuple[str, ...]
    runtime_imports: tuple[tuple[str, tuple[str, ...]], ...]
    packages: tuple[str, ...]
    root: str


class IndexView(Struct, frozen=True):
    """The ``__init__`` of a package whose names are imported when first used.

    modules: each with its names; lines: the same as a text, sub-packages included.
    """

    docstring: str
    lines: tuple[str, ...]
    modules: Mapping[str, tuple[str, ...]]
    packages: tuple[str, ...]
    root: str


class CloudView(Struct, frozen=True):
    name: str
    root: str
    scopes: tuple[str, ...]


class ClientView(Struct, frozen=True):
    """The module with the clients and the root of their trees."""

    class_name: str
    async_class_name: str
    requests_name: str
    batch_name: str
    async_batch_name: str
    service: str
    navigations: tuple[NavigationView, ...]
    paths: tuple[PathView, ...]
    operations: tuple[OperationView, ...]
    standard_imports: tuple[str, ...]
    other_imports: tuple[str, ...]
    runtime_imports: tuple[tuple[str, tuple[str, ...]], ...]
    packages: tuple[str, ...]
    clouds: tuple[CloudView, ...]
    key_as_segment: bool
    preferences: tuple[str, ...]
    query_headers: Mapping[str, Mapping[str, str]]
    request_id_headers: tuple[str, ...]
    client_request_id_headers: tuple[str, ...]
    batch_size: int
    batch_url_prefix: str
    running_states: tuple[str, ...]
    failed_states: tuple[str, ...]
    root: str = "."


class PackageView(Struct, frozen=True):
    """A whole package: views by the path of the file that shows them."""

    name: str
    docstring: str
    client: ClientView
    enums: Mapping[str, EnumView]
    models: Mapping[str, ModelView]
    requests: Mapping[str, RequestsView]
    indexes: Mapping[str, IndexView]
    names: Mapping[str, str]
