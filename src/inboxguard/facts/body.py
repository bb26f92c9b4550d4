"""The body of a message as a person reads it: visible words, preview, footer, links and image texts."""

import tomllib
from dataclasses import dataclass
from functools import cache

from inboxguard import resources
from inboxguard.facts import links, markup, mime, trackers
from inboxguard.facts.message import Link, LinkKind, Remote
from inboxguard.facts.phrases import Phrases

MOST_TEXT = 64_000
_FOOTER = 1_500
_LONGEST_FOOTER = 3_000
_BEFORE = 200
"""So much of what stands before the first notice belongs to a footer."""
_LONGEST_NOTICE = 100


@dataclass(frozen=True, slots=True)
class Body:
    """What a body says; text is at most 64,000 characters, the footer at most 3,000."""

    text: str
    preheader: str
    footer: str
    links: tuple[Link, ...]
    images: tuple[str, ...]
    remote: tuple[Remote, ...] = ()


@cache
def _notices() -> Phrases:
    """Return the words with which footers begin: ways out, legal notices, why the mail came."""
    data = tomllib.loads(resources.read("facts/footers.toml"))
    return Phrases(word for group in data["notice"].values() for word in group)


def gives_notice(text: str) -> bool:
    """Return whether words of a footer stand in a line: a way out, a legal notice, why the mail came."""
    return bool(_notices().occurring(text.lower()))


def _first_notice(text: str) -> int | None:
    """Return where the first notice of a text stands; None where there is none."""
    lower = text.lower()
    places = [lower.find(notice) for notice in _notices().occurring(lower)]
    return min(places) if places else None


def footer(text: str) -> str:
    """Return the last part of a visible text: 1,500 characters, or from the first notice near the end on.

    The notices of a mail may speak another language than its text, or two: the first of any language counts.
    """
    if len(text) <= _FOOTER:
        # A short mail is not all footer: keep to where its notices begin, if it has any. The first line is its title.
        first = text.find("\n") + 1
        at = _first_notice(text[first:])
        return text[-_FOOTER // 2 :] if at is None else text[text.rfind("\n", 0, first + at) + 1 :]
    start = len(text) - _FOOTER
    # A notice that stands later moves nothing; one that begins before that may end after it.
    begin = max(0, len(text) - _LONGEST_FOOTER + _BEFORE)
    at = _first_notice(text[begin : start + _BEFORE + _LONGEST_NOTICE])
    if at is not None:
        start = max(0, min(start, begin + at - _BEFORE))
    return text[start:]


def body(found: mime.Texts) -> Body:
    """Return what the texts of a body say, the HTML before the plain text; nothing is fetched, nothing raises."""
    if found.html is not None:
        seen = markup.seen(found.html)
        if seen.text or seen.links or seen.images:
            known, text = seen.links, seen.text
            leads_out = any(item.kind == LinkKind.UNSUBSCRIBE for item in known)
            if found.plain and not (text and leads_out):
                plain = markup.lines(found.plain)
                if not leads_out:
                    # Some senders offer the way out in the plain text only.
                    known += [item for item in links.in_text(plain) if item.kind == LinkKind.UNSUBSCRIBE]
                text = text or plain
            remote = seen.remote + trackers.carrying(known)
            return Body(text[:MOST_TEXT], seen.preheader, footer(text), links.kept(known), tuple(seen.images), remote)
    plain = markup.lines(found.plain) if found.plain else ""
    known = links.in_text(plain)
    return Body(plain[:MOST_TEXT], "", footer(plain), links.kept(known), (), trackers.carrying(known))
