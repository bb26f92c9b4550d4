"""What is shown of an address."""

from datetime import UTC, datetime

import pytest

from inboxguard.audit.address_views import AddressRow, GivenTo
from inboxguard.senders.sender import SenderId

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)


@pytest.mark.parametrize("made", [True, False])
def test_an_address_is_made_where_one_of_its_words_says_so(made: bool) -> None:
    whom = GivenTo(SenderId("teahouse.example"), "Tea House", True, made, "", NOW)
    assert AddressRow("a@post.example", (whom,), (), (), ()).made is made
    assert not AddressRow("a@post.example", (), (), (), ()).made
