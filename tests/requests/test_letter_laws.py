"""What letters say of laws: the right passages, no period that was not seen, and no law that owes no answer."""

import re
import tomllib

import pytest

from inboxguard import resources
from inboxguard.requests.letter_laws import (
    addressee,
    answer_period,
    by_name,
    by_notice,
    by_platform,
    cite,
    claimed_period,
    excuse_cite,
    gives,
    honour_period,
    in_other_law,
    law_name,
    laws,
    period,
    wording,
)
from inboxguard.requests.letter_words import languages, texts
from inboxguard.requests.regimes import NO_LAW, Period, Regime, Right, Unit, regime, regimes
from inboxguard.requests.request import Excuse, RequestKind

PRINTED = tomllib.loads(resources.read("letters/laws.toml"))
FACTS = resources.read("law/law.toml")


@pytest.mark.parametrize("law", PRINTED)
def test_what_a_letter_prints_of_a_law_is_about_a_law_that_is_known(law: str) -> None:
    told = PRINTED[law]
    assert regime(law).id == law
    assert set(told) <= {"name", "authority", "other", "by_name", "period_rights", "wording", "cites", "excuses"}
    rights = {right.value for right in Right}
    assert set(told.get("other", ())) <= rights
    assert set(told.get("by_name", ())) | set(told.get("period_rights", ())) <= rights
    others = {"pass_on", "deadline", "honour", "identity", "reasons", "retention"}
    assert set(told.get("cites", ())) <= rights | others
    assert set(told.get("excuses", ())) <= {excuse.value for excuse in Excuse}
    choices = texts("en")["asks"].keys() | texts("en")["says"].keys()
    assert set(told.get("wording", {}).values()) <= choices


@pytest.mark.parametrize("law", PRINTED)
def test_a_passage_of_a_letter_stands_in_the_facts_of_its_law(law: str) -> None:
    """The leading number of each passage is one that law.toml names for the same law, so that no slip creates one."""
    start = FACTS.index(f'id = "{law}"')
    end = FACTS.find("[[regime]]", start)
    facts = FACTS[start : end if end > 0 else len(FACTS)]
    for right in Right:
        own = PRINTED[law].get("cites", {}).get(right.value)
        if own is None:
            continue
        assert regime(law).entitlement(right).available
        for number in re.findall(r"\d[\d.\-A-Z]*\d|\d+", re.sub(r"\([^)]*\)|C-154/21", "", own)):
            assert number in facts or number.rpartition(".")[2] in facts, (law, right, number)


@pytest.mark.parametrize("rules", regimes(), ids=lambda one: one.id)
def test_every_law_in_force_that_letters_can_stand_on_has_a_name_for_them(rules: Regime) -> None:
    if any(rules.id in laws(kind) for kind in RequestKind):
        assert rules.id in PRINTED
        assert law_name(rules.id, "en")


def test_two_laws_never_have_one_name() -> None:
    for language in ("en", "de"):
        names = [law_name(rules.id, language) for rules in regimes() if rules.id in PRINTED]
        assert len(set(names)) == len(names)
    assert law_name(NO_LAW, "en") == ""


@pytest.mark.parametrize("language", languages(RequestKind.ACCESS))
def test_a_right_of_another_law_is_never_claimed_under_the_first_one(language: str) -> None:
    mail = law_name("jp-appi", language, Right.WITHDRAWAL)
    assert in_other_law("jp-appi", Right.WITHDRAWAL)
    assert not in_other_law("jp-appi", Right.ACCESS)
    assert not in_other_law("jp-appi", None)
    assert mail != law_name("jp-appi", language)
    assert law_name("jp-appi", language, Right.ACCESS) == law_name("jp-appi", language)
    assert law_name("gdpr", language, Right.WITHDRAWAL) == law_name("gdpr", language)


def test_a_complaint_is_addressed_to_one_authority_and_not_to_a_remark_about_several() -> None:
    for rules in regimes():
        if rules.id in laws(RequestKind.COMPLAINT) and not rules.by_place:
            name = addressee(rules.id, rules.regulator)
            assert not re.search(r"[;/]|being replaced|petition|\band Attorney\b", name), name
    assert addressee("gdpr", "Garante") == "Garante"


@pytest.mark.parametrize("kind", [kind for kind in RequestKind if kind.right])
def test_a_letter_stands_only_on_laws_in_force_that_give_its_right(kind: RequestKind) -> None:
    assert kind.right is not None
    for law in laws(kind) - {NO_LAW}:
        assert gives(regime(law), kind.right)
        assert regime(law).in_force
    assert not [law for law in laws(kind) if law.startswith("provider-")]
    assert NO_LAW in laws(kind)


