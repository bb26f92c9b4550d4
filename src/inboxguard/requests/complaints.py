"""Complaints to an authority: facts of the ledger, then the rule, then what is asked; in the authority's language."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from inboxguard.errors import Refused
from inboxguard.requests import ledger
from inboxguard.requests import letter_words as words
from inboxguard.requests.holidays_of import Calendar
from inboxguard.requests.ledger import Event, EventKind
from inboxguard.requests.letter_checks import called, checked_address, clean, is_address
from inboxguard.requests.letter_laws import DECLARED, addressee, cite, claimed_period, honour_period, law_name, laws
from inboxguard.requests.letters import Grounds, signed, subject_of
from inboxguard.requests.regimes import Regime, regime
from inboxguard.requests.reminders import SUBSTANCE, answer_due, end_of, local_day, sent_on
from inboxguard.requests.request import Draft, Request, RequestKind
from inboxguard.senders.sender import Sender

_LONGEST_LINE = 600
"""Letters of one line of evidence: a Message-ID and a SHA-256 stand in it whole."""
MOST_EVIDENCE = 20
"""Lines of evidence in one complaint; the rest is in the file that goes with it."""
_UNTOLD = frozenset((EventKind.WITHDRAWN, EventKind.CLOSED))
_ANSWERS = SUBSTANCE | {EventKind.ANSWERED_FULL, EventKind.WRONG_ENTITY}


class Addressee(Protocol):
    """The authority that a complaint goes to."""

    @property
    def name(self) -> str:
        """Return what it is called."""

    @property
    def email(self) -> str:
        """Return its address for complaints, "" where it takes none by mail."""

    @property
    def complaint_url(self) -> str:
        """Return its page for complaints, "" where none is known."""

    @property
    def language(self) -> str | None:
        """Return the language in which it takes complaints, None where that is not known."""


def complaint(
    followed: Request,
    events: Sequence[Event],
    evidence: Sequence[str],
    authority: Addressee,
    sender: Sender,
    grounds: Grounds,
    language: str,
    reference: str,
    today: date,
    *,
    timezone: str = "UTC",
    holidays: Calendar | None = None,
    unverified_deadline_accepted: bool = False,
    by_name_only: bool = False,
) -> Draft:
    """Return the complaint about what became of `followed`; `today` is a day in `timezone`.

    `evidence` are lines about what the person can show, `language` is used where the authority's own is not written.
    `by_name_only` says that the sender is known by a name alone (strength C), `unverified_deadline_accepted` that the
    person checked a date that is only about right. Raises Refused where nothing can be complained of, or not yet.
    """
    checked_address(grounds.address)
    sent_on(followed, events)
    _check_possible(followed, events, by_name_only, unverified_deadline_accepted)
    now = end_of(today, timezone)
    rules = regime(followed.law)
    ledger.record(followed, events, Event(EventKind.COMPLAINED, now), now, rules, timezone, holidays)
    language = words.language_for(RequestKind.COMPLAINT, authority.language, language)
    spoken, organisation = words.texts(language), called(sender)
    told = spoken["complaint"]
    opening = words.filled(
        told["opening"], organisation=organisation, contact=followed.draft.to, address=grounds.address
    )
    shown = [line for one in evidence[:MOST_EVIDENCE] if (line := clean(one, _LONGEST_LINE))]
    paragraphs = (
        words.day(today, language),
        words.filled(told["greeting"], authority=clean(addressee(followed.law, authority.name))),
        opening,
        _listed(told["facts"], _happened(followed, events, today, timezone, language)),
        _listed(told["rule"], _rules(followed, events, timezone, language, holidays)),
        _listed(told["wish"], (told["look"], told["answer"])),
        _listed(told["attached"], shown) if shown else "",
        words.filled(told["private" if clean(grounds.name) else "private_nameless"], organisation=organisation),
        words.filled(told["reply"], reference=reference),
        signed(grounds, language),
    )
    subject = words.filled(told["subject"], organisation=organisation)
    email = authority.email
    return Draft(
        to=email if is_address(email) else "",
        from_alias=grounds.address,
        subject=f"{subject} - {words.filled(spoken['reference'], reference=reference)}",
        body="\n\n".join(filter(None, paragraphs)) + "\n",
        web_form=authority.complaint_url or None,
    )


def _check_possible(followed: Request, events: Sequence[Event], by_name_only: bool, accepted: bool) -> None:
    rules = regime(followed.law)
    if rules.id not in laws(RequestKind.COMPLAINT):
        raise Refused("This letter stood on no law in force, so there is no authority that could be asked about it.")
    if by_name_only:
        raise Refused(
            "Only a name says who sent this mail, and anybody can write a name. A complaint needs mail whose sender is "
            "proved."
        )
    if rules.prior_contact_required and not any(event.kind is EventKind.REMINDED for event in events):
        raise Refused(f"{rules.name} wants you to write to them once more first; please send a reminder.")
    if not (accepted or _is_certain(rules) or any(event.kind in _ANSWERS for event in events)):
        raise Refused(
            f"The time to answer under {rules.name} was not seen in a source. Please check the date, and say that you "
            "did."
        )


def _is_certain(rules: Regime) -> bool:
    return rules.verified and rules.deadline_verified


def _happened(followed: Request, events: Sequence[Event], today: date, timezone: str, language: str) -> tuple[str, ...]:
    """Return one line for each event, and that no answer came where none did."""
    told = words.texts(language)["complaint"]
    subject = subject_of(followed.kind, language)
    lines = []
    for position, event in enumerate(events):
        if event.kind in _UNTOLD or (position == 0 and event.kind is EventKind.DRAFTED):
            continue
        values = {"day": local_day(event.at, timezone, language), "subject": subject, "earlier": followed.reference}
        lines.append(words.filled(told[event.kind.value], **values))
    if not any(event.kind in _ANSWERS for event in events):
        lines.append(words.filled(told["no_answer"], today=words.day(today, language)))
    return tuple(lines)


def _rules(
    followed: Request, events: Sequence[Event], timezone: str, language: str, holidays: Calendar | None
) -> tuple[str, ...]:
    """Return the right and, where nothing was answered, the end of the time to answer."""
    told, law, right = words.texts(language)["complaint"], followed.law, followed.kind.right
    where = cite(law, right, language) if right else ""
    lines = [words.filled(told["right"], law=law_name(law, language, right), cite=where)]
    if followed.kind in DECLARED and (time := honour_period(law, language)):
        lines.append(words.filled(told["honour"], period=time, cite=cite(law, "honour", language)))
    due = answer_due(followed, events, timezone, holidays)
    if due is None or any(event.kind in _ANSWERS for event in events):
        return tuple(lines)
    day = words.day(due, language)
    if claimed_period(followed.kind, law, language):
        lines.append(words.filled(told["period_over"], due=day, cite=cite(law, "deadline", language)))
    elif not regime(law).deadline_verified:
        lines.append(words.filled(told["period_about"], due=day))
    return tuple(lines)


def _listed(heading: str, lines: Sequence[str]) -> str:
    return "\n".join((heading, *(f"- {line}" for line in lines)))
