"""Which laws may apply, and what they hang on: from what is known, never guessed."""

import pytest

from inboxguard.requests.applying import laws_that_apply
from inboxguard.requests.regimes import NO_LAW, regime, regimes


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
