"""Credentials: what clients accept as one, and the tokens that they get from it."""

from __future__ import annotations

import base64
import inspect
import math
import re
import threading
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeAlias

import httpx

from .errors import CredentialError

if TYPE_CHECKING:
    import anyio

REFRESH_BEFORE = 300
"""Seconds before its expiry from which on a token is not used any more."""


class AccessToken(Protocol):
    """A bearer token and the Unix time at which it expires.

    Where it also has ``refresh_on`` (a Unix time), it is renewed then.
    """

    @property
    def token(self) -> str: ...

    @property
    def expires_on(self) -> float: ...


class TokenCredential(Protocol):
    """An object that gets tokens, as azure-core defines it.

    ``enable_cae=True`` and ``claims=`` are passed where its signature has them.
    """

    def get_token(self, *scopes: str) -> AccessToken: ...


class TokenInfoCredential(Protocol):
    """The newer form, preferred where an object has both.

    It is called with ``options={"enable_cae": True, "claims": ...}``.
    """

    def get_token_info(self, *scopes: str) -> AccessToken: ...


class AsyncTokenCredential(Protocol):
    """``TokenCredential``, awaited; for asynchronous clients only."""

    def get_token(self, *scopes: str) -> Awaitable[AccessToken]: ...


class AsyncTokenInfoCredential(Protocol):
    """``TokenInfoCredential``, awaited; for asynchronous clients only."""

    def get_token_info(self, *scopes: str) -> Awaitable[AccessToken]: ...


SyncCredential: TypeAlias = (
    str
    | Callable[[], str | AccessToken]
    | TokenCredential
    | TokenInfoCredential
    | httpx.Auth
)
"""What every client accepts.

- a string: a bearer token, sent as it is;
- a callable: asked again for every request where it returns a string (it knows best
  when that expires), else when the returned token is about to expire;
- an object with ``get_token_info`` or ``get_token``: asked when the token is about to
  expire, and when the service demands other claims;
- an ``httpx.Auth``: does all by itself.

Asynchronous clients call the first three in a worker thread.
"""

Credential: TypeAlias = (
    SyncCredential
    | Callable[[], Awaitable[str | AccessToken]]
    | AsyncTokenCredential
    | AsyncTokenInfoCredential
)
"""What asynchronous clients accept: the same, or its awaitable form."""


class _Token(NamedTuple):
    value: str
    good_until: float

    def __repr__(self) -> str:
        return f"_Token(good_until={self.good_until})"


class TokenSource:
    """A credential together with the token it gave last.

    Threads and tasks may share it; the credential is asked by one of them at a time.
    """

    def __init__(
        self,
        ask: Callable[[str | None], Any],
        *,
        is_async: bool,
        token: _Token | None = None,
    ) -> None:
        self._ask = ask
        self._is_async = is_async
        self._token = token
        self._lock = threading.Lock()
        self._async_lock: anyio.Lock | None = None

    def require_sync(self) -> None:
        """Raise TypeError if the credential has to be awaited."""
        if self._is_async:
            raise TypeError(
                "this credential is asynchronous and the client is not: "
                "use the asynchronous client, or the credential's synchronous form"
            )

    def current(self) -> str | None:
        """The token at hand, unless it is about to expire."""
        token = self._token
        if token is None or token.good_until <= time.time():
            return None
        return token.value

    def drop(self, rejected: str) -> None:
        """Forget the token that the service did not accept."""
        token = self._token
        if token is not None and token.value == rejected:
            self._token = None

    def fetch(self, rejected: str | None = None, claims: str | None = None) -> str:
        """A token other than the rejected one if the credential has another.

        claims: JSON, the claims that the service demands.

        Raises CredentialError, and TypeError for a callable that returns an awaitable.
        """
        with self._lock:
            if (token := self._usable(rejected)) is not None:
                return token
            with _credential_errors():
                answer = self._ask(claims)
            if inspect.isawaitable(answer):
                if inspect.iscoroutine(answer):
                    answer.close()
                self._is_async = True
                self.require_sync()
            return self._keep(answer)

    async def fetch_async(
        self, rejected: str | None = None, claims: str | None = None
    ) -> str:
        """``fetch`` for asynchronous clients."""
        import anyio
        import anyio.to_thread

        if self._async_lock is None:
            self._async_lock = anyio.Lock()
        async with self._async_lock:
            if (token := self._usable(rejected)) is not None:
                return token
            with _credential_errors():
                if self._is_async:
                    answer = self._ask(claims)
                else:
                    # In a tuple, because trio refuses a thread's awaitable result.
                    (answer,) = await anyio.to_thread.run_sync(
                        lambda: (self._ask(claims),)
                    )
                if inspect.isawaitable(answer):
                    answer = await answer
            return self._keep(answer)

    def _usable(self, rejected: str | None) -> str | None:
        # Whoever waited for the lock may find what it wanted.
        token = self.current()
        return None if token == rejected else token

    def _keep(self, answer: object) -> str:
        self._token = token = _token(answer)
        return token.value


