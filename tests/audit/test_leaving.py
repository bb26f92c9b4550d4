"""Leaving senders: only those whom the person named, each at most once, and every result is told."""

import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from inboxguard.audit.audit import Audit
from inboxguard.audit.batches import Act, Outcome
from inboxguard.audit.progress import Step
from inboxguard.errors import Cancelled, Refused, StoreError
from inboxguard.store import unsubscribing
from inboxguard.store.unsubscribing import State
from tests.servers import hostile
from tests.servers.high_street import ME, SERVER, Overlap, Street, advert, domain, mailbox, place
from tests.servers.https import page, status

NOW = datetime(2026, 10, 20, 8, tzinfo=UTC)
SHOPS = 12
OFFERS = {8: "mailto", 9: "link", 10: "none", 11: "unsigned"}


@pytest.fixture
def street(tmp_path: Path) -> Iterator[Street]:
    """The server of all shops."""
    (tmp_path / "authority").mkdir()
    found = Street(tmp_path / "authority", SHOPS)
    yield found
    found.close()


@pytest.fixture
def audit(tmp_path: Path, street: Street) -> Iterator[Audit]:
    """A home with adverts of every shop, in which the street stands for every sender."""
    with Audit.open(tmp_path / "home", lambda: NOW) as found:
        mails = [advert(number, day, OFFERS.get(number, "one_click")) for number in range(SHOPS) for day in (0, 7)]
        found.import_files([mailbox(tmp_path, mails)], me=[ME], authserv=[SERVER])
        found.use_local_server(street.https.port, street.authority.where / "ca.pem")
        yield found


def states(audit: Audit) -> dict[str, str]:
    """The journal by organisation."""
    return {one.organisation: one.state.value for one in unsubscribing.entries(audit._db)}


def test_looking_asks_nobody_and_says_where_it_would_lead(audit: Audit, street: Street) -> None:
    plan = audit.leave(domain(0))
    assert (plan.way.route, plan.way.method, plan.way.host) == ("one_click", "POST", f"out.{domain(0)}")
    assert plan.way.url == f"https://{place(0)}"
    assert plan.posts
    assert [one.way.route for one in audit.leaves([domain(at) for at in range(8, 12)])] == [
        "mailto", "link", "none", "link",
    ]  # fmt: skip
    assert not audit.leave(domain(11)).posts
    assert street.asked == {}


def test_one_click_is_sent_once_recorded_and_watched(audit: Audit, street: Street) -> None:
    (left,) = audit.one_click([domain(0)])
    assert (left.state, left.status, left.host, left.at, left.page) == ("accepted", 200, f"out.{domain(0)}", NOW, None)
    assert street.asked == {place(0): 1}
    (entry,) = unsubscribing.of(audit._db, domain(0))
    assert (entry.record.address, entry.record.lists, entry.record.answer) == (ME, (f"news.{domain(0)}",), "Good-bye.")
    assert audit.sender(domain(0)).row.opt_out == "watching"
    before = audit.leave(domain(0)).before
    assert before is not None
    assert (before.at, before.method, before.state) == (NOW, "one_click", "watching")
    assert before.words.startswith("You asked this sender on 20 October 2026 already; mail may still come until ")


def test_who_was_asked_is_asked_again_only_when_the_person_wants_it(audit: Audit, street: Street) -> None:
    audit.one_click([domain(0)])
    (left,) = audit.one_click([domain(0)])
    assert left.state == "not_asked"
    assert "already" in left.words
    assert street.asked == {place(0): 1}
    (left,) = audit.one_click([domain(0)], again=True)
    assert left.state == "accepted"
    assert street.asked == {place(0): 2}


def test_only_one_click_ways_that_are_allowed_are_asked(audit: Audit, street: Street) -> None:
    results = audit.one_click([domain(at) for at in range(7, 12)])
    assert [one.state for one in results] == ["accepted", *["not_asked"] * 4]
    assert street.asked == {place(7): 1}
    assert all(one.words for one in results)


