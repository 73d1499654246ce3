from __future__ import annotations

import base64
import functools
import inspect
import json
import threading
import time
from collections.abc import Callable
from typing import Any

import azure.identity
import azure.identity.aio
import httpx
import pytest
from azure.core.credentials import AccessToken, AccessTokenInfo

from odata2py.runtime.credentials import (
    Credential,
    SyncCredential,
    TokenSource,
    claims_challenge,
    token_source,
)
from odata2py.runtime.errors import AuthenticationError, CredentialError
from odata2py.runtime.exchange import describe_service
from odata2py.runtime.transport import AsyncTransport, SyncTransport
from servers import Answer, Drive, ScriptedServer, challenge

CLAIMS = json.dumps({"access_token": {"nbf": {"essential": True, "value": "1>?"}}})
CHALLENGE = (
    'Basic realm="x", Bearer realm="", authorization_uri="https://login.test", '
    'error="insufficient_claims", claims="'
    + base64.b64encode(CLAIMS.encode()).decode()
    + '"'
)


class Recorder:
    """A credential's tokens, "t1", "t2" and so on, and how they were asked for."""

    def __init__(self, *, lifetime: float = 3600, slow: float = 0) -> None:
        self.lifetime = lifetime
        self.slow = slow
        self.calls: list[tuple[tuple[str, ...], dict[str, Any]]] = []
        self.threads: list[int] = []
        self._asking = threading.Lock()

    def ask(self, *scopes: str, **options: Any) -> AccessToken:
        assert self._asking.acquire(blocking=False), "asked twice at one time"
        time.sleep(self.slow)
        self.calls.append((scopes, options))
        self.threads.append(threading.get_ident())
        token = AccessToken(f"t{len(self.calls)}", int(time.time() + self.lifetime))
        self._asking.release()
        return token

    def info(self, *scopes: str, **options: Any) -> AccessTokenInfo:
        token = self.ask(*scopes, **options)
        return AccessTokenInfo(token.token, token.expires_on)


class Modern(Recorder):
    def get_token_info(self, *scopes: str, options: Any = None) -> AccessTokenInfo:
        return self.info(*scopes, options=options)

    def get_token(self, *scopes: str, **kwargs: Any) -> AccessToken:
        raise AssertionError("get_token_info is preferred")


class Classic(Recorder):
    def get_token(
        self, *scopes: str, claims: str | None = None, **kwargs: Any
    ) -> AccessToken:
        return self.ask(*scopes, **({"claims": claims} if claims else {}), **kwargs)


class Minimal(Recorder):
    def get_token(self, *scopes: str) -> AccessToken:
        return self.ask(*scopes)


class AsyncModern(Recorder):
    async def get_token_info(
        self, *scopes: str, options: Any = None
    ) -> AccessTokenInfo:
        return self.info(*scopes, options=options)


class AsyncClassic(Recorder):
    async def get_token(self, *scopes: str, **kwargs: Any) -> AccessToken:
        return self.ask(*scopes, **kwargs)


class AsyncCallable(Recorder):
    async def __call__(self) -> AccessToken:
        return self.ask()


ASYNC = [
    AsyncModern(),
    AsyncClassic(),
    AsyncCallable(),
    AsyncClassic().get_token,
    functools.partial(AsyncClassic().get_token, "scope"),
]


def bearer(*tokens: str) -> list[str]:
    return [f"Bearer {token}" for token in tokens]


@pytest.mark.parametrize("kind", [Modern, Classic, Minimal])
def test_objects_are_asked_once_while_their_token_lasts(
    drive: Drive, server: ScriptedServer, kind: type[Recorder]
) -> None:
    credential = kind()
    service = server.service(credential, scopes=("a", "b"))
    drive.outcomes(service, ("GET", "1"), ("POST", "2"), ("GET", "3"))
    assert server.tokens == bearer("t1", "t1", "t1")
    asked_with: dict[type[Recorder], dict[str, Any]] = {
        Modern: {"options": {"enable_cae": True}},
        Classic: {"enable_cae": True},
        Minimal: {},
    }
    assert credential.calls == [(("a", "b"), asked_with[kind])]


def test_strings_and_callables(drive: Drive, server: ScriptedServer) -> None:
    texts = iter(["c1", "c2"])
    cached = Recorder()
    for credential in ("static", lambda: next(texts), cached.ask):
        drive.outcomes(server.service(credential), ("GET", "1"), ("GET", "2"))
    assert server.tokens == bearer("static", "static", "c1", "c2", "t1", "t1")


