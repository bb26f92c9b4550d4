"""Where a message names a theme: weighted phrases in its subject and words, and who sends it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from inboxguard.facts.language import plausible
from inboxguard.facts.message import LinkKind, Message, MessageKey
from inboxguard.themes.dealing import deals, is_subscribed, sells, writes_to_one
from inboxguard.themes.lexicon import OWN, SHELF, WEIGHTS, Lexicon, Sources
from inboxguard.themes.parts import parts
from inboxguard.themes.phrases import Phrase
from inboxguard.themes.trades import always_meant, goods, outweigh
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
_SHORT = 60
"""Words of a body, its footer included, up to which each of them counts."""
_MANY = 6
"""Lines and sentences from which on a body counts as long however short they are."""
_ENOUGH = 0.2
"""Share of a long body's parts from which on the mail is about the theme."""
_LEAST_SHARE = 0.4
"""Share of the points of the theme that a mail speaks of most, below which another one is said beside it."""
_HEADS = ("subject", "preheader", "sender")
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
    once each. Words of themes that are not asked for still take part, so that a longer phrase of theirs wins. In a long
    mail its body counts by how much of it speaks of the theme: one product among forty is not what it is about. Nor is
    a theme that a mail names far less than another one, or than the goods of another trade.
    """
    if not themes:
        return ()
    found = _found(message, lexicon, themes)
    scores = {name: one.score(found.long) for name, one in found.said.items()}
    _withhold(message, lexicon, themes, found, scores)
    for theme in lexicon.with_sources:
        if theme.id not in themes:
            continue
        if _comes_from(message, theme.allow):
            scores.pop(theme.id, None)
        elif _comes_from(message, theme.senders):
            scores[theme.id] = max(THRESHOLD, scores.get(theme.id, 0.0))
            one = found.said.setdefault(theme.id, _Said())
            one.spans.append(("sender", 0, len(message.sender.name) if message.sender else 0))
    listed = bool(scores) and _listed(message)
    best_first = sorted(((name, score) for name, score in scores.items() if score), key=lambda one: (-one[1], one[0]))
    return tuple(
        Mention(name, message.key, round(score, 2), tuple(said.spans), tuple(sorted({*said.head, *said.body})), listed)
        for name, score in best_first
        for said in (found.said[name],)
    )


def _withhold(
    message: Message, lexicon: Lexicon, themes: frozenset[str], found: "_Found", scores: dict[str, float]
) -> None:
    """Take back what a mail names beside the point: it plainly sells something else, or is about another theme.

    Not of themes that the person brought: their words were chosen for what they say.
    """
    chosen = {theme.id for theme in lexicon.themes if theme.brought or theme.group == OWN}
    naming = [name for name, score in scores.items() if score >= THRESHOLD and name not in chosen]
    if not naming:
        return
    sold = goods(message)
    aside = [name for name in naming if not found.said[name].in_subject and not always_meant(name)]
    most = max(_all_scores(message, lexicon, themes, found, scores).values()) if aside else 0.0
    for name in naming:
        said = found.said[name]
        terms = {*said.head, *said.body}
        # A lone word in one sentence of a long mail is said in passing.
        passing = found.long and len(terms) == 1 and said.parts == 1 and not said.head and not always_meant(name)
        if (
            passing
            or outweigh(sold, name, scores[name], terms)
            or (name in aside and scores[name] < most * _LEAST_SHARE)
        ):
            scores[name] = _UNNAMED


def _all_scores(
    message: Message, lexicon: Lexicon, themes: frozenset[str], found: "_Found", scores: dict[str, float]
) -> dict[str, float]:
    """Return the scores of all themes, whether they are asked for or not."""
    every = frozenset(theme.id for theme in lexicon.themes if theme.group != OWN)
    if every <= themes:
        return scores
    whole = _found(message, lexicon, every)
    return scores | {name: one.score(whole.long) for name, one in whole.said.items()}


@dataclass(slots=True)
class _Said:
    """What a mail says of one theme: points of each distinct term at its head and in its body, and where they stand."""

    head: dict[str, float] = field(default_factory=dict)
    body: dict[str, float] = field(default_factory=dict)
    spans: list[tuple[str, int, int]] = field(default_factory=list)
    parts: int = 0
    """Parts of the body that speak of it."""
    own: bool = False
    """Words of the person's own count wherever they stand."""
    in_subject: bool = False
    """Whether a strong term stands in the subject line."""

    def score(self, long: int) -> float:
        """Return its score in a mail of `long` parts; 0 for a short one, in which every part counts."""
        share = 1.0 if self.own or not long else min(1.0, self.parts / long / _ENOUGH)
        if share >= 1.0:
            both = {term: max(self.head.get(term, 0.0), self.body.get(term, 0.0)) for term in {*self.head, *self.body}}
            return _sum(both.values())
        head = _sum(self.head.values())
        beside = min(share, share * _sum(points for term, points in self.body.items() if term not in self.head))
        return head + beside if any(points >= _MEDIUM for points in self.head.values()) else max(head, beside)


