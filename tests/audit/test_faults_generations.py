"""A folder that was made anew (another UIDVALIDITY) is the same mail under other numbers, and never another's."""

from contextlib import suppress

import pytest

from inboxguard.audit.audit import Audit
from inboxguard.audit.progress import Step
from tests.audit.syncs import (
    ADVERT,
    Behind,
    advert,
    again,
    fetched,
    ids,
    letter,
    lying,
    numbers,
    of,
    opened,
    some,
    sound,
    sources,
    waiting,
)
from tests.servers.dovecot import Dovecot
from tests.servers.faulty_line import without_capability

pytestmark = pytest.mark.usefixtures("every_step")


def test_a_mailbox_made_anew_is_recognised_by_its_headers(dovecot: Dovecot, empty: Audit, behind: Behind) -> None:
    user = dovecot.user()
    mails = [advert(number, f"X-Trace: {number}{'x' * 3000}\r\n") for number in range(60)] + [letter(90)]
    dovecot.fill(user, mails)
    line = behind(dovecot, user, without_capability("COMPRESS=DEFLATE"))
    again(empty)
    first, before = line.bytes_down, ids(empty)
    dovecot.remake(user, mails)
    line.commands.clear()
    result = again(empty)
    assert (result.added, result.gone, result.notes) == (0, 0, ())
    assert not opened(line.commands)
    assert not [command for command in fetched(line.commands) if "BODY.PEEK[HEADER]" in command]
    assert line.bytes_down - first < first / 2
    assert ids(empty) == before
    assert lying(empty) == 61
    assert set(sources(empty).values()) == {"INBOX"}


def test_of_a_mailbox_made_anew_with_other_mail_nothing_is_lost(dovecot: Dovecot, empty: Audit, behind: Behind) -> None:
    user = dovecot.user()
    dovecot.fill(user, some(10))
    behind(dovecot, user)
    again(empty)
    before = ids(empty)
    dovecot.remake(user, some(6, begin=8))
    assert again(empty).added == 4
    assert numbers(empty) == of([*some(10), *some(4, begin=10)])
    assert before.items() <= ids(empty).items()
    assert lying(empty) == 6
    dovecot.remake(user, [])
    again(empty)
    assert (len(numbers(empty)), lying(empty)) == (14, 0)


def test_a_folder_made_anew_before_its_headers_are_read_is_read_the_next_time(
    dovecot: Dovecot, empty: Audit, behind: Behind
) -> None:
    user = dovecot.user()
    dovecot.fill(user, some(4))
    dovecot.fill(user, some(5, begin=20), "Shops")
    behind(dovecot, user)

    def renew(step: Step) -> None:
        if (step.what, step.done) == ("reading", 4):
            dovecot.renew_folder(user, "Shops")
            for mail in some(2, begin=30):
                dovecot.deliver(user, mail.raw, "Shops")

    result = empty.sync(tell=renew)
    assert result.added == 4
    assert any("numbered the folder anew" in note for note in result.notes)
    assert again(empty).added == 2
    assert numbers(empty) == of([*some(4), *some(2, begin=30)])
    assert (lying(empty), waiting(empty)) == (6, 0)


def test_numbers_of_a_folder_made_anew_never_open_another_message(
    dovecot: Dovecot, empty: Audit, behind: Behind
) -> None:
    """Between the headers and the texts: the same numbers name a letter now, which must stay closed."""
    user = dovecot.user()
    dovecot.fill(user, some(2))
    for mail in some(4, begin=20):
        dovecot.deliver(user, mail.raw, "Shops")
    line = behind(dovecot, user)

    def renew(step: Step) -> None:
        if (step.what, step.done) == ("opening", 2):
            line.commands.clear()
            dovecot.renew_folder(user, "Shops")
            for number in range(4):
                dovecot.deliver(user, letter(number).raw, "Shops")

    result = empty.sync(tell=renew)
    assert any("numbered the folder anew" in note for note in result.notes)
    assert not opened(line.commands)
    assert numbers(empty) == of(some(2))
    assert again(empty).added == 4
    assert numbers(empty) == of([*some(2), *(letter(number) for number in range(4))])
    assert waiting(empty) == 0
    assert sound(empty)
    assert {row["kind"] for row in empty.message_rows() if "letter" in str(row["message_id"])} == {"personal"}
    assert not opened(line.commands)


def test_what_waited_of_an_older_generation_is_not_read_as_the_newer(
    dovecot: Dovecot, empty: Audit, behind: Behind
) -> None:
    user = dovecot.user()
    for mail in some(3, begin=20):
        dovecot.deliver(user, mail.raw, "Shops")
    line = behind(dovecot, user)

    def stop(step: Step) -> None:
        if step.what == "opening":
            raise KeyboardInterrupt

    with suppress(KeyboardInterrupt):
        empty.sync(tell=stop)
    assert waiting(empty) == 3
    dovecot.renew_folder(user, "Shops")
    dovecot.deliver(user, advert(40).raw, "Shops")
    line.commands.clear()
    assert again(empty).added == 1
    assert numbers(empty) == of([advert(40)])
    assert ADVERT in (empty.letter(ids(empty)[of([advert(40)])[0]]).text or "")
    assert waiting(empty) == 0
