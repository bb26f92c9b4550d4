"""The file that Gmail imports says what it should, and escapes what strangers wrote."""

import xml.etree.ElementTree as ElementTree
from datetime import UTC, date, datetime

import pytest

from inboxguard.errors import Refused
from inboxguard.themes.filter_gmail import APPS, ATOM, LONGEST, LONGEST_BUT, MOST_ENTRIES, gmail, receipts
from inboxguard.themes.filter_words import Wording, table
from inboxguard.themes.filters import Filters, Rule, Senders

AT = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
HERON = Rule(Senders(domains=("heronbooks.example",)))


def entries(*rules: Rule, folder: str = "Set aside", language: str = "en") -> list[dict[str, str]]:
    feed = ElementTree.fromstring(gmail(Filters(rules, folder), language, AT).text)
    assert feed.tag == f"{{{ATOM}}}feed"
    found = []
    for entry in feed.findall(f"{{{ATOM}}}entry"):
        category = entry.find(f"{{{ATOM}}}category")
        assert category is not None
        assert category.get("term") == "filter"
        assert entry.find(f"{{{ATOM}}}content") is not None
        properties = {one.get("name", ""): one.get("value", "") for one in entry.findall(f"{{{APPS}}}property")}
        assert properties.pop("label") == folder
        assert properties.pop("shouldArchive") == properties.pop("shouldMarkAsRead") == "true"
        found.append(properties)
    return found


def test_a_sender_whose_mail_says_how_to_unsubscribe() -> None:
    (one,) = entries(HERON)
    assert one["from"] == "heronbooks.example"
    assert "unsubscribe OR " in one["hasTheWord"]
    assert '"darse de baja"' in one["hasTheWord"]
    assert set(one) == {"from", "hasTheWord", "doesNotHaveTheWord"}


def test_a_list_by_its_id() -> None:
    lists = Rule(Senders(lists=("weekly.heron.example", "daily.heron.example")))
    (one,) = entries(lists)
    assert one["hasTheWord"] == "list:(weekly.heron.example) OR list:(daily.heron.example)"
    assert set(one) == {"hasTheWord", "doesNotHaveTheWord"}


@pytest.mark.parametrize("rule", [HERON, Rule(Senders(lists=("weekly.heron.example",)))], ids=["sender", "list"])
@pytest.mark.parametrize(
    ("language", "spared"),
    [
        ("en", ("your order", "your appointment", "has been delivered", "password")),
        ("de", ("Ihre Bestellung", "Rechnung", "Ihr Termin", "your order")),
        ("fr", ("votre commande", "votre rendez-vous", "your appointment")),
        ("xx", ("your order",)),
    ],
)
def test_receipts_and_appointments_of_a_sender_that_is_set_aside_stay(
    rule: Rule, language: str, spared: tuple[str, ...]
) -> None:
    (one,) = entries(rule, language=language)
    for words in spared:
        assert words in one["doesNotHaveTheWord"]
    assert " order " not in one["doesNotHaveTheWord"], "a word that adverts use too would let them through"


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "it", "nl", "pt"])
def test_as_many_of_them_are_named_as_there_is_room_for(language: str) -> None:
    named = receipts(language)
    assert len(named) >= 15
    assert sum(len(one) + len(" OR ") for one in named) <= LONGEST_BUT


def test_words_are_written_out_with_their_endings_and_what_blocks_them() -> None:
    rule = Rule(
        words=(Wording(("stroller",), open=True), Wording(("mother's day",))),
        blocks=(Wording(("stroller coaster",)), Wording(("carrot",))),
        kept=Senders(("clinic.example",), ("aunt@post.example",), ("choir.example",)),
    )
    (one,) = entries(rule)
    assert one["subject"] == 'stroller OR strollers OR "mother\'s day" OR "mother’s day"'
    assert one["doesNotHaveTheWord"] == (
        'from:(clinic.example) OR from:(aunt@post.example) OR list:(choir.example) OR subject:("stroller coaster")'
    )
    assert "unsubscribe" in one["hasTheWord"]


def test_nothing_ever_throws_mail_away_or_sends_it_on() -> None:
    text = gmail(Filters((HERON,)), "en", AT).text
    for never in ("shouldTrash", "forwardTo", "shouldNeverSpam"):
        assert never not in text