def token_source(
    credential: Credential | None, scopes: Sequence[str]
) -> TokenSource | httpx.Auth | None:
    """The credential in the form that the flow works with; None is anonymous.

    Raises TypeError for what is no credential, CredentialError for a string that is no
    token.
    """
    if credential is None or isinstance(credential, httpx.Auth):
        return credential
    if isinstance(credential, str):
        return _from_string(credential)
    if not isinstance(credential, type):
        get_token_info = getattr(credential, "get_token_info", None)
        if callable(get_token_info):
            return _from_get_token_info(get_token_info, scopes)
        get_token = getattr(credential, "get_token", None)
        if callable(get_token):
            return _from_get_token(get_token, scopes)
        if callable(credential):
            return _from_callable(credential)
    if isinstance(credential, type):
        given = f"the class {credential.__name__}"
    else:
        given = f"a {type(credential).__name__}"
    raise TypeError(
        "a credential is a token, a callable that returns one, an object with "
        f"get_token or get_token_info, or an httpx.Auth; not {given}"
    )


def _from_string(value: str) -> TokenSource:
    token = _Token(_checked(value), good_until=math.inf)
    return TokenSource(lambda claims: token, is_async=False, token=token)


def _from_get_token_info(
    get_token_info: Callable[..., Any], scopes: Sequence[str]
) -> TokenSource:
    def ask(claims: str | None) -> Any:
        options: dict[str, Any] = {"enable_cae": True}
        if claims is not None:
            options["claims"] = claims
        return get_token_info(*scopes, options=options)

    return TokenSource(ask, is_async=inspect.iscoroutinefunction(get_token_info))


def _from_get_token(
    get_token: Callable[..., Any], scopes: Sequence[str]
) -> TokenSource:
    accepted = _accepted(get_token, "enable_cae", "claims")

    def ask(claims: str | None) -> Any:
        options: dict[str, Any] = {"enable_cae": True, "claims": claims}
        if claims is None:
            del options["claims"]
        return get_token(*scopes, **{n: v for n, v in options.items() if n in accepted})

    return TokenSource(ask, is_async=inspect.iscoroutinefunction(get_token))


def _from_callable(function: Callable[[], Any]) -> TokenSource:
    is_async = inspect.iscoroutinefunction(function) or inspect.iscoroutinefunction(
        type(function).__call__
    )
    return TokenSource(lambda claims: function(), is_async=is_async)


def _accepted(function: Callable[..., Any], *names: str) -> frozenset[str]:
    try:
        parameters = inspect.signature(function).parameters
    except (TypeError, ValueError):
        return frozenset()
    if any(p.kind is p.VAR_KEYWORD for p in parameters.values()):
        return frozenset(names)
    return frozenset(names) & parameters.keys()


def _token(answer: object) -> _Token:
    """The answer of a credential, checked; no message repeats any of it."""
    if isinstance(answer, _Token):
        return answer
    if isinstance(answer, str):
        return _Token(_checked(answer), good_until=0)
    value = getattr(answer, "token", None)
    if not isinstance(value, str):
        raise CredentialError(
            f"the credential returned a {type(answer).__name__} and not a token"
        )
    expires_on = getattr(answer, "expires_on", None)
    refresh_on = getattr(answer, "refresh_on", None)
    try:
        good_until = 0.0 if expires_on is None else float(expires_on) - REFRESH_BEFORE
        if refresh_on:
            good_until = float(refresh_on)
    except (TypeError, ValueError):
        raise CredentialError(
            "the token's expires_on or refresh_on is not a Unix time"
        ) from None
    return _Token(_checked(value), good_until)


def _checked(token: str) -> str:
    if not token:
        raise CredentialError("the credential's token is empty")
    # Anything else would break, or break out of, the Authorization header.
    if not (token.isascii() and token.isprintable()) or " " in token:
        raise CredentialError(
            "the credential's token has blanks, line breaks or other characters that "
            "no bearer token has (pass it bare, without 'Bearer')"
        )
    return token


@contextmanager
def _credential_errors() -> Iterator[None]:
    try:
        yield
    except CredentialError:
        raise
    except Exception as error:
        # The text of foreign errors is not ours to repeat; it stays in the cause.
        raise CredentialError(
            f"the credential gave no token: {type(error).__name__}"
        ) from error


def claims_challenge(headers: httpx.Headers) -> str | None:
    """The claims that a 401 demands of the next token, as JSON.

    Continuous access evaluation writes them, in base64, into WWW-Authenticate (RFC
    9110, 11.6.1) beside ``error="insufficient_claims"``.
    """
    challenge = headers.get("www-authenticate", "")
    if not re.search(r'\berror="?insufficient_claims\b', challenge):
        return None
    match = re.search(r'\bclaims="?([A-Za-z0-9+/_-]+)', challenge)
    if match is None:
        return None
    encoded = match[1].replace("+", "-").replace("/", "_")
    try:
        return base64.urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4)).decode()
    except ValueError:
        return None
