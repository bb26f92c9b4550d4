"""An address of a known provider is enough; any other needs the name of its server."""

import pytest

from inboxguard.errors import MailboxError, Refused
from inboxguard.mailbox.account import Security
from inboxguard.mailbox.providers import _presets, account_for, preset


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("mara@gmail.com", "imap.gmail.com"),
        ("mara@GoogleMail.com", "imap.gmail.com"),
        ("mara@outlook.com", "outlook.office365.com"),
        ("mara@gmx.de", "imap.gmx.net"),
        ("mara@gmx.com", "imap.gmx.com"),
        ("mara@web.de", "imap.web.de"),
        ("mara@posteo.de", "posteo.de"),
        ("mara@mailbox.org", "imap.mailbox.org"),
        ("mara@fastmail.com", "imap.fastmail.com"),
        ("mara@me.com", "imap.mail.me.com"),
        ("mara@yahoo.co.uk", "imap.mail.yahoo.com"),
    ],
)
def test_known_providers(address: str, host: str) -> None:
    known = preset(address)
    assert known is not None
    assert (known.host, known.port, known.security) == (host, 993, Security.TLS)


@pytest.mark.parametrize("address", ["mara@post.example", "mara@notgmail.com", "mara@gmail.com.example", "mara", ""])
def test_unknown_providers_have_no_preset(address: str) -> None:
    assert preset(address) is None


@pytest.mark.parametrize("address", ["a@gmail.com", "a@icloud.com", "a@yahoo.com", "a@fastmail.com"])
def test_where_an_app_password_is_needed_it_is_said(address: str) -> None:
    known = preset(address)
    assert known is not None
    assert "app" in known.needs
    assert known.needs.endswith(".")


def test_every_preset_is_encrypted() -> None:
    assert len(_presets()) > 40
    assert all(known.security is Security.TLS and known.port == 993 for known in _presets().values())


def test_what_is_given_counts_before_the_preset() -> None:
    own = account_for("mara@gmail.com", host="localhost", security=Security.STARTTLS, user="mara")
    assert (own.host, own.port, own.security, own.user) == ("localhost", 143, Security.STARTTLS, "mara")


def test_the_preset_fills_the_rest() -> None:
    own = account_for("mara@web.de")
    assert (own.host, own.port, own.security, own.user) == ("imap.web.de", 993, Security.TLS, "mara@web.de")


def test_an_unknown_provider_needs_a_server() -> None:
    with pytest.raises(MailboxError, match=r"post\.example"):
        account_for("mara@post.example")


def test_no_encryption_stays_refused() -> None:
    with pytest.raises(Refused):
        account_for("mara@post.example", host="imap.post.example", security=Security.NONE)