def test_anonymous_requests_carry_nothing(drive: Drive, server: ScriptedServer) -> None:
    drive(server.service(None), "GET", "x")
    assert server.tokens == [None]


def test_httpx_auth_does_all_by_itself(drive: Drive, server: ScriptedServer) -> None:
    server.answers(challenge('Digest realm="r", nonce="n", qop="auth"'))
    drive(server.service(httpx.DigestAuth("ada", "pw")), "POST", "x", content=b"{}")
    first, second = server.tokens
    assert first is None
    assert second is not None
    assert second.startswith('Digest username="ada"')
    assert [received.body for received in server.log] == [b"{}", b"{}"]


def test_a_request_may_bring_its_own_authorization(
    drive: Drive, server: ScriptedServer
) -> None:
    credential = Modern()
    drive(server.service(credential), "GET", "x", headers={"Authorization": "Own a"})
    drive(
        server.service(httpx.BasicAuth("a", "b")),
        "GET",
        "x",
        headers={"AUTHORIZATION": "Own b"},
    )
    assert server.tokens == ["Own a", "Own b"]
    assert credential.calls == []


@pytest.mark.parametrize("lifetime", [299, 0, -100])
def test_tokens_that_are_about_to_expire_are_renewed(
    drive: Drive, server: ScriptedServer, lifetime: int
) -> None:
    service = server.service(Modern(lifetime=lifetime))
    drive.outcomes(service, ("GET", "1"), ("GET", "2"))
    assert server.tokens == bearer("t1", "t2")


