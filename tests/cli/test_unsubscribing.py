"""The safest way out, typed: nothing leaves without --yes, and a refusal is a sentence."""

import json
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.shell import NOW, TRUTH, Shell, environment
from tests.cli.test_asking import parsed
from tests.servers import hostile
from tests.servers.high_street import ME, SERVER, Street, advert, domain, mailbox, place
from tests.servers.https import Answer, page, status


def test_the_ways_out_of_the_sample(move: Shell) -> None:
    for organisation, route in TRUTH["unsubscribe"].items():
        done = move("unsubscribe", organisation, "--json")
        found = json.loads(done.stdout)
        assert (found["organisation"], found["route"]) == (organisation, route)
        assert found["done"] is False
        assert found["status"] is None
        assert done.exit_code == (0 if found["allowed"] else 1)
        assert done.stderr == ("" if found["allowed"] else f"{found['reason']}\n")
        if route == "none":
            assert (found["url"], found["host"], found["method"], found["allowed"]) == (None, None, None, False)


def test_a_mailto_becomes_a_draft_only_when_asked(move: Shell, tmp_path: Path) -> None:
    plan = move.json("unsubscribe", "quillfern.example", "--dry-run")
    assert (plan["route"], plan["method"], plan["done"], plan["draft"]) == ("mailto", "draft", False, None)
    file = tmp_path / "leave.eml"
    done = move.json("unsubscribe", "QuillFern.example", "--yes", "--eml", file)
    assert done["done"] is True
    assert done["organisation"] == "quillfern.example"
    assert done["draft"]["to"] in plan["url"]
    assert done["eml"] == str(file)
    assert parsed(file.read_bytes())["To"] == done["draft"]["to"]
    printed = move("unsubscribe", "quillfern.example", "--yes").stdout
    assert f"To: {done['draft']['to']}" in printed
    assert move.lines("requests", "list") == []


def test_a_link_is_printed_and_not_followed(move: Shell) -> None:
    done = move("unsubscribe", "curtaincrow.example", "--yes")
    assert done.exit_code == 0
    assert done.stdout.splitlines()[-1].startswith("https://")


def test_in_the_sample_nothing_is_sent(move: Shell) -> None:
    assert move("unsubscribe", "hearthheron.example").exit_code == 0
    done = move("unsubscribe", "hearthheron.example", "--yes")
    assert done.exit_code == 1
    assert "invented" in done.stderr


def test_a_refusal_for_people_is_said_once(move: Shell) -> None:
    done = move("unsubscribe", "pillarplum.example", "--yes")
    assert done.exit_code == 1
    assert not done.stdout
    assert "offers no way" in done.stderr


def test_an_unknown_sender(move: Shell) -> None:
    for words in ((), ("--json",), ("--yes",)):
        assert "No sender" in move.refused("unsubscribe", "nobody.example", *words)


def letter_to_a_stranger(folder: Path) -> Path:
    """Write an advert whose unsubscribe mail would go to somebody else."""
    mail = folder / "advert.eml"
    mail.write_text(
        "Authentication-Results: mx.post.example; dkim=pass header.d=quince.example\n"
        "Received: from out.quince.example (out.quince.example [198.51.100.7]) by mx.post.example with ESMTPS;"
        " Mon, 2 Nov 2026 10:00:02 +0000\nFrom: Quince <news@quince.example>\nTo: me@post.example\n"
        "Message-ID: <1@quince.example>\nDate: Mon, 2 Nov 2026 10:00:00 +0000\nSubject: 20% off everything\n"
        "List-Unsubscribe: <mailto:leave@stranger.example>\nList-Id: <news.quince.example>\n\n"
        "Shop now, our sale ends today.\n"
    )
    return mail


def test_a_mail_to_another_company_takes_the_persons_word(empty: Shell, tmp_path: Path) -> None:
    assert empty("import", letter_to_a_stranger(tmp_path), "--me", "me@post.example").exit_code == 0
    assert "somebody else" in empty.refused("unsubscribe", "quince.example", "--yes")
    assert empty.refused("unsubscribe", "quince.example")
    assert empty("unsubscribe", "quince.example", "--third-party").exit_code == 2
    done = empty.json("unsubscribe", "quince.example", "--yes", "--third-party")
    assert (done["draft"]["to"], done["done"]) == ("leave@stranger.example", True)


# one click, against a server on this computer

SHOPS = 10
OFFERS = {7: "mailto", 8: "link", 9: "none"}


@pytest.fixture
def street(tmp_path: Path) -> Iterator[Street]:
    """The server that stands for every shop."""
    (tmp_path / "authority").mkdir()
    found = Street(tmp_path / "authority", SHOPS)
    yield found
    found.close()


@pytest.fixture
def shopper(empty: Shell, street: Street, tmp_path: Path) -> Shell:
    """A home with an advert of every shop."""
    mails = [advert(number, offer=OFFERS.get(number, "one_click")) for number in range(SHOPS)]
    assert empty("import", mailbox(tmp_path, mails), "--me", ME, "--authserv", SERVER).exit_code == 0
    return empty


