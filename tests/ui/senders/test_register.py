"""The consent register, address by address."""

from typing import Any

from PySide6.QtWidgets import QLabel, QPushButton

from inboxguard.audit.audit import Audit
from inboxguard.senders.sender import Basis
from inboxguard.ui.senders.mails import LineLink
from inboxguard.ui.senders.register import ADDRESSES, OPT_OUTS, SHOWN_BY, Register
from tests.ui import accessibility
from tests.ui.senders.records import AT, entry, mail, stop


def shown(qtbot: Any, *lines: Any) -> tuple[Register, str, list[str]]:
    opened: list[str] = []
    made = Register(lines, opened.append)
    qtbot.addWidget(made)
    accessibility.check(made)
    return made, "\n".join(label.text() for label in made.findChildren(QLabel)), opened


def test_an_address_says_its_footing_its_date_and_the_mail_that_shows_it(qtbot: Any) -> None:
    made, said, opened = shown(qtbot, entry(Basis.SIGNED_UP, date=AT, lines=(mail("a"), mail("b"))))
    assert "me+lamps@post.example" in said
    assert "Signed up, 4 Mar 2026" in said
    made.findChildren(LineLink)[1].click()
    assert opened == ["b"]
    assert "\u202e" not in "".join(link.text() + link.toolTip() for link in made.findChildren(LineLink))


def test_a_footing_that_came_after_the_adverts_says_so(qtbot: Any) -> None:
    late = entry(Basis.PURCHASE, date=AT, older=False)
    assert "after their first advert" in shown(qtbot, late)[1]
    assert "after their first advert" not in shown(qtbot, entry(Basis.PURCHASE, date=AT, older=True))[1]
    assert "after their first advert" not in shown(qtbot, entry(Basis.PURCHASE, date=AT, older=None))[1]


def test_a_firmer_footing_elsewhere_is_named(qtbot: Any) -> None:
    assert "A firmer footing stands at me@post.example." in shown(qtbot, entry(elsewhere=("me@post.example",)))[1]


def test_opt_outs_open_their_mail_and_old_ones_are_counted(qtbot: Any) -> None:
    made, said, opened = shown(qtbot, entry(opt_outs=tuple(stop() for _ in range(9))))
    assert said.count("You asked them to stop") == OPT_OUTS
    assert f"and {9 - OPT_OUTS} earlier ones" in said
    made.findChildren(LineLink)[0].click()
    assert opened == ["asked"]


def test_set_aside_mail_neither_shows_nor_opens(qtbot: Any) -> None:
    made, said, _ = shown(qtbot, entry(lines=(mail(aside=True),), opt_outs=(stop(line=mail(aside=True)),)))
    assert said.count("Set-aside message") == 2
    assert not made.findChildren(LineLink)


def test_fifty_addresses_are_not_shown_at_once(qtbot: Any) -> None:
    made, said, _ = shown(qtbot, *(entry(address=f"a{at}@post.example") for at in range(50)))
    assert f"a{ADDRESSES - 1}@post.example" in said
    assert f"a{ADDRESSES}@post.example" not in said
    more = next(one for one in made.findChildren(QPushButton) if one.text() == f"{50 - ADDRESSES} more addresses")
    more.click()
    assert f"a{ADDRESSES}@post.example" in [label.text() for label in made.findChildren(QLabel)]


def test_so_many_mails_show_a_footing(qtbot: Any) -> None:
    made, _, _ = shown(qtbot, entry(Basis.PURCHASE, lines=tuple(mail(str(at)) for at in range(40))))
    assert len(made.findChildren(LineLink)) == SHOWN_BY


def test_an_address_that_is_not_known_is_called_that(qtbot: Any) -> None:
    assert "Address not known" in shown(qtbot, entry(address=None))[1]


def test_the_sample_has_a_register_for_everybody(qtbot: Any, sample_audit: Audit) -> None:
    for one in sample_audit.sender_ids():
        assert shown(qtbot, *sample_audit.register_of(one))[1]
