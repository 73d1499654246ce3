"""Whether paths lead anywhere in a model."""

from __future__ import annotations

from odata2py.csdl.model import Model, StructuredType


def leads(model: Model, start: str, path: str) -> bool:
    """Whether a path from a type stays among what the model declares.

    Nothing is known of absolute paths, of those that start elsewhere (``start`` is
    empty), and of what comes after an annotation or a name like ``$count``: these do.
    """
    if path.startswith("/"):
        return True
    here = start
    for segment in path.split("/") if path else ():
        name, at, _ = segment.partition("@")
        if not here or at and not name or name.startswith("$"):
            return True
        if "." in name:
            if name not in model.types:
                return False
            here = name
        elif isinstance(model.types.get(here), StructuredType):
            targets = {nav.name: nav.type for nav in model.navigation_properties(here)}
            targets |= {prop.name: prop.type for prop in model.properties(here)}
            if name not in targets:
                return False
            here = targets[name].name
        else:
            return False
    return bool(path)
