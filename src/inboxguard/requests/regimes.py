"""law.toml as types: which law gives what right, in what time, and how sure we are of it."""

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from typing import Any

from inboxguard import resources
from inboxguard.errors import Refused


class Right(StrEnum):
    """What a law may entitle a person to (keys of law.toml)."""

    ACCESS = "access"
    SOURCE = "source_of_data"
    RECIPIENTS = "recipients"
    ERASURE = "erasure"
    OBJECTION = "objection_direct_marketing"
    WITHDRAWAL = "withdraw_consent"
    OPT_OUT_OF_SALE = "optout_sale_share"
    CORRECTION = "rectification"


class Unit(StrEnum):
    """How a period is counted (law.toml, [units]); those after CALENDAR_MONTH have no number in law."""

    HOUR = "hour"
    CALENDAR_DAY = "calendar_day"
    BUSINESS_DAY = "business_day"
    CALENDAR_MONTH = "calendar_month"
    IMMEDIATE = "immediate"
    WITHOUT_DELAY = "without_delay"
    REASONABLE = "reasonable"
    NO_FIXED_PERIOD = "no_fixed_period"
    NONE = "none"


NO_LAW = "none"
"""Id of a letter that asks politely and stands on no law: nobody owes an answer to it."""

_NUMBERED = frozenset({Unit.HOUR, Unit.CALENDAR_DAY, Unit.BUSINESS_DAY, Unit.CALENDAR_MONTH})


@dataclass(frozen=True, slots=True)
class Period:
    """A number of units."""

    value: int
    unit: Unit

    @property
    def numbered(self) -> bool:
        """Return whether the law names a number."""
        return self.value > 0 and self.unit in _NUMBERED


class Identity(StrEnum):
    """What asking for identity does to the clock: nothing, stop it for the while, or start it anew with the proof."""

    RUNS = "runs"
    PAUSES = "pauses"
    RESTARTS = "restarts"


@dataclass(frozen=True, slots=True)
class Entitlement:
    """A right under one law: whether it exists, and where it stands."""

    right: Right
    available: bool
    cite: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Regime:
    """One law or provider rule."""

    id: str
    name: str
    kind: str
    jurisdictions: tuple[str, ...]
    """ISO 3166 codes, "US-CA" for a region; "*" = a provider rule."""
    residence: bool
    """Whether it is for those who live in its place, wherever the sender sits."""
    by_size: bool
    """Whether it binds organisations above a certain size only."""
    in_force: bool
    verified: bool
    unverified: tuple[str, ...]
    """What was not seen in a source, in words."""
    entitlements: tuple[Entitlement, ...]
    response: Period
    extension: Period
    extension_notice: Period
    identity: Identity
    deadline_cite: str
    deadline_verified: bool
    """Whether the answer deadline was seen in a source; if not, dates are shown as "about"."""
    regulator_progress: Period
    appeal: Period
    """Time for the organisation's own second look at a refusal, which a reminder asks for; none where there is none."""
    honour: Period
    hard_days: int | None
    """inboxguard's own threshold after an opt-out, where the law has no number."""
    opt_out_cite: str
    opt_out_verified: bool
    about: tuple[str, ...]
    """Kinds of date (requests.certainty) whose number is named in `unverified`."""
    recheck: str
    """Where to look whether it still holds: an https or http link, "" for no law."""
    calendar: str
    """Country whose public holidays the opt-out period goes by, "" where the law names none (law.toml, [units])."""
    regulator: str
    complaint_url: str
    prior_contact_required: bool
    by_place: bool
    """Whether the authority depends on where the person lives (requests.authorities)."""

    @property
    def opt_out_extension(self) -> Period:
        """Return by how much an opt-out's own period may be extended: as an answer, where it is dealt with as one."""
        return self.extension if self.honour == self.response else Period(0, Unit.NONE)

    def entitlement(self, right: Right) -> Entitlement:
        """Return what this law says of `right`; a right that it does not mention does not exist in it."""
        found = (item for item in self.entitlements if item.right is right)
        return next(found, Entitlement(right, available=False, cite=""))


@dataclass(frozen=True, slots=True)
class Margins:
    """inboxguard's own safety margins, so that nobody is accused too early (law.toml, [ledger])."""

    receipt: timedelta
    request_days: int
    opt_out_days: int
    hard_days: int
    immediate_days: int
    uncounted_holidays: int
    quiet_days: int
    reminder_days: int


@cache
def regimes() -> tuple[Regime, ...]:
    """Return all laws and provider rules that are known, in the order of law.toml."""
    return tuple(_regime(table) for table in law_file()["regime"])


def regime(name: str) -> Regime:
    """Return the regime with id `name`, that of no law for NO_LAW; raises Refused when there is none."""
    if name == NO_LAW:
        return _no_law()
    for known in regimes():
        if known.id == name:
            return known
    raise Refused(f"“{name[:40]}” is not a law known here; please choose one such as gdpr, uk-gdpr-pecr or us-ca-ccpa.")


def default(country: str, region: str = "") -> str | None:
    """Return the id of the privacy law of a place (ISO codes), a region's own law first; None where none is known.

    A law that is not in force gives nobody a right and is never the default.
    """
    return _of_place(country, region, "privacy")


