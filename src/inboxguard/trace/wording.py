"""The only sentences that may be said about a trail, per level and language (trace.md 3, required wording).

Words lie in resources/trace/wording/<lang>.toml. Names of organisations come from strangers' mail: they are stripped
of control characters and bounded, and where a name bears a forbidden word its domain stands for it.
"""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from datetime import date
from functools import cache

from inboxguard import resources
from inboxguard.senders.sender import SenderId
from inboxguard.trace.trail import Evidence, Level, Relation, Rival, Trail
from inboxguard.trace.weighing import COPY

FORBIDDEN = re.compile(
    r"\b(?:sold|sells?|selling|leak\w*|illegal\w*|breach\w*|stole\w*|steal\w*|theft"
    r"|verkauf\w*|geleakt\w*|datenleck\w*|gestohlen\w*|stahl|diebstahl\w*|rechtswidrig\w*)\b",
    re.IGNORECASE,
)
"""Words that never stand in a sentence of ours; quotes are the sender's own words and stand as they are."""

Names = Mapping[SenderId, str]

_LONGEST_NAME = 60
_HIGHEST = 95
"""Per cent: below a document nothing is ever said to be certain."""
_DOCUMENTED = {
    "answer": "documented_answer",
    "statement_partner": "documented",
    "statement_host": "documented_host",
    "statement_sign_up": "documented_sign_up",
    "statement_customer": "documented_customer",
}
"""From the plainest word about the source to the vaguest."""


def languages() -> tuple[str, ...]:
    """Return the languages that have words for trails."""
    return tuple(name.rpartition("/")[2].removesuffix(".toml") for name in resources.names("trace/wording", ".toml"))


def sentence(trail: Trail, names: Names, language: str, said: date | None = None) -> str:
    """Return the one sentence (with its limit) that may be said about `trail`; `said` dates the statement quoted."""
    words = _words(language)["sentences"]
    recipient, source = called(trail.recipient, names), called(trail.source, names)
    if "unauthenticated" in trail.gates:
        recipient = words["claims_to_be"].format(recipient=recipient)
    if trail.source is None:
        key = "own" if trail.relation is Relation.OWN else "not_shown"
        return str(words[key].format(recipient=recipient))
    if trail.level is Level.DOCUMENTED:
        spoken = words[_documented(trail)].format(
            recipient=recipient, source=source, detail=_detail(trail, language, said)
        )
    else:
        way = trail.relation.value if trail.relation.value in _words(language)["ways"] else "open"
        spoken = words[trail.level.value].format(
            recipient=recipient,
            source=source,
            p=rounded(trail.p_copy),
            rivals=_rivals(trail, names, language),
            way=_capital(_words(language)["ways"][way].format(recipient=recipient, source=source)),
        )
    return f"{_capital(spoken)} {words['not_proof']}"


def level_words(level: Level, language: str) -> str:
    """Return a level in a word."""
    return str(_words(language)["levels"][level.value])


def relation_words(trail: Trail, language: str) -> str:
    """Return what may be said about the way, hedged below documented; "way not known" is always allowed."""
    words = _words(language)
    if trail.level is Level.DOCUMENTED:
        return str(words["documented"].get(trail.relation.value, words["documented"]["unknown"]))
    return str(words["relations"][trail.relation.value])


def evidence_title(evidence: Evidence, trail: Trail, names: Names, language: str) -> str:
    """Return what one piece of evidence shows, in a phrase without full stop."""
    recipient, source = called(trail.recipient, names), called(trail.source, names)
    return str(_words(language)["evidence"][evidence.signal].format(recipient=recipient, source=source))


def rival_words(rival: Rival, trail: Trail, names: Names, language: str) -> str:
    """Return another explanation in a phrase without full stop."""
    words = _words(language)["rivals"]
    key = rival.relation.value
    if rival.relation in COPY:
        key = "from_source" if rival.source is not None else "from_other"
    recipient, source = called(trail.recipient, names), called(rival.source, names)
    return str(words[key].format(recipient=recipient, source=source))


def gate_words(gate: str, language: str) -> str:
    """Return why a gate limits or forbids the claim."""
    return str(_words(language)["gates"][gate])


def absent_words(trail: Trail, language: str) -> tuple[str, ...]:
    """Return which kinds of evidence were looked for and not found; () where nothing was looked for."""
    if trail.relation is Relation.OWN:
        return ()
    present = {item.group for item in trail.evidence if item.weight > 0}
    return tuple(str(words) for group, words in _words(language)["absent"].items() if group not in present)


def rounded(p: float) -> int:
    """Return a probability in per cent, rounded to 5 and never above 95."""
    return min(_HIGHEST, 5 * round(20 * p))


def called(organisation: SenderId | None, names: Names) -> str:
    """Return what an organisation is called in a sentence: one bounded line without control characters."""
    if organisation is None:
        return ""
    name = "".join(
        " " if letter.isspace() else letter
        for letter in names.get(organisation, organisation)
        if letter.isspace() or not unicodedata.category(letter).startswith("C")
    )
    name = " ".join(name.split())[:_LONGEST_NAME].strip()
    return name if name and not FORBIDDEN.search(name) else organisation


def _documented(trail: Trail) -> str:
    signals = {item.signal for item in trail.evidence}
    return next(key for signal, key in _DOCUMENTED.items() if signal in signals)


def _detail(trail: Trail, language: str, said: date | None) -> str:
    by_signal = {item.signal: item for item in reversed(trail.evidence)}
    spoken = next(by_signal[signal] for signal in _DOCUMENTED if signal in by_signal)
    quote = _words(language)["sentences"]["quote"].format(quote=spoken.quote) if spoken.quote else None
    parts = [part for part in (quote, said.isoformat() if said else None) if part]
    return f" ({', '.join(parts)})" if parts else ""


def _rivals(trail: Trail, names: Names, language: str) -> str:
    words = _words(language)["sentences"]
    spoken = []
    for rival in trail.rivals:
        share = words["percent"].format(p=rounded(rival.p)) if rounded(rival.p) else words["under"]
        spoken.append(f"{rival_words(rival, trail, names, language)} ({share})")
    return "; ".join(spoken) or str(words["nobody_else"])


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


@cache
def _words(language: str) -> Mapping[str, Mapping[str, str]]:
    spoken = language if language in languages() else "en"
    words: Mapping[str, Mapping[str, str]] = tomllib.loads(resources.read(f"trace/wording/{spoken}.toml"))
    return words
