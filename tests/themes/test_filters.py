"""Rules on the server file what was set aside, and nothing else: tried on real messages by a real Sieve."""

import random
from datetime import date, timedelta

import pytest

from inboxguard.errors import Refused
from inboxguard.themes import filters
from inboxguard.themes.filter_words import Wording
from inboxguard.themes.filters import Filters, Rule, Senders, checked_folder, sieve
from tests.letters import letter, newsletter
from tests.servers.pigeonhole import Pigeonhole

HERON = Rule(Senders(domains=("heronbooks.example",)))
MUTTERTAG = Rule(words=(Wording(("muttertag",), open=True), Wording(("für mütter",)), Wording(("urn",))))
ALL = frozenset({"fileinto", "mailbox", "imap4flags", "body", "date", "relational"})


def folder(pigeonhole: Pigeonhole, mail: bytes, *rules: Rule, **told: bool) -> str:
    """Return where a message ends; whatever is filed is filed as read, and nothing is thrown away."""
    done = pigeonhole.run(sieve(Filters(rules, **told), ALL).text, mail, "+body")
    assert not done.discarded
    assert done.seen == (done.folders == ("Set aside",))
    return done.folders[0]


@pytest.mark.parametrize(
    "sender",
    ["news@heronbooks.example", "news@mail.heronbooks.example", "A <a@b.HeronBooks.Example>"],
)
def test_a_whole_sender_goes_with_everything_below_its_domain(pigeonhole: Pigeonhole, sender: str) -> None:
    assert folder(pigeonhole, newsletter(sender=sender), HERON) == "Set aside"


@pytest.mark.parametrize(
    "sender",
    ["news@notheronbooks.example", "news@heronbooks.example.evil.example", "heronbooks.example <a@other.example>"],
)
def test_senders_of_a_similar_name_stay(pigeonhole: Pigeonhole, sender: str) -> None:
    assert folder(pigeonhole, newsletter(sender=sender), HERON) == "INBOX"


def test_a_receipt_of_the_sender_stays(pigeonhole: Pigeonhole) -> None:
    assert folder(pigeonhole, letter("Your receipt"), HERON) == "INBOX"


@pytest.mark.parametrize("list_id", ["Weekly <weekly.heron.example>", "<WEEKLY.heron.example>", "weekly.heron.example"])
def test_a_list_goes_by_its_id(pigeonhole: Pigeonhole, list_id: str) -> None:
    weekly = Rule(Senders(lists=("weekly.heron.example",)))
    assert folder(pigeonhole, letter(list_id=list_id), weekly) == "Set aside"


@pytest.mark.parametrize(
    "list_id", ["<biweekly.heron.example>", "<weekly.heron.example.other>", "biweekly.heron.example"]
)
def test_other_lists_stay(pigeonhole: Pigeonhole, list_id: str) -> None:
    weekly = Rule(Senders(lists=("weekly.heron.example",)))
    assert folder(pigeonhole, letter(list_id=list_id), weekly) == "INBOX"


def test_one_address_of_a_provider_is_not_everybody_there(pigeonhole: Pigeonhole) -> None:
    rule = Rule(Senders(addresses=("heron@post.example",)))
    assert folder(pigeonhole, newsletter(sender="Heron <heron@post.example>"), rule) == "Set aside"
    assert folder(pigeonhole, newsletter(sender="Aunt <aunt@post.example>"), rule) == "INBOX"


@pytest.mark.parametrize(
    "subject",
    [
        "Muttertag", "Alles zum MUTTERTAG!", "Großmuttertage", "Für Mütter", "Geschenke für Mütter.", "FÜR MÜTTER",
        "Nur heute: fÜr mütter", "Urn", "The urn, at last", "An URN?", "Choose an urn",
    ],
)  # fmt: skip
def test_words_of_the_subject_are_found_in_any_case_and_encoding(pigeonhole: Pigeonhole, subject: str) -> None:
    assert folder(pigeonhole, newsletter(subject), MUTTERTAG) == "Set aside"


@pytest.mark.parametrize(
    "subject", ["Return policy", "Burning questions", "Mutter und Kind", "Dafür Müttergenesung", "Saturn", "Für Mütze"]
)
def test_words_inside_other_words_are_not(pigeonhole: Pigeonhole, subject: str) -> None:
    assert folder(pigeonhole, newsletter(subject), MUTTERTAG) == "INBOX"


@pytest.mark.parametrize("subject", ["Muttertag", "Für Mütter", "The urn"])
def test_a_letter_of_a_person_stays_whatever_it_says(pigeonhole: Pigeonhole, subject: str) -> None:
    mail = letter(subject, sender="Aunt <aunt@post.example>", text="Muttertag für Mütter, the urn")
    assert folder(pigeonhole, mail, MUTTERTAG, HERON) == "INBOX"
    assert folder(pigeonhole, mail, MUTTERTAG, HERON, body=True) == "INBOX"


