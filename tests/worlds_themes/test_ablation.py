"""A signal that is hidden is gone from the history of a sender, and nothing else is."""

from dataclasses import replace
from datetime import UTC, datetime

from benchmarks.themes_ablation import ALL, ALONE, SIGNALS, hidden, variants

from inboxguard.facts.message import MessageKey
from inboxguard.senders.attribution import Attribution, Kind, Legal, Role
from inboxguard.themes.matching import Mention

ADVERT = Attribution(
    message=MessageKey("1"), message_id="<1@x>", at=datetime(2026, 3, 2, tzinfo=UTC), subject="Week 12", reasons=(),
    kind=Kind.MARKETING, organisation="tinytoes.example", name="Tiny Toes", address="news@tinytoes.example",
    authenticated=True, attested="server", recipient="anna@post.example", outgoing=False, platform=None, account=None,
    list_id="baby.tinytoes.example", sending_domains=(), out_domains=(), way_out=True, role=None, legal=Legal(),
    language="en",
)  # fmt: skip
NAMED = Mention("baby", MessageKey("1"), 1.2, (("subject", 0, 4), ("link:0", 0, 4)), terms=(), listed=True)
HINT = replace(NAMED, score=0.4)
ORDER = replace(ADVERT, kind=Kind.TRANSACTIONAL, role=Role.PURCHASE)
HEARD = [(ADVERT, (NAMED,)), (ADVERT, (HINT,)), (ORDER, (NAMED,))]


def test_there_is_a_variant_without_each_signal_one_with_all_and_one_with_none():
    table = variants()
    assert table[ALL] == frozenset()
    assert table[ALONE] == frozenset(SIGNALS)
    assert len(table) == len(SIGNALS) + 2


def test_nothing_is_hidden_where_nothing_is_to_be():
    assert hidden(HEARD, frozenset()) == HEARD


def test_each_signal_is_taken_out_alone():
    assert len(hidden(HEARD, frozenset({"bought or registered"}))) == 2
    assert [len(said) for _, said in hidden(HEARD, frozenset({"hints"}))] == [1, 0, 1]
    assert hidden(HEARD, frozenset({"name and domain"}))[0][0].organisation != ADVERT.organisation
    assert hidden(HEARD, frozenset({"list"}))[0][0].list_id is None
    assert hidden(HEARD, frozenset({"countdown"}))[0][0].subject == ""
    assert hidden(HEARD, frozenset({"landing path"}))[0][1][0].spans == (("subject", 0, 4),)
    assert hidden(HEARD, frozenset({"campaign"})) == HEARD
