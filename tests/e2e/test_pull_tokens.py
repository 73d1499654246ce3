"""``odata2py pull`` with a token: where it goes, and where it never does."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path

import pytest
from tests.e2e.pulls import METADATA, NEW, TOKEN, Project, Run
from tests.e2e.services import Service, serving, whole

VARIABLE = "SHOP_TOKEN"
DENIED = whole(b"", f"401 {TOKEN}", www_authenticate=f'Bearer error="{TOKEN}"')


@pytest.fixture
def shop(pulled: Project) -> Project:
    """A project whose source takes a token."""
    pulled.configure(token=VARIABLE)
    return pulled


def test_a_token_is_sent(shop: Project, service: Service) -> None:
    service.answers[METADATA] = whole(NEW)
    shop.fine("changed", **{VARIABLE: f" {TOKEN}\n"})
    assert service.last["authorization"] == f"Bearer {TOKEN}"
    assert TOKEN not in shop.record.read_text()


def test_a_token_goes_along_within_the_service(shop: Project, service: Service) -> None:
    service.answers[METADATA] = whole(b"", "302 Found", location="/v2")
    service.answers["/v2"] = whole(NEW)
    shop.fine("changed", **{VARIABLE: TOKEN})
    assert [each.headers["authorization"] for each in service.log] == [
        f"Bearer {TOKEN}"
    ] * 2


def test_a_token_goes_nowhere_else(shop: Project, service: Service) -> None:
    with serving() as elsewhere:
        elsewhere.answers["/v2"] = whole(NEW)
        location = f"{elsewhere.origin}/v2"
        for target in (f"{location}?t={TOKEN}", location.replace("127.0.0.1", "[::1]")):
            service.answers[METADATA] = whole(b"", "302 Found", location=target)
            fault = shop.fault(**{VARIABLE: TOKEN})
            assert "it leads on to http://" in fault
            assert TOKEN not in fault
        assert elsewhere.log == []


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (None, f"the environment variable '{VARIABLE}', which has it, is not set"),
        ("", f"the environment variable '{VARIABLE}', which has it, is not set"),
        (f"Bearer {TOKEN}", f"what the environment variable '{VARIABLE}' has is no to"),
        (f"{TOKEN}\r\nX: {TOKEN}", "letters, digits and signs are expected, without"),
        (f"{TOKEN}ä", "has is no token"),
    ],
)
def test_what_is_no_token(
    shop: Project,
    service: Service,
    monkeypatch: pytest.MonkeyPatch,
    given: str | None,
    expected: str,
) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    fault = shop.fault(**({} if given is None else {VARIABLE: given}))
    assert fault.startswith("[source.shop] token: ")
    assert expected in fault
    assert TOKEN not in fault
    assert service.log == []


@pytest.mark.parametrize("token", [TOKEN, "a b", "1st", "x" * 101])
def test_tokens_in_the_configuration(shop: Project, token: str) -> None:
    shop.configure(token=token)
    fault = shop.fault()
    assert fault.startswith("odata2py.toml:4: [source.shop] token: the name of an env")
    assert token not in fault


def test_a_token_for_nothing(shop: Project) -> None:
    config = shop.folder / "odata2py.toml"
    text = config.read_text().replace("pull =", "# pull =")
    config.write_text(text)
    assert "[source.shop] token: nothing is pulled with it; pull" in shop.fault()


@pytest.mark.parametrize("status", ["401", "403"])
def test_a_token_that_is_refused(shop: Project, service: Service, status: str) -> None:
    service.answers[METADATA] = DENIED.replace(b"401", status.encode())
    fault = shop.fault(**{VARIABLE: TOKEN})
    assert f"the service answered {status} " in fault
    assert fault.endswith("; the token that was sent is no good there\n")
    assert TOKEN not in fault


def test_a_token_that_is_missing(pulled: Project, service: Service) -> None:
    service.answers[METADATA] = DENIED
    assert pulled.fault().endswith(
        ": the service answered 401 Unauthorized, no metadata; it wants a bearer "
        "token; the key token of a source in the configuration names the environment "
        "variable that has one\n"
    )


# Open lines and proxies


@pytest.fixture
def proxy() -> Iterator[Service]:
    with serving() as proxy:
        yield proxy


def through(proxy: Service) -> dict[str, str]:
    """What the environment says of a proxy."""
    names = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")
    named = dict.fromkeys((*names, *map(str.lower, names)), proxy.origin)
    return named | {"NO_PROXY": "", "no_proxy": ""}


def test_open_lines(shop: Project, proxy: Service) -> None:
    shop.configure(pull="http://shop.test/$metadata", token=VARIABLE)
    fault = shop.fault(**{VARIABLE: TOKEN}, **through(proxy))
    assert fault == (
        "http://shop.test/$metadata: a token would go over an open line; "
        "https is expected\n"
    )
    assert proxy.log == []


def test_what_stays_on_this_machine(
    shop: Project, service: Service, proxy: Service
) -> None:
    service.answers[METADATA] = whole(NEW)
    shop.fine("changed", **{VARIABLE: TOKEN}, **through(proxy))
    assert proxy.log == []


def test_what_anybody_may_see(pulled: Project, proxy: Service) -> None:
    address = "http://shop.test/$metadata"
    pulled.configure(pull=address)
    proxy.answers[address] = whole(NEW)
    ran = pulled(**through(proxy))
    assert (ran.returncode, ran.stderr) == (0, "")
    assert proxy.targets == [address]


@pytest.mark.parametrize(
    ("name", "host"),
    [
        ("graph/v1.0", "graph.microsoft.com"),
        ("graph/beta", "graph.microsoft.com"),
        ("graph/v1.0@us_government", "graph.microsoft.us"),
        ("graph/beta@us_defense", "dod-graph.microsoft.us"),
        ("graph/v1.0@china", "microsoftgraph.chinacloudapi.cn"),
    ],
)
def test_known_services(shop: Project, proxy: Service, name: str, host: str) -> None:
    shop.configure(pull=name, token=VARIABLE)
    fault = shop.fault(**{VARIABLE: TOKEN}, **through(proxy))
    version = name.partition("/")[2].partition("@")[0]
    assert fault.startswith(f"https://{host}/{version}/$metadata: cannot be fetched (")
    assert [(each.method, each.target) for each in proxy.log] == [
        ("CONNECT", f"{host}:443")
    ]
    assert "authorization" not in proxy.last


@pytest.mark.parametrize("proxy_address", ["odd://127.0.0.1:9", "http://[", "x:y"])
def test_proxies_of_no_use(shop: Project, proxy_address: str) -> None:
    shop.configure(pull="https://shop.test/$metadata", token=VARIABLE)
    fault = shop.fault(**{VARIABLE: TOKEN}, HTTPS_PROXY=proxy_address, https_proxy="")
    assert fault.startswith("https://shop.test/$metadata: ")
    assert "is a fault of odata2py" not in fault
    assert TOKEN not in fault


# TLS


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Key and certificate of 127.0.0.1."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "shop.test")])
    now = dt.datetime.now(dt.UTC)
    names = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(names, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "shop.pem"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    return path


@pytest.fixture
def secure(certificate: Path, odata2py: Run, tmp_path: Path) -> Iterator[Project]:
    with serving(certificate) as service:
        project = Project(odata2py, tmp_path, service)
        project.configure(token=VARIABLE)
        yield project


def test_a_token_over_tls(secure: Project, certificate: Path) -> None:
    trust = {"SSL_CERT_FILE": str(certificate), VARIABLE: TOKEN}
    secure.service.answers[METADATA] = whole(NEW)
    secure.fine("new", **trust)
    assert secure.service.last["authorization"] == f"Bearer {TOKEN}"
    location = secure.service.origin.replace("https", "http") + "/v2"
    secure.service.answers[METADATA] = whole(b"", "302 Found", location=location)
    assert f"it leads on to {location}; name" in secure.fault(**trust)


def test_services_that_nobody_vouches_for(secure: Project, certificate: Path) -> None:
    secure.service.answers[METADATA] = whole(NEW)
    assert "CERTIFICATE_VERIFY_FAILED" in secure.fault(**{VARIABLE: TOKEN})
    fault = secure.fault(**{VARIABLE: TOKEN}, SSL_CERT_FILE="/nowhere.pem")
    assert "the certificates that the environment names are of no use (" in fault
    assert secure.service.log == []
