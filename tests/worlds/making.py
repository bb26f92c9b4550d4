"""Worlds: one mailbox from a book and a seed, in one of several mixes, with the truth about it."""

import random
from collections.abc import Callable, Sequence
from dataclasses import replace

from tests.worlds import life, shares
from tests.worlds.books import Book
from tests.worlds.confounders import CONFOUNDERS
from tests.worlds.confounders.switch import Switch
from tests.worlds.letters import Letter
from tests.worlds.rendering import rendered
from tests.worlds.town import Town
from tests.worlds.truth import Fate, World

MIXES = ("natural", "enriched", "confounders")


def world(book: Book, seed: int, mix: str = "natural") -> World:
    """Return the world of that seed.

    "natural": strangers as they are, of whom a few per cent were really passed the address. "enriched": mostly true
    shares, and some of everything else. "confounders": no share at all. The same book, seed and mix give the same
    octets. Raises ValueError for another mix.
    """
    if mix not in MIXES:
        raise ValueError(f"no such mix: {mix}")
    town = Town(book, seed, _habit(book, seed, mix))
    scale = {"natural": 1.0, "enriched": 0.35, "confounders": 1.5}[mix]
    drawn = [one for one in CONFOUNDERS.values() if one.fits(town) and town.random.random() < rate(book, one, scale)]
    life.shops(town)
    if mix == "enriched":
        for _ in range(town.random.randint(*book.share["enriched"])):
            _try(town, shares.share)
    for switch in drawn:
        if not switch.last:
            _try(town, switch.make)
    if mix == "natural":
        _natural(town)
    return settled(town, mix, [switch for switch in drawn if switch.last])


def only(book: Book, seed: int, *names: str, habit: str | None = None) -> World:
    """Return a world with just these confounders (each made once), or kinds of share ("share:alias"), and a plain life.

    The person gets a habit that they need. Raises KeyError for a name that is none.
    """
    switches = [CONFOUNDERS[name] for name in names if not name.startswith("share:")]
    kinds = [name.partition(":")[2] for name in names if name.startswith("share:")]
    needed = [set(switch.habits) for switch in switches if switch.habits]
    needed += [{"alias", "relay", "mixed"} for kind in kinds if kind == "alias"]
    needed += [{"plus", "catch_all", "mixed"} for kind in kinds if kind == "named_alias"]
    fitting = sorted(set.intersection(*needed)) if needed else []
    chosen = habit or (random.Random(f"{book.name}/{seed}/habit").choice(fitting) if fitting else None)
    town = Town(book, seed, chosen)
    life.shops(town)
    for kind in kinds:
        shares.SHARES[kind](town)
    for switch in switches:
        if not switch.last:
            switch.make(town)
    return settled(town, "+".join(names), [switch for switch in switches if switch.last])


def rate(book: Book, switch: Switch, scale: float = 1.0) -> float:
    """Return how likely a mailbox has a confounder."""
    return min(1.0, float(book.rates[switch.name]) * scale)


def settled(town: Town, mix: str, last: Sequence[Switch] = ()) -> World:
    """Return the finished world of a town: life goes on around what was made, then the mail is written out."""
    life.friends(town)
    life.junk(town)
    if mix in MIXES:  # a story told on purpose is not to be lost
        life.forgotten(town)
        life.gap(town)
    for switch in last:
        switch.make(town)
    kept = [letter for letter in town.letters if not letter.deleted and town.begins <= letter.at < town.ends]
    kept.sort(key=lambda letter: letter.at)
    speaking = {letter.sender.domain for letter in kept if letter.sender is not None and not letter.outgoing}
    advertised = {letter.values["advertised_domain"] for letter in kept if "advertised_domain" in letter.values}
    fates = [_honest(fate, kept) for fate in town.fates.values() if fate.recipient in speaking | advertised]
    mails = [octets for number, letter in enumerate(kept) for octets in rendered(town, letter, number)]
    groups: dict[str, set[str]] = {}
    for one in town.book.organisations:
        if one.group is not None and one.domain in speaking:
            groups.setdefault(one.group, set()).add(one.domain)
    for fate in fates:
        if fate.relation == "group" and fate.source is not None:
            home = next((group for group in groups.values() if group & {fate.source, fate.recipient}), None)
            (home if home is not None else groups.setdefault(fate.recipient, set())).update(
                {fate.source, fate.recipient}
            )
    return World(
        name=f"{town.book.name}-{mix}-{town.seed}",
        seed=town.seed,
        me=town.person.me(),
        server=town.person.server,
        mails=tuple(mails),
        fates=tuple(sorted(fates, key=lambda fate: fate.recipient)),
        said=tuple(town.said),
        breaches=tuple(sorted(town.breaches)),
        groups=tuple(frozenset(group) for _, group in sorted(groups.items()) if len(group) > 1),
    )


def _habit(book: Book, seed: int, mix: str) -> str | None:
    """Return a habit that makes telling addresses likelier where shares are to be counted, else None."""
    if mix != "enriched":
        return None
    weights = {habit: weight for habit, weight in book.habits.items() if habit != "one"}
    return random.Random(f"{book.name}/{seed}/enriched").choices(list(weights), list(weights.values()))[0]


def _natural(town: Town) -> None:
    """Let the few real shares happen: each stranger made so far had its chance to be one."""
    strangers = sum(1 for fate in town.fates.values() if fate.confounders)
    number = sum(town.random.random() < float(town.book.share["prevalence"]) for _ in range(strangers))
    for _ in range(number):
        _try(town, shares.share)


def _try(town: Town, make: Callable[[Town], None]) -> None:
    """Make something of which the book may have run out."""
    try:
        make(town)
    except LookupError:
        return


def _honest(fate: Fate, kept: Sequence[Letter]) -> Fate:
    """Return a fate with what the remaining mail really shows."""
    own = [letter for letter in kept if letter.sender is not None and letter.sender.domain == fate.recipient]
    traces = {"confirm", "confirmed", "welcome", "order", "shipped"}
    emitted = fate.emitted
    if "own_trace" in emitted and not any(letter.situation in traces for letter in own):
        emitted = tuple(signal for signal in emitted if signal != "own_trace")
    sure = fate.source_sure
    if fate.source is not None and own and fate.route != "statement":
        first = own[0]
        shown = [
            letter
            for letter in kept
            if letter.sender is not None and letter.sender.domain == fate.source and letter.at <= first.at
        ]
        sure = sure and bool(shown)
    return replace(fate, emitted=emitted, source_sure=sure)
