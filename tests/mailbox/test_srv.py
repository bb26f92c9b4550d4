"""A domain names its mail servers in DNS; whatever comes back, nothing is raised and nothing unsafe is offered."""

import dns.flags
import dns.message
import dns.rcode
import pytest

from inboxguard.mailbox.account import Security
from inboxguard.mailbox.found import Asked, Source
from inboxguard.mailbox.srv import SERVICES, asked
from tests.servers.domain import NAME, Domain

IMAPS, IMAP = SERVICES


def ask(domain: Domain, service: str = IMAPS, seconds: float = 5.0) -> Asked:
    return asked(domain.dns.resolver(), service, NAME, f"mara@{NAME}", seconds)


def test_a_server_with_encryption_from_the_beginning(domain: Domain) -> None:
    domain.names(IMAPS, "0 1 993 imap.post.example.")
    said = ask(domain)
    assert (said.how, said.what, said.answer) == ("DNS", "_imaps._tcp.post.example", "found")
    (found,) = said.found
    assert (found.host, found.port, found.security) == ("imap.post.example", 993, Security.TLS)
    assert (found.user, found.source, found.confirm) == ("mara@post.example", Source.SRV, False)


def test_a_server_with_starttls(domain: Domain) -> None:
    domain.names(IMAP, "0 1 143 imap.post.example.")
    (found,) = ask(domain, IMAP).found
    assert (found.port, found.security) == (143, Security.STARTTLS)


def test_the_lower_priority_comes_first_and_of_equals_the_heavier(domain: Domain) -> None:
    domain.names(
        IMAPS, "20 9 993 d.post.example.", "10 1 993 b.post.example.", "10 7 993 a.post.example.",
        "10 0 993 c.post.example.",
    )  # fmt: skip
    assert [found.host[0] for found in ask(domain).found] == ["a", "b", "c", "d"]


def test_a_point_says_that_the_service_is_not_offered(domain: Domain) -> None:
    domain.names(IMAPS, "0 0 0 .")
    said = ask(domain)
    assert (said.answer, said.found) == ("not offered", ())


def test_a_target_elsewhere_has_to_be_confirmed(domain: Domain) -> None:
    domain.names(IMAPS, "0 1 993 imap.evil.example.", "5 1 993 imap.post.example.")
    assert [(found.host, found.confirm) for found in ask(domain).found] == [
        ("imap.evil.example", True),
        ("imap.post.example", False),
    ]


@pytest.mark.parametrize(
    "record",
    [
        "0 1 993 localhost.",
        "0 1 993 imap.localhost.",
        "0 1 0 imap.post.example.",
        "0 1 993 imap.",
        "0 1 993 nas.local.",
        "0 1 993 imap\\032x.post.example.",
        "0 1 993 a\\@evil\\.example.",
        "0 1 993 imap\\000.post.example.",
    ],
)
def test_this_computer_the_home_network_and_port_zero_are_no_servers(domain: Domain, record: str) -> None:
    domain.names(IMAPS, record)
    said = ask(domain)
    assert (said.answer, said.found) == ("no usable server", ())


def test_a_flood_of_records_is_cut(domain: Domain) -> None:
    domain.names(IMAPS, *(f"{number} 1 993 i{number}.post.example." for number in range(12)))
    assert len(ask(domain).found) == 10


def test_no_entry(domain: Domain) -> None:
    assert ask(domain) == Asked("DNS", "_imaps._tcp.post.example", "no entry")
    domain.dns.records["_imaps._tcp.post.example", "TXT"] = ['"other"']
    assert ask(domain).answer == "no entry"


def test_only_the_domain_is_asked_for(domain: Domain) -> None:
    ask(domain)
    assert domain.dns.asked == [("_imaps._tcp.post.example", "SRV")]


def test_silence_ends_in_time(domain: Domain) -> None:
    domain.dns.odd = lambda question: None
    assert ask(domain, seconds=0.3).answer == "no answer in time"


def test_a_server_that_fails(domain: Domain) -> None:
    def failing(question: bytes) -> bytes:
        answer = dns.message.make_response(dns.message.from_wire(question))
        answer.set_rcode(dns.rcode.SERVFAIL)
        return answer.to_wire()

    domain.dns.odd = failing
    assert ask(domain, seconds=0.5).answer in ("no usable answer", "no answer in time")


@pytest.mark.parametrize("answer", [b"", b"\x00", b"\xff" * 600, b"HTTP/1.1 400 Bad Request\r\n\r\n"])
def test_an_answer_that_is_no_dns(domain: Domain, answer: bytes) -> None:
    domain.dns.odd = lambda question: question[:2] + answer
    said = ask(domain, seconds=0.5)
    assert said.found == ()
    assert said.answer in ("no usable answer", "no answer in time")


def test_a_name_that_is_too_long_for_dns(domain: Domain) -> None:
    long = ".".join(["x" * 60] * 4) + ".example"
    said = asked(domain.dns.resolver(), IMAPS, long, f"mara@{long}", 1.0)
    assert (said.answer, said.found) == ("no usable answer", ())
    assert domain.dns.asked == []
