"""Which laws may apply, and what they hang on: from what is known, never guessed."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from inboxguard.requests.applying import laws_that_apply, opt_out_rules, running
from inboxguard.requests.regimes import NO_LAW, regime, regimes

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("country", "region", "seat", "laws"),
    [
        ("DE", "", "FR", [("gdpr", True), ("eprivacy", False)]),
        ("de", "by", "de", [("gdpr", True), ("eprivacy", False)]),
        ("DE", "", None, [("gdpr", False), ("eprivacy", False)]),
        ("DE", "", "US", [("gdpr", False), ("eprivacy", False), ("us-can-spam", True)]),
        ("DE", "", "US-CA", [("gdpr", False), ("eprivacy", False), ("us-can-spam", True)]),
        ("NO", "", "NO", [("gdpr", True), ("eprivacy", False)]),
        ("GB", "", "GB", [("uk-gdpr-pecr", True)]),
        ("GB", "", "FR", [("uk-gdpr-pecr", False), ("gdpr", True), ("eprivacy", False)]),
        ("CH", "", "CH", [("ch-fadp", True)]),
        ("AQ", "", "CH", [("ch-fadp", False)]),
        ("US", "WY", "GB", [("us-can-spam", False), ("uk-gdpr-pecr", False)]),
        ("CH", "", None, [("ch-fadp", False)]),
        (
            "US", "CA", "US",
            [("us-ca-ccpa", False), ("us-ca-delete-act", False), ("us-ca-shine-the-light", False),
             ("us-can-spam", True)],
        ),
        ("US", "US-VA", None, [("us-va-vcdpa", False), ("us-can-spam", False)]),
        ("US", "", "DE", [("us-can-spam", False), ("gdpr", True), ("eprivacy", False)]),
        ("US", "WY", "US", [("us-can-spam", True), (NO_LAW, True)]),
        ("CA", "ON", "CA", [("ca-pipeda", True), ("ca-casl", True)]),
        ("CA", "QC", "CA", [("ca-qc-p39.1", False), ("ca-pipeda", False), ("ca-casl", True)]),
        ("AU", "", "AU", [("au-privacy-act", False), ("au-spam-act", True)]),
        ("BR", "", "BR", [("br-lgpd", True)]),
        ("IN", "", None, [(NO_LAW, True)]),
        ("AQ", "", None, [(NO_LAW, True)]),
        ("AQ", "", "US", [("us-can-spam", True), (NO_LAW, True)]),
        ("", "", None, [(NO_LAW, True)]),
        ("", "", "DE", [("gdpr", True), ("eprivacy", False)]),
        ("", "CA", None, [(NO_LAW, True)]),
    ],
)  # fmt: skip
def test_person_and_seat_decide(country: str, region: str, seat: str | None, laws: list[tuple[str, bool]]) -> None:
    assert [(one.law, one.certain) for one in laws_that_apply(country, region, seat)] == laws


def test_the_sentence_says_on_what_it_hangs() -> None:
    first = {seat: laws_that_apply("DE", "", seat)[0].why for seat in ("DE", "US", None)}
    assert "where they sit" in first["DE"]
    assert "if they mean to reach people there" in first["US"]
    assert "is not known" in first[None]
    assert "large enough" in laws_that_apply("US", "CA", "US")[0].why
    assert "You have not said" in laws_that_apply("")[0].why
    assert "asks politely" in laws_that_apply("AQ")[0].why


def test_a_law_of_the_states_is_never_taken_from_the_seat() -> None:
    for seat in ("US", "US-CA", "US-TX"):
        assert not [
            one for one in laws_that_apply("FR", "", seat) if one.law.startswith("us-") and "spam" not in one.law
        ]


def test_no_provider_rule_and_no_law_out_of_force_is_ever_among_them() -> None:
    places = {place.partition("-")[::2] for law in regimes() for place in law.jurisdictions}
    for country, region in places | {("", "")}:
        for seat in (None, "DE", "US", "IN", "JP"):
            found = [one.law for one in laws_that_apply(country, region, seat)]
            assert found
            assert len(found) == len(set(found))
            assert all(regime(law).in_force and regime(law).kind != "provider-rule" for law in found)


@pytest.mark.parametrize(
    ("country", "region", "seat", "mailbox", "rules"),
    [
        ("DE", "", "DE", "a@posteo.de", ["gdpr", "eprivacy"]),
        ("DE", "", "US", "a@gmail.com", ["gdpr", "eprivacy", "us-can-spam", "provider-gmail"]),
        ("US", "CA", "US", "a@yahoo.com", ["us-can-spam", "provider-yahoo"]),
        ("US", "VA", "US", "", ["us-can-spam"]),
        ("US", "NV", None, "", ["us-can-spam"]),
        ("CA", "ON", "US", "a@example.ca", ["ca-casl", "ca-pipeda", "us-can-spam"]),
        ("AU", "", "AU", "", ["au-spam-act", "au-privacy-act"]),
        ("GB", "", "GB", "", ["uk-gdpr-pecr"]),
        ("IN", "", None, "a@gmail.com", ["provider-gmail"]),
        ("", "", None, "", []),
    ],
)
def test_rules_on_mail_run_in_parallel_the_one_of_the_place_first(
    country: str, region: str, seat: str | None, mailbox: str, rules: list[str]
) -> None:
    assert [one.law for one in opt_out_rules(country, region, seat, mailbox)] == rules


def test_the_45_days_of_a_privacy_law_are_never_a_rule_on_mail() -> None:
    for law in regimes():
        for place in law.jurisdictions:
            country, _, region = place.partition("-")
            for one in opt_out_rules(country, region):
                rules = regime(one.law)
                assert "antispam" in rules.kind or not rules.honour.numbered


@pytest.mark.parametrize("mailbox", ["somebody@example.org", "somebody@outlook.com", "gmail.com@example.org", ""])
def test_another_mailbox_has_no_provider_rule(mailbox: str) -> None:
    assert [one.law for one in opt_out_rules("DE", "", "DE", mailbox)] == ["gdpr", "eprivacy"]


def test_a_provider_rule_is_no_right() -> None:
    *_, provider = opt_out_rules("DE", "", "DE", "Some.Body+shop@GoogleMail.com")
    assert provider.law == "provider-gmail"
    assert not provider.certain
    assert "no right" in provider.why


def test_the_earliest_of_parallel_rules_comes_first_and_says_whose_number_it_is() -> None:
    arrived = datetime(2026, 6, 8, 12, tzinfo=UTC)
    rules = opt_out_rules("DE", "", "US", "a@gmail.com")
    # Gmail: 48 hours. CAN-SPAM: ten business days without Juneteenth. GDPR and ePrivacy: own 31 days.
    assert [(one.rule.law, one.honour_by, one.numbered) for one in running(arrived, rules, BERLIN, "DE", "US")] == [
        ("provider-gmail", date(2026, 6, 10), True),
        ("us-can-spam", date(2026, 6, 23), True),
        ("gdpr", date(2026, 7, 9), False),
        ("eprivacy", date(2026, 7, 9), False),
    ]
    assert running(arrived, (), BERLIN) == ()