def test_an_unknown_name_stops_the_whole_before_anybody_is_asked(audit: Audit, street: Street) -> None:
    with pytest.raises(Refused):
        audit.one_click([domain(0), "nobody.example"])
    assert street.asked == {}
    assert states(audit) == {}


def test_a_sender_named_twice_is_asked_once(audit: Audit, street: Street) -> None:
    assert len(audit.one_click([domain(0), domain(0), domain(0).upper()])) == 1
    assert street.asked == {place(0): 1}


def test_a_refusal_is_told_with_the_page_and_not_repeated(audit: Audit, street: Street) -> None:
    street.https.pages[place(0)] = status(302, "Location: https://127.0.0.1/")
    street.https.pages[place(1)] = status(500)
    first, second = audit.one_click([domain(0), domain(1)])
    assert (first.state, first.status, first.page) == ("refused", 302, f"https://{place(0)}")
    assert "browser" in first.words
    assert (second.state, second.status) == ("refused", 500)
    assert audit.sender(domain(0)).row.opt_out is None
    (again,) = audit.one_click([domain(0)])
    assert (again.state, again.words) == (
        "unreached", "This very request was sent before, so nothing was asked again.",
    )  # fmt: skip
    assert street.asked == {place(0): 1, place(1): 1}


def test_a_newer_mail_with_a_newer_address_may_be_tried_after_a_refusal(
    audit: Audit, street: Street, tmp_path: Path
) -> None:
    street.https.pages[place(0)] = status(410)
    audit.one_click([domain(0)])
    audit.import_files([mailbox(tmp_path, [advert(0, 14, token="-new")])])
    street.https.pages[f"{place(0)}-new"] = page(b"")
    (left,) = audit.one_click([domain(0)])
    assert left.state == "accepted"


def test_no_answer_is_told_and_waits_for_the_persons_word(audit: Audit, street: Street) -> None:
    street.https.pages[place(0)] = hostile.closing
    (left,) = audit.one_click([domain(0)])
    assert left.state == "unknown"
    before = audit.leave(domain(0)).before
    assert before is not None
    assert before.state == "unknown"
    assert before.words.startswith("A request went to this sender on 20 October 2026")
    assert audit.sender(domain(0)).row.opt_out is None
    assert audit.one_click([domain(0)])[0].state == "not_asked"
    assert street.asked == {place(0): 1}


def test_what_never_left_may_be_tried_again_without_more_ado(audit: Audit, street: Street, tmp_path: Path) -> None:
    port = street.https.port
    street.close()
    audit.use_local_server(port, street.authority.where / "ca.pem")
    assert audit.one_click([domain(0)])[0].state == "unreached"
    assert audit.leave(domain(0)).before is None
    (tmp_path / "another").mkdir()
    other = Street(tmp_path / "another", 1)
    audit.use_local_server(other.https.port, other.authority.where / "ca.pem")
    assert audit.one_click([domain(0)])[0].state == "accepted"
    other.close()


# many at once


def test_a_batch_asks_each_once_with_few_at_a_time(audit: Audit, street: Street) -> None:
    def slowly(wire: object) -> None:
        time.sleep(0.1)
        page(b"")(wire)  # type: ignore[arg-type]  # a socket

    counting = Overlap(slowly)
    street.https.pages = dict.fromkeys((place(at) for at in range(8)), counting)
    steps: list[Step] = []
    results = audit.one_click([domain(at) for at in range(8)], tell=steps.append)
    assert [one.id for one in results] == [domain(at) for at in range(8)]
    assert {one.state for one in results} == {"accepted"}
    assert street.asked == {place(at): 1 for at in range(8)}
    assert 1 < counting.most <= 4
    assert steps[-1] == Step("unsubscribing", 8, 8)


