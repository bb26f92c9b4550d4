"""Senders that write about one theme even where a mail does not name it: what their past mail and their names say.

A sender, or a list of it, is compared with kinds of sender: those that write about the theme and little else, and those
that do so now and then, for a month, beside other themes or only in the menu of every mail
(resources/shelves/leaning.toml). What comes out is only ever proposed: the person is asked.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from inboxguard.facts.message import MessageKey
from inboxguard.senders.attribution import Attribution, Kind, Role
from inboxguard.themes import countdown
from inboxguard.themes.leaning import OUTCOMES, Leaning, Reason, Stretch, Weights, probability, speaks_for, weights
from inboxguard.themes.lexicon import WEIGHTS, Lexicon, Theme
from inboxguard.themes.matching import Mention
from inboxguard.themes.naming_senders import LEVELS, MEDIUM, PART, STRONG, Names, clearest, names_of
from inboxguard.themes.occasions import Occasion, near
from inboxguard.themes.words import words

Heard = tuple[Attribution, Sequence[Mention]]

_HEADS = frozenset({"subject", "preheader"})
_DATES = "dates"
_NEARLY_ALL, _LEAST = 0.8, 5
"""Mails before a term is taken to stand in all of them."""
_MOST_EXAMPLES = 2
_MOST_LISTS = 40
_REGISTERED = frozenset({Role.SIGN_UP, Role.CONFIRMED, Role.ACCOUNT})
_BOUGHT = frozenset({Role.PURCHASE})
_NAMING = frozenset({"head", "body"})
_BELOW = frozenset({"body", "hint"})
_SENDER, _SAYS = frozenset({"sender"}), dict[str, str]()
_NOTHING: tuple[bool, frozenset[str]] = (False, frozenset())
_PLACES = {outcome: place for place, outcome in enumerate(OUTCOMES)}


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the names and subjects of one sender."""

    lexicon: Lexicon
    names: Names
    spoken: frozenset[str]
    """Languages of its mails."""

    def says(self, name: str) -> Mapping[str, str]:
        return self.names.says(name, self.spoken)

    def only_weak(self, mention: Mention) -> bool:
        """Return whether nothing but weak terms stand in a mail: everyday words, which hint at nothing alone."""
        return bool(mention.terms) and self.lexicon.weak(mention.theme).issuperset(mention.terms)

    def in_subject(self, one: Attribution) -> set[str]:
        """Return the themes that a strong term of the subject names, marked or not."""
        hits = self.lexicon.phrases(one.language).find(words(one.subject))
        return {hit.phrase.theme for hit in hits if hit.phrase.weight >= WEIGHTS["strong"]}


@dataclass(frozen=True, slots=True)
class _Mail:
    """A marketing mail of the sender and what it shows of all themes."""

    attribution: Attribution
    said: Mapping[str, tuple[bool, frozenset[str]]]
    """Of each theme whether the mail names it, and the fields in which words of it stand."""
    campaigns: Mapping[str, str]
    """What its campaign values say."""
    listed: Mapping[str, str]
    """What its List-Id and the host below its sender's domain say."""
    others: frozenset[str]
    """Themes that it names, marked or not."""


_Done = tuple[_Mail, str]
"""A mail and what it does with a theme, one of OUTCOMES."""


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
    seasons: tuple[Occasion, ...]
    counting: frozenset[MessageKey]
    """Mails of its countdowns."""


def leanings(
    heard: Sequence[Heard],
    lexicon: Lexicon,
    themes: frozenset[str],
    examples: Mapping[str, Collection[MessageKey]] | None = None,
    country: str | None = None,
) -> tuple[Leaning, ...]:
    """Return on which of `themes` nearly all marketing of one sender may be, the likeliest first.

    `heard` holds the mail of the sender in order of time, each with its mentions of `themes`. Where only some of its
    lists are on a theme, these are named and not the sender. `examples` holds, by theme, mails that the person put on
    that shelf by hand. Mail near a day of the theme says little, since shops write about it then: near those days of
    `country` (ISO 3166-1 alpha-2), or else of where the language of the mails is spoken. `leaning.proposed` says
    whether one is likely enough to ask about.
    """
    table, names, by_hand = weights(), names_of(lexicon), examples or {}
    incoming = [one for one in heard if not one[0].outgoing]
    marketing = [one for one in incoming if one[0].kind is Kind.MARKETING][-table.recent :]
    if not marketing or not themes:
        return ()
    reader = _Reader(lexicon, names, frozenset(one.language for one, _ in marketing if one.language))
    called = _called([one for one, _ in marketing], reader)
    lists = {(one.list_id, one.address) for one, _ in marketing}
    # What is only hinted at, by a sender that is not called so, is never likely enough.
    wanted = {said.theme for _, mentions in marketing for said in mentions if said.named}
    wanted.update(*called, *(names.list_says(*one, reader.spoken) for one in lists))
    wanted.update(theme for theme, keys in by_hand.items() if any(one.message in keys for one, _ in marketing))
    if not (wanted := wanted & themes):
        return ()
    dealings = tuple(one for one in incoming if one[0].kind is not Kind.MARKETING)
    mails = [_mail(one, mentions, wanted, reader) for one, mentions in marketing]
    counting = frozenset(key for one in countdown.countdowns(one for one, _ in marketing) for key in one.messages)
    beside = tuple(filter(None, map(lexicon.theme, {*called[0], *called[1]}.union(*(mail.others for mail in mails)))))
    where = {country.upper()} if country else set().union(*(table.countries.get(one, ()) for one in reader.spoken))
    found = []
    for theme in filter(None, map(lexicon.theme, wanted)):
        unrelated = frozenset(other.id for other in beside if not _related(theme, other))
        seasons = tuple(
            one for one in theme.occasions if not where or not one.regions or not where.isdisjoint(one.regions)
        )
        case = _Case(theme, unrelated, dealings, frozenset(by_hand.get(theme.id, ())), called, seasons, counting)
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


