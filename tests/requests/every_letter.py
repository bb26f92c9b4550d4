"""Every letter that inboxguard can write, of one kind and language: law -> draft, on invented facts."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from inboxguard.requests.complaints import complaint
from inboxguard.requests.ledger import Event, EventKind
from inboxguard.requests.letters import Grounds, laws, letter
from inboxguard.requests.regimes import NO_LAW
from inboxguard.requests.reminders import reminder
from inboxguard.requests.request import Correction, Draft, Excuse, Often, Request, RequestKind, Wishes
from tests.requests.town import SHOP, request, sender, trail

REFERENCE = "2026-K7Q2M4A"
TODAY = date(2026, 11, 23)
ADDRESS = "me@post.example"
NAME = "Kim Lind"
WISHES = Wishes(
    ("pets",),
    ("toilet seat",),
    ("news.tinytoes.example", "Our flat"),
    habits=True,
    corrections=(Correction("Kim Lint", "Kim Land"),),
)
BARE = Grounds(ADDRESS, first_mail=date(2026, 5, 4), lists=("news.tinytoes.example",), wishes=WISHES)
NAMED = replace(BARE, name=NAME, customer_number="KD-4711")
FOLLOWED = (
    RequestKind.ACCESS,
    RequestKind.ERASURE,
    RequestKind.OBJECTION,
    RequestKind.OPT_OUT_OF_SALE,
    RequestKind.WITHDRAWAL,
)
"""Letters that a reminder or a complaint may follow: the first one that a law knows is taken."""
PLAIN = tuple(kind for kind in RequestKind if kind.right is not None)


@dataclass(frozen=True)
class Desk:
    """An authority."""

    name: str = "Office of Example"
    email: str = "desk@authority.example"
    complaint_url: str = "https://authority.example/complain"
    language: str | None = None


def sent_letter(law: str, language: str = "en") -> Request:
    """Return a letter under `law` in `language` that was drafted on 1 June 2026."""
    kind = next(kind for kind in FOLLOWED if law in laws(kind))
    return replace(request(kind, law), language=language)


def told(*kinds: EventKind) -> tuple[Event, ...]:
    """Return the letter drafted and sent on 1 June 2026, and `kinds` after it, sixty days apart."""
    start = datetime(2026, 6, 1, 10, tzinfo=UTC)
    every = (EventKind.DRAFTED, EventKind.SENT)
    later = (Event(kind, start + timedelta(days=60 * (place + 1))) for place, kind in enumerate(kinds))
    return (*(Event(kind, start) for kind in every), *later)


def reminded(law: str, language: str, excuse: Excuse | None = None, grounds: Grounds = BARE) -> Draft:
    """Return a reminder of a letter under `law`."""
    return reminder(sent_letter(law, language), told(), excuse, sender(), grounds, language, REFERENCE, TODAY)


def complained(law: str, language: str, grounds: Grounds = BARE, desk: Desk | None = None) -> Draft:
    """Return a complaint about a letter under `law` that was reminded of and never answered."""
    return complaint(
        sent_letter(law), told(EventKind.REMINDED), ("letter.eml: the letter as it was sent",), desk or Desk(),
        sender(), grounds, language, REFERENCE, TODAY, unverified_deadline_accepted=True,
    )  # fmt: skip


def written(kind: RequestKind, law: str, language: str, grounds: Grounds = BARE) -> Draft:
    """Return the letter of `kind` under `law` to Tiny Toes, or to the shop where it is the source."""
    if kind is RequestKind.REMINDER:
        return reminded(law, language, grounds=grounds)
    if kind is RequestKind.COMPLAINT:
        return complained(law, language, grounds)
    to = sender(SHOP, "Shop") if kind is RequestKind.TO_WHOM else sender()
    return letter(kind, to, None, grounds, law, language, REFERENCE, TODAY)


def every(kind: RequestKind, language: str) -> Iterator[tuple[str, Draft]]:
    """Yield every letter of a kind and language, that without a law first, with what gave rise to it."""
    for law in sorted(laws(kind), key=lambda law: (law != NO_LAW, law != "gdpr", law)):
        yield law, written(kind, law, language)
    if kind is RequestKind.REMINDER:
        for excuse in Excuse:
            yield f"gdpr, {excuse.value}", reminded("gdpr", language, excuse)
            yield f"us-va-vcdpa, {excuse.value}", reminded("us-va-vcdpa", language, excuse)
        for event in (EventKind.ACKNOWLEDGED, EventKind.ANSWERED_PARTIAL, EventKind.REFUSED, EventKind.NO_DATA):
            followed, events = sent_letter("gdpr", language), told(event)
            yield f"gdpr, {event.value}", reminder(followed, events, None, sender(), BARE, language, REFERENCE, TODAY)
    if kind is RequestKind.ASK_FOR_LESS:
        for often in Often:
            grounds = replace(BARE, wishes=Wishes(often=often))
            yield f"none, {often.value}", written(kind, NO_LAW, language, grounds)
    if kind is RequestKind.WHERE_FROM:
        yield "gdpr, proved", proved(kind, language)
    if kind is RequestKind.TO_WHOM:
        yield "gdpr, proved", proved(kind, language)
    if kind in PLAIN:
        yield "gdpr, named", written(kind, "gdpr" if "gdpr" in laws(kind) else NO_LAW, language, NAMED)


def proved(kind: RequestKind, language: str) -> Draft:
    """Return a question with everything that a trail can prove."""
    whom = sender(SHOP, "Shop") if kind is RequestKind.TO_WHOM else sender()
    other = "Tiny Toes" if kind is RequestKind.TO_WHOM else "Shop"
    claim = trail()
    grounds = replace(BARE, address=claim.addresses[0], other=other, given_on=date(2026, 3, 1), given_only=True)
    return letter(kind, whom, claim, grounds, "gdpr", language, REFERENCE, TODAY)
