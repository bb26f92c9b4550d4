"""Who speaks in a mail, and by which machines it came: everything the envelope and the signatures need."""

from dataclasses import dataclass
from email.utils import parseaddr

from .people import Brand, MailingList, brand, friend, mailing_list, owner, platform
from .seeds import number, token
from .texts import Entry

OUTCOMES = {
    "pass": ("pass", "pass", "pass"),
    "none": ("none", "none", "none"),
    "fail": ("none", "fail", "fail"),
    "softfail": ("none", "softfail", "fail"),
    "platform": ("pass", "pass", "none"),
    "list": ("pass", "pass", "fail"),
}


@dataclass(frozen=True)
class Voice:
    """The author of a mail and the way it took."""

    name: str
    address: str
    return_path: str
    host: str
    ip: str
    signers: tuple[tuple[str, str], ...]
    outcome: str = "pass"
    policy: str = "quarantine"
    brand: Brand | None = None
    list: MailingList | None = None

    @property
    def domain(self) -> str:
        return self.address.rpartition("@")[2]

    @property
    def platform_domain(self) -> str | None:
        return platform(self.brand.platform).domain if self.brand and self.brand.platform else None


def _ip(network: str, host: str) -> str:
    return f"{network}.{2 + number(250, 'ip', host)}"


def recipient(entry: Entry) -> str:
    """The address of the person that the mail was delivered to."""
    who = owner(entry.story)
    return who.addresses[entry.option("to", "main")]


def _brand_voice(entry: Entry) -> Voice:
    b = brand(entry.option("org"))
    bulk = entry.kind == "marketing"
    local = entry.option("local") or (b.news if bulk else b.service)
    host = (b.news_host or b.domain) if bulk else b.domain
    name = entry.option("display") or b.name
    address = f"{local}@{host}"
    verp = recipient(entry).replace("@", "=")
    ref = token(12, entry.story, entry.key, "bounce")
    if bulk and b.platform:
        p = platform(b.platform)
        out = f"o{1 + number(40, b.id, 'out')}.{p.domain}"
        signers = ((b.domain, b.selector), (p.domain, p.selector))
        return_path = f"bounces+{b.account}-{ref}-{verp}@bounce.{p.domain}"
        return Voice(name, address, return_path, out, _ip(p.network, out), signers, "pass", b.policy, b)
    out = f"mail.{b.domain}"
    return_path = f"bounce-{ref}-{verp}@mail.{b.domain}" if bulk else f"bounce@{b.domain}"
    return Voice(name, address, return_path, out, _ip(b.network, out), ((b.domain, b.selector),), "pass", b.policy, b)


def _list_voice(entry: Entry) -> Voice:
    lists, f = mailing_list(entry.option("list")), friend(entry.option("from"))
    out = f"{lists.host}"
    name, address = (f"{f.name} via {lists.name}", lists.address) if lists.munges else (f.name, f.address)
    return_path = f"{lists.local}-bounces+{recipient(entry).replace('@', '=')}@{lists.host}"
    outcome = "pass" if lists.munges else "list"
    signers = ((lists.host, "lists2024"),)
    return Voice(name, address, return_path, out, _ip("198.51.100", out), signers, outcome, "none", list=lists)


def _stray_voice(entry: Entry) -> Voice:
    name, address = parseaddr(entry.option("sender"))
    outcome = entry.option("auth", "none")
    ref = token(10, entry.key, "stray")
    if outcome == "platform":
        p = platform(entry.option("via"))
        out = f"o{1 + number(40, entry.key)}.{p.domain}"
        return_path = f"bounces+{token(4, address)}-{ref}@bounce.{p.domain}"
        return Voice(name, address, return_path, out, _ip(p.network, out), ((p.domain, p.selector),), outcome)
    domain = address.rpartition("@")[2]
    out = f"host-{token(6, entry.key)}.pool.example"
    return_path = entry.option("envelope", f"{ref}@{domain}")
    signers = ((domain, "s1"),) if outcome == "pass" else ()
    policy = entry.option("policy", "none")
    return Voice(name, address, return_path, out, _ip("198.51.100", out), signers, outcome, policy)


def voice(entry: Entry) -> Voice:
    """The voice of a mail: the person, a brand, a member of a list, a friend or a stray sender."""
    if entry.outgoing:
        who = owner(entry.story)
        return Voice(who.name, recipient(entry), "", "", "", ())
    if entry.option("org"):
        return _brand_voice(entry)
    if entry.option("list"):
        return _list_voice(entry)
    if entry.option("sender"):
        return _stray_voice(entry)
    f = friend(entry.option("from"))
    domain = f.address.rpartition("@")[2]
    out = f"out{1 + number(8, f.id)}.{domain}"
    return Voice(f.name, f.address, f.address, out, _ip("192.0.2", out), ((domain, "mail"),), "pass", "none")
