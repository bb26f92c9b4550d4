"""The points of a letter: only what the law gives, each with its passage."""

import pytest

from inboxguard.errors import Refused
from inboxguard.requests.letter_asks import asks, declaration, wished
from inboxguard.requests.regimes import NO_LAW
from inboxguard.requests.request import Often, RequestKind, Wishes


def test_a_question_asks_what_the_law_gives_and_nothing_else() -> None:
    whole = asks(RequestKind.WHERE_FROM, "gdpr", "en")
    assert [point.rpartition("(Art. 15")[0] != "" for point in whole] == [True, True, True]
    california = asks(RequestKind.ACCESS, "us-ca-ccpa", "en")
    assert len(california) == 3
    virginia = asks(RequestKind.ACCESS, "us-va-vcdpa", "en")
    assert virginia == ("which data about me you hold under this address, and a copy of them (Va. Code 59.1-577(A))",)


def test_without_a_law_all_of_it_is_asked_and_nothing_cited() -> None:
    points = asks(RequestKind.WHERE_FROM, NO_LAW, "en")
    assert len(points) == 3
    assert not any("(" in point for point in points)


def test_an_erasure_also_stops_the_mail_where_the_law_has_an_objection() -> None:
    points = asks(RequestKind.ERASURE, "gdpr", "en")
    assert [point.split()[1] for point in points] == ["stop", "erase", "far", "tell"]
    assert "Art. 19" in points[-1]
    assert not any("object" in point for point in asks(RequestKind.ERASURE, "br-lgpd", "en"))
    assert "send no more advertising" in asks(RequestKind.ERASURE, NO_LAW, "en")[0]


def test_an_erasure_withdraws_no_consent_under_a_law_that_does_not_speak_of_it() -> None:
    for law in ("jp-appi", "us-va-vcdpa"):
        assert not any("consent" in point for point in asks(RequestKind.ERASURE, law, "en"))
    assert any("consent" in point for point in asks(RequestKind.ERASURE, "ch-fadp", "en"))


@pytest.mark.parametrize("law", ["us-ut-ucpa", "us-ia-icdpa", "us-ca-ccpa"])
def test_where_only_own_data_must_be_deleted_the_rest_is_a_wish(law: str) -> None:
    point = asks(RequestKind.ERASURE, law, "en")[0]
    assert "collected from me" in point
    assert "would be glad" in point


def test_others_are_told_only_where_the_law_says_so() -> None:
    assert not any("tell everybody" in point for point in asks(RequestKind.ERASURE, "us-va-vcdpa", "en"))
    assert any("tell everybody" in point for point in asks(RequestKind.ERASURE, "us-ca-ccpa", "en"))


def test_a_correction_has_one_point_for_each_pair() -> None:
    pairs = (("Kim Lint", "Kim Lind"), ("5 May", "6 May"))
    assert asks(RequestKind.CORRECTION, "gdpr", "en", pairs) == (
        "“Kim Lint” should be “Kim Lind”",
        "“5 May” should be “6 May”",
    )


@pytest.mark.parametrize(
    ("kind", "law", "words"),
    [
        (RequestKind.OBJECTION, "gdpr", "I object"),
        (RequestKind.OBJECTION, "br-lgpd", "where the LGPD lets me (Art. 18, § 2)"),
        (RequestKind.OBJECTION, "us-can-spam", "Please send no more advertising"),
        (RequestKind.WITHDRAWAL, "gdpr", "I withdraw that consent under the GDPR (Art. 7(3))"),
        (RequestKind.WITHDRAWAL, "us-ca-ccpa", "under the California Consumer Privacy Act. Please"),
        (RequestKind.WITHDRAWAL, "jp-appi", "Specified Electronic Mail (Art. 3). Please"),
        (RequestKind.OPT_OUT_OF_SALE, "us-va-vcdpa", "targeted advertising"),
        (RequestKind.OPT_OUT_OF_SALE, "us-ia-icdpa", "I opt out of the sale of my data, under"),
        (RequestKind.OPT_OUT_OF_SALE, "us-ca-shine-the-light", "do not pass my data on"),
        (RequestKind.OPT_OUT_OF_SALE, NO_LAW, "targeted advertising. Please"),
    ],
)
def test_a_declaration_claims_what_its_law_gives(kind: RequestKind, law: str, words: str) -> None:
    assert words in declaration(kind, law, "en")


def test_wishes_are_printed_once_each_and_in_quotes() -> None:
    told = wished(
        Wishes(("pets", "pets"), (), ("news.shop.example", "Our flat"), often=Often.WEEK), "gdpr", "en", 5, True
    )
    assert told["topics"] == ["“pets”"]
    assert told["mail_lists"] == ["news.shop.example"]
    assert told["deleted"] == ["“Our flat”"]
    assert told["often"] == "week"
    assert wished(Wishes(), "gdpr", "en", 5, False) == {}


def test_no_wish_too_many_or_only_how_often_under_a_law_is_refused() -> None:
    with pytest.raises(Refused, match="want less of"):
        wished(Wishes(), NO_LAW, "en", 5, True)
    with pytest.raises(Refused, match="at most 2"):
        wished(Wishes(("a", "b", "c")), NO_LAW, "en", 2, True)
    with pytest.raises(Refused, match="no law stands"):
        wished(Wishes(often=Often.MONTH), "gdpr", "en", 5, True)
