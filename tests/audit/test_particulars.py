"""What the person adds to a letter is theirs to add: without it neither name nor number is told."""

from inboxguard.audit.audit import Audit
from inboxguard.audit.particulars import Particulars
from inboxguard.audit.views import Profile

SOFA = "sofasparrow.example"


def test_the_name_stands_in_letter_and_head_only_when_wanted(audit: Audit) -> None:
    audit.set_profile(Profile("Anna Kestrel", "DE", "", ("en",), "Europe/Berlin"))
    plain = audit.draft("where_from", SOFA)
    assert "Anna Kestrel" not in plain.body
    signed = audit.draft("where_from", SOFA, own=Particulars(signed=True))
    assert "Anna Kestrel" in signed.body


def test_a_customer_number_is_given_only_when_typed(audit: Audit) -> None:
    assert "K-4471" not in audit.letter_preview("access", SOFA).draft.body
    assert "K-4471" in audit.letter_preview("access", SOFA, own=Particulars(customer_number="K-4471")).draft.body


def test_a_preview_says_what_is_better_asked_before_and_keeps_nothing(audit: Audit) -> None:
    assert audit.letter_preview("erasure", SOFA).first
    assert not audit.letter_preview("where_from", SOFA).first
    assert not audit.requests()
