"""Providers' rules are for personal mailboxes; a company's mail at the same provider has none."""

import pytest

from inboxguard.requests.provider_rules import provider_rule


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
