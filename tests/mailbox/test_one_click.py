"""One click is one request to one judged address, and what became of it is told as it was, never guessed."""

import random
import re
import socket
import ssl
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from inboxguard.errors import Refused, StoreError
from inboxguard.mailbox.one_click import KEPT, SENTENCES, Answered, Ending, Why, local_web, open_web, post
from inboxguard.mailbox.web import Web, is_public
from tests.servers import hostile
from tests.servers.domain import NAME, Domain
from tests.servers.https import Answer, Authority, Https, page, status

PATH = "/u/token-of-the-person?list=7"
PLACE = f"{NAME}{PATH}"
URL = f"https://{PLACE}"


def unwritten() -> None:
    """No journal."""


def asked(domain: Domain, answer: Answer, seconds: float = 5.0, url: str = URL) -> Answered:
    """Return what became of one request that is answered like this."""
    domain.https.pages[PLACE] = answer
    return post(url, domain.web(seconds), unwritten)


def test_the_request_is_that_of_the_standard_and_tells_nothing_more(domain: Domain) -> None:
    assert asked(domain, page(b"Good-bye.")) == Answered(Ending.ACCEPTED, Why.DONE, 200, "Good-bye.")
    (request,) = domain.https.requests
    head, _, body = request.partition("\r\n\r\n")
    assert body == "List-Unsubscribe=One-Click"
    assert head.split("\r\n") == [
        f"POST {PATH} HTTP/1.1",
        f"Host: {NAME}",
        "User-Agent: Mozilla/5.0",
        "Accept: */*",
        "Accept-Encoding: identity",
        "Content-Type: application/x-www-form-urlencoded",
        "Content-Length: 26",
        "Connection: close",
    ]


@pytest.mark.parametrize("fault", hostile.ACCEPTED)
def test_a_yes_is_a_yes_whatever_follows(domain: Domain, fault: str) -> None:
    answer, code = hostile.ACCEPTED[fault]
    begun = time.monotonic()
    found = asked(domain, answer, 1.0)
    assert (found.ending, found.why, found.status) == (Ending.ACCEPTED, Why.DONE, code)
    assert len(found.answer) <= KEPT
    assert time.monotonic() - begun < 2.5
    assert len(domain.https.requests) == 1


@pytest.mark.parametrize("fault", hostile.REFUSED)
def test_a_no_is_a_no_and_nothing_is_followed(domain: Domain, fault: str) -> None:
    answer, code = hostile.REFUSED[fault]
    domain.https.pages[f"{NAME}/other"] = page(b"followed")
    found = asked(domain, answer)
    assert (found.ending, found.status) == (Ending.REFUSED, code)
    assert (found.why is Why.ELSEWHERE) == (300 <= code < 400)
    assert len(domain.https.requests) == 1


@pytest.mark.parametrize("fault", hostile.UNKNOWN)
def test_what_cannot_be_read_may_or_may_not_count(domain: Domain, fault: str) -> None:
    found = asked(domain, hostile.UNKNOWN[fault])
    assert (found.ending, found.status) == (Ending.UNKNOWN, None)
    assert found.why in (Why.BROKEN_OFF, Why.NO_HTTP)
    assert len(domain.https.requests) == 1


@pytest.mark.parametrize("fault", hostile.LATE)
def test_a_server_that_takes_its_time_is_left(domain: Domain, fault: str) -> None:
    begun = time.monotonic()
    found = asked(domain, hostile.LATE[fault], 0.5)
    assert (found.ending, found.why) == (Ending.UNKNOWN, Why.SILENT)
    assert time.monotonic() - begun < 2
    assert len(domain.https.requests) == 1


@pytest.mark.parametrize("greeting", [hostile.closing, hostile.resetting, hostile.silent])
def test_a_server_that_hangs_up_before_it_reads(domain: Domain, greeting: Answer) -> None:
    domain.https.greeting = greeting
    assert asked(domain, page(b""), 0.5).ending is Ending.UNKNOWN


def test_an_answer_before_the_question_counts_for_nothing_less_than_it_says(domain: Domain) -> None:
    domain.https.greeting = status(200)
    assert asked(domain, page(b"")).ending in (Ending.ACCEPTED, Ending.UNKNOWN)


# the moment in which it leaves


def noting(domain: Domain, seen: list[tuple[int, int]]) -> Callable[[], None]:
    """Note what the server had got, and how many handshakes it had open, when it was told that the request leaves."""
    return lambda: seen.append((len(domain.https.requests), domain.https.shaking))


def test_it_is_told_before_the_first_octet_leaves_and_once(domain: Domain) -> None:
    seen: list[tuple[int, int]] = []

    def lingering() -> None:
        noting(domain, seen)()
        time.sleep(0.3)  # would be enough for the server to get what had left
        noting(domain, seen)()

    domain.https.pages[PLACE] = page(b"")
    assert post(URL, domain.web(), lingering).ending is Ending.ACCEPTED
    assert [requests for requests, _ in seen] == [0, 0]
    assert len(domain.https.requests) == 1