def _mail(one: Attribution, mentions: Iterable[Mention], wanted: Collection[str], reader: _Reader) -> _Mail:
    """Return the mail with what it shows of all themes; its subject is read where it does not name all `wanted`."""
    said = {one.theme: (one.named, _fields(one)) for one in mentions if one.named or not reader.only_weak(one)}
    heads = {theme for theme, (named, fields) in said.items() if named and not _HEADS.isdisjoint(fields)}
    return _Mail(
        attribution=one,
        said=said,
        campaigns=clearest(map(reader.says, one.campaigns)) if one.campaigns else _SAYS,
        listed=reader.names.list_says(one.list_id, one.address, reader.spoken),
        others=frozenset(heads if heads.issuperset(wanted) else heads | reader.in_subject(one)),
    )


def _of_theme(case: _Case, mails: Sequence[_Mail], table: Weights) -> Leaning:
    """Return the leaning of the whole sender, or of its lists where others of them speak against it."""
    done = _without_own_name([(mail, _outcome(mail, case)) for mail in mails], case)
    whole = _judged(case, done, (), table)
    by_list: dict[str, list[_Done]] = {}
    for one in done:
        by_list.setdefault(one[0].attribution.list_id or "", []).append(one)
    if not 1 < len(by_list) <= _MOST_LISTS:
        return whole
    enough = {name: some for name, some in by_list.items() if len(some) >= table.list_least}
    if all(speaks_for(_stretches(case, some), table) >= table.against for some in enough.values()):
        return whole
    lists = [_judged(case, some, (name,), table) for name, some in enough.items() if name]
    likely = [one for one in lists if one.p >= table.proposed]
    if likely:
        keys = {key for one in likely for key in one.messages}
        return Leaning(
            theme=case.theme.id,
            lists=tuple(sorted(name for one in likely for name in one.lists)),
            p=min(one.p for one in likely),
            because=max(likely, key=lambda one: one.p).because,
            messages=tuple(key for mail in mails if (key := mail.attribution.message) in keys),
        )
    # One of its lists speaks against it, so the sender itself is never likely enough to ask about.
    return max([*lists, replace(whole, p=min(whole.p, table.proposed / 2))], key=lambda one: one.p)


def _without_own_name(done: list[_Done], case: _Case) -> list[_Done]:
    """Return what mails do where a sender is called so: its name, which stands in all of them, says nothing of one."""
    levels = {_own(says, case) for says in case.called}
    if levels.isdisjoint((MEDIUM, STRONG)):
        return done
    below = [(mail, outcome) for mail, outcome in done if outcome != "head"]
    own = [mail for mail, outcome in below if outcome in _BELOW and _holds_name(mail, case.theme.id)]
    if len(own) < 2 or len(own) < _NEARLY_ALL * len(below):
        return done
    # A strong name is seldom anybody else's, so that its mails speak half as much against it.
    passed = {mail.attribution.message for mail in own[::2]} if STRONG in levels else set()
    said = {mail.attribution.message for mail in own}
    return [
        (mail, "silent" if mail.attribution.message in said else outcome)
        for mail, outcome in done
        if mail.attribution.message not in passed
    ]


def _holds_name(mail: _Mail, theme: str) -> bool:
    """Return whether words of the theme stand in the sender's name or its links, which are alike in all its mail."""
    _, fields = mail.said.get(theme, _NOTHING)
    return any(field == "sender" or field.startswith("link:") for field in fields)


