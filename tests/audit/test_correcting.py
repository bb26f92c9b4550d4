"""What cannot be corrected is refused in a sentence, before anything is kept."""

import pytest

from inboxguard.audit.audit import Audit
from inboxguard.errors import Refused

SHOP, OUTLET = "hearthheron.example", "heronoutlet.example"


def test_what_cannot_be_merged(audit: Audit) -> None:
    with pytest.raises(Refused, match="No sender"):
        audit.merge_senders(SHOP, [OUTLET, "nobody.example"])
    with pytest.raises(Refused, match="into itself"):
        audit.merge_senders(SHOP, [OUTLET, " HearthHeron.example "])
    with pytest.raises(Refused, match="at least one"):
        audit.merge_senders(SHOP, [])
    audit.merge_senders(SHOP, [OUTLET])
    with pytest.raises(Refused, match="belongs to hearthheron"):
        audit.merge_senders(OUTLET, [SHOP])
    assert len(audit.corrections_of()) == 1


@pytest.mark.parametrize(
    ("by", "words"),
    [
        ("nobody.example", "No mail of"),
        ("", "is no From address"),
        ("word", "is no From address"),
        ("a b.example", "is no From address"),
        (f"{'a' * 400}.example", "is no From address"),
    ],
)
def test_what_takes_nothing_is_no_part(audit: Audit, by: str, words: str) -> None:
    with pytest.raises(Refused, match=words):
        audit.split_sender(SHOP, by)


def test_what_takes_everything_is_no_part(audit: Audit) -> None:
    mails = [row for row in audit.message_rows() if row["sender"]["organisation"] == OUTLET]
    hosts = {row["sender"]["address"].rpartition("@")[2] for row in mails}
    assert len(hosts) == 1
    with pytest.raises(Refused, match="nothing would be split"):
        audit.split_sender(OUTLET, hosts.pop())


def test_a_part_that_was_merged_again_may_be_split_off_again(audit: Audit) -> None:
    part = audit.parts_of(SHOP)[0].by
    audit.split_sender(SHOP, part)
    with pytest.raises(Refused, match="No mail of"):
        audit.split_sender(SHOP, part)
    audit.merge_senders(SHOP, [part])
    audit.split_sender(SHOP, part)
    assert audit.sender(part).row.id == part


def test_what_was_merged_may_be_split_off_again(audit: Audit) -> None:
    audit.merge_senders(SHOP, [OUTLET])
    assert OUTLET in {part.by for part in audit.parts_of(SHOP)}
    audit.split_sender(SHOP, OUTLET)
    assert audit.sender(OUTLET).row.id == OUTLET


def test_what_cannot_be_said_of_a_sender_or_a_mail(audit: Audit) -> None:
    with pytest.raises(Refused, match="marketing or not marketing"):
        audit.call_senders([SHOP], "spam")
    with pytest.raises(Refused, match="No sender"):
        audit.call_senders([SHOP, "nobody.example"], "marketing")
    with pytest.raises(Refused, match="There is no message"):
        audit.call_message("0" * 24, "spam")
    own = next(row["id"] for row in audit.message_rows() if row["reasons"] == ["You wrote it yourself."])
    with pytest.raises(Refused, match="You wrote this mail yourself"):
        audit.call_message(own, "spam")
    with pytest.raises(Refused, match="no kind of mail"):
        audit.call_message(own, "advert")
    with pytest.raises(Refused, match="nothing that could be shown"):
        audit.rename_sender(SHOP, "\u202e\u200b")
    with pytest.raises(Refused, match="There is no correction 7"):
        audit.undo_correction(7)
    assert audit.corrections_of() == ()