@dataclass(slots=True)
class _Found:
    said: dict[str, _Said] = field(default_factory=dict)
    long: int = 0
    """Parts of a long body, 0 for a short one."""


def _found(message: Message, lexicon: Lexicon, themes: frozenset[str]) -> _Found:
    """Return what a mail says of each theme."""
    found = _Found()
    searches = lexicon.searches(message.language)
    among = _likely(message, lexicon) if message.language is None else None
    number = said_words = 0
    counted = False
    for name, text in fields(message):
        said = words(text)
        hits = [hit for search in searches for hit in search.find(said, among) if hit.phrase.theme in themes]
        below = not name.startswith(_HEADS)
        if below and not name.startswith("link"):
            said_words += len(said)
        if not hits:
            number += name.startswith("image")
            continue
        where = places(text, max(hit.last for hit in hits))
        body = parts(text) if name == "text" else None
        counted = counted or body is not None
        number += len(body.starts) if body is not None else name.startswith("image")
        speaking: dict[str, list[int]] = {}
        for hit in hits:
            start, end = where[hit.first][0], where[hit.last - 1][1]
            one = found.said.setdefault(hit.phrase.theme, _Said(own=hit.phrase.theme.startswith(SHELF)))
            if body is not None and body.at(start) is None and not one.own:
                continue  # the footer says nothing of what a mail is about
            points = one.body if below else one.head
            points[hit.phrase.text] = max(_points(name, hit.phrase.weight), points.get(hit.phrase.text, 0.0))
            one.in_subject = one.in_subject or (name == "subject" and hit.phrase.weight >= THRESHOLD)
            one.spans.append((name, start, end))
            speaking.setdefault(hit.phrase.theme, []).append(start)
        for theme, starts in speaking.items():
            if body is not None:
                found.said[theme].parts += body.holding(starts)
            elif name.startswith("image"):
                found.said[theme].parts += 1
    if found.said and not counted:
        number += len(parts(message.text or "").starts)
    found.long = number if said_words > _SHORT or number >= _MANY else 0
    found.said = {theme: one for theme, one in found.said.items() if one.spans}
    return found


def _likely(message: Message, lexicon: Lexicon) -> Callable[[Phrase], bool] | None:
    """Return what is true of the phrases of languages that a mail of unknown language may be in; None for all."""
    likely = plausible(f"{message.subject}\n{message.preheader}\n{message.text or ''}")
    return lexicon.spoken_in(likely) if likely else None


def _points(name: str, weight: float) -> float:
    """Return what a term counts in a field."""
    if name == "subject" and weight == _MEDIUM:
        return weight * _SUBJECT_FACTOR
    return weight * _BESIDE if name.startswith(("sender", "link")) else weight


def _sum(points: Iterable[float]) -> float:
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
    lists = message.lists
    ways = lists.unsubscribe_https or lists.unsubscribe_http or lists.unsubscribe_mailto
    # A list without a way out, of mail that leads nowhere, is a family's or a club's.
    marked = ways or ((lists.list_id or lists.precedence) and (message.links or message.images))
    if not marked or deals(message.subject, message.language, message.text):
        return False
    if ways and not (lists.one_click or lists.list_id or lists.precedence) and message.opened and not _brings(message):
        return False
    return lists.one_click or not writes_to_one(message.subject, message.text, message.language)


def _brings(message: Message) -> bool:
    """Return whether a mail leads anywhere, shows anything, sells in its words or says that it was subscribed to.

    Carriers add a way out to whatever goes through them: a hospital's plain notice is no advert for that.
    """
    if message.images or any(link.kind is LinkKind.PLAIN for link in message.links):
        return True
    return sells(message.subject, message.text, message.language) or is_subscribed(message.text, message.language)


def _comes_from(message: Message, sources: Sources) -> bool:
    """Return whether the message comes from one of `sources`, by From domain, List-Id or sender name."""
    if message.lists.list_id and message.lists.list_id.lower() in sources.list_ids:
        return True
    if message.sender is None:
        return False
    domain = message.sender.domain
    if any(domain == listed or domain.endswith(f".{listed}") for listed in sources.domains):
        return True
    return bool(sources.names) and phrase(message.sender.name) in sources.names
