"""Modes of the page Set aside and the days that are kept quiet."""

import json
from datetime import date, datetime

from sqlite_utils import Database

from inboxguard.audit.deciding import MODE, REST_UNTIL, SPARING, own_additions
from inboxguard.audit.profiles import profile, today
from inboxguard.audit.shelf_views import Behaviour, Mode, Occasion, QuietDay
from inboxguard.errors import Refused
from inboxguard.store import decisions, shelves
from inboxguard.themes.forecast import upcoming
from inboxguard.themes.occasions import yearly
from inboxguard.themes.own import lexicon

MOST_AROUND = 60
"""Days that a quiet day may reach to either side."""
_LEAP = 2024


def behaviour(db: Database, now: datetime) -> Behaviour:
    """Return how the page behaves; a rest whose last day is past is none."""
    mode = Mode(decisions.setting(db, MODE, Mode.NORMAL))
    until = decisions.setting(db, REST_UNTIL)
    last = date.fromisoformat(until) if until else None
    if mode is not Mode.REST:
        return Behaviour(mode)
    return Behaviour(Mode.NORMAL) if last is not None and last < today(db, now) else Behaviour(mode, last)


def behave(db: Database, mode: Mode, until: date | None, now: datetime) -> None:
    """Remember how the page behaves; raises Refused for a rest that would be over already."""
    if mode is Mode.REST and until is not None and until < today(db, now):
        raise Refused("This day is past, so there would be no rest. Please choose today or a later day.")
    decisions.set_setting(db, REST_UNTIL, until.isoformat() if mode is Mode.REST and until is not None else "")
    decisions.set_setting(db, MODE, mode)


def days(db: Database) -> tuple[QuietDay, ...]:
    """Return the person's own quiet days in the order of the year."""
    return tuple(QuietDay(one.id, one.month, one.day, one.year, one.before, one.after) for one in shelves.days(db))


def add_day(db: Database, month: int, day: int, year: int | None, before: int, after: int, now: datetime) -> int:
    """Keep a quiet day; return its id. Raises Refused for a day that no year has and for too many days around it."""
    try:
        if (month, day) != (2, 29) or year is None:
            date(_LEAP if year is None else year, month, day)
        yearly(_LEAP if year is None else year, month, day)
    except (ValueError, OverflowError):
        raise Refused("There is no such day in the calendar. Please choose another.") from None
    if not (0 <= before <= MOST_AROUND and 0 <= after <= MOST_AROUND):
        raise Refused(f"At most {MOST_AROUND} days before and after can be kept quiet. Please choose fewer.")
    return shelves.add_day(db, month, day, year, before, after, now)


def remove_day(db: Database, day: int) -> None:
    """Forget a quiet day; raises Refused where there is none."""
    if not shelves.remove_day(db, day):
        raise Refused("There is no such quiet day any more.")


def occasions(db: Database, country: str, now: datetime) -> tuple[Occasion, ...]:
    """Return the days ahead that marked themes are advertised for, the soonest first."""
    marked, kept = decisions.marked_themes(db), shelves.occasions(db)
    told = profile(db)
    themes = [theme for theme in lexicon(own_additions(db)).themes if theme.id in marked]
    labels = {theme.id: theme.label(told.languages[0]) for theme in themes}
    ahead = [(f"{one.theme}/{one.name}", one) for one in upcoming(themes, country or told.country, today(db, now))]
    return tuple(
        Occasion(key, labels[one.theme], one.day, one.first, one.last, key in kept)
        for key, one in ahead
        if one.theme is not None
    )


def keep_quiet(db: Database, key: str, quiet: bool, now: datetime) -> None:
    """Remember, or forget, that the time around an occasion is kept quiet; raises Refused for an unknown one."""
    theme, _, name = key.partition("/")
    known = lexicon(own_additions(db)).theme(theme)
    if quiet and (known is None or all(one.name != name for one in known.occasions)):
        raise Refused("There is no such date to keep quiet. “shelf dates list” shows those there are.")
    shelves.keep_occasion(db, key, quiet, now)


def also_organisations(db: Database, theme: str, on: bool) -> None:
    """Remember whether mail of help organisations is set aside too; raises Refused for a theme that is not marked."""
    if theme not in decisions.marked_themes(db):
        raise Refused("This subject is not set aside, so there is nothing to add to it.")
    told = set(json.loads(decisions.setting(db, SPARING, "[]")))
    told = told - {theme} if on else told | {theme}
    decisions.set_setting(db, SPARING, json.dumps(sorted(told)))
