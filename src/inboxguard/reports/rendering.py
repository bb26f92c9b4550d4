"""Report to HTML, JSON and CSV as text; everything that came from a stranger is escaped on the way out."""

import csv
import io
import tomllib
from datetime import datetime
from functools import cache

import msgspec

from inboxguard import resources
from inboxguard.reports.report import Report

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")


def json(report: Report) -> str:
    """Return the report as one JSON object; instants are UTC and end in Z."""
    return msgspec.json.format(msgspec.json.encode(report), indent=2).decode() + "\n"


def csv_table(report: Report) -> str:
    """Return a row for every sender (RFC 4180, all fields quoted, spreadsheet formulas defused)."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerow(
        ("organisation", "name", "marketing", "mails", "first", "last", "consent", "addresses", "opt_out",
         "opt_out_requested", "honour_by", "mails_after", "source", "level", "relation", "sentence")
    )  # fmt: skip
    trails = {trail.recipient: trail for trail in report.trails}
    for sender in report.senders:
        trail = trails.get(sender.organisation)
        opt_out = sender.opt_out
        writer.writerow(
            cell(value)
            for value in (
                sender.organisation, sender.name, sender.marketing, sender.mails, _day(sender.first), _day(sender.last),
                sender.basis, " ".join(sender.recipients), opt_out.state if opt_out else "",
                _day(opt_out.requested) if opt_out else "", opt_out.honour_by if opt_out else "",
                opt_out.mails_after if opt_out else "", trail.source if trail else "", trail.level if trail else "",
                trail.relation if trail else "", trail.sentence if trail else "",
            )
        )  # fmt: skip
    return out.getvalue()


def html(report: Report) -> str:
    """Return the report as one page that needs nothing from anywhere: no script, no picture, no link to follow."""
    # Imported here: the window starts without it.
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters["day"] = _day
    return environment.from_string(resources.read("reports/report.html")).render(
        report=report, words=_words(report.language)
    )


def languages() -> tuple[str, ...]:
    """Return the languages in which reports can be written."""
    return tuple(name.rpartition("/")[2].removesuffix(".toml") for name in resources.names("reports/words", ".toml"))


@cache
def _words(language: str) -> dict[str, object]:
    return tomllib.loads(resources.read(f"reports/words/{language if language in languages() else 'en'}.toml"))


def _day(at: datetime | None) -> str:
    return "" if at is None else at.strftime("%Y-%m-%d")


def cell(value: object) -> object:
    """OWASP's rule against formulas: a text that a spreadsheet would run gets a quote in front."""
    if isinstance(value, str) and value.lstrip(" ").startswith(_FORMULA):
        return "'" + value
    return value
