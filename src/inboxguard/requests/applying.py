"""Which laws may apply between a person and a sender, and why; from what is known, never guessed.

Known is what the person says (country, region) and where a sender sits (postal address in its mails, the ending of its
domain, a company file: the caller's business). Never the computer's address.
Law decides this case by case; so what depends on more than is known (size, whom a sender means to reach) is not
`certain`, and the sentence says on what it hangs.
"""

from dataclasses import dataclass

from inboxguard.requests.regimes import NO_LAW, Regime, regime, regimes

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


def _in_force(place: str) -> list[Regime]:
    """Return the laws of a place that are in force, provider rules left out; none for ""."""
    found = (law for law in regimes() if place in law.jurisdictions and law.in_force and law.kind != _PROVIDER)
    return sorted(found, key=_order)


def _order(law: Regime) -> int:
    """Return the place of a law among those of one place: privacy, then special rights, then mail."""
    kinds = law.kind.split("+")
    return 0 if "privacy" in kinds else 2 if _ANTI_SPAM in kinds else 1


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
