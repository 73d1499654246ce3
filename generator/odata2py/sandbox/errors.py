"""A request that the service refuses, as a value that becomes an OData error."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from msgspec import Struct

NO_HEADERS: Mapping[str, str] = MappingProxyType({})

CODES = {
    400: "badRequest",
    401: "unauthenticated",
    404: "resourceNotFound",
    405: "methodNotAllowed",
    406: "notAcceptable",
    409: "conflict",
    412: "preconditionFailed",
    415: "unsupportedMediaType",
    424: "failedDependency",
    428: "preconditionRequired",
    500: "internalServerError",
    501: "notImplemented",
}


class Detail(Struct, frozen=True):
    """One of several faults of a request; ``target`` names the faulty part."""

    code: str
    message: str
    target: str = ""


class ServiceError(Exception):
    """The refusal of a request, shaped as JSON Format 4.01, section 21 has it."""

    def __init__(
        self,
        status: int,
        message: str,
        *,
        code: str = "",
        target: str = "",
        details: Sequence[Detail] = (),
        headers: Mapping[str, str] = NO_HEADERS,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.code = code or CODES.get(status, "error")
        self.target = target
        self.details = tuple(details)
        self.headers = headers


def bad_request(message: str, target: str = "") -> ServiceError:
    return ServiceError(400, message, target=target)


def not_found(message: str) -> ServiceError:
    return ServiceError(404, message)


def not_implemented(message: str) -> ServiceError:
    return ServiceError(501, message)


def method_not_allowed(method: str, allowed: Sequence[str]) -> ServiceError:
    """The refusal of a method, with the ``Allow`` header of RFC 9110, 15.5.6."""
    return ServiceError(
        405,
        f"{method} is not allowed here; allowed: {', '.join(allowed) or 'nothing'}.",
        headers={"Allow": ", ".join(allowed)},
    )


def refuse_all(faults: Sequence[Detail]) -> ServiceError:
    """One error out of several faults: the first one leads, all are in the details."""
    first = faults[0]
    details = faults if len(faults) > 1 else ()
    return ServiceError(
        400, first.message, code=first.code, target=first.target, details=details
    )
