from pathlib import Path

from inboxguard import resources
from inboxguard.senders.kind import judge
from inboxguard.senders.reasons import codes, worded

from . import test_kind as stories
from .letters import ME

SENDERS = Path(__file__).parents[2] / "src" / "inboxguard" / "senders"


def test_every_code_that_is_given_has_a_sentence() -> None:
    told = (stories.MARKETING, stories.TRANSACTIONAL, stories.PERSONAL, stories.DISCUSSION, stories.SPAM)
    given = {code for kind in told for message in kind.values() for code in judge(message, ME)[1]}
    assert len(given) > 20
    assert given <= codes()


def test_every_sentence_is_of_a_code_that_can_be_given_and_told_in_both_languages() -> None:
    source = "".join(module.read_text(encoding="utf-8") for module in SENDERS.glob("*.py"))
    assert [code for code in codes() if f'"{code}"' not in source] == []
    for language in ("en", "de"):
        assert all(worded((code,), language)[0].endswith(".") for code in codes())
    assert set(worded(sorted(codes()), "de")).isdisjoint(worded(sorted(codes()), "en"))


def test_words_come_in_the_order_of_the_codes_and_unknown_ones_are_left_out() -> None:
    said = worded(("way_out_header", "no_such_code", "one_click"), "en")
    assert said == ("It offers a way to unsubscribe from a list.", "It offers to unsubscribe with one click.")


def test_a_language_without_a_file_falls_back_to_english() -> None:
    assert worded(("outgoing",), "pl") == worded(("outgoing",), "en")
    assert worded(("outgoing",), "../../law/law") == worded(("outgoing",), "en")
    assert "senders/reasons/de.toml" in resources.names("senders/reasons")
