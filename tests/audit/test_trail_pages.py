"""Trails in words; what is set aside is masked there too."""

from inboxguard.audit.trail_pages import masked_name
from inboxguard.trace.trail import Relation
from tests.audit.truth import Story


def test_a_set_aside_sender_is_masked_until_it_is_revealed(registry: Story) -> None:
    masked = [row for row in registry.audit.trail_rows() if row.name is None]
    assert masked
    for row in masked:
        name = registry.senders[row.recipient]["name"]
        closed = repr(registry.audit.trail(row.recipient)).replace(row.recipient, "")
        assert name not in closed
        opened = registry.audit.trail(row.recipient, reveal=True)
        assert opened.row.name == name
        assert all(card.line is None or card.line.subject for card in opened.cards)


def test_no_quote_comes_from_a_set_aside_mail(registry: Story) -> None:
    for row in registry.audit.trail_rows():
        for card in registry.audit.trail(row.recipient).cards:
            if card.line is not None and card.line.aside:
                assert card.quote is None
                assert card.line.subject is None


def test_the_mask_speaks_the_readers_language() -> None:
    assert masked_name("de") == "ein beiseitegelegter Absender"
    assert masked_name("xx") == masked_name("en")


def test_an_own_relation_claims_nothing(move: Story) -> None:
    trail = move.audit.trail("kettlekin.example")
    assert trail.row.relation is Relation.OWN
    assert trail.row.source is None
    assert not trail.may_ask_source
    assert not trail.may_ask_recipient
