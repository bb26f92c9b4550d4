"""Acts that settle a trail: an own sign-up is taken back alone, and breaches change what is weighed at once."""

import json
from pathlib import Path

from inboxguard.audit.audit import Audit
from tests.audit.truth import NOW

SOFA, LANTERN = "sofasparrow.example", "movinglantern.example"


def test_an_own_sign_up_is_taken_back_and_nothing_else(audit: Audit) -> None:
    audit.signed_up_myself(SOFA)
    audit.given("kestrel-4f9d2a@post.example", SOFA)
    assert audit.not_signed_up("SofaSparrow.example ")
    assert not audit.not_signed_up(SOFA)
    assert {one: given for one, given, _ in audit.addresses()}["kestrel-4f9d2a@post.example"] == (SOFA,)


def leak(audit: Audit) -> float:
    """How likely the trail of the sofas is held for a leak."""
    (row,) = [one for one in audit.json_trails()["trails"] if one["recipient"]["organisation"] == SOFA]
    return float(row["p_relation"]["leak"])


def test_known_breaches_are_weighed_from_then_on(audit: Audit, tmp_path: Path) -> None:
    before = leak(audit)
    (sofa,) = [one for one in audit.json_trails()["trails"] if one["recipient"]["organisation"] == SOFA]
    row = {
        "Name": "Lantern", "Title": "Moving Lantern", "Domain": LANTERN, "DataClasses": ["Email addresses"],
        "BreachDate": sofa["recipient"]["first_mail"][:10], "IsVerified": True,
    }  # fmt: skip
    (tmp_path / "list.json").write_text(json.dumps([row]))
    done = audit.load_breaches(tmp_path / "list.json")
    assert (done.known, done.unverified, done.other, done.unreadable) == (1, 0, 0, 0)
    (known,) = audit.breaches_known()
    assert (known.organisation, known.name, known.writes) == (LANTERN, "Moving Lantern", True)
    assert leak(audit) > before
    with Audit.open(audit.home, lambda: NOW) as again:
        assert again.breaches_known() == (known,)
        assert leak(again) > before