def test_tokens_are_renewed_five_minutes_before_or_when_they_say(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answers = [
        AccessTokenInfo("a", 10_000),
        AccessTokenInfo("b", 20_000, refresh_on=12_000),
        AccessTokenInfo("c", 30_000),
    ]
    source = token_source(lambda: answers.pop(0), ())
    assert isinstance(source, TokenSource)
    seen = []
    for now in (0, 9_699, 9_700, 11_999, 12_000):
        monkeypatch.setattr(time, "time", lambda now=now: now)
        seen.append(source.fetch())
    assert seen == ["a", "a", "b", "b", "c"]


@pytest.mark.parametrize("kind", [Modern, Classic])
def test_tasks_and_threads_share_one_fetch(
    drive: Drive, server: ScriptedServer, kind: type[Recorder]
) -> None:
    credential = kind(slow=0.1)
    calls = [("GET", str(number)) for number in range(8)]
    drive.outcomes(server.service(credential), *calls, together=True)
    assert server.tokens == bearer("t1") * 8
    assert len(credential.calls) == 1


def test_callables_that_return_strings_are_asked_one_at_a_time(
    drive: Drive, server: ScriptedServer
) -> None:
    recorder = Recorder(slow=0.01)
    calls = [("GET", str(number)) for number in range(4)]
    service = server.service(lambda: recorder.ask().token)
    drive.outcomes(service, *calls, together=True)
    assert sorted(map(str, server.tokens)) == bearer("t1", "t2", "t3", "t4")


def test_sync_credentials_run_in_a_thread_of_async_clients(
    drive: Drive, server: ScriptedServer
) -> None:
    credential = Modern()
    drive(server.service(credential), "GET", "x")
    [thread] = credential.threads
    if drive.is_async:
        assert thread != threading.get_ident()


@pytest.mark.parametrize("credential", ASYNC)
@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_async_credentials_are_awaited(
    server: ScriptedServer, credential: Any, backend: str
) -> None:
    Drive(backend)(server.service(credential), "GET", "x")
    [token] = server.tokens
    assert token is not None
    assert token.startswith("Bearer t")


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_sync_callables_may_return_awaitables(
    server: ScriptedServer, backend: str
) -> None:
    credential = AsyncClassic()
    Drive(backend)(server.service(lambda: credential.get_token("s")), "GET", "x")
    assert server.tokens == bearer("t1")


@pytest.mark.parametrize("credential", ASYNC)
def test_sync_clients_refuse_async_credentials_when_they_are_made(
    credential: Any,
) -> None:
    service = describe_service("https://service.test/", credential)
    with pytest.raises(TypeError, match="asynchronous"):
        SyncTransport(service)
    AsyncTransport(service)


@pytest.mark.filterwarnings("error")
def test_sync_clients_refuse_awaitables_when_they_get_them(
    server: ScriptedServer,
) -> None:
    credential = AsyncClassic()
    service = server.service(lambda: credential.get_token("s"))
    with pytest.raises(TypeError, match="asynchronous"):
        Drive("sync")(service, "GET", "x")
    assert server.log == []


def azure_credentials(module: Any) -> list[type[Any]]:
    return [
        kind
        for name, kind in vars(module).items()
        if inspect.isclass(kind) and name.endswith("Credential")
    ]


@pytest.mark.parametrize("kind", azure_credentials(azure.identity.aio))
def test_all_async_credentials_of_azure_identity_are_known_as_such(
    kind: type[Any],
) -> None:
    source = token_source(object.__new__(kind), ("s",))
    assert isinstance(source, TokenSource)
    with pytest.raises(TypeError):
        source.require_sync()


@pytest.mark.parametrize("kind", azure_credentials(azure.identity))
def test_all_credentials_of_azure_identity_work_with_sync_clients(
    kind: type[Any],
) -> None:
    source = token_source(object.__new__(kind), ("s",))
    assert isinstance(source, TokenSource)
    source.require_sync()


def for_type_checkers(
    sync: azure.identity.ClientSecretCredential,
    chained: azure.identity.ChainedTokenCredential,
    awaited: azure.identity.aio.DefaultAzureCredential,
    provider: Callable[[], str],
) -> None:
    """Never run: these assignments must type-check."""
    a: list[SyncCredential] = [sync, chained, provider, "t", httpx.BasicAuth("a", "b")]
    b: list[Credential] = [awaited, awaited.get_token, *a]
    c: SyncCredential = awaited  # type: ignore[assignment]  # pyright: ignore
    del b, c


@pytest.mark.parametrize("kind", [Modern, Classic])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_claims_challenge_is_answered_once_with_those_claims(
    drive: Drive, server: ScriptedServer, kind: type[Recorder], method: str
) -> None:
    credential = kind()
    server.answers(Answer(), challenge(CHALLENGE))
    service = server.service(credential)
    drive.outcomes(
        service, ("GET", "1"), (method, "2"), ("GET", "3"), content=b'{"a": 1}'
    )
    assert server.tokens == bearer("t1", "t1", "t2", "t2")
    assert server.log[1].body == server.log[2].body == b'{"a": 1}'
    options = [call[1].get("options", call[1]) for call in credential.calls]
    assert options == [{"enable_cae": True}, {"enable_cae": True, "claims": CLAIMS}]


def test_a_challenge_of_a_fresh_token_is_answered_too(
    drive: Drive, server: ScriptedServer
) -> None:
    server.answers(challenge(CHALLENGE))
    drive(server.service(Modern()), "GET", "x")
    assert server.tokens == bearer("t1", "t2")


def test_challenges_without_end_are_answered_once(
    drive: Drive, server: ScriptedServer
) -> None:
    server.answers(*[challenge(CHALLENGE)] * 10)
    with pytest.raises(AuthenticationError):
        drive(server.service(Modern()), "GET", "x")
    assert server.tokens == bearer("t1", "t2")


def test_a_plain_401_on_a_cached_token_is_answered_with_a_new_one(
    drive: Drive, server: ScriptedServer
) -> None:
    server.answers(Answer(), Answer(401))
    service = server.service(Modern())
    drive.outcomes(service, ("GET", "1"), ("POST", "2"), ("GET", "3"))
    assert server.tokens == bearer("t1", "t1", "t2", "t2")


def test_a_plain_401_on_a_fresh_token_is_final_and_empties_the_cache(
    drive: Drive, server: ScriptedServer
) -> None:
    server.answers(Answer(401))
    refused, accepted = drive.outcomes(
        server.service(Modern()), ("GET", "1"), ("GET", "2")
    )
    assert isinstance(refused, AuthenticationError)
    assert isinstance(accepted, httpx.Response)
    assert server.tokens == bearer("t1", "t2")


def test_the_same_token_is_not_sent_again_after_a_401(
    drive: Drive, server: ScriptedServer
) -> None:
    server.answers(*[challenge(CHALLENGE)] * 4)
    same = AccessToken("same", int(time.time()) + 3600)
    for credential in ("same", lambda: "same", lambda: same, lambda: same):
        with pytest.raises(AuthenticationError):
            drive(server.service(credential), "GET", "x")
    assert server.tokens == bearer("same") * 4


def test_many_challenged_at_once_share_the_new_token(
    drive: Drive, server: ScriptedServer
) -> None:
    def answer(received: Any) -> Answer:
        old = received.headers["authorization"] == "Bearer t1"
        return challenge(CHALLENGE) if old else Answer()

    server.answers(Answer(), *[answer] * 16)
    credential = Modern(slow=0.05)
    service = server.service(credential)
    drive(service, "GET", "first")
    calls = [("GET", str(number)) for number in range(8)]
    outcomes = drive.outcomes(service, *calls, together=True)
    assert all(isinstance(outcome, httpx.Response) for outcome in outcomes)
    assert len(credential.calls) == 2


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (CHALLENGE, CLAIMS),
        (CHALLENGE.replace("=" * 2 + '"', '"'), CLAIMS),
        ('Bearer error="insufficient_claims", claims="eyJhIjoiPj8ifQ"', '{"a":">?"}'),
        ('Bearer claims="eyJhIjoxfQ==", error="insufficient_claims"', '{"a":1}'),
        ("Bearer claims=eyJhIjoxfQ, error=insufficient_claims", '{"a":1}'),
        ('Bearer error="invalid_token", claims="eyJhIjoxfQ=="', None),
        ('Bearer error="insufficient_claims"', None),
        ('Bearer error="insufficient_claims", claims="_"', None),
        ('Bearer error="insufficient_claims", claims="gA=="', None),
        ("", None),
    ],
)
def test_claims_are_read_from_the_challenge(header: str, expected: str | None) -> None:
    assert claims_challenge(httpx.Headers({"WWW-Authenticate": header})) == expected


