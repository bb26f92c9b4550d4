"""Who the person is, as they told: name, country, languages and time zone."""

from collections.abc import Collection
from datetime import date, datetime
from zoneinfo import ZoneInfo, available_timezones

from sqlite_utils import Database

from inboxguard.audit.views import Profile
from inboxguard.errors import Refused
from inboxguard.store import decisions


def profile(db: Database) -> Profile:
    """Return the profile; English and UTC where nothing was said."""
    languages = tuple(filter(None, decisions.setting(db, "languages").split(",")))
    return Profile(
        name=decisions.setting(db, "name"),
        country=decisions.setting(db, "country") or decisions.setting(db, "sample_country"),
        region=decisions.setting(db, "region"),
        languages=languages or ("en",),
        timezone=decisions.setting(db, "timezone") or decisions.setting(db, "sample_timezone") or "UTC",
    )


def set_profile(db: Database, told: Profile) -> None:
    """Keep the profile; raises Refused with a sentence for a country, language or time zone that is none."""
    country, region = told.country.strip().upper(), told.region.strip().upper()
    if country and not (len(country) == 2 and country.isascii() and country.isalpha()):
        raise Refused(f"“{told.country}” is no country code. Use two letters such as DE, or US-CA with a region.")
    languages = tuple(dict.fromkeys(language.strip().lower() for language in told.languages if language.strip()))
    for language in languages:
        if not (len(language) == 2 and language.isascii() and language.isalpha()):
            raise Refused(f"“{language}” is no language code. Use two letters such as en or de.")
    if told.timezone not in available_timezones():
        raise Refused(f"“{told.timezone}” is no time zone. Use a name such as Europe/Berlin.")
    for name, value in (("country", country), ("timezone", told.timezone)):
        # What the sample lent goes back as soon as the person says something else.
        lent = decisions.setting(db, f"sample_{name}")
        if not lent or value != lent:
            decisions.set_setting(db, name, value)
            decisions.set_setting(db, f"sample_{name}", "")
    for name, value in (
        ("name", " ".join(told.name.split())[:200]),
        ("region", region),
        ("languages", ",".join(languages)),
    ):
        decisions.set_setting(db, name, value)


def lend(db: Database, country: str, timezone: str) -> None:
    """Lend the sample's person a country and a time zone, until the person says their own or leaves the sample."""
    decisions.set_setting(db, "sample_country", country)
    decisions.set_setting(db, "sample_timezone", timezone)


def language(db: Database, offered: Collection[str]) -> str:
    """Return the first of the person's languages that is offered, else English."""
    return next((spoken for spoken in profile(db).languages if spoken in offered), "en")


def zone(db: Database) -> ZoneInfo:
    """Return the person's time zone."""
    return ZoneInfo(profile(db).timezone)


def today(db: Database, now: datetime) -> date:
    """Return the date of `now` where the person lives."""
    return now.astimezone(zone(db)).date()
