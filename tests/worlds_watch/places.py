"""Where people live, and for how many days after an opt-out mail is surely early there, and surely late.

Worked out by hand from the laws, apart from the program: with every weekend and holiday, and the day that a mail or
letter takes. What comes between the two says nothing, so no story puts mail there.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A country, a time zone, and days after an opt-out."""

    country: str
    region: str
    timezone: str
    early: int
    """Mail up to this day is early by any reading."""
    late: int
    """Mail from this day on is late by any reading."""


PLACES = (
    Place("DE", "", "Europe/Berlin", 29, 36),
    Place("FR", "", "Europe/Paris", 29, 36),
    Place("GB", "", "Europe/London", 26, 33),
    Place("US", "CA", "America/Los_Angeles", 12, 22),
    Place("US", "TX", "America/Chicago", 12, 22),
    Place("CA", "", "America/Toronto", 12, 22),
    Place("AU", "", "Australia/Sydney", 5, 17),
    Place("CH", "", "Europe/Zurich", 28, 35),
    Place("BR", "", "America/Sao_Paulo", 13, 20),
    Place("", "", "UTC", 29, 36),
)