BAD = ["", "s3cret\n", "s3cret\r\nX: y", "s3 cret", "Bearer s3cret", "s3crét", "s3\0t"]


@pytest.mark.parametrize("token", BAD)
def test_what_is_no_token_is_refused_and_not_repeated(
    drive: Drive, server: ScriptedServer, token: str
) -> None:
    with pytest.raises(CredentialError) as at_once:
        server.service(token)
    with pytest.raises(CredentialError) as later:
        drive(server.service(lambda: token), "GET", "x")
    with pytest.raises(CredentialError):
        drive(server.service(lambda: AccessToken(token, 2**40)), "GET", "x")
    assert server.log == []
    for caught in (at_once, later):
        assert "s3" not in f"{caught.value!r}"


@pytest.mark.parametrize("answer", [None, 7, b"bytes", object(), AccessToken])
def test_credentials_that_return_something_else(
    drive: Drive, server: ScriptedServer, answer: Any
) -> None:
    with pytest.raises(CredentialError, match="not a token"):
        drive(server.service(lambda: answer), "GET", "x")
    assert server.log == []


def test_an_expiry_that_is_no_time(drive: Drive, server: ScriptedServer) -> None:
    odd: Any = AccessToken("token", "tomorrow")  # type: ignore[arg-type]
    with pytest.raises(CredentialError, match="Unix time"):
        drive(server.service(lambda: odd), "GET", "x")


def test_a_failing_credential_stays_reachable(
    drive: Drive, server: ScriptedServer
) -> None:
    def fail() -> str:
        raise LookupError("the vault said s3cret")

    with pytest.raises(CredentialError) as caught:
        drive(server.service(fail), "GET", "x")
    assert str(caught.value) == "the credential gave no token: LookupError"
    assert isinstance(caught.value.__cause__, LookupError)
    assert server.log == []


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (7, "not a int"),
        (("user", "password"), "not a tuple"),
        (Modern, "not the class Modern"),
        (b"bytes", "not a bytes"),
    ],
)
def test_what_is_no_credential_is_refused(wrong: Any, message: str) -> None:
    with pytest.raises(TypeError, match=message):
        token_source(wrong, ())


def test_nothing_shows_the_token() -> None:
    service = describe_service("https://service.test/", "s3cret")
    source = service.auth
    assert isinstance(source, TokenSource)
    assert source.current() == "s3cret"
    assert "s3cret" not in f"{service!r} {source!r} {vars(source)!r}"
