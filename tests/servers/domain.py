"""An invented mail domain, post.example, with a DNS server and a web server of its own on loopback."""

import ssl
from collections.abc import Iterator

import pytest

from inboxguard.mailbox.web import Web
from tests.servers.dns import Dns
from tests.servers.https import Authority, Https, page

NAME = "post.example"
USUAL = f"autoconfig.{NAME}/mail/config-v1.1.xml"
WELL_KNOWN = f"{NAME}/.well-known/autoconfig/mail/config-v1.1.xml"


class Domain:
    """The two servers of post.example; tests say what they hold."""

    def __init__(self, authority: Authority, certificate: ssl.SSLContext) -> None:
        here = ["127.0.0.1"]
        self.dns = Dns({(f"autoconfig.{NAME}", "A"): here, (NAME, "A"): here})
        self.https = Https(certificate, {})
        self.authority = authority

    def names(self, service: str, *records: str) -> None:
        """Let DNS answer a service ("_imaps._tcp") with SRV records ("0 1 993 imap.post.example.")."""
        self.dns.records[f"{service}.{NAME}", "SRV"] = list(records)

    def holds(self, content: str | bytes, place: str = USUAL) -> None:
        """Let the web server hold a configuration file."""
        self.https.pages[place] = page(content.encode() if isinstance(content, str) else content)

    def web(self, seconds: float = 5.0) -> Web:
        """Return how both are reached; here loopback is allowed, which the program itself refuses."""
        return Web(self.dns.resolver(), seconds, self.https.port, self.authority.trusted, lambda address: True)

    def close(self) -> None:
        """Stop both servers."""
        self.dns.close()
        self.https.close()


def configuration(*servers: str, name: str = "Post", provider: str = NAME) -> str:
    """Return a configuration file with these <incomingServer> elements."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<clientConfig version="1.1">'
        f'<emailProvider id="{provider}"><domain>{provider}</domain><displayName>{name}</displayName>'
        f"{''.join(servers)}"
        '<outgoingServer type="smtp"><hostname>smtp.post.example</hostname><port>465</port></outgoingServer>'
        "</emailProvider></clientConfig>\n"
    )


def incoming(
    host: str = "imap.post.example", port: object = 993, socket_type: str = "SSL", user: str = "%EMAILADDRESS%",
    sign_in: str = "password-cleartext", kind: str = "imap",
) -> str:  # fmt: skip
    """Return one <incomingServer> element."""
    return (
        f'<incomingServer type="{kind}"><hostname>{host}</hostname><port>{port}</port>'
        f"<socketType>{socket_type}</socketType><username>{user}</username>"
        f"<authentication>{sign_in}</authentication></incomingServer>"
    )


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """The certificate authority that the tests trust."""
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="session")
def certificate(authority: Authority) -> ssl.SSLContext:
    """What the web server of post.example shows."""
    return authority.certificate([NAME, f"autoconfig.{NAME}"])


@pytest.fixture
def domain(authority: Authority, certificate: ssl.SSLContext) -> Iterator[Domain]:
    """post.example, which has web and DNS servers but names no mail server yet."""
    own = Domain(authority, certificate)
    yield own
    own.close()
