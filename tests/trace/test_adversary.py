"""What somebody may write, forge or leave out to make a trail say more than is so: mail files through the real product.

Not from the worlds: every letter is written here, by someone who had not read the rules, as a hostile sender would.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest

from inboxguard.audit.audit import Audit

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
START = datetime(2025, 3, 3, 8, tzinfo=UTC)
MAIN = "anna.q@posthaus.example"
DRAWN = "k4x7w2mq9z@marlow.example"
OTHER = "t8v3c6bj1r@marlow.example"
SERVER = "mx1.posthaus.example"

HERON, HERON_NAME = "cottonheron.example", "Cotton Heron"
OTTER, OTTER_NAME = "greyotter.example", "Grey Otter"
MERIT, MERIT_NAME = "merrowside.example", "Merrowside"
FRIEND = "familie.example"

SAYS = (
    "We received your email address from our partner {}.",
    "Source of your data: {}.",
    "You are receiving this email because {} shared your address with us.",
)
OFFER = ("25% off this week only", "Our best offers for you. Shop now and save.")
CONFIRM = ("Please confirm your subscription", "Please confirm your newsletter subscription by clicking the link.")
LURE = ("You have WON an iPhone 17", "Click here now to claim your prize!!! Act now.")


def passed(*domains: str, of: str) -> str:
    """Return what the person's own server says of a mail: who signed it, and whether that is who it comes from."""
    signed = "; ".join(f"dkim=pass header.d={domain}" for domain in domains)
    dmarc = "pass" if of in domains else "none"
    return f"{signed}; spf=pass smtp.mailfrom=bounce.{domains[-1]}; dmarc={dmarc} header.from={of}"


def letter(
    day: int,
    domain: str,
    name: str,
    text: tuple[str, str],
    to: str = DRAWN,
    foot: str = "",
    way_out: str | None = "",
    server_says: str | None = None,
    bounce: str = "",
    forged: Iterable[str] = (),
) -> tuple[datetime, str]:
    """Return one mail as it lies in the mailbox, and when it came.

    `way_out` is whose host unsubscribes (by default the sender's, None = nobody's); `forged` are header lines below the
    person's own server's, where a sender can write.
    """
    when = START + timedelta(days=day)
    subject, body = text
    host = way_out if way_out is None else f"click.{way_out or domain}"
    out = "" if host is None else f'<p><a href="https://{host}/u/{day}x7">Unsubscribe</a></p>'
    lines = [
        f"Return-Path: <b-{day}@bounce.{bounce or domain}>",
        f"Delivered-To: {to}",
        f"Authentication-Results: {SERVER}; {passed(domain, of=domain) if server_says is None else server_says}",
        f"Received: from mta.{bounce or domain} (mta.{bounce or domain} [198.51.100.7])",
        f"\tby {SERVER} (Postfix) with ESMTPS id Q{day}",
        f"\tfor <{to}>; {format_datetime(when)}",
        *forged,
        f"From: {name} <news@{domain}>",
        f"To: {to}",
        f"Subject: {subject}",
        f"Date: {format_datetime(when)}",
        f"Message-ID: <{day}.{crc32(f'{subject}{foot}'.encode())}@{domain}>",
        *([] if host is None else [f"List-Unsubscribe: <https://{host}/u/{day}x7>"]),
        "MIME-Version: 1.0",
        "Content-Type: text/html; charset=utf-8",
        "",
        f"<html><body><h1>{subject}</h1><p>{body}</p><p>{foot}</p>",
        f"<p>{name} Ltd, 14 Harbour Street, Norwich</p>{out}</body></html>",
    ]
    return when, "\n".join(lines)


def life() -> list[tuple[datetime, str]]:
    """Return a friend's letter every week, so that the mailbox is plainly in use all the time."""
    return [
        letter(day, FRIEND, "Bert Holm", ("Sunday", "See you on Sunday?"), MAIN, way_out=None)
        for day in range(0, 300, 7)
    ]


