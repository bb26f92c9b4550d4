"""Public holidays of a country: the days that, like Saturday and Sunday, are no working days.

The days come from the library `holidays`, which is loaded when a date is counted and not before. What is asked of it
beyond a country's nationwide public holidays stands in law.toml, [holidays].
"""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from inboxguard.requests.regimes import Regime, Unit, law_file

_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Calendar:
    """The public holidays of one country, with those of a region where one is named; made by `calendar_of`."""

    country: str
    """ISO 3166 code, upper case."""
    region: str = ""
    """Code of a part of it, without the country ("BY", "ENG"); "" for what holds in the whole country."""

    def holiday(self, day: date) -> bool:
        """Return whether `day` is a public holiday, on whatever day of the week."""
        return day in _days(self.country, self.region, day.year)


def working(day: date, holidays: Calendar | None = None) -> bool:
    """Return whether `day` is a working day: Monday to Friday and, where a calendar is given, no public holiday."""
    return day.weekday() < _SATURDAY and not (holidays is not None and holidays.holiday(day))


def calendar_of(country: str, region: str = "") -> Calendar | None:
    """Return the calendar of a country (ISO code), None where none is known.

    `region` may be written with its country ("US-CA") or without ("CA"); one that is not known is left out.
    """
    country = country.upper()
    known = _countries().get(country)
    if known is None:
        return None
    region = region.upper().removeprefix(f"{country}-") or _told(country).get("region", "")
    return Calendar(country, region if region in known else "")


def calendar_for(law: Regime | None, seat: str = "", person: str = "") -> Calendar | None:
    """Return whose holidays count for the periods of `law`, None where that is not known.

    The calendar that the law names (CAN-SPAM: US federal; CASL: Canadian federal; Spam Act: Australian), else that
    of the sender's `seat`, else that of the `person`'s country (ISO codes, "" where not known), where the law is in
    force there: a letter under the GDPR to a seat outside the EU goes by the person's country (Regulation 1182/71
    Art. 3(4) knows the holidays of its states only). A law of one country goes by that one where neither is its own.
    """
    if law is not None and law.calendar:
        return calendar_of(law.calendar)
    seat, person = seat.upper(), person.upper()
    if law is None or not law.jurisdictions:
        return calendar_of(seat or person) if seat or person else None
    countries = {place.partition("-")[0] for place in law.jurisdictions}
    months = law.response.unit is Unit.CALENDAR_MONTH
    if seat and (seat in countries or not months):
        return calendar_of(seat)
    place = person if person in countries else next(iter(countries)) if len(countries) == 1 else ""
    return calendar_of(place) if place else None


@cache
def _days(country: str, region: str, year: int) -> frozenset[date]:
    from holidays import country_holidays

    kinds = tuple(_told(country).get("kinds", ("public",)))
    return frozenset(country_holidays(country, subdiv=region or None, years=year, categories=kinds))


@cache
def _countries() -> dict[str, frozenset[str]]:
    from holidays import list_supported_countries

    return {country: frozenset(regions) for country, regions in list_supported_countries().items()}


def _told(country: str) -> dict[str, Any]:
    told: dict[str, Any] = law_file().get("holidays", {}).get(country, {})
    return told
