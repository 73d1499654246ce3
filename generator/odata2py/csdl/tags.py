"""The elements of CSDL, as the XML parser names them."""

from __future__ import annotations

EDM = "{http://docs.oasis-open.org/odata/ns/edm}"
EDMX = "{http://docs.oasis-open.org/odata/ns/edmx}"

EDMX_ROOT = f"{EDMX}Edmx"
DATA_SERVICES = f"{EDMX}DataServices"
REFERENCE = f"{EDMX}Reference"
INCLUDE = f"{EDMX}Include"
INCLUDE_ANNOTATIONS = f"{EDMX}IncludeAnnotations"

SCHEMA = f"{EDM}Schema"
ENTITY_TYPE = f"{EDM}EntityType"
COMPLEX_TYPE = f"{EDM}ComplexType"
ENUM_TYPE = f"{EDM}EnumType"
TYPE_DEFINITION = f"{EDM}TypeDefinition"
ACTION = f"{EDM}Action"
FUNCTION = f"{EDM}Function"
TERM = f"{EDM}Term"
CONTAINER = f"{EDM}EntityContainer"
ANNOTATIONS = f"{EDM}Annotations"
ANNOTATION = f"{EDM}Annotation"

KEY = f"{EDM}Key"
PROPERTY_REF = f"{EDM}PropertyRef"
PROPERTY = f"{EDM}Property"
NAVIGATION_PROPERTY = f"{EDM}NavigationProperty"
REFERENTIAL_CONSTRAINT = f"{EDM}ReferentialConstraint"
ON_DELETE = f"{EDM}OnDelete"
MEMBER = f"{EDM}Member"
PARAMETER = f"{EDM}Parameter"
RETURN_TYPE = f"{EDM}ReturnType"

ENTITY_SET = f"{EDM}EntitySet"
SINGLETON = f"{EDM}Singleton"
ACTION_IMPORT = f"{EDM}ActionImport"
FUNCTION_IMPORT = f"{EDM}FunctionImport"
BINDING = f"{EDM}NavigationPropertyBinding"

COLLECTION = f"{EDM}Collection"
RECORD = f"{EDM}Record"
PROPERTY_VALUE = f"{EDM}PropertyValue"

TYPES = frozenset({ENTITY_TYPE, COMPLEX_TYPE, ENUM_TYPE, TYPE_DEFINITION})
STRUCTURED = frozenset({ENTITY_TYPE, COMPLEX_TYPE})
OPERATIONS = frozenset({ACTION, FUNCTION})
