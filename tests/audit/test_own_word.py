"""The person's own word changes the findings at once, and taking it back brings the very same findings again."""

import pytest

from inboxguard.audit.audit import Audit
from inboxguard.errors import Refused
from inboxguard.trace.trail import Level, Relation

SOFA, LANTERN, CORNER = "sofasparrow.example", "movinglantern.example", "ninthcorner.example"
ALIAS = "kestrel-4f9d2a@post.example"


def test_my_own_sign_up_is_undone_without_a_trace(audit: Audit) -> None:
    rows, trail = audit.sharing_rows(), audit.trail(SOFA)
    before = audit.signed_up_myself(SOFA)
    settled = {str(row.recipient): row.settled for row in audit.sharing_rows()}
    assert settled[SOFA] == "mine"
    assert audit.trail(SOFA).row.relation is Relation.OWN
    audit.unsay(before)
    assert audit.sharing_rows() == rows
    assert audit.trail(SOFA) == trail


def test_an_address_given_is_undone_too(audit: Audit) -> None:
    rows, trail = audit.sharing_rows(), audit.trail(SOFA)
    before = audit.given_only(ALIAS.upper(), SOFA)
    assert audit.trail(SOFA).given == ((ALIAS, True),)
    assert next(row.settled for row in audit.sharing_rows() if row.recipient == SOFA) == "given"
    audit.unsay(before)
    assert audit.sharing_rows() == rows
    assert audit.trail(SOFA) == trail


def test_undoing_one_word_leaves_the_other(audit: Audit) -> None:
    audit.given(ALIAS, LANTERN)
    before = audit.signed_up_myself(SOFA)
    audit.unsay(before)
    assert [one[1] for one in audit.addresses() if one[0] == ALIAS] == [(LANTERN,)]


def test_a_settled_row_is_taken_back_later_and_that_is_undone_as_well(audit: Audit) -> None:
    audit.signed_up_myself(SOFA)
    audit.keep_senders((SOFA,))
    before = audit.unsettle(SOFA)
    assert audit.trail(SOFA).row.level is Level.STRONG
    assert audit.sender(SOFA).said == "keep"
    audit.unsay(before)
    assert audit.trail(SOFA).row.settled == "mine"


def test_nobody_signs_up_with_someone_unknown(audit: Audit) -> None:
    with pytest.raises(Refused):
        audit.signed_up_myself("nobody.example")


def test_take_back_forgets_everything_of_one_organisation(audit: Audit) -> None:
    audit.signed_up_myself(SOFA)
    audit.given(ALIAS, SOFA)
    audit.take_back(SOFA)
    assert audit.trail(SOFA).row.settled == ""
    assert audit.trail(SOFA).row.level is Level.STRONG
