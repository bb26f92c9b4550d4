"""Worlds changed to mislead: functions World -> World on the raw mail, with the truth told anew where it changes.

Each of TWISTS stands for a thing that the sharing trace's evaluation asks for; chance comes from the world's seed only.
"""

import random
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from email.utils import getaddresses
from functools import cache

from tests.worlds import making
from tests.worlds.books import Book, book
from tests.worlds.persona import slug
from tests.worlds.rewriting import arrived, fields, joined, moved, reworded, value
from tests.worlds.truth import Fate, World

SIGN_UPS = ("confirm", "confirmed", "welcome", "order", "shipped", "receipt", "registry", "co_registration")
"""Situations that show that the person gave an organisation the address."""

_OWN_SIGNALS = frozenset({"own_trace"})
_CO_REGISTRATION = frozenset({"co_registration"})
_TELLING = frozenset({"same_entity", "order_of_source", "host_domain", "statement_host"})
"""What shows the source on an address that everybody has."""
_ACCOUNT_SIGNALS = frozenset({"same_account", "same_carrier_account"})
_RELAY = "simplelogin"
_PLATFORMS = {
    "mailchimp": ("rsgsv.net", "mailchimpapp.net", "list-manage.com", "mcsv.net", "mailchimp.com"),
    "klaviyo": ("klaviyomail.com", "klclick.com", "kmail-lists.com"),
    "sendgrid": ("sendgrid.net",),
    "ses": ("amazonses.com", "awstrack.me"),
    "mailgun": ("mailgun.net", "mailgun.org"),
    "sfmc": ("xt.local", "salesforce.com"),
    "brevo": ("sender-sib.com", "sendinblue.com", "sendibt3.com"),
    "mailjet": ("mailjet.com", "mjt.lu"),
    "cleverreach": ("crsend.com", "cleverreach.com"),
    "inxmail": ("inxserver.de", "inxserver.com"),
    "activecampaign": ("acemsb1.com", "activehosted.com", "acemlnb.com"),
}
_MARKS = (
    "X-Campaign", "X-campaignid", "X-Report-Abuse", "X-MC-User", "X-Accounttype", "X-Kmail-", "X-SG-EID", "X-Entity-ID",
    "X-SES-Outgoing", "X-Mailgun-", "X-SFMC-Stack", "x-job", "x-CSA-", "X-Mailin-", "X-sib-id", "X-MJ-", "X-Client",
    "X-Mailing", "X-Customer", "X-mid", "x-virtual-mta", "X-Mailer",
)  # fmt: skip
_FEEDBACK = re.compile(r":(mc|SG|AmazonSES|sfmktgcld|Sendinblue|MJ|inxmailde|activecampaign)$")
_HEADS = ("Vel", "Tor", "Quim", "Bex", "Lun", "Zar", "Fip", "Gor", "Nyx", "Hul", "Kev", "Mop", "Dra", "Sil", "Wum")
_MIDDLES = ("ad", "ori", "ul", "e", "ima", "op", "usta", "i", "eran", "ako")
_TAILS = ("vo", "lenz", "dri", "mar", "quist", "bo", "tek", "nara", "silt", "gen")


def permuted_contacts(world: World) -> World:
    """Let everything that came from the person's own contacts come at the moment of another such mail.

    Timing then says nothing. Where a source no longer wrote before the recipient, nobody can tell it.
    """
    own = {fate.recipient for fate in world.fates if fate.relation == "own"}
    places = [number for number, mail in enumerate(world.mails) if _speaker(mail, own) is not None]
    moments = [arrived(world.mails[number]) for number in places]
    _chance(world, "permuted").shuffle(moments)
    mails = list(world.mails)
    for number, moment in zip(places, moments, strict=True):
        mails[number] = moved(mails[number], moment - arrived(mails[number]))
    return _told_anew(replace(world, mails=tuple(sorted(mails, key=arrived))))


