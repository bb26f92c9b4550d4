"""What is known of mail providers, so that an address is mostly all a person has to type."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from inboxguard import resources
from inboxguard.errors import MailboxError
from inboxguard.mailbox.account import Account, Security, default_port, without_brackets

_LONGEST_ANSWER = 2000


class SignIn(StrEnum):
    """How a provider lets a mail program in."""

    PASSWORD = "password"  # noqa: S105 - the name of a way, no password
    APP_PASSWORD = "app_password"  # noqa: S105 - the name of a way, no password
    OAUTH = "oauth"


class UserName(StrEnum):
    """What a server wants as user name: the whole address, or what stands before its @."""

    ADDRESS = "address"
    LOCAL_PART = "local_part"


@dataclass(frozen=True, slots=True)
class Refusal:
    """What a server says at sign-in that is no wrong password, and the sentence that tells what to do."""

    match: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Preset:
    """How a provider is reached, and one sentence on what it wants from the person ("" = nothing special).

    `sign_in` is in order of preference. `oauth` is the section of oauth.toml; the URLs are the provider's pages where
    an app password is made and IMAP is switched on; `whole_host` is a second server that shows whole folders where
    the usual one shows only their newest messages ("" = none of these). `daily_octets` bounds what a day may fetch.
    """

    name: str
    host: str
    port: int
    security: Security
    needs: str
    sign_in: tuple[SignIn, ...] = (SignIn.PASSWORD,)
    user: UserName = UserName.ADDRESS
    oauth: str = ""
    app_password_url: str = ""
    imap_switch_url: str = ""
    whole_host: str = ""
    daily_octets: int | None = None
    refusals: tuple[Refusal, ...] = ()


@cache
def _data() -> Mapping[str, Any]:
    return tomllib.loads(resources.read("mailboxes/providers.toml"))


def _refusals(rows: list[dict[str, str]]) -> tuple[Refusal, ...]:
    return tuple(Refusal(row["match"].casefold(), row["sentence"]) for row in rows)


def _preset(row: Mapping[str, Any]) -> Preset:
    security = Security(row.get("security", "tls"))
    return Preset(
        name=row["name"],
        host=row["host"],
        port=row.get("port", default_port(security)),
        security=security,
        needs=row.get("needs", ""),
        sign_in=tuple(SignIn(way) for way in row.get("sign_in", ["password"])),
        user=UserName(row.get("user", "address")),
        oauth=row.get("oauth", ""),
        app_password_url=row.get("app_password_url", ""),
        imap_switch_url=row.get("imap_switch_url", ""),
        whole_host=row.get("whole_host", ""),
        daily_octets=row.get("daily_octets"),
        refusals=_refusals(row.get("refusals", [])),
    )


@cache
def _presets() -> dict[str, Preset]:
    """The presets by domain."""
    known: dict[str, Preset] = {}
    for row in _data()["provider"]:
        known.update(dict.fromkeys(row["domains"], _preset(row)))
    return known


@cache
def _servers() -> dict[str, Preset]:
    """The presets by server; where several share one, the first counts."""
    known: dict[str, Preset] = {}
    for one in _presets().values():
        for host in (one.host, one.whole_host):
            known.setdefault(host, one)
    return known


@cache
def _closed() -> dict[str, str]:
    return {domain: row["sentence"] for row in _data()["closed"] for domain in row["domains"]}


@cache
def _said_anywhere() -> tuple[Refusal, ...]:
    return _refusals(_data()["refusal"])


def _domain(address: str) -> str:
    return address.rpartition("@")[2].strip().casefold()


def preset(address: str) -> Preset | None:
    """Return how the provider of `address` is reached, None where it is not a known one."""
    domain = _domain(address)
    # Every organisation has a domain of its own below this one, and no other suffix is handed out so.
    return _presets().get("onmicrosoft.com" if domain.endswith(".onmicrosoft.com") else domain)


def serving(host: str) -> Preset | None:
    """Return the provider whose IMAP server `host` is, also for addresses with a domain of their own, else None."""
    return _servers().get(host.strip().casefold()) if host else None


def closed(address: str) -> str | None:
    """Return why the provider of `address` can be read by no mail program, as a sentence; None where it can or may."""
    return _closed().get(_domain(address))


def refusal(text: str, address: str, host: str = "") -> str | None:
    """Return what to do about the refusal `text` of a sign-in, None where it may well be a wrong password.

    What the provider of `address` is known to say counts before what servers say anywhere; `host`, the server that
    said it, tells the provider of an address with a domain of its own.
    """
    said = text[:_LONGEST_ANSWER].casefold()
    known = preset(address) or serving(host)
    for one in (*(known.refusals if known else ()), *_said_anywhere()):
        if one.match in said:
            return one.sentence
    return None


def account_for(
    address: str,
    host: str | None = None,
    port: int | None = None,
    security: Security | None = None,
    user: str | None = None,
    ca_file: str | None = None,
) -> Account:
    """Return the account of `address`: what is given counts, the provider's preset fills the rest.

    Raises MailboxError where the server is neither given nor known, and whatever Account refuses.
    """
    known = preset(address) if host is None else None
    if host is None and known is None:
        raise MailboxError(
            closed(address)
            or f"inboxguard does not know the mail server of {address.rpartition('@')[2] or 'this address'}; "
            "give its name, as your provider's help pages tell it for IMAP."
        )
    chosen = security or (known.security if known else Security.TLS)
    if known and port is None and chosen is known.security:
        port = known.port
    short = known is not None and known.user is UserName.LOCAL_PART
    return Account(
        address=address,
        host=without_brackets(host or (known.host if known else "")),
        port=default_port(chosen) if port is None else port,
        security=chosen,
        user=user or (address.rpartition("@")[0] if short else address),
        ca_file=ca_file,
    )
