"""A slice as a small CSDL document.

It is written in a canonical order: the same slice gives the same bytes, wherever in
which document it was found. What metadata and overlays say stands at its element.
"""

from __future__ import annotations

from functools import partial

from lxml import etree
from msgspec import Struct

from odata2py.csdl.annotation import Annotations
from odata2py.csdl.model import (
    Action,
    ComplexType,
    EntityContainer,
    EntitySet,
    EntityType,
    EnumType,
    Function,
    Model,
    NavigationProperty,
    Operation,
    OperationImport,
    Singleton,
    StructuredType,
    Term,
    Type,
    TypeDefinition,
    TypeReference,
)
from odata2py.csdl.names import VOCABULARY_NAMESPACES
from odata2py.csdl.tags import EDM, EDMX
from odata2py.export.annotations import names_written, write_annotation
from odata2py.export.parts import whole_model
from odata2py.export.paths import leads
from odata2py.slicing.model import Slice

_PUBLISHED = "https://oasis-tcs.github.io/odata-vocabularies/vocabularies"

_Node = etree._Element


def export_csdl(model: Model, part: Slice) -> str:
    """The document of a slice of a model.

    Specification: OData CSDL XML 4.01.
    """
    return write_csdl(whole_model(model, part))


def write_csdl(model: Model) -> str:
    """The document of a whole model."""
    services = etree.Element(f"{EDMX}DataServices")
    for namespace in sorted(model.schemas):
        schema = etree.SubElement(services, f"{EDM}Schema", nsmap={None: EDM[1:-1]})
        schema.set("Namespace", namespace)
        _Schema(model, namespace).write(schema)
    root = etree.Element(f"{EDMX}Edmx", nsmap={"edmx": EDMX[1:-1]})
    root.set("Version", model.version)
    for namespace, uri in sorted(_included(model, names_written(services)).items()):
        reference = etree.SubElement(root, f"{EDMX}Reference", Uri=uri)
        etree.SubElement(reference, f"{EDMX}Include", Namespace=namespace)
    root.append(services)
    etree.indent(root)
    text = etree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'


def _included(model: Model, names: set[str]) -> dict[str, str]:
    """The namespaces that names are of and the document lacks, with their addresses."""
    namespaces = {name.rpartition(".")[0] for name in names}
    return {
        namespace: model.references.get(namespace, f"{_PUBLISHED}/{namespace}.xml")
        for namespace in namespaces - model.schemas.keys()
        if namespace in VOCABULARY_NAMESPACES or namespace in model.references
    }