def test_a_fault_of_one_is_none_of_the_others(audit: Audit, street: Street) -> None:
    faults = {0: status(404), 1: hostile.resetting, 2: hostile.UNKNOWN["garbage"], 3: status(301, "Location: /")}
    street.https.pages |= {place(at): answer for at, answer in faults.items()}
    results = audit.one_click([domain(at) for at in range(8)])
    assert [one.state for one in results] == ["refused", "unknown", "unknown", "refused", *["accepted"] * 4]
    assert states(audit) == {one.id: one.state for one in results}


def stopping(after: int) -> tuple[list[Step], object]:
    """What presses Stop after so many steps."""
    steps: list[Step] = []

    def tell(step: Step) -> None:
        steps.append(step)
        if step.done >= after:
            raise Cancelled("Stopped.")

    return steps, tell


def test_stop_waits_for_those_on_their_way_and_resume_goes_on(audit: Audit, street: Street) -> None:
    def slowly(wire: object) -> None:
        time.sleep(0.2)
        page(b"")(wire)  # type: ignore[arg-type]  # a socket

    street.https.pages = dict.fromkeys((place(at) for at in range(8)), slowly)
    _, tell = stopping(2)
    with pytest.raises(Cancelled):
        audit.one_click([domain(at) for at in range(8)], tell=tell)  # type: ignore[arg-type]  # a function
    done = {key for key, state in states(audit).items() if state == "accepted"}
    pending = audit.pending_one_clicks()
    assert 2 <= len(done) < 8
    assert pending.broken == ()
    assert set(pending.waiting) == {domain(at) for at in range(8)} - done
    assert sorted(street.asked) == sorted(place(int(one[4:7])) for one in done)
    assert {one.state for one in audit.last_one_clicks()} == {"accepted", "waiting"}
    results = audit.resume_one_clicks()
    assert {one.id for one in results} == set(pending.waiting)
    assert street.asked == {place(at): 1 for at in range(8)}
    assert audit.pending_one_clicks().waiting == ()
    assert audit.resume_one_clicks() == ()


def test_what_was_leaving_when_the_program_died_is_unknown_and_stays(audit: Audit, street: Street) -> None:
    _, tell = stopping(0)
    with pytest.raises(Cancelled):
        audit.one_click([domain(0), domain(1)], tell=tell)  # type: ignore[arg-type]  # a function
    first, _ = unsubscribing.open_(audit._db)
    unsubscribing.leave(audit._db, first.id, NOW)  # and here the power goes
    assert audit.pending_one_clicks().broken == (domain(0),)
    results = {one.id: one for one in audit.resume_one_clicks()}
    assert results[first.organisation].state == "unknown"  # type: ignore[index]  # an id
    assert "not sent again by itself" in results[first.organisation].words  # type: ignore[index]
    assert street.asked == {place(1): 1}
    assert audit.one_click([domain(0)])[0].state == "not_asked"
    assert audit.one_click([domain(0)], again=True)[0].state == "accepted"
    assert street.asked == {place(0): 1, place(1): 1}


def test_who_may_not_be_asked_any_more_is_not_asked_on_resuming(audit: Audit, street: Street) -> None:
    _, tell = stopping(0)
    with pytest.raises(Cancelled):
        audit.one_click([domain(0), domain(1), domain(2)], tell=tell)  # type: ignore[arg-type]  # a function
    audit.left_in_browser(domain(0))
    audit.call_senders([domain(1)], "not_marketing")
    results = {one.id: one for one in audit.resume_one_clicks()}
    assert {one.id: one.state for one in results.values()} == {
        domain(0): "not_asked", domain(1): "not_asked", domain(2): "accepted",
    }  # fmt: skip
    assert "already" in results[audit.leave(domain(0)).id].words
    assert "nothing to unsubscribe from" in results[audit.leave(domain(1)).id].words
    assert street.asked == {place(2): 1}
    assert audit.pending_one_clicks().waiting == ()


