"""What is not verified is "about", with its reason, and no complaint comes of it unasked."""

import pytest

from inboxguard.requests.certainty import DateKind, certainty, period
from inboxguard.requests.regimes import NO_LAW, Regime, law_file, regime, regimes


@pytest.mark.parametrize(
    ("law", "kind"),
    [
        ("gdpr", DateKind.ANSWER),
        ("gdpr", DateKind.EXTENSION),
        ("uk-gdpr-pecr", DateKind.ANSWER),
        ("ch-fadp", DateKind.ANSWER),
        ("us-ca-ccpa", DateKind.ANSWER),
        ("us-ca-ccpa", DateKind.OPT_OUT),
        ("us-ca-ccpa", DateKind.ACKNOWLEDGEMENT),
        ("us-va-vcdpa", DateKind.ANSWER),
        ("us-can-spam", DateKind.OPT_OUT),
        ("ca-casl", DateKind.OPT_OUT),
        ("au-spam-act", DateKind.OPT_OUT),
        ("ca-pipeda", DateKind.ANSWER),
    ],
)
def test_a_date_that_was_seen_is_simply_shown(law: str, kind: DateKind) -> None:
    sure = certainty(regime(law), kind)
    assert (sure.about, sure.reason, sure.may_complain) == (False, "", True)


@pytest.mark.parametrize(
    ("law", "kind"),
    [
        ("us-nv-sb220", DateKind.ANSWER),  # verified = false
        ("us-ca-shine-the-light", DateKind.ANSWER),  # verified = false
        ("ca-qc-p39.1", DateKind.ANSWER),  # verified = false
        ("eprivacy", DateKind.OPT_OUT),  # verified = false
        ("us-va-vcdpa", DateKind.OPT_OUT),  # verified_parts.optout_deadline = false
        ("ch-fadp", DateKind.OPT_OUT),  # as above
        ("br-lgpd", DateKind.ANSWER),  # Art. 19 is named in `unverified`
        ("za-popia", DateKind.ANSWER),  # the 30 days are named in `unverified`
        ("za-popia", DateKind.EXTENSION),  # with them their extension
        ("us-ia-icdpa", DateKind.EXTENSION),
        ("us-fl-fdbr", DateKind.EXTENSION),
        ("us-va-vcdpa", DateKind.APPEAL),
        ("gdpr", DateKind.REGULATOR),  # Art. 77-80
    ],
)
def test_a_date_that_was_not_seen_is_about_and_nothing_is_drafted_from_it(law: str, kind: DateKind) -> None:
    unsure = certainty(regime(law), kind)
    assert unsure.about
    assert not unsure.may_complain
    assert unsure.reason.endswith(".")
    assert "not seen in a source" in unsure.reason


@pytest.mark.parametrize("law", ["gdpr", "uk-gdpr-pecr", "au-privacy-act", "za-popia"])
def test_own_days_after_an_opt_out_are_about_but_the_law_behind_them_was_seen(law: str) -> None:
    own = certainty(regime(law), DateKind.OPT_OUT)
    assert own.about
    assert own.may_complain
    assert "inboxguard's own" in own.reason


@pytest.mark.parametrize(
    ("law", "kind"),
    [
        ("provider-gmail", DateKind.OPT_OUT),
        ("provider-yahoo", DateKind.OPT_OUT),
        ("in-dpdp", DateKind.ANSWER),
        (NO_LAW, DateKind.ANSWER),
        ("us-can-spam", DateKind.ANSWER),
        ("jp-appi", DateKind.ANSWER),
    ],
)
def test_what_gives_no_right_or_no_date_leads_to_no_complaint(law: str, kind: DateKind) -> None:
    assert not certainty(regime(law), kind).may_complain
    assert certainty(regime(law), kind).reason


@pytest.mark.parametrize("law", regimes(), ids=lambda law: law.id)
def test_whatever_is_about_says_why_and_whatever_is_not_has_a_number(law: Regime) -> None:
    for kind in DateKind:
        one = certainty(law, kind)
        assert one.reason.endswith(".") or not one.about
        assert one.about or period(law, kind).numbered
        assert law.verified or not one.may_complain


def test_numbers_that_the_file_calls_unverified_are_marked() -> None:
    for table in law_file()["regime"]:
        said = " ".join(table["unverified"])
        marked = table.get("about", [])
        assert set(marked) <= set(DateKind)
        assert said or not marked
        for word, kind in (("appeal", DateKind.APPEAL), ("extension", DateKind.EXTENSION)):
            if word in said:
                assert kind in marked, table["id"]
