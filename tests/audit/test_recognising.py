"""What a person types means the sender that they mean, or nobody."""

import pytest

from inboxguard.audit.audit import Audit
from inboxguard.audit.recognising import domain_of, recognised
from inboxguard.errors import Refused

SOFA = "sofasparrow.example"


@pytest.mark.parametrize(
    "typed",
    [
        SOFA, " SofaSparrow.example ", "Sofa & Sparrow", "https://www.sofasparrow.example/x?y=1",
        "news@sofasparrow.example", "www.sofasparrow.example",
    ],
)  # fmt: skip
def test_a_domain_a_page_an_address_or_a_name_means_the_sender(audit: Audit, typed: str) -> None:
    assert recognised(audit._db, typed) == SOFA
    assert audit.draft("where_from", typed).row.organisation == SOFA


@pytest.mark.parametrize("typed", ["", "Sofa", "sparrow", "other.example", "x" * 500, "https://"])
def test_what_means_nobody_is_said_to(audit: Audit, typed: str) -> None:
    assert recognised(audit._db, typed) is None
    with pytest.raises(Refused, match="No sender"):
        audit.draft("where_from", typed)


def test_a_sentence_is_no_domain() -> None:
    assert domain_of("not a domain") is None
