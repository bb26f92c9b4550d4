"""A year of one lamp shop's mail: what the register and the relation tell of it, and what they keep to themselves."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest

from inboxguard.audit import relations
from inboxguard.audit.audit import Audit
from inboxguard.audit.relations import RegisterLine
from inboxguard.audit.watching import Watches
from inboxguard.errors import Refused
from inboxguard.senders.sender import Basis, Consent, Sender, SenderId
from inboxguard.store import findings
from tests.audit.truth import Story

BEGIN = datetime(2025, 1, 6, 9, tzinfo=UTC)
NOW = datetime(2026, 6, 1, 8, tzinfo=UTC)
ME, WORK = "anna@post.example", "anna@work.example"
SHOP = "lampwell.example"
TOKEN = "leave-77@mailfern.example"


def mail(
    day: int,
    subject: str,
    text: str = "<p>Lamps for every room. Shop now and save up to 30%.</p>",
    to: str = ME,
    sender: str = SHOP,
    head: str = "",
    spf: str = "pass",
) -> bytes:
    """Return a mail of the shop, vouched for by Anna's server."""
    when = format_datetime(BEGIN + timedelta(days=day))
    return (
        f"Delivered-To: {to}\r\n"
        f"Received: from out.{sender} (out.{sender} [198.51.100.9]) by mx.post.example for <{to}>; {when}\r\n"
        f"Authentication-Results: mx.post.example; dkim={spf} header.d={sender}; dmarc={spf} header.from={sender}\r\n"
        f"From: Lampwell <news@{sender}>\r\nTo: {to}\r\nSubject: {subject}\r\nDate: {when}\r\n"
        f"Message-ID: <{day}-{abs(hash((subject, to)))}@{sender}>\r\n{head}"
        f"MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<html><body>{text}</body></html>\r\n"
    ).encode()


def advert(day: int, text: str = "", to: str = ME, **said: Any) -> bytes:
    body = f"<p>Lamps for every room. Shop now and save 30%.</p>{text}<a href='https://{SHOP}/out'>Unsubscribe</a>"
    way = f"List-Unsubscribe: <mailto:{TOKEN}>, <https://{SHOP}/out>\r\nPrecedence: bulk\r\n"
    return mail(day, f"20% off lamps, week {day}", body, to, head=way, **said)


def order(day: int, to: str = ME) -> bytes:
    text = f"<p>Thank you for your order. Order number 7{day}. Total: 40.00. Delivery address: 12 Row.</p>"
    return mail(day, f"Order confirmation 7{day}", text, to, head="Auto-Submitted: auto-generated\r\n")


def letter(day: int) -> bytes:
    when = format_datetime(BEGIN + timedelta(days=day))
    return (
        f"Delivered-To: {ME}\r\nReceived: from a.friends.example by mx.post.example for <{ME}>; {when}\r\n"
        f"From: Lea <lea@friends.example>\r\nTo: {ME}\r\nSubject: Hello\r\nDate: {when}\r\n"
        f"Message-ID: <{day}@friends.example>\r\n\r\nHello Anna\r\n"
    ).encode()


def leaving(day: int, to: str = TOKEN) -> bytes:
    when = format_datetime(BEGIN + timedelta(days=day))
    return (
        f"From: Anna <{ME}>\r\nTo: {to}\r\nSubject: unsubscribe\r\nDate: {when}\r\n"
        f"Message-ID: <leaving-{day}@post.example>\r\n\r\nunsubscribe\r\n"
    ).encode()


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Any]:
    """Return a function that audits some mail, among a friend's weekly letters."""
    opened: list[Audit] = []

    def audited(*mails: bytes, country: str = "DE") -> Audit:
        folder = tmp_path / "mail"
        folder.mkdir()
        for number, one in enumerate((*map(letter, range(0, 500, 7)), *mails)):
            (folder / f"{number:03}.eml").write_bytes(one)
        audit = Audit.open(tmp_path / "home", lambda: NOW)
        opened.append(audit)
        audit.import_files([folder], [ME, WORK], ["mx.post.example"])
        return audit

    yield audited
    for audit in opened:
        audit.close()


def lines(audit: Audit) -> dict[str | None, RegisterLine]:
    return {line.address: line for line in audit.register_of(SHOP)}


def row(audit: Audit) -> dict[str, Any]:
    return next(one for one in audit.json_senders() if one["organisation"] == SHOP)


def test_a_purchase_at_work_is_none_at_home(home: Any) -> None:
    audit = home(order(200, WORK), advert(220, to=WORK), advert(230))
    found = lines(audit)
    assert found[WORK].basis is Basis.PURCHASE
    assert found[WORK].older is True
    assert [line.subject for line in found[WORK].lines] == ["Order confirmation 7200"]
    assert found[ME].basis is Basis.NONE_FOUND
    assert found[ME].elsewhere == (WORK,)
    assert "other_address" in found[ME].limits
    told = {one["address"]: one for one in row(audit)["consent_by_address"]}
    assert told[ME]["basis"] == "none_found"
    assert told[WORK]["basis"] == row(audit)["consent"]["basis"] == "purchase"
    assert told[WORK]["message_ids"] == row(audit)["consent"]["message_ids"] != []


