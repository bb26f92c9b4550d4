"""An address of a known provider is enough; any other needs the name of its server. Refusals are told in words."""

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboxguard.errors import MailboxError, Refused
from inboxguard.mailbox.account import Security, Trust, trust
from inboxguard.mailbox.providers import (
    SignIn,
    UserName,
    _closed,
    _presets,
    _said_anywhere,
    account_for,
    closed,
    preset,
    refusal,
    serving,
)

WHERE = Path(__file__).parents[2] / "resources" / "mailboxes"
ROWS = tomllib.loads((WHERE / "providers.toml").read_text("utf-8"))
OAUTH = {row["id"] for row in tomllib.loads((WHERE / "oauth.toml").read_text("utf-8"))["provider"]}


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("mara@gmail.com", "imap.gmail.com"),
        ("mara@GoogleMail.com", "imap.gmail.com"),
        ("mara@outlook.com", "outlook.office365.com"),
        ("mara@firm.onmicrosoft.com", "outlook.office365.com"),
        ("mara@gmx.de", "imap.gmx.net"),
        ("mara@gmx.com", "imap.gmx.com"),
        ("mara@web.de", "imap.web.de"),
        ("mara@posteo.de", "posteo.de"),
        ("mara@mailbox.org", "imap.mailbox.org"),
        ("mara@fastmail.com", "imap.fastmail.com"),
        ("mara@me.com", "imap.mail.me.com"),
        ("mara@yahoo.co.uk", "imap.mail.yahoo.com"),
        ("mara@aol.com", "imap.aol.com"),
        ("mara@zohomail.eu", "imap.zoho.eu"),
        ("mara@ya.ru", "imap.yandex.com"),
        ("mara@wanadoo.fr", "imap.orange.fr"),
        ("mara@free.fr", "imap.free.fr"),
        ("mara@libero.it", "imapmail.libero.it"),
        ("mara@email.cz", "imap.seznam.cz"),
        ("mara@t-online.de", "secureimap.t-online.de"),
    ],
)
def test_known_providers(address: str, host: str) -> None:
    known = preset(address)
    assert known is not None
    assert (known.host, known.port, known.security) == (host, 993, Security.TLS)


@pytest.mark.parametrize(
    "address",
    [
        "mara@post.example", "mara@notgmail.com", "mara@gmail.com.example", "mara@onmicrosoft.com.example",
        "mara@xonmicrosoft.com", "mara", "", "@", "mara@", "mara@mail.gmail.com",
    ],
)  # fmt: skip
def test_unknown_providers_have_no_preset(address: str) -> None:
    assert preset(address) is None


@pytest.mark.parametrize(
    "address", ["a@gmail.com", "a@icloud.com", "a@yahoo.com", "a@fastmail.com", "a@aol.com", "a@ya.ru", "a@mail.ru"]
)
def test_where_an_app_password_is_needed_it_is_said_and_where_it_is_made(address: str) -> None:
    known = preset(address)
    assert known is not None
    assert known.sign_in[0] is SignIn.APP_PASSWORD
    assert "app" in known.needs
    assert known.app_password_url.startswith("https://")


def test_microsoft_takes_no_password_at_all() -> None:
    for address in ("a@outlook.com", "a@hotmail.de", "a@msn.com", "a@firm.onmicrosoft.com"):
        known = preset(address)
        assert known is not None
        assert (known.sign_in, known.oauth) == ((SignIn.OAUTH,), "microsoft")


def test_every_preset_is_encrypted() -> None:
    assert len(_presets()) > 300
    ports = {(known.security, known.port) for known in _presets().values()}
    assert ports == {(Security.TLS, 993), (Security.STARTTLS, 143), (Security.STARTTLS, 1143)}


def test_every_preset_makes_an_account() -> None:
    for domain, known in _presets().items():
        own = account_for(f"mara.stern@{domain}")
        assert (own.host, own.port, own.security) == (known.host, known.port, known.security)
        assert trust(own) is (Trust.PIN if known.name == "Proton Mail" else Trust.SYSTEM)


