"""Who writes in the stories: brands, platforms, lists, friends and the person the mailbox belongs to."""

import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Platform:
    """A mail platform that carries mail for brands."""

    id: str
    domain: str
    selector: str
    network: str


@dataclass(frozen=True)
class Brand:
    """An organisation that writes, as it shows itself in its mail."""

    id: str
    name: str
    domain: str
    route: str = "one_click"
    platform: str | None = None
    account: str = ""
    news: str = "news"
    service: str = "service"
    news_host: str = ""
    colour: str = "#335"
    form: str = "both"
    policy: str = "quarantine"
    selector: str = "k1"
    list_name: str = ""
    legal: dict[str, str] = field(default_factory=dict)
    reason: dict[str, str] = field(default_factory=dict)
    products: dict[str, list[str]] = field(default_factory=dict)

    def legal_lines(self, language: str) -> str:
        return self.legal.get(language) or self.legal.get("en") or self.legal["de"]

    @property
    def network(self) -> str:
        return "203.0.113"


@dataclass(frozen=True)
class Friend:
    """A person who writes by hand."""

    id: str
    name: str
    address: str
    agent: str = "Thunderbird"
    sign: str = ""


@dataclass(frozen=True)
class MailingList:
    """A discussion list run by a list manager."""

    id: str
    name: str
    address: str
    description: str
    munges: bool = False

    @property
    def local(self) -> str:
        return self.address.partition("@")[0]

    @property
    def host(self) -> str:
        return self.address.partition("@")[2]


@dataclass(frozen=True)
class Owner:
    """The person whose mailbox it is, with every address they gave out."""

    name: str
    mailbox: str
    addresses: dict[str, str]
    languages: list[str]

    @property
    def first(self) -> str:
        return self.name.split()[0]


@cache
def _table(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))


def brand(id_: str) -> Brand:
    return Brand(id=id_, **_table("brands")[id_])


def platform(id_: str) -> Platform:
    return Platform(id=id_, **_table("people")["platform"][id_])


def friend(id_: str) -> Friend:
    return Friend(id=id_, **_table("people")["friend"][id_])


def mailing_list(id_: str) -> MailingList:
    return MailingList(id=id_, **_table("people")["list"][id_])


def owner(story: str) -> Owner:
    return Owner(**_table("people")["owner"][story])


def truths(story: str) -> dict[str, Any]:
    """What is known to be true of the story, as written down by its author."""
    return _table(f"truth_{story}")