def test_one_click_is_sent_only_with_yes(shopper: Shell, street: Street) -> None:
    plan = shopper.json("unsubscribe", domain(0), *street.switch)
    assert (plan["route"], plan["method"], plan["url"], plan["done"]) == (
        "one_click", "POST", f"https://{place(0)}", False,
    )  # fmt: skip
    assert street.asked == {}
    done = shopper.json("unsubscribe", domain(0), "--yes", *street.switch)
    assert {key: done[key] for key in ("organisation", "host", "allowed", "done", "status", "result")} == {
        "organisation": domain(0), "host": f"out.{domain(0)}", "allowed": True, "done": True, "status": 200,
        "result": "accepted",
    }  # fmt: skip
    assert street.asked == {place(0): 1}
    (sender,) = [one for one in shopper.lines("senders") if one["organisation"] == domain(0)]
    assert sender["opt_out"]["method"] == "one_click"
    assert sender["opt_out"]["requested"] == NOW
    assert sender["opt_out"]["state"] == "watching"


def test_one_click_for_people(shopper: Shell, street: Street) -> None:
    done = shopper("unsubscribe", domain(0), "--yes", *street.switch)
    assert done.exit_code == 0
    assert done.stdout == (
        "one_click: The sender’s server took the request. Whether mail stops is watched from now on.\n"
    )
    assert "stands for every sender" in done.stderr


def test_nobody_is_asked_twice_without_the_word(shopper: Shell, street: Street) -> None:
    shopper.json("unsubscribe", domain(0), "--yes", *street.switch)
    said = shopper("unsubscribe", domain(0), "--yes", *street.switch)
    assert said.exit_code == 1
    assert "You asked this sender on 24 November 2026 already" in said.stderr
    assert "You asked this sender" in shopper("unsubscribe", domain(0)).stdout
    told = shopper("unsubscribe", domain(0), "--yes", "--json", *street.switch)
    assert json.loads(told.stdout)["asked"] == {"at": NOW, "method": "one_click", "state": "watching"}
    assert street.asked == {place(0): 1}
    assert shopper.json("unsubscribe", domain(0), "--yes", "--again", *street.switch)["done"] is True
    assert street.asked == {place(0): 2}


@pytest.mark.parametrize(
    ("fault", "state", "code", "words"),
    [
        (status(302, "Location: https://127.0.0.1/"), "refused", 302, "open the page in your browser"),
        (status(410), "refused", 410, "does not know this request any more"),
        (hostile.resetting, "unknown", None, "may or may not count"),
    ],
)
def test_what_was_not_taken_is_said(
    shopper: Shell, street: Street, fault: Answer, state: str, code: int | None, words: str
) -> None:
    street.https.pages[place(0)] = street.https.pages[place(1)] = fault
    said = shopper("unsubscribe", domain(0), "--yes", *street.switch)
    assert said.exit_code == 1
    assert words in said.stderr
    assert (f"https://{place(0)}" in said.stdout) == (state == "refused")
    told = shopper("unsubscribe", domain(1), "--yes", "--json", *street.switch)
    found = json.loads(told.stdout)
    assert (found["done"], found["result"], found["status"]) == (False, state, code)
    assert street.asked == {place(0): 1, place(1): 1}


def test_many_senders_are_shown_first_and_then_asked(shopper: Shell, street: Street, tmp_path: Path) -> None:
    file = tmp_path / "senders.txt"
    file.write_text("# my list\n" + "".join(f"{domain(at)}  # {at}\n" for at in range(1, SHOPS)) + "\n")
    shown = shopper("unsubscribe", domain(0), "--all-in", file)
    assert shown.exit_code == 0
    assert "one request is sent" in shown.stdout
    assert street.asked == {}
    plans = shopper.lines("unsubscribe", domain(0), "--all-in", file)
    assert [one["organisation"] for one in plans] == [domain(at) for at in range(SHOPS)]
    assert not any(one["done"] for one in plans)
    results = shopper.lines("unsubscribe", domain(0), "--all-in", file, "--yes", *street.switch)
    assert [one["result"] for one in results] == ["accepted"] * 7 + [None] * 3
    assert [one["done"] for one in results] == [True] * 8 + [False] * 2
    assert results[7]["draft"]["to"] == f"leave@{domain(7)}"
    assert street.asked == {place(at): 1 for at in range(7)}
    again = shopper("unsubscribe", domain(0), "--all-in", file, "--yes", *street.switch)
    assert again.exit_code == 0
    assert "already" in again.stdout
    assert street.asked == {place(at): 1 for at in range(7)}


