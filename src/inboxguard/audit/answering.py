"""What organisations answered and published, filed by the person: checked, kept with its document, listed, taken back.

A trail says more by it: an answer documents or refutes the recipient's trail, what the source says of its recipients
weighs on theirs, a notice is a word of its own about all of them (trace.md sections 2 and 3).

A source that never wrote to this mailbox is kept as the domain that was named. The answer documents the trail all the
same, which then names that domain and knows nothing else of it: no contact of the person's, and no word of its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from inboxguard.audit import cases, deciding, filing, replying
from inboxguard.audit.recognising import domain_of, recognised
from inboxguard.audit.views import RequestRow
from inboxguard.errors import Refused
from inboxguard.facts.message import MessageKey
from inboxguard.senders.domains import carries
from inboxguard.senders.sender import SenderId
from inboxguard.store import documents, findings, messages, search
from inboxguard.store.documents import Asked, Document, Paper
from inboxguard.trace.decisions import Tenor

NOBODY = "none"
"""What is typed where an answer names nobody."""
_MOST_NAMED = 200
_LONGEST_SHOWN = 100
"""Letters of what was typed that a refusal repeats."""
_ANSWERED = "answered_full"


@dataclass(frozen=True, slots=True)
class Filed:
    """What filing an answer did."""

    id: str
    organisation: SenderId
    request: str | None
    """Reference of the request that it answers, None where none was found."""
    marked: bool
    """Whether that request counts as answered since."""
    words: bool = True
    """Whether the document holds their words: of a mail that was never opened only the head is kept."""


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One filed answer or notice."""

    id: str
    """ "a3" or "n2"."""
    organisation: SenderId
    name: str
    what: str
    """ "where_from", "to_whom" or "notice"."""
    tenor: Tenor | None
    """Of a notice."""
    named: tuple[SenderId, ...]
    """Whom it names; () = nobody."""
    names: tuple[str, ...]
    document: Document
    at: datetime
    request: str | None
    """Reference of the request that it answers."""
    message_id: str | None
    """Of the mail that it came with."""
    aside: bool = False
    """Whether it speaks of a sender of whom everything is set aside."""


def whom(db: Database, typed: str) -> SenderId:
    """Return the sender of this domain or name; raises Refused where there is none, or several of the name."""
    if (known := recognised(db, typed)) is not None:
        return known
    raise Refused(
        f"No sender “{_shown(typed)}” was found in the mail read so far. Use its name or its domain as “senders” "
        "prints it, such as shop.example."
    )


def named(db: Database, typed: str) -> SenderId:
    """Return whom a document names: a sender by domain or name, or any other organisation by its domain."""
    if (known := recognised(db, typed)) is not None:
        return known
    domain = domain_of(typed.strip().lower())
    if domain is None:
        raise Refused(
            f"No sender is called “{_shown(typed)}”. Name it by its domain, such as shop.example; one that never "
            "wrote to you may be named so too."
        )
    if carries(domain):
        raise Refused(
            f"“{domain}” carries the mail of anybody, so it names no organisation. Name the domain of their own pages."
        )
    return SenderId(deciding.corrections(db).home(domain))


def file_answer(
    db: Database,
    organisation: str,
    asked: Asked,
    typed: Sequence[str],
    paper: Paper,
    at: datetime,
    now: datetime,
    request: str | None = None,
    message: MessageKey | None = None,
) -> Filed:
    """Keep what `organisation` answered, and mark the request that it answers; raises Refused before anything is kept.

    `typed` names the source or the recipients by name or domain, () = it names nobody. Without `request` the last
    letter of this kind to the organisation is taken.
    """
    who = whom(db, organisation)
    whose = tuple(dict.fromkeys(named(db, one) for one in typed))
    _check(who, asked, whose, at, now)
    answered = cases.detail(db, request, now).row if request is not None else _last(db, who, asked, now)
    if answered is not None and answered.organisation != who:
        raise Refused(f"The request {answered.reference} went to {answered.organisation}, not to {who}.")
    key = documents.file_answer(db, who, asked, whose, paper, at, None if answered is None else answered.id, message)
    marked = answered is not None and _mark(db, answered.id, at, now)
    words = message is None or ((kept := messages.get(db, message)) is not None and kept.text is not None)
    return Filed(f"a{key}", who, None if answered is None else answered.reference, marked, words)


def file_notice(
    db: Database, organisation: str, tenor: Tenor, typed: Sequence[str], paper: Paper, at: datetime, now: datetime
) -> str:
    """Keep what a published notice says about passing addresses on; return its id. Raises Refused."""
    who = whom(db, organisation)
    whose = tuple(dict.fromkeys(named(db, one) for one in typed))
    if bool(whose) != (tenor is Tenor.NAMES):
        raise Refused("A notice names somebody, speaks of partners without naming them, or denies: say which one.")
    _check(who, None, whose, at, now)
    return f"n{documents.file_notice(db, who, tenor, whose, paper, at)}"


