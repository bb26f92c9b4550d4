from inboxguard.facts.message import MessageKey
from inboxguard.senders.attribution import Kind
from inboxguard.senders.sender import Basis, Consent, Sender, SenderId


def test_a_sender_counts_its_messages_by_kind() -> None:
    keys = (MessageKey("a"), MessageKey("b"), MessageKey("c"))
    sender = Sender(
        SenderId("shop.example"), "Shop", ("shop.example",), None, (), (),
        ((Kind.MARKETING, 2), (Kind.TRANSACTIONAL, 1)), None, None, keys, Consent(Basis.NONE_FOUND),
    )  # fmt: skip
    assert sender.count == 3
    assert sender.of_kind(Kind.MARKETING) == 2
    assert sender.of_kind(Kind.SPAM) == 0


def test_the_bases_are_those_of_the_contract() -> None:
    assert [basis.value for basis in Basis] == ["confirmed", "signed_up", "purchase", "stated", "none_found"]