def test_none_found_is_trusted_as_far_as_the_mailbox_reaches(home: Any) -> None:
    (line,) = home(advert(230)).register_of(SHOP)
    assert (line.trust, line.limits) == ("some", ("no_sent", "no_trash"))


def test_a_mailbox_that_begins_with_the_sender_says_little(home: Any) -> None:
    (line,) = home(advert(3)).register_of(SHOP)
    assert line.trust == "little"
    assert "begins_late" in line.limits


def test_an_opt_out_on_a_platform_and_what_followed(home: Any) -> None:
    audit = home(*map(advert, (200, 207, 214)), leaving(215), *map(advert, (280, 300)))
    (line,) = audit.register_of(SHOP)
    (stop,) = line.opt_outs
    assert (stop.method, stop.state, stop.mails_after) == ("mailto", "not_honoured", 2)
    assert stop.line is not None
    assert stop.line.subject == "unsubscribe"
    (told,) = row(audit)["consent_by_address"][0]["opt_outs"]
    assert told["message_ids"] == ["<leaving-215@post.example>"]
    assert (told["state"], told["mails_after"]) == ("not_honoured", 2)
    assert row(audit)["opt_out"]["state"] == "not_honoured"


def test_an_opt_out_that_was_heard(home: Any) -> None:
    audit = home(*map(advert, (200, 207, 214)), leaving(215), advert(216))
    (stop,) = audit.register_of(SHOP)[0].opt_outs
    assert (stop.state, stop.mails_after) == ("honoured", 1)


def test_forged_mail_after_an_opt_out_is_not_held_against_a_sender(home: Any) -> None:
    audit = home(*map(advert, (200, 207, 214)), leaving(215), advert(280, spf="fail"), advert(300, spf="fail"))
    (stop,) = audit.register_of(SHOP)[0].opt_outs
    assert (stop.state, stop.mails_after) == ("honoured", 0)


def test_who_signs_up_again_has_begun_anew(home: Any) -> None:
    again = mail(
        219, "Thanks for signing up", "<p>Thanks for signing up for our newsletter.</p>", head="Precedence: bulk\r\n"
    )
    audit = home(*map(advert, (200, 207, 214)), leaving(215), again, *map(advert, (280, 300)))
    (stop,) = audit.register_of(SHOP)[0].opt_outs
    assert (stop.state, stop.mails_after) == ("signed_up_again", 0)
    assert stop.signed_up_again is not None
    assert row(audit)["opt_out"] is None


def test_an_unsubscribe_at_another_sender_of_the_platform_is_none_here(home: Any) -> None:
    other = advert(205, sender="chairmill.example")
    audit = home(advert(200), other, leaving(215), advert(280))
    assert audit.register_of(SHOP)[0].opt_outs == ()
    assert row(audit)["consent_by_address"][0]["opt_outs"] == []


def test_a_letter_that_was_sent_is_an_opt_out_at_once(home: Any) -> None:
    audit = home(*map(advert, (200, 207)))
    audit.set_profile(audit.profile().__class__(country="DE"))
    audit.mark(audit.draft("erasure", SHOP).row.id, "sent")
    (stop,) = audit.register_of(SHOP)[0].opt_outs
    assert (stop.method, stop.line, stop.state, stop.requested) == ("letter", None, "watching", NOW)
    assert row(audit)["opt_out"]["method"] == "letter"
    assert audit.sender(SHOP).row is not None


def test_what_the_relation_gives_and_takes(home: Any) -> None:
    pixel = "<img width=1 height=1 src='https://t.watcher.example/o?u=anna%40post.example'>"
    audit = home(order(200), *(advert(day, pixel) for day in range(210, 500, 10)), order(400))
    found = audit.relation_of(SHOP)
    assert (found.orders, found.adverts, found.mails) == (2, 29, 31)
    assert [line.subject for line in found.order_lines] == ["Order confirmation 7200", "Order confirmation 7400"]
    assert found.trackers == (("watcher.example", 29),)
    assert found.address_to == (("watcher.example", 29),)
    assert (found.trend, found.mails_a_month) == ("steady", 3.1)
    told = row(audit)["relation"]
    assert told == {
        "orders": 2, "adverts": 29, "mails_a_month": 3.1, "trend": "steady", "trackers": ["watcher.example"],
        "address_to": ["watcher.example"], "personal": [],
    }  # fmt: skip


