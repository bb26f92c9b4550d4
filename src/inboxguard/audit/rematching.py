"""Which mail has to be read again after a word about shelves, and which senders summed up anew: those it concerns."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from sqlite_utils import Database

from inboxguard.store import findings, judgements, shelves, speaking
from inboxguard.store.records import unpacked
from inboxguard.themes.holding import differing
from inboxguard.themes.leaning import Leaning
from inboxguard.themes.lexicon import Lexicon, Theme
from inboxguard.themes.matching import Mention
from inboxguard.themes.naming import asked
from inboxguard.themes.own import lexicon
from inboxguard.themes.setting_aside import ThemeDecisions, may_tell
from inboxguard.themes.words import words

Look = Callable[[tuple[str, ...]], Iterable[str]]
"""Finds the messages that may hold one of some normalised words."""

_GLUED = 4
"""Letters from which on a term is also known inside another word of a name (themes.naming_senders)."""


@dataclass(frozen=True, slots=True)
class _Listed:
    """What of an attribution names the list of a mail."""

    list_id: str | None
    address: str | None


def ask_all(db: Database) -> None:
    """Note that all mail has to be asked again, by the words of other packs."""
    speaking.ask_again(db, speaking.readable(db))
    judgements.touch_all(db)


def follow(db: Database, before: ThemeDecisions, now: ThemeDecisions, look: Look) -> None:
    """Note what does not follow from `now` any more: messages to be judged or asked again, senders to be summed up.

    What mail says of shipped themes is known of all of it, so that a mark or the end of one asks no mail again.
    """
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
    changed = _ask_again(db, before, now, look)
    concerned = (before.marked ^ now.marked) | (now.marked & changed)
    if concerned:
        judgements.touch(db, _of_the_themes(db, now, concerned))
        # Mail that was put there by hand is an example of what a shelf is about.
        judgements.touch_of(db, sorted(now.hidden))


def _everywhere(decisions: ThemeDecisions) -> tuple[object, ...]:
    """Return the part of what was decided that may concern any marketing."""
    return decisions.days, decisions.occasions, decisions.timezone, decisions.resting, decisions.sparing


def _ask_again(db: Database, before: ThemeDecisions, now: ThemeDecisions, look: Look) -> frozenset[str]:
    """Note which mail has to be asked again; return the themes of which words, senders or exceptions are others."""
    changed = differing(_asked(before), _asked(now))
    if changed:
        wanted = frozenset[str]().union(*changed.values())
        found = look(tuple(sorted(wanted))) if wanted else ()
        speaking.ask_again(db, {*speaking.mentioning(db, changed), *found})
    return frozenset(changed)


def _asked(decisions: ThemeDecisions) -> list[Theme]:
    """Return the themes that mail is asked about."""
    themes = asked(decisions.marked)
    return [theme for theme in lexicon(decisions.own).themes if theme.id in themes]


def _of_the_themes(db: Database, now: ThemeDecisions, themes: frozenset[str]) -> Iterable[str]:
    """Return the senders that one of the themes may concern.

    Those whose mail may be set aside by it, that were found to be on it, or whose name, domain or List-Id says it.
    """
    found = {
        organisation
        for organisation, record in shelves.leanings(db).items()
        if any(one.theme in themes for one in unpacked(record, tuple[Leaning, ...]))
    }
    lists: dict[str, set[_Listed]] = {}
    for organisation, mentions, record in speaking.adverts_mentioning(db, themes):
        if organisation in found:
            continue
        if any(one.theme in themes and may_tell(one) for one in unpacked(mentions, tuple[Mention, ...])):
            found.add(organisation)
        else:
            lists.setdefault(organisation, set()).add(unpacked(record, _Listed))
    return found | _called(db, _parts(lexicon(now.own), themes), lists)


def _called(db: Database, parts: frozenset[str], lists: Mapping[str, Collection[_Listed]]) -> set[str]:
    """Return the senders in whose name or domain, or in one of `lists` of theirs, one of `parts` stands.

    Not all of them are called so: to read a name properly takes longer than to sum its sender up.
    """
    lengths = sorted({len(part) for part in parts if len(part) >= _GLUED})
    short = tuple(part for part in parts if len(part) < _GLUED)
    found = set[str]()
    for organisation, name in findings.names(db).items():
        listed = (f"{one.list_id} {one.address}" for one in lists.get(organisation, ()))
        spoken = words(" ".join((name, organisation, *listed)))
        if _holds("".join(spoken), parts, lengths) or any(word.startswith(short) for word in spoken):
            found.add(organisation)
    return found


def _holds(glued: str, parts: frozenset[str], lengths: Iterable[int]) -> bool:
    """Return whether one of `parts`, of so many letters, stands in a name written as one word."""
    return any(
        not parts.isdisjoint([glued[start : start + length] for start in range(len(glued) - length + 1)])
        for length in lengths
    )


def _parts(spoken: Lexicon, themes: Iterable[str]) -> frozenset[str]:
    """Return the terms of themes as they may stand in a name, without the gaps between their words."""
    told = (term for theme in filter(None, map(spoken.theme, themes)) for _, terms in theme.terms for term in terms)
    return frozenset("".join(term.words) for term in told if term.weight)
