"""One request and all it takes to get its answer, without doing any of it.

``exchange`` is a generator. It yields effects, a driver performs them and sends back
what came of them: a response for ``Send`` and ``SendBare``, a token for ``FetchToken``,
nothing for ``Sleep``; errors of httpx are thrown into it. What it returns is the
successful answer; what it raises stands in ``errors``.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import httpx

from .credentials import Credential, TokenSource, claims_challenge, token_source
from .errors import (
    MalformedResponseError,
    ServiceError,
    TransportError,
    service_error,
)
from .origins import (
    is_own,
    is_web,
    normalised_root,
    origin_text,
    own_url,
    require_bare_allowed,
)
from .request import UNSET, AnyRequest, Monitor, Unset
from .retry import (
    NOT_CONNECTED,
    Attempts,
    Retry,
    answer_allows_retry,
    failure_allows_retry,
    retry_after,
)

if TYPE_CHECKING:
    from .content import Content

MAX_REDIRECTS = 10
BARE = "bare"
"""The extension that marks httpx's requests that were made of ``SendBare``."""

NO_AUTH = httpx.Auth()
"""Keeps httpx from adding credentials of the client or of the URL."""

logger = logging.getLogger(__name__)

Timeout: TypeAlias = float | httpx.Timeout | None | Unset


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Service:
    """A service, as a client was told to use it; made by ``describe_service``.

    root: its URL, with a slash at the end.
    headers: sent with every request, names in lower case.
    auth: where tokens come from, an ``httpx.Auth``, or None.
    request_id_headers, client_request_id_headers: where it writes its ids of requests,
        in order of preference.
    retry, timeout: for requests that do not say otherwise.
    """

    root: str
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    auth: TokenSource | httpx.Auth | None = field(default=None, repr=False)
    request_id_headers: tuple[str, ...] = ()
    client_request_id_headers: tuple[str, ...] = ()
    retry: Retry | None = Retry()
    timeout: Timeout = UNSET

    def error(self, response: httpx.Response) -> ServiceError:
        """The exception for an error answer of this service."""
        return service_error(
            response, self.request_id_headers, self.client_request_id_headers
        )


def describe_service(
    root: str,
    credential: Credential | None = None,
    *,
    scopes: Sequence[str] = (),
    headers: Mapping[str, str] | None = None,
    request_id_headers: Sequence[str] = (),
    client_request_id_headers: Sequence[str] = (),
    retry: Retry | None | Unset = UNSET,
    timeout: Timeout = UNSET,
) -> Service:
    """The service at this root, used with this credential; sends nothing.

    Raises ValueError for a root that is unusable or where a credential must not go,
    TypeError for what is no credential, CredentialError for a string that is no token.
    """
    return Service(
        root=normalised_root(root, with_credential=credential is not None),
        headers=_lower(headers or {}),
        auth=token_source(credential, scopes),
        request_id_headers=tuple(request_id_headers),
        client_request_id_headers=tuple(client_request_id_headers),
        retry=Retry() if isinstance(retry, Unset) else retry,
        timeout=timeout,
    )


# The effects are tuples, which are made faster than dataclasses, as are their classes:
# they are on the way of every request and of every import. Those that carry secrets do
# not show them.


class Send(NamedTuple):
    """Send this to the service, within what the httpx client adds by default.

    auth: None leaves authentication to the client. unread: the body of a successful
    answer is left to be read, and the answer to be closed.
    """

    method: str
    url: httpx.URL
    headers: Mapping[str, str]
    content: bytes | Content | None
    timeout: Timeout
    auth: httpx.Auth | None
    unread: bool = False

    def __repr__(self) -> str:
        return f"Send({self.method!r}, {self.url!r})"


class SendBare(NamedTuple):
    """Send this elsewhere, with nothing of the client's or the service's.

    There is no place for headers or a body, so none can slip in.
    """

    method: str
    url: httpx.URL
    timeout: Timeout
    unread: bool = False