def _judged(case: _Case, done: Sequence[_Done], lists: tuple[str, ...], table: Weights) -> Leaning:
    """Return the leaning that mails show with what each does, of the whole sender or of `lists`."""
    theme, likelier, of = case.theme.id, table.likelier, len(done)
    counts = Counter(outcome for _, outcome in done)
    by_name, by_domain = (_own(says, case) for says in case.called)
    listed = sum(_clear(mail.listed, theme) for mail, _ in done)
    by_hand = sum(mail.attribution.message in case.examples for mail, _ in done)
    counted = [outcome for mail, outcome in done if mail.attribution.message in case.counting]
    odds = table.prior + speaks_for(_stretches(case, done), table)
    if by_name or by_domain:
        odds += likelier[f"name_{max(by_name or PART, by_domain or PART, key=LEVELS.index)}"]
        odds += likelier["name_both"] if {by_name, by_domain} <= {MEDIUM, STRONG} else 0.0
    else:
        odds += likelier["name_other" if _other(case) else "name_silent"]
    because = [
        Reason("named", counts["head"] + counts["body"], of),
        Reason("hints", counts["hint"], of),
        Reason("name", int(by_name is not None)),
        Reason("domain", int(by_domain is not None)),
        Reason("list", listed if listed >= _NEARLY_ALL * of else 0, of),
        Reason("campaign", sum(_clear(mail.campaigns, theme) for mail, _ in done), of),
        Reason("landing", sum(_beside(mail, theme) for mail, _ in done), of),
        Reason("countdown", len(counted) if _NAMING.intersection(counted) and case.theme.group != _DATES else 0, of),
        _dealt("registered", _REGISTERED, case),
        _dealt("bought", _BOUGHT, case),
        Reason("examples", by_hand, of),
    ]
    held = {reason.code for reason in because if reason.part}
    odds += sum(likelier[code] for code in ("countdown", "registered", "bought") if code in held)
    odds += likelier["list_own" if lists else "list"] if "list" in held else 0.0
    odds += 0.0 if counts.keys() & _NAMING else likelier["unnamed"]
    odds += likelier["example"] * min(by_hand, _MOST_EXAMPLES)
    p = probability(odds, table)
    clear = {by_name, by_domain}.intersection((STRONG,)) or "list" in held
    if of < table.least and not clear:
        p = min(p, table.proposed / 2)
    return Leaning(
        theme=theme,
        lists=lists,
        p=p,
        because=tuple(reason for reason in because if reason.part),
        messages=tuple(mail.attribution.message for mail, outcome in done if outcome in _NAMING),
    )


def _dealt(code: str, roles: Collection[Role], case: _Case) -> Reason:
    """Return how many mails of `roles` name the theme."""
    asked = [mentions for one, mentions in case.dealings if one.role in roles]
    naming = sum(any(said.named and said.theme == case.theme.id for said in mentions) for mentions in asked)
    return Reason(code, naming, len(asked))


def _stretches(case: _Case, done: Iterable[_Done]) -> list[Stretch]:
    """Return what the mails of each month do, those near a day of the theme apart."""
    counts: dict[tuple[int, int, bool], list[int]] = {}
    for mail, outcome in done:
        at = mail.attribution.at
        season = at is not None and bool(case.seasons) and near(at.date(), case.seasons)
        month = (at.year, at.month, season) if at is not None else (0, 0, False)
        if month not in counts:
            counts[month] = [0] * len(OUTCOMES)
        counts[month][_PLACES[outcome]] += 1
    return [Stretch(tuple(numbers), season) for (_, _, season), numbers in counts.items()]


def _outcome(mail: _Mail, case: _Case) -> str:
    """Return what the mail does with the theme, one of OUTCOMES."""
    theme = case.theme.id
    named, fields = mail.said.get(theme, _NOTHING)
    if (named and not _HEADS.isdisjoint(fields)) or mail.attribution.message in case.examples:
        return "head"
    if mail.others and theme not in mail.others and not case.unrelated.isdisjoint(mail.others):
        return "other"
    beside = fields - _SENDER
    if named and beside:
        return "body"
    return "hint" if beside or _clear(mail.campaigns, theme) else "silent"


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


def _called(mails: Sequence[Attribution], reader: _Reader) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Return what the name and the domain of a sender say; a name counts where most of its mails bear it."""
    (name, bearing), *_ = Counter(one.name for one in mails).most_common(1)
    domain = next((one.organisation for one in mails if one.organisation), "")
    by_name = reader.says(name) if 2 * bearing >= len(mails) else _SAYS
    return by_name, reader.says(domain.partition(".")[0])


def _fields(said: Mention) -> frozenset[str]:
    return frozenset(field for field, _, _ in said.spans)


def _beside(mail: _Mail, theme: str) -> bool:
    """Return whether a link or a picture says it and neither subject nor preheader does."""
    _, fields = mail.said.get(theme, _NOTHING)
    return _HEADS.isdisjoint(fields) and any(field.startswith(("link:", "image:")) for field in fields)


def _clear(says: Mapping[str, str], theme: str) -> bool:
    return theme in says and LEVELS.index(says[theme]) >= LEVELS.index(MEDIUM)


def _related(theme: Theme, other: Theme) -> bool:
    """Return whether a sender may well write about both and still about `theme` alone.

    Any shop writes about the days of the year, so those of other themes say nothing against it.
    """
    near = theme.group == other.group or theme.id in other.suggest_with or other.id in theme.suggest_with
    return near or (other.group == _DATES and theme.group != _DATES)
