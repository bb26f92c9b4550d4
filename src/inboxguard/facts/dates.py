"""Dates of mail: what RFC 5322 asks for and what programs really write, as aware UTC instants or nothing."""

import re
from datetime import UTC, datetime, timedelta
from functools import lru_cache

EARLIEST, LATEST = 1980, 2100
"""Years outside are nonsense: clocks without battery and spam that wants to stay on top."""

_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1
    )
}
# Minutes east of UTC: RFC 5322 section 4.3, and the names that European programs write.
_ZONES = {
    "UT": 0, "UTC": 0, "GMT": 0, "Z": 0, "WET": 0, "EST": -300, "EDT": -240, "CST": -360, "CDT": -300, "MST": -420,
    "MDT": -360, "PST": -480, "PDT": -420, "CET": 60, "MET": 60, "MEZ": 60, "WEST": 60, "BST": 60, "CEST": 120,
    "MEST": 120, "MESZ": 120, "EET": 120, "EEST": 180, "MSK": 180, "JST": 540,
}  # fmt: skip
_TIME = r"(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(?:[.,]\d{1,9})?\s*(am\b|pm\b)?"
_MAIL = re.compile(rf"\b(\d{{1,2}})[\s-]+([a-z]{{3}})[a-z]{{0,6}}[\s.,-]+(\d{{2,4}})[\s,]+{_TIME}", re.I)
_ASCTIME = re.compile(rf"\b([a-z]{{3}})[a-z]{{0,6}}\s+(\d{{1,2}}),?\s+(?:(\d{{4}})\s+)?{_TIME}", re.I)
_ISO = re.compile(rf"\b(\d{{4}})-(\d{{2}})-(\d{{2}})[T\s]+{_TIME}", re.I)
_OFFSET = re.compile(r"\s*(?:GMT|UTC)?\s*([+-])(\d{2}):?(\d{2})\b", re.I)
_NAMED = re.compile(r"\s*\(?([A-Za-z]{1,5})\b")
_YEAR_LAST = re.compile(r"\b(\d{4})\s*$")


def _zone(rest: str) -> timedelta:
    """Return the offset written at the start of `rest`; none or an unknown one counts as UTC (RFC 5322 section 4.3)."""
    if match := _OFFSET.match(rest):
        minutes = int(match[2]) * 60 + int(match[3])
        if minutes > 24 * 60 or int(match[3]) > 59:
            return timedelta(0)
        return timedelta(minutes=-minutes if match[1] == "-" else minutes)
    if match := _NAMED.match(rest):
        return timedelta(minutes=_ZONES.get(match[1].upper(), 0))
    return timedelta(0)


def _fields(value: str) -> tuple[int, int, int, re.Match[str], int] | None:
    """Return year, month, day, the match and the group at which its time begins."""
    if match := _MAIL.search(value):
        year = int(match[3])
        if len(match[3]) < 4:  # RFC 5322 section 4.3: two and three digits
            year += 1900 if len(match[3]) == 3 or year >= 50 else 2000
        return year, _MONTHS.get(match[2].lower(), 0), int(match[1]), match, 4
    if match := _ISO.search(value):
        return int(match[1]), int(match[2]), int(match[3]), match, 4
    if match := _ASCTIME.search(value):
        last = _YEAR_LAST.search(value)
        year = int(match[3] or (last[1] if last else 0))
        return year, _MONTHS.get(match[1].lower(), 0), int(match[2]), match, 4
    return None


def instant(value: str | None) -> datetime | None:
    """Return the aware UTC instant, to the second, that a Date or Received value names; None for nonsense."""
    return _instant(value[:300]) if value else None


@lru_cache(maxsize=256)
def _instant(value: str) -> datetime | None:
    """Return the same as `instant`; cached because one Date is asked for more than once."""
    found = _fields(value)
    if found is None:
        return None
    year, month, day, match, at = found
    hour, minute, second = int(match[at]), int(match[at + 1]), int(match[at + 2] or 0)
    if half := match[at + 3]:
        hour = hour % 12 + (12 if half.lower() == "pm" else 0)
    try:
        local = datetime(year, month, day, hour, minute, min(second, 59), tzinfo=UTC)  # 60 is a leap second
        moment = local - _zone(value[match.end() :])
    except (ValueError, OverflowError):
        return None
    return moment if EARLIEST <= moment.year <= LATEST else None