@pytest.mark.parametrize("error", [StoreError("The disk is full."), KeyboardInterrupt(), ValueError("x")])
def test_where_it_cannot_be_told_nothing_leaves(domain: Domain, error: BaseException) -> None:
    def failing() -> None:
        raise error

    domain.https.pages[PLACE] = page(b"")
    with pytest.raises(type(error)):
        post(URL, domain.web(), failing)
    time.sleep(0.2)
    assert domain.https.requests == []


def test_where_telling_takes_all_the_time_nothing_leaves(domain: Domain) -> None:
    domain.https.pages[PLACE] = page(b"")
    assert post(URL, domain.web(0.5), lambda: time.sleep(0.8)) == Answered(Ending.UNREACHED, Why.LATE)
    time.sleep(0.2)
    assert domain.https.requests == []


def test_it_is_not_told_where_nothing_can_leave(domain: Domain, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    told = noting(domain, seen)
    domain.https.pages[PLACE] = page(b"")
    stranger = Https(Authority(tmp_path).certificate([NAME]), {PLACE: page(b"")})
    strange = Web(domain.dns.resolver(), 2, stranger.port, domain.authority.trusted, lambda address: True)
    assert post(URL, strange, told).why is Why.CERTIFICATE
    stranger.close()
    inside = Web(domain.dns.resolver(), 2, domain.https.port, domain.authority.trusted)
    assert post(URL, inside, told).why is Why.PRIVATE
    assert post(f"http://{PLACE}", domain.web(), told).why is Why.ODD_ADDRESS
    domain.https.handshakes[NAME] = lambda: ssl.ALERT_DESCRIPTION_INTERNAL_ERROR
    assert post(URL, domain.web(), told).ending is Ending.UNREACHED
    domain.https.handshakes[NAME] = lambda: time.sleep(1)
    assert post(URL, domain.web(0.3), told) == Answered(Ending.UNREACHED, Why.LATE)
    del domain.https.handshakes[NAME]
    assert seen == []
    assert domain.https.requests == []


def test_a_slow_handshake_in_time_is_none_of_a_problem(domain: Domain) -> None:
    domain.https.handshakes[NAME] = lambda: time.sleep(0.4)
    assert asked(domain, page(b"")).ending is Ending.ACCEPTED


# what is kept of an answer


def test_five_hundred_octets_are_kept(domain: Domain) -> None:
    assert asked(domain, page(b"x" * 10_000)).answer == "x" * KEPT


def test_control_characters_go_and_what_is_no_text_is_survived(domain: Domain) -> None:
    said = "Bye\x00\x1b[31m\r\n\u202eolleh\u200b  now".encode() + b"\xff"
    found = asked(domain, page(said)).answer
    assert found == "Bye [31m olleh now\ufffd"
    assert not {sign for sign in found if unicodedata.category(sign)[0] == "C"}


def test_the_address_asked_is_not_kept_even_when_the_server_repeats_it(domain: Domain) -> None:
    said = f"You left: {URL} token-of-the-person."
    found = asked(domain, page(said.encode())).answer
    assert "token-of-the-person" not in found
    assert found.startswith("You left: https://post.example/u/…")


def test_a_compressed_answer_is_not_opened(domain: Domain) -> None:
    answer, _ = hostile.ACCEPTED["gzip bomb"]
    assert asked(domain, answer).answer == ""


# where it goes


@pytest.mark.parametrize(
    ("url", "why"),
    [
        (f"http://{PLACE}", Why.ODD_ADDRESS),
        (f"ftp://{PLACE}", Why.ODD_ADDRESS),
        (f"https://me:secret@{PLACE}", Why.ODD_ADDRESS),
        (f"https://{NAME}:8443{PATH}", Why.PORT),
        (f"https://{NAME}:80{PATH}", Why.PORT),
        (f"https://{NAME}:99999{PATH}", Why.PORT),
        (f"https://{NAME}:x{PATH}", Why.PORT),
        ("https://127.0.0.1/x", Why.ODD_ADDRESS),
        ("https://2130706433/x", Why.ODD_ADDRESS),
        ("https://127.0.0.0x1/x", Why.ODD_ADDRESS),
        ("https://0x7f.1/x", Why.ODD_ADDRESS),
        ("https://[::1]/x", Why.ODD_ADDRESS),
        ("https://[::ffff:127.0.0.1]/x", Why.ODD_ADDRESS),
        ("https://[broken/x", Why.ODD_ADDRESS),
        ("https://localhost/x", Why.ODD_ADDRESS),
        ("https:///x", Why.ODD_ADDRESS),
        (f"https:{PLACE}", Why.ODD_ADDRESS),
        ("https://127.0.0.1./x", Why.ODD_ADDRESS),
        ("https://\uff11\uff12\uff17.0.0.1/x", Why.ODD_ADDRESS),
        ("https://%31%32%37.0.0.1/x", Why.ODD_ADDRESS),
        (f"https://{NAME}\\@evil.example/x", Why.ODD_ADDRESS),
        (f"https://{NAME}:443@evil.example/x", Why.ODD_ADDRESS),
        (f"https://@{PLACE}", Why.ODD_ADDRESS),
        ("https://[fe80::1%25eth0]/x", Why.ODD_ADDRESS),
        ("https://a..b.example/x", Why.ODD_ADDRESS),
        (f"https://{PLACE}{'x' * 100_000}", Why.ODD_ADDRESS),
        ("", Why.ODD_ADDRESS),
        ("https://other.example/x", Why.NO_NAME),
    ],
)
def test_addresses_that_are_not_asked(domain: Domain, url: str, why: Why) -> None:
    assert asked(domain, page(b""), url=url) == Answered(Ending.UNREACHED, why)
    assert domain.https.requests == []


@pytest.mark.parametrize("url", [f"https://{NAME}:443{PATH}", f"HTTPS://POST.example{PATH}", f"{URL}#part"])
def test_other_ways_to_write_the_same_address(domain: Domain, url: str) -> None:
    assert asked(domain, page(b""), url=url).ending is Ending.ACCEPTED


def test_what_an_address_holds_cannot_write_into_the_request(domain: Domain) -> None:
    post(f"https://{NAME}/ä b\r\nX-Evil: 1?q=\x00\tü", domain.web(), unwritten)
    (request,) = domain.https.requests
    lines = request.split("\r\n")
    assert re.fullmatch(r"POST /[!-~]+ HTTP/1\.1", lines[0])
    assert not [line for line in lines if line.lower().startswith("x-evil")]


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "100.64.0.1", "100.127.255.255",
        "169.254.169.254", "168.63.129.16", "100.100.100.200", "192.0.0.192", "198.18.0.1", "224.0.0.1", "239.1.1.1",
        "240.0.0.1", "255.255.255.255", "::", "::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254",
        "64:ff9b::7f00:1", "64:ff9b::a00:1", "64:ff9b:1::a00:1", "fe80::1", "fc00::1", "fd00:ec2::254", "ff02::1",
        "2002:7f00:1::", "2002:a00:1::", "2001:db8::1", "2001::1", "fec0::1",
    ],
)  # fmt: skip
def test_a_name_that_leads_inside_is_not_called(domain: Domain, address: str) -> None:
    domain.dns.records[NAME, "AAAA" if ":" in address else "A"] = [address]
    domain.https.pages[PLACE] = page(b"")
    if ":" in address:
        domain.dns.records[NAME, "A"] = ["93.184.215.14"]
    web = Web(domain.dns.resolver(), 1, domain.https.port, domain.authority.trusted)
    assert not is_public(address)
    assert post(URL, web, unwritten) == Answered(Ending.UNREACHED, Why.PRIVATE)
    assert domain.https.requests == []


