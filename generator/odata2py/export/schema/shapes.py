"""What the steps share that write schemas."""

from __future__ import annotations

from msgspec import Struct

from odata2py.csdl.model import Model
from odata2py.export.schema.naming import Definitions


class Shapes(Struct, frozen=True):
    """A slice's model, the whole that it is part of, and the names of definitions."""

    model: Model
    whole: Model
    definitions: Definitions
