from inboxguard.senders.attribution import Attribution, Legal
from inboxguard.trace.identity import identities
from tests.trace.stories import SOFA, Town


def letter(legal: Legal, platform: str | None = None) -> Attribution:
    town = Town()
    town.letter(SOFA, 0, legal=legal, platform=platform)
    return town.letters[0]


def test_numbers_compare_without_spaces_and_signs() -> None:
    assert list(identities(letter(Legal(None, "VAT DE 999-000-882")))) == [("number", "vatde999000882")]


def test_an_entity_needs_its_address_and_the_reverse() -> None:
    both = Legal("Sofa Town GmbH & Co. KG", None, "Sägewerk 9, 90997 Lindenau")
    same = Legal("SOFA TOWN", None, "Sägewerk 9 90997 Lindenau")
    assert list(identities(letter(both))) == list(identities(letter(same)))
    assert list(identities(letter(Legal("Sofa Town", None, None)))) == []
    assert list(identities(letter(Legal(None, None, "Sägewerk 9")))) == []


def test_short_numbers_and_numbers_without_digits_identify_nobody() -> None:
    assert list(identities(letter(Legal(None, "12")))) == []
    assert list(identities(letter(Legal(None, "pending")))) == []


def test_the_platforms_own_notice_is_not_the_senders() -> None:
    assert list(identities(letter(Legal("Mailer Inc.", None, "1 Mail Way"), "Mailer"))) == []
