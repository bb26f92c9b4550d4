"""What they know from a letter is said step by step, and nothing is added."""

import pytest

from inboxguard.ui.requests import known
from tests.ui.requests.ledger import detail, row


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (("address",), "The address concerned. Nothing else."),
        (("name", "address"), "The address concerned and your name."),
        (("address", "customer_number", "name"), "The address concerned, your customer number and your name."),
        (("something",), "Something. Nothing else."),
    ],
)
def test_what_the_letter_tells_is_named_from_the_least_on(given, words):
    assert known.identity(detail(row(), (), identity_given=given), "Anna Vale") == words


def test_of_an_older_letter_it_is_read_off_it():
    assert known.identity(detail(row(), ()), "Anna Vale") == "The address concerned and your name."
    assert known.identity(detail(row(), ()), "Somebody Else") == "The address concerned. Nothing else."


def test_where_it_goes_and_how_that_is_known():
    letter = detail(row(), (), contact_source="footer", contact_detail="12 Oct 2026")
    assert known.recipient(letter) == "privacy@sofasparrow.example"
    assert known.source(letter) == "the foot of a mail of theirs: 12 Oct 2026"
    guessed = detail(row(), (), contact_source="guess", contact_detail="", to_is_guess=True)
    assert known.source(guessed) == ""
    assert known.source(detail(row(), ())) == ""
    assert "please look it up" in known.recipient(detail(row(), (), to=""))
    assert "on their page" in known.recipient(detail(row(), (), to="", web_form="https://ico.example/"))


def test_the_law_is_the_article_else_its_name_and_none_where_there_is_none():
    assert known.law(detail(row(), ())) == "Art. 15 (1) g"
    assert known.law(detail(row(), (), cite="")).startswith("General Data Protection Regulation")
    assert known.law(detail(row(), (), cite="", law="none")) == ""
