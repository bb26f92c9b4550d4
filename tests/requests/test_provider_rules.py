"""Providers' rules are for personal mailboxes; a company's mail at the same provider has none."""

import pytest

from inboxguard.requests.provider_rules import provider_rule, purchase_renews
from inboxguard.requests.regimes import regime


@pytest.mark.parametrize(
    ("address", "rule"),
    [
        ("anna@gmail.com", "provider-gmail"),
        ("Anna+shop@GoogleMail.com", "provider-gmail"),
        ("anna@yahoo.co.uk", "provider-yahoo"),
        ("anna@aol.com", "provider-yahoo"),
        ("anna@company.example", None),
        ("anna@notgmail.com", None),
        ("", None),
        (None, None),
    ],
)
def test_whose_mailbox_it_is(address: str | None, rule: str | None) -> None:
    found = provider_rule(address)
    assert (found.id if found else None) == rule


def test_a_purchase_renews_unless_the_law_wants_a_word() -> None:
    assert purchase_renews(None)
    assert purchase_renews(regime("gdpr"))
    assert purchase_renews(regime("au-spam-act"))
    assert not purchase_renews(regime("us-can-spam"))
