"""Worlds are what they say: every confounder can be made, its mail parses, its truth agrees, and a seed is a seed."""

import tomllib
from collections import Counter
from dataclasses import replace
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr
from statistics import median
from time import perf_counter
from typing import cast

import pytest

from inboxguard import resources
from tests.worlds.books import FOLDER, FOOTERS, LANGUAGES, SITUATIONS, book
from tests.worlds.confounders import CONFOUNDERS
from tests.worlds.making import MIXES, only, world
from tests.worlds.persona import HABITS
from tests.worlds.shares import SHARES
from tests.worlds.styles import styles
from tests.worlds.town import Town
from tests.worlds.truth import Fate, World

BOOK = book("calibration")
SEEDS = range(2)


def parsed(made: World) -> list[Message]:
    return [message_from_bytes(mail) for mail in made.mails]


def named(made: World, name: str) -> list[Fate]:
    return [fate for fate in made.fates if name in fate.confounders]


def sender_of(mail: Message) -> str:
    """Return the organisational domain in From, or in the relay's field that keeps it."""
    kept = mail["X-SimpleLogin-Original-From"] or mail["From"]
    return ".".join(parseaddr(str(kept))[1].rpartition("@")[2].split(".")[-2:])


def delivered_to(mail: Message) -> str:
    return str(mail["X-SimpleLogin-Envelope-To"] or mail["X-Original-To"] or mail["Envelope-to"] or "")


def text_of(mail: Message) -> str:
    parts = [part for part in mail.walk() if not part.is_multipart()]
    return "\n".join(cast(bytes, part.get_payload(decode=True)).decode("utf-8", "replace") for part in parts)


def test_every_confounder_has_its_rate_and_every_rate_its_reason_or_confounder() -> None:
    assert set(BOOK.rates) == set(CONFOUNDERS)
    assert all(0 < rate <= 1 for rate in BOOK.rates.values())
    assert set(BOOK.share["kinds"]) == set(SHARES)
    assert set(BOOK.platforms) <= set(styles())
    assert len(BOOK.platforms) >= 8
    assert tuple(sorted(BOOK.language_weights)) == tuple(sorted(LANGUAGES))


@pytest.mark.parametrize("name", [name for name, switch in CONFOUNDERS.items() if not switch.last])
def test_a_confounder_can_be_made_and_tells_what_it_is(name: str) -> None:
    for seed in SEEDS:
        made = only(BOOK, seed, name)
        fates = named(made, name)
        assert fates, (name, seed)
        assert all(fate.relation != "share" for fate in made.fates)
        speaking = Counter(sender_of(mail) for mail in parsed(made))
        hosts = {fate.recipient for fate in fates if fate.relation == "host"}
        assert all(speaking[fate.recipient] for fate in fates if fate.recipient not in hosts)
        assert all(speaking[fate.source] for fate in fates if fate.source is not None)


@pytest.mark.parametrize("kind", SHARES)
def test_a_share_can_be_made_and_reaches_the_address_that_the_giver_had(kind: str) -> None:
    for seed in SEEDS:
        made = only(BOOK, seed, f"share:{kind}")
        shares = [fate for fate in made.fates if fate.relation == "share"]
        assert shares
        mails = parsed(made)
        for fate in shares:
            heirs = {delivered_to(mail) for mail in mails if sender_of(mail) == fate.recipient}
            givers = {delivered_to(mail) for mail in mails if sender_of(mail) == fate.source}
            assert heirs <= givers
            if fate.route == "alias":
                others = {sender_of(mail) for mail in mails if delivered_to(mail) in heirs and mail["From"]}
                assert others <= {fate.source, *(other.recipient for other in shares)}


@pytest.mark.parametrize("mix", MIXES)
def test_a_seed_gives_the_same_octets_and_another_seed_others(mix: str) -> None:
    first, second, other = world(BOOK, 7, mix), world(BOOK, 7, mix), world(BOOK, 8, mix)
    assert first == second
    assert first.mails != other.mails


@pytest.mark.parametrize("mix", MIXES)
def test_truth_and_mail_agree(mix: str) -> None:
    for seed in range(4):
        made = world(BOOK, seed, mix)
        mails = parsed(made)
        speaking = {sender_of(mail) for mail in mails}
        fates = {fate.recipient: fate for fate in made.fates}
        assert len(fates) == len(made.fates)
        if mix == "confounders":
            assert not [fate for fate in made.fates if fate.relation == "share"]
        for fate in made.fates:
            assert fate.recipient in speaking or fate.relation == "host"
            if fate.relation in ("own", "broker", "other_person", "guess", "unknown"):
                assert fate.source is None
            else:
                assert fate.source is not None
        for mail in mails:
            assert not mail.defects
            if mail["List-Unsubscribe"] and "gartenkreis" not in str(mail["List-ID"] or mail["Sender"] or ""):
                assert sender_of(mail) in fates


