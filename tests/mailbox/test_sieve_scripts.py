"""Our rules live beside the person's own, and going back leaves everything as it was."""

from collections.abc import Callable, Iterator

import pytest

from inboxguard.errors import MailboxError, Refused
from inboxguard.mailbox import sieve_scripts
from inboxguard.mailbox.account import Account, Security
from inboxguard.mailbox.managesieve import Listing, Scripts, beside, connect
from inboxguard.mailbox.sieve_scripts import BEFORE, NAME, Changed, put, remove, undo
from inboxguard.themes.filters import Filters, Rule, Senders, sieve
from tests.letters import letter, newsletter
from tests.servers.dovecot import Dovecot
from tests.servers.pigeonhole import Pigeonhole

OURS = sieve(Filters((Rule(Senders(domains=("heronbooks.example",))),)))
OTHER = sieve(Filters((Rule(Senders(domains=("kettle.example",))),)))
THEIRS = b'# mine\r\nrequire "fileinto";\r\nif header :contains "Subject" "Choir" { fileinto "Choir"; }\r\n'


@pytest.fixture
def scripts(dovecot: Dovecot) -> Iterator[Scripts]:
    """A fresh mailbox without any script."""
    user = dovecot.user()
    account = Account(user, dovecot.host, dovecot.plain_port, Security.NONE, user)
    with connect(beside(account, port=dovecot.sieve_port), dovecot.password) as opened:
        yield opened


def nowhere(changed: Changed) -> None:
    """Keep nothing."""


def everything(scripts: Scripts) -> tuple[Listing, dict[str, bytes]]:
    """Return all that lies there."""
    listing = scripts.listing()
    return Listing(listing.active, tuple(sorted(listing.names))), {name: scripts.text(name) for name in listing.names}


def has_theirs(scripts: Scripts) -> None:
    scripts.put("choir", THEIRS)
    scripts.activate("choir")


def test_where_no_script_was_there_is_one_and_then_none_again(scripts: Scripts) -> None:
    kept: list[Changed] = []
    changed = put(scripts, OURS, kept.append)
    assert kept == [changed]
    assert everything(scripts) == (Listing(NAME, (NAME,)), {NAME: OURS.text.encode()})
    assert changed is not None
    undo(scripts, changed)
    assert everything(scripts) == (Listing(None, ()), {})


def test_the_own_script_stays_in_force_with_ours_in_it(scripts: Scripts, pigeonhole: Pigeonhole) -> None:
    has_theirs(scripts)
    before = everything(scripts)
    changed = put(scripts, OURS, nowhere)
    listing, texts = everything(scripts)
    assert listing == Listing("choir", ("choir", BEFORE))
    assert texts[BEFORE] == THEIRS
    script = texts["choir"].decode()
    assert pigeonhole.run(script, newsletter()).folders == ("Set aside",)
    assert pigeonhole.run(script, letter("Choir")).folders == ("Choir",)
    assert pigeonhole.run(script, letter("Tea")).folders == ("INBOX",)
    assert changed is not None
    undo(scripts, changed)
    assert everything(scripts) == before


def test_scripts_that_are_not_in_force_are_left_alone(scripts: Scripts) -> None:
    scripts.put("old", b"discard;")
    put(scripts, OURS, nowhere)
    assert scripts.text("old") == b"discard;"
    assert scripts.listing().active == NAME


def test_the_same_rules_again_change_nothing(scripts: Scripts) -> None:
    has_theirs(scripts)
    put(scripts, OURS, nowhere)
    before = everything(scripts)
    kept: list[Changed] = []
    assert put(scripts, OURS, kept.append) is None
    assert not kept
    assert everything(scripts) == before


def test_new_rules_take_the_place_of_old_ones_and_the_copy_stays_the_persons_own(scripts: Scripts) -> None:
    has_theirs(scripts)
    put(scripts, OTHER, nowhere)
    first = everything(scripts)
    changed = put(scripts, OURS, nowhere)
    listing, texts = everything(scripts)
    assert listing.names == ("choir", BEFORE)
    assert texts[BEFORE] == THEIRS
    assert b"kettle" not in texts["choir"]
    assert changed is not None
    undo(scripts, changed)
    assert scripts.text("choir") == first[1]["choir"]


def test_a_copy_of_something_else_is_not_written_over(scripts: Scripts) -> None:
    has_theirs(scripts)
    scripts.put(BEFORE, b"keep; # precious")
    put(scripts, OURS, nowhere)
    assert scripts.text(BEFORE) == b"keep; # precious"
    assert scripts.text(f"{BEFORE}-2") == THEIRS


def test_a_script_of_our_name_that_is_not_ours_is_not_written_over(scripts: Scripts) -> None:
    scripts.put(NAME, b"keep; # theirs")
    put(scripts, OURS, nowhere)
    assert scripts.text(NAME) == b"keep; # theirs"
    assert scripts.listing().active == f"{NAME}-2"