def test_one_private_address_among_many_is_enough_to_keep_away(domain: Domain) -> None:
    domain.dns.records[NAME, "A"] = [*(f"93.184.215.{at}" for at in range(1, 30)), "10.0.0.1"]
    web = Web(domain.dns.resolver(), 1, domain.https.port, domain.authority.trusted)
    assert post(URL, web, unwritten).why is Why.PRIVATE


def test_many_addresses_are_not_all_tried(domain: Domain) -> None:
    judged: list[str] = []
    domain.dns.records[NAME, "A"] = [*(f"127.0.1.{at}" for at in range(1, 30))]
    web = Web(
        domain.dns.resolver(), 2, domain.https.port, domain.authority.trusted,
        lambda address: not judged.append(address),  # type: ignore[func-returns-value]  # append tells nothing
    )  # fmt: skip
    assert post(URL, web, unwritten).why is Why.NO_CONNECTION
    assert len(judged) == 29


def test_a_name_that_leads_elsewhere_the_second_time_is_not_asked_twice(domain: Domain) -> None:
    """Rebinding: the address that was judged is the one that is called."""
    judged: list[str] = []

    def allowed(address: str) -> bool:
        judged.append(address)
        domain.dns.records[NAME, "A"] = ["10.0.0.1"]
        return True

    domain.https.pages[PLACE] = page(b"")
    web = Web(domain.dns.resolver(), 5, domain.https.port, domain.authority.trusted, allowed)
    assert post(URL, web, unwritten).ending is Ending.ACCEPTED
    assert judged == ["127.0.0.1"]
    assert domain.dns.asked == [(NAME, "AAAA"), (NAME, "A")]


