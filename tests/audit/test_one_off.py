"""What was bought once and is offered ever since, over a whole mailbox, and what must never be shown of it."""

from datetime import date
from pathlib import Path

import pytest

from inboxguard.audit.audit import Audit
from inboxguard.audit.progress import Step
from inboxguard.errors import Refused
from inboxguard.senders.offering import Source
from tests.audit.shops import ME, OFFERS, SEAT, SHOP, adverts, order, put, written


def imported(audit: Audit, folder: Path, *mails: bytes) -> Audit:
    audit.import_files([put(folder / "mail", mails)], me=[ME])
    return audit


def test_a_thing_bought_once_is_named_with_its_order_and_the_adverts(empty: Audit, tmp_path: Path) -> None:
    audit = imported(empty, tmp_path, order(), *adverts())
    (said,) = audit.repeated(SHOP)
    assert said.what == "Toilet seat, white"
    assert (said.organisation, said.name, said.source) == (SHOP, "Bath & Beam", Source.ORDER)
    assert said.on == date(2025, 3, 3)
    assert said.order.subject == "Your order 4401-77 is confirmed"
    assert [line.subject for line in said.offers] == list(reversed(OFFERS))
    assert said.since < said.last


def test_every_sender_is_looked_at_with_progress(empty: Audit, tmp_path: Path) -> None:
    audit = imported(empty, tmp_path, order(), *adverts())
    told: list[Step] = []
    assert [one.what for one in audit.repeated_everywhere(told.append)] == ["Toilet seat, white"]
    assert (told[-1].what, told[-1].done, told[-1].total) == ("reading", 1, 1)


def test_nothing_is_said_of_what_was_bought_twice(empty: Audit, tmp_path: Path) -> None:
    again = order("Your order 4999-12 is confirmed", SEAT.replace("4401-77", "4999-12"), day=80)
    assert not imported(empty, tmp_path, order(), again, *adverts()).repeated(SHOP)


def test_nothing_is_said_where_nothing_was_bought(empty: Audit, tmp_path: Path) -> None:
    audit = imported(empty, tmp_path, *adverts())
    assert not audit.repeated(SHOP)
    assert not audit.repeated_everywhere()


def test_an_unknown_sender_is_refused(empty: Audit) -> None:
    with pytest.raises(Refused):
        empty.repeated("nobody.example")


def test_adverts_that_are_set_aside_count_in_nothing(empty: Audit, tmp_path: Path) -> None:
    audit = imported(empty, tmp_path, order(), *adverts())
    audit.set_aside_sender(SHOP)
    assert not audit.repeated(SHOP)
    audit.keep_senders([SHOP])
    assert audit.repeated(SHOP)


def test_a_thing_of_a_marked_theme_is_not_shown(empty: Audit, tmp_path: Path) -> None:
    cot = SEAT.replace("Toilet seat, white", "Baby monitor")
    offers = ("The best baby monitor", "Baby monitors, softly", "A baby monitor for autumn", "Baby monitor sale")
    audit = imported(empty, tmp_path, order(text=cot), *adverts(offers))
    assert [one.what for one in audit.repeated(SHOP)] == ["Baby monitor"]
    audit.mark_themes(["baby"])
    assert not audit.repeated(SHOP)
    assert not audit.repeated_everywhere()
    audit.unmark_themes(["baby"])
    assert audit.repeated(SHOP)


def test_another_marked_theme_hides_nothing_of_it(empty: Audit, tmp_path: Path) -> None:
    audit = imported(empty, tmp_path, order(), *adverts())
    audit.mark_themes(["baby"])
    assert audit.repeated(SHOP)


def test_a_list_that_was_deleted_is_named_by_its_day(empty: Audit, tmp_path: Path) -> None:
    held = "Hello Anna,\nyour list holds:\n- Ironing board\n- Bread bin\nSee it any time."
    made = written(-30, "Your wish list was created", held, "orders")
    gone = written(0, "Your wish list was deleted", "Hello Anna,\nas you asked, your wish list was deleted.", "orders")
    offers = ("An ironing board for you", "Ironing boards that fold", "The ironing board is back", "Ironing board sale")
    audit = imported(empty, tmp_path, made, gone, *adverts(offers))
    (said,) = audit.repeated(SHOP)
    assert (said.what, said.source, said.on) == ("Ironing board", Source.DELETED_LIST, date(2025, 3, 3))
    assert said.order.subject == "Your wish list was deleted"
    assert len(said.offers) == 4


def test_a_list_that_is_still_there_is_what_the_person_wants(empty: Audit, tmp_path: Path) -> None:
    held = "Hello Anna,\nyour list holds:\n- Ironing board\nSee it any time."
    made = written(0, "Your wish list was created", held, "orders")
    offers = ("An ironing board for you", "Ironing boards that fold", "The ironing board is back", "Ironing board sale")
    assert not imported(empty, tmp_path, made, *adverts(offers)).repeated(SHOP)