def test_who_is_asked_again_at_the_persons_word_is_so_on_resuming_too(audit: Audit, street: Street) -> None:
    audit.one_click([domain(0)])
    _, tell = stopping(0)
    with pytest.raises(Cancelled):
        audit.one_click([domain(0)], again=True, tell=tell)  # type: ignore[arg-type]  # a function
    assert [one.state for one in audit.resume_one_clicks()] == ["accepted"]
    assert street.asked == {place(0): 2}


def test_who_is_gone_from_the_mail_is_told_so_and_not_asked(audit: Audit, street: Street) -> None:
    record = unsubscribing.Record("one_click", "out.gone.example", "https://out.gone.example/1")
    unsubscribing.plan(audit._db, [("gone.example", record)], NOW)
    (left,) = audit.resume_one_clicks()
    assert (left.id, left.name, left.state) == ("gone.example", "gone.example", "not_asked")
    assert "No mail of this sender" in left.words
    assert street.asked == {}


def test_what_was_begun_when_the_program_was_killed_is_asked_by_itself(
    audit: Audit, street: Street, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "boot").write_text("this run")
    monkeypatch.setattr(unsubscribing, "BOOT", tmp_path / "boot")
    _, tell = stopping(0)
    with pytest.raises(Cancelled):
        audit.one_click([domain(0), domain(1)], tell=tell)  # type: ignore[arg-type]  # a function
    first, _ = unsubscribing.open_(audit._db)
    unsubscribing._moved(audit._db, first.id, State.WAITING, State.BEGUN, NOW)  # and here the kill comes
    assert audit.pending_one_clicks().broken == ()
    assert set(audit.pending_one_clicks().waiting) == {domain(0), domain(1)}
    assert {one.state for one in audit.last_one_clicks()} == {"waiting"}
    assert audit.leave(domain(0)).before is None
    assert [one.state for one in audit.resume_one_clicks()] == ["accepted", "accepted"]
    assert street.asked == {place(0): 1, place(1): 1}


def test_what_was_begun_when_the_power_went_is_unknown(
    audit: Audit, street: Street, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "boot").write_text("this run")
    monkeypatch.setattr(unsubscribing, "BOOT", tmp_path / "boot")
    _, tell = stopping(0)
    with pytest.raises(Cancelled):
        audit.one_click([domain(0)], tell=tell)  # type: ignore[arg-type]  # a function
    (one,) = unsubscribing.open_(audit._db)
    unsubscribing._moved(audit._db, one.id, State.WAITING, State.BEGUN, NOW)
    (tmp_path / "boot").write_text("the next run")
    assert audit.pending_one_clicks().broken == (domain(0),)
    assert {one.state for one in audit.last_one_clicks()} == {"leaving"}
    assert audit.leave(domain(0)).held
    assert [one.state for one in audit.resume_one_clicks()] == ["unknown"]
    assert street.asked == {}


def test_what_was_not_begun_can_be_given_up(audit: Audit, street: Street) -> None:
    _, tell = stopping(0)
    with pytest.raises(Cancelled):
        audit.one_click([domain(0), domain(1)], tell=tell)  # type: ignore[arg-type]  # a function
    assert audit.drop_one_clicks() == 2
    assert audit.resume_one_clicks() == ()
    assert street.asked == {}


def test_wanting_a_sender_anew_replaces_what_waits(audit: Audit, street: Street) -> None:
    _, tell = stopping(0)
    with pytest.raises(Cancelled):
        audit.one_click([domain(0), domain(1)], tell=tell)  # type: ignore[arg-type]  # a function
    audit.one_click([domain(0)])
    assert audit.pending_one_clicks().waiting == (domain(1),)
    assert street.asked == {place(0): 1}


