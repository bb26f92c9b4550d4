"""Figures of themes are counted as they say, on sets small enough to count by hand."""

from datetime import UTC, datetime

from benchmarks import themes_figures, themes_mailboxes
from benchmarks.themes import limits
from benchmarks.themes_figures import Found, flagged, of_theme, recall, taken_for_adverts
from benchmarks.themes_labelled import HARD, HINTED, NAMED, OTHERS_THAN_ADVERTS, REPORT, Text
from benchmarks.themes_mailboxes import Proposed, Run, caught, is_aside, is_right, strays, wrongly_proposed
from benchmarks.themes_truth import (
    HELP,
    LETTER,
    OFF,
    ONE_LIST,
    ORDER,
    SHOP,
    UNSAID,
    WHOLLY_SILENT,
    Mail,
    Mailbox,
    Sender,
)

AT = datetime(2026, 3, 2, 7, tzinfo=UTC)


def found(kind: str, themes: str = "", said: str = "", also: str = "", aside: bool | None = None) -> Found:
    truth = Text(
        "o1",
        "en",
        kind,
        frozenset(themes.split()),
        frozenset(also.split()),
        "S",
        "s",
        "",
        "b",
        listed=True,
        half=REPORT,
    )
    return Found(truth, frozenset(said.split()), bool(said) if aside is None else aside, "marketing")


def test_precision_counts_each_theme_that_was_said_and_leaves_out_what_may_be_said_as_well():
    judged = [found(NAMED, "baby pet", "baby wedding"), found(NAMED, "loss", "loss religion", also="religion")]
    assert themes_figures.precision(judged) == (2, 3)
    assert themes_figures.precision([found("personal", "pet", "pet")]) == (0, 0)


def test_recall_is_asked_of_named_and_hinted_texts_apart():
    judged = [found(NAMED, "baby pet", "baby"), found(HINTED, "pet", ""), found(HINTED, "loss", "loss")]
    assert recall(judged, NAMED) == (1, 2)
    assert recall(judged, HINTED) == (1, 2)


def test_a_text_that_must_stay_is_flagged_once_whatever_it_is_set_aside_for():
    judged = [found(HARD, "", "baby pet"), found(HARD), found("transactional", "baby", "", aside=True)]
    assert flagged(judged, HARD) == (1, 2)
    assert flagged(judged, *OTHERS_THAN_ADVERTS) == (1, 1)
    assert taken_for_adverts(judged) == (2, 2)


def test_a_theme_has_its_own_precision_and_recall():
    judged = [found(NAMED, "baby", "baby"), found(NAMED, "loss", "baby"), found(HINTED, "baby", "")]
    assert of_theme(judged, "baby") == ((1, 2), (1, 1), (0, 1))


def test_limits_are_missed_by_one_receipt_and_reached_by_clean_figures():
    clean = [found(NAMED, "baby", "baby"), found(HARD)]
    assert all(limit.is_reached for limit in limits("x", clean))
    spoilt = limits("x", [*clean, found("transactional", "baby", "", aside=True)])
    assert [limit.name for limit in spoilt if not limit.is_reached] == ["x: other than adverts aside"]


def town(*mails: Mail, senders: tuple[Sender, ...]) -> Mailbox:
    return Mailbox(1, ("baby",), senders, mails)


SILENT = Sender("lomika.example", "Lomika", WHOLLY_SILENT, "en", "baby")
TWO = Sender("two.example", "Two", ONE_LIST, "en", "baby", "babya.two.example", "news.two.example")
GENERAL = Sender("shop.example", "Shop", SHOP, "en", None)
AID = Sender("aid.example", "Aid", HELP, "en", "baby")


def mail(name: str, sender: Sender | None, how: str, theme: str | None) -> Mail:
    return Mail(name, AT, b"", sender, how, theme)


MAILS = (
    mail("named", SILENT, "named", "baby"),
    mail("hinted", SILENT, "hinted", "baby"),
    mail("unsaid", SILENT, UNSAID, "baby"),
    mail("coat", GENERAL, OFF, None),
    mail("other", GENERAL, "named", "pet"),
    mail("aid", AID, "named", "baby"),
    mail("order", SILENT, ORDER, "baby"),
    mail("letter", None, LETTER, "baby"),
)
SENDERS = (SILENT, TWO, GENERAL, AID)


def run(before: str, after: str, *proposed: Proposed) -> Run:
    return Run(town(*MAILS, senders=SENDERS), frozenset(before.split()), frozenset(after.split()), proposed)


def test_recall_of_a_mailbox_before_and_after_the_yes():
    some = [run("named", "named hinted")]
    assert themes_mailboxes.recall(some, "named", after=False) == (1, 1)
    assert themes_mailboxes.recall(some, "hinted", after=False) == (0, 1)
    assert themes_mailboxes.recall(some, "hinted", after=True) == (1, 1)


def test_precision_of_a_mailbox_counts_mail_on_other_themes_as_wrong_and_leaves_help_organisations_out():
    assert themes_mailboxes.precision([run("", "named other coat aid")], after=True) == (1, 3)


def test_a_receipt_or_letter_that_is_set_aside_is_a_stray():
    assert strays([run("", "order named")]) == (1, 2)


def test_a_proposal_is_right_for_a_sender_on_the_theme_or_for_its_list_and_for_no_other():
    one = run("", "")
    assert is_right(one, Proposed("lomika.example"))
    assert is_right(one, Proposed("two.example", ("babya.two.example",)))
    assert not is_right(one, Proposed("two.example"))
    assert not is_right(one, Proposed("two.example", ("news.two.example",)))
    assert not is_right(one, Proposed("shop.example"))
    assert not is_right(one, Proposed("nobody.example"))


def test_wrong_proposals_are_told_by_the_sort_of_sender():
    some = [run("", "", Proposed("shop.example"), Proposed("two.example"), Proposed("lomika.example"))]
    assert wrongly_proposed(some) == {SHOP: 1, f"{ONE_LIST} (whole sender)": 1}


def test_senders_that_were_proposed_are_counted_by_the_number_of_their_adverts():
    some = [run("", "", Proposed("lomika.example")), run("", "")]
    assert dict(caught(some, WHOLLY_SILENT))["3-4"] == (1, 2)


def test_a_row_says_that_it_is_set_aside():
    assert is_aside({"themes": [{"theme": "baby", "score": 1.0, "set_aside": True}]})
    assert is_aside({"themes": [], "set_aside": True})
    assert not is_aside({"themes": [{"theme": "baby", "score": 0.4, "set_aside": False}]})