def test_nobody_complains_without_a_law() -> None:
    assert NO_LAW in laws(RequestKind.REMINDER)
    assert NO_LAW not in laws(RequestKind.COMPLAINT)


def test_a_platform_or_a_notice_is_no_letter() -> None:
    assert by_platform(regime("us-ca-delete-act"))
    assert not by_platform(regime("gdpr"))
    assert not by_platform(regime(NO_LAW))
    assert by_notice("us-ri-ridtppa", Right.RECIPIENTS)
    assert not by_notice("us-ri-ridtppa", Right.ACCESS)


def test_names_are_owed_where_the_facts_say_so() -> None:
    assert by_name("gdpr", Right.RECIPIENTS)
    assert by_name("us-or-ocpa", Right.RECIPIENTS)
    assert not by_name("us-ca-ccpa", Right.RECIPIENTS)
    assert not by_name("us-de-dpdpa", Right.RECIPIENTS)
    assert not by_name(NO_LAW, Right.SOURCE)


def test_a_right_that_stands_nowhere_in_particular_is_not_cited() -> None:
    assert cite("us-ca-ccpa", Right.WITHDRAWAL, "en") == ""
    assert cite("us-va-vcdpa", Right.WITHDRAWAL, "en") == "", "law.toml has the section on answers there"
    assert cite(NO_LAW, Right.ACCESS, "en") == ""
    assert cite("gdpr", Right.OPT_OUT_OF_SALE, "en") == ""
    assert cite("gdpr", Right.SOURCE, "de") == "Art. 15 Abs. 1 Buchst. g, Art. 14 Abs. 2 Buchst. f"
    assert cite("br-lgpd", Right.WITHDRAWAL, "pt") == "art. 8º, § 5º"


@pytest.mark.parametrize(
    ("law", "right", "told"),
    [
        ("gdpr", Right.ACCESS, "one month"),
        ("us-va-vcdpa", Right.ERASURE, "45 days"),
        ("us-ia-icdpa", Right.ACCESS, "90 days"),
        ("br-lgpd", Right.ACCESS, "15 days"),
        ("br-lgpd", Right.ERASURE, ""),
        ("ch-fadp", Right.ERASURE, ""),
        ("ca-qc-p39.1", Right.ACCESS, ""),
        ("jp-appi", Right.ACCESS, ""),
        ("au-privacy-act", Right.ACCESS, ""),
        ("eprivacy", Right.OBJECTION, ""),
        (NO_LAW, Right.ACCESS, ""),
    ],
)
def test_a_time_to_answer_is_told_where_it_was_seen_for_that_right(law: str, right: Right, told: str) -> None:
    assert answer_period(law, right, "en") == told


def test_what_is_declared_has_a_clock_of_its_own() -> None:
    assert claimed_period(RequestKind.OBJECTION, "gdpr", "en") == "one month"
    assert claimed_period(RequestKind.OPT_OUT_OF_SALE, "us-ca-ccpa", "en") == ""
    assert claimed_period(RequestKind.REMINDER, "gdpr", "en") == ""
    assert honour_period("us-ca-ccpa", "en") == "15 working days"
    assert honour_period("us-can-spam", "en") == "10 working days"
    assert honour_period("us-va-vcdpa", "en") == "", "a tracker's figure is not a source"
    assert honour_period("gdpr", "en") == ""


@pytest.mark.parametrize(
    ("length", "told"),
    [
        (Period(1, Unit.CALENDAR_MONTH), "one month"),
        (Period(2, Unit.CALENDAR_MONTH), "2 months"),
        (Period(30, Unit.CALENDAR_DAY), "30 days"),
        (Period(48, Unit.HOUR), ""),
        (Period(0, Unit.WITHOUT_DELAY), ""),
    ],
)
def test_periods_in_words(length: Period, told: str) -> None:
    assert period(length, "en") == told


def test_excuses_and_sentences_are_those_of_the_law() -> None:
    assert excuse_cite("gdpr", Excuse.FEE, "en") == "Art. 12(5)"
    assert excuse_cite("us-va-vcdpa", Excuse.FEE, "en") == ""
    assert wording("br-lgpd", "objection", "objection_plain") == "objection_conditional"
    assert wording("us-can-spam", "objection", "objection_plain") == "objection_plain"
