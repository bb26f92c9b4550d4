"""The mail that trails stand on is the same whether it is read at once or as it is asked for."""

from inboxguard.audit import scenes
from inboxguard.audit.audit import Audit
from inboxguard.senders.sender import SenderId
from inboxguard.trace.coverage import Coverage
from inboxguard.trace.decisions import TraceDecisions


def test_it_is_the_same_mail(audit: Audit) -> None:
    person = audit._person()
    whole = scenes.whole(audit._db, TraceDecisions(), Coverage(), person)
    assert whole.incoming
    fetched = scenes.fetching(audit._db, whole.around, TraceDecisions(), Coverage(), person)
    assert {who: fetched.incoming.get(who, ()) for who in whole.incoming} == dict(whole.incoming)
    for sent in whole.incoming.values():
        for mail in sent:
            assert fetched.statements.get(mail.message) == whole.statements.get(mail.message)
    assert fetched.around == whole.around
    assert fetched.ledger == whole.ledger
    assert set(fetched.incoming) == set(whole.domains.values())


def test_of_nobody_there_is_no_mail(audit: Audit) -> None:
    whole = scenes.whole(audit._db, TraceDecisions(), Coverage(), audit._person())
    fetched = scenes.fetching(audit._db, whole.around, TraceDecisions(), Coverage(), audit._person())
    assert fetched.incoming.get(SenderId("nobody.example"), ()) == ()
    assert SenderId("nobody.example") not in fetched.incoming
