"""A town in the making: the organisations of one world, the letters they will write, and the truth about them."""

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.worlds.books import Book, Organisation
from tests.worlds.letters import Account, Letter
from tests.worlds.persona import Persona, persona
from tests.worlds.truth import Fate

BEGINNING = datetime(2025, 1, 6, 6, tzinfo=UTC)
TRANSACTIONAL = "postmark"
"""The style in which many brands send what is not bulk."""


class Town:
    """Everything that is known of one world while it is made; chance comes from its seed only."""

    def __init__(self, book: Book, seed: int, habit: str | None = None) -> None:
        """Draw the person, the language and the time."""
        self.book = book
        self.seed = seed
        self.random = random.Random(f"{book.name}/{seed}")
        self.person: Persona = persona(book, random.Random(f"{book.name}/{seed}/person"), habit)
        self.language = self._drawn(book.language_weights)
        self.begins = BEGINNING + timedelta(days=self.random.randrange(150))
        self.weeks = int(book.mail["weeks"])
        self.letters: list[Letter] = []
        self.fates: dict[str, Fate] = {}
        self.said: list[tuple[str, str, bool]] = []
        self.breaches: list[tuple[str, str, str]] = []
        self.accounts: dict[str, Account] = {}
        self._left = list(book.organisations)
        self.random.shuffle(self._left)

    # time

    def on(self, share: float) -> datetime:
        """Return a moment at about this share of the mailbox's time."""
        return self.near(self.begins + timedelta(weeks=self.weeks * share))

    def near(self, moment: datetime) -> datetime:
        """Return a moment of the same day at some hour."""
        return moment.replace(hour=self.random.randint(6, 20), minute=self.random.randrange(60), second=11)

    @property
    def ends(self) -> datetime:
        """Return when the mailbox was saved."""
        return self.begins + timedelta(weeks=self.weeks)

    # organisations

    def draw(self, sort: str = "brand", trade: str | None = None, grouped: bool | None = False) -> Organisation:
        """Return an organisation that this world does not have yet; raises LookupError when the book has no more.

        `grouped`: whether it must (not) belong to a company group; None: either.
        """
        for one in self._left:
            if one.sort == sort and trade in (None, one.trade) and grouped in (None, one.group is not None):
                self._left.remove(one)
                return one
        raise LookupError(f"{self.book.name} has no more of {sort} {trade or ''}")

    def sisters(self) -> tuple[Organisation, Organisation]:
        """Return two brands of one company group."""
        for first in self._left:
            for second in self._left:
                if first.group is not None and first.group == second.group and first is not second:
                    self._left.remove(first)
                    self._left.remove(second)
                    return first, second
        raise LookupError(f"{self.book.name} has no more company groups")

    def language_of(self, organisation: Organisation) -> str:
        """Return the language in which it writes: mostly the person's, else English."""
        same = random.Random(f"{self.seed}/{organisation.domain}/language").random() < self.book.mail["same_language"]
        return self.language if same or "en" not in self.book.languages else "en"

    def breached(self, organisation: Organisation, on: datetime) -> None:
        """Put a breach of an organisation on the list of known ones."""
        self.breaches.append((organisation.domain, organisation.name, f"{on:%Y-%m-%d}"))

    def account(self, organisation: Organisation) -> Account:
        """Return its account on the platform it sends its bulk mail through."""
        known = self.accounts.get(organisation.domain)
        if known is None:
            chance = random.Random(f"{self.seed}/{organisation.domain}/platform")
            weights = self.book.platforms
            style = chance.choices(list(weights), list(weights.values()))[0]
            known = self.accounts[organisation.domain] = Account(style, organisation.domain)
        return known

    def clerk(self, organisation: Organisation) -> Account:
        """Return the account through which it sends receipts and the like."""
        chance = random.Random(f"{self.seed}/{organisation.domain}/clerk")
        if chance.random() < self.book.mail["one_platform"]:
            return self.account(organisation)
        return Account(chance.choice(("own", "own", TRANSACTIONAL)), f"{organisation.domain}/clerk")

    # letters

    def write(self, sender: Organisation, at: datetime, situation: str, to: str, **over: Any) -> Letter:
        """Add one letter of an organisation, no bulk mail unless said otherwise."""
        bulk = bool(over.get("bulk", False))
        plain: dict[str, Any] = {
            "language": self.language_of(sender),
            "account": self.account(sender) if bulk else self.clerk(sender),
        }
        letter = Letter(at, sender, situation, to, **(plain | over))
        self.letters.append(letter)
        return letter

    def advert(self, sender: Organisation, at: datetime, to: str, situation: str = "", **over: Any) -> Letter:
        """Add one piece of bulk mail, an advert or newsletter unless said otherwise."""
        what = situation or self.random.choice(("newsletter", "newsletter", "advert"))
        return self.write(sender, at, what, to, **({"bulk": True} | over))

    def adverts(self, sender: Organisation, first: datetime, to: str, number: int = 0, **over: Any) -> list[Letter]:
        """Add a run of adverts from `first` on, every few weeks."""
        if not number:
            low, high = self.book.mail["stranger_mails"]
            number = self.random.randint(low, high)
        found: list[Letter] = []
        moment = first
        for _ in range(number):
            if moment >= self.ends and found:
                break
            found.append(self.advert(sender, self.near(moment) if found else moment, to, **over))
            moment += timedelta(days=self.random.randint(5, 26))
        return found

    def sign_up(self, organisation: Organisation, at: datetime, to: str, how: str = "") -> list[Letter]:
        """Add what an own sign-up or purchase leaves in a mailbox; `how`: confirmed, welcome or order."""
        what = how or self.random.choices(("confirmed", "welcome", "order"), (3, 2, 4))[0]
        if what == "order":
            number = f"{self.random.randint(10_000, 99_999)}"
            values = {"number": number, "amount": f"{self.random.randint(9, 180)}.90"}
            found = [self.write(organisation, at, "order", to, values=dict(values))]
            if self.random.random() < 0.6:
                later = self.near(at + timedelta(days=self.random.randint(1, 3)))
                found.append(self.write(organisation, later, "shipped", to, values=dict(values)))
            return found
        if what == "confirmed":
            then = at + timedelta(minutes=self.random.randint(2, 40))
            return [
                self.write(organisation, at, "confirm", to),
                self.write(organisation, then, self.random.choice(("confirmed", "welcome")), to),
            ]
        return [self.write(organisation, at, "welcome", to)]

    def customer(
        self,
        kinds: Sequence[str] = ("any",),
        trade: str | None = None,
        sort: str = "brand",
        grouped: bool | None = False,
        who: Organisation | None = None,
        until: float = 0.4,
        how: str = "",
        mails: int = 3,
    ) -> tuple[Organisation, str, datetime]:
        """Let the person sign up somewhere; return whom, with which address, and when. Its own fate is told."""
        organisation = who or self.draw(sort, trade, grouped)
        at = self.on(self.random.uniform(0.03, until))
        to = self.person.address_for(organisation, kinds)
        self.sign_up(organisation, at, to, how)
        reason = self.random.choice((("own",), ("plain",), ("plain",)))
        self.adverts(organisation, at + timedelta(days=self.random.randint(2, 12)), to, mails, footers=reason)
        if organisation.trade == "registry":
            self._registry(organisation, at, to)
        self.fate(organisation, None, "own", emitted=("own_trace",))
        if to in self.person.made and self.random.random() < self.book.mail["told"]:
            self.said.append((to, organisation.domain, self.random.random() < self.book.mail["told_only"]))
        return organisation, to, at

    # truth

    def fate(
        self,
        recipient: Organisation,
        source: Organisation | None,
        relation: str,
        route: str = "circumstantial",
        confounders: tuple[str, ...] = (),
        emitted: tuple[str, ...] = (),
        sure: bool = True,
    ) -> None:
        """Write down what is true of an organisation; raises ValueError for the second truth about one."""
        signals = {"alias": ("unique_alias",), "named_alias": ("named_alias",)}.get(route, ()) if source else ()
        if recipient.domain in self.fates:
            raise ValueError(f"{recipient.domain} has its fate already")
        self.fates[recipient.domain] = Fate(
            recipient.domain,
            source.domain if source else None,
            relation,
            route,
            confounders,
            tuple(dict.fromkeys((*signals, *emitted))),
            self.language_of(recipient),
            sure,
        )

    def route_of(self, address: str) -> str:
        """Return the route that an address opens to whoever looks for the source."""
        if address not in self.person.made:
            return "circumstantial"
        local, _, domain = address.partition("@")
        if "+" in local or (self.person.habit == "catch_all" and domain == self.person.domain):
            return "named_alias"
        return "alias"

    def _registry(self, organisation: Organisation, at: datetime, to: str) -> None:
        """Let a gift list go online, and now and then be deleted: a wedding is off, a child is lost."""
        due = at + timedelta(days=self.random.randint(120, 230))
        self.write(organisation, at + timedelta(minutes=4), "registry", to, values={"due_on": f"{due:%Y-%m-%d}"})
        if self.random.random() < float(self.book.mail.get("lists_deleted", 0.15)):
            gone = self.near(at + timedelta(days=self.random.randint(30, 90)))
            self.write(organisation, gone, "registry_deleted", to)

    def _drawn(self, weights: Any) -> str:
        return str(self.random.choices(list(weights), list(weights.values()))[0])
