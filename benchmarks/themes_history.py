"""How soon a sender that writes about one theme alone is proposed, and how often an ordinary one is, wrongly.

Usage: python benchmarks/themes_history.py [--setting] [--senders N] [--seed N]

Mailboxes are drawn: what each mail does with the theme (names it, hints at it, is about something else) is a matter of
chance and not read from texts, so the figures hold as far as the rates below do. The weights of
resources/shelves/leaning.toml were set on the rates and the seed of --setting; what is printed without it comes from
others. Beside each figure stands the rule "at least two hits and at least 30 % of the mails".
"""

import argparse
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from inboxguard.facts.message import MessageKey
from inboxguard.senders.attribution import Attribution, Kind, Legal, Role
from inboxguard.themes.history import Heard, leanings
from inboxguard.themes.leaning import proposed, weights
from inboxguard.themes.lexicon import Lexicon, load
from inboxguard.themes.matching import Mention

LENGTHS = (1, 2, 3, 5, 8, 12, 20, 40, 60)
ABLATED = (3, 5, 8, 12)
THEME = "baby"
START = datetime(2026, 1, 5, 9, tzinfo=UTC)
NEWS = "news.lindgrenmoss.example"
PLAIN = "Our news for you"
MIX = (("whole", 0.2), ("shop", 0.4), ("department", 0.1), ("season", 0.15), ("flowers", 0.08), ("menu", 0.07))
"""Of senders that are looked at for one theme; assumed."""

Number = Callable[[random.Random], float]


@dataclass(frozen=True, slots=True)
class Rates:
    """What a drawn world looks like."""

    share: Number
    """Of mails that name the theme, of senders that write about it alone."""
    hinting: Number
    """Of their other mails that hold a hint or a weak term."""
    landing: float
    """Of their other mails in which a link or picture says it."""
    campaigns: float
    """Of their mails with campaign values that say it."""
    lists: float
    """Of those senders whose List-Id says it."""
    general: Number
    """Share of the mails of general shops that names it."""
    chance: float
    """Of mails of ordinary senders that hold a weak term or hint of it by chance."""
    elsewhere: float
    """Of mails of general shops that name another theme."""
    between: Number
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
SPARSE = replace(REPORTED, hinting=lambda _: 0.2, landing=0.1, campaigns=0.1, lists=0.1, chance=0.1)
"""Where the lexicon knows few hints, and long bodies hold words by chance."""


class World:
    """Draws senders, each as its mail in order of time."""

    def __init__(self, rates: Rates, seed: int) -> None:
        self.rates, self.chance = rates, random.Random(seed)

    def whole(self, length: int) -> list[Heard]:
        """Return a sender that writes about the theme alone and is not called so."""
        rates, chance = self.rates, self.chance
        share, hinting = rates.share(chance), rates.hinting(chance)
        base = (
            sender() if chance.random() >= rates.lists else replace(sender(), list_id="babyclub.lindgrenmoss.example")
        )
        mails = []
        for number, at in zip(range(length), self._days(), strict=False):
            fields = []
            if chance.random() < share:
                fields.append(("subject", 1.2) if chance.random() < 0.7 else ("text", 1.0))
            else:
                fields.extend([("text", 0.4)] if chance.random() < hinting else [])
                fields.extend([("link:3", 0.5)] if chance.random() < rates.landing else [])
            one, said = mail(base, number, fields, at)
            mails.append((replace(one, campaigns=("baby_letter",)) if chance.random() < rates.campaigns else one, said))
        return mails

    def called(self, length: int) -> list[Heard]:
        """Return the same with a name and domain that say the theme."""
        named = {"name": "Pram & Cot", "organisation": "pramandcot.example", "address": "news@pramandcot.example"}
        return [(replace(one, **named), said) for one, said in self.whole(length)]  # type: ignore[arg-type]

    def shop(self, length: int, share: float | None = None) -> list[Heard]:
        """Return a general shop."""
        share = self.rates.general(self.chance) if share is None else share
        return self._ordinary(length, lambda _: share)

    def department(self, length: int) -> list[Heard]:
        """Return a drugstore of which a fifth of the mail is on the theme."""
        return self.shop(length, 0.2)

    def season(self, length: int) -> list[Heard]:
        """Return a shop that writes about the theme for a month a year, and hardly ever else."""
        month = self.chance.randint(1, 12)
        return self._ordinary(length, lambda at: 0.65 if at.month == month else 0.05)

    def flowers(self, length: int) -> list[Heard]:
        """Return a shop with three themes, of which this is one."""
        return self._ordinary(length, lambda _: 0.37, elsewhere=0.6)

    def menu(self, length: int) -> list[Heard]:
        """Return a general shop with the theme in the menu of every mail."""
        mails = self.shop(length, 0.08)
        menu = ("text", 1.0)
        return [(one, said or mail(one, 0, [menu], one.at or START)[1]) for one, said in mails]

    def _ordinary(self, length: int, share: Callable[[datetime], float], elsewhere: float | None = None) -> list[Heard]:
        chance, mails = self.chance, []
        elsewhere = self.rates.elsewhere if elsewhere is None else elsewhere
        for number, at in zip(range(length), self._days(), strict=False):
            fields, subject = [], PLAIN
            if chance.random() < share(at):
                fields.append(("subject", 1.2) if chance.random() < 0.65 else ("text", 1.0))
            elif chance.random() < elsewhere:
                subject = "Flowers for the funeral"
            elif chance.random() < self.rates.chance:
                fields.append(("text", 0.4))
            mails.append(mail(sender(), number, fields, at, subject))
        return mails

    def _days(self) -> Iterator[datetime]:
        at, between = START + timedelta(days=self.chance.uniform(0, 365)), self.rates.between(self.chance)
        while True:
            yield at
            at += timedelta(days=between)


