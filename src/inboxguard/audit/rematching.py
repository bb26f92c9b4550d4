"""Which mail has to be read again after a word about shelves: that of the themes, senders and days it concerns."""

from collections.abc import Iterable

from sqlite_utils import Database

from inboxguard.store import findings, judgements, naming, shelves, speaking
from inboxguard.store.records import unpacked
from inboxguard.themes.leaning import Leaning
from inboxguard.themes.lexicon import Lexicon
from inboxguard.themes.naming import Suspects, beyond, edition
from inboxguard.themes.naming_senders import Names
from inboxguard.themes.own import Own, lexicon, shelf_theme
from inboxguard.themes.setting_aside import ThemeDecisions
from inboxguard.themes.words import words


def follow(db: Database, before: ThemeDecisions, now: ThemeDecisions) -> None:
    """Note what does not follow from `now` any more: messages to be judged again, senders to be summed up."""
    if before == now:
        return
    judgements.touch(db, map(str, (before.accepted ^ now.accepted) | (before.kept_senders ^ now.kept_senders)))
    judgements.judge_again(db, (), (before.kept ^ now.kept) | (before.hidden ^ now.hidden))
    if lists := before.lists ^ now.lists:
        judgements.judge_again(db, (), speaking.of_lists(db, lists))
    if _everywhere(before) != _everywhere(now):
        judgements.touch(db, speaking.marketing_organisations(db))
    if _everywhere(before) != _everywhere(now) or before.marked != now.marked:
        judgements.judge_again(db, (), speaking.marketing_of_nobody(db))
    changed = _changed(before.own, now.own)
    gone = (before.marked - now.marked) | (before.marked & changed)
    come = (now.marked - before.marked) | (now.marked & changed)
    speaking.ask_again(db, speaking.mentioning(db, gone))
    if come:
        judgements.judge_again(db, (), naming.untold(db, edition()))
        speaking.ask_again(db, _suspects(db, now, come))
    if gone or come:
        judgements.touch(db, _of_the_theme(db, now, gone | come))


def _everywhere(decisions: ThemeDecisions) -> tuple[object, ...]:
    """Return the part of what was decided that may concern any marketing."""
    return decisions.days, decisions.occasions, decisions.resting, decisions.sparing


def _changed(before: Own, now: Own) -> frozenset[str]:
    """Return the themes of which words, senders or exceptions are other than before."""
    files = {name for name, _ in set(before.files) ^ set(now.files)}
    shelves = {shelf_theme(one.shelf) for one in set(before.shelves) ^ set(now.shelves)}
    narrowed = {
        theme for theme, _ in (set(before.blocks) ^ set(now.blocks)) | (set(before.exceptions) ^ set(now.exceptions))
    }
    return frozenset(files | shelves | narrowed)


def _of_the_theme(db: Database, now: ThemeDecisions, themes: frozenset[str]) -> Iterable[str]:
    """Return the senders that were found to be on one of the themes, or whose name or domain says it."""
    found = {
        organisation
        for organisation, record in shelves.leanings(db).items()
        if any(one.theme in themes for one in unpacked(record, tuple[Leaning, ...]))
    }
    spoken = lexicon(now.own)
    names, parts = Names(spoken), _parts(spoken, themes)
    lengths = sorted({len(part) for part in parts})
    for organisation, name in findings.names(db).items():
        labels = (name, organisation.partition(".")[0])
        glued = "".join(words(f"{name} {organisation}"))
        # To read a name takes a hundred times as long as to see that no part of it is a term.
        if _holds(glued, parts, lengths) and any(
            not themes.isdisjoint(names.says(label, frozenset())) for label in labels
        ):
            found.add(organisation)
    return found


def _holds(glued: str, parts: frozenset[str], lengths: Iterable[int]) -> bool:
    return any(glued[start : start + length] in parts for length in lengths for start in range(len(glued) - length + 1))


def _parts(spoken: Lexicon, themes: Iterable[str]) -> frozenset[str]:
    """Return the terms of themes as they may stand in a name, without the gaps between their words."""
    told = (term for theme in filter(None, map(spoken.theme, themes)) for _, terms in theme.terms for term in terms)
    return frozenset("".join(term.words) for term in told if term.weight)


def _suspects(db: Database, now: ThemeDecisions, themes: Iterable[str]) -> Iterable[str]:
    """Return the messages that may speak of the themes: in which their terms stand."""
    wanted = frozenset(themes)
    spoken = lexicon(now.own)
    if beyond(spoken, wanted):
        return naming.keys(db)
    suspects = Suspects(spoken, wanted)
    told = naming.terms(db, edition())
    return [key for key, terms in told if suspects(terms.split("\n"))]
