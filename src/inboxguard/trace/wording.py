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
from inboxguard.trace.coverage import Coverage
from inboxguard.trace.gates import GATES
from inboxguard.trace.trail import Evidence, Level, Relation, Rival, Trail
from inboxguard.trace.weighing import COPY, least

Names = Mapping[SenderId, str]

_LONGEST_NAME = 60
_BY_NUMBER = (Level.STRONG, Level.PROBABLE, Level.POSSIBLE)
_HIGHEST = 95
"""Per cent: below a document nothing is ever said to be certain."""
_DOCUMENTED = {
    "answer": "documented_answer",
    "handed_to": "documented_handed",
    "statement_partner": "documented",
    "statement_host": "documented_host",
    "statement_sign_up": "documented_sign_up",
    "statement_customer": "documented_customer",
}
"""From the plainest word about the source to the vaguest."""


def _forbidden() -> re.Pattern[str]:
    """Return a pattern of the words of every language in trace/forbidden.toml; a star there is any ending."""
    listed = tomllib.loads(resources.read("trace/forbidden.toml"))
    words = sorted({word for spoken in listed.values() for word in spoken})
    written = "|".join(re.escape(word).replace(r"\*", r"\w*") for word in words)
    return re.compile(rf"\b(?:{written})\b", re.IGNORECASE)


FORBIDDEN = _forbidden()
"""Words that never stand in a sentence of ours; quotes are the sender's own words and stand as they are."""


def languages() -> tuple[str, ...]:
    """Return the languages that have words for trails."""
    return tuple(name.rpartition("/")[2].removesuffix(".toml") for name in resources.names("trace/wording", ".toml"))


def sentence(trail: Trail, names: Names, language: str, said: date | None = None) -> str:
    """Return the one sentence (with its limit) that may be said about `trail`; `said` dates the statement quoted."""
    words = _words(language)["sentences"]
    recipient, source = _told_apart(trail, names)
    if not {"unauthenticated", "relayed", "look_alike"}.isdisjoint(trail.gates):
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


def _told_apart(trail: Trail, names: Names) -> tuple[str, str]:
    """Return how recipient and source are called; by their domains where one bears the other's name."""
    recipient, source = called(trail.recipient, names), called(trail.source, names)
    if trail.source is not None and recipient.casefold() == source.casefold():
        return str(trail.recipient), str(trail.source)
    return recipient, source


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


def change_words(key: str, trail: Trail, names: Names, language: str) -> str:
    """Return what would change the finding, in a phrase without full stop; KeyError for a key that has no words.

    Keys are those of [changes] in the wording files: answer_source, answer_none, own, given_only, sign_up_found,
    server_said, more_mail, second_kind. Where the trail names no source, the phrase names none either.
    """
    words = _words(language)["changes"]
    if trail.source is None and f"{key}_open" in words:
        key = f"{key}_open"
    kinds = _kinds_of_source(trail, language) if key == "second_kind" else ()
    if kinds:
        key = "second_kind_of"
    recipient, source = called(trail.recipient, names), called(trail.source, names)
    return _capital(words[key].format(recipient=recipient, source=source, kinds=words["or"].join(kinds)))


def why_words(trail: Trail, names: Names, language: str) -> tuple[str, ...]:
    """Return why `trail` has its level, sentence by sentence: the rule or the number, then the gates that limit it."""
    words = _words(language)["why"]
    said: list[str] = []
    if trail.level is Level.DOCUMENTED:
        said.append(words["rule"])
    elif trail.source is not None:
        reached = [level for level in _BY_NUMBER if trail.p_copy >= least(level.value)] or [Level.POSSIBLE]
        said.append(
            words["number"].format(
                p=rounded(trail.p_copy),
                source=called(trail.source, names),
                level=level_words(reached[0], language),
                least=round(100 * least(reached[0].value)),
            )
        )
    for gate in GATES:
        if gate.id not in trail.gates:
            continue
        spoken = gate_words(gate.id, language)
        if gate.cap is not Level.DOCUMENTED:
            said.append(words["capped"].format(gate=spoken, level=level_words(gate.cap, language)))
        elif gate.hides_relation:
            said.append(words["way_hidden"].format(gate=spoken))
    return tuple(said)


def heading_words(key: str, language: str) -> str:
    """Return the heading of a part of an explanation: "why", "evidence", "rivals", "absent", "changes", "limits"."""
    return str(_words(language)["headings"][key])


def searched_words(mails: int, covered: Coverage, language: str) -> str:
    """Return how much mail was looked through, from when to when and with what gaps, as a sentence; "" for none."""
    if covered.first is None or covered.last is None:
        return ""
    first, last = covered.first.date().isoformat(), covered.last.date().isoformat()
    words = str(_words(language)["headings"]["searched"])
    return words.format(mails=mails, first=first, last=last, share=int(100 * covered.share))


def not_proof(language: str) -> str:
    """Return the sentence that belongs to whatever is said about a trail."""
    return str(_words(language)["sentences"]["not_proof"])


def share_words(p: float, language: str) -> str:
    """Return the share of another explanation, to the nearest five per cent: the weighing is no finer than that."""
    words = _words(language)["sentences"]
    return str(words["percent"].format(p=rounded(p)) if rounded(p) else words["under"])


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


def _kinds_of_source(trail: Trail, language: str) -> tuple[str, ...]:
    """Return the kinds of evidence that could be firm about a source and are missing (gates.py)."""
    present = {item.group for item in trail.evidence if item.weight > 0}
    words = _words(language)["absent"]
    return tuple(str(words[group]) for group in "AB" if group not in present)


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
    spoken = [
        f"{rival_words(rival, trail, names, language)} ({share_words(rival.p, language)})" for rival in trail.rivals
    ]
    return "; ".join(spoken) or str(_words(language)["sentences"]["nobody_else"])


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


@cache
def _words(language: str) -> Mapping[str, Mapping[str, str]]:
    spoken = language if language in languages() else "en"
    words: Mapping[str, Mapping[str, str]] = tomllib.loads(resources.read(f"trace/wording/{spoken}.toml"))
    return words
