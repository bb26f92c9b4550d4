"""An opt-out that came back asked nobody, and mail that only looks like a report changes nothing."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from inboxguard.audit.audit import Audit
from inboxguard.audit.bounces import came_back
from inboxguard.audit.views import Profile

ME, SHOP = "me@post.example", "sofas.example"
LEFT = datetime(2026, 6, 15, 9, tzinfo=UTC)
NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)


def advert(at: datetime, number: int) -> str:
    return (
        f"Delivered-To: {ME}\r\nReceived: from mx.{SHOP} by mx.post.example with ESMTPS for <{ME}>; "
        f"{format_datetime(at)}\r\nAuthentication-Results: mx.post.example; dkim=pass header.d={SHOP}; "
        f"dmarc=pass header.from={SHOP}\r\nFrom: Sofas <news@{SHOP}>\r\nTo: {ME}\r\n"
        f"Subject: Offers no {number}: 20% off, shop now\r\nDate: {format_datetime(at)}\r\n"
        f"Message-ID: <{number}@{SHOP}>\r\nList-Id: <news.{SHOP}>\r\n"
        f"List-Unsubscribe: <mailto:unsubscribe@{SHOP}?subject=unsubscribe>\r\n\r\nNew offers.\r\n"
    )


def report(text: str, sender: str = "mailer-daemon@post.example", extra: str = "") -> str:
    at = format_datetime(LEFT + timedelta(minutes=1))
    return (
        f"Delivered-To: {ME}\r\nReceived: from mx.post.example by mx.post.example with ESMTPS for <{ME}>; {at}\r\n"
        f"From: Mail Delivery <{sender}>\r\nTo: {ME}\r\nSubject: Undelivered Mail Returned to Sender\r\nDate: {at}\r\n"
        f"Message-ID: <report@post.example>\r\n{extra}\r\n{text}\r\n"
    )


def audited(home: Path, box: Path, more: str) -> Audit:
    mails = {f"INBOX/{n:02d}.eml": advert(LEFT - timedelta(days=7 * n), n) for n in range(1, 12)}
    mails |= {f"INBOX/{n:02d}.eml": advert(LEFT + timedelta(days=40 + n), n) for n in (20, 26, 33)}
    mails["Sent/left.eml"] = (
        f"From: {ME}\r\nTo: unsubscribe@{SHOP}\r\nSubject: unsubscribe\r\nDate: {format_datetime(LEFT)}\r\n"
        "Message-ID: <left@post.example>\r\n\r\n\r\n"
    )
    if more:
        mails["INBOX/90.eml"] = more
    for name, text in mails.items():
        (box / name).parent.mkdir(parents=True, exist_ok=True)
        (box / name).write_text(text, newline="")
    audit = Audit.open(home, lambda: NOW)
    audit.set_profile(Profile("", "DE", "", ("en",), "Europe/Berlin"))
    audit.import_files((box,), (ME,), ("mx.post.example",))
    return audit


@pytest.mark.parametrize(
    "more",
    [
        report("550 user unknown", extra="In-Reply-To: <left@post.example>\r\n"),
        report(f"Your message to <unsubscribe@{SHOP}> could not be delivered: 550 user unknown"),
        report("It failed.", extra=f"X-Failed-Recipients: unsubscribe@{SHOP}\r\n"),
    ],
)
def test_what_came_back_asked_nobody(tmp_path: Path, more: str) -> None:
    with audited(tmp_path / "home", tmp_path / "box", more) as audit:
        assert audit.sender(SHOP).row.opt_out is None
        assert audit.watches_of(SHOP) == ()
        assert audit.watches_to_look_at() == ()


@pytest.mark.parametrize(
    "more",
    [
        "",
        report("Your message to <info@other.example> could not be delivered: 550 user unknown"),
        report(f"We have received your mail to unsubscribe@{SHOP}.", sender=f"news@{SHOP}"),
    ],
)
def test_what_arrived_was_asked(tmp_path: Path, more: str) -> None:
    with audited(tmp_path / "home", tmp_path / "box", more) as audit:
        assert audit.sender(SHOP).row.opt_out == "not_honoured"


def test_a_letter_of_the_ledger_whose_failure_nobody_looked_at_accuses_nobody(tmp_path: Path) -> None:
    with audited(tmp_path / "home", tmp_path / "box", "") as audit:
        letter = audit.draft("objection", SHOP)
        content = report("550 user unknown", extra=f"X-Failed-Recipients: {letter.to}\r\n")
        assert not came_back(audit._db, LEFT, "", letter.to)
        (tmp_path / "more").mkdir()
        (tmp_path / "more" / "report.eml").write_text(content, newline="")
        audit.import_files((tmp_path / "more",), (ME,), ("mx.post.example",))
        assert came_back(audit._db, LEFT, "", letter.to)
        assert not came_back(audit._db, LEFT, "", "dpo@other.example")
        assert not came_back(audit._db, LEFT + timedelta(days=2), "", letter.to)
