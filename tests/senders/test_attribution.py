import pickle

from inboxguard.senders.attribution import Kind, Legal

from .letters import heard


def test_the_kinds_are_those_of_the_contract() -> None:
    assert {kind.value for kind in Kind} == {"marketing", "transactional", "personal", "discussion", "spam"}


def test_an_attribution_crosses_processes_and_claims_nothing_unasked() -> None:
    one = heard()
    assert pickle.loads(pickle.dumps(one)) == one
    assert (one.hosted_for, one.out_addresses, one.legal) == (None, (), Legal(None, None, None))
