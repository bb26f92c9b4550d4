"""Where a message names a theme: weighted phrases in its subject and words, and who sends it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from inboxguard.facts.message import Message, MessageKey
from inboxguard.themes.dealing import deals
from inboxguard.themes.lexicon import WEIGHTS, Lexicon, Sources
from inboxguard.themes.words import phrase, places, words

THRESHOLD = 1.0
"""From this score on a mail names the theme; below it nothing happens by default."""

_SUBJECT_FACTOR = 1.2
"""A medium term counts more in the subject; strong and weak ones count the same everywhere."""
_MEDIUM, _HINT = WEIGHTS["medium"], WEIGHTS["hint"]
_BESIDE = 0.5
"""Part of a term's points in the sender's name and in paths of links: both stay the same whatever a mail is about."""
_UNNAMED = 0.75
"""Where no strong or medium term stands, weak ones and hints come no further."""
_MOST_HINTED = 0.4
"""Points that hints add at most."""
_NOBODY = Sources()
_IMAGES = 60
_LINKS = 120
_PATH_LENGTH = 300


@dataclass(frozen=True, slots=True)
class Mention:
    """One theme in one message: its score and where the words stand.

    `spans` holds (field, start, end): field is "subject", "preheader", "text", "image:N", "link:N" (the decoded
    path of that link) or "sender"; start and end count characters of the field as written.
    """

    theme: str
    message: MessageKey
    score: float
    spans: tuple[tuple[str, int, int], ...]
    terms: tuple[str, ...]
    """The distinct terms that scored, sorted; a trailing * lets the last word go on."""
    listed: bool
    """Whether its words may set it aside: it carries List-Unsubscribe, List-Id or Precedence, and its subject does not
    speak of a dealing."""

    @property
    def named(self) -> bool:
        """Return whether the score suffices to say that the mail names the theme."""
        return self.score >= THRESHOLD


def mentions(message: Message, lexicon: Lexicon, themes: frozenset[str]) -> tuple[Mention, ...]:
    """Return what `message` says of each of `themes`, best first; a theme that scores nothing is left out.

    Only words of the message's language and English count (all languages where it is unsure), distinct terms
    once each. Words of themes that are not asked for still take part, so that a longer phrase of theirs wins.
    """
    if not themes:
        return ()
    points, spans = _words(message, lexicon, themes)
    scores = {name: _score(scored.values()) for name, scored in points.items()}
    for theme in lexicon.themes:
        if theme.id not in themes:
            continue
        if _comes_from(message, theme.allow):
            scores.pop(theme.id, None)
        elif _comes_from(message, theme.senders):
            scores[theme.id] = max(THRESHOLD, scores.get(theme.id, 0.0))
            spans.setdefault(theme.id, []).append(("sender", 0, len(message.sender.name) if message.sender else 0))
    listed = bool(scores) and _listed(message)
    best_first = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    return tuple(
        Mention(name, message.key, round(score, 2), tuple(spans[name]), tuple(sorted(points.get(name, ()))), listed)
        for name, score in best_first
    )


def _words(
    message: Message, lexicon: Lexicon, themes: frozenset[str]
) -> tuple[dict[str, dict[str, float]], dict[str, list[tuple[str, int, int]]]]:
    """Return, per theme, the points of each distinct term and the spans of all hits."""
    points: dict[str, dict[str, float]] = {}
    spans: dict[str, list[tuple[str, int, int]]] = {}
    searches = lexicon.searches(message.language)
    for field, text in fields(message):
        said = words(text)
        hits = [hit for search in searches for hit in search.find(said) if hit.phrase.theme in themes]
        where = places(text) if hits else []
        for hit in hits:
            theme, term, weight = hit.phrase.theme, hit.phrase.text, hit.phrase.weight
            if field == "subject" and weight == _MEDIUM:
                weight *= _SUBJECT_FACTOR
            elif field.startswith(("sender", "link")):
                weight *= _BESIDE
            scored = points.setdefault(theme, {})
            scored[term] = max(weight, scored.get(term, 0.0))
            spans.setdefault(theme, []).append((field, where[hit.first][0], where[hit.last - 1][1]))
    return points, spans


def _score(points: Iterable[float]) -> float:
    """Return the sum of the points of distinct terms; where none names the theme it stays below the threshold."""
    named = hinted = 0.0
    naming = False
    for one in points:
        if one <= _HINT:
            hinted += one
        else:
            named += one
            naming = naming or one >= _MEDIUM
    score = named + min(hinted, _MOST_HINTED)
    return score if naming else min(score, _UNNAMED)


def fields(message: Message) -> Iterator[tuple[str, str]]:
    """Yield what is searched: subject, preheader, visible words, image texts, the sender's name, paths of links."""
    yield "subject", message.subject
    if message.sender is not None and message.sender.name:
        yield "sender", message.sender.name
    if message.preheader:
        yield "preheader", message.preheader
    if message.text:
        yield "text", message.text
    for number, image in enumerate(message.images[:_IMAGES]):
        yield f"image:{number}", image
    seen: set[str] = set()
    for number, link in enumerate(message.links[:_LINKS]):
        path = _path(link.url)
        if path and path not in seen:
            seen.add(path)
            yield f"link:{number}", path


def _path(url: str) -> str:
    try:
        path = urlsplit(url).path[:_PATH_LENGTH]
    except ValueError:
        return ""
    return unquote(path) if "%" in path else path


def _listed(message: Message) -> bool:
    if deals(message.subject, message.language):
        return False
    lists = message.lists
    ways = lists.unsubscribe_https or lists.unsubscribe_http or lists.unsubscribe_mailto
    return bool(ways or lists.list_id or lists.precedence)


def _comes_from(message: Message, sources: Sources) -> bool:
    """Return whether the message comes from one of `sources`, by From domain, List-Id or sender name."""
    if sources == _NOBODY:
        return False
    if message.lists.list_id and message.lists.list_id.lower() in sources.list_ids:
        return True
    if message.sender is None:
        return False
    domain = message.sender.domain
    if any(domain == listed or domain.endswith(f".{listed}") for listed in sources.domains):
        return True
    return bool(sources.names) and phrase(message.sender.name) in sources.names