def test_a_word_that_stands_in_the_text_only_is_found_when_asked_for(pigeonhole: Pigeonhole) -> None:
    html = "<html><body><p>Alles f&uuml;r den <b>Mutter</b>tag: der Muttertag kommt</p></body></html>"
    mail = newsletter("Neues im Mai", html=html)
    assert folder(pigeonhole, mail, MUTTERTAG) == "INBOX"
    assert folder(pigeonhole, mail, MUTTERTAG, body=True) == "Set aside"


def test_short_words_are_never_looked_for_in_texts(pigeonhole: Pigeonhole) -> None:
    assert folder(pigeonhole, newsletter("News", text="Please return the urn."), MUTTERTAG, body=True) == "INBOX"


def test_texts_are_not_searched_where_the_server_does_not_offer_it() -> None:
    rules = Filters((MUTTERTAG,), body=True)
    assert "body" not in sieve(rules).text
    assert "body" not in sieve(rules, ALL - {"body"}).text


def test_blocked_words_keep_mail_and_other_mail_goes(pigeonhole: Pigeonhole) -> None:
    rule = Rule(words=(Wording(("muttertag",), open=True),), blocks=(Wording(("muttertagswanderung",), open=True),))
    assert folder(pigeonhole, newsletter("Muttertagswanderung am Sonntag"), rule) == "INBOX"
    assert folder(pigeonhole, newsletter("Muttertagsangebote"), rule) == "Set aside"


def test_mail_of_kept_senders_stays_and_the_rules_of_the_person_run_for_it(pigeonhole: Pigeonhole) -> None:
    rule = Rule(words=MUTTERTAG.words, kept=Senders(domains=("heronbooks.example",), lists=("choir.example",)))
    assert folder(pigeonhole, newsletter("Muttertag"), rule) == "INBOX"
    assert folder(pigeonhole, letter("Muttertag", sender="a@b.example", list_id="<choir.example>"), rule) == "INBOX"
    assert folder(pigeonhole, newsletter("Muttertag", sender="a@b.example"), rule) == "Set aside"
    own = 'if header :contains "Subject" "Muttertag" { fileinto "Mine"; }\n'
    script = sieve(Filters((rule,)))
    whole = f"{script.required}{script.rules}{own}"
    assert pigeonhole.run(whole, newsletter("Muttertag")).folders == ("Mine",)
    assert pigeonhole.run(whole, newsletter("Muttertag", sender="a@b.example")).folders == ("Set aside",)


def test_a_rule_for_certain_days_holds_on_those_only(pigeonhole: Pigeonhole) -> None:
    today, week = date.today(), timedelta(days=7)
    for window, expected in (
        ((today - week, today + week), "Set aside"),
        ((None, today + week), "Set aside"),
        ((today - week, None), "Set aside"),
        ((today + week, today + 2 * week), "INBOX"),
        ((None, today - week), "INBOX"),
        ((today + week, None), "INBOX"),
    ):
        rule = Rule(words=MUTTERTAG.words, windows=(window,))
        assert folder(pigeonhole, newsletter("Muttertag"), rule) == expected
    both = Rule(words=MUTTERTAG.words, windows=((None, today - week), (today, today)))
    assert folder(pigeonhole, newsletter("Muttertag"), both) == "Set aside"


def test_rules_for_certain_days_are_left_out_where_the_server_knows_no_dates() -> None:
    dated = Rule(words=MUTTERTAG.words, windows=((None, date(2026, 5, 10)),))
    script = sieve(Filters((HERON, dated)), frozenset({"fileinto"}))
    assert script.left_out == 1
    assert "currentdate" not in script.text
    assert script.extensions == ("fileinto",)
    with pytest.raises(Refused, match="knows no dates"):
        sieve(Filters((dated,)), frozenset({"fileinto"}))


def test_only_what_is_used_is_required(pigeonhole: Pigeonhole) -> None:
    assert sieve(Filters((HERON,))).extensions == ("fileinto", "imap4flags", "mailbox")
    bare = sieve(Filters((HERON,)), frozenset({"fileinto"}))
    assert bare.extensions == ("fileinto",)
    assert pigeonhole.run(bare.text, newsletter()).folders == ("Set aside",)
    with pytest.raises(Refused, match="cannot put mail into folders"):
        sieve(Filters((HERON,)), frozenset({"imap4flags"}))


