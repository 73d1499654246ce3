"""datamodel-code-generator: how it is called, and nothing of it anywhere else."""

from __future__ import annotations

import json
import warnings
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version

from odata2py.errors import InputError
from odata2py.export.models.flavours import SETTINGS, Flavour
from odata2py.export.schema.primitives import Schema

WRITER = "datamodel-code-generator"
PINNED = "0.89.0"
"""The one version that is asked; ``odata2py[models]`` installs it."""


def refuse_missing() -> None:
    """Raises InputError where the writer is missing, or is of another version."""
    try:
        found = version(WRITER)
    except PackageNotFoundError:
        found = ""
    if found != PINNED:
        what = f"{WRITER} {found} is installed" if found else f"{WRITER} is missing"
        right = f"{PINNED} is needed: pip install 'odata2py[models]'"
        raise InputError.at("export models", what, right)


def write_models(document: Schema, flavour: Flavour, fields: Mapping[str, str]) -> str:
    """The module with the models of a document's definitions, as black lays it out.

    fields: what properties are called, by class and property (``User.mail``).
    """
    import black
    import isort

    # Folders called as libraries are must not change what counts as a library.
    libraries = ("msgspec", "pydantic", "typing_extensions")
    written = _written(document, flavour, fields)
    lines = isort.code(written, profile="black", known_third_party=libraries)
    return black.format_str(SETTINGS[flavour] + lines, mode=black.Mode())


def _written(document: Schema, flavour: Flavour, fields: Mapping[str, str]) -> str:
    from datamodel_code_generator import PythonVersion, generate
    from datamodel_code_generator.enums import (
        DataModelType,
        InputFileType,
        TargetPydanticVersion,
    )

    kinds = {
        Flavour.DATACLASS: DataModelType.DataclassesDataclass,
        Flavour.TYPEDDICT: DataModelType.TypingTypedDict,
        Flavour.MSGSPEC: DataModelType.MsgspecStruct,
        Flavour.PYDANTIC: DataModelType.PydanticV2BaseModel,
    }
    with warnings.catch_warnings(action="ignore"):
        written = generate(
            json.dumps(document),
            input_file_type=InputFileType.JsonSchema,
            output_model_type=kinds[flavour],
            target_python_version=PythonVersion.PY_311,
            target_pydantic_version=TargetPydanticVersion.V2_11,
            # Same input, same bytes: neither time nor the settings of some folder.
            disable_timestamp=True,
            custom_file_header=" ",
            formatters=[],
            # Names: those that are given; an alias of the same name would say nothing.
            aliases={
                key: name
                for key, name in fields.items()
                if not key.endswith(f".{name}")
            },
            allow_population_by_field_name=True,
            custom_class_name_generator=str,
            treat_dot_as_module=False,
            # Layout: one class for one definition, with what is said of it.
            use_annotated=True,
            use_type_alias=True,
            skip_root_model=True,
            keyword_only=True,
            use_schema_description=True,
            use_field_description=flavour is not Flavour.MSGSPEC,  # it is in Meta there
            # Services send more than the metadata declares.
            extra_fields="allow" if flavour is Flavour.PYDANTIC else None,
        )
    assert isinstance(written, str)  # one document without dots in names: one module
    return written
