"""The columns of Senders."""

from datetime import UTC, date, datetime

from inboxguard.audit.views import SenderRow, SortBy
from inboxguard.senders.sender import Basis, SenderId
from inboxguard.ui.senders.columns import SenderColumns

ROW = SenderRow(
    SenderId("bank.example"),
    "Ba\u202enk",
    1234,
    (0,) * 11 + (3,),
    (False,) * 11 + (True,),
    datetime(2026, 11, 22, 12, tzinfo=UTC),
    Basis.NONE_FOUND,
    "not_honoured",
)


def test_a_row_in_words() -> None:
    columns = SenderColumns().columns(lambda: date(2026, 11, 24))
    assert [column.words(ROW) for column in columns] == [
        "Ba⟨U+202E⟩nk", "1,234", "12 months: rising, last month 3", "2 days ago", "Opt-out ignored",
    ]  # fmt: skip
    assert [column.sort for column in columns] == [SortBy.NAME, SortBy.MAILS, None, SortBy.LAST, SortBy.BASIS]
    assert columns[0].tip is not None
    assert columns[0].tip(ROW) == "Ba⟨U+202E⟩nk (bank.example)"
    assert columns[3].tip is not None
    assert "22 November 2026" in columns[3].tip(ROW)
    assert columns[2].paint is not None
    assert columns[2].paint(ROW) == (ROW.months, ROW.after_opt_out)
    assert columns[4].paint is not None
    assert columns[4].paint(ROW) == ("triangle", "amber")


def test_the_day_is_asked_each_time() -> None:
    today = [date(2026, 11, 24)]
    last_mail = SenderColumns().columns(lambda: today[0])[3]
    assert last_mail.words(ROW) == "2 days ago"
    today[0] = date(2026, 11, 25)
    assert last_mail.words(ROW) == "3 days ago"
