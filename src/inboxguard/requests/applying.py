"""Which laws and rules may apply between a person and a sender, and why; from what is known, never guessed.

Known is what the person says (country, region), where a sender sits (postal address in its mails, the ending of its
domain, a company file: the caller's business) and at which provider the mailbox is. Never the computer's address.
Law decides this case by case; so what depends on more than is known (size, whom a sender means to reach) is not
`certain`, and the sentence says on what it hangs.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from inboxguard.requests.deadlines import honour_by
from inboxguard.requests.holidays_of import calendar_for
from inboxguard.requests.provider_rules import provider_rule
from inboxguard.requests.regimes import NO_LAW, Regime, opt_out_rule, regime, regimes

_PROVIDER = "provider-rule"
_ANTI_SPAM = "antispam"
_POLITELY = "No privacy law known here fits where you live; the letter asks politely and cites none."
_NOT_SAID = "You have not said in which country you live; the letter asks politely and cites no law."


@dataclass(frozen=True, slots=True)
class Applies:
    """A law or rule that applies, or may."""

    law: str
    """Id of law.toml, NO_LAW for none."""
    why: str
    """What speaks for it, as a sentence."""
    certain: bool
    """Whether what is known is enough to say so."""


@dataclass(frozen=True, slots=True)
class Running:
    """A rule on marketing mail and the last day on which mail may still come under it."""

    rule: Applies
    honour_by: date
    numbered: bool
    """Whether the rule itself names the number; where not, the days are inboxguard's own."""


def laws_that_apply(country: str, region: str = "", seat: str | None = None) -> tuple[Applies, ...]:
    """Return the laws on which a letter may stand, the one to propose first; with NO_LAW where no privacy law fits.

    `country` and `region` are the person's ("" where not said), `seat` the country of the sender (ISO codes), None
    where it is not known. Laws of the person's own region come first, then those of the country, then those that bind
    the sender where it sits; within a place privacy laws come before rules on mail. Provider rules give no right and
    are never among them; laws that are not in force are not either.
    """
    country, seat = country.upper(), (seat or "").upper().partition("-")[0]
    region = region.upper().removeprefix(f"{country}-")
    own = f"{country}-{region}" if country and region else ""
    regional = any(_order(law) == 0 for law in _in_force(own))
    found: dict[str, Applies] = {}
    for place in dict.fromkeys((own, country, seat)):
        for law in _in_force(place):
            if law.id not in found:
                abroad = place not in (own, country)
                found[law.id] = _applies(law, abroad, seat, regional and place == country)
    if not any(_order(regime(law)) == 0 for law in found):
        found[NO_LAW] = Applies(NO_LAW, _POLITELY if country else _NOT_SAID, certain=True)
    return tuple(found.values())


def opt_out_rules(country: str, region: str = "", seat: str | None = None, mailbox: str = "") -> tuple[Applies, ...]:
    """Return all rules that say when marketing mail must stop, the one to judge by first; () where none is known.

    The first one is `regimes.opt_out_rule` of the person's place where there is one: an anti-spam law, else a privacy
    law without a number of its own, never the time in which a privacy law wants requests answered. Beside it run the
    anti-spam laws of the person's place and of the sender's seat, and the rule of the provider where `mailbox` (the
    address written to) is a personal mailbox there.
    """
    chosen = opt_out_rule(country, region)
    laws = [one for one in laws_that_apply(country, region, seat) if _stops_mail(one.law)]
    laws.sort(key=lambda one: one.law != chosen)
    return (*laws, *_provider(mailbox))


def running(
    received: datetime,
    rules: Iterable[Applies],
    local: ZoneInfo,
    country: str = "",
    seat: str | None = None,
) -> tuple[Running, ...]:
    """Return the last day under each of `rules` after an opt-out that arrived at `received` (aware), earliest first."""
    found = []
    for rule in rules:
        law = regime(rule.law)
        last = honour_by(received, law, local, calendar_for(law, seat or "", country))
        found.append(Running(rule, last, law.honour.numbered))
    return tuple(sorted(found, key=lambda one: one.honour_by))


def _provider(mailbox: str) -> tuple[Applies, ...]:
    law = provider_rule(mailbox)
    if law is None:
        return ()
    why = f"“{law.name}” binds senders of much mail towards your mailbox's provider; it is no right of yours."
    return (Applies(law.id, why, certain=False),)


def _in_force(place: str) -> list[Regime]:
    """Return the laws of a place that are in force, provider rules left out; none for ""."""
    found = (law for law in regimes() if place in law.jurisdictions and law.in_force and law.kind != _PROVIDER)
    return sorted(found, key=_order)


def _order(law: Regime) -> int:
    """Return the place of a law among those of one place: privacy, then special rights, then mail."""
    kinds = law.kind.split("+")
    return 0 if "privacy" in kinds else 2 if _ANTI_SPAM in kinds else 1


def _stops_mail(law: str) -> bool:
    """Return whether a law says when mail must stop, rather than when a request is answered or data not sold."""
    rules = regime(law)
    kinds = rules.kind.split("+")
    return _ANTI_SPAM in kinds or ("privacy" in kinds and not rules.honour.numbered)


def _applies(law: Regime, abroad: bool, seat: str, regional: bool) -> Applies:
    """Return a law with what it hangs on: one of the person's place, or one of the sender's seat alone (`abroad`).

    `regional` says that the person's region has a privacy law of its own, so that the country's may not count.
    """
    if law.residence and all("-" in place for place in law.jurisdictions):
        hangs = (
            "if the organisation is large enough for it" if law.by_size else "if it binds organisations of this kind"
        )
        return Applies(law.id, f"{law.name} protects those who live where you live, {hangs}.", certain=False)
    if law.by_size:
        return Applies(
            law.id, f"{law.name} binds organisations above a certain size, which is not known.", certain=False
        )
    if abroad and law.residence:
        why = f"{law.name} binds organisations that sit where this one sits, but is meant for those who live there."
        return Applies(law.id, why, certain=False)
    if abroad:
        return Applies(law.id, f"{law.name} binds organisations that sit where this one sits.", certain=law.verified)
    if regional and _order(law) == 0:
        why = f"{law.name} is in force where you live, but your region has a law of its own."
        return Applies(law.id, why, certain=False)
    if seat in law.jurisdictions:
        return Applies(law.id, f"{law.name} is in force where you live and where they sit.", certain=law.verified)
    if not seat:
        return Applies(law.id, f"{law.name} is in force where you live; where they sit is not known.", certain=False)
    why = (
        f"{law.name} is in force where you live. They sit elsewhere: it binds them if they mean to reach people there, "
        "for which mail to you in your language speaks."
    )
    return Applies(law.id, why, certain=False)
