"""What a law says beyond rights and dates: identity, fees, form, appeal, and the step before a complaint (law.toml)."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from inboxguard.errors import Refused
from inboxguard.requests.regimes import NO_LAW, Period, Unit, law_file

_NO_PERIOD = Period(0, Unit.NONE)


@dataclass(frozen=True, slots=True)
class Identification:
    """What may be asked for as proof of who writes; texts in English, "" where the law is not known to say."""

    allowed: str = ""
    cite: str = ""
    id_copy: str = ""
    """When a copy of an identity document may be asked for."""
    account: str = ""
    """Whether an account may be asked for."""


@dataclass(frozen=True, slots=True)
class Fee:
    """What a request may cost."""

    default: str = ""
    charge_if: str = ""
    cite: str = ""
    free_per_year: int | None = None
    """How many requests in twelve months are free; None where the law names no number."""


@dataclass(frozen=True, slots=True)
class Form:
    """How a request is made."""

    form: str = ""
    must_contain: tuple[str, ...] = ()
    by_mail: bool = True
    """Whether a letter can ask for it; not where only a platform takes requests."""


@dataclass(frozen=True, slots=True)
class Appeal:
    """The step inside the organisation after a refusal, where the law has one."""

    internal: bool = False
    decide_within: Period = _NO_PERIOD
    extension: Period = _NO_PERIOD
    note: str = ""
    court: str = ""


@dataclass(frozen=True, slots=True)
class ComplaintFirst:
    """A complaint to the organisation itself that comes before one to the authority (UK: DPA 2018 s.164A)."""

    cite: str
    since: date
    """Letters before this day are not asked for it."""
    acknowledged_within: Period


@dataclass(frozen=True, slots=True)
class Terms:
    """One law's terms for requests."""

    law: str
    protects: str
    """Whom the law protects and whom it binds, in English."""
    since: date | None
    """Since when it is in force, None for no law."""
    identification: Identification
    fee: Fee
    form: Form
    appeal: Appeal
    complaint_first: ComplaintFirst | None
    acknowledged: Period
    """In what time receipt is to be confirmed."""
    longest: Period
    """The answer period with its extension, where the law puts it in one number."""
    refusal: Period
    refusal_cite: str
    recipients: str
    """How recipients are to be named: a word of law.toml, [meta.fields], such as named_on_request; "" for none."""
    regulator_language: str | None
    """Language in which its authority is written to; None where it depends on the place or is not known."""
    complaint_note: str
    """What the authority expects beforehand, in English."""
    platform: str
    """Link of the platform that takes requests, "" where letters do."""


@cache
def terms(law: str) -> Terms:
    """Return the terms of the law with id `law`, empty ones for NO_LAW; raises Refused when there is none."""
    if law == NO_LAW:
        return _terms(NO_LAW, {})
    for table in law_file()["regime"]:
        if table["id"] == law:
            return _terms(law, table)
    raise Refused(f"“{law[:40]}” is not a law known here; please choose one such as gdpr, uk-gdpr-pecr or us-ca-ccpa.")


def _terms(law: str, table: dict[str, Any]) -> Terms:
    deadline, fee, form = table.get("deadline", {}), table.get("fee", {}), table.get("request", {})
    appeal, regulator = table.get("appeal", {}), table.get("regulator", {})
    identification, first = table.get("identification", {}), deadline.get("complaint_to_controller")
    return Terms(
        law=law,
        protects=table.get("residence_test", ""),
        since=table.get("in_force_from"),
        identification=Identification(**{key: identification.get(key, "") for key in Identification.__slots__}),
        fee=Fee(fee.get("default", ""), fee.get("charge_if", ""), fee.get("cite", ""), fee.get("free_per_year")),
        form=Form(form.get("form", ""), tuple(form.get("must_contain", ())), form.get("by_mail", True)),
        appeal=Appeal(
            internal=appeal.get("internal", False),
            decide_within=_period(appeal.get("decide_within")),
            extension=_period(appeal.get("extension")),
            note=appeal.get("note", ""),
            court=appeal.get("court", ""),
        ),
        complaint_first=first and ComplaintFirst(first["cite"], first["from_date"], _period(first["ack"])),
        acknowledged=_period(deadline.get("ack")),
        longest=_period(deadline.get("max_total")),
        refusal=_period(deadline.get("refusal_notice")),
        refusal_cite=deadline.get("refusal_cite", ""),
        recipients=table.get("rights", {}).get("recipients", {}).get("specific", ""),
        regulator_language=regulator.get("language"),
        complaint_note=regulator.get("prior_contact_note", ""),
        platform=regulator.get("platform_url", ""),
    )


def _period(entry: dict[str, Any] | None) -> Period:
    return Period(entry["value"], Unit(entry["unit"])) if entry else _NO_PERIOD