def test_conditions_are_no_longer_than_gmail_takes() -> None:
    many = Rule(
        Senders(domains=tuple(f"shop-number-{number}.example" for number in range(300))),
        words=tuple(Wording((f"long phrase number {number}",)) for number in range(300)),
        blocks=tuple(Wording((f"long phrase number {number} of them",)) for number in range(300)),
    )
    found = entries(many)
    assert len(found) > 10
    for one in found:
        assert sum(map(len, one.values())) < 1_500
        assert max(len(one.get("from", "")), len(one.get("subject", ""))) <= LONGEST
        for number in range(300):
            if f'"long phrase number {number}"' in one.get("subject", ""):
                assert f'"long phrase number {number} of them"' in one["doesNotHaveTheWord"]
    named = " OR ".join(one["from"] for one in found if "from" in one)
    assert named.count("shop-number-") == 300


def test_a_word_with_many_blocks_has_a_filter_of_its_own() -> None:
    blocks = tuple(Wording((f"urn {'x' * 60}{number}",)) for number in range(10))
    found = entries(Rule(words=(Wording(("urn",)), Wording(("muttertag",))), blocks=blocks))
    assert [one["subject"] for one in found] == ["urn", "muttertag"]
    assert found[0]["doesNotHaveTheWord"].count("urn ") == 10
    assert "doesNotHaveTheWord" not in found[1]
    assert sum(map(len, found[0].values())) < 1_500


def test_a_word_with_more_blocks_than_there_is_room_for_is_left_out() -> None:
    blocks = tuple(Wording((f"urn {'x' * 60}{number}",)) for number in range((LONGEST + LONGEST_BUT) // 60))
    (one,) = entries(Rule(words=(Wording(("urn",)), Wording(("muttertag",))), blocks=blocks))
    assert one["subject"] == "muttertag"


def test_the_same_rule_has_the_same_number_whenever_it_is_made() -> None:
    def ids(at: datetime, folder: str = "Set aside") -> list[str | None]:
        feed = ElementTree.fromstring(gmail(Filters((HERON,), folder), "en", at).text)
        return [one.text for one in feed.findall(f"{{{ATOM}}}entry/{{{ATOM}}}id")]

    assert ids(AT) == ids(datetime(2027, 1, 1, tzinfo=UTC))
    assert ids(AT) != ids(AT, "Later")


def test_what_strangers_wrote_cannot_add_anything() -> None:
    evil = 'x" /><apps:property name="shouldTrash" value="true" /> OR from:(aunt) {*} <&>\x00\u202e'
    rule = Rule(Senders((evil,), (evil,), (evil,)), (Wording((evil,)),), (Wording((evil,)),), Senders((evil,)))
    for one in entries(rule):
        assert set(one) <= {"from", "subject", "hasTheWord", "doesNotHaveTheWord"}
        assert "(aunt)" not in "".join(one.values())
        assert "\x00" not in "".join(one.values())


def test_rules_for_certain_days_are_left_out_and_counted() -> None:
    dated = Rule(words=(Wording(("muttertag",)),), windows=((None, date(2026, 5, 10)),))
    feed = gmail(Filters((HERON, dated)), "en", AT)
    assert feed.left_out == 1
    assert "muttertag" not in feed.text
    with pytest.raises(Refused, match="nothing to make rules of"):
        gmail(Filters((dated,)), "en", AT)


def test_nothing_and_far_too_much_are_refused() -> None:
    with pytest.raises(Refused, match="nothing to make rules of"):
        gmail(Filters(()), "en", AT)
    words = tuple(Wording((f"{'x' * 300} {number}",)) for number in range(MOST_ENTRIES * 2 + 10))
    with pytest.raises(Refused, match="more than Gmail handles"):
        gmail(Filters((Rule(words=words),)), "en", AT)
    kept = Senders(tuple(f"clinic-{number}.example" for number in range(30)))
    with pytest.raises(Refused, match="keep more senders"):
        gmail(Filters((Rule(words=(Wording(("muttertag",)),), kept=kept),)), "en", AT)
    assert table().sent_to_many