def test_senders_and_lists_come_before_words_and_everything_stops_there() -> None:
    text = sieve(Filters((MUTTERTAG, HERON))).text
    assert text.index("heronbooks") < text.index("muttertag")
    assert text.count("stop;") == text.count(filters._LIST_MAIL) == 2
    assert text.count("if allof") == 3, "one more around the rules for words"
    for never in ("discard", "reject", "redirect", "keep", "ereject", "vacation"):
        assert never not in text


def test_nothing_to_file_is_refused() -> None:
    with pytest.raises(Refused, match="nothing to make rules of"):
        sieve(Filters(()))


def test_what_is_too_much_for_a_server_is_refused_and_long_lists_are_split(pigeonhole: Pigeonhole) -> None:
    many = Rule(Senders(domains=tuple(f"shop-number-{number}.example" for number in range(1_000))))
    text = sieve(Filters((many,))).text
    assert max(line.count('", "') for line in text.splitlines()) < filters.MOST_STRINGS
    assert pigeonhole.complaints([text]) == ""
    assert folder(pigeonhole, newsletter(sender="a@x.shop-number-999.example"), many) == "Set aside"
    assert sieve(Filters((many,))).size < filters.USUAL
    huge = Rule(Senders(domains=tuple(f"shop-number-{number}.example" for number in range(30_000))))
    with pytest.raises(Refused, match="KB"):
        sieve(Filters((huge,)))


@pytest.mark.parametrize(
    "name", ["", "  ", "a/b", "a.b", "INBOX", "inbox", 'say "x"', "50%", "all*", "a\\b", "x" * 61, "bell\x07", "R&D"]
)
def test_names_that_servers_would_take_for_something_else_are_refused(name: str) -> None:
    with pytest.raises(Refused):
        checked_folder(name)


@pytest.mark.parametrize("name", ["Set aside", "Später", "  For   later ", "Shelf A", "後で"])
def test_other_names_are_taken(pigeonhole: Pigeonhole, name: str) -> None:
    script = sieve(Filters((HERON,), folder=name))
    assert pigeonhole.complaints([script.text]) == ""
    done = pigeonhole.run(script.text, newsletter())
    assert len(done.folders) == 1
    assert done.folders != ("INBOX",)


def test_whatever_a_stranger_calls_itself_makes_a_script_that_compiles(pigeonhole: Pigeonhole) -> None:
    odd = random.Random(7)
    signs = 'ab.-@<>"\\*?${}[]();#/\r\n\t\0é ß\u202e\u2028%&:~ '
    scripts = []
    for _ in range(60):
        text = ["".join(odd.choices(signs, k=odd.randint(1, 40))) for _ in range(8)]
        rule = Rule(
            Senders((text[0],), (text[1],), (text[2],)),
            words=(Wording((text[3], text[4]), open=odd.random() < 0.5),),
            blocks=(Wording((text[5],)),),
            kept=Senders((text[6],), (), (text[7],)),
        )
        scripts.append(sieve(Filters((rule,), body=True), ALL).text)
    assert pigeonhole.complaints(scripts) == ""


def test_a_script_that_is_none_does_not_compile(pigeonhole: Pigeonhole) -> None:
    assert "error" in pigeonhole.complaints([sieve(Filters((HERON,))).text, "if nonsense {"])


@pytest.mark.parametrize(
    "fields",
    [
        {"mailing_list": "list mums@groups.example"},
        {"x_beenthere": "mums@lists.example"},
        {"list_archive": "<https://lists.example/mums>"},
        {"in_reply_to": "<1@post.example>"},
        {"auto_submitted": "auto-generated"},
        {"precedence": "list"},
    ],
)
def test_rules_for_words_leave_groups_answers_and_notices_alone(
    pigeonhole: Pigeonhole, fields: dict[str, str]
) -> None:
    assert folder(pigeonhole, newsletter("Zum Muttertag"), MUTTERTAG) == "Set aside"
    assert folder(pigeonhole, newsletter("Zum Muttertag", **fields), MUTTERTAG) == "INBOX"
    assert folder(pigeonhole, newsletter("Zum Muttertag", **fields), HERON) == "Set aside"


@pytest.mark.parametrize("fields", [{"list_id": "<a.heron.example>"}, {"precedence": "bulk"}])
def test_a_way_out_alone_is_not_enough_for_words(pigeonhole: Pigeonhole, fields: dict[str, str]) -> None:
    carried = {"list_unsubscribe": "<https://carrier.example/u>"}
    assert folder(pigeonhole, letter("Muttertag im Haus", **carried), MUTTERTAG) == "INBOX"
    assert folder(pigeonhole, letter("Muttertag im Haus", **carried, **fields), MUTTERTAG) == "Set aside"