CONTRACT = {"organisation", "route", "url", "host", "method", "allowed", "reason", "done", "status"}


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        (b"dmarc=pass", b"dmarc=fail", "looks like spam"),
        (b"Authentication-Results", b"X-Old-Results", "did not say who sent this mail"),
        (b"\nSubject:", b"\nX-Gmail-Labels: Spam\nSubject:", "looks like spam"),
    ],
)
def test_who_may_not_be_asked_is_refused_with_the_reason(
    empty: Shell, street: Street, tmp_path: Path, before: bytes, after: bytes, reason: str
) -> None:
    mail = advert(0, 7).replace(before, after)
    assert mail != advert(0, 7)
    mails = [advert(0, offer="none"), mail]
    assert empty("import", mailbox(tmp_path, mails), "--me", ME, "--authserv", SERVER).exit_code == 0
    for words in ((), ("--dry-run",), ("--yes", *street.switch), ("--yes", "--again", *street.switch)):
        done = empty("unsubscribe", domain(0), "--json", *words)
        assert done.exit_code == 1
        found = json.loads(done.stdout)
        assert found.keys() >= CONTRACT
        assert (found["allowed"], found["done"], found["status"]) == (False, False, None)
        assert reason in found["reason"]
        assert reason in done.stderr
    assert street.asked == {}


@pytest.mark.parametrize("content", [b"", b"# nobody\n\n", b"\xff\xfe\x00"])
def test_a_list_without_names(shopper: Shell, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "senders.txt"
    file.write_bytes(content)
    shopper.refused("unsubscribe", "--all-in", file)
    shopper.refused("unsubscribe", "--all-in", tmp_path / "missing.txt")


def test_a_page_that_the_person_left(shopper: Shell) -> None:
    assert shopper("unsubscribe", domain(8), "--done-in-browser", "--at", "2026-11-20").exit_code == 0
    (sender,) = [one for one in shopper.lines("senders") if one["organisation"] == domain(8)]
    assert (sender["opt_out"]["method"], sender["opt_out"]["requested"][:10]) == ("link", "2026-11-20")
    shopper.refused("unsubscribe", domain(8), "--done-in-browser", "--at", "2027-01-01")


@pytest.mark.parametrize(
    "words",
    [
        (), ("a.example", "--again"), ("a.example", "b.example", "--yes", "--eml", "x.eml"),
        ("a.example", "b.example", "--done-in-browser"), ("a.example", "--at", "2026-01-01"),
        ("a.example", "--resume"), ("--resume", "--yes"), ("a.example", "--dry-run", "--yes"),
        ("a.example", "--done-in-browser", "--yes"), ("a.example", "--to-drafts"),
    ],
)  # fmt: skip
def test_words_that_contradict_each_other(empty: Shell, words: tuple[str, ...]) -> None:
    assert empty("unsubscribe", *words).exit_code == 2


def test_nothing_to_resume_or_to_give_up(shopper: Shell, street: Street) -> None:
    assert shopper.lines("unsubscribe", "--resume", *street.switch) == []
    assert "0" in shopper("unsubscribe", "--drop").stdout


def begun(shopper: Shell, street: Street) -> subprocess.Popen[bytes]:
    """The real program in the middle of a batch, in which every server takes its time."""

    def slowly(wire: socket.socket) -> None:
        time.sleep(0.6)
        page(b"")(wire)

    street.https.pages = dict.fromkeys(street.https.pages, slowly)
    words = ["--home", shopper.home, "unsubscribe", *(domain(at) for at in range(7)), "--yes", "--json", *street.switch]
    process = subprocess.Popen(
        [sys.executable, "-m", "inboxguard", *map(str, words)], env=environment(INBOXGUARD_NOW=NOW),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    end = time.monotonic() + 60
    while not street.https.requests and time.monotonic() < end:
        time.sleep(0.02)
    return process


def test_after_ctrl_c_nobody_further_is_asked_and_the_rest_can_go_on(shopper: Shell, street: Street) -> None:
    with begun(shopper, street) as process:
        process.send_signal(signal.SIGINT)
        out, said = process.communicate(timeout=60)
    assert process.returncode == 130
    results = {one["organisation"]: one["result"] for one in map(json.loads, out.splitlines())}
    assert set(results.values()) == {"accepted", "waiting"}
    assert b"--resume" in said
    assert len(street.asked) == list(results.values()).count("accepted")
    rest = shopper.lines("unsubscribe", "--resume", *street.switch)
    assert all(one.keys() >= CONTRACT and one["allowed"] for one in rest)
    assert {one["organisation"] for one in rest} == {key for key, one in results.items() if one == "waiting"}
    assert street.asked == {place(at): 1 for at in range(7)}


def test_after_a_kill_what_was_on_its_way_is_not_sent_again(shopper: Shell, street: Street) -> None:
    with begun(shopper, street) as process:
        process.kill()
        process.communicate(timeout=60)
    time.sleep(0.7)
    rest = {one["organisation"]: one["result"] for one in shopper.lines("unsubscribe", "--resume", *street.switch)}
    assert rest
    assert set(rest.values()) <= {"unknown", "accepted"}
    assert "unknown" in rest.values()
    assert max(street.asked.values()) == 1
    assert "odd" not in street.asked
    lost = next(one for one, result in rest.items() if result == "unknown")
    assert "no answer came" in shopper("unsubscribe", lost, "--yes", *street.switch).stderr
