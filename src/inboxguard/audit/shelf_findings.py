"""What is set aside of one sender, and on which themes it is: concluded from all of its mail together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from sqlite_utils import Database

from inboxguard.audit.profiles import profile
from inboxguard.facts.message import MessageKey
from inboxguard.senders.attribution import Attribution, Kind
from inboxguard.senders.optout import Asked
from inboxguard.senders.sender import SenderId
from inboxguard.store import shelves
from inboxguard.store.judgements import Heard
from inboxguard.themes.history import boilerplate, leanings
from inboxguard.themes.leaning import Leaning, proposed
from inboxguard.themes.leaving import asks_back
from inboxguard.themes.lexicon import Lexicon
from inboxguard.themes.matching import Mention
from inboxguard.themes.own import lexicon, shelf_theme
from inboxguard.themes.setting_aside import Aside, Cause, ThemeDecisions, why

_ASKING = timedelta(days=14)
"""How long after an opt-out mail that asks the person back is set aside."""
_HEADS = frozenset({"subject", "preheader"})


@dataclass(frozen=True, slots=True)
class Shelving:
    """What counts for every sender."""

    decisions: ThemeDecisions
    examples: Mapping[str, frozenset[MessageKey]] = field(default_factory=dict)
    """By theme the mails that the person put on its shelf by hand."""
    country: str | None = None
    asked: Mapping[SenderId, Asked] = field(default_factory=dict)
    """When the person asked to be left alone."""

    @property
    def lexicon(self) -> Lexicon:
        """Return the packs with what the person added."""
        return lexicon(self.decisions.own)


def shelving(db: Database, decisions: ThemeDecisions, asked: Mapping[SenderId, Asked]) -> Shelving:
    """Return what counts for every sender."""
    by_shelf: dict[str, set[MessageKey]] = {}
    for what, shelf in shelves.shelved(db).aside.items():
        if what in decisions.hidden:
            by_shelf.setdefault(shelf, set()).add(MessageKey(what))
    themes = {**shelves.marked(db), **{shelf_theme(shelf): shelf for shelf in by_shelf}}
    examples = {theme: frozenset(by_shelf[shelf]) for theme, shelf in themes.items() if shelf in by_shelf}
    return Shelving(decisions, examples, profile(db).country or None, asked)


def concluded(heard: Sequence[Heard], told: Shelving) -> tuple[list[bool], tuple[Leaning, ...]]:
    """Return of each message of one sender whether it is set aside, and on which marked themes the sender is.

    Terms that stand in nearly every mail of a sender are its menu or footer: alone they set no mail aside, unless the
    sender writes about the theme and little else.
    """
    decisions = told.decisions
    reasons = [why(one.attribution, one.mentions, decisions) for one in heard]
    asking = [_asks_back(one.attribution, told) for one in heard]
    if not decisions.marked:
        return [one is not None or back for one, back in zip(reasons, asking, strict=True)], ()
    said = [(one.attribution, one.mentions) for one in heard]
    found = leanings(said, told.lexicon, decisions.marked, told.examples, told.country)
    on = frozenset(one.theme for one in found if proposed(one) and not one.lists)
    menu = boilerplate(said) if any(one.mentions for one in heard) else frozenset()
    aside = [
        back or (reason is not None and not _only_menu(reason, one.mentions, menu, on))
        for one, reason, back in zip(heard, reasons, asking, strict=True)
    ]
    return aside, found


def _asks_back(attribution: Attribution, told: Shelving) -> bool:
    """Return whether marketing of the two weeks after an opt-out asks the person back (themes.md section 4, rule 8).

    Of the subject only: the text is not kept with what is concluded. What the person keeps stays.
    """
    organisation = SenderId(attribution.organisation or "")
    if attribution.message in told.decisions.kept or organisation in told.decisions.kept_senders:
        return False
    said = told.asked.get(organisation)
    if said is None or attribution.at is None or attribution.kind is not Kind.MARKETING or attribution.outgoing:
        return False
    since = attribution.at - said.at
    return timedelta(0) <= since <= _ASKING and asks_back(attribution.subject, "", None, attribution.language)


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
