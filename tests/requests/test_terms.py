"""What letters need of a law beyond rights and dates."""

from datetime import date

import pytest

from inboxguard.errors import Refused
from inboxguard.requests.regimes import NO_LAW, Period, Regime, Unit, regimes
from inboxguard.requests.terms import ComplaintFirst, terms


@pytest.mark.parametrize("law", regimes(), ids=lambda law: law.id)
def test_every_law_says_whom_it_protects_what_it_costs_and_how_one_asks(law: Regime) -> None:
    told = terms(law.id)
    assert told.protects
    assert told.since is not None
    assert told.identification.allowed
    assert told.fee.default
    assert told.form.form
    assert bool(told.form.must_contain) or not told.form.by_mail


def test_the_gdpr_is_free_asks_no_form_and_has_no_step_inside_the_organisation() -> None:
    gdpr = terms("gdpr")
    assert gdpr.fee.default == "free"
    assert gdpr.fee.cite == "Art. 12(5), 15(3)"
    assert gdpr.identification.cite == "Art. 12(6), 11(2), 12(2)"
    assert gdpr.recipients == "named_on_request"
    assert gdpr.refusal == Period(1, Unit.CALENDAR_MONTH)
    assert not gdpr.appeal.internal
    assert gdpr.complaint_first is None
    assert gdpr.regulator_language is None


def test_the_british_complaint_comes_first_since_june_2026() -> None:
    assert terms("uk-gdpr-pecr").complaint_first == ComplaintFirst(
        "DPA 2018 s.164A", date(2026, 6, 19), Period(30, Unit.CALENDAR_DAY)
    )


@pytest.mark.parametrize(
    ("law", "free"),
    [
        ("us-ca-ccpa", 2), ("us-va-vcdpa", 2), ("us-co-cpa", 1), ("us-ct-ctdpa", 1), ("us-tx-tdpsa", 2),
        ("gdpr", None), ("uk-gdpr-pecr", None), ("ca-pipeda", None), ("us-can-spam", None), ("us-nv-sb220", None),
    ],
)  # fmt: skip
def test_how_many_requests_a_year_are_free(law: str, free: int | None) -> None:
    assert terms(law).fee.free_per_year == free


@pytest.mark.parametrize(
    ("law", "internal", "days"),
    [
        ("us-va-vcdpa", True, 60), ("us-co-cpa", True, 45), ("us-or-ocpa", True, 45), ("us-nj-njdpa", True, 45),
        ("us-mn-mcdpa", True, 45), ("us-ca-ccpa", False, 0), ("us-ut-ucpa", False, 0), ("uk-gdpr-pecr", True, 0),
    ],
)  # fmt: skip
def test_where_a_refusal_can_be_appealed_inside_the_organisation(law: str, internal: bool, days: int) -> None:
    assert (terms(law).appeal.internal, terms(law).appeal.decide_within.value) == (internal, days)


def test_what_only_a_platform_takes_is_no_letter() -> None:
    assert {law.id for law in regimes() if not terms(law.id).form.by_mail} == {
        "us-ca-delete-act", "provider-gmail", "provider-yahoo", "provider-outlook",
    }  # fmt: skip
    assert terms("us-ca-delete-act").platform == "https://privacy.ca.gov/drop/"


@pytest.mark.parametrize(
    ("law", "language"),
    [("br-lgpd", "pt"), ("ca-qc-p39.1", "fr"), ("ca-pipeda", "en"), ("jp-appi", "ja"), ("us-tx-tdpsa", "en")],
)
def test_an_authority_is_written_to_in_its_language(law: str, language: str) -> None:
    assert terms(law).regulator_language == language


def test_no_law_has_no_terms_and_an_unknown_one_is_refused() -> None:
    none = terms(NO_LAW)
    assert (none.protects, none.fee.default, none.form.by_mail, none.since) == ("", "", True, None)
    assert not none.longest.numbered
    with pytest.raises(Refused, match="gdpr"):
        terms("lex-mercatoria")
