"""What requests say beside their path: bodies and preferences.

OData Protocol 4.01, sections 8.1.1 (Content-Type) and 8.2.8 (Prefer).
"""

from __future__ import annotations

from odata2py.sandbox import bodies
from odata2py.sandbox.errors import ServiceError, bad_request
from odata2py.sandbox.exchange import Exchange
from odata2py.sandbox.primitives import Json


def json_object(exchange: Exchange, *, optional: bool = False) -> dict[str, Json]:
    """The body as a JSON object; a body that is optional may be empty."""
    request = exchange.request
    media_type = request.headers.get("content-type", "").partition(";")[0].strip()
    if request.body and media_type.lower() != "application/json":
        found = media_type or "none"
        raise ServiceError(415, f"The content type is {found}, not application/json.")
    if not request.body and not optional:
        raise bad_request("The body is missing.")
    return bodies.decode(request.body)


def wide_as_text(exchange: Exchange) -> bool:
    """Whether Int64 and Decimal values may be strings (JSON Format 4.01, 3.2)."""
    content_type = exchange.request.headers.get("content-type", "")
    return "ieee754compatible=true" in content_type.lower().replace(" ", "")


def wanted_return(exchange: Exchange) -> str:
    """What the client wants back of a change: representation, minimal or no matter."""
    return exchange.preferences().get("return", "")


def applied(wanted: str) -> dict[str, str]:
    """The header that says that a wish about what is returned was followed."""
    return {"Preference-Applied": f"return={wanted}"} if wanted else {}
