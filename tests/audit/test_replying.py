"""Mail that answers a letter is proposed, firm signs and weak ones apart, and nothing is assumed of it."""

import shutil
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from inboxguard.audit import replying
from inboxguard.audit.audit import Audit
from inboxguard.requests.replies import Nature, Sign
from inboxguard.store import decisions
from tests.audit.letters import arrives
from tests.audit.truth import NOW

SOFA = "sofasparrow.example"
DAY = timedelta(days=1)


@pytest.fixture
def clock() -> list[datetime]:
    """The time of the audit, to be moved on."""
    return [NOW]


@pytest.fixture
def later(kept: Path, tmp_path: Path, clock: list[datetime]) -> Iterator[Audit]:
    """The house move with a clock that can be moved."""
    with Audit.open(Path(shutil.copytree(kept, tmp_path / "home")), lambda: clock[0]) as opened:
        yield opened


@pytest.fixture
def asked(later: Audit, clock: list[datetime]) -> str:
    """A where-from letter to Sofa & Sparrow that was sent; thirty days have passed since."""
    request = later.draft("where_from", SOFA).row.id
    later.mark(request, "sent")
    clock[0] = NOW + 30 * DAY
    return request


Arrives = Callable[..., str]


@pytest.fixture
def post(later: Audit, tmp_path: Path) -> Arrives:
    """Let a mail arrive in the home."""
    return lambda *words, **fields: arrives(later, tmp_path / "post", *words, **fields)


def test_without_letters_there_are_no_answers(later: Audit) -> None:
    assert later.replies() == ()


def test_mail_that_came_before_answers_nothing(later: Audit, asked: str) -> None:
    assert later.replies(asked) == ()


def test_the_reference_in_a_subject_is_a_firm_sign_whoever_writes(later: Audit, asked: str, post: Arrives) -> None:
    sent = post(NOW + 5 * DAY, f"Re: your letter {asked}", sender="Desk <case@privacydesk.example>")
    (reply,) = later.replies(asked)
    assert (reply.sign, reply.nature, reply.message_id) == (Sign.REFERENCE, Nature.ANSWER, sent)
    assert reply.address == "case@privacydesk.example"
    assert not reply.opened
    assert later.replies() == (reply,)
    assert later.request(asked).row.state == "sent"


def test_so_is_the_thread(later: Audit, asked: str, post: Arrives) -> None:
    letter = f"<inboxguard-{asked.lower()}@post.example>"
    post(NOW + 5 * DAY, "Your question", sender="Desk <case@privacydesk.example>", In_Reply_To=letter)
    (reply,) = later.replies(asked)
    assert reply.sign is Sign.THREAD


def test_a_mail_of_theirs_while_it_waits_is_a_weak_sign_and_comes_last(
    later: Audit, asked: str, post: Arrives, clock: list[datetime]
) -> None:
    weak = post(NOW + 6 * DAY, "Your question")
    firm = post(NOW + 2 * DAY, f"Your question {asked}")
    found = later.replies(asked)
    assert [one.sign for one in found] == [Sign.REFERENCE, Sign.SENDER]
    assert [one.message_id for one in replying.answers(found)] == [firm, weak]
    clock[0] = NOW + 200 * DAY
    post(NOW + 150 * DAY, "Something else")
    assert len(later.replies(asked)) == 2


def test_once_it_is_answered_or_closed_only_what_names_it_is_proposed(
    later: Audit, asked: str, post: Arrives
) -> None:
    later.mark(asked, "answered_full", NOW + 3 * DAY)
    post(NOW + 6 * DAY, "Your question")
    assert later.replies(asked) == ()
    post(NOW + 7 * DAY, f"Your question {asked}")
    assert [one.sign for one in later.replies(asked)] == [Sign.REFERENCE]
    later.mark(asked, "closed")
    assert [one.sign for one in later.replies(asked)] == [Sign.REFERENCE]


def test_a_receipt_is_told_apart(later: Audit, asked: str, post: Arrives) -> None:
    post(NOW + DAY, f"Automatic reply: {asked}", Auto_Submitted="auto-replied")
    (reply,) = later.replies(asked)
    assert reply.nature is Nature.RECEIPT
    assert replying.answers((reply,)) == ()


def test_an_answer_is_no_advert_and_stays_in_sight_though_its_sender_is_set_aside(
    later: Audit, asked: str, post: Arrives
) -> None:
    post(NOW + 5 * DAY, f"Re: {asked}")
    later.set_aside_sender(SOFA)
    (reply,) = later.replies(asked)
    assert (reply.line.aside, reply.line.subject) == (False, f"Re: {asked}")


def test_a_mail_that_is_set_aside_itself_stays_unnamed(
    later: Audit, asked: str, post: Arrives, clock: list[datetime]
) -> None:
    post(NOW + 5 * DAY, f"Re: {asked}")
    (shown,) = later.replies(asked)
    decisions.shelve(later._db, shown.line.key, "aside", clock[0])
    later.renew()
    (reply,) = later.replies(asked)
    assert (reply.line.aside, reply.line.subject, reply.line.sender, reply.address) == (True, None, None, "")
