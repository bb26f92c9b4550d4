"""Invented mailboxes: the same for the same seed, and true to what they say of themselves."""

from collections import Counter
from datetime import UTC, datetime
from email import message_from_bytes, policy

import pytest
from benchmarks.themes_town import LANGUAGES, SEASONS, mailbox, themes, words
from benchmarks.themes_truth import (
    HELP,
    HINTED,
    LETTER,
    NAMED,
    OFF,
    ON_THEME,
    ONE_LIST,
    ORDER,
    SHOP,
    UNSAID,
    WHOLLY_SAID,
    WHOLLY_SILENT,
    Mailbox,
)

from inboxguard.themes.lexicon import load


@pytest.fixture(scope="module")
def towns() -> tuple[Mailbox, ...]:
    return tuple(mailbox(seed) for seed in range(900, 906))


def test_there_are_words_of_every_theme_in_every_language():
    known = {theme.id for theme in load().themes}
    for language in LANGUAGES:
        tables = {name: table for name, table in words(language).items() if name != "plain"}
        assert set(tables) == set(themes())
        assert known <= set(tables)
        for name, table in tables.items():
            assert table["says"], (language, name)
            assert len(set(table["things"])) == 5, (language, name)
            assert len(set(table["hints"])) == 4, (language, name)


def test_no_hint_stands_for_two_themes_of_a_language():
    for language in LANGUAGES:
        hints = Counter(hint for name, table in words(language).items() if name != "plain" for hint in table["hints"])
        assert max(hints.values()) == 1, language


def test_a_seed_gives_the_same_mailbox_and_another_seed_another():
    assert mailbox(7) == mailbox(7)
    assert mailbox(7).mails != mailbox(8).mails


def test_a_person_marks_one_to_three_themes_and_has_sixty_to_a_hundred_and_twenty_senders(towns):
    for town in towns:
        assert 1 <= len(town.marked) <= 3
        assert 60 <= len(town.senders) <= 120
        assert len({mail.id for mail in town.mails}) == len(town.mails)
        assert len({sender.organisation for sender in town.senders}) == len(town.senders)


def test_senders_on_a_marked_theme_are_there_with_names_that_say_it_and_with_silent_ones(towns):
    for town in towns:
        for theme in town.marked:
            sorts = {sender.sort for sender in town.senders if sender.theme == theme}
            assert {WHOLLY_SAID, WHOLLY_SILENT} <= sorts


def test_about_half_of_the_mail_of_a_sender_on_a_theme_names_it(towns):
    hows = Counter(m.how for town in towns for m in town.mails if m.sender and m.sender.sort in ON_THEME)
    adverts = hows[NAMED] + hows[HINTED] + hows[UNSAID]
    assert 0.35 < hows[NAMED] / adverts < 0.65
    assert hows[OFF] == 0
    assert hows[UNSAID] < hows[HINTED]


def test_a_general_shop_is_on_any_theme_in_a_small_part_of_its_mail(towns):
    hows = Counter(m.how for town in towns for m in town.mails if m.sender and m.sender.sort == SHOP and m.how != ORDER)
    assert set(hows) <= {NAMED, OFF}
    assert 0.01 < hows[NAMED] / hows.total() < 0.2


def test_themes_of_dates_come_in_their_season_only(towns):
    for town in towns:
        for mail in town.mails:
            if mail.sender and mail.sender.sort == SHOP and mail.how == NAMED and mail.theme in SEASONS:
                assert mail.at.month in SEASONS[mail.theme]


def test_a_sender_of_two_lists_is_on_the_theme_in_one_of_them(towns):
    for town in towns:
        for mail in town.mails:
            if mail.sender and mail.sender.sort == ONE_LIST and mail.how != ORDER:
                list_id = message_from_bytes(mail.octets)["List-Id"].strip("<>")
                assert (list_id == mail.sender.theme_list) == (mail.theme == mail.sender.theme)


def test_adverts_carry_a_way_out_and_letters_none(towns):
    for town in towns:
        for mail in town.mails:
            head = message_from_bytes(mail.octets, policy=policy.default)
            if mail.how == LETTER:
                assert head["List-Unsubscribe"] is None
            elif mail.how != ORDER:
                assert head["List-Unsubscribe"]


def test_help_organisations_are_there_for_marked_themes_that_have_them():
    # Some mailboxes have none, since few subjects have them; the first that has is soon found.
    assert any(sender.sort == HELP for seed in range(40) for sender in mailbox(seed).senders)


def test_all_mail_lies_within_eighteen_months(towns):
    for town in towns:
        assert min(m.at for m in town.mails) > datetime(2025, 5, 1, tzinfo=UTC)
        assert max(m.at for m in town.mails) < datetime(2026, 11, 28, tzinfo=UTC)
