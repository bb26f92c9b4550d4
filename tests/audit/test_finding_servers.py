"""Where the mail of an address can be read: known providers at once, others by asking their domain."""

import pytest

from inboxguard.audit.finding_servers import Question, ServerRow, find, needs
from inboxguard.audit.progress import Step
from inboxguard.errors import Cancelled, MailboxError, Refused
from tests.servers.domain import USUAL, Domain, configuration, incoming


def test_a_known_provider_is_told_without_asking(domain: Domain) -> None:
    steps: list[Step] = []
    found = find(" Mara@GMX.de ", steps.append, domain.web())
    assert found.address == "mara@gmx.de"
    assert found.servers == (ServerRow("imap.gmx.net", 993, "tls", "mara@gmx.de", "preset", confirm=False, name="GMX"),)
    assert (found.provider, found.sign_in) == ("GMX", ("password", "app_password"))
    assert "IMAP switched on" in found.needs
    assert found.imap_switch_url.startswith("https://hilfe.gmx.net/")
    assert found.asked == ()
    assert steps == []
    assert domain.dns.asked == domain.https.requests == []


def test_a_provider_that_wants_the_name_before_the_at() -> None:
    (server,) = find("mara.stern@free.fr").servers
    assert (server.host, server.user) == ("imap.free.fr", "mara.stern")


def test_the_second_server_of_yahoo_is_offered_with_what_it_is_for() -> None:
    usual, whole = find("mara@yahoo.com").servers
    assert (usual.host, usual.note) == ("imap.mail.yahoo.com", "")
    assert whole.host == "export.imap.mail.yahoo.com"
    assert "all mail" in whole.note


def test_any_other_domain_is_asked(domain: Domain) -> None:
    domain.names("_imaps._tcp", "0 1 993 imap.hoster.example.")
    domain.holds(configuration(incoming(user="%EMAILLOCALPART%")))
    steps: list[Step] = []
    found = find("mara@post.example", steps.append, domain.web())
    assert steps == [Step("connecting")]
    assert found.servers == (
        ServerRow("imap.post.example", 993, "tls", "mara", "autoconfig", confirm=False, name="Post"),
        ServerRow("imap.hoster.example", 993, "tls", "mara@post.example", "srv", confirm=True, name=""),
    )
    assert found.asked == (
        Question("DNS", "_imaps._tcp.post.example", "found"),
        Question("DNS", "_imap._tcp.post.example", "no entry"),
        Question("HTTPS", USUAL, "found"),
    )
    assert (found.provider, found.needs, found.sign_in) == ("", "", ())


def test_a_domain_that_names_nothing_is_no_error(domain: Domain) -> None:
    found = find("mara@post.example", web=domain.web())
    assert found.servers == ()
    assert len(found.asked) == 4


def test_stop_before_anything_is_asked(domain: Domain) -> None:
    def stop(step: Step) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        find("mara@post.example", stop, domain.web())
    assert domain.dns.asked == []


@pytest.mark.parametrize("address", ["", "mara", "@", "mara@", "@post.example", "a@b@post.example"])
def test_what_is_no_address(address: str) -> None:
    with pytest.raises(Refused, match="no mail address"):
        find(address)


def test_a_provider_without_imap_is_refused_with_what_to_do(domain: Domain) -> None:
    with pytest.raises(Refused, match="import the files"):
        find("mara@tuta.com", web=domain.web())
    assert domain.dns.asked == []


def test_a_domain_that_cannot_be_asked(domain: Domain) -> None:
    with pytest.raises(MailboxError, match="domain of its own"):
        find("mara@localhost", web=domain.web())


def test_what_a_provider_wants_is_known_without_asking() -> None:
    assert "app password" in needs("me@gmail.com")
    assert needs("me@unknown.example") == ""
