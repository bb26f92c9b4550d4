"""Set aside, kept and put back, as acts of an audit."""

import pytest

from inboxguard.audit.audit import Audit
from inboxguard.errors import Refused

SOFAS, CURTAINS = "sofasparrow.example", "curtaincrow.example"


def test_what_was_set_aside_is_put_back_as_it_stood(audit: Audit) -> None:
    audit.keep_senders((CURTAINS,))
    before = audit.set_aside_senders((SOFAS, CURTAINS))
    assert dict(before) == {SOFAS: "", CURTAINS: "keep"}
    assert not {SOFAS, CURTAINS} & set(audit.sender_ids())
    audit.put_back(before)
    assert {SOFAS, CURTAINS} <= set(audit.sender_ids())
    assert (audit.sender(SOFAS).said, audit.sender(CURTAINS).said) == ("", "keep")


def test_putting_back_leaves_what_else_was_said(audit: Audit) -> None:
    audit.signed_up_myself(SOFAS)
    audit.put_back(audit.keep_senders((SOFAS,)))
    assert audit.sender(SOFAS).said == "mine"


def test_an_unknown_sender_among_them_leaves_all_as_they_are(audit: Audit) -> None:
    with pytest.raises(Refused):
        audit.set_aside_senders((SOFAS, "nobody.example"))
    assert audit.sender(SOFAS).said == ""
