"""datamodel-code-generator: how it is called, and nothing of it anywhere else."""

from __future__ import annotations

import json
import keyword
import unicodedata
import warnings
from importlib.metadata import PackageNotFoundError, version

from odata2py.errors import InputError
from odata2py.export.models.flavours import Flavour
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


def write_models(document: Schema, flavour: Flavour) -> str:
    """The module with the models of a document's definitions, as black lays it out."""
    import black
    import isort

    lines = isort.code(_written(document, flavour), profile="black")
    return black.format_str(lines, mode=black.Mode())


def _written(document: Schema, flavour: Flavour) -> str:
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
    has_aliases = flavour in (Flavour.MSGSPEC, Flavour.PYDANTIC)
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
            # Names: as in a package, as far as models have aliases.
            snake_case_field=has_aliases,
            allow_population_by_field_name=True,
            remove_special_field_name_prefix=True,
            aliases={} if flavour is Flavour.TYPEDDICT else _composed(document),
            capitalise_enum_members=True,
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


def _composed(document: Schema) -> dict[str, str]:
    """Names for properties that are keywords once Python has composed their letters.

    The writer knows keywords by how they are written alone.
    """
    members = (each.get("properties", ()) for each in document["$defs"].values())
    names = sorted({name for inside in members for name in inside})
    taken = {_as_python_reads(name) for name in names}
    taken |= {f"{name}_" for name in names if keyword.iskeyword(name)}
    found: dict[str, str] = {}
    for name in names:
        read = _as_python_reads(name)
        if read != name and keyword.iskeyword(read):
            while read in taken:
                read += "_"
            found[name] = read
            taken.add(read)
    return found


def _as_python_reads(name: str) -> str:
    return unicodedata.normalize("NFKC", name)
