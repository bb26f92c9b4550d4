"""Senders that write about one theme even where a mail does not name it: what their past mail and their names say.

A sender, or a list of it, is compared with kinds of sender: those that write about the theme and little else, and those
that do so now and then, for a month, beside other themes or only in the menu of every mail
(resources/shelves/leaning.toml). What comes out is only ever proposed: the person is asked.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from inboxguard.facts.message import MessageKey
from inboxguard.senders.attribution import Attribution, Kind, Role
from inboxguard.senders.sender import SenderId
from inboxguard.themes.leaning import OUTCOMES, Leaning, Reason, Stretch, Weights, probability, speaks_for, weights
from inboxguard.themes.lexicon import WEIGHTS, Lexicon, Theme
from inboxguard.themes.matching import Mention
from inboxguard.themes.naming_senders import LEVELS, MEDIUM, Names, clearest
from inboxguard.themes.words import words

Heard = tuple[Attribution, Sequence[Mention]]

_HEADS = frozenset({"subject", "preheader"})
_DATES = "dates"
_NEARLY_ALL = 0.8
_LEAST = 5
"""Mails before a term is taken to stand in all of them."""
_MOST_EXAMPLES = 2
_MOST_LEXICONS = 4
_MOST_LISTS = 40
_REGISTERED = frozenset({Role.SIGN_UP, Role.CONFIRMED, Role.ACCOUNT})
_SAYS: Mapping[str, str] = {}
_named: dict[int, tuple[Lexicon, Names]] = {}
"""What names say, by the identity of the lexicon, which is kept with it: to compare lexicons takes too long."""


@dataclass(frozen=True, slots=True)
class _Mail:
    """A marketing mail of the sender and what it shows of all themes."""

    attribution: Attribution
    mentions: Mapping[str, Mention]
    campaigns: Mapping[str, str]
    """What its campaign values say."""
    listed: Mapping[str, str]
    """What its List-Id and the host below its sender's domain say."""
    others: frozenset[str]
    """Themes that it names, marked or not."""


@dataclass(frozen=True, slots=True)
class _Case:
    """A sender and a theme that it may write about alone."""

    theme: Theme
    unrelated: frozenset[str]
    dealings: tuple[Heard, ...]
    """Mail of it that is no marketing."""
    examples: frozenset[MessageKey]
    called: tuple[Mapping[str, str], Mapping[str, str]]
    """What its display name and its domain say."""


def leanings(
    heard: Sequence[Heard],
    lexicon: Lexicon,
    themes: frozenset[str],
    examples: Mapping[str, Collection[MessageKey]] | None = None,
) -> tuple[Leaning, ...]:
    """Return on which of `themes` nearly all marketing of one sender may be, the likeliest first.

    `heard` holds the mail of the sender in order of time, each with its mentions of `themes`. Where only some of its
    lists are on a theme, these are named and not the sender. `examples` holds, by theme, mails that the person put on
    that shelf by hand. `leaning.proposed` says whether one is likely enough to ask about.
    """
    table, names, by_hand = weights(), _names(lexicon), examples or {}
    incoming = [one for one in heard if not one[0].outgoing]
    marketing = [one for one in incoming if one[0].kind is Kind.MARKETING][-table.recent :]
    if not marketing or not themes:
        return ()
    spoken = frozenset(one.language for one, _ in marketing if one.language)
    called = _called([one for one, _ in marketing], names, spoken)
    listed = {key: names.list_says(*key, spoken) for key in {(one.list_id, one.address) for one, _ in marketing}}
    wanted = {said.theme for _, mentions in marketing for said in mentions}.union(*called, *listed.values(), by_hand)
    wanted &= themes
    if not wanted:
        return ()
    dealings = tuple(one for one in incoming if one[0].kind is not Kind.MARKETING)
    mails = [
        _Mail(
            one,
            {said.theme: said for said in mentions},
            clearest(names.says(value, spoken) for value in one.campaigns) if one.campaigns else _SAYS,
            listed[one.list_id, one.address],
            _subject_names(one.subject, one.language, lexicon)
            | {said.theme for said in mentions if said.named and not _HEADS.isdisjoint(_fields(said))},
        )
        for one, mentions in marketing
    ]
    found = []
    for theme in filter(None, map(lexicon.theme, wanted)):
        unrelated = frozenset(other.id for other in lexicon.themes if not _related(theme, other))
        case = _Case(theme, unrelated, dealings, frozenset(by_hand.get(theme.id, ())), called)
        found.append(_of_theme(case, mails, table))
    return tuple(sorted(found, key=lambda one: (-one.p, one.theme)))


