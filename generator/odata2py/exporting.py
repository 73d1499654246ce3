"""The slice of a configured package in other forms, as texts."""

from __future__ import annotations

from msgspec import Struct

from odata2py import __version__
from odata2py.config import Config, PackageSettings
from odata2py.csdl.model import Model
from odata2py.errors import InputError, faults_of
from odata2py.export.csdl import export_csdl
from odata2py.export.models.flavours import Flavour
from odata2py.export.models.names import model_names
from odata2py.export.models.simpler import simpler
from odata2py.export.models.writer import write_models
from odata2py.export.owned import Form, Owned, owned
from odata2py.export.schema.document import json_schema, schema_text
from odata2py.export.schema.naming import Definitions, name_definitions
from odata2py.export.schema.primitives import Schema
from odata2py.plan.context import Context
from odata2py.plan.package import Naming, name_types
from odata2py.render.lock import read_lock
from odata2py.slicing.model import Slice
from odata2py.sources import read_source, slice_source


class Exported(Struct, frozen=True):
    """What a package is made of: the metadata, and the part of it."""

    config: Config
    settings: PackageSettings
    model: Model
    part: Slice

    @property
    def notices(self) -> tuple[str, ...]:
        return (*self.model.notices, *self.part.notices)

    @property
    def csdl(self) -> str:
        """The slice as a CSDL document."""
        return export_csdl(self.model, self.part)

    @property
    def json_schema(self) -> str:
        """The types of the slice as JSON Schema. Raises InputError."""
        return schema_text(self._schema(name_definitions(self.part, self._names())))

    def models(self, flavour: Flavour) -> str:
        """The types of the slice as a Python module. Raises InputError."""
        context = self._names()
        definitions = name_definitions(self.part, context)
        document = self._schema(definitions)
        where = f"[package.{self.settings.name}]"
        if not document["$defs"]:
            raise InputError(f"{where} has no types, so there are no models of it")
        with faults_of(where):
            names = model_names(self.part.model, definitions, context, flavour)
        simple = simpler(document, flavour, names)
        return write_models(simple, flavour, names.fields)

    def owned(self, form: Form, text: str, writer: str = "") -> Owned:
        """One of these texts as a file; writer: who helped to write it."""
        makers = f"odata2py {__version__}{f' with {writer}' if writer else ''}"
        return owned(form, text, makers, f"[package.{self.settings.name}]")

    def _schema(self, definitions: Definitions) -> Schema:
        return json_schema(self.model, self.part, definitions)

    def _names(self) -> Context:
        """The names of the package; those that it was given stay."""
        settings = self.settings
        lock = read_lock(self.config.path.parent / settings.output)
        ledger = lock.names if lock else {}
        naming = Naming(settings.name, settings.client, ledger, settings.names)
        with faults_of(f"[package.{settings.name}]"):
            return name_types(self.part, naming)


def read_exported(config: Config, package: str) -> Exported:
    """What a package of a configuration is made of. Raises InputError."""
    (settings,) = config.chosen([package])
    source = config.sources[settings.source]
    model = read_source(config.path.parent, source)
    return Exported(config, settings, model, slice_source(model, source, settings))