def renamed_brands(world: World) -> World:
    """Give every organisation of the book another name and domain, in addresses, links and words alike."""
    pairs = _new_names(_book(world), _chance(world, "renamed"))
    known = re.compile(r"(?<![\w.-])(?:" + "|".join(map(re.escape, sorted(pairs, key=len, reverse=True))) + r")(?!\w)")
    # In hosts and in what a relay makes of an address: news.shop.example, news_at_shop_example_5f.
    inside = {old: new for old, new in pairs.items() if old == old.lower()}
    hosts = re.compile(r"(?<=[.@=/])(?:" + "|".join(map(re.escape, sorted(inside, key=len, reverse=True))) + r")(?!\w)")
    lined = {old.replace(".", "_"): new.replace(".", "_") for old, new in inside.items() if "." in old}
    relayed = re.compile(r"(?<=_)(?:" + "|".join(map(re.escape, lined)) + r")(?=_)")

    def change(words: str) -> str:
        anew = hosts.sub(lambda found: inside[found[0]], known.sub(lambda found: pairs[found[0]], words))
        return relayed.sub(lambda found: lined[found[0]], anew)

    def domain(one: str) -> str:
        return pairs.get(one, one)

    fates = [
        replace(fate, recipient=domain(fate.recipient), source=domain(fate.source) if fate.source else None)
        for fate in world.fates
    ]
    return replace(
        world,
        mails=tuple(reworded(mail, change) for mail in world.mails),
        me=tuple(change(address) for address in world.me),
        fates=tuple(sorted(fates, key=lambda fate: fate.recipient)),
        said=tuple((change(address), domain(who), only) for address, who, only in world.said),
        groups=tuple(frozenset(domain(one) for one in group) for group in world.groups),
    )


def stripped_tags(world: World) -> World:
    """Take every plus tag off the person's addresses, as shops and forwarders do: no tag says anything any more."""
    shapes = [
        rf"(?<![\w.+])({re.escape(local)})\+[\w.-]+(?=[@=]{re.escape(host)})"
        for local, _, host in (address.partition("@") for address in world.me)
        if local and "+" not in local
    ]
    tagged = re.compile("|".join(shapes))
    if not shapes or not any(tagged.search(mail.decode("latin-1")) for mail in world.mails):
        return world

    def change(words: str) -> str:
        return tagged.sub(lambda found: next(group for group in found.groups() if group), words)

    fates = [_without_tag(fate) if fate.route == "named_alias" else fate for fate in world.fates]
    said = tuple(one for one in world.said if "+" not in one[0])
    mails = tuple(reworded(mail, change) for mail in world.mails)
    return replace(world, mails=mails, fates=tuple(fates), said=said)


def without_half_of_sign_ups(world: World) -> World:
    """Throw away every second mail that shows a sign-up or an order."""
    chance = _chance(world, "sign-ups")
    kept = [mail for mail in world.mails if sign_up(mail, world) is None or chance.random() < 0.5]
    return _told_anew(replace(world, mails=tuple(kept)))


def forged_headers(world: World) -> World:
    """Let every third sender write fields to deceive below those of the own server.

    Account ids are those of another sender of this mailbox, addresses are others of the person's.
    """
    chance = _chance(world, "forged")
    addresses = sorted({where for mail in world.mails if (where := _delivered(mail))})
    blocks = [block for mail in world.mails if (block := _platform_block(mail))]
    speakers = sorted({fate.recipient for fate in world.fates})
    liars = {who for who in speakers if chance.random() < 1 / 3}
    mails = []
    for mail in world.mails:
        if _speaker(mail, liars) is None or _RELAY in value(mail, "Received"):
            mails.append(mail)
            continue
        lies = [("Delivered-To", chance.choice(addresses)), ("X-Original-To", chance.choice(addresses))]
        lies += [("X-SimpleLogin-Envelope-To", chance.choice(addresses))] if chance.random() < 0.3 else []
        lies += chance.choice(blocks) if blocks else []
        head, rest = fields(mail)
        place = next(number for number, (name, _) in enumerate(head) if name == "From")
        mails.append(joined([*head[:place], *lies, *head[place:]], rest))
    return replace(world, mails=tuple(mails))