class FetchToken(NamedTuple):
    """Get a token, another than the rejected one, with the claims demanded."""

    source: TokenSource
    rejected: str | None = None
    claims: str | None = None

    def __repr__(self) -> str:
        return "FetchToken()"


class Sleep(NamedTuple):
    """Wait this many seconds."""

    seconds: float


Effect: TypeAlias = Send | SendBare | FetchToken | Sleep
Flow: TypeAlias = Generator[Effect, Any, httpx.Response]


def exchange(request: AnyRequest, service: Service, *, unread: bool = False) -> Flow:
    """Send the request, follow redirects, return the successful answer.

    unread: its body is left to be read, and the answer to be closed.

    Raises ServiceError, TransportError, CredentialError, ForeignOriginError and
    MalformedResponseError; RuntimeError for content that was read before and can be
    read only once.
    """
    send = _first_send(request, service, unread)
    if _is_spent(send):
        raise RuntimeError("the content was read already, and can be read only once")
    retry = request.options.retry
    attempts = Attempts(service.retry if isinstance(retry, Unset) else retry)
    redirects = 0
    while True:
        response = yield from _persistent(send, service, attempts)
        if response.is_success:
            return response
        if not response.has_redirect_location:
            raise _refusal(send, response, service)
        if redirects == MAX_REDIRECTS:
            raise MalformedResponseError(f"over {redirects} redirects", response)
        redirects += 1
        send = _redirected(send, response, service)


def _first_send(request: AnyRequest, service: Service, unread: bool) -> Send | SendBare:
    options = request.options
    timeout = service.timeout if isinstance(options.timeout, Unset) else options.timeout
    if isinstance(request, Monitor):
        url = httpx.URL(request.url)
        if request.bare or not is_own(url, service.root):
            require_bare_allowed("GET", url, service.root)
            return SendBare("GET", url, timeout, unread)
    headers = service.headers
    if request.headers:
        headers = {**headers, **_lower(request.headers)}
    auth = service.auth
    if isinstance(auth, TokenSource) or "authorization" in headers:
        auth = NO_AUTH
    return Send(
        request.method.upper(),
        own_url(request.url, service.root),
        headers,
        request.content,
        timeout,
        auth,
        unread,
    )


def _lower(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}


def _persistent(send: Send | SendBare, service: Service, attempts: Attempts) -> Flow:
    """The answer, good or bad, after as many attempts as make sense."""
    answer_lost = False
    while True:
        began = time.monotonic()
        try:
            response = yield from _authenticated(send, service)
        except httpx.RequestError as error:
            _log(send, type(error).__name__, began)
            allowed = failure_allows_retry(send.method, error)
            wait = attempts.next_wait() if allowed and not _is_spent(send) else None
            if wait is None:
                raise _transport_error(send, error) from error
            answer_lost = answer_lost or not isinstance(error, NOT_CONNECTED)
        else:
            _log(send, response.status_code, began)
            if response.is_success:
                return response
            if answer_lost and send.method == "DELETE" and response.status_code == 404:
                return _already_deleted(response)
            if not answer_allows_retry(send.method, response) or _is_spent(send):
                return response
            wait = attempts.next_wait(retry_after(response.headers))
            if wait is None:
                return response
            # A gateway that timed out has lost the answer on our behalf.
            answer_lost = answer_lost or response.status_code == 504
        yield Sleep(wait)


def _authenticated(send: Send | SendBare, service: Service) -> Flow:
    """The answer to one attempt, with a token if the service needs one.

    A 401 is answered once, with another token; it means that nothing was done.
    """
    source = service.auth
    response: httpx.Response
    if (
        isinstance(send, SendBare)
        or not isinstance(source, TokenSource)
        or "authorization" in send.headers
    ):
        response = yield send
        return response
    token = cached = source.current()
    if token is None:
        token = yield FetchToken(source)
    response = yield _with_token(send, token)
    if response.status_code != 401:
        return response
    claims = claims_challenge(response.headers)
    if (claims is not None or cached is not None) and not _is_spent(send):
        rejected, token = token, (yield FetchToken(source, token, claims))
        if token != rejected:
            response = yield _with_token(send, token)
    if response.status_code == 401:
        source.drop(token)
    return response


