"""The ledger as a file: JSON that can be read again with nothing lost, and a CSV table for people.

Links that carry a token (an unsubscribe link in a note) are cut to their host: who holds them can act as the person.
A file that comes back may come from anybody, so its size and every field are checked before anything is taken.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import msgspec

from inboxguard.errors import Refused
from inboxguard.reports.rendering import cell
from inboxguard.requests import regimes
from inboxguard.requests.events import Event, EventKind
from inboxguard.requests.letter_checks import is_address
from inboxguard.requests.request import Draft, Request

LARGEST = 32 * 1024**2
"""Octets of a file; ten thousand letters with their histories have about as many."""
MOST_CASES, MOST_EVENTS = 10_000, 1_000
_LONGEST_LINE, _LONGEST_TEXT, _MOST_PARTS = 2_000, 100_000, 5_000
_SCHEMA = 1
_WHAT = "inboxguard ledger"
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,99}")
_LINK = re.compile(r"""(?i)\b(https?)://([^\s/?#<>"']+)([/?#][^\s<>"']*)?""")
_MAILTO = re.compile(r"""(?i)\b(mailto:[^\s?<>"']+)\?[^\s<>"']+""")
_TOKEN = re.compile(r"[A-Za-z0-9_~+=-]{16,}|%[0-9A-Fa-f]{2}")
_CUT = "[…]"


@dataclass(frozen=True, slots=True)
class Case:
    """One request with everything that was recorded of it, in order of time."""

    request: Request
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One row of the table for people."""

    reference: str
    kind: str
    organisation: str
    """ "" where everything of it is set aside."""
    law: str
    state: str
    created: datetime
    sent: datetime | None
    due: str
    """A date, with "about" before it where it is not certain; "" for none."""
    remind_from: str
    complain_from: str
    history: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class _File:
    what: str
    schema: int
    software: str
    written: datetime
    cases: tuple[Case, ...]


def to_json(cases: Iterable[Case], software: str, now: datetime) -> str:
    """Return the whole ledger as one JSON object, with tokens of links cut out."""
    file = _File(_WHAT, _SCHEMA, software, now, tuple(map(redacted, cases)))
    return msgspec.json.format(msgspec.json.encode(file), indent=1).decode() + "\n"


def from_json(content: bytes) -> tuple[Case, ...]:
    """Return the cases of a file that `to_json` wrote; raises Refused with one sentence for anything else."""
    if len(content) > LARGEST:
        raise Refused(f"The file has more than {LARGEST // 1024**2} MB, which no ledger has. Choose the exported one.")
    try:
        file = msgspec.json.decode(content, type=_File)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, ValueError, OverflowError):
        raise Refused(
            "The file is no ledger that inboxguard exported, or it was changed. Choose the .json file of "
            "“requests export”."
        ) from None
    if file.what != _WHAT:
        raise Refused("The file is of another kind. Choose the .json file of “requests export”.")
    if file.schema > _SCHEMA:
        raise Refused("The file was written by a newer version of inboxguard. Install that version to read it.")
    if len(file.cases) > MOST_CASES:
        raise Refused(f"The file holds more than {MOST_CASES} requests, so it is no ledger of one person.")
    cases: dict[str, Case] = {}
    for number, case in enumerate(file.cases, 1):
        if wrong := _wrong(case):
            raise Refused(f"Request {number} of the file has {wrong}. Nothing was taken; export the ledger anew.")
        read = replace(case, events=tuple(_in_utc(event) for event in case.events))
        other = cases.setdefault(case.request.id, read)
        if other is not read:
            raise Refused(f"Request {number} of the file is there twice. Nothing was taken; export the ledger anew.")
    return tuple(cases.values())


def to_csv(lines: Sequence[CaseLine]) -> str:
    """Return a table with one row a request (RFC 4180, all fields quoted, spreadsheet formulas defused)."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerow(
        ("reference", "kind", "organisation", "law", "state", "created", "sent", "due", "remind_from",
         "complain_from", "history", "notes")
    )  # fmt: skip
    for one in lines:
        history = "; ".join(f"{event.at.astimezone(UTC):%Y-%m-%d} {event.kind}" for event in one.history)
        notes = "; ".join(without_tokens(event.note) for event in one.history if event.note)
        writer.writerow(
            cell(value)
            for value in (
                one.reference, one.kind, one.organisation, one.law, one.state, one.created.date(),
                one.sent.date() if one.sent else "", one.due, one.remind_from, one.complain_from, history, notes,
            )
        )  # fmt: skip
    return out.getvalue()


def redacted(case: Case) -> Case:
    """Return a case without the tokens of links in its letter and notes."""
    draft = case.request.draft
    return Case(
        replace(case.request, draft=replace(draft, body=without_tokens(draft.body))),
        tuple(replace(event, note=None if event.note is None else without_tokens(event.note)) for event in case.events),
    )


def without_tokens(text: str) -> str:
    """Return `text` with every link that carries a token cut after its host."""

    def cut(found: re.Match[str]) -> str:
        scheme, host, rest = found.groups()
        if rest is None or not ("?" in rest or "#" in rest or _TOKEN.search(rest)):
            return found.group()
        return f"{scheme}://{host}/{_CUT}"

    return _MAILTO.sub(rf"\1?{_CUT}", _LINK.sub(cut, text))


def _in_utc(event: Event) -> Event:
    return replace(event, at=event.at.astimezone(UTC).replace(microsecond=0))


def _wrong(case: Case) -> str:
    """Return what no ledger of inboxguard holds, in words; "" where all is well."""
    one, draft = case.request, case.request.draft
    if not _ID.fullmatch(one.id) or not _ID.fullmatch(one.reference) or not (one.follows or "x").isascii():
        return "no proper id"
    try:
        regimes.regime(one.law)
    except Refused:
        return f"a law that is not known here (“{one.law[:40]!s}”)".replace("\n", " ")
    if not all(map(_is_line, _lines(one, draft))) or not one.organisation or not one.language:
        return "a field that is too long, empty or holds control characters"
    if not _is_text(draft.body) or not all(_is_text(event.note or "", any_letter=True) for event in case.events):
        return "a text that is too long or holds control characters"
    if max(len(one.because), len(one.asked), len(one.identity_given)) > _MOST_PARTS or len(case.events) > MOST_EVENTS:
        return "more parts than a request has"
    if any(not _is_instant(at) for at in (one.created, *(event.at for event in case.events))):
        return "a moment without a time zone or outside of this century"
    if not is_address(draft.from_alias) or (draft.to and not is_address(draft.to)):
        return "an address that is none"
    if draft.web_form and not draft.web_form.startswith(("https://", "http://")):
        return "a page that no browser should open"
    if not any(event.kind is EventKind.DRAFTED for event in case.events):
        return "no beginning"
    return ""


def _lines(one: Request, draft: Draft) -> tuple[str, ...]:
    """Return everything of a request that is one line, and may stand in the head of a mail."""
    return (
        one.organisation, one.language, draft.to, draft.from_alias, draft.subject, draft.reply_to or "",
        draft.contact_source, draft.contact_detail, draft.web_form or "", one.follows or "", *one.because, *one.asked,
        *one.identity_given,
    )  # fmt: skip


def _is_line(text: str) -> bool:
    return len(text) <= _LONGEST_LINE and not any(letter < " " or letter == "\x7f" for letter in text)


def _is_text(text: str, any_letter: bool = False) -> bool:
    return len(text) <= _LONGEST_TEXT and (any_letter or not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", text))


def _is_instant(at: datetime) -> bool:
    return at.tzinfo is not None and 2000 <= at.year < 2100