def unseen_platform(world: World) -> World:
    """Send everything through platforms that no table knows: other hosts, other fields, the same shapes."""
    hosts = {host: f"{name[::-1]}post.example" for name, some in _PLATFORMS.items() for host in some}
    known = re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, hosts)) + r")(?![\w-])")

    def change(words: str) -> str:
        return known.sub(lambda found: hosts[found[0]], words).replace("geopod-ismtpd", "knot")

    mails = []
    for mail in world.mails:
        head, rest = fields(reworded(mail, change))
        anew = [(_unmarked(name), _FEEDBACK.sub(":knot7", text)) for name, text in head]
        mails.append(joined(anew, rest))
    fates = [replace(fate, emitted=_less(fate.emitted, _ACCOUNT_SIGNALS)) for fate in world.fates]
    return replace(world, mails=tuple(mails), fates=tuple(fates))


def in_language(world: World, code: str) -> World:
    """Return the same world as the book tells it in another language: same firms, same moments, other words.

    Only for worlds of `making.world` and `making.only` as they came from there; raises ValueError for others.
    """
    told, mix, seed = _named(world)
    spoken = replace(told, language_weights={code: 1.0})
    if mix in making.MIXES:
        return making.world(spoken, seed, mix)
    return making.only(spoken, seed, *mix.split("+"))


def in_another_language(world: World) -> World:
    """Return the same world in a language of the book that it does not speak."""
    spoken = {fate.language for fate in world.fates}
    others = sorted(set(_book(world).languages) - spoken) or ["en"]
    return in_language(world, _chance(world, "language").choice(others))


TWISTS: Mapping[str, Callable[[World], World]] = {
    "permuted contacts": permuted_contacts,
    "renamed brands": renamed_brands,
    "stripped tags": stripped_tags,
    "half of the sign-ups deleted": without_half_of_sign_ups,
    "forged headers": forged_headers,
    "unseen platform": unseen_platform,
    "another language": in_another_language,
}
"""By name, as the benchmark prints them."""


def sign_up(mail: bytes, world: World) -> str | None:
    """Return which of SIGN_UPS a mail is, by its subject; None for any other mail."""
    subject = value(mail, "Subject")
    return next((what for what, shape in _shapes(world.name.partition("-")[0]) if shape.fullmatch(subject)), None)


@cache
def _shapes(name: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (situation, re.compile(re.sub(r"\\\{\w+\\\}", ".+", re.escape(" ".join(mail.subject.split())))))
        for language in book(name).languages.values()
        for situation in SIGN_UPS
        for mail in language.mails.get(situation, ())
    )


def _told_anew(world: World) -> World:
    """Return the world with fates that fit what its mail still shows."""
    first: dict[tuple[str, str], int] = {}
    shown: set[tuple[str, str]] = set()
    for number, mail in enumerate(world.mails):
        who = _speaker(mail)
        if who is None:
            continue
        first.setdefault((who, _delivered(mail)), number)
        if (what := sign_up(mail, world)) is not None:
            shown.add((who, what))
    return replace(world, fates=tuple(_fits(fate, first, shown) for fate in world.fates))


