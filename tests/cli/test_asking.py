"""Letters as drafts, and the ledger. Nothing is sent, and a refusal is a sentence."""

import email
import email.policy
import json
import re
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from tests.audit.mailboxes import delivered
from tests.cli.shell import Shell
from tests.servers.dovecot import Dovecot

LEDGER_KEYS = {
    "id", "reference", "kind", "organisation", "law", "language", "state", "created", "sent", "due",
    "due_is_verified", "history", "due_is_about",
    "law_as_of", "law_recheck", "remind_from", "complain_from", "contact_source", "identity_given",
    "follows", "excuse",
}  # fmt: skip
REPLY_KEYS = {"replies", "receipts", "bounces"}
NINTH = ("--sender", "ninthcorner.example")


def parsed(raw: bytes) -> EmailMessage:
    message = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def row(shell: Shell, reference: str, **told: Any) -> dict[str, Any]:
    (found,) = [one for one in shell.lines("requests", "list", **told) if one["reference"] == reference]
    return found


def test_a_letter_is_printed_and_stands_in_the_ledger(move: Shell) -> None:
    done = move("requests", "draft", "where_from", "--sender", "curtaincrow.example", "--lang", "en")
    assert done.exit_code == 0
    first, *letter = done.stdout.splitlines()
    found = re.fullmatch(r"(\S+)  reference (2026-[0-9A-Z]{7})", first)
    assert found
    number, reference = found.groups()
    assert letter[1].startswith("From: kestrel-4f9d2a@post.example")
    assert letter[2].startswith("To: ")
    assert reference in done.stdout.partition("Subject:")[2]
    (listed,) = move.lines("requests", "list")
    assert set(listed) == LEDGER_KEYS | REPLY_KEYS
    assert all(listed[key] == [] for key in REPLY_KEYS)
    assert (listed["id"], listed["reference"], listed["state"]) == (number, reference, "drafted")
    assert (listed["sent"], listed["due"], listed["history"]) == (None, None, [])
    assert listed["created"] == "2026-11-24T08:00:00Z"
    assert reference in move("requests", "list").stdout or number in move("requests", "list").stdout


def test_in_json_it_is_the_row_and_the_letter(move: Shell) -> None:
    written = move.json("requests", "draft", "erasure", *NINTH, "--lang", "de")
    assert set(written) == LEDGER_KEYS | {"draft", "folder", "eml"}
    assert (written["law"], written["language"], written["folder"], written["eml"]) == ("gdpr", "de", None, None)
    assert set(written["draft"]) == {
        "from", "to", "to_is_guess", "contact_source", "contact_detail", "subject", "body",
    }  # fmt: skip
    assert written["reference"] in written["draft"]["subject"] + written["draft"]["body"]
    listed = row(move, written["reference"])
    assert {key: listed[key] for key in LEDGER_KEYS} == {key: written[key] for key in LEDGER_KEYS}


def test_as_a_file_it_opens_as_a_draft(move: Shell, tmp_path: Path) -> None:
    file = tmp_path / "letter.eml"
    done = move("requests", "draft", "erasure", *NINTH, "--eml", file)
    assert f"The draft is in {file}. Nothing was sent" in done.stdout
    assert "Subject:" not in done.stdout
    letter = parsed(file.read_bytes())
    assert letter["X-Unsent"] == "1"


def test_a_file_and_the_words(move: Shell, tmp_path: Path) -> None:
    done = move("requests", "draft", "erasure", *NINTH, "--eml", tmp_path / "letter.eml", "--print")
    assert "Subject:" in done.stdout
    written = move.json("requests", "draft", "where_from", *NINTH, "--eml", tmp_path / "two.eml")
    assert written["eml"] == str(tmp_path / "two.eml")


def test_where_the_file_cannot_be_written_the_letter_is_not_lost(move: Shell, tmp_path: Path) -> None:
    done = move("requests", "draft", "erasure", *NINTH, "--eml", tmp_path / "nowhere" / "letter.eml")
    assert done.exit_code == 1
    assert "could not be written" in done.stderr
    (listed,) = move.lines("requests", "list")
    assert listed["id"] in done.stdout


def test_into_the_drafts_of_a_real_mailbox(empty: Shell, dovecot: Dovecot) -> None:
    user = delivered(dovecot)
    secret = f"{dovecot.password}\n"
    where = ("--host", dovecot.host, "--port", dovecot.tls_port, "--ca-file", dovecot.ca_file, "--password-stdin")
    assert empty("account", "add", user, *where, stdin=secret).exit_code == 0
    assert empty("sync", "--password-stdin", stdin=secret).exit_code == 0
    with dovecot.outside(user) as client:
        before = int(client.select("Sent", readonly=True)[1][0])
    told = ("--law", "gdpr", "--to-drafts")
    assert "keyring" in empty("requests", "draft", "erasure", *NINTH, *told).stderr
    written = empty.json("requests", "draft", "erasure", *NINTH, *told, "--password-stdin", stdin=secret)
    assert written["folder"] == "Drafts"
    away = empty("unsubscribe", "quillfern.example", "--yes", "--to-drafts", "--password-stdin", stdin=secret)
    assert "The draft is in Drafts. Nothing was sent" in away.stdout
    with dovecot.outside(user) as client:
        client.select("Drafts", readonly=True)
        drafts = [parsed(client.fetch(str(number), "(RFC822)")[1][0][1]) for number in (1, 2)]
        sent = int(client.select("Sent", readonly=True)[1][0])
    assert written["reference"] in str(drafts[0]["Subject"])
    assert drafts[1]["To"] == empty.json("unsubscribe", "quillfern.example", "--yes")["draft"]["to"]
    assert sent == before