def test_a_domain_is_in_one_row_and_written_as_it_is_compared() -> None:
    domains = [domain for part in ("provider", "closed") for row in ROWS[part] for domain in row["domains"]]
    assert len(domains) == len(set(domains))
    assert all(re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", domain) for domain in domains)


def test_a_row_has_no_key_that_nobody_reads() -> None:
    known = {
        "name", "domains", "host", "port", "security", "user", "sign_in", "oauth", "app_password_url",
        "imap_switch_url", "whole_host", "daily_octets", "needs", "refusals",
    }  # fmt: skip
    assert set(ROWS) == {"provider", "closed", "refusal"}
    assert all(set(row) <= known for row in ROWS["provider"])


def test_what_is_shown_are_plain_sentences_and_pages() -> None:
    presets = set(_presets().values())
    said = [one.needs for one in presets if one.needs] + [*_closed().values()]
    said += [row.sentence for one in presets for row in one.refusals] + [row.sentence for row in _said_anywhere()]
    assert len(said) > 70
    for sentence in said:
        assert sentence.endswith(".")
        assert sentence[0].isupper() or sentence.startswith(("mail", "o2", "freenet", "iCloud"))
        assert len(sentence) <= 220
    for one in presets:
        for url in (one.app_password_url, one.imap_switch_url):
            assert not url or re.fullmatch(r"https://[a-z0-9.-]+(/[A-Za-z0-9/._#-]*)?", url)


def test_browser_sign_in_names_a_section_and_the_section_is_named_only_for_it() -> None:
    presets = set(_presets().values())
    assert {one.oauth for one in presets if one.oauth} == OAUTH
    assert all((SignIn.OAUTH in one.sign_in) == bool(one.oauth) for one in presets)


def test_what_is_given_counts_before_the_preset() -> None:
    own = account_for("mara@gmail.com", host="localhost", security=Security.STARTTLS, user="mara")
    assert (own.host, own.port, own.security, own.user) == ("localhost", 143, Security.STARTTLS, "mara")
    assert account_for("mara@free.fr", user="mara.stern").user == "mara.stern"
    assert account_for("mara@post.example", host="[::1]", security=Security.NONE).host == "::1"


def test_the_preset_fills_the_rest() -> None:
    own = account_for("mara@web.de")
    assert (own.host, own.port, own.security, own.user) == ("imap.web.de", 993, Security.TLS, "mara@web.de")


@pytest.mark.parametrize("domain", ["free.fr", "icloud.com", "laposte.net", "o2.pl"])
def test_some_servers_want_what_stands_before_the_at(domain: str) -> None:
    known = preset(f"mara@{domain}")
    assert known is not None
    assert known.user is UserName.LOCAL_PART
    assert account_for(f"mara.stern@{domain}").user == "mara.stern"


def test_proton_mail_is_its_bridge_on_this_computer_with_a_pinned_certificate() -> None:
    for domain in ("proton.me", "protonmail.com", "pm.me"):
        own = account_for(f"mara@{domain}")
        assert (own.host, own.port, own.security, trust(own)) == ("127.0.0.1", 1143, Security.STARTTLS, Trust.PIN)
        known = preset(f"mara@{domain}")
        assert known is not None
        assert "run on this computer" in known.needs


def test_yahoo_has_a_second_server_that_shows_whole_folders() -> None:
    known = preset("mara@yahoo.de")
    assert known is not None
    assert known.whole_host == "export.imap.mail.yahoo.com"
    assert serving("export.imap.mail.yahoo.com") == known


def test_a_day_of_gmail_is_bounded_also_for_a_domain_of_its_own() -> None:
    known = serving("IMAP.gmail.com")
    assert known is not None
    assert known.daily_octets == 2_000_000_000
    assert known == preset("mara@gmail.com")


@pytest.mark.parametrize("host", ["", "imap.post.example", "gmail.com", "imap.gmail.com.example"])
def test_no_provider_for_other_servers(host: str) -> None:
    assert serving(host) is None


def test_an_unknown_provider_needs_a_server() -> None:
    with pytest.raises(MailboxError, match=r"post\.example"):
        account_for("mara@post.example")


def test_a_provider_without_imap_is_said_to_be_one() -> None:
    with pytest.raises(MailboxError, match="Tuta lets no mail program"):
        account_for("mara@tutanota.com")
    assert preset("mara@tuta.com") is None
    assert "import" in (closed("mara@HEY.com") or "")
    assert closed("mara@gmail.com") is closed("mara@post.example") is closed("") is None


def test_no_encryption_stays_refused() -> None:
    with pytest.raises(Refused):
        account_for("mara@post.example", host="imap.post.example", security=Security.NONE)
    with pytest.raises(Refused):
        account_for("mara@gmail.com", security=Security.NONE)


@pytest.mark.parametrize(
    ("address", "text", "words"),
    [
        ("m@gmail.com", "[ALERT] Application-specific password required: https://x.example (Failure)", "app password"),
        ("m@gmail.com", "[ALERT] Your account is not enabled for IMAP use.", "Forwarding and POP/IMAP"),
        ("m@gmail.com", "[ALERT] IMAP access is disabled for your domain.", "administrator"),
        ("m@gmail.com", "[ALERT] Please log in via your web browser: https://support.google", "browser"),
        ("m@gmail.com", "[ALERT] Too many simultaneous connections. (Failure)", "close one"),
        ("m@gmail.com", "[OVERQUOTA] Account exceeded command or bandwidth limits. (Failure)", "up to a day"),
        ("m@firm.example", "[ALERT] Application-specific password required (Failure)", "app password"),
        ("m@outlook.com", "Basic authentication is disabled.", "browser"),
        ("m@hotmail.com", "LOGIN failed.", "browser"),
        ("m@firm.example", "b'Basic Authentication Is Disabled.'", "browser"),
        ("m@firm.example", "User is authenticated but not connected.", "wait"),
        ("m@ya.ru", "[AUTHENTICATIONFAILED] LOGIN invalid credentials or IMAP is disabled sc=x", "mail.yandex.com"),
        ("m@mail.ru", "NEOBHODIM parol prilozheniya https://help.mail.ru", "external applications"),
        ("m@163.com", "LOGIN Login error or Unsafe Login. Please contact support", "authorisation code"),
        ("m@me.com", "[UNAVAILABLE] Authentication system is unavailable", "try again later"),
        ("m@yahoo.com", "[LIMIT] LOGIN Rate limit hit.", "in an hour"),
        ("m@post.example", "[LIMIT] slow down", "try again later"),
        ("m@post.example", "[INUSE] mailbox locked", "Another program"),
        ("m@post.example", "[EXPIRED] password is too old", "expired"),
        ("m@post.example", "[PRIVACYREQUIRED] no plain passwords", "unencrypted"),
    ],
)
def test_a_refusal_that_is_no_wrong_password_is_told_in_words(address: str, text: str, words: str) -> None:
    sentence = refusal(text, address)
    assert sentence is not None
    assert words in sentence


@pytest.mark.parametrize(
    ("address", "text"),
    [
        ("m@gmail.com", "[AUTHENTICATIONFAILED] Invalid credentials (Failure)"),
        ("m@post.example", "[AUTHENTICATIONFAILED] Authentication failed."),
        ("m@gmx.de", "authentication failed"),
        ("m@post.example", "LOGIN failed."),
        ("m@post.example", "wrong password"),
        ("m@post.example", ""),
    ],
)
def test_a_wrong_password_stays_one(address: str, text: str) -> None:
    assert refusal(text, address) is None


def test_the_server_tells_the_provider_of_a_domain_of_its_own() -> None:
    assert refusal("LOGIN failed.", "m@firm.example") is None
    sentence = refusal("LOGIN failed.", "m@firm.example", "outlook.office365.com")
    assert sentence is not None
    assert "browser" in sentence
    assert refusal("LOGIN failed.", "m@firm.example", "imap.firm.example") is None


def test_only_the_beginning_of_an_answer_is_looked_at() -> None:
    assert refusal("x" * 5000 + "[UNAVAILABLE]", "m@post.example") is None


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_answer_and_address_are_taken(text: str, address: str) -> None:
    sentence = refusal(text, address)
    assert sentence is None or sentence.endswith(".")
    assert preset(address) is None or "@" in address or "." in address