def boilerplate(heard: Sequence[Heard]) -> frozenset[tuple[str, str]]:
    """Return the (theme, term) pairs that stand in nearly every marketing mail of a sender, below its subject.

    Such terms belong to its menu or footer and say nothing of a single mail, unless it writes about the theme alone:
    ask for `leanings` first. Nothing is known before five mails.
    """
    marketing = [mentions for one, mentions in heard if one.kind is Kind.MARKETING and not one.outgoing]
    below: Counter[tuple[str, str]] = Counter()
    everywhere: Counter[tuple[str, str]] = Counter()
    for mentions in marketing:
        for said in mentions:
            pairs = [(said.theme, term) for term in said.terms]
            everywhere.update(pairs)
            if _HEADS.isdisjoint(_fields(said)):
                below.update(pairs)
    if len(marketing) < _LEAST:
        return frozenset()
    least = _NEARLY_ALL * len(marketing)
    return frozenset(pair for pair, mails in everywhere.items() if mails >= least and below[pair] >= least / 2)


def _of_theme(case: _Case, mails: Sequence[_Mail], table: Weights) -> Leaning:
    """Return the leaning of the whole sender, or of its lists where they are likelier and others speak against it."""
    whole = _judged(case, mails, (), table)
    by_list: dict[str, list[_Mail]] = {}
    for mail in mails:
        by_list.setdefault(mail.attribution.list_id or "", []).append(mail)
    enough = {name: some for name, some in by_list.items() if len(some) >= table.list_least}
    if len(by_list) < 2 or len(by_list) > _MOST_LISTS:
        return whole
    against = any(speaks_for(_stretches(case, some), table) < table.against for some in enough.values())
    if not against:
        return whole
    lists = [_judged(case, some, (name,), table) for name, some in enough.items() if name]
    likely = [one for one in lists if one.p >= table.proposed]
    if likely:
        return Leaning(
            case.theme.id,
            tuple(sorted(name for one in likely for name in one.lists)),
            min(one.p for one in likely),
            max(likely, key=lambda one: one.p).because,
            tuple(
                mail.attribution.message
                for mail in mails
                if any(mail.attribution.message in one.messages for one in likely)
            ),
        )
    return max([*lists, _less(whole, table)], key=lambda one: one.p)


def _less(whole: Leaning, table: Weights) -> Leaning:
    """Return the leaning of a sender of which a list speaks against it: it is never likely enough to ask."""
    return Leaning(whole.theme, (), min(whole.p, table.proposed / 2), whole.because, whole.messages)


def _judged(case: _Case, mails: Sequence[_Mail], lists: tuple[str, ...], table: Weights) -> Leaning:
    theme, likelier = case.theme.id, table.likelier
    outcomes = [_outcome(mail, case) for mail in mails]
    because: list[Reason] = []
    odds = table.prior + speaks_for(_stretches(case, mails), table)
    counts = Counter(outcomes)
    named, of = counts["head"] + counts["body"], len(mails)
    if named:
        because.append(Reason("named", named, of))
    if counts["hint"]:
        because.append(Reason("hints", counts["hint"], of))
    by_name, by_domain = (_own(says, case) for says in case.called)
    clear = max(by_name or "", by_domain or "", key=("", *LEVELS).index)
    because.extend(Reason(code) for code, level in (("name", by_name), ("domain", by_domain)) if level)
    if clear:
        odds += likelier[f"name_{clear}"] + (likelier["name_both"] if by_name and by_domain else 0.0)
    else:
        odds += likelier["name_other" if _other(case) else "name_silent"]
    listed = sum(_clear(mail.listed, theme) for mail in mails)
    if listed >= _NEARLY_ALL * of:
        odds += likelier["list_own" if lists else "list"]
        because.append(Reason("list", listed, of))
    if campaigns := sum(_clear(mail.campaigns, theme) for mail in mails):
        because.append(Reason("campaign", campaigns, of))
    if landing := sum(theme in mail.mentions and _beside(mail.mentions[theme]) for mail in mails):
        because.append(Reason("landing", landing, of))
    for code, roles in (("registered", _REGISTERED), ("bought", frozenset({Role.PURCHASE}))):
        dealt = [
            one for one, said in case.dealings if one.role in roles and any(s.theme == theme and s.named for s in said)
        ]
        if dealt:
            odds += likelier[code]
            because.append(Reason(code, len(dealt), sum(one.role in roles for one, _ in case.dealings)))
    if by_hand := sum(mail.attribution.message in case.examples for mail in mails):
        odds += likelier["example"] * min(by_hand, _MOST_EXAMPLES)
        because.append(Reason("examples", by_hand, of))
    shown = (mail.attribution.message for mail, done in zip(mails, outcomes, strict=True) if done in ("head", "body"))
    return Leaning(theme, lists, probability(odds, table), tuple(because), tuple(shown))