def test_without_an_account_there_are_no_drafts(move: Shell) -> None:
    done = move("requests", "draft", "erasure", *NINTH, "--to-drafts")
    assert done.exit_code == 1
    assert "no mailbox account" in done.stderr


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("erasure", "--sender", "nobody.example"), "No sender"),
        (("opt_out_of_sale", *NINTH, "--law", "gdpr"), "no right"),
        (("erasure", *NINTH, "--law", "martian"), "martian"),
        (("reminder", *NINTH), "Write one first"),
        (("complaint", *NINTH), "Write one first"),
    ],
)
def test_a_letter_that_may_not_be_written(move: Shell, words: tuple[str, ...], why: str) -> None:
    assert why in move.refused("requests", "draft", *words)
    assert move.lines("requests", "list") == []


def test_a_language_without_letters_is_said(move: Shell) -> None:
    done = move("requests", "draft", "erasure", *NINTH, "--lang", "xx", "--json")
    assert done.exit_code == 0
    assert "“xx”" in done.stderr
    assert json.loads(done.stdout)["language"] == "en"


def test_without_a_country_the_law_must_be_named(move: Shell) -> None:
    move("profile", "--country", "")
    assert "country" in move.refused("requests", "draft", "erasure", *NINTH)
    assert move("requests", "draft", "erasure", *NINTH, "--law", "gdpr").exit_code == 0


def test_a_request_is_sent_becomes_overdue_and_is_answered(move: Shell) -> None:
    reference = move.json("requests", "draft", "erasure", *NINTH)["reference"]
    done = move("requests", "mark", reference, "sent", "--note", "by registered\x1b[2J mail")
    assert done.stdout == "sent\n"
    sent = row(move, reference)
    assert sent["sent"] == "2026-11-24T08:00:00Z"
    assert sent["due"] == "2026-12-28"  # a month after the day that it takes to arrive, and after Christmas
    assert sent["history"] == [{"event": "sent", "at": "2026-11-24T08:00:00Z", "note": "by registered\x1b[2J mail"}]
    assert "asked already" in move.refused("requests", "draft", "erasure", *NINTH)
    late = {"INBOXGUARD_NOW": "2027-02-01T08:00:00Z"}
    assert row(move, reference, env=late)["state"] == "overdue"
    done = move("requests", "mark", reference, "answered_full", "--at", "2027-01-30T10:00:00+01:00", env=late)
    assert done.stdout == "answered\n"
    assert row(move, reference, env=late)["history"][1]["at"] == "2027-01-30T09:00:00Z"


def test_what_cannot_have_happened(move: Shell) -> None:
    reference = move.json("requests", "draft", "erasure", *NINTH)["reference"]
    move.refused("requests", "mark", reference, "sent", "--at", "2027-01-01")
    move.refused("requests", "mark", reference, "answered_full", "--at", "2020-01-01")
    move.refused("requests", "mark", reference, "reminded")
    assert "no request" in move.refused("requests", "mark", "2026-AAAAAAA", "sent")
    assert row(move, reference)["history"] == []


def answer(subject: str, when: str, number: int, **fields: str) -> bytes:
    """A mail of Sofa & Sparrow, as the person's server took it."""
    mail = EmailMessage()
    mail["Authentication-Results"] = "mx.post.example; dkim=pass header.d=sofasparrow.example; dmarc=pass"
    mail["Received"] = f"from mail.sofasparrow.example by mx.post.example for <kestrel-4f9d2a@post.example>; {when}"
    mail["From"], mail["To"] = "Sofa & Sparrow <privacy@sofasparrow.example>", "kestrel-4f9d2a@post.example"
    mail["Subject"], mail["Date"], mail["Message-ID"] = subject, when, f"<r{number}@sofasparrow.example>"
    for name, value in fields.items():
        mail[name.replace("_", "-")] = value
    mail.set_content("We had your address from Moving Lantern.")
    return mail.as_bytes()