def sender() -> Attribution:
    """Return a mail of a shop of which the name says nothing."""
    return Attribution(
        MessageKey("k"), None, START, PLAIN, Kind.MARKETING, (), "lindgrenmoss.example", "Lindgren & Moss",
        "news@lindgrenmoss.example", True, "server", None, False, None, None, NEWS, (), (), True, None, Legal(), "en",
    )  # fmt: skip


def mail(
    base: Attribution, number: int, fields: Sequence[tuple[str, float]], at: datetime, subject: str = PLAIN
) -> Heard:
    """Return a mail in which words of the theme stand in `fields` with so many points."""
    one = replace(base, message=MessageKey(f"k{number}"), at=at, subject=subject)
    if not fields:
        return one, ()
    score = min(sum(points for _, points in fields), 0.9) if fields[0][1] < 1 else fields[0][1]
    spans = tuple((field, 0, 4) for field, _ in fields)
    return one, (Mention(THEME, one.message, score, spans, ("word",), True),)


def rule(mails: Sequence[Heard]) -> bool:
    """Return what the plain rule says: two hits and 30 % of the mails."""
    hits = sum(any(said.named for said in mentions) for _, mentions in mails)
    return hits >= 2 and hits >= 0.3 * len(mails)


def asked(mails: Sequence[Heard], lexicon: Lexicon) -> bool:
    """Return whether the sender, or its list, would be proposed."""
    return any(proposed(one) for one in leanings(mails, lexicon, frozenset({THEME})))


def table(world: World, number: int, lexicon: Lexicon) -> None:
    """Print how often each kind of sender is proposed."""
    kinds: dict[str, Callable[[int], list[Heard]]] = {
        "on the theme alone": world.whole,
        "  called so as well": world.called,
        "general shop": world.shop,
        "drugstore, a fifth": world.department,
        "shop with a month": world.season,
        "flower shop": world.flowers,
        "theme in the menu": world.menu,
    }
    print(f"{'mails':20}" + "".join(f"{length:>11}" for length in LENGTHS))
    for name, make in kinds.items():
        cells = []
        for length in LENGTHS:
            boxes = [make(length) for _ in range(number)]
            cells.append(
                f"{sum(asked(box, lexicon) for box in boxes) / number:.3f}/{sum(map(rule, boxes)) / number:.2f}"
            )
        print(f"{name:20}" + "".join(f"{cell:>11}" for cell in cells))