def mail(db: Database, organisation: str, typed: str) -> tuple[MessageKey, datetime | None, Paper]:
    """Return the mail that `typed` names (Message-ID or key) as the document of an answer of `organisation`.

    Raises Refused where there is none, it is the person's own, or it neither comes from the organisation nor answers a
    letter to it.
    """
    who = whom(db, organisation)
    keys = (MessageKey(typed.strip()),) if "@" not in typed else findings.keys_of(db, f"<{typed.strip().strip('<>')}>")
    found = (attributed.attribution for attributed in findings.attributed_among(db, keys).values())
    one = next((mail for mail in found if not mail.outgoing), None)
    if one is None:
        raise Refused(f"There is no incoming message “{_shown(typed)}”. “messages --json” shows those there are.")
    asked_them = {request.id for request, _ in deciding.requests(db) if request.organisation == who}
    answers = {row.request for row in replying.rows(db) if row.line.key == one.message}
    if one.organisation not in deciding.members(db, who) and not answers & asked_them:
        raise Refused(
            f"That message is not from {who} and answers no letter to it. If it holds their answer all the same, save "
            "it as a file and name that with --document."
        )
    return one.message, one.at, filing.from_mail(db, one.message)


def rows(db: Database) -> tuple[AnswerRow, ...]:
    """Return every filed answer and notice, in the order of their dates."""
    told, names, hidden = deciding.corrections(db), findings.names(db), search.wholly_set_aside(db)
    kept = {one.sha256: one for one in documents.documents(db)}
    references = {one.id: one.reference for one, _ in deciding.requests(db)}
    answers, notices = documents.answers(db), documents.notices(db)
    mails = findings.attributed_among(db, [one.message for one in answers if one.message])

    def row(
        key: str, who: str, what: str, tenor: Tenor | None, whose: Sequence[str], paper: str, at: datetime,
        request: str | None = None, message: str | None = None,
    ) -> AnswerRow:  # fmt: skip
        home = SenderId(told.home(who))
        homes = tuple(dict.fromkeys(SenderId(told.home(one)) for one in whose))
        mail = mails.get(MessageKey(message)) if message else None
        return AnswerRow(
            key, home, names.get(home, home), what, tenor, homes, tuple(names.get(one, one) for one in homes),
            kept[paper], at, references.get(request) if request else None,
            mail.attribution.message_id if mail else None, not hidden.isdisjoint((home, *homes)),
        )  # fmt: skip

    found = [
        *(
            row(f"a{one.id}", one.organisation, one.asked, None, one.named, one.document, one.at, one.request,
                one.message)
            for one in answers
        ),
        *(
            row(f"n{one.id}", one.organisation, "notice", Tenor(one.tenor), one.named, one.document, one.at)
            for one in notices
        ),
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda one: (one.at, one.id)))


def forget(db: Database, key: str) -> None:
    """Take one filed answer or notice back, with its document; raises Refused where there is none of this id."""
    kind, number = key.strip().lower()[:1], key.strip()[1:]
    takers = {"a": documents.forget_answer, "n": documents.forget_notice}
    well_formed = kind in takers and number.isascii() and number.isdigit() and len(number) < 16
    if not well_formed or not takers[kind](db, int(number)):
        raise Refused(f"There is no answer “{_shown(key)}”. “trail answers” shows those that are kept.")


def document(db: Database, key: str) -> bytes:
    """Return the bytes of the document of an answer or notice; raises Refused where there is none of this id."""
    wanted = key.strip().lower()
    for one in rows(db):
        if wanted in (one.id, one.document.sha256):
            content = documents.content(db, one.document.sha256)
            if content is not None:
                return content
    raise Refused(f"There is no answer “{_shown(key)}”. “trail answers” shows those that are kept.")


def _shown(typed: str) -> str:
    return typed.strip()[:_LONGEST_SHOWN]


def _check(who: SenderId, asked: Asked | None, whose: Sequence[SenderId], at: datetime, now: datetime) -> None:
    if at > now:
        raise Refused("That moment is still to come; please file the document when you have it.")
    if asked is Asked.WHERE_FROM and len(whose) > 1:
        raise Refused("A source is one organisation. File one answer for each that they name.")
    if len(whose) > _MOST_NAMED:
        raise Refused(f"More than {_MOST_NAMED} organisations are more than one letter can tell of. Name the first.")
    if who in whose:
        raise Refused(
            f"{who} cannot be its own source or recipient. If they say that you signed up with them and you did, use "
            f"“trail mine {who}”; if they name nobody else, say “{NOBODY}”."
        )


def _last(db: Database, who: SenderId, asked: Asked, now: datetime) -> RequestRow | None:
    """Return the letter that an answer most likely answers: the last of its kind, one that waits before others."""
    found = [row for row in cases.rows(db, now) if row.organisation == who and row.kind == asked.value]
    waiting = [row for row in found if _ANSWERED in cases.detail(db, row.id, now).allowed]
    return next(iter((*waiting, *found)), None)  # cases.rows has the newest first


def _mark(db: Database, request: str, at: datetime, now: datetime) -> bool:
    """Record that a request was answered, on the day of the answer where that can be, else now; return whether."""
    for moment in dict.fromkeys((at, now)):
        try:
            cases.mark(db, request, _ANSWERED, moment, None, now)
        except Refused:
            continue
        return True
    return False