def opt_out_rule(country: str, region: str = "") -> str | None:
    """Return the id of the rule that says when marketing mail must stop in a place; None where none is known.

    An anti-spam law comes before a privacy law, and one whose deadline was seen in a source before one without. The
    days in which a privacy law wants a request answered (the 45 of American states) say nothing of mail: where it is
    the only law of a place and has such a number, there is no rule.
    """
    found = [_of_place(country, region, kind) for kind in ("antispam", "privacy")]
    known = [law for name in found if name and ("antispam" in (law := regime(name)).kind or not law.honour.numbered)]
    ranked = sorted(known, key=lambda item: not item.opt_out_verified)
    return ranked[0].id if ranked else None


def snapshot() -> date:
    """Return the day on which the laws were looked up (law.toml, [meta]); it is shown next to every deadline."""
    told: date = law_file()["meta"]["snapshot"]
    return told


def disclaimer() -> str:
    """Return what is said next to deadlines: information, not legal advice."""
    return str(law_file()["meta"]["disclaimer"]).partition(".")[0] + "."


def stale(today: date) -> bool:
    """Return whether the laws should be looked up again: law.toml's `recheck_months` after the snapshot, or later."""
    year, month = divmod(snapshot().year * 12 + snapshot().month - 1 + law_file()["meta"]["recheck_months"], 12)
    return (today.year, today.month, today.day) >= (year, month + 1, snapshot().day)


@cache
def margins() -> Margins:
    """Return the margins."""
    ledger = law_file()["ledger"]
    return Margins(
        receipt=timedelta(hours=ledger["receipt_assumed_after_hours"]),
        request_days=ledger["margin_request_days"],
        opt_out_days=ledger["margin_optout_days"],
        hard_days=ledger["optout_hard_days"],
        immediate_days=ledger["immediate_days"],
        uncounted_holidays=ledger["business_days_without_calendar"],
        quiet_days=ledger["quiet_days"],
        reminder_days=ledger["reminder_grace_days"],
    )


@cache
def _no_law() -> Regime:
    none = Period(0, Unit.NONE)
    return Regime(
        id=NO_LAW,
        name="No law",
        kind="courtesy",
        jurisdictions=(),
        residence=False,
        by_size=False,
        in_force=True,
        verified=True,
        unverified=(),
        entitlements=(),
        response=none,
        extension=none,
        extension_notice=none,
        identity=Identity.RUNS,
        deadline_cite="",
        deadline_verified=True,
        regulator_progress=none,
        appeal=none,
        honour=none,
        hard_days=None,
        opt_out_cite="",
        opt_out_verified=True,
        about=(),
        recheck="",
        calendar="",
        regulator="",
        complaint_url="",
        prior_contact_required=False,
        by_place=False,
    )


@cache
def law_file() -> dict[str, Any]:
    """Return law.toml as it stands, for what is read from it elsewhere; nobody changes it."""
    return tomllib.loads(resources.read("law/law.toml"))


def _of_place(country: str, region: str, kind: str) -> str | None:
    country = country.upper()
    region = region.upper().removeprefix(f"{country}-")
    for place in (f"{country}-{region}" if region else "", country):
        for known in regimes():
            if place and place in known.jurisdictions and known.in_force and kind in known.kind.split("+"):
                return known.id
    return None


def _regime(table: dict[str, Any]) -> Regime:
    deadline, opt_out, parts = table["deadline"], table["optout"], table["verified_parts"]
    authority = table["regulator"]
    return Regime(
        id=table["id"],
        name=table["name"],
        kind=table["kind"],
        jurisdictions=tuple(table["jurisdictions"]),
        residence=table.get("residence", False),
        by_size=table.get("by_size", False),
        in_force=table["status"] == "in_force",
        verified=table["verified"],
        unverified=tuple(table["unverified"]),
        entitlements=tuple(
            Entitlement(right, entry["available"], entry["cite"], entry.get("note", ""))
            for right in Right
            if (entry := table["rights"].get(right.value))
        ),
        response=_period(deadline, "response"),
        extension=_period(deadline, "extension"),
        extension_notice=_period(deadline, "extension_notice_within"),
        identity=_identity(deadline),
        deadline_cite=deadline.get("cite", ""),
        deadline_verified=table["verified"] and parts["response_deadline"],
        regulator_progress=_period(deadline, "regulator_progress"),
        appeal=_appeal(table),
        honour=_period(opt_out, "honour"),
        hard_days=opt_out.get("app_hard_days"),
        opt_out_cite=opt_out.get("cite", ""),
        opt_out_verified=table["verified"] and parts["optout_deadline"],
        about=tuple(table.get("about", ())),
        recheck=table["recheck"],
        calendar=opt_out.get("calendar", ""),
        regulator=authority["name"],
        complaint_url=authority["complaint_url"],
        prior_contact_required=authority["prior_contact_required"],
        by_place="complaint_table" in authority,
    )


def _period(table: dict[str, Any], name: str) -> Period:
    entry = table.get(name)
    return Period(entry["value"], Unit(entry["unit"])) if entry else Period(0, Unit.NONE)


def _appeal(table: dict[str, Any]) -> Period:
    """Return the time to decide an appeal (US states), or to acknowledge a complaint to the organisation (GB)."""
    decided = _period(table["appeal"], "decide_within")
    return decided if decided.numbered else _period(table["deadline"].get("complaint_to_controller", {}), "ack")


def _identity(deadline: dict[str, Any]) -> Identity:
    """Return how identity checks move the clock: "receipt of an authenticated request" counts from the proof."""
    starts = deadline.get("starts", "")
    if "identity" in starts or "authenticated" in starts:
        return Identity.RESTARTS
    return Identity.PAUSES if "pause" in deadline else Identity.RUNS