def calibration(world: World, number: int, lexicon: Lexicon) -> None:
    """Print how often what is said with a probability is so, in a mix of senders."""
    found: list[tuple[float, bool]] = []
    for _ in range(number * 4):
        kind = world.chance.choices([name for name, _ in MIX], [share for _, share in MIX])[0]
        box = getattr(world, kind)(world.chance.choice((3, 4, 5, 6, 8, 10, 12, 20)))
        found.extend((one.p, kind == "whole") for one in leanings(box, lexicon, frozenset({THEME})))
    print("probability said and share that is so, of " + ", ".join(f"{share:.0%} {name}" for name, share in MIX))
    for low, high in ((0.0, 0.1), (0.1, 0.3), (0.3, 0.5), (0.5, 0.65), (0.65, 0.8), (0.8, 0.9), (0.9, 1.0)):
        here = [true for p, true in found if low <= p < high]
        if here:
            print(f"  {low:.2f} to {high:.2f}  {sum(here) / len(here):.2f} of {len(here)}")
    asked_about = [true for p, true in found if p >= weights().proposed]
    print(f"  of the senders asked about {sum(asked_about) / len(asked_about):.3f} write about it alone")


def ablation(world: World, number: int, lexicon: Lexicon) -> None:
    """Print what each signal adds for senders on the theme alone that show it as often as the rates say."""

    def full(length: int) -> list[Heard]:
        box = world.called(length) if world.chance.random() < 0.35 else world.whole(length)
        if world.chance.random() < 0.2:
            weeks = (f"Week {20 + number}: what happens now" for number in range(length))
            days = (START + timedelta(weeks=number, days=200) for number in range(length))
            box = [
                (replace(one, subject=week, at=at), said)
                for (one, said), week, at in zip(box, weeks, days, strict=True)
            ]
        if world.chance.random() < 0.2:
            signed = replace(box[0][0], kind=Kind.TRANSACTIONAL, role=Role.SIGN_UP, message=MessageKey("up"))
            box.insert(0, mail(signed, 99, [("subject", 1.2)], START, "Your baby registry"))
        return box

    def without(box: Sequence[Heard], signals: Sequence[str]) -> list[Heard]:
        kept = []
        for one, mentions in box:
            if "registered" in signals and one.role is not None:
                continue
            plain: dict[str, object] = {}
            if "countdown" in signals:
                plain["subject"] = PLAIN
            if "name" in signals:
                plain |= {"name": "Lindgren & Moss", "organisation": "lindgrenmoss.example"}
            if "list" in signals:
                plain["list_id"] = NEWS
            if "campaign" in signals:
                plain["campaigns"] = ()
            said = tuple(each for each in mentions if each.named or "hints" not in signals)
            kept.append((replace(one, **plain), said))  # type: ignore[arg-type]  # fields by name
        return kept

    signals = ("hints", "campaign", "list", "countdown", "registered", "name")
    boxes = {length: [full(length) for _ in range(number)] for length in ABLATED}
    print("what each signal adds: 35 % of the senders are called so, 20 % count down, at 20 % the person signed up")
    for known in range(len(signals) + 1):
        left = signals[known:]
        shares = [sum(asked(without(box, left), lexicon) for box in boxes[length]) / number for length in ABLATED]
        name = "named mails alone" if not known else f"+ {signals[known - 1]}"
        print(f"  {name:20}" + "".join(f"{share:8.3f}" for share in shares))


def main() -> None:
    """Print the figures."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--setting", action="store_true", help="on the rates on which the weights were set")
    options.add_argument("--senders", type=int, default=300)
    options.add_argument("--seed", type=int, default=2027)
    told = options.parse_args()
    lexicon, number = load(), told.senders
    worlds = (
        [("as the weights were set", SETTING)] if told.setting else [("hints known", REPORTED), ("few known", SPARSE)]
    )
    for name, rates in worlds:
        print(f"{name}: {number} senders each; proposed / by the rule of two hits and 30 %")
        table(World(rates, 11 if told.setting else told.seed), number, lexicon)
    world = World(worlds[0][1], 12 if told.setting else told.seed + 1)
    calibration(world, number, lexicon)
    ablation(world, number, lexicon)
    boxes = [world.whole(20) for _ in range(300)]
    began = time.process_time()
    for box in boxes:
        leanings(box, lexicon, frozenset({THEME}))
    print(f"{(time.process_time() - began) / len(boxes) * 1000:.2f} ms a sender of 20 mails")


if __name__ == "__main__":
    main()
