"""`trail explain`: one trail with its evidence, its rivals, and what would change it."""

from collections.abc import Iterable, Iterator

import click

from inboxguard.audit.explained import Explained
from inboxguard.audit.trail_views import Card, TrailDetail
from inboxguard.cli.command import Session, reading
from inboxguard.cli.printing import print_json, say
from inboxguard.trace.trail import Relation

_ITEM, _UNDER = "  - ", "    "
_MOST_GIVEN = 5


@click.command(short_help="Why a trail has its level, and what would change it.")
@click.argument("organisation")
@click.option("--reveal", is_flag=True, help="Also what you set aside.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout.")
@click.pass_obj
def explain(session: Session, organisation: str, reveal: bool, as_json: bool) -> None:
    """Why a trail has its level: evidence, other explanations, what was not found, what would change it.

    ORGANISATION is the domain or name of a sender that advertises.
    """
    with reading(session) as audit:
        if as_json:
            print_json(audit.json_trail(organisation))
            return
        told = audit.explained(organisation, reveal)
    for line in _lines(told):
        say(line)


def _lines(told: Explained) -> Iterator[str]:
    trail, row = told.trail, told.trail.row
    # Who is set aside is not named by its domain either.
    yield told.name if row.name is None else f"{told.name} ({row.recipient})"
    yield trail.sentence
    if row.source is None:
        yield row.level_words
    else:
        address = (row.address,) if any(card.address for card in trail.cards) else ()
        yield ", ".join((row.level_words, row.relation_words, *address))
    yield from _settled(trail)
    rivals = (f"{rival.words} ({share})" for rival, share in zip(trail.rivals, told.shares, strict=True))
    limits = (limit for limit in trail.limits if not any(reason.startswith(limit) for reason in trail.why))
    parts: tuple[tuple[str, Iterable[str]], ...] = (
        ("why", _items(trail.why)),
        ("evidence", _cards(trail.cards)),
        ("rivals", _items(rivals)),
        ("absent", _items(trail.absent)),
        ("changes", _items(trail.changes)),
        ("limits", _items(limits)),
    )
    for key, words in parts:
        if lines := list(words):
            yield ""
            yield told.headings[key]
            yield from lines
    yield ""
    if told.searched:
        yield told.searched
    yield f"inboxguard {told.software}. {told.reservation}"


def _settled(trail: TrailDetail) -> Iterator[str]:
    """Yield by what word or document nothing is claimed, and how that is taken back."""
    who = trail.row.recipient if trail.row.name is not None else "ORGANISATION"
    if trail.row.settled == "mine":
        yield f"You said that you signed up there yourself; “trail not-mine {who}” takes it back."
    elif trail.row.settled == "answered":
        yield "An answer that you filed names no source; “trail answers” shows it, “trail forget ID” takes it back."
    elif trail.row.relation is Relation.OWN and not trail.cards:
        for address, _ in trail.given[:_MOST_GIVEN]:
            yield f"{address} was given to it; “address forget {address} {who}” takes that back."


def _items(words: Iterable[str]) -> Iterator[str]:
    return (f"{_ITEM}{one}" for one in words)


def _cards(cards: Iterable[Card]) -> Iterator[str]:
    for card in cards:
        yield f"{_ITEM}{card.title}"
        if card.quote:
            yield f"{_UNDER}“{card.quote}”"
        if card.line is not None and not card.line.aside:
            day = f"{card.line.at.date().isoformat()}  " if card.line.at is not None else ""
            yield f"{_UNDER}{day}{card.line.subject or ''}".rstrip()
        if card.document or card.on is not None:
            day = f"{card.on.isoformat()}  " if card.on is not None else ""
            yield f"{_UNDER}{day}{card.document}".rstrip()
