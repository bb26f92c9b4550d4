"""Laws as types: what is shipped can be used, and an unknown law is refused."""

from datetime import date

import pytest

from inboxguard.errors import Refused
from inboxguard.requests.regimes import (
    NO_LAW,
    Identity,
    Period,
    Regime,
    Right,
    Unit,
    default,
    disclaimer,
    margins,
    opt_out_rule,
    regime,
    regimes,
    snapshot,
    stale,
)


def test_forty_laws_and_rules_are_known_each_once() -> None:
    ids = [known.id for known in regimes()]
    assert len(ids) == len(set(ids)) == 40


@pytest.mark.parametrize("known", regimes(), ids=lambda known: known.id)
def test_every_law_can_be_used(known: Regime) -> None:
    assert {entry.right for entry in known.entitlements} >= set(Right) - {Right.CORRECTION}
    assert all(entry.cite for entry in known.entitlements if entry.available)
    assert known.response.unit in Unit
    assert known.regulator
    if known.deadline_verified or known.opt_out_verified:
        assert known.verified


def test_the_gdpr_says_a_month_and_names_its_articles() -> None:
    gdpr = regime("gdpr")
    assert gdpr.response == gdpr.extension_notice == Period(1, Unit.CALENDAR_MONTH)
    assert gdpr.extension == Period(2, Unit.CALENDAR_MONTH)
    assert gdpr.entitlement(Right.SOURCE).cite.startswith("Art. 15(1)(g)")
    assert not gdpr.entitlement(Right.OPT_OUT_OF_SALE).available
    assert gdpr.identity is Identity.PAUSES
    assert (gdpr.deadline_verified, gdpr.hard_days, gdpr.prior_contact_required) == (True, 31, False)


def test_identity_starts_the_clock_anew_where_the_law_says_so() -> None:
    assert regime("uk-gdpr-pecr").identity is Identity.RESTARTS
    assert regime("us-va-vcdpa").identity is Identity.RESTARTS
    assert regime("us-ca-ccpa").identity is Identity.RUNS


def test_a_law_whose_deadline_was_never_seen_says_so() -> None:
    assert not regime("us-nv-sb220").deadline_verified
    assert regime("us-nv-sb220").unverified


def test_a_right_that_a_law_does_not_mention_does_not_exist_in_it() -> None:
    assert not regime("us-can-spam").entitlement(Right.CORRECTION).available


@pytest.mark.parametrize(
    ("country", "region", "law", "rule"),
    [
        ("DE", "", "gdpr", "gdpr"),
        ("de", "BY", "gdpr", "gdpr"),
        ("NO", "", "gdpr", "gdpr"),
        ("GB", "", "uk-gdpr-pecr", "uk-gdpr-pecr"),
        ("CH", "", "ch-fadp", "ch-fadp"),
        ("US", "CA", "us-ca-ccpa", "us-can-spam"),
        ("US", "", None, "us-can-spam"),
        ("CA", "QC", "ca-qc-p39.1", "ca-casl"),
        ("CA", "ON", "ca-pipeda", "ca-casl"),
        ("AU", "", "au-privacy-act", "au-spam-act"),
        ("IN", "", None, None),
        ("AQ", "", None, None),
        ("", "", None, None),
    ],
)
def test_the_place_decides_the_law(country: str, region: str, law: str | None, rule: str | None) -> None:
    assert default(country, region) == law
    assert opt_out_rule(country, region) == rule


def test_an_unknown_law_is_refused() -> None:
    with pytest.raises(Refused, match="gdpr"):
        regime("lex-mercatoria")


def test_the_margins_never_accuse_too_early() -> None:
    assert margins().receipt.total_seconds() == 86_400
    assert margins().request_days == 3
    assert margins().opt_out_days == 1


def test_a_letter_on_no_law_gives_no_right_and_no_date() -> None:
    none = regime(NO_LAW)
    assert none not in regimes()
    assert not any(none.entitlement(right).available for right in Right)
    assert not none.response.numbered
    assert not none.regulator


def test_the_day_of_the_snapshot_is_known_and_grows_old_after_six_months() -> None:
    assert snapshot() == date(2026, 11, 22)
    assert not stale(date(2026, 11, 22))
    assert not stale(date(2027, 5, 21))
    assert stale(date(2027, 5, 22))
    assert stale(date(2028, 1, 1))
    assert disclaimer() == "Information, not legal advice."


@pytest.mark.parametrize("known", regimes(), ids=lambda known: known.id)
def test_every_law_says_where_to_look_whether_it_still_holds(known: Regime) -> None:
    assert known.recheck.startswith(("https://", "http://"))


def test_a_region_may_be_written_with_its_country() -> None:
    assert default("US", "US-CA") == default("us", "ca") == "us-ca-ccpa"
    assert opt_out_rule("CA", "CA-QC") == "ca-casl"


def test_only_an_opt_out_that_is_dealt_with_as_a_request_can_be_extended() -> None:
    assert regime("us-va-vcdpa").opt_out_extension == Period(45, Unit.CALENDAR_DAY)
    assert not regime("us-ca-ccpa").opt_out_extension.numbered
    assert not regime("gdpr").opt_out_extension.numbered