def test_enriched_mailboxes_hold_many_shares() -> None:
    shares = [[fate.relation for fate in world(BOOK, seed, "enriched").fates].count("share") for seed in range(8)]
    assert median(shares) >= 4


def test_natural_mailboxes_hold_few_shares() -> None:
    fates = [fate for seed in range(100, 120) for fate in world(BOOK, seed, "natural").fates]
    strangers = [fate for fate in fates if "own_trace" not in fate.emitted and fate.emitted != ("junk",)]
    shares = [fate for fate in strangers if fate.relation == "share"]
    assert 0.01 < len(shares) / len(strangers) < 0.08


def test_mail_lies_as_the_persons_own_server_took_it() -> None:
    made = world(BOOK, 3, "natural")
    for mail in parsed(made):
        names = [name.lower() for name in mail.keys()]  # noqa: SIM118 - a message iterates over its fields
        if mail["X-Gmail-Labels"] == "Sent":
            assert mail["Received"] is None
            continue
        assert f"by {made.server} " in str(mail.get_all("Received")[0])
        assert str(mail["Authentication-Results"]).startswith(made.server)
        recipient = "x-original-to" if "x-original-to" in names else "envelope-to"
        assert names.index(recipient) < names.index("received")


def test_strangers_sit_in_every_language_of_the_book() -> None:
    assert {Town(BOOK, seed).language for seed in range(200)} == set(LANGUAGES)
    assert {Town(BOOK, seed).person.habit for seed in range(200)} == set(HABITS)


def test_a_tagged_share_stands_on_an_address_that_names_the_source() -> None:
    made = only(BOOK, 1, "share:named_alias", habit="plus")
    fates = [fate for fate in made.fates if fate.route == "named_alias"]
    assert fates
    tags = {delivered_to(mail).partition("+")[2] for mail in parsed(made) if sender_of(mail) == fates[0].recipient}
    assert all(tags)


def test_a_spoof_is_not_vouched_for() -> None:
    made = only(BOOK, 2, "spoofed_brand")
    victim = named(made, "spoofed_brand")[0].recipient
    results = [str(mail["Authentication-Results"]) for mail in parsed(made) if sender_of(mail) == victim]
    assert results
    assert not [result for result in results if "dmarc=pass" in result]


def test_a_host_send_is_signed_by_the_host_whoever_stands_in_from() -> None:
    shapes = set()
    for seed in range(6):
        made = only(BOOK, seed, "list_rental")
        fate = named(made, "list_rental")[0]
        advertised = next(one.name for one in BOOK.organisations if one.domain == fate.recipient)
        hosted = [mail for mail in parsed(made) if advertised in text_of(mail) or advertised in str(mail["Subject"])]
        assert hosted
        for mail in hosted:
            shapes.add(sender_of(mail) == fate.recipient)
            assert sender_of(mail) in (fate.recipient, fate.source)
            attested = str(mail["Authentication-Results"])
            assert fate.source in attested or "simplelogin" in attested
    assert shapes == {True, False}


def test_a_replayed_address_stands_below_the_own_server_only() -> None:
    made = only(BOOK, 1, "replayed_delivered_to", habit="alias")
    junk = named(made, "replayed_delivered_to")[0].recipient
    mail = next(mail for mail in parsed(made) if sender_of(mail) == junk)
    assert len(mail.get_all("Delivered-To", [])) + len(mail.get_all("X-Original-To", [])) >= 2
    assert str((mail.get_all("X-Original-To") or [])[0] if len(mail.get_all("X-Original-To")) > 1 else
               mail["Envelope-to"]) == made.me[0]  # fmt: skip


def test_the_same_account_id_is_in_the_mail_of_both_shops_of_an_agency() -> None:
    mailchimp = replace(BOOK, platforms={"mailchimp": 1.0})
    made = only(mailchimp, 3, "common_agency")
    who = named(made, "common_agency")[0].recipient
    users: dict[str, set[str]] = {}
    for mail in parsed(made):
        if mail["X-MC-User"] is not None:
            users.setdefault(mail["X-MC-User"], set()).add(sender_of(mail))
    assert [len(shops) for shops in users.values() if who in shops] == [2]
    assert all(len(shops) == 1 for shops in users.values() if who not in shops)


def test_customers_of_a_shop_builder_share_the_account_of_its_carrier_only() -> None:
    made = only(BOOK, 3, "platform_account")
    who = named(made, "platform_account")[0].recipient
    mails = [mail for mail in parsed(made) if mail["X-Tresenbau-Shop"]]
    assert len({str(mail["Feedback-ID"]) for mail in mails}) == 1
    assert len({str(mail["X-Tresenbau-Shop"]) for mail in mails}) == len({sender_of(mail) for mail in mails}) == 2
    assert who in {sender_of(mail) for mail in mails}