def signed_up(domain: str, name: str, to: str, day: int) -> list[tuple[datetime, str]]:
    """Return a confirmation to click and the newsletters after it."""
    return [
        letter(day, domain, name, CONFIRM, to, way_out=None),
        *(letter(day + 5 + 11 * i, domain, name, OFFER, to) for i in range(4)),
    ]


Rows = dict[str, dict[str, Any]]


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Rows]:
    """Return a reader: mails in, rows of trails by organisation out; `only` says (address, organisation) before."""

    def reading(mails: list[tuple[datetime, str]], only: tuple[str, str] | None = None) -> Rows:
        path = tmp_path / "mail.mbox"
        path.write_text(
            "".join(f"From - {when:%a %b %d %H:%M:%S %Y}\n{raw}\n\n" for when, raw in sorted(mails)), encoding="utf-8"
        )
        with Audit.open(tmp_path / "home", lambda: NOW) as audit:
            audit.import_files([path], me=[MAIN, "@marlow.example"], authserv=[SERVER])
            if only is not None:
                audit.given_only(*only)
            trails: list[dict[str, Any]] = audit.json_trails()["trails"]
        return {row["recipient"]["organisation"]: row for row in trails}

    return reading


def blames(row: dict[str, Any] | None, whom: str) -> bool:
    """Return whether a row says at probable or above that somebody's copy was used."""
    return row is not None and row["level"] in ("probable", "strong", "documented") and _source(row) == whom


def _source(row: dict[str, Any]) -> str | None:
    return None if row["source"] is None else str(row["source"]["organisation"])


@pytest.mark.parametrize("says", SAYS)
def test_a_lure_that_names_an_innocent_shop_documents_nothing(read: Callable[..., Rows], says: str) -> None:
    foot = says.format(HERON_NAME)
    lures = [letter(90 + i, "xq7v2kd.example", "Prize Desk", LURE, MAIN, foot, way_out=None) for i in range(4)]
    rows = read([*life(), *signed_up(HERON, HERON_NAME, MAIN, 20), *lures])
    assert not blames(rows.get("xq7v2kd.example"), HERON)


@pytest.mark.parametrize(
    "hidden", ["display:none", "color:#fff;background:#fff", "color:#ffffff;background-color:white", "font-size:0"]
)
def test_a_sentence_that_nobody_can_see_documents_nothing(read: Callable[..., Rows], hidden: str) -> None:
    foot = f'<span style="{hidden}">{SAYS[0].format(HERON_NAME)}</span>'
    adverts = [letter(90 + i, MERIT, MERIT_NAME, OFFER, MAIN, foot) for i in range(3)]
    rows = read([*life(), *signed_up(HERON, HERON_NAME, MAIN, 20), *adverts])
    assert not blames(rows.get(MERIT), HERON)


def test_the_same_sentence_for_all_to_see_is_told_as_the_senders_own_word(read: Callable[..., Rows]) -> None:
    adverts = [letter(90 + i, MERIT, MERIT_NAME, OFFER, MAIN, SAYS[0].format(HERON_NAME)) for i in range(3)]
    row = read([*life(), *signed_up(HERON, HERON_NAME, MAIN, 20), *adverts])[MERIT]
    assert (row["level"], _source(row)) == ("documented", HERON)
    assert row["wording"].startswith(f"{MERIT_NAME} states that")


@pytest.mark.parametrize(
    "result",
    ["dkim=none; spf=fail smtp.mailfrom=x.example; dmarc=fail header.from=" + MERIT, "dkim=none; spf=none; dmarc=none"],
)
def test_results_forged_below_those_of_the_own_server_are_not_believed(read: Callable[..., Rows], result: str) -> None:
    forged = [f"Authentication-Results: {SERVER}; {passed(MERIT, of=MERIT)}"]
    says = SAYS[0].format(HERON_NAME)
    adverts = [
        letter(90 + i, MERIT, MERIT_NAME, OFFER, MAIN, says, server_says=result, forged=forged) for i in range(3)
    ]
    rows = read([*life(), *signed_up(HERON, HERON_NAME, MAIN, 20), *adverts])
    assert not blames(rows.get(MERIT), HERON)


