"""The card of my addresses: rows, search, disagreements with their ways out."""

from datetime import UTC, date, datetime

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from inboxguard.audit.address_views import AddressRow, ConflictRow, GivenTo, Settlement
from inboxguard.trace.conflicts import Disagreement
from inboxguard.ui.settings.addresses import FEW, MOST, MOST_CONFLICTS, Addresses
from tests.ui.sharing.sample import nameless, press, words

TODAY = date(2026, 11, 24)
AT = datetime(2026, 11, 23, 12, tzinfo=UTC)


def row(address, *names, shown=(), made=False, conflicts=(), **over):
    given = tuple(GivenTo(f"{name.lower()}.example", name, made, made, "", AT) for name in names)
    return AddressRow(address, given, (), tuple(shown), (), tuple(conflicts), **over)


def conflict(number=1, masked=False):
    names = ("Tea House", "Sofa Town")
    ways = (Settlement.BOTH, Settlement.FIRST)
    return ConflictRow(f"id{number}", Disagreement.SOURCES_DIFFER, names, names, (), ways, masked)


@pytest.fixture
def card(qtbot):
    made = Addresses()
    qtbot.addWidget(made)
    made.show()
    return made


def addresses(card):
    said = [label.text().replace("\u200b", "") for label in card.findChildren(QLabel)]
    return [one for one in said if "@" in one and " " not in one]


def test_what_was_made_comes_first_and_can_be_copied(card, qtbot):
    rows = [row("a@post.example"), row("b@post.example", "Tea"), row("c@post.example", "Sofa", made=True)]
    card.show_addresses(rows, TODAY)
    assert addresses(card) == ["c@post.example", "b@post.example", "a@post.example"]
    assert "made for Sofa, yesterday; no mail yet" in words(card)
    with qtbot.waitSignal(card.copy) as asked:
        press(card, "Copy")
    assert asked.args == ["c@post.example"]
    with qtbot.waitSignal(card.forget) as asked:
        press(card, "Forget...", 1)
    assert asked.args == ["b@post.example"]
    assert [one.text() for one in card.findChildren(QPushButton)].count("Forget...") == 2
    assert nameless(card) == []


def test_an_address_that_an_export_brought_can_be_forgotten(card):
    card.show_addresses([row("a@alias.example", brought=True)], TODAY)
    assert "Forget..." in words(card)


def test_the_two_ways_to_more_addresses(card, qtbot):
    for act, signal in (
        ("New address for a shop...", card.new),
        ("Import from a password manager or alias service...", card.bring),
    ):
        with qtbot.waitSignal(signal):
            press(card, act)


def test_long_lists_are_short_until_asked_and_searched(card, qtbot):
    many = [row(f"a{n:03}@post.example", shown=["Tea House"] if n == 70 else ()) for n in range(MOST + 20)]
    card.show_addresses(many, TODAY)
    assert len(addresses(card)) == FEW
    press(card, "Show more of 80 addresses")
    qtbot.waitUntil(lambda: len(addresses(card)) == MOST)
    assert addresses(card) == [one.address for one in many[:MOST]]
    assert "20 more; search for them" in words(card)
    qtbot.keyClicks(card.search, "tea house")
    assert addresses(card) == ["a070@post.example"]
    card.search.setText("nobody")
    assert "Nothing matches." in words(card)
    card.show_addresses(many[:3], TODAY)
    assert card.search.parentWidget().isHidden()


def test_a_list_that_is_asked_for_anew_while_it_grows_is_only_the_new_one(card, qtbot):
    many = [row(f"a{n:03}@post.example", shown=["Tea House"] if n % 2 else ()) for n in range(MOST)]
    card.show_addresses(many, TODAY)
    press(card, "Show all 60 addresses")
    card.search.setText("tea house")
    qtbot.waitUntil(lambda: len(addresses(card)) >= MOST // 2)
    qtbot.wait(20)
    assert addresses(card) == [one.address for one in many[1::2]]


def test_what_is_listed_already_stays_as_it_is(card):
    rows = [row("a@post.example", "Tea", conflicts=[conflict()])]
    card.show_addresses(rows, TODAY)
    before = card.findChildren(QPushButton)
    card.show_addresses([row("a@post.example", "Tea", conflicts=[conflict()])], TODAY)
    assert card.findChildren(QPushButton) == before


def test_without_addresses_it_says_so(card):
    card.show_addresses([], TODAY)
    assert "No address of yours is known yet." in words(card)


def test_whose_name_may_say_who_is_set_aside_is_left_out(card):
    card.show_addresses([row("me+secret@post.example", quiet=True, conflicts=[conflict()])], TODAY)
    assert "secret" not in words(card)


def test_a_disagreement_with_somebody_set_aside_is_not_shown_unasked(card):
    card.show_addresses([row("me@post.example", conflicts=[conflict(masked=True)])], TODAY)
    assert "agree" not in words(card)


@pytest.mark.parametrize(
    ("act", "way"), [("I gave it to both", Settlement.BOTH), ("Only to Tea House", Settlement.FIRST)]
)
def test_a_disagreement_is_settled_by_its_button(card, qtbot, act, way):
    card.show_addresses([row("me@post.example", conflicts=[conflict()])], TODAY)
    assert "me@post.example was made for Tea House" in words(card)
    with qtbot.waitSignal(card.settle) as asked:
        press(card, act)
    assert asked.args == ["id1", way]
    names = [one.accessibleName() for one in card.findChildren(QPushButton)]
    assert f"{act}: me@post.example" in names
    assert nameless(card) == []


def test_many_disagreements_come_one_after_the_other(card):
    card.show_addresses([row("me@post.example", conflicts=[conflict(n) for n in range(MOST_CONFLICTS + 2)])], TODAY)
    assert words(card).count("This does not agree") == MOST_CONFLICTS
    assert "2 more do not agree" in words(card)


def test_what_was_done_is_said_beside(card):
    card.say("It is on the clipboard.")
    assert card.said.isVisible()
    card.say("")
    assert card.said.isHidden()