def test_rules_of_ours_that_are_not_in_force_are_made_so_and_put_back(scripts: Scripts) -> None:
    scripts.put(NAME, OTHER.text.encode())
    changed = put(scripts, OURS, nowhere)
    assert scripts.listing() == Listing(NAME, (NAME,))
    assert changed is not None
    undo(scripts, changed)
    assert everything(scripts) == (Listing(None, (NAME,)), {NAME: OTHER.text.encode()})


def test_too_many_scripts_of_such_names(scripts: Scripts) -> None:
    for number in ("", *(f"-{number}" for number in range(2, 10))):
        scripts.put(f"{NAME}{number}", b"keep;")
    with pytest.raises(Refused, match="too many scripts"):
        put(scripts, OURS, nowhere)


def test_rules_that_do_not_compile_there_change_nothing(scripts: Scripts) -> None:
    from dataclasses import replace

    has_theirs(scripts)
    before = everything(scripts)
    kept: list[Changed] = []
    for broken in (replace(OURS, extensions=("fileinto", "nonsense")), replace(OURS, rules="if {\n")):
        with pytest.raises(Refused, match="nothing was changed"):
            put(scripts, broken, kept.append)
    assert not kept
    assert everything(scripts) == before


def test_a_script_that_somebody_changed_meanwhile_is_left_alone(scripts: Scripts) -> None:
    has_theirs(scripts)

    def meanwhile(changed: Changed) -> None:
        scripts.put("choir", b"keep; # of my web mail")

    with pytest.raises(Refused, match="by somebody else"):
        put(scripts, OURS, meanwhile)
    assert scripts.text("choir") == b"keep; # of my web mail"

    def another(changed: Changed) -> None:
        scripts.put("new", b"keep;")
        scripts.activate("new")

    with pytest.raises(Refused, match="by somebody else"):
        put(scripts, OURS, another)
    assert scripts.listing().active == "new"


def test_what_was_changed_since_is_not_undone(scripts: Scripts) -> None:
    has_theirs(scripts)
    changed = put(scripts, OURS, nowhere)
    assert changed is not None
    edited = scripts.text("choir") + b'if true { fileinto "More"; }\r\n'
    scripts.put("choir", edited)
    with pytest.raises(Refused, match="was changed after"):
        undo(scripts, changed)
    assert scripts.text("choir") == edited
    remove(scripts, nowhere)
    assert scripts.text("choir") == THEIRS + b'if true { fileinto "More"; }\r\n'


def test_undoing_what_never_came_to_be_does_nothing(scripts: Scripts) -> None:
    has_theirs(scripts)
    kept: list[Changed] = []

    def dies(changed: Changed) -> None:
        kept.append(changed)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        put(scripts, OURS, dies)
    undo(scripts, kept[0])
    assert scripts.text("choir") == THEIRS
    assert scripts.listing().active == "choir"


def test_taking_ours_out(scripts: Scripts) -> None:
    has_theirs(scripts)
    put(scripts, OURS, nowhere)
    with_ours = scripts.text("choir")
    changed = remove(scripts, nowhere)
    assert scripts.text("choir") == THEIRS
    assert scripts.listing().active == "choir"
    with pytest.raises(Refused, match="no rules of inboxguard"):
        remove(scripts, nowhere)
    undo(scripts, changed)
    assert scripts.text("choir") == with_ours


def test_taking_ours_out_where_nothing_else_is(scripts: Scripts) -> None:
    put(scripts, OURS, nowhere)
    changed = remove(scripts, nowhere)
    assert everything(scripts) == (Listing(None, ()), {})
    undo(scripts, changed)
    assert everything(scripts) == (Listing(NAME, (NAME,)), {NAME: OURS.text.encode()})
    with pytest.raises(Refused, match="no rules of inboxguard"):
        remove(scripts, nowhere) and remove(scripts, nowhere)


def test_a_script_that_is_no_text_is_left_alone(scripts: Scripts) -> None:
    scripts.put("latin", b"# gr\xfc\xdfe\nkeep;")
    scripts.activate("latin")
    with pytest.raises(Refused, match="no UTF-8"):
        put(scripts, OURS, nowhere)
    assert scripts.text("latin") == b"# gr\xfc\xdfe\nkeep;"


def test_a_server_that_keeps_something_else_is_told_of(scripts: Scripts, monkeypatch: pytest.MonkeyPatch) -> None:
    real: Callable[[Scripts, str, bytes], None] = Scripts.put
    monkeypatch.setattr(Scripts, "put", lambda self, name, script: real(self, name, b"keep;"))
    with pytest.raises(MailboxError, match="another script than was sent"):
        put(scripts, OURS, nowhere)
    assert sieve_scripts.NAME in scripts.listing().names
