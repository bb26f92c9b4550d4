"""How soon a sender that writes about one theme alone is proposed, and how often an ordinary one is, wrongly.

Usage: python benchmarks/themes_history.py [--setting] [--senders N] [--seed N]

Mailboxes are generated: what each mail does with the theme (names it, hints at it, is about something else) is drawn,
not read, so the figures hold as far as the rates below do. The weights of resources/shelves/leaning.toml were set on
the rates and seeds of --setting; what is printed without it comes from others. Beside stands the rule "at least two
hits and at least 30 % of the mails".
"""

import argparse
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from inboxguard import resources
from inboxguard.facts.message import MessageKey
from inboxguard.senders.attribution import Attribution, Kind, Legal
from inboxguard.themes.history import Heard, leanings
from inboxguard.themes.leaning import proposed
from inboxguard.themes.lexicon import Lexicon, parse
from inboxguard.themes.matching import Mention

LENGTHS = (3, 5, 8, 12)
LONG = (3, 5, 8, 12, 20, 40, 60)
THEME = "baby"
START = datetime(2026, 1, 5, 9, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Rates:
    """What a generated world looks like."""

    share: Callable[[random.Random], float]
    """Of mails that name the theme, of senders that write about it alone."""
    hinting: Callable[[random.Random], float]
    """Of their other mails that hint at it in known turns."""
    landing: float
    """Of their other mails whose links name it, alone or with the words."""
    campaigns: float
    """Of their mails with campaign values that name it."""
    lists: float
    """Of them whose List-Id names it."""
    general: Callable[[random.Random], float]
    """Share of mails of general shops that name it."""
    chance: float
    """Of other mails of all other senders with a weak word of it."""
    elsewhere: float
    """Of mails of general shops about another theme."""
    between: Callable[[random.Random], float]
    """Days from mail to mail."""


SETTING = Rates(
    share=lambda chance: chance.betavariate(6, 6),
    hinting=lambda chance: chance.uniform(0.25, 0.65),
    landing=0.2,
    campaigns=0.2,
    lists=0.2,
    general=lambda chance: chance.betavariate(2, 18),
    chance=0.06,
    elsewhere=0.12,
    between=lambda chance: chance.uniform(2, 12),
)
REPORTED = Rates(
    share=lambda _: 0.5,
    hinting=lambda _: 0.5,
    landing=0.25,
    campaigns=0.25,
    lists=0.15,
    general=lambda _: 0.1,
    chance=0.05,
    elsewhere=0.1,
    between=lambda chance: chance.choice((3.5, 7, 14)),
)


class World:
    """Draws senders."""

    def __init__(self, rates: Rates, seed: int) -> None:
        self.rates, self.chance, self._number = rates, random.Random(seed), 0

    def _sender(self, name: str = "Lindgren & Moss", domain: str = "lindgrenmoss.example") -> Attribution:
        self._number += 1
        return Attribution(
            MessageKey("k"), None, START, "", Kind.MARKETING, (), domain, name, f"news@mail.{domain}", True, "server",
            None, False, None, None, f"news.{domain}", (), (), True, None, Legal(), "en",
        )  # fmt: skip

    def _days(self) -> Iterator[datetime]:
        at = START + timedelta(days=self.chance.uniform(0, 365))
        between = self.rates.between(self.chance)
        while True:
            yield at
            at += timedelta(days=between)

    def _heard(
        self, base: Attribution, outcomes: list[str], theme: str = THEME, days: Iterator[datetime] | None = None
    ) -> list[Heard]:
        return [
            heard(base, number, outcome, theme, at)
            for number, (outcome, at) in enumerate(zip(outcomes, days or self._days(), strict=False))
        ]

    def whole(self, length: int, **told: str) -> list[Heard]:
        """A sender that writes about the theme alone."""
        rates, chance = self.rates, self.chance
        share, hinting = rates.share(chance), rates.hinting(chance)
        base = self._sender(**told)
        if chance.random() < rates.lists:
            base = replace(base, list_id="baby-club.lindgrenmoss.example")
        outcomes = []
        for _ in range(length):
            if chance.random() < share:
                outcomes.append("head" if chance.random() < 0.7 else "body")
            else:
                outcomes.append("hint" if chance.random() < 1 - (1 - hinting) * (1 - rates.landing) else "silent")
        found = self._heard(base, outcomes)
        named = [
            replace(one, campaigns=("baby_letter",)) if chance.random() < rates.campaigns else one for one, _ in found
        ]
        return [(one, said) for one, (_, said) in zip(named, found, strict=True)]

    def shop(self, length: int, share: float | None = None, **told: str) -> list[Heard]:
        """A general shop."""
        share = self.rates.general(self.chance) if share is None else share
        return self._heard(self._sender(**told), [self._of_shop(share) for _ in range(length)])

    def season(self, length: int) -> list[Heard]:
        """A shop that writes about the theme for a month a year, and hardly ever else."""
        days = self._days()
        when = [next(days) for _ in range(length)]
        month = self.chance.randint(1, 12)
        outcomes = [self._of_shop(0.65 if at.month == month else 0.05) for at in when]
        return self._heard(self._sender(), outcomes, days=iter(when))

    def flowers(self, length: int) -> list[Heard]:
        """A shop with three themes, of which this is one."""
        draw = ("head", "other", "other", "silent", "body", "other", "hint", "silent")
        return self._heard(self._sender(), [self.chance.choice(draw) for _ in range(length)])

    def menu(self, length: int) -> list[Heard]:
        """A general shop with the theme in the menu of every mail."""
        outcomes = [self._of_shop(0.08) for _ in range(length)]
        return self._heard(self._sender(), ["body" if one in ("silent", "hint") else one for one in outcomes])

    def department(self, length: int) -> list[Heard]:
        """A drugstore of which a fifth of the mail is on the theme."""
        return self.shop(length, 0.2)

    def _of_shop(self, share: float) -> str:
        chance, rates = self.chance, self.rates
        if chance.random() < share:
            return "head" if chance.random() < 0.65 else "body"
        if chance.random() < rates.elsewhere:
            return "other"
        return "hint" if chance.random() < rates.chance else "silent"


def heard(base: Attribution, number: int, outcome: str, theme: str, at: datetime) -> Heard:
    """Return a mail that does `outcome` with the theme."""
    key = MessageKey(f"k{number}")
    subject = "Flowers for the funeral" if outcome == "other" else "Our news for you"
    one = replace(base, message=key, at=at, subject=subject)
    field, score = {"head": ("subject", 1.2), "body": ("text", 1.0), "hint": ("text", 0.4)}.get(outcome, ("", 0.0))
    return one, (Mention(theme, key, score, ((field, 0, 4),), ("word",), True),) if field else ()


def rule(mails: list[Heard]) -> bool:
    """Return what the plain rule says: two hits and 30 % of the mails."""
    hits = sum(any(said.named for said in mentions) for _, mentions in mails)
    return hits >= 2 and hits >= 0.3 * len(mails)


def asked(mails: list[Heard], lexicon: Lexicon) -> bool:
    """Return whether the whole sender, or its one list, would be proposed."""
    return any(proposed(one) for one in leanings(mails, lexicon, frozenset({THEME})))


def main() -> None:
    """Print the figures."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--setting", action="store_true", help="on the rates on which the weights were set")
    options.add_argument("--senders", type=int, default=1500)
    options.add_argument("--seed", type=int, default=2027)
    told = options.parse_args()
    lexicon = Lexicon(tuple(parse(resources.read(f"themes/{name}.toml")) for name in ("baby", "funeral")))
    world = World(SETTING, 11) if told.setting else World(REPORTED, told.seed)
    number = told.senders
    kinds: dict[str, Callable[[int], list[Heard]]] = {
        "on the theme alone": world.whole,
        "  its name says it": lambda length: world.whole(length, name="Pram & Cot", domain="pramcot.example"),
        "general shop": world.shop,
        "drugstore, a fifth": world.department,
        "shop with a month": world.season,
        "flower shop": world.flowers,
        "theme in the menu": world.menu,
    }
    print(f"{number} senders of each kind and length; proposed, and by the rule of two hits and 30 %")
    print(f"{'mails':22}" + "".join(f"{length:>14}" for length in LONG))
    for name, make in kinds.items():
        cells = []
        for length in LONG:
            boxes = [make(length) for _ in range(number)]
            ours = sum(asked(box, lexicon) for box in boxes) / number
            plain = sum(map(rule, boxes)) / number
            cells.append(f"{ours:7.3f} {plain:6.3f}")
        print(f"{name:22}" + "".join(f"{cell:>14}" for cell in cells))
    boxes = [world.whole(20) for _ in range(300)]
    began = time.perf_counter()
    for box in boxes:
        leanings(box, lexicon, frozenset({THEME}))
    print(f"{(time.perf_counter() - began) / len(boxes) * 1000:.2f} ms a sender of 20 mails")


if __name__ == "__main__":
    main()