def test_what_they_know_is_shown_with_their_words_and_whether_it_was_told(home: Any) -> None:
    wedding_near, points = "<p>Anna, your wedding is in 30 days!</p>", "<p>You have 40 points</p>"
    audit = home(advert(200), advert(210, wedding_near), advert(230, points))
    found = {one.what: one for one in audit.relation_of(SHOP).personal}
    assert set(found) == {"anniversary", "points"}
    wedding = found["anniversary"]
    assert (wedding.told, wedding.told_line, wedding.mails) == (None, None, 1)
    assert wedding.quote is not None
    assert "your wedding is in 30 days" in wedding.quote
    assert [one["what"] for one in row(audit)["relation"]["personal"]] == ["anniversary", "points"]


def test_what_was_told_may_have_been_told_to_one_of_its_house() -> None:
    alone = Sender(SenderId(SHOP), "Lampwell", (SHOP,), None, (), (), (), None, None, (), Consent(Basis.NONE_FOUND))
    names = (SenderId(SHOP), SenderId("kiln.example"))
    above = relations._above(names)
    assert relations._alone(alone, above)
    assert not relations._alone(replace(alone, group="Wells Ltd"), above)
    assert not relations._alone(replace(alone, likely_same=(SenderId("lampwell-mail.example"),)), above)
    assert not relations._alone(alone, relations._above((*names, SenderId(f"kiln.{SHOP}"))))
    assert relations._alone(alone, relations._above((*names, SenderId(f"kiln{SHOP}"))))
    assert not relations._alone(replace(alone, id=SenderId("8813.shopifyemail.com")), above)


def test_nobody_left_by_what_another_customer_of_a_platform_claims(home: Any) -> None:
    platform = "t.shopifyemail.com"
    claim = mail(210, "You have been unsubscribed", "<p>You have been unsubscribed.</p>", sender=platform,
                 head=f"Reply-To: hello@{SHOP}\r\n")  # fmt: skip
    audit = home(advert(200), claim.replace(b"news@", b"store+9@"), advert(220))
    assert audit.sender(SHOP).row.mails == 3
    assert [one.what for one in audit.sender(SHOP).timeline] == ["first_marketing", "last_marketing"]


def test_who_left_by_the_senders_own_word_sees_it(home: Any) -> None:
    audit = home(advert(200), mail(210, "You have been unsubscribed", "<p>You have been unsubscribed.</p>"))
    assert "left" in {one.what for one in audit.sender(SHOP).timeline}


def test_mail_that_is_set_aside_tells_nothing_personal(home: Any) -> None:
    audit = home(
        *map(advert, (200, 203, 206, 209)), advert(210, "<p>Your due date is 4 May. You are 24 weeks pregnant.</p>")
    )
    assert [one.what for one in audit.relation_of(SHOP).personal] == ["due_date"]
    audit.mark_themes(["baby"])
    assert audit.relation_of(SHOP).personal == ()
    assert row(audit)["relation"]["personal"] == []


def test_no_part_of_a_sender_is_named_that_only_set_aside_mail_shows(home: Any) -> None:
    club = [
        advert(day, "<p>Your due date is 4 May. You are 24 weeks pregnant.</p>").replace(b"<news@", b"<babyclub@")
        for day in (210, 217)
    ]
    offers = [advert(day).replace(b"<news@", b"<offers@") for day in (202, 205)]
    audit = home(*map(advert, (200, 203, 206, 209)), *offers, *club)
    assert f"babyclub@{SHOP}" in {part.by for part in audit.parts_of(SHOP)}
    audit.mark_themes(("baby",))
    assert {part.by: part.mails for part in audit.parts_of(SHOP)} == {f"news@{SHOP}": 4, f"offers@{SHOP}": 2}


def test_no_twin_is_proposed_that_is_set_aside(home: Any) -> None:
    twin = f"{SHOP.removesuffix('.example')}-mail.example"
    mails = [advert(day, sender=twin) for day in (201, 204, 207)]
    audit = home(*map(advert, (200, 203, 206)), *mails)
    assert audit.likely_same(SHOP) == (twin,)
    audit.set_aside_sender(twin)
    assert audit.likely_same(SHOP) == ()


def test_an_unknown_sender_is_refused(home: Any) -> None:
    audit = home(advert(200))
    for ask in (audit.register_of, audit.relation_of):
        with pytest.raises(Refused, match="No sender"):
            ask("nobody.example")


def test_the_strongest_line_is_the_consent_of_the_sender(registry: Any, move: Any) -> None:
    order = list(Basis)
    for story in (registry, move):
        for one in story.senders.values():
            lines_ = one["consent_by_address"]
            assert min((order.index(Basis(line["basis"])) for line in lines_), default=len(order) - 1) == order.index(
                Basis(one["consent"]["basis"])
            )


def test_what_one_sender_was_asked_is_found_without_what_the_others_were(move: Story, registry: Story) -> None:
    for audit in (move.audit, registry.audit):
        letters = Watches(audit._db, NOW).letters
        every = relations._asked(audit._db, letters)
        assert every
        for sender in findings.senders(audit._db):
            mails = [one.attribution for one in findings.attributed_to(audit._db, sender.id)]
            assert relations._asked_of(audit._db, sender.id, mails, letters) == every.get(sender.id, ())
