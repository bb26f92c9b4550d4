import json
import pickle

from inboxguard.senders.attribution import Attribution, Kind, Legal
from inboxguard.store.records import packed, unpacked

from .letters import heard


def test_the_kinds_are_those_of_the_contract() -> None:
    assert {kind.value for kind in Kind} == {"marketing", "transactional", "personal", "discussion", "spam"}


def test_an_attribution_crosses_processes_and_claims_nothing_unasked() -> None:
    one = heard()
    assert pickle.loads(pickle.dumps(one)) == one
    assert (one.hosted_for, one.out_addresses, one.legal) == (None, (), Legal(None, None, None))


def test_what_was_stored_before_a_field_was_added_is_read_with_nothing_in_it() -> None:
    written = json.loads(packed(heard()))
    for name in ("campaigns", "told", "tracking_domains"):
        del written[name]
    assert unpacked(json.dumps(written).encode(), Attribution) == heard()


def test_what_may_be_held_against_whom_a_mail_names() -> None:
    assert heard().proven
    assert heard(authenticated=None, attested=None).proven, "the server says nothing of any mail"
    assert not heard(authenticated=False).proven
    assert not heard(authenticated=None, claimed=True).proven
