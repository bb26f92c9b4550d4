"""An invented mailbox in which everything occurs that an analysis looks at, and what its person did.

Adverts, receipts, sign-ups, letters, unsubscribe mail in Sent, reports of failed delivery and answers to letters, at
one main address, tagged ones and aliases that several senders share; a marked theme, a sender that was set aside,
letters of the ledger, clicks and addresses that were given to one sender only. The same each time for the same numbers.
"""

import hashlib
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from inboxguard.facts.message import Place, RawMessage, Shelf
from inboxguard.facts.parsing import read
from inboxguard.requests.request import Draft, Request, RequestKind
from inboxguard.senders.sender import SenderId
from inboxguard.store import decisions, messages, unsubscribing
from inboxguard.store.database import open_database

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
MAIN = "anna@post.example"
SERVER = "mx.post.example"
THEME = "baby"
BATCH = 500
_LATELY = 5_000
"""Minutes within which new mail came."""

_TEXT = """
the new season is here and your order can be delivered on any day you like with free shipping for members until
sunday our shop in the old town has lamps chairs tea and books at low prices read more about how we work view in
browser manage your preferences save 20 % off the autumn sale 7 of 9 shipped
"""
_WORDS = tuple(_TEXT.split())
_THEMED = ("the baby shower", "newborn essentials", "nursing pillows and a bedside crib", "for the new baby")
_ORIGINS = (
    "You receive this mail because you are a customer of {other}.",
    "Your address was passed on to us by our partner {other}.",
    "You receive this newsletter because you signed up at {brand}.",
    "We never share your address with anybody.",
)
_CONFIRM = "Please confirm your subscription to our newsletter. Confirm here."
_OBJECTIONS = (RequestKind.OBJECTION, RequestKind.ERASURE, RequestKind.WHERE_FROM, RequestKind.ACCESS)


@dataclass(frozen=True, slots=True)
class Letter:
    """One message that is to be written; `sender` and `to` are addresses, `text` is the whole body."""

    sender: str
    name: str
    to: str
    subject: str
    at: datetime
    text: str
    fields: str = ""
    html: bool = False
    shelf: Shelf = Shelf.PLAIN