def _stretches(case: _Case, mails: Iterable[_Mail]) -> list[Stretch]:
    """Return what the mails of each month do, those near a day of the theme apart."""
    counts: dict[tuple[int, int, bool], list[int]] = {}
    for mail in mails:
        at = mail.attribution.at
        season = at is not None and _season(case.theme, at.date())
        month = (at.year, at.month, season) if at is not None else (0, 0, False)
        counts.setdefault(month, [0] * len(OUTCOMES))[OUTCOMES.index(_outcome(mail, case))] += 1
    return [Stretch(tuple(numbers), season) for (_, _, season), numbers in counts.items()]


def _outcome(mail: _Mail, case: _Case) -> str:
    """Return what the mail does with the theme, one of OUTCOMES."""
    theme = case.theme.id
    said = mail.mentions.get(theme)
    fields = _fields(said) if said is not None else frozenset()
    if mail.attribution.message in case.examples or (said is not None and said.named and not _HEADS.isdisjoint(fields)):
        return "head"
    if not case.unrelated.isdisjoint(mail.others) and theme not in mail.others:
        return "other"
    if said is not None and said.named and fields != {"sender"}:
        return "body"
    if fields - {"sender"} or _clear(mail.campaigns, theme):
        return "hint"
    return "silent"


def _season(theme: Theme, day: date) -> bool:
    return any(occasion.holds(day) for occasion in theme.occasions)


def _own(says: Mapping[str, str], case: _Case) -> str | None:
    """Return how clearly a name says the theme; not at all where it says another one as clearly."""
    level = says.get(case.theme.id)
    if level is None:
        return None
    rank = LEVELS.index(level)
    return (
        None if any(LEVELS.index(other) >= rank for theme, other in says.items() if theme != case.theme.id) else level
    )


def _other(case: _Case) -> bool:
    """Return whether the sender's names clearly say a theme that has nothing to do with this one."""
    return any(_clear(says, theme) for says in case.called for theme in case.unrelated.intersection(says))


def _called(
    mails: Sequence[Attribution], names: Names, spoken: frozenset[str]
) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Return what the name and the domain of a sender say; a name counts where most of its mails bear it."""
    (name, bearing), *_ = Counter(one.name for one in mails).most_common(1)
    domain = next((one.organisation for one in mails if one.organisation), "")
    by_name = names.says(name, spoken) if 2 * bearing >= len(mails) else _SAYS
    return by_name, names.says(domain.partition(".")[0], spoken)


def _fields(said: Mention) -> frozenset[str]:
    return frozenset(field for field, _, _ in said.spans)


def _beside(said: Mention) -> bool:
    """Return whether a link or a picture says it and neither subject nor preheader does."""
    fields = _fields(said)
    return _HEADS.isdisjoint(fields) and any(field.startswith(("link:", "image:")) for field in fields)


def _clear(says: Mapping[str, str], theme: str) -> bool:
    return theme in says and LEVELS.index(says[theme]) >= LEVELS.index(MEDIUM)


def _related(theme: Theme, other: Theme) -> bool:
    """Return whether a sender may well write about both and still about `theme` alone.

    Any shop writes about the days of the year, so those of other themes say nothing against it.
    """
    near = theme.group == other.group or theme.id in other.suggest_with or other.id in theme.suggest_with
    return near or (other.group == _DATES and theme.group != _DATES)


def _subject_names(subject: str, language: str | None, lexicon: Lexicon) -> frozenset[str]:
    """Return the themes that a strong term of the subject names, marked or not."""
    hits = lexicon.phrases(language).find(words(subject))
    return frozenset(hit.phrase.theme for hit in hits if hit.phrase.weight >= WEIGHTS["strong"])


def _names(lexicon: Lexicon) -> Names:
    known = _named.get(id(lexicon))
    if known is None:
        if len(_named) >= _MOST_LEXICONS:
            _named.clear()
        known = _named[id(lexicon)] = (lexicon, Names(lexicon))
    return known[1]


LEAST = 3
SHARE = 0.5
_DEALINGS = frozenset({Role.SIGN_UP, Role.CONFIRMED, Role.PURCHASE, Role.ACCOUNT})


def wholly(judged: Iterable[tuple[Attribution, bool]]) -> frozenset[SenderId]:
    """Return the senders whose marketing is set aside for the greater part (until `leanings` is asked instead)."""
    marketing: Counter[str] = Counter()
    aside: Counter[str] = Counter()
    dealt_with: set[str] = set()
    for one, set_aside in judged:
        if one.organisation is not None and one.role in _DEALINGS:
            dealt_with.add(one.organisation)
        if one.kind is Kind.MARKETING and not one.outgoing and one.organisation is not None:
            marketing[one.organisation] += 1
            aside[one.organisation] += set_aside
    return frozenset(
        SenderId(organisation)
        for organisation, number in aside.items()
        if number >= LEAST and number >= SHARE * marketing[organisation] and organisation not in dealt_with
    )
