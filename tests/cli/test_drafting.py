"""`requests draft`: every kind of letter, and no option that is taken in silence."""

import pytest

from tests.cli.shell import Shell

NINTH = ("--sender", "ninthcorner.example")


@pytest.mark.parametrize("kind", ["access", "withdrawal", "objection", "to_whom"])
def test_every_kind_that_the_law_has_is_written(move: Shell, kind: str) -> None:
    written = move.json("requests", "draft", kind, *NINTH, "--lang", "en")
    assert (written["kind"], written["law"], written["language"]) == (kind, "gdpr", "en")
    assert written["identity_given"] == ["address"]
    assert written["reference"] in written["draft"]["body"]


def test_a_letter_without_a_law_names_none(move: Shell) -> None:
    body = move.json("requests", "draft", "access", *NINTH, "--lang", "en", "--law", "none")["draft"]["body"]
    assert "Art." not in body
    assert "Please let me know:" in body


def test_a_correction_says_what_is_false_and_what_is_right(move: Shell) -> None:
    words = ("--correct", "Kim Lint=Kim Lind", "--correct", "a = b=c", "--lang", "en")
    body = move.json("requests", "draft", "correction", *NINTH, *words)["draft"]["body"]
    assert "- “Kim Lint” should be “Kim Lind”;\n- “a” should be “b=c”." in body


def test_more_of_the_person_is_told_only_when_asked_for(move: Shell) -> None:
    more = ("--customer-number", "KD-4711", "--name", "--lang", "en")
    move("profile", "--name", "Kim Lind")
    plain = move.json("requests", "draft", "access", *NINTH, "--lang", "en")
    assert "Kim Lind" not in plain["draft"]["body"]
    told = move.json("requests", "draft", "withdrawal", *NINTH, *more)
    assert told["identity_given"] == ["address", "customer_number", "name"]
    assert "KD-4711" in told["draft"]["body"]
    assert "Kim Lind" in told["draft"]["body"]


def test_an_erasure_proposes_to_ask_first_and_goes_on(move: Shell) -> None:
    done = move("requests", "draft", "erasure", *NINTH, "--lang", "en")
    assert done.exit_code == 0
    assert "ask that first" in done.stderr
    assert "ask that first" not in move("requests", "draft", "objection", *NINTH).stderr


def test_a_reminder_follows_a_letter_that_was_sent_and_answers_an_excuse(move: Shell) -> None:
    first = move.json("requests", "draft", "access", *NINTH, "--lang", "en")["reference"]
    assert move.refused("requests", "draft", "reminder", "--follows", first)
    move("requests", "mark", first, "sent")
    assert "fair" in move.refused("requests", "draft", "reminder", "--follows", first)
    early = move.json("requests", "draft", "reminder", "--follows", first, "--excuse", "fee", "--lang", "en")
    assert (early["kind"], early["excuse"]) == ("reminder", "fee")
    assert "You asked for a fee." in early["draft"]["body"]
    later = {"INBOXGUARD_NOW": "2027-02-01T08:00:00Z"}
    late = move.json("requests", "draft", "reminder", "--follows", first, "--lang", "en", env=later)
    assert "I have not found an answer in my mailbox." in late["draft"]["body"]
    assert first in late["draft"]["body"]


def test_a_complaint_follows_one_too_and_goes_to_the_authority(move: Shell) -> None:
    first = move.json("requests", "draft", "access", *NINTH, "--lang", "en")["reference"]
    move("requests", "mark", first, "sent")
    assert move.refused("requests", "draft", "complaint", "--follows", first)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("access", *NINTH, "--correct", "a=b"), "belongs to correction"),
        (("correction", *NINTH, "--correct", "a"), "FALSE=RIGHT"),
        (("access", *NINTH, "--excuse", "fee"), "belongs to reminder"),
        (("access", *NINTH, "--follows", "2026-AAAAAAA"), "belongs to reminder and complaint"),
        (("reminder", *NINTH, "--authority", "x"), "belong to complaint"),
        (("access", *NINTH, "--topic", "pets"), "belong to ask_for_less"),
        (("access",), "--sender"),
        (("reminder",), "--sender"),
    ],
)
def test_an_option_without_a_place_is_not_taken_in_silence(move: Shell, words: tuple[str, ...], why: str) -> None:
    done = move("requests", "draft", *words)
    assert done.exit_code == 2
    assert why in done.stderr


def test_a_correction_of_nothing_yet_asks_to_see_the_data(move: Shell) -> None:
    assert "copy" in move.json("requests", "draft", "correction", *NINTH)["draft"]["body"]


def test_less_of_nothing_named_asks_for_little_and_says_so(move: Shell) -> None:
    said = move("requests", "draft", "ask_for_less", *NINTH)
    assert "once a month" in said.stdout or "one mail a month" in said.stdout
    assert "what you bought or looked at" in said.stderr
