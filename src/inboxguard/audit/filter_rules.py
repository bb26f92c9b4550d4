"""From what a person set aside to rules of a mail server: whose mail, which words, on which days, and who is kept."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta

from sqlite_utils import Database

from inboxguard.audit.deciding import corrections, theme_decisions
from inboxguard.audit.profiles import profile, today
from inboxguard.senders.corrections import Corrections
from inboxguard.senders.domains import carries, organisational
from inboxguard.senders.lending import lent
from inboxguard.senders.sender import SenderId
from inboxguard.store import findings, shelves
from inboxguard.themes.dealing import plain
from inboxguard.themes.filter_words import blocks, receipts, wordings
from inboxguard.themes.filters import Filters, Rule, Senders
from inboxguard.themes.lexicon import WEIGHTS, Lexicon, Theme
from inboxguard.themes.occasions import Occasion
from inboxguard.themes.own import lexicon, shelf_of_theme
from inboxguard.themes.setting_aside import ThemeDecisions

_YEARS = 3
"""For how many years ahead the days around an occasion are written down: they fall on another date each year."""

_EVERYWHERE = "en"
Until = Callable[[str], date | None]
"""An organisation, a <list-id> or a theme to the last day of its shelf."""


def filters(db: Database, now: datetime, folder: str, words: bool = False) -> Filters:
    """Return the rules that follow from what was set aside, without words unless they are asked for.

    Single mails, quiet days and rest make no rules: a server cannot tell marketing from receipts. What belongs to a
    shelf with a last day holds until then.
    """
    on = today(db, now)
    decided = theme_decisions(db, on)
    until = _ends(db)
    rules = list(_of_senders(db, decided, until))
    languages = tuple(dict.fromkeys((*profile(db).languages, _EVERYWHERE)))
    if words:
        whole = lexicon(decided.own)
        kept = _meant(db, decided.kept_senders)
        for theme in whole.themes:
            if theme.id in decided.marked:
                rules += _of_theme(theme, whole, decided, languages, kept, until(theme.id))
                around = [one for name, one in decided.occasions if name == theme.id]
                rules += _around(theme, around, languages, kept, on)
    return Filters(tuple(rules), folder, body=words, spared=(*plain(languages), *receipts(languages)))


def _of_senders(db: Database, decided: ThemeDecisions, until: Until) -> Iterable[Rule]:
    """Yield one rule for the senders and lists of all shelves with the same last day."""
    senders: dict[date | None, list[SenderId]] = {}
    lists: dict[date | None, list[str]] = {}
    for one in sorted(decided.accepted):
        senders.setdefault(until(one), []).append(one)
    for name in sorted(decided.lists):
        lists.setdefault(until(f"<{name}>"), []).append(name)
    kept = _meant(db, decided.kept_senders)
    for last in sorted({*senders, *lists}, key=lambda day: day or date.max):
        meant = _meant(db, senders.get(last, ()), lists.get(last, ()))
        yield Rule(meant, kept=_among(kept, meant), windows=_through(last))


def _of_theme(
    theme: Theme, whole: Lexicon, decided: ThemeDecisions, languages: tuple[str, ...], kept: Senders, last: date | None
) -> Iterable[Rule]:
    but = Senders((*kept.domains, *theme.allow.domains), kept.addresses, (*kept.lists, *theme.allow.list_ids))
    named = Senders(theme.senders.domains, (), theme.senders.list_ids)
    if named:
        yield Rule(named, kept=_among(but, named), windows=_through(last))
    strong = wordings(theme, languages, WEIGHTS["strong"])
    if strong:
        others = [one for one in whole.themes if one.id not in decided.marked]
        silent = blocks(theme, others, languages, WEIGHTS["strong"])
        yield Rule(words=strong, blocks=silent, kept=but, windows=_through(last))


def _around(
    theme: Theme, occasions: Iterable[Occasion], languages: tuple[str, ...], kept: Senders, on: date
) -> Iterable[Rule]:
    """Yield the rule for words that only come close to a theme, on the days around its occasions kept quiet."""
    windows = [
        (day - timedelta(days=one.lead_days), day + timedelta(days=one.after_days))
        for one in occasions
        for day in (one.on(on.year + ahead) for ahead in range(_YEARS))
    ]
    near = wordings(theme, languages, WEIGHTS["medium"])
    if windows and near:
        yield Rule(
            words=near,
            blocks=blocks(theme, (), languages, WEIGHTS["medium"]),
            kept=kept,
            windows=tuple(sorted(one for one in windows if one[1] >= on)),
        )


def _through(last: date | None) -> tuple[tuple[date | None, date | None], ...]:
    return () if last is None else ((None, last),)


def _ends(db: Database) -> Until:
    """Return what tells the last day of the shelf on which something lies by the person's word."""
    last = {one.id: one.until for one in shelves.shelves(db)}
    told = corrections(db)
    where = {told.home(what): shelf for what, shelf in shelves.shelved(db).aside.items()} | shelves.marked(db)

    def until(what: str) -> date | None:
        return last.get(where.get(what) or shelf_of_theme(what) or "")

    return until


def _meant(db: Database, organisations: Iterable[SenderId], lists: Iterable[str] = ()) -> Senders:
    """Return by what a server knows the mail of these organisations.

    Domains where they are their own; single addresses where a provider of mailboxes or a platform lends the domain to
    many. A sender that the person split off is known by what it was split off by.
    """
    told = corrections(db)
    domains: dict[str, None] = {}
    addresses: dict[str, None] = {}
    ids = dict.fromkeys(lists)
    for one in organisations:
        if _is_part(told, one):
            _split(db, one, domains, addresses, ids)
            continue
        stored = findings.sender(db, one)
        for domain in (one,) if stored is None else stored.domains:
            if _is_own(domain):
                domains[domain] = None
            else:
                addresses.update(dict.fromkeys(_addresses(db, one, domain)))
    return Senders(_topmost(domains), tuple(sorted(addresses)), tuple(ids))


def _split(
    db: Database, part: SenderId, domains: dict[str, None], addresses: dict[str, None], lists: dict[str, None]
) -> None:
    if "@" in part:
        addresses[part] = None
    elif any((one.attribution.list_id or "").lower() == part for one in findings.attributed_to(db, part)):
        lists[part] = None
    else:
        domains[part] = None


def _is_part(told: Corrections, organisation: str) -> bool:
    return any(one.becomes == organisation for one in told.split)


def _is_own(domain: str) -> bool:
    """Return whether nobody else sends from a domain or from below it."""
    return organisational(domain) is not None and not carries(domain) and not lent(f"x.{domain}")


def _addresses(db: Database, organisation: str, domain: str) -> Iterable[str]:
    for one in findings.attributed_to(db, organisation):
        told = one.attribution
        address = (told.address or "").lower()
        if not told.outgoing and told.authenticated is not False and address.rpartition("@")[2] == domain:
            yield address


def _topmost(domains: Iterable[str]) -> tuple[str, ...]:
    """Return the domains that lie below no other of them."""
    every = frozenset(domains)
    return tuple(sorted(one for one in every if not any(one.endswith(f".{above}") for above in every)))


def _among(kept: Senders, meant: Senders) -> Senders:
    """Return those of the kept whose mail the rule for `meant` would take; to name the others helps nobody."""

    def under(host: str) -> bool:
        return any(host == one or host.endswith(f".{one}") for one in meant.domains)

    return Senders(
        tuple(one for one in kept.domains if under(one) or meant.lists),
        tuple(one for one in kept.addresses if under(one.rpartition("@")[2]) or meant.lists),
        kept.lists if meant.domains or meant.addresses else (),
    )
