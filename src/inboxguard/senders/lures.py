"""Signs in what a mail says, how it writes it and where it leads."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from inboxguard.facts.message import LinkKind
from inboxguard.senders import disguise
from inboxguard.senders.domains import carries, organisational, under
from inboxguard.senders.oddities import SHOWN, View
from inboxguard.senders.suspicion_table import book

_LONGEST_TEXT = 3000
_SHORT_TEXT = 200
_LONG_TEXT = 2000
_SLIPS = 2
_ADVANCE = 3
_ADVERT = re.compile(r"^\W{0,3}(?:adv(?:ert\w{0,10})?\s{0,2}[:\]]|광\W?고)", re.IGNORECASE)
"""What laws ask adverts that nobody asked for to begin with, in America and Korea."""
_REPLY = re.compile(r"^\W{0,3}(?:re|aw|fw|fwd|wg)\s?:", re.IGNORECASE)
_NUMBERS = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}|\d{7,11}")
_SAID = frozenset(
    ("threat", "urgency", "prize", "coin", "advance_fee", "junk_offer", "trade", "disclaimer", "stranger")
)
_GRADES = (
    *(("threat", "threats", 4), ("coin", "coins", 3), ("prize", "prizes", 2)),
    *(("junk_offer", "junk_offers", 2), ("trade", "trades", 3)),
)


def disguises(view: View) -> Iterable[str]:
    """Yield the signs that words are hidden from filters."""
    message = view.message
    yield from _disguised(message.subject[:300])
    if message.sender is not None:
        yield from _disguised(message.sender.name[:100])
    if message.text is not None and disguise.mixed_script(message.text[:_LONGEST_TEXT]) > _SLIPS:
        yield "mixed_script"
    if disguise.random_tail(message.subject[:300]):
        yield "random_tail"
    if disguise.loud(message.subject[:300]):
        yield "loud_subject"


@lru_cache(maxsize=4096)
def _disguised(shown: str) -> tuple[str, ...]:
    """Return the signs in a subject or a display name."""
    found = (
        ("mixed_script", disguise.mixed_script(shown) > 0),
        ("fancy_letters", disguise.fancy_letters(shown)),
        ("hidden_signs", disguise.hidden_signs(shown)),
        ("spaced_word", disguise.spaced_word(shown)),
        ("swapped_letters", disguise.swapped_letters(shown, book().swapped)),
    )
    return tuple(code for code, holds in found if holds)


def words(view: View) -> Iterable[str]:
    """Yield the signs in subject and text."""
    message, seen = view.message, view.seen
    if _ADVERT.match(message.subject[:60]):
        yield "advert_marked"
    if not (_SAID.isdisjoint(seen.subject) and _SAID.isdisjoint(seen.text)):
        yield from _said(seen.subject, seen.text, len(message.text or "") > _LONG_TEXT)
    listed = message.lists.list_id or message.lists.post or seen.discussion_mark
    threaded = message.in_reply_to or message.references or listed
    if message.bulk and not threaded and _REPLY.match(message.subject[:40]):
        yield "false_reply"


def _said(subject: Mapping[str, int], text: Mapping[str, int], long: bool) -> Iterable[str]:
    """Yield the signs in the phrases found; those of the subject count twice, one in a long text is chance."""

    def said(name: str) -> int:
        return 2 * subject.get(name, 0) + max(0, text.get(name, 0) - long)

    urgent, coin = said("urgency"), said("coin")
    if said("advance_fee") >= _ADVANCE:
        yield "advance_fee"
    elif said("advance_fee"):
        yield "fortune"
    if urgent:
        yield "urgency"
    if urgent and (said("threat") or coin):
        yield "lure"
    for code, more, many in _GRADES:
        if said(code):
            yield code
        if said(code) >= many:
            yield more
    for name, code in (("disclaimer", "disclaimer"), ("stranger", "strange_greeting")):
        if name in subject or name in text:
            yield code


def links(view: View) -> Iterable[str]:
    """Return the signs in where links lead."""
    table, message, sending, carried = book(), view.message, view.sending, view.carried
    found: set[str] = set()
    plain = own = 0
    for link, host, house in view.links:
        plain += link.kind is LinkKind.PLAIN
        own += house in sending
        if house is None:
            if _NUMBERS.fullmatch(host):
                found.add("numeric_link")
            continue
        if house in sending:
            continue
        if house in table.short:
            found.add("short_link")
        elif under(host, table.free):
            found.add("free_host_link")
        elif house.rpartition(".")[2] in table.cheap:
            found.add("cheap_link")
        if disguise.gibberish(house.partition(".")[0]):
            found.add("random_link")
        shown = SHOWN.fullmatch(link.text.strip()) if len(link.text) < 200 else None
        if shown is not None and not carried and organisational(shown[1]) not in (None, house, *sending):
            found.add("lying_link")
    if plain and not own and not carried and message.authentication.attested:
        found.add("foreign_links")
    leaving = (link.url for link in message.links if link.kind is LinkKind.UNSUBSCRIBE)
    if any(carries(_mailbox_host(url)) for url in (*message.lists.unsubscribe_mailto[:2], *leaving)):
        found.add("private_way_out")
    if message.opened and message.links and len(message.text or "") < _SHORT_TEXT:
        found.add("little_else")
    return sorted(found)


def _mailbox_host(url: str) -> str:
    """Return the host of a mailto: address, "" for other links."""
    return url[:300].partition("?")[0].rpartition("@")[2] if url[:7].lower() == "mailto:" else ""