def _with_token(send: Send, token: str) -> Send:
    headers = {**send.headers, "authorization": f"Bearer {token}"}
    return send._replace(headers=headers)


def _redirected(
    send: Send | SendBare, response: httpx.Response, service: Service
) -> Send | SendBare:
    """What to send after this redirect (RFC 9110, 15.4).

    What has once left the service's origin stays bare, even if it is led back:
    otherwise a stranger would choose what is asked with the caller's credential.
    """
    try:
        url = send.url.join(response.headers["location"])
    except httpx.InvalidURL:
        raise MalformedResponseError("redirected to no URL", response) from None
    if not is_web(url):
        raise MalformedResponseError("redirected to no http or https URL", response)
    method = _redirected_method(send.method, response.status_code)
    if method is None:
        raise service.error(response)
    if method == send.method and _is_spent(send):
        raise _refusal(send, response, service)
    if isinstance(send, SendBare) or not is_own(url, service.root):
        require_bare_allowed(method, url, service.root)
        return SendBare(method, url, send.timeout, send.unread)
    if method == send.method:
        return send._replace(url=url)
    headers = _without_content(send.headers)
    return send._replace(method=method, url=url, headers=headers, content=None)


def _redirected_method(method: str, status: int) -> str | None:
    if method in ("GET", "HEAD"):
        return method
    if status == 303:
        return "GET"
    # 301 and 302 leave open whether a write is to be repeated or turned into a GET.
    return method if status in (307, 308) else None


def _already_deleted(response: httpx.Response) -> httpx.Response:
    """The answer that was lost, with what is known of it: the ids of the request."""
    headers = _without_content(response.headers)
    return httpx.Response(204, headers=headers, request=response.request)


def _without_content(headers: Mapping[str, str]) -> dict[str, str]:
    return {n: v for n, v in headers.items() if not n.startswith("content-")}


def _is_spent(send: Send | SendBare) -> bool:
    """Whether the content was read, and cannot be read and sent again."""
    content = send.content if isinstance(send, Send) else None
    return not (content is None or isinstance(content, bytes)) and content.is_spent


def _refusal(
    send: Send | SendBare, response: httpx.Response, service: Service
) -> ServiceError:
    error = service.error(response)
    again = response.status_code in (401, 307, 308)
    if _is_spent(send) and (again or answer_allows_retry(send.method, response)):
        error.add_note(_SENT_ONCE)
    return error


def _transport_error(
    send: Send | SendBare, error: httpx.RequestError
) -> TransportError:
    failure = transport_error(error)
    if _is_spent(send) and failure_allows_retry(send.method, error):
        failure.add_note(_SENT_ONCE)
    return failure


_SENT_ONCE = "not sent again: its content can be read only once"


def transport_error(error: httpx.RequestError) -> TransportError:
    """The exception for an error of httpx, which becomes its cause."""
    # The text of a LocalProtocolError may quote a header.
    reason = "" if isinstance(error, httpx.LocalProtocolError) else str(error)
    request = error.request
    what = ": ".join(filter(None, (type(error).__name__, reason)))
    where = origin_text(request.url)
    return TransportError(f"{request.method} at {where}: {what}", request)


def _log(send: Send | SendBare, outcome: int | str, began: float) -> None:
    if logger.isEnabledFor(logging.INFO):
        # Elsewhere the path may be what grants access.
        path = send.url.raw_path.partition(b"?")[0].decode("ascii")
        where = path if isinstance(send, Send) else origin_text(send.url)
        spent = time.monotonic() - began
        logger.info("%s %s: %s (%.3f s)", send.method, where, outcome, spent)