def test_a_replayed_recipient_below_the_own_server_gives_no_address(read: Callable[..., Rows]) -> None:
    forged = [f"Delivered-To: {DRAWN}", f"X-Original-To: {DRAWN}", f"X-SimpleLogin-Envelope-To: {DRAWN}"]
    adverts = [letter(90 + i, MERIT, MERIT_NAME, OFFER, MAIN, forged=forged) for i in range(3)]
    rows = read([*life(), *signed_up(HERON, HERON_NAME, DRAWN, 20), *adverts], only=(DRAWN, HERON))
    assert not blames(rows.get(MERIT), HERON)


def test_a_competitor_that_never_had_the_address_cannot_be_framed(read: Callable[..., Rows]) -> None:
    adverts = [letter(90 + i, MERIT, MERIT_NAME, OFFER, DRAWN, SAYS[1].format(OTTER_NAME)) for i in range(3)]
    known = [*signed_up(HERON, HERON_NAME, DRAWN, 20), *signed_up(OTTER, OTTER_NAME, OTHER, 25)]
    rows = read([*life(), *known, *adverts])
    assert not blames(rows.get(MERIT), OTTER)


def test_who_wrote_first_says_nothing_where_the_mailbox_only_begins(read: Callable[..., Rows]) -> None:
    first = [letter(12 * i, HERON, HERON_NAME, OFFER) for i in range(5)]
    second = [letter(3 + 12 * i, OTTER, OTTER_NAME, OFFER) for i in range(5)]
    rows = read([*first, *second])
    assert not blames(rows.get(OTTER), HERON)


@pytest.mark.parametrize("signers", [(HERON,), (MERIT, HERON)])
def test_an_advert_that_the_shop_itself_sends_is_never_a_share(
    read: Callable[..., Rows], signers: tuple[str, ...]
) -> None:
    hosted = [
        letter(60 + 9 * i, MERIT, MERIT_NAME, OFFER, DRAWN, "", HERON, passed(*signers, of=MERIT), bounce=HERON)
        for i in range(4)
    ]
    row = read([*life(), *signed_up(HERON, HERON_NAME, DRAWN, 20), *hosted], only=(DRAWN, HERON))[MERIT]
    assert (row["relation"], _source(row)) == ("host", HERON)


@pytest.mark.parametrize("says", SAYS)
def test_who_takes_the_name_of_the_shop_does_not_document_it(read: Callable[..., Rows], says: str) -> None:
    adverts = [letter(90 + i, "w8xkq2.example", HERON_NAME, OFFER, MAIN, says.format(HERON_NAME)) for i in range(3)]
    rows = read([*life(), *signed_up(HERON, HERON_NAME, MAIN, 20), *adverts])
    assert not blames(rows.get("w8xkq2.example"), HERON)


def test_a_sender_that_calls_itself_like_the_shop_is_not_called_a_share(read: Callable[..., Rows]) -> None:
    namesake = [letter(60 + 9 * i, "cottonheron-mail.example", HERON_NAME, OFFER) for i in range(3)]
    row = read([*life(), *signed_up(HERON, HERON_NAME, DRAWN, 20), *namesake])["cottonheron-mail.example"]
    assert row["relation"] != "share"


@pytest.mark.parametrize("name", ["Good\u202e pohS", "Go\x1b[31mod\x07 Shop", "N" * 100_000])
def test_a_hostile_name_neither_breaks_nor_reaches_a_sentence_raw(read: Callable[..., Rows], name: str) -> None:
    adverts = [letter(60 + 9 * i, MERIT, name, OFFER, DRAWN, SAYS[1].format(HERON_NAME)) for i in range(3)]
    rows = read([*life(), *signed_up(HERON, HERON_NAME, DRAWN, 20), *adverts])
    told = "".join(row["wording"] + row["recipient"]["name"] for row in rows.values())
    assert len(told) < 20_000
    assert all(character.isprintable() for character in told)