def test_mail_that_seems_to_answer_is_proposed_and_settles_only_when_the_person_says_so(
    move: Shell, tmp_path: Path
) -> None:
    number = move.json("requests", "draft", "where_from", "--sender", "sofasparrow.example")["id"]
    move("requests", "mark", number, "sent")
    later = {"INBOXGUARD_NOW": "2026-12-10T08:00:00Z"}
    (tmp_path / "1.eml").write_bytes(
        answer(f"Automatic reply: {number}", "Tue, 24 Nov 2026 09:00:00 +0000", 1, Auto_Submitted="auto-replied")
    )
    (tmp_path / "2.eml").write_bytes(answer(f"Re: {number}", "Wed, 02 Dec 2026 09:00:00 +0000", 2))
    assert move("import", tmp_path, env=later).exit_code == 0
    listed = row(move, number, env=later)
    assert (listed["replies"], listed["receipts"]) == (["<r2@sofasparrow.example>"], ["<r1@sofasparrow.example>"])
    assert (listed["bounces"], listed["state"]) == ([], "sent")
    assert "a receipt, perhaps an answer" in move("requests", "list", env=later).stdout
    shown = move("requests", "show", number, env=later).stdout
    assert "perhaps an answer (it bears the reference): Sofa & Sparrow <privacy@sofasparrow.example>" in shown
    assert "trail answered sofasparrow.example --source ORGANISATION|none" in shown
    assert move.json("requests", "show", number, env=later)["replies"] == listed["replies"]
    words = ("trail", "answered", "sofasparrow.example", "--source", "movinglantern.example")
    done = move.json(*words, "--message", "<r2@sofasparrow.example>", env=later)
    assert (done["request"], done["marked"], done["words"]) == (number, True, False)
    assert "only its head is kept" in move(*words, "--message", "<r2@sofasparrow.example>", env=later).stdout
    move("trail", "forget", "a2", env=later)
    (kept,) = move.lines("trail", "answers", env=later)
    assert (kept["message_id"], kept["at"]) == ("<r2@sofasparrow.example>", "2026-12-02T09:00:00Z")
    assert row(move, number, env=later)["state"] == "answered"
    assert "no incoming message" in move.refused(*words, "--message", "<r9@x.example>", env=later)
    assert "no request" in move.refused("requests", "show", "2026-NOTHING")


def test_less_is_asked_of_a_subject_a_thing_a_list_and_how_often(move: Shell) -> None:
    sofas = "sofasparrow.example"
    done = move(
        "requests", "draft", "ask_for_less", "--sender", sofas, "--topic", "pet", "--topic", "office chairs",
        "--product", "toilet seat", "--list", f"news.{sofas}", "--list", "Our flat", "--at-most", "month",
    )  # fmt: skip
    for line in (
        "- no more mail about “Pets”, “office chairs”",
        "- no more offers of what I bought once: “toilet seat”",
        "- no more mail about a list that I deleted: “Our flat”",
        f"- no more mail from this mailing list: news.{sofas}",
        "- at most one mail a month",
    ):
        assert line in done.stdout.splitlines()
    (row,) = move.lines("requests", "list")
    assert (row["kind"], row["law"], row["state"]) == ("ask_for_less", "gdpr", "drafted")


def test_a_wish_without_a_law_has_no_date(move: Shell) -> None:
    told = move.json(
        "requests", "draft", "ask_for_less", "--sender", "sofasparrow.example", "--topic", "x", "--law", "none"
    )
    assert (told["law"], told["due"], told["due_is_verified"]) == ("none", None, True)
    assert "Art." not in told["draft"]["body"]


def test_wishes_belong_to_the_letter_that_asks_for_less(move: Shell) -> None:
    sofas = "sofasparrow.example"
    assert move("requests", "draft", "erasure", "--sender", sofas, "--topic", "x").exit_code == 2
    assert "--law none" in move.refused(
        "requests", "draft", "ask_for_less", "--sender", sofas, "--topic", "x", "--law", "us-ca-ccpa"
    )


def test_an_objection_is_drafted_where_the_law_knows_one(move: Shell) -> None:
    told = move.json("requests", "draft", "objection", "--sender", "sofasparrow.example", "--lang", "de")
    assert (told["law"], told["kind"]) == ("gdpr", "objection")
    assert "Art. 21 Abs. 2" in told["draft"]["body"]
    refused = move.refused("requests", "draft", "objection", "--sender", "sofasparrow.example", "--law", "us-ca-ccpa")
    assert "has no right" in refused


def test_the_ledger_on_the_terminal_names_nobody_who_is_set_aside(move: Shell) -> None:
    move("requests", "draft", "objection", "--sender", "sofasparrow.example")
    move("themes", "accept", "sofasparrow.example")
    told = move("requests", "list").stdout
    assert "(set aside)" in told
    assert "Sofa" not in told
    (row,) = move.lines("requests", "list")
    assert row["organisation"] == "sofasparrow.example"  # the person's own view
    shown = move("requests", "show", row["id"]).stdout
    assert "to (set aside): drafted" in shown
    assert "sofa" not in shown.lower(), "nor is the letter printed unasked"
    assert "To: " in move("requests", "show", row["id"], "--reveal").stdout
