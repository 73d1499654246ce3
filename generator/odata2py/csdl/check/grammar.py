"""Which attributes and which children every element has.

Specification: CSDL XML 4.01, sections 4 to 14, and its schemas edmx.xsd and edm.xsd.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from msgspec import Struct

from odata2py.csdl.tags import EDM, EDMX


class Form(Struct, frozen=True):
    """An element's form.

    attributes: their kinds by name, the required ones also in ``required``.
    children: what may stand inside; ``single``: what may stand there only once.
    """

    attributes: Mapping[str, str]
    required: frozenset[str]
    children: frozenset[str]
    single: frozenset[str] = frozenset()


_FACETS: Final = {
    "MaxLength": "length",
    "Precision": "number",
    "Scale": "scale",
    "SRID": "srid",
    "Unicode": "boolean",
}
_PATHS: Final = (
    "AnnotationPath",
    "ModelElementPath",
    "NavigationPropertyPath",
    "Path",
    "PropertyPath",
)
_CONSTANTS: Final = (
    *("Binary", "Bool", "Date", "DateTimeOffset", "Decimal", "Duration", "EnumMember"),
    *("Float", "Guid", "Int", "String", "TimeOfDay"),
)
_BINARY_OPERATORS: Final = (
    *("And", "Or", "Eq", "Ne", "Gt", "Ge", "Lt", "Le", "Has", "In"),
    *("Add", "Sub", "Mul", "Div", "DivBy", "Mod"),
)
_OTHERS: Final = (
    *("Apply", "Cast", "Collection", "If", "IsOf", "LabeledElement"),
    *("LabeledElementReference", "Neg", "Not", "Null", "Record", "UrlRef"),
)
_INLINE: Final = dict.fromkeys((*_CONSTANTS, *_PATHS, "UrlRef"), "text")

EXPRESSIONS: Final = frozenset(
    f"{EDM}{name}" for name in (*_CONSTANTS, *_PATHS, *_BINARY_OPERATORS, *_OTHERS)
)
"""The elements that are values of annotations (CSDL 14.3, 14.4)."""

INLINE: Final = frozenset(_INLINE)
"""The attributes that are values of annotations."""

OPERANDS: Final[Mapping[str, tuple[int, int]]] = {
    **{f"{EDM}{name}": (2, 2) for name in _BINARY_OPERATORS},
    **{f"{EDM}{name}": (1, 1) for name in ("Not", "Neg", "Cast", "IsOf", "UrlRef")},
    f"{EDM}If": (2, 3),
}
"""How many expressions stand inside of an expression, at least and at most."""


def _form(attributes: str, children: str = "", single: str = "") -> Form:
    """A form of names: ``Name!identifier Abstract?boolean``, the ``!`` required."""
    kinds: dict[str, str] = {}
    required: set[str] = set()
    for written in attributes.split():
        name, mark, kind = written.partition("!" if "!" in written else "?")
        if name == "FACETS":
            kinds |= _FACETS
        elif name == "VALUE":
            kinds |= _INLINE
        else:
            kinds[name] = kind.replace("-", " ")
        if mark == "!":
            required.add(name)
    once = {f"{EDM}{name}" for name in single.split()}
    inside = {
        f"{EDM}{name}" for name in children.split() if name != "EXPRESSION"
    } | once
    if "EXPRESSION" in children:
        inside |= EXPRESSIONS
    return Form(kinds, frozenset(required), frozenset(inside), frozenset(once))


_MODEL: Final = {
    "Schema": _form(
        "Namespace!namespace Alias?identifier",
        "EntityType ComplexType EnumType TypeDefinition Action Function Term "
        "EntityContainer Annotations Annotation",
    ),
    "EntityType": _form(
        "Name!identifier BaseType?reference Abstract?boolean OpenType?boolean "
        "HasStream?boolean",
        "Property NavigationProperty Annotation",
        "Key",
    ),
    "ComplexType": _form(
        "Name!identifier BaseType?reference Abstract?boolean OpenType?boolean",
        "Property NavigationProperty Annotation",
    ),
    "Key": _form("", "PropertyRef Annotation"),
    "PropertyRef": _form("Name!path Alias?identifier", "Annotation"),
    "Property": _form(
        "Name!identifier Type!reference Nullable?boolean DefaultValue?text FACETS",
        "Annotation",
    ),
    "NavigationProperty": _form(
        "Name!identifier Type!reference Nullable?boolean Partner?path "
        "ContainsTarget?boolean",
        "ReferentialConstraint Annotation",
        "OnDelete",
    ),
    "ReferentialConstraint": _form(
        "Property!path ReferencedProperty!path", "Annotation"
    ),
    "OnDelete": _form("Action!on-delete", "Annotation"),
    "EnumType": _form(
        "Name!identifier UnderlyingType?reference IsFlags?boolean", "Member Annotation"
    ),
    "Member": _form("Name!identifier Value?reference", "Annotation"),
    "TypeDefinition": _form(
        "Name!identifier UnderlyingType!reference FACETS", "Annotation"
    ),
    "Action": _form(
        "Name!identifier IsBound?boolean EntitySetPath?path",
        "Parameter Annotation",
        "ReturnType",
    ),
    "Function": _form(
        "Name!identifier IsBound?boolean IsComposable?boolean EntitySetPath?path",
        "Parameter Annotation",
        "ReturnType",
    ),
    "Parameter": _form(
        "Name!identifier Type!reference Nullable?boolean FACETS", "Annotation"
    ),
    "ReturnType": _form("Type!reference Nullable?boolean FACETS", "Annotation"),
    "Term": _form(
        "Name!identifier Type!reference BaseTerm?reference Nullable?boolean "
        "DefaultValue?text AppliesTo?text FACETS",
        "Annotation",
    ),
    "EntityContainer": _form(
        "Name!identifier Extends?reference",
        "EntitySet Singleton ActionImport FunctionImport Annotation",
    ),
    "EntitySet": _form(
        "Name!identifier EntityType!reference IncludeInServiceDocument?boolean",
        "NavigationPropertyBinding Annotation",
    ),
    "Singleton": _form(
        "Name!identifier Type!reference Nullable?boolean",
        "NavigationPropertyBinding Annotation",
    ),
    "NavigationPropertyBinding": _form("Path!path Target!path", "Annotation"),
    "ActionImport": _form(
        "Name!identifier Action!reference EntitySet?path", "Annotation"
    ),
    "FunctionImport": _form(
        "Name!identifier Function!reference EntitySet?path "
        "IncludeInServiceDocument?boolean",
        "Annotation",
    ),
}

_SAID: Final = {
    "Annotations": _form("Target!text Qualifier?identifier", "Annotation"),
    "Annotation": _form(
        "Term!qualified Qualifier?identifier VALUE", "Annotation EXPRESSION"
    ),
    "PropertyValue": _form("Property!identifier VALUE", "Annotation EXPRESSION"),
    "Record": _form("Type?qualified", "PropertyValue Annotation"),
    "Collection": _form("", "EXPRESSION"),
    "LabeledElement": _form("Name!identifier VALUE", "Annotation EXPRESSION"),
    "Apply": _form("Function!text", "Annotation EXPRESSION"),
    "Cast": _form("Type!type FACETS", "Annotation EXPRESSION"),
    "IsOf": _form("Type!type FACETS", "Annotation EXPRESSION"),
    "Null": _form("", "Annotation"),
    **{
        name: _form("", "Annotation EXPRESSION")
        for name in (*_BINARY_OPERATORS, "If", "Neg", "Not", "UrlRef")
    },
    **{name: _form("") for name in (*_CONSTANTS, *_PATHS, "LabeledElementReference")},
}

_ENVELOPE: Final = {
    "Edmx": Form(
        {"Version": "text"},
        frozenset({"Version"}),
        frozenset({f"{EDMX}Reference", f"{EDMX}DataServices"}),
    ),
    "DataServices": Form({}, frozenset(), frozenset({f"{EDM}Schema"})),
    "Reference": Form(
        {"Uri": "text"},
        frozenset({"Uri"}),
        frozenset({f"{EDMX}Include", f"{EDMX}IncludeAnnotations", f"{EDM}Annotation"}),
    ),
    "Include": Form(
        {"Namespace": "namespace", "Alias": "identifier"},
        frozenset({"Namespace"}),
        frozenset({f"{EDM}Annotation"}),
    ),
    "IncludeAnnotations": Form(
        {
            "TermNamespace": "namespace",
            "Qualifier": "identifier",
            "TargetNamespace": "namespace",
        },
        frozenset({"TermNamespace"}),
        frozenset(),
    ),
}

MODEL: Final[Mapping[str, Form]] = {f"{EDM}{n}": form for n, form in _MODEL.items()}
"""The forms of what declares a service's model."""

SAID: Final[Mapping[str, Form]] = {f"{EDM}{n}": form for n, form in _SAID.items()}
"""The forms of annotations and of what stands inside of them."""

FORMS: Final[Mapping[str, Form]] = {
    **{f"{EDMX}{name}": form for name, form in _ENVELOPE.items()},
    **MODEL,
    **SAID,
}
"""All forms."""
