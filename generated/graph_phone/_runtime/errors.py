"""What can go wrong with a request: one tree of exceptions.

None of them shows a token: not in its text, not in its repr, not when pickled. What a
pickle or a copy keeps of httpx's objects is a response's status, headers (without
cookies) and content, and a request's method and URL.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import httpx

from .retry import retry_after

if TYPE_CHECKING:
    from .request import AnyRequest


class ODataError(Exception):
    """Everything that this package raises about requests and their answers."""

    def __reduce__(self) -> tuple[Any, ...]:
        state = {name: _portable(value) for name, value in vars(self).items()}
        return _restored, (type(self), self.args, state)


class ForeignOriginError(ODataError):
    """A link or a redirect that leads away from the service was not followed.

    Raised before anything is sent there: for links of another origin, for redirects
    of anything but GET and HEAD to another origin, and for redirects that give up
    https.

    origin: scheme, host and port of the refused address.
    """

    def __init__(self, message: str, origin: str) -> None:
        super().__init__(message)
        self.origin = origin


class CredentialError(ODataError):
    """No usable token could be had; nothing was sent with the credential.

    Raised when the credential fails (its own error is ``__cause__``) and when what it
    gives is not a bearer token (RFC 6750, 2.1).
    """


class TransportError(ODataError):
    """No complete answer arrived: no connection, a timeout, a broken connection.

    Raised when no retry is left. httpx's error is ``__cause__``; unless that is a
    ``ConnectError``, ``ConnectTimeout`` or ``PoolTimeout``, the service may have done
    what was asked.

    request: the request as it was sent last.
    """

    def __init__(self, message: str, request: httpx.Request) -> None:
        super().__init__(message)
        self.request = request


class MalformedResponseError(ODataError):
    """An answer that is not what the protocol promises.

    Raised, for example, for text where JSON is due, or for endless redirects.

    response: the answer, fully read.
    """

    def __init__(self, message: str, response: httpx.Response) -> None:
        super().__init__(message)
        self.response = response


class StillRunningError(ODataError):
    """What was asked for is still being done (OData Protocol 4.01, 11.6).

    Raised by ``wait`` when its time is over, and by other calls that expect a result
    and are told to come back for it.

    request: asks the service's monitor; ``client.wait(error.request)`` goes on waiting
        and returns the result of the first request.
    """

    def __init__(self, message: str, request: AnyRequest) -> None:
        super().__init__(message)
        self.request = request


@dataclass(frozen=True, slots=True)
class ErrorDetail:
    """One of several errors behind an error (OData JSON Format 4.01, 21.1)."""

    code: str | None
    message: str
    target: str | None = None


class ServiceError(ODataError):
    """The service answered with an error (OData Protocol 4.01, 9.4).

    Raised when no retry is left, as one of the subclasses where the status has one.

    status: the HTTP status code.
    code, message, target: the service's own; without a readable body the code is None
        and the message is the status in words.
    details: further errors.
    inner_error: what the service tells its developers; free in form.
    request_id: the service's name for this request, to be quoted in questions.
    client_request_id: the caller's name for it, where the service repeats it.
    retry_after: seconds after which the service wants to see the request again.
    response: the answer, fully read.
    """

    def __init__(
        self,
        response: httpx.Response,
        message: str | None = None,
        *,
        code: str | None = None,
        target: str | None = None,
        details: Sequence[ErrorDetail] = (),
        inner_error: Mapping[str, Any] | None = None,
        request_id: str | None = None,
        client_request_id: str | None = None,
    ) -> None:
        self.status = response.status_code
        self.code = code
        self.message = message or response.reason_phrase or "unknown error"
        self.target = target
        self.details = tuple(details)
        self.inner_error = inner_error or {}
        self.request_id = request_id
        self.client_request_id = client_request_id
        self.retry_after = retry_after(response.headers)
        self.response = response
        super().__init__(_one_line(self))


class NotModifiedError(ServiceError):
    """304: the resource is still what If-None-Match says (Protocol 4.01, 9.1.6)."""


class BadRequestError(ServiceError):
    """400: the service does not understand the request or refuses its values."""


class AuthenticationError(ServiceError):
    """401: no credential was sent, or the service does not accept its token."""


class PermissionDeniedError(ServiceError):
    """403: the service knows the caller and does not allow this."""


class NotFoundError(ServiceError):
    """404: what the URL names does not exist, or not for this caller."""


class ConflictError(ServiceError):
    """409: the request contradicts the present state, as a second of its kind does."""


class PreconditionFailedError(ServiceError):
    """412: the resource is not, or no longer, what If-Match says."""


class PreconditionRequiredError(ServiceError):
    """428: the service takes this request with If-Match only (RFC 6585, 3)."""


class FailedDependencyError(ServiceError):
    """424: another request of the batch, which this one depends on, failed.

    The service did not carry it out (OData JSON Format 4.01, 19.1).
    """


class ThrottledError(ServiceError):
    """429: too many requests; ``retry_after`` says when to come back."""


class ServerError(ServiceError):
    """5xx: the service failed, or is not available now."""


BY_STATUS: Mapping[int, type[ServiceError]] = {
    304: NotModifiedError,
    400: BadRequestError,
    401: AuthenticationError,
    403: PermissionDeniedError,
    404: NotFoundError,
    409: ConflictError,
    412: PreconditionFailedError,
    424: FailedDependencyError,
    428: PreconditionRequiredError,
    429: ThrottledError,
}


def service_error(
    response: httpx.Response,
    request_id_headers: Sequence[str] = (),
    client_request_id_headers: Sequence[str] = (),
) -> ServiceError:
    """The exception for an error answer, whatever its body looks like.

    request_id_headers, client_request_id_headers: where the service writes its
        request ids, in order of preference; inner errors use the same names.
    """
    error = _error_object(response.content)
    inner = error.get("innererror", error.get("innerError"))
    inner = inner if isinstance(inner, dict) else {}
    default = ServerError if response.status_code >= 500 else ServiceError
    return BY_STATUS.get(response.status_code, default)(
        response,
        _message(error),
        code=_text(error.get("code")),
        target=_text(error.get("target")),
        details=_details(error.get("details")),
        inner_error=inner,
        request_id=_first(request_id_headers, response.headers, inner),
        client_request_id=_first(client_request_id_headers, response.headers, inner),
    )


def _error_object(content: bytes) -> dict[str, Any]:
    try:
        body = json.loads(content)
    except (ValueError, RecursionError):
        return {}
    error = body.get("error") if isinstance(body, dict) else None
    if isinstance(error, dict):
        return error
    if isinstance(error, str):  # the form of OAuth's errors (RFC 6749, 5.2)
        return {"code": error, "message": body.get("error_description")}
    return {}


def _details(details: object) -> list[ErrorDetail]:
    if not isinstance(details, list):
        return []
    return [
        ErrorDetail(
            code=_text(detail.get("code")),
            message=_message(detail) or "",
            target=_text(detail.get("target")),
        )
        for detail in details
        if isinstance(detail, dict)
    ]


def _message(error: dict[str, Any]) -> str | None:
    message = error.get("message")
    # Services that also speak OData 3.0 wrap the text together with its language.
    return _text(message.get("value") if isinstance(message, dict) else message)


def _text(value: object) -> str | None:
    return None if value is None or isinstance(value, (dict, list)) else str(value)


def _first(names: Sequence[str], *places: Mapping[str, Any]) -> str | None:
    for place in places:
        for name in names:
            if text := _text(place.get(name)):
                return text
    return None


def _one_line(error: ServiceError) -> str:
    head = f"{error.status} {error.code}" if error.code else str(error.status)
    tail = f" (request id {error.request_id})" if error.request_id else ""
    line = f"{head}: {error.message}{tail}"
    return " ".join("".join(c if c.isprintable() else " " for c in line).split())


def _portable(value: object) -> object:
    """httpx's objects hold sent headers and open streams; the rest goes as it is."""
    if isinstance(value, httpx.Request):
        return httpx.Request(value.method, value.url)
    if isinstance(value, httpx.Response):
        # The content is decoded already, and cookies are secrets.
        dropped = ("content-encoding", "content-length", "transfer-encoding")
        headers = value.headers.copy()
        for name in (*dropped, "set-cookie"):
            headers.pop(name, None)
        content = getattr(value, "_content", b"")
        return httpx.Response(value.status_code, headers=headers, content=content)
    return value


def _restored(
    kind: type[ODataError], args: tuple[Any, ...], state: dict[str, Any]
) -> ODataError:
    error = kind.__new__(kind, *args)
    vars(error).update(state)
    return error