# whom it believes


def another(domain: Domain, context: ssl.SSLContext) -> tuple[Answered, Https]:
    """Ask a server that shows another certificate."""
    server = Https(context, {PLACE: page(b"evil")})
    web = Web(domain.dns.resolver(), 5, server.port, domain.authority.trusted, lambda address: True)
    found = post(URL, web, unwritten)
    server.close()
    return found, server


def test_the_certificate_of_another_name_or_authority_is_refused(domain: Domain, tmp_path: Path) -> None:
    wrong = domain.authority.certificate(["www.evil.example"])
    stranger = Authority(tmp_path).certificate([NAME])
    for context in (wrong, stranger):
        found, server = another(domain, context)
        assert found == Answered(Ending.UNREACHED, Why.CERTIFICATE)
        assert server.requests == []


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion")
def test_encryption_of_yesterday_is_refused(domain: Domain) -> None:
    context = domain.authority.certificate([NAME])
    context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    context.maximum_version = ssl.TLSVersion.TLSv1_1
    context.set_ciphers("ALL:@SECLEVEL=0")
    found, server = another(domain, context)
    assert found.ending is Ending.UNREACHED
    assert found.why in (Why.ENCRYPTION, Why.NO_CONNECTION)
    assert server.requests == []


def test_a_handshake_that_never_comes_is_left_in_time(domain: Domain) -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute:
        port = int(mute.getsockname()[1])
        web = Web(domain.dns.resolver(), 0.4, port, domain.authority.trusted, lambda address: True)
        begun = time.monotonic()
        assert post(URL, web, unwritten) == Answered(Ending.UNREACHED, Why.LATE)
        assert time.monotonic() - begun < 1.5


def test_nobody_listens_and_no_dns(domain: Domain) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = int(taken.getsockname()[1])
    web = Web(domain.dns.resolver(), 1, port, domain.authority.trusted, lambda address: True)
    assert post(URL, web, unwritten) == Answered(Ending.UNREACHED, Why.NO_CONNECTION)
    domain.dns.odd = lambda question: None
    assert post(URL, domain.web(seconds=0.3), unwritten) == Answered(Ending.UNREACHED, Why.NO_NAME)


def test_proxies_and_passwords_of_the_surroundings_are_not_used(
    domain: Domain, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("https_proxy", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://user:secret@127.0.0.1:9")
    netrc = tmp_path / "netrc"
    netrc.write_text(f"machine {NAME} login me password secret\n")
    monkeypatch.setenv("NETRC", str(netrc))
    assert asked(domain, page(b"")).ending is Ending.ACCEPTED
    assert "uthorization" not in domain.https.requests[0]


# trying things out


def test_a_local_web_leads_every_name_to_this_computer_and_nowhere_else(domain: Domain) -> None:
    domain.https.pages[PLACE] = page(b"Bye")
    web = local_web(domain.https.port, domain.authority.where / "ca.pem")
    assert post(URL, web, unwritten).answer == "Bye"
    assert post("https://www.other.example/x", web, unwritten).why is Why.CERTIFICATE
    assert domain.dns.asked == []
    assert not web.allowed("93.184.215.14")
    assert not web.allowed("10.0.0.1")


def test_a_local_web_needs_certificates(tmp_path: Path) -> None:
    (tmp_path / "none.pem").write_text("hello")
    for name in ("none.pem", "missing.pem"):
        with pytest.raises(Refused, match="no certificate"):
            local_web(1, tmp_path / name)


def test_the_open_web_refuses_what_is_not_open() -> None:
    web = open_web()
    assert (web.port, web.seconds, web.fixed) == (443, 10.0, ())
    assert not web.allowed("127.0.0.1")
    assert web.trusted.check_hostname


# words


def test_every_ending_has_its_sentence() -> None:
    assert SENTENCES.keys() == set(Why)
    for sentence in SENTENCES.values():
        assert sentence.endswith(".")
        assert len(sentence) < 240


@pytest.mark.parametrize("seed", range(40))
def test_any_octets_are_survived(domain: Domain, seed: int) -> None:
    chance = random.Random(seed)
    head = chance.choice([b"", hostile.OK, b"HTTP/1.1 204 \r\n", b"HTTP/1.1 100 \r\n\r\n", b"HTTP/1.1 302 F\r\n"])
    noise = bytes(chance.choices(b"\r\n :;-0123456789abcXY\x00\xff", k=chance.randrange(600)))
    found = asked(domain, hostile.saying(head + noise), 2.0)
    assert found.ending in (Ending.ACCEPTED, Ending.REFUSED, Ending.UNKNOWN)
    assert (found.status is None) == (found.ending is Ending.UNKNOWN)
    assert len(domain.https.requests) == 1