class Town:
    """Everybody who writes to the person; where any of it is asked for twice it is the same."""

    def __init__(self, number: int, senders: int, seed: int = 5) -> None:
        """Take how many messages of how many senders there are, about."""
        self.number, self.senders, self._seed = number, senders, seed
        chance = random.Random(seed)
        words = ("kestrel", "otter", "heron")
        aliases = [f"{chance.choice(words)}-{chance.randbytes(4).hex()}@post.example" for _ in range(senders // 5)]
        self.places = [self._given(one, aliases, chance) for one in range(senders)]
        self.begun = [chance.randrange(300_000, 5_000_000) for _ in range(senders)]
        """Minutes before now at which each sender began to write."""

    def _given(self, one: int, aliases: list[str], chance: random.Random) -> tuple[str, ...]:
        kind = chance.random()
        if kind < 0.6:
            return (MAIN,)
        if kind < 0.75:
            return (f"anna+shop{one - one % 2}@post.example",)
        return (chance.choice(aliases),) if kind < 0.97 else (MAIN, chance.choice(aliases))

    def mail(self) -> Iterator[RawMessage]:
        """Yield the mail, that of each sender's beginning first."""
        chance = random.Random(self._seed)
        for one, letter in enumerate(self._letters(chance)):
            yield raw(letter, one, chance)

    def news(self, number: int, seed: int) -> Iterator[RawMessage]:
        """Yield so much other mail of the last days, as it comes in afterwards; other mail for another seed."""
        chance = random.Random(f"{self._seed} {seed}")
        for one in range(number):
            yield raw(self._later(chance, _LATELY), self.number + seed * number + one, chance)

    def _letters(self, chance: random.Random) -> Iterator[Letter]:
        left = self.number
        for shop in range(self.senders):
            for letter in self._beginning(shop, chance):
                yield letter
                left -= 1
        for _ in range(left):
            yield self._later(chance, 0)

    def _beginning(self, shop: int, chance: random.Random) -> Iterator[Letter]:
        """Yield how a sender began, and the person's wish to be left alone where they sent one."""
        domain, brand, to = f"shop{shop}.example", f"Shop{shop} House", self.places[shop][0]
        at = NOW - timedelta(minutes=self.begun[shop])
        if shop % 5 < 2:
            yield Letter(f"news@mail.{domain}", brand, to, "Please confirm your subscription", at, _CONFIRM)
        else:
            yield self._advert(shop, at, chance)
        if shop % 12 == 0:
            leaving = NOW - timedelta(minutes=self.begun[shop] * 2 // 3)
            yield Letter(to, "Anna", f"u{shop}@{domain}", "unsubscribe", leaving, "unsubscribe", shelf=Shelf.SENT)
            if shop % 60 == 0:
                daemon, text = f"mailer-daemon@{SERVER}", f"The mail to u{shop}@{domain} could not be delivered."
                later = leaving + timedelta(hours=2)
                yield Letter(daemon, "Mail Delivery System", to, "Undelivered Mail", later, text)

    def _later(self, chance: random.Random, within: int) -> Letter:
        """Return one more mail of anybody; with `within` one of so many last minutes."""
        shop = int(self.senders * chance.random() ** 2)  # a few write daily, most now and then
        at = NOW - timedelta(minutes=chance.randrange(within or self.begun[shop]))
        domain, brand, to = f"shop{shop}.example", f"Shop{shop} House", chance.choice(self.places[shop])
        kind = chance.choices(("advert", "receipt", "letter", "wrote", "answer"), (60, 20, 15, 4, 1))[0]
        person = f"paul@people{chance.randrange(40)}.example"
        subject, text = " ".join(chance.choices(_WORDS, k=6)), " ".join(chance.choices(_WORDS, k=200))
        if kind == "advert":
            return self._advert(shop, at, chance)
        if kind == "receipt" and shop % 10 < 3:
            number = chance.randrange(10**9)
            foot = f"\r\n{brand} Ltd, {shop} Mill Lane, VAT GB{100000000 + shop // 2}."
            subject = f"Your order {number} at {brand} is confirmed"
            return Letter(f"orders@mail.{domain}", brand, to, subject, at, text + foot)
        if kind == "wrote":
            return Letter(MAIN, "Anna", person, subject, at, text, shelf=Shelf.SENT)
        if kind == "answer":
            shop -= (shop - 2) % 50
            subject = f"Re: Your request {_reference(shop)}"
            return Letter(f"privacy@shop{shop}.example", f"Shop{shop} House", self.places[shop][0], subject, at, text)
        return Letter(person, "Paul", MAIN, subject, at, text)

    def _advert(self, shop: int, at: datetime, chance: random.Random) -> Letter:
        domain, brand, to = f"shop{shop}.example", f"Shop{shop} House", chance.choice(self.places[shop])
        token = chance.randbytes(18).hex()
        words = chance.choices(_WORDS, k=400)
        subject = " ".join(chance.choices(_WORDS, k=6))
        if chance.random() < (0.5 if shop % 100 == 7 else 0.02):
            words.insert(150, chance.choice(_THEMED))
            subject += f" {chance.choice(_THEMED)}" if chance.random() < 0.5 else ""
        origin = chance.choice(_ORIGINS).format(other=f"Shop{(shop * 7 + 3) % self.senders} House", brand=brand)
        links = "".join(f'<a href="https://{domain}/{token}/{place}">Lamp {place}</a> ' for place in range(20))
        foot = (
            f"{origin if shop % 5 == 0 else ''} {brand} Ltd, {shop} Mill Lane, VAT GB{100000000 + shop // 2}. "
            f'<a href="https://{domain}/u/{token}">Unsubscribe</a>'
        )
        out = f"List-Unsubscribe: <https://{domain}/u/{token}>, <mailto:u{shop}@{domain}>\r\n"
        out += f"List-Id: <news.{domain}>\r\n"
        body = f"<html><body><p>{' '.join(words)}</p>{links}<p>{foot}</p></body></html>"
        return Letter(f"news@mail.{domain}", brand, to, subject, at, body, out, html=True)


def raw(letter: Letter, number: int, chance: random.Random) -> RawMessage:
    """Return a letter as the mailbox hands it out."""
    domain = letter.sender.rpartition("@")[2]
    date, token = f"{letter.at:%a, %d %b %Y %H:%M:%S} +0000", chance.randbytes(12).hex()
    came = (
        f"Return-Path: <{letter.sender}>\r\nDelivered-To: {letter.to}\r\n"
        f"Received: from out.{domain} (out.{domain} [192.0.2.7]) by {SERVER} with ESMTPS id {token}\r\n"
        f" for <{letter.to}>; {date}\r\n"
        f"Authentication-Results: {SERVER}; dkim=pass (2048 bit) header.d={domain};\r\n"
        f" dmarc=pass header.from={domain}\r\n"
    )
    head = (
        f"{came if letter.shelf is not Shelf.SENT else ''}From: {letter.name} <{letter.sender}>\r\nTo: {letter.to}\r\n"
        f"Subject: {letter.subject}\r\nDate: {date}\r\nMessage-ID: <{token}@{domain}>\r\n{letter.fields}"
        f"Content-Type: text/{'html' if letter.html else 'plain'}; charset=utf-8"
    )
    folder = "sent.mbox" if letter.shelf is Shelf.SENT else "town.mbox"
    digest = hashlib.sha256(head.encode()).hexdigest()
    place = Place("import", folder, 0, number)
    return RawMessage(place, letter.at, head.encode(), letter.text.encode(), sha256=digest, shelf=letter.shelf)


def fill(home: Path, number: int, senders: int) -> None:
    """Store the mail of a town in `home`, and what its person did."""
    town = Town(number, senders)
    store(home, town.mail())
    db = open_database(home)
    decisions.set_own(db, [MAIN, "@post.example"], [SERVER], told=True)
    for name, value in (("country", "DE"), ("timezone", "Europe/Berlin"), ("languages", "en")):
        decisions.set_setting(db, name, value)
    decisions.mark_theme(db, THEME, NOW)
    decisions.shelve(db, "shop7.example", "aside", NOW)
    for shop in range(1, senders, 25):
        domain, to = f"shop{shop}.example", town.places[shop][0]
        clicked = unsubscribing.Record("one_click", domain, address=to, lists=(f"news.{domain}",))
        unsubscribing.add(db, domain, clicked, NOW - timedelta(minutes=town.begun[shop] // 2))
    for shop in range(2, senders, 50):
        one = _request(shop, town.places[shop][0], NOW - timedelta(minutes=town.begun[shop] // 3))
        decisions.add_request(db, one)
        if shop % 4:
            decisions.add_event(db, one.id, "sent", one.created + timedelta(hours=1), None)
    for shop in range(3, senders, 100):
        if town.places[shop][0] != MAIN:
            decisions.give(db, town.places[shop][0], f"shop{shop}.example", True, NOW)
    db.close()


def store(home: Path, mail: Iterator[RawMessage]) -> None:
    """Store mail in `home`."""
    db = open_database(home)
    rows = []
    for one in mail:
        rows.append(messages.row(read(one)))
        if len(rows) == BATCH:
            messages.add(db, rows)
            rows.clear()
    messages.add(db, rows)
    db.close()


def _reference(shop: int) -> str:
    return f"2026-K{shop:06d}"


def _request(shop: int, to: str, at: datetime) -> Request:
    number, domain = _reference(shop), f"shop{shop}.example"
    kind = _OBJECTIONS[shop // 50 % len(_OBJECTIONS)]
    draft = Draft(f"privacy@{domain}", to, f"My data, {number}", f"Please answer. Reference {number}.")
    return Request(number, kind, SenderId(domain), "gdpr", "en", draft, (), number, at)