def test_a_stranger_on_an_address_given_once_is_found(read: Callable[..., Rows]) -> None:
    """All the caution above must not blind it: this is what it is for."""
    adverts = [letter(60 + 9 * i, MERIT, MERIT_NAME, OFFER) for i in range(3)]
    row = read([*life(), *signed_up(HERON, HERON_NAME, DRAWN, 20), *adverts], only=(DRAWN, HERON))[MERIT]
    assert (row["level"], _source(row)) == ("strong", HERON)
    assert not any(word in row["wording"].lower() for word in ("sold", "leaked", "illegal", "breached", "stole"))


def rented(domain: str, name: str, foot: str = "") -> list[tuple[datetime, str]]:
    """Return the shop's life at the drawn address, and then adverts of another there; both show `foot`."""
    own = [letter(30 + 9 * i, HERON, HERON_NAME, OFFER, DRAWN, foot) for i in range(6)]
    return [*signed_up(HERON, HERON_NAME, DRAWN, 20), *own,
            *(letter(95 + 7 * i, domain, name, OFFER, DRAWN, foot) for i in range(4))]  # fmt: skip


IMPRINT = "<p>Cotton Heron Ltd, 4 Quay Street, Saltmouth SM1 4HH. Registered in England, company number 01234567.</p>"


@pytest.mark.parametrize("fake", ["c0ttonheron.example", "cottonher0n.example", "xn--cttonheron-evi.example"])
def test_a_phisher_with_the_shops_name_and_imprint_is_neither_the_shop_nor_its_company(
    read: Callable[..., Rows], fake: str
) -> None:
    rows = read([*life(), *rented(fake, HERON_NAME, IMPRINT)], only=(DRAWN, HERON))
    assert not blames(rows[fake], HERON)
    assert rows[fake]["relation"] == "unknown"
    assert rows[fake]["recipient"]["name"] == fake
    assert {"same_number", "same_group"}.isdisjoint(one["signal"] for one in rows[fake]["evidence"])


def test_a_phisher_at_a_given_address_is_not_told_by_the_name_of_the_brand_it_imitates(
    read: Callable[..., Rows],
) -> None:
    known = [letter(22 + 11 * i, MERIT, MERIT_NAME, OFFER, MAIN) for i in range(5)]
    row = read([*life(), *known, *rented("merr0wside.example", MERIT_NAME)], only=(DRAWN, HERON))["merr0wside.example"]
    assert not blames(row, HERON)
    assert MERIT_NAME not in row["wording"]
    assert "calls itself merr0wside.example" in row["wording"]


def test_one_that_bears_a_known_name_on_a_domain_of_its_own_is_told_by_that_domain(read: Callable[..., Rows]) -> None:
    known = [letter(22 + 11 * i, MERIT, MERIT_NAME, OFFER, MAIN) for i in range(5)]
    row = read([*life(), *known, *rented("merit-deals.example", MERIT_NAME)], only=(DRAWN, HERON))[
        "merit-deals.example"
    ]
    assert "how it reached merit-deals.example" in row["wording"]
    assert MERIT_NAME not in row["wording"]


@pytest.mark.parametrize("sister", ["cottonherring.example", "herringhouse.example"])
def test_a_true_sister_with_the_same_imprint_is_told_as_before(read: Callable[..., Rows], sister: str) -> None:
    row = read([*life(), *rented(sister, "Herring House", IMPRINT)], only=(DRAWN, HERON))[sister]
    assert (row["level"], row["relation"]) == ("strong", "group")
    assert "Herring House" in row["wording"]


def test_a_stranger_that_reads_like_nobody_is_told_by_its_name(read: Callable[..., Rows]) -> None:
    row = read([*life(), *rented(MERIT, MERIT_NAME)], only=(DRAWN, HERON))[MERIT]
    assert blames(row, HERON)
    assert MERIT_NAME in row["wording"]
