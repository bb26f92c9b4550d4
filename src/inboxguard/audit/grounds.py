"""The ground on which messages are judged: everything that counts besides their own facts.

What was decided of themes is no part of a message's own judgement: it is read again only where its words may matter
(audit.rematching), and whether it is set aside is concluded with its sender (audit.summing_up).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlite_utils import Database

from inboxguard.audit import rematching
from inboxguard.audit.deciding import corrections, theme_decisions
from inboxguard.audit.rematching import Look
from inboxguard.facts.message import MessageKey
from inboxguard.facts.person import Person
from inboxguard.senders.corrections import NONE, Corrections
from inboxguard.store import accounts, findings, judgements, mentions, own_addresses
from inboxguard.themes.naming import edition
from inboxguard.themes.setting_aside import ThemeDecisions

_NAME = "ground"


@dataclass(frozen=True, slots=True)
class Ground:
    """What messages are judged by besides their own facts; on equal grounds each is judged the same."""

    findings: int
    """The number of the code."""
    person: Person
    themes: ThemeDecisions
    corrections: Corrections = NONE
    edition: str = ""
    """Of the shipped packs by whose words mail was asked of what it speaks."""
    number: int = 0
    """By which stored judgements name their ground; the same while what was decided of single senders changes."""


def stored(db: Database) -> Ground | None:
    """Return the ground on which the stored judgements stand, None before the first analysis."""
    return findings.value(db, _NAME, Ground)


def taken(db: Database, code: int, person: Person, today: date, look: Look) -> Ground:
    """Return the ground of now, and note which stored judgements do not stand on it.

    Where only what was said of single senders and messages changed, those alone are judged anew. `look` finds the
    messages that may hold words.
    """
    before = stored(db)
    now = Ground(code, person, theme_decisions(db, today), corrections(db), edition())
    if before is None or not _comparable(before, now):
        now = replace(now, number=1 if before is None else before.number + 1)
        judgements.touch_all(db)
    else:
        now = replace(now, number=before.number)
        if now != before:
            organisations, keys = _concerned(before, now)
            judgements.judge_again(db, organisations, keys)
            judgements.touch(db, organisations)
            if now.edition != before.edition:
                rematching.ask_all(db)
            rematching.follow(db, before.themes, now.themes, look)
    if now != before:
        mentions.mark(db, now.themes.marked)
        findings.keep(db, _NAME, now)
    return now


def _comparable(before: Ground, now: Ground) -> bool:
    return (
        before.findings == now.findings
        and set(before.person.addresses) == set(now.person.addresses)
        and set(before.person.authserv_ids) == set(now.person.authserv_ids)
    )


def _concerned(before: Ground, now: Ground) -> tuple[set[str], set[MessageKey]]:
    """Return the organisations, and the messages, of which something else was corrected."""
    one, other = before.corrections, now.corrections
    organisations: set[str] = set()
    for old, new in ((one.merged, other.merged), (one.renamed, other.renamed)):
        organisations |= _differing(old, new) | {old.get(key, key) for key in _differing(old, new)}
        organisations |= {new.get(key, key) for key in _differing(old, new)}
    organisations |= _differing(one.kinds_of_senders, other.kinds_of_senders)
    for split in set(one.split) ^ set(other.split):
        organisations |= {split.organisation, split.becomes}
    organisations |= {told.home(name) for told in (one, other) for name in tuple(organisations)}
    kinds, others = one.kinds_of_messages, other.kinds_of_messages
    return organisations, {key for key in kinds.keys() | others.keys() if kinds.get(key) != others.get(key)}


def _differing(one: Mapping[str, str], other: Mapping[str, str]) -> set[str]:
    return {key for key in one.keys() | other.keys() if one.get(key) != other.get(key)}


def with_accounts(db: Database, person: Person) -> Person:
    """Return the person with the addresses of the accounts and those that exports brought.

    Those are theirs whatever else was told or learnt.
    """
    addresses = (account.address for account in accounts.accounts(db))
    return replace(person, addresses=tuple(dict.fromkeys((*person.addresses, *addresses, *own_addresses.brought(db)))))
