"""Names that import their module when they are first used."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from .models import ODataModel


def lazy_names(
    package: str, modules: str
) -> tuple[Callable[[str], Any], Callable[[], list[str]]]:
    """``__getattr__`` and ``__dir__`` of a package with names from its modules.

    package: the package's ``__name__``; modules: every module, with a colon, and the
    names that are in it; a sub-package stands for itself. This is a text, as a mapping
    of thousands of names would take longer to import than the module that is wanted.
    Specification: PEP 562.
    """

    def __getattr__(name: str) -> Any:
        module = _modules_by_name(modules).get(name)
        if module is None:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        value = import_module(f"{package}.{module}")
        if name != module:
            value = getattr(value, name)
        setattr(sys.modules[package], name, value)
        return value

    def __dir__() -> list[str]:
        return sorted({*vars(sys.modules[package]), *_modules_by_name(modules)})

    return __getattr__, __dir__


@cache
def _modules_by_name(modules: str) -> Mapping[str, str]:
    found: dict[str, str] = {}
    module = ""
    for word in modules.split():
        if word.endswith(":"):
            module = word[:-1]
        else:
            found[word] = module
    return found


class LazyModel:
    """What stands for a model in annotations until a value of it arrives."""

    importer: ClassVar[str]
    locator: ClassVar[str]

    @classmethod
    def resolve(cls) -> type[ODataModel]:
        """The model itself; imports its module."""
        return find_model(cls.importer, cls.locator)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        from pydantic_core import core_schema

        def validate(value: Any) -> Any:
            return cls.resolve().model_validate(value)

        return core_schema.no_info_plain_validator_function(validate)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: Any) -> dict[str, Any]:
        return {"type": "object", "title": cls.__name__}


def lazy_model(importer: str, module: str, name: str) -> type[Any]:
    """The stand-in of a model.

    importer: ``__name__`` of the module that names it; module: its own, relative to
    the importer's package.
    """
    place = {"importer": importer, "locator": f"{module}:{name}"}
    return type(name, (LazyModel,), place)


def find_model(importer: str, locator: str) -> type[ODataModel]:
    """The model at ``module:class``, the module relative to the importer's package."""
    module, _, name = locator.partition(":")
    package = importer.rpartition(".")[0]
    model: type[ODataModel] = getattr(import_module(module, package), name)
    return model
