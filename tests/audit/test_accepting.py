"""What replies seem to say is proposed, recorded at the person's word with its mail, and never by itself."""

import shutil
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from inboxguard.audit.audit import Audit
from inboxguard.errors import Refused
from inboxguard.requests.ledger import EventKind
from inboxguard.requests.proposals import Cue
from inboxguard.requests.request import Excuse
from inboxguard.store.documents import Asked
from tests.audit.letters import arrives
from tests.audit.truth import NOW

SOFA, LANTERN, TO = "sofasparrow.example", "movinglantern.example", "privacy@sofasparrow.example"
DAY = timedelta(days=1)

Post = Callable[..., str]


@pytest.fixture
def later(kept: Path, tmp_path: Path) -> Iterator[Audit]:
    """The house move; a letter to Sofa & Sparrow was sent, and thirty days have passed."""
    clock = [NOW]
    with Audit.open(Path(shutil.copytree(kept, tmp_path / "home")), lambda: clock[0]) as opened:
        opened.mark(opened.draft("where_from", SOFA).row.id, "sent")
        clock[0] = NOW + 30 * DAY
        yield opened


@pytest.fixture
def asked(later: Audit) -> str:
    """The id of the letter."""
    return later.requests()[0].id


@pytest.fixture
def post(later: Audit, tmp_path: Path) -> Post:
    """Let a mail arrive of which the text may be read, as a ticket system marks its mail."""

    def arrive(at: datetime, subject: str, text: str, **fields: str) -> str:
        marks = {"X_Auto_Response_Suppress": "All", **fields}
        return arrives(later, tmp_path / "post", at, subject, text=text, **marks)

    return arrive


def events(audit: Audit, request: str) -> list[str]:
    """What the ledger holds of a request."""
    return [moment.what for moment in audit.request(request).timeline]


def test_an_answer_is_proposed_and_recorded_at_a_word_with_its_mail(later: Audit, asked: str, post: Post) -> None:
    mail = post(NOW + 5 * DAY, f"Re: {asked}", "We obtained your address from Moving Lantern.\n")
    (row,) = later.reply_proposals(asked)
    assert (row.proposed, row.cue, row.message_id) == (EventKind.ANSWERED_FULL, Cue.WORDS, mail)
    assert row.quote == "We obtained your address from Moving Lantern."
    assert (row.authenticated, row.theirs) == (True, True)
    assert events(later, asked) == ["drafted", "sent"]
    assert later.accept(asked, mail) == "answered_full"
    last = later.request(asked).timeline[-1]
    assert (last.what, last.at, last.detail) == ("answered_full", NOW + 5 * DAY, mail)
    assert later.reply_proposals() == ()
    with pytest.raises(Refused, match="recorded already"):
        later.accept(asked, mail)


def test_the_person_may_say_that_it_is_something_else(later: Audit, asked: str, post: Post) -> None:
    mail = post(NOW + 5 * DAY, f"Re: {asked}", "We obtained your address from Moving Lantern.\n")
    assert later.accept(asked, mail.strip("<>"), "answered_partial") == "answered_partial"
    assert events(later, asked)[-1] == "answered_partial"
    assert later.reply_proposals() == ()


def test_a_report_that_it_did_not_arrive(later: Audit, asked: str, post: Post) -> None:
    to = later.request(asked).to
    report = post(
        NOW + DAY, "Undelivered Mail Returned to Sender", f"{to}: user unknown\n",
        sender="Mail Delivery System <mailer-daemon@post.example>", Auto_Submitted="auto-replied",
        X_Failed_Recipients=to,
    )  # fmt: skip
    (row,) = later.reply_proposals(asked)
    assert (row.proposed, row.cue) == (EventKind.BOUNCED, Cue.REPORT)
    later.accept(asked, report)
    assert later.request(asked).row.state == "bounced"


def test_a_machine_that_confirms_and_one_that_asks_who_writes(later: Audit, asked: str, post: Post) -> None:
    first = post(NOW + DAY, f"Re: {asked}", "Your ticket is open.\n", Auto_Submitted="auto-replied")
    second = post(NOW + 2 * DAY, f"Re: {asked}", "Please send us a copy of your passport.\n")
    assert [row.proposed for row in later.reply_proposals()] == [EventKind.ACKNOWLEDGED, EventKind.IDENTITY_ASKED]
    later.accept(asked, first)
    later.accept(asked, second)
    assert later.request(asked).row.state == "identity_check"


@pytest.mark.parametrize(
    ("subject", "text", "fields"),
    [
        ("Autumn sofas", "We have removed the sofa from your data.", {"List_Unsubscribe": f"<https://{SOFA}/leave>"}),
        ("Your order 48213", "Thank you for your order. Your account was deleted.", {}),
        ("Out of office", "I am on leave.", {"sender": "Lea <lea@friends.example>", "Auto_Submitted": "auto-replied"}),
        ("About the weather", "We obtained your address.", {"sender": "Lea <lea@friends.example>"}),
    ],
)
def test_other_mail_while_the_letter_waits_proposes_nothing(
    later: Audit, asked: str, post: Post, subject: str, text: str, fields: dict[str, str]
) -> None:
    post(NOW + 3 * DAY, subject, f"{text}\n", **fields)
    assert later.reply_proposals(asked) == ()
    assert events(later, asked) == ["drafted", "sent"]


