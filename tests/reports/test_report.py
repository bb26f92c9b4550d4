"""What is in a report, and above all what is not."""

import pytest

from inboxguard.facts.message import MessageKey
from inboxguard.reports.report import Seen, Worded, assemble
from inboxguard.senders.sender import Basis
from inboxguard.trace.trail import Level
from tests.reports.town import CROW, NOW, SEEN, SHOP, SOFA, report, sender, trail, worded


def test_only_firm_trails_leave_the_house() -> None:
    made = report()
    assert [one.recipient for one in made.trails] == [CROW]
    assert made.weaker == 1


def test_the_person_is_hidden() -> None:
    said = repr(report())
    for secret in ("anna", "Anna", "Berg", "AB-123456", "s3cret"):
        assert secret not in said


def test_what_is_revealed_is_revealed_and_nothing_else() -> None:
    said = repr(report(frozenset({"addresses"})))
    assert "anna+shop@post.example" in said
    assert "Anna Berg" not in said
    assert "AB-123456" not in said
    assert "s3cret" not in repr(report(frozenset({"addresses", "names", "orders"})))


def test_a_set_aside_mail_is_never_quoted() -> None:
    made = report(aside=frozenset({MessageKey("m2")}))
    assert [evidence.quote for evidence in made.trails[0].evidence] == [None, None]


def test_a_sender_of_whom_everything_is_set_aside_is_left_out() -> None:
    senders = (sender(CROW, "Crow", Basis.NONE_FOUND), sender(SOFA, "Sofa", Basis.NONE_FOUND))
    made = assemble(
        senders=senders, seen={CROW: Seen(), SOFA: SEEN}, worded=[worded(trail(CROW, Level.STRONG))], opt_outs={},
        aside=frozenset({MessageKey("m1"), MessageKey("m2")}), own=(), person_names=(), period=(None, None, 0.0),
        software="0.1.0", now=NOW, language="en",
    )  # fmt: skip
    assert [line.organisation for line in made.senders] == [SOFA]
    assert not made.trails
    assert "Crow" not in repr(made)


def test_nor_is_such_a_sender_named_as_a_source() -> None:
    senders = tuple(sender(one, str(one), Basis.NONE_FOUND) for one in (CROW, SOFA, SHOP))
    made = assemble(
        senders=senders, seen={CROW: SEEN, SOFA: SEEN, SHOP: Seen()},
        worded=[worded(trail(CROW, Level.STRONG)), worded(trail(SOFA, Level.PROBABLE))], opt_outs={},
        aside=frozenset(), own=(), person_names=(), period=(None, None, 0.0),
        software="0.1.0", now=NOW, language="en",
    )  # fmt: skip
    assert [line.organisation for line in made.senders] == [CROW, SOFA]
    assert not made.trails
    assert made.weaker == 0
    assert SHOP not in repr(made)


def test_a_sender_whose_marketing_is_set_aside_has_no_line_for_its_receipts() -> None:
    senders = tuple(sender(one, str(one), Basis.PURCHASE) for one in (CROW, SHOP))
    receipts = Seen(0, 2, NOW, NOW)
    made = assemble(
        senders=senders, seen={CROW: SEEN, SHOP: receipts}, worded=[worded(trail(CROW, Level.STRONG))], opt_outs={},
        aside=frozenset(), own=(), person_names=(), period=(None, None, 0.0),
        software="0.1.0", now=NOW, language="en",
    )  # fmt: skip
    assert [line.organisation for line in made.senders] == [CROW]
    assert [one.source for one in made.trails] == [SHOP], "it may still be the source of a copy"


def test_a_line_tells_only_of_what_is_seen() -> None:
    seen = Seen(1, 2, NOW, NOW, ("anna+two@post.example",))
    made = assemble(
        senders=(sender(CROW, "Crow", Basis.NONE_FOUND),), seen={CROW: seen}, worded=[], opt_outs={},
        aside=frozenset(), own=(), person_names=(), period=(None, None, 0.0), software="0.1.0", now=NOW, language="en",
        reveal=frozenset({"addresses"}),
    )  # fmt: skip
    line = made.senders[0]
    assert (line.marketing, line.mails, line.first, line.last) == (1, 2, NOW, NOW)
    assert line.recipients == ("anna+two@post.example",)


def test_an_unknown_part_is_refused() -> None:
    with pytest.raises(ValueError, match="no such part: bodies"):
        report(frozenset({"bodies"}))


def test_an_ignored_wish_is_in_it() -> None:
    lines = {line.organisation: line for line in report().senders}
    assert lines[SHOP].opt_out is not None
    assert lines[SHOP].opt_out.state == "not_honoured"


def test_a_sender_that_bears_the_persons_name_does_not_give_it_away() -> None:
    senders = (
        sender(CROW, "Anna Berg, your Crow", Basis.NONE_FOUND),
        sender(SHOP, "Shop of Anna Berg", Basis.CONFIRMED),
    )
    one = trail(CROW, Level.STRONG)
    words = Worded(one, "Nothing.", ("a", "b"), (("You gave it to Anna Berg, your Crow", 5),))
    made = assemble(
        senders=senders, seen={one.id: SEEN for one in senders}, worded=[words], opt_outs={}, aside=frozenset(),
        own=(), person_names=("Anna Berg",), period=(None, None, 0.0), software="0.1.0", now=NOW, language="en",
    )  # fmt: skip
    assert made.trails
    assert made.trails[0].rivals
    assert "Anna" not in repr(made)
    assert "Berg" not in repr(made)
