"""What is set aside of one sender, and on which themes it is: concluded from all of its mail together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlite_utils import Database

from inboxguard.audit.profiles import profile
from inboxguard.facts.message import MessageKey
from inboxguard.store import shelves
from inboxguard.store.judgements import Heard
from inboxguard.themes.history import boilerplate, leanings
from inboxguard.themes.leaning import Leaning, proposed
from inboxguard.themes.lexicon import Lexicon
from inboxguard.themes.matching import Mention
from inboxguard.themes.own import lexicon, shelf_theme
from inboxguard.themes.setting_aside import Aside, Cause, ThemeDecisions, why

_HEADS = frozenset({"subject", "preheader"})


@dataclass(frozen=True, slots=True)
class Shelving:
    """What counts for every sender."""

    decisions: ThemeDecisions
    examples: Mapping[str, frozenset[MessageKey]] = field(default_factory=dict)
    """By theme the mails that the person put on its shelf by hand."""
    country: str | None = None

    @property
    def lexicon(self) -> Lexicon:
        """Return the packs with what the person added."""
        return lexicon(self.decisions.own)


def shelving(db: Database, decisions: ThemeDecisions) -> Shelving:
    """Return what counts for every sender."""
    by_shelf: dict[str, set[MessageKey]] = {}
    for what, shelf in shelves.shelved(db).aside.items():
        if what in decisions.hidden:
            by_shelf.setdefault(shelf, set()).add(MessageKey(what))
    themes = {**shelves.marked(db), **{shelf_theme(shelf): shelf for shelf in by_shelf}}
    examples = {theme: frozenset(by_shelf[shelf]) for theme, shelf in themes.items() if shelf in by_shelf}
    return Shelving(decisions, examples, profile(db).country or None)


def concluded(heard: Sequence[Heard], told: Shelving) -> tuple[list[bool], tuple[Leaning, ...]]:
    """Return of each message of one sender whether it is set aside, and on which marked themes the sender is.

    Terms that stand in nearly every mail of a sender are its menu or footer: alone they set no mail aside, unless the
    sender writes about the theme and little else.
    """
    decisions = told.decisions
    reasons = [why(one.attribution, one.mentions, decisions) for one in heard]
    if not decisions.marked:
        return [one is not None for one in reasons], ()
    said = [(one.attribution, one.mentions) for one in heard]
    found = leanings(said, told.lexicon, decisions.marked, told.examples, told.country)
    on = frozenset(one.theme for one in found if proposed(one) and not one.lists)
    menu = boilerplate(said) if any(one.mentions for one in heard) else frozenset()
    aside = [
        reason is not None and not _only_menu(reason, one.mentions, menu, on)
        for one, reason in zip(heard, reasons, strict=True)
    ]
    return aside, found


def _only_menu(
    reason: Aside, mentions: Sequence[Mention], menu: frozenset[tuple[str, str]], on: frozenset[str]
) -> bool:
    """Return whether nothing but the menu of a sender sets a mail aside."""
    if reason.cause is not Cause.WORDS or not menu:
        return False
    named = [one for one in mentions if one.named and one.listed]
    return all(
        one.theme not in on
        and _HEADS.isdisjoint(name for name, _, _ in one.spans)
        and bool(one.terms)
        and all((one.theme, term) in menu for term in one.terms)
        for one in named
    )