def test_forwarded_mail_came_to_the_old_address() -> None:
    made = only(BOOK, 4, "forwarded_old_mailbox")
    who = named(made, "forwarded_old_mailbox")[0].recipient
    mail = next(mail for mail in parsed(made) if sender_of(mail) == who)
    assert mail["ARC-Seal"]
    assert made.me[-1] in str(mail.get_all("Received")[1])


def test_a_late_beginning_takes_earlier_mail_away_and_truth_says_what_cannot_be_known() -> None:
    whole, cut = only(BOOK, 5, "sister_brand"), only(BOOK, 5, "sister_brand", "partial_history")
    assert len(cut.mails) < len(whole.mails)
    assert any(not fate.source_sure for seed in range(5, 12) for fate in _cut(seed).fates if fate.source is not None)


def _cut(seed: int) -> World:
    return only(BOOK, seed, "sister_brand", "partial_history")


def test_duplicates_lie_there_twice_and_wrong_clocks_are_wrong() -> None:
    twice = Counter(str(mail["Message-ID"]) for seed in range(4) for mail in parsed(only(BOOK, seed, "duplicates")))
    assert max(twice.values()) == 2
    plain, skewed = parsed(only(BOOK, 3, "single_opt_in")), parsed(only(BOOK, 3, "single_opt_in", "clock_skew"))
    dates = [(str(a["Date"]), str(b["Date"])) for a, b in zip(plain, skewed, strict=False)]
    assert any(first != second for first, second in dates)


def test_what_the_person_said_is_about_addresses_they_made() -> None:
    for seed in range(5):
        made = world(BOOK, seed, "enriched")
        for address, organisation, _ in made.said:
            assert organisation in {fate.recipient for fate in made.fates} | {organisation}
            assert address not in made.me[:1]


def test_only_invented_domains_stand_in_addresses_of_brands() -> None:
    assert all(one.domain.endswith(".example") for one in BOOK.organisations)
    assert len({one.domain for one in BOOK.organisations}) == len(BOOK.organisations)
    assert len({one.name for one in BOOK.organisations}) == len(BOOK.organisations)


def test_the_unseen_platform_is_in_no_table() -> None:
    assert "heronpost" not in resources.read("senders/platforms.toml")


def test_groups_are_those_that_truth_speaks_of() -> None:
    for seed in range(5):
        made = only(BOOK, seed, "sister_brand", "rebrand")
        for fate in made.fates:
            if fate.relation == "group":
                assert any({fate.recipient, fate.source} <= group for group in made.groups)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_frequent_situations(language: str) -> None:
    written = BOOK.languages[language]
    frequent = {"confirm", "welcome", "newsletter", "advert", "order", "password", "hosted", "letter", "discussion"}
    assert frequent <= set(written.mails)
    assert set(written.footers) >= set(FOOTERS) - {"customer_own"}
    assert len(written.months) == 12
    assert all(len(written.mails[name]) >= 2 for name in ("confirm", "welcome", "newsletter", "advert", "order"))
    if language in ("en", "de", "fr"):
        assert all(len(written.mails[name]) >= 3 for name in ("confirm", "welcome", "newsletter", "advert"))


def test_english_has_everything_and_nothing_unknown() -> None:
    assert set(BOOK.languages["en"].mails) == set(SITUATIONS)
    for language in LANGUAGES:
        assert set(BOOK.languages[language].mails) <= set(SITUATIONS)
        assert set(BOOK.languages[language].footers) <= set(FOOTERS)


def test_another_language_or_platform_is_another_book() -> None:
    danish = replace(BOOK, language_weights={"da": 1.0}, platforms={"unseen": 1.0})
    made = world(danish, 1, "natural")
    assert Counter(fate.language for fate in made.fates).most_common(1)[0][0] == "da"
    assert any(b"heronpost.example" in mail for mail in made.mails)


def test_no_placeholder_is_left_in_any_mail() -> None:
    for seed in range(4):
        for mail in parsed(world(BOOK, seed, "confounders")):
            assert "{" not in str(make_header(decode_header(mail["Subject"])))
            assert "\x01" not in text_of(mail)


def test_a_hundred_mails_are_written_well_under_a_second() -> None:
    spent = []
    for seed in range(5):
        before = perf_counter()
        mails = len(world(BOOK, seed, "natural").mails)
        spent.append((perf_counter() - before) * 100 / mails)
    assert median(spent) < 0.8


def test_tables_of_the_book_parse() -> None:
    for path in FOLDER.glob("calibration/*.toml"):
        tomllib.loads(path.read_text(encoding="utf-8"))


def test_a_theft_is_known_or_not_and_most_known_ones_are_harmless_or_old_news() -> None:
    known = [bool(only(BOOK, seed, "breach_spoof").breaches) for seed in range(8)]
    assert set(known) == {True, False}
    assert all(len(one) == 3 for seed in range(8) for one in world(BOOK, seed, "natural").breaches)