def test_two_at_once_are_told_apart(audit: Audit, street: Street, tmp_path: Path) -> None:
    begun = threading.Event()
    said: list[str] = []

    def waiting(wire: object) -> None:
        begun.set()
        time.sleep(0.5)
        page(b"")(wire)  # type: ignore[arg-type]  # a socket

    street.https.pages[place(0)] = waiting

    def other() -> None:
        begun.wait(5)
        with Audit.open(tmp_path / "home", lambda: NOW) as second:
            second.use_local_server(street.https.port, street.authority.where / "ca.pem")
            try:
                second.one_click([domain(0)])
            except StoreError as error:
                said.append(str(error))

    thread = threading.Thread(target=other)
    thread.start()
    audit.one_click([domain(0)])
    thread.join()
    assert len(said) == 1
    assert said[0].startswith("Another inboxguard is unsubscribing")
    assert street.asked == {place(0): 1}


# a page, and a mail


def test_a_page_is_recorded_by_the_persons_word(audit: Audit) -> None:
    audit.left_in_browser(domain(9), NOW - timedelta(days=1))
    before = audit.leave(domain(9)).before
    assert before is not None
    assert (before.at, before.method, before.state) == (NOW - timedelta(days=1), "link", "watching")
    assert audit.sender(domain(9)).row.opt_out == "watching"


def test_a_page_that_did_not_work_after_all_is_taken_back(audit: Audit, street: Street) -> None:
    number = audit.left_in_browser(domain(9))
    audit.not_left_in_browser(number)
    assert audit.leave(domain(9)).before is None
    assert audit.sender(domain(9)).row.opt_out is None
    assert audit.one_clicks_at(domain(9)) == ()
    with pytest.raises(Refused, match="taken back already"):
        audit.not_left_in_browser(number)
    audit.one_click([domain(0)])
    (sent,) = unsubscribing.of(audit._db, domain(0))
    with pytest.raises(Refused):  # what left cannot be unsaid
        audit.not_left_in_browser(sent.id)
    assert audit.sender(domain(0)).row.opt_out == "watching"


def test_the_record_of_one_sender_holds_all_that_was_asked(audit: Audit, street: Street) -> None:
    street.https.pages[place(0)] = status(500)
    audit.one_click([domain(0)])
    audit.left_in_browser(domain(0))
    first, second = audit.one_clicks_at(domain(0))
    assert (first.state, first.status, first.answer) == ("refused", 500, "")
    assert (second.state, second.words) == ("accepted", "You left it on the sender’s own page.")
    audit.one_click([domain(1)])
    assert audit.one_clicks_at(domain(1))[0].answer == "Good-bye."


def test_a_page_left_tomorrow_is_refused(audit: Audit) -> None:
    with pytest.raises(Refused, match="still to come"):
        audit.left_in_browser(domain(9), NOW + timedelta(minutes=1))
    with pytest.raises(Refused, match="No sender"):
        audit.left_in_browser("nobody.example")


def test_the_preview_of_many_says_who_was_asked(audit: Audit) -> None:
    audit.one_click([domain(0)])
    plans = audit.preview(Act.UNSUBSCRIBE, tuple(audit.leave(domain(at)).id for at in (0, 1, 8, 9, 10)))
    assert [one.outcome for one in plans] == [
        Outcome.NOTHING, Outcome.ONE_CLICK, Outcome.DRAFT, Outcome.LINK, Outcome.REFUSED,
    ]  # fmt: skip
    assert "20 October 2026" in plans[0].reason


def test_in_the_sample_nobody_is_asked(tmp_path: Path) -> None:
    with Audit.open(tmp_path / "sample", lambda: NOW) as sample:
        sample.demo("move")
        with pytest.raises(Refused, match="sample"):
            sample.one_click(["hearthheron.example"])
        with pytest.raises(Refused, match="sample"):
            sample.resume_one_clicks()


def test_nothing_that_is_written_down_keeps_the_address(audit: Audit) -> None:
    audit.one_click([domain(0)])
    (entry,) = unsubscribing.of(audit._db, domain(0))
    assert entry.state is State.ACCEPTED
    assert "token-000" not in repr(entry)
