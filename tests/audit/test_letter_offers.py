"""What is offered before a letter is written: the laws that may apply, each with its reason; none is invented."""

import pytest

from inboxguard.audit.audit import Audit
from inboxguard.audit.views import Profile
from inboxguard.errors import Refused
from inboxguard.requests.regimes import NO_LAW

SOFA = "sofasparrow.example"


def offered(audit: Audit) -> dict[str, tuple[str, ...]]:
    return {one.kind: tuple(law.id for law in one.laws) for one in audit.letter_offers(SOFA)}


def test_a_person_in_germany_is_offered_the_law_of_the_union_first(audit: Audit) -> None:
    audit.set_profile(Profile("Anna", "DE", "", ("de",), "Europe/Berlin"))
    laws = offered(audit)
    assert laws["where_from"][0] == "gdpr"
    assert "gdpr" not in laws["opt_out_of_sale"]
    assert all(law.why for one in audit.letter_offers(SOFA) for law in one.laws)


def test_a_person_in_california_is_offered_that_law_and_no_other_states(audit: Audit) -> None:
    audit.set_profile(Profile("Anna", "US", "CA", ("en",), "America/Los_Angeles"))
    laws = offered(audit)
    assert "us-ca-ccpa" in laws["opt_out_of_sale"]
    assert not {law for one in laws.values() for law in one if law.startswith("us-tx")}


def test_where_no_law_is_known_one_may_still_ask_politely(audit: Audit) -> None:
    audit.set_profile(Profile("Anna", "CN", "", ("en",), "Asia/Shanghai"))
    assert offered(audit)["where_from"] == (NO_LAW,)
    assert "Art." not in audit.letter_preview("where_from", SOFA).draft.body


def test_what_is_offered_can_be_written(audit: Audit) -> None:
    for offer in audit.letter_offers(SOFA):
        if offer.kind in ("ask_for_less", "correction"):
            continue  # they need to be told what of
        for law in offer.laws:
            assert audit.letter_preview(offer.kind, SOFA, law.id).draft.body
    assert not audit.requests()


def test_nobody_is_offered_letters_to_an_unknown_sender(audit: Audit) -> None:
    with pytest.raises(Refused):
        audit.letter_offers("nobody.example")