def test_a_forged_mail_that_names_the_reference_is_no_reply(later: Audit, asked: str, post: Post) -> None:
    post(
        NOW + 3 * DAY, f"Re: {asked}", "Your data have been deleted.\n",
        Authentication_Results="mx.post.example; dkim=fail header.d=sofasparrow.example; dmarc=fail "
        "header.from=sofasparrow.example; spf=fail smtp.mailfrom=sofasparrow.example",
    )  # fmt: skip
    assert later.reply_proposals(asked) == ()
    assert later.replies(asked) == ()


def test_a_desk_elsewhere_is_told_as_such(later: Audit, asked: str, post: Post) -> None:
    post(NOW + 3 * DAY, f"Re: {asked}", "We do not hold any data about you.\n", sender="Desk <a@privacydesk.example>")
    (row,) = later.reply_proposals(asked)
    assert (row.proposed, row.theirs, row.authenticated) == (EventKind.NO_DATA, False, True)


def test_what_cannot_follow_is_not_proposed(later: Audit, asked: str, post: Post) -> None:
    post(NOW + 3 * DAY, f"Re: {asked}", "We have received your request.\n")
    later.mark(asked, "answered_full", NOW + 2 * DAY)
    later.mark(asked, "closed", NOW + 4 * DAY)
    assert later.reply_proposals(asked) == ()


def test_mail_that_is_no_reply_is_refused(later: Audit, asked: str) -> None:
    with pytest.raises(Refused, match="There is no reply"):
        later.accept(asked, "<nobody@x.example>")


# whom it names


def test_whom_an_answer_names_is_offered_with_the_sentence_and_filed_by_the_person(
    later: Audit, asked: str, post: Post
) -> None:
    text = f"We obtained your address from Moving Lantern ({LANTERN}) in May.\n"
    mail = post(NOW + 5 * DAY, f"Re: {asked}", text)
    told = later.named_in_answer(asked, mail)
    assert told is not None
    assert (told.asked, told.organisation, told.request, told.opened) == (Asked.WHERE_FROM, SOFA, asked, True)
    (one,) = told.candidates
    assert (one.organisation, one.quote) == (LANTERN, text.strip())
    assert later.answers_filed() == ()
    later.answered_where_from(SOFA, one.organisation, message=told.message, request=asked)
    (filed,) = later.answers_filed()
    assert (filed.named, filed.message_id) == ((LANTERN,), mail)


def test_of_a_personal_letter_the_person_types_whom_it_names(later: Audit, asked: str, tmp_path: Path) -> None:
    mail = arrives(later, tmp_path / "post", NOW + 5 * DAY, f"Re: {asked}", text=f"From {LANTERN}.")
    told = later.named_in_answer(asked, mail)
    assert told is not None
    assert (told.opened, told.candidates) == (False, ())


def test_who_is_set_aside_is_not_named(later: Audit, asked: str, post: Post) -> None:
    mail = post(NOW + 5 * DAY, f"Re: {asked}", f"We obtained your address from {LANTERN}.\n")
    later.set_aside_sender(LANTERN)
    told = later.named_in_answer(asked, mail)
    assert told is not None
    assert told.candidates == ()


def test_a_receipt_and_another_kind_of_letter_name_nobody(later: Audit, asked: str, post: Post) -> None:
    receipt = post(NOW + DAY, f"Re: {asked}", f"Ask {LANTERN}.\n", Auto_Submitted="auto-replied")
    assert later.named_in_answer(asked, receipt) is None
    other = later.draft("objection", SOFA).row.id
    later.mark(other, "sent")
    mail = post(NOW + 30 * DAY, f"Re: {other}", f"Ask {LANTERN}.\n")
    assert later.named_in_answer(other, mail) is None


def test_the_excuse_of_an_answer_stays_known_once_the_event_is_recorded(later: Audit, asked: str, post: Post) -> None:
    mail = post(NOW + 5 * DAY, f"Re: {asked}", "Please send us a copy of your passport.\n")
    (row,) = later.reply_proposals(asked)
    assert (row.proposed, row.excuse) == (EventKind.IDENTITY_ASKED, Excuse.ID_COPY)
    later.accept(asked, mail)
    (row,) = later.replies(asked)
    assert (row.proposed, row.excuse) == (None, Excuse.ID_COPY)


def test_a_quoted_reminder_is_not_judged_as_their_words(later: Audit, asked: str, post: Post) -> None:
    later.mark(asked, "identity_asked")
    reminder = later.remind(asked, Excuse.ID_COPY)
    post(NOW + 40 * DAY, f"Re: {asked}", f"See you on Monday.\n\n{later.request(reminder.row.id).body}\n")
    assert [(one.proposed, one.excuse) for one in later.replies(asked)] == [(None, None)]


def test_companies_that_an_answer_names_by_their_legal_form(later: Audit, asked: str, post: Post) -> None:
    mail = post(NOW + 5 * DAY, f"Re: {asked}", "We obtained your address from Fernhill Data Ltd.\n")
    told = later.named_in_answer(asked, mail)
    assert told is not None
    assert [one.name for one in told.companies] == ["Fernhill Data Ltd"]