def _fits(fate: Fate, first: Mapping[tuple[str, str], int], shown: set[tuple[str, str]]) -> Fate:
    """Return a fate as the mail shows it: first mails by (organisation, address), and who showed which sign-up."""
    emitted, sure = fate.emitted, fate.source_sure
    if not any(who == fate.recipient for who, _ in shown):
        sure = sure and not ("alias_reused" in fate.confounders and "own_trace" in emitted)
        emitted = _less(emitted, _OWN_SIGNALS)
    if "co_registration" in emitted and (fate.source, "co_registration") not in shown:
        sure = sure and fate.route != "circumstantial"
        emitted = _less(emitted, _CO_REGISTRATION)
    if fate.source is not None:
        # Some mail of the source lies before the recipient's first, at the same address unless the recipient names it.
        began = [(at, number) for (who, at), number in first.items() if who == fate.recipient]
        held = [(at, number) for (who, at), number in first.items() if who == fate.source]
        anywhere = fate.route == "statement" or "host_domain" in emitted
        told = any(
            before < number and (anywhere or at == where) for where, before in held for at, number in began
        )
        sure = sure and (told or (not began and bool(held)))
    return replace(fate, emitted=emitted, source_sure=sure)


def _without_tag(fate: Fate) -> Fate:
    emitted = _less(fate.emitted, frozenset({"named_alias", "plus_tag"}))
    if any(signal.startswith("statement_") and signal != "statement_generic" for signal in emitted):
        return replace(fate, route="statement", emitted=emitted)
    sure = fate.source is None or bool(_TELLING & set(emitted))
    return replace(fate, route="circumstantial", emitted=emitted, source_sure=fate.source_sure and sure)


def _less(emitted: tuple[str, ...], gone: frozenset[str]) -> tuple[str, ...]:
    return tuple(signal for signal in emitted if signal not in gone)


def _speaker(mail: bytes, among: set[str] | None = None) -> str | None:
    """Return the organisational domain in From (that of the relay's copy where it came through one)."""
    if "Sent" in value(mail, "X-Gmail-Labels"):
        return None
    written = value(mail, "X-SimpleLogin-Original-From") or value(mail, "From")
    address = getaddresses([written])[0][1]
    domain = ".".join(address.rpartition("@")[2].lower().split(".")[-2:])
    return domain if domain and (among is None or domain in among) else None


def _delivered(mail: bytes) -> str:
    """Return the address that the own server, or the relay, says it was for."""
    for name in ("X-SimpleLogin-Envelope-To", "X-Original-To", "Envelope-to", "Delivered-To"):
        if told := value(mail, name):
            return told.lower()
    return ""


def _platform_block(mail: bytes) -> list[tuple[str, str]]:
    head, _ = fields(mail)
    return [(name, text) for name, text in head if name.startswith(_MARKS) or name == "Feedback-ID"]


def _unmarked(name: str) -> str:
    if not name.startswith(_MARKS) or name == "X-Mailer":
        return name
    return f"X-Knot-{sum(map(ord, name)) % 97}"


def _new_names(told: Book, chance: random.Random) -> dict[str, str]:
    """Return old -> new for the names, entities, domains and address forms of every organisation of a book."""
    pairs: dict[str, str] = {}
    taken: set[str] = set()
    for one in told.organisations:
        name = ""
        while not name or name in taken:
            name = chance.choice(_HEADS) + chance.choice(_MIDDLES) + chance.choice(_TAILS)
        taken.add(name)
        pairs[one.domain] = f"{name.lower()}{chance.choice(('', '-shop', 'online'))}.example"
        pairs[one.name] = name
        pairs.setdefault(slug(one.name), slug(name))
        pairs.setdefault(one.domain.partition(".")[0], name.lower())
    return pairs


def _book(world: World) -> Book:
    return book(world.name.partition("-")[0])


def _named(world: World) -> tuple[Book, str, int]:
    """Return book, mix and seed, which stand in a world's name."""
    name, _, rest = world.name.partition("-")
    mix, _, seed = rest.rpartition("-")
    if not seed.isdigit() or int(seed) != world.seed:
        raise ValueError(f"{world.name}: not a world that can be told again")
    return book(name), mix, world.seed


def _chance(world: World, what: str) -> random.Random:
    return random.Random(f"{world.name}/{what}")
