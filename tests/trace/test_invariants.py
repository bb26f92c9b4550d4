"""Whatever the mailbox holds: nobody is named without a reason, and never somebody the person dealt with."""

from hypothesis import given, settings
from hypothesis import strategies as st

from inboxguard.senders.attribution import Kind, Legal, Role
from inboxguard.trace.gates import ORDER
from inboxguard.trace.said import Wording
from inboxguard.trace.trail import Level, Relation
from tests.trace.stories import CURTAIN, LANTERN, MAIN, NAMES, SECRET, SOFA, TAGGED, TEA, Town

SHOPS = [LANTERN, SOFA, CURTAIN, TEA]
letters = st.fixed_dictionaries(
    {
        "who": st.sampled_from(SHOPS),
        "day": st.integers(0, 120),
        "to": st.sampled_from([MAIN, SECRET, TAGGED, None]),
        "kind": st.sampled_from(list(Kind)),
        "role": st.none() | st.sampled_from([Role.SIGN_UP, Role.PURCHASE, Role.WELCOME, Role.ACCOUNT]),
        "authenticated": st.sampled_from([True, True, False, None]),
        "account": st.none() | st.just("77"),
        "platform": st.just("Mailer"),
        "legal": st.sampled_from([Legal(), Legal(None, "0771204")]),
        "sending_domains": st.sampled_from([(), (LANTERN,), (SOFA,)]),
        "hosted_for": st.none() | st.sampled_from(list(NAMES.values())),
    }
)
words = st.none() | st.tuples(st.sampled_from(list(Wording)), st.sampled_from([*NAMES.values(), ""]), st.booleans())


@settings(max_examples=150)
@given(st.lists(st.tuples(letters, words), min_size=1, max_size=14))
def test_a_claim_always_has_its_ground(box: list[tuple[dict[str, object], tuple[Wording, str, bool] | None]]) -> None:
    town = Town()
    for letter, word in box:
        key = town.letter(**letter)  # type: ignore[arg-type] - the strategy names the fields
        if word is not None:
            town.says(key, *word)
    seen = town.scene()
    for who, trail in town.trails().items():
        own = [contact for contact in seen.contacts.get(who, ()) if contact.doing]
        assert (trail.relation is Relation.OWN) == bool(own)
        if trail.source is None:
            assert (trail.p_copy, trail.p_relation) == (0.0, None)
            continue
        assert not own
        assert trail.source != who
        assert {item.group for item in trail.evidence if item.weight > 0} & set("ABD")
        assert abs(sum(p for _, p in trail.p_relation or ()) - 1) < 1e-9
        assert trail.p_copy + sum(rival.p for rival in trail.rivals) <= 1 + 1e-9
        assert seen.firsts[trail.source] < max(mail.at for mail in seen.incoming[who] if mail.at)
        attested = any(mail.authenticated for mail in seen.incoming[who])
        assert attested or ORDER.index(trail.level) <= ORDER.index(Level.POSSIBLE)