class _Schema(Struct, frozen=True):
    """Writes the elements of one namespace."""

    model: Model
    namespace: str

    def write(self, schema: _Node) -> None:
        own = [
            kind
            for name, kind in sorted(self.model.types.items())
            if self._is_own(name)
        ]
        for wanted in (EnumType, TypeDefinition, ComplexType, EntityType):
            for kind in own:
                if isinstance(kind, wanted):
                    self._write_type(schema, kind)
        overloads = [
            operation
            for name in sorted(self.model.operations)
            if self._is_own(name)
            for operation in self.model.operations[name]
        ]
        for sort in (Function, Action):
            for operation in overloads:
                if isinstance(operation, sort):
                    self._write_operation(schema, operation)
        for name, term in sorted(self.model.terms.items()):
            if self._is_own(name):
                self._write_term(schema, term)
        container = self.model.container
        if container is not None and self._is_own(container.name):
            self._write_container(schema, container)
        self._say(schema, self.model.schemas[self.namespace].annotations)
        for kind in own:
            if isinstance(kind, StructuredType):
                self._write_refinements(schema, kind)

    def _is_own(self, name: str) -> bool:
        return name.rpartition(".")[0] == self.namespace

    def _write_type(self, schema: _Node, kind: Type) -> None:
        if isinstance(kind, EnumType):
            self._write_enum(schema, kind)
        elif isinstance(kind, TypeDefinition):
            facets = _use(kind.underlying_type)
            underlying = facets.pop("Type")
            node = _add(schema, "TypeDefinition", Name=_local(kind.name))
            _set(node, UnderlyingType=underlying, **facets)
            self._say(node, kind.annotations)
        else:
            self._write_structured(schema, kind)

    def _write_enum(self, schema: _Node, kind: EnumType) -> None:
        underlying = kind.underlying_type
        node = _add(
            schema,
            "EnumType",
            Name=_local(kind.name),
            UnderlyingType=underlying if underlying != "Edm.Int32" else None,
            IsFlags=kind.flags,
        )
        for member in kind.members:
            inside = _add(node, "Member", Name=member.name, Value=str(member.value))
            self._say(inside, member.annotations)
        self._say(node, kind.annotations)

    def _write_structured(self, schema: _Node, kind: StructuredType) -> None:
        entity = isinstance(kind, EntityType)
        node = _add(
            schema,
            "EntityType" if entity else "ComplexType",
            Name=_local(kind.name),
            BaseType=kind.base_type,
            Abstract=kind.abstract,
            OpenType=kind.open_type,
        )
        if isinstance(kind, EntityType):
            _set(node, HasStream=kind.has_stream)
            if kind.key:
                key = _add(node, "Key")
                for ref in kind.key:
                    _add(key, "PropertyRef", Name=ref.path, Alias=ref.alias)
        for prop in kind.properties:
            inside = _add(node, "Property", Name=prop.name, **_use(prop.type))
            if prop.default_value is not None:
                inside.set("DefaultValue", prop.default_value)
            self._say(inside, prop.annotations, kind.name)
        for nav in kind.navigation_properties:
            self._write_navigation(node, kind, nav)
        self._say(node, kind.annotations, kind.name)

    def _write_navigation(
        self, owner: _Node, kind: StructuredType, nav: NavigationProperty
    ) -> None:
        node = _add(owner, "NavigationProperty", Name=nav.name, **_use(nav.type))
        partner = nav.partner if leads(self.model, nav.type.name, nav.partner) else None
        _set(node, Partner=partner, ContainsTarget=nav.contains_target)
        for constraint in nav.constraints:
            if leads(self.model, kind.name, constraint.path) and leads(
                self.model, nav.type.name, constraint.referenced
            ):
                inside = _add(
                    node,
                    "ReferentialConstraint",
                    Property=constraint.path,
                    ReferencedProperty=constraint.referenced,
                )
                self._say(inside, constraint.annotations, kind.name)
        if nav.on_delete:
            _add(node, "OnDelete", Action=nav.on_delete)
        self._say(node, nav.annotations, kind.name)

    def _write_refinements(self, schema: _Node, kind: StructuredType) -> None:
        """What a type says of inherited properties has no place inside of it."""
        for prop in kind.refinements:
            if prop.annotations:
                node = _add(schema, "Annotations", Target=f"{kind.name}/{prop.name}")
                self._say(node, prop.annotations, kind.name)

    def _write_operation(self, schema: _Node, operation: Operation) -> None:
        function = isinstance(operation, Function)
        node = _add(
            schema,
            "Function" if function else "Action",
            Name=_local(operation.name),
            IsBound=operation.bound,
            EntitySetPath=self._entity_set_path(operation),
        )
        if isinstance(operation, Function):
            _set(node, IsComposable=operation.composable)
        for parameter in operation.parameters:
            use = _use(parameter.type)
            self._say(
                _add(node, "Parameter", Name=parameter.name, **use),
                parameter.annotations,
            )
        if operation.return_type is not None:
            result = _add(node, "ReturnType", **_use(operation.return_type))
            self._say(result, operation.result_annotations)
        self._say(node, operation.annotations)

    def _entity_set_path(self, operation: Operation) -> str | None:
        _, _, rest = operation.entity_set_path.partition("/")
        binding = operation.binding
        there = binding is None or not rest or leads(self.model, binding.name, rest)
        return operation.entity_set_path if there else None

    def _write_term(self, schema: _Node, term: Term) -> None:
        node = _add(schema, "Term", Name=_local(term.name), **_use(term.type))
        _set(node, BaseTerm=term.base_term, AppliesTo=" ".join(term.applies_to))
        if term.default_value is not None:
            node.set("DefaultValue", term.default_value)
        self._say(node, term.annotations)

    def _write_container(self, schema: _Node, container: EntityContainer) -> None:
        node = _add(schema, "EntityContainer", Name=_local(container.name))
        for entity_set in container.entity_sets.values():
            inside = _add(
                node,
                "EntitySet",
                Name=entity_set.name,
                EntityType=entity_set.entity_type,
            )
            if not entity_set.in_service_document:
                inside.set("IncludeInServiceDocument", "false")
            self._write_entry(inside, entity_set)
        for singleton in container.singletons.values():
            inside = _add(
                node, "Singleton", Name=singleton.name, Type=singleton.entity_type
            )
            _set(inside, Nullable=singleton.nullable)
            self._write_entry(inside, singleton)
        for imported in container.imports.values():
            self._write_import(node, imported)
        self._say(node, container.annotations)

    def _write_entry(self, node: _Node, entry: EntitySet | Singleton) -> None:
        for path, target in sorted(entry.bindings.items()):
            _add(node, "NavigationPropertyBinding", Path=path, Target=target)
        self._say(node, entry.annotations, entry.entity_type)

    def _write_import(self, owner: _Node, imported: OperationImport) -> None:
        kind = "Action" if imported.action else "Function"
        node = _add(owner, f"{kind}Import", Name=imported.name)
        node.set(kind, imported.operation)
        container = self.model.container
        if container is not None and imported.entity_set in container.entity_sets:
            node.set("EntitySet", imported.entity_set)
        _set(node, IncludeInServiceDocument=imported.in_service_document)
        self._say(node, imported.annotations)

    def _say(self, node: _Node, said: Annotations, at: str = "") -> None:
        """Writes annotations; paths that lead out of the model are left out."""
        for key in sorted(said):
            write_annotation(node, said[key], partial(leads, self.model, at))


def _add(parent: _Node, name: str, **attributes: str | bool | None) -> _Node:
    node = etree.SubElement(parent, f"{EDM}{name}")
    _set(node, **attributes)
    return node


def _set(node: _Node, **attributes: str | bool | None) -> None:
    """Sets attributes, those aside that say what is so without them."""
    for name, value in attributes.items():
        if value:
            node.set(name, value if isinstance(value, str) else "true")


def _use(reference: TypeReference) -> dict[str, str]:
    """The attributes of a use of a type."""
    name = reference.name
    found = {"Type": f"Collection({name})" if reference.collection else name}
    if not reference.nullable:
        found["Nullable"] = "false"
    for facet, value in (
        ("MaxLength", reference.max_length),
        ("Precision", reference.precision),
        ("Scale", reference.scale),
        ("SRID", reference.srid),
    ):
        if value is not None:
            found[facet] = str(value)
    if not reference.unicode:
        found["Unicode"] = "false"
    return found


def _local(name: str) -> str:
    return name.rpartition(".")[2]
