"""An address that says it is about privacy is found in mail; what only stands beside such words is not."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboxguard.facts.message import Address, Link, Message, Shelf
from inboxguard.requests.privacy_addresses import is_unread, named_in
from tests.senders.letters import letter


def found(text: str, **said: object) -> list[str]:
    """The addresses that a mail of the Shop names."""
    return [one.address for one in named_in(letter(**({"address": "news@shop.example", "text": text} | said)))]


UNREAD = (
    "no-reply", "noreply", "NoReply", "no_reply", "no.reply", "n0reply", "noreply2", "news-noreply", "do-not-reply",
    "donotreply", "DoNotReply", "dont.reply", "no-answer", "noresponse", "nicht-antworten", "bitte_nicht_antworten",
    "keine-antwort", "ne-pas-repondre", "nepasrépondre", "pas-de-reponse", "no-responder", "noresponder",
    "no-contestar", "sin-respuesta", "non-rispondere", "nonrispondere", "nessuna.risposta", "niet-beantwoorden",
    "nietbeantwoorden", "geen-antwoord", "nao-responda", "naoresponder", "não-responder", "sem-resposta",
    "mailer-daemon", "MAILER-DAEMON", "postmaster", "bounce", "bounces+77-ab", "bounce-1234", "unmonitored",
    "privacy-noreply", "datenschutz.noreply",
)  # fmt: skip


@pytest.mark.parametrize("local", UNREAD)
def test_what_nobody_reads_is_told_in_every_spelling_and_language(local: str) -> None:
    assert is_unread(f"{local}@shop.example")
    assert found(f"Data protection: {local}@shop.example") == []


@pytest.mark.parametrize(
    "local",
    ["privacy", "reply", "replies", "answers", "antwort", "reponse", "respuesta", "risposta", "dpo", "nora.reply",
     "noah", "norbert", "bouncer", "monitor", "contact", "datenschutz", "nono", "respond"],
)  # fmt: skip
def test_what_somebody_reads_is_not_called_unread(local: str) -> None:
    assert not is_unread(f"{local}@shop.example")


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Questions? privacy@shop.example", "privacy@shop.example"),
        ("Our Data Protection Officer is reached at desk@shop.example.", "desk@shop.example"),
        ("Datenschutzbeauftragter:\ndesk@shop.example", "desk@shop.example"),
        ("Fragen zum Datenschutz an desk@Shop.Example", "desk@shop.example"),
        ("Protection des données : desk@shop.example", "desk@shop.example"),
        ("Protección de datos: desk@shop.example", "desk@shop.example"),
        ("Protezione dei dati: desk@shop.example", "desk@shop.example"),
        ("Gegevensbescherming: desk@shop.example", "desk@shop.example"),
        ("Proteção de dados: desk@shop.example", "desk@shop.example"),
        ("Write to desk@shop.example (data protection).", "desk@shop.example"),
        ("eu-dpo@shop.example", "eu-dpo@shop.example"),
    ],
)
def test_a_privacy_address_is_found(text: str, address: str) -> None:
    assert found(text) == [address]


@pytest.mark.parametrize(
    "text",
    [
        "Privacy policy | support@shop.example",
        "See our privacy policy. Help: help@shop.example",
        "Datenschutz • Impressum • service@shop.example",
        "Unsere Datenschutzerklärung lesen Sie hier, Fragen an service@shop.example",
        "To leave mail unsubscribe@shop.example, we care for your privacy",
        "Your privacy matters: unsubscribe@shop.example",
        "Personal data is kept safe: newsletter@shop.example",
        "This mail went to anna+privacy@post.example",
        "Privacy: privacy+anna=post.example@shop.example",
        "Privacy: \u200bprivacy@shop.example\u200b",
        "Privacy: privacy@shop.example@rogue.example",
        "Privacy: privacy@shop.example.rogue.example/@shop.example",
        "Privacy: privаcy@shop.example",  # a Cyrillic letter
        "Privacy: https://user:privacy@shop.example/",
        "Privacy: privacy@shop.example=rogue.example",
        "Privacy: privacy at shop dot example",
    ],
)
def test_what_only_stands_beside_such_words_or_is_made_to_look_like_one_is_not(text: str) -> None:
    assert [one for one in found(text) if one.endswith("@shop.example")] == []


def test_an_address_of_another_script_keeps_its_own_domain() -> None:
    assert found("Privacy: privacy@shор.example") == []


def test_an_address_whose_link_leads_elsewhere_is_a_trick() -> None:
    text = "Privacy: privacy@shop.example"
    assert found(text, links=(Link("mailto:privacy@shop.example?subject=x", "privacy@shop.example"),)) == [
        "privacy@shop.example"
    ]
    tricked = found(text, links=(Link("mailto:catch@rogue.example", "privacy@shop.example"),))
    assert "privacy@shop.example" not in tricked


def test_a_link_counts_by_its_words_and_by_its_address() -> None:
    assert found("x", links=(Link("mailto:desk@shop.example", "Data protection"),)) == ["desk@shop.example"]
    assert found("x", links=(Link("mailto:privacy%40shop.example", "Write to us"),)) == ["privacy@shop.example"]
    assert found("x", links=(Link("mailto:desk@shop.example", "Privacy policy"),)) == []
    assert found("x", links=(Link("mailto:a@shop.example,privacy@shop.example", "Privacy"),)) == []
    assert found("x", links=(Link("https://shop.example/privacy@shop.example", "Privacy"),)) == []


def test_its_own_from_and_reply_to_count_by_their_local_part() -> None:
    assert found("x", address="datenschutz@shop.example") == ["datenschutz@shop.example"]
    assert found("x", reply_to=Address("Privacy team", "hello@shop.example")) == []
    assert found("x", reply_to=Address("", "dpo@shop.example")) == ["dpo@shop.example"]


def test_mail_in_junk_names_nobody() -> None:
    assert found("Privacy: privacy@shop.example", shelf=Shelf.JUNK) == []


def test_an_address_that_says_it_itself_comes_before_one_that_is_only_told() -> None:
    named = named_in(letter(text="Personal data: help@shop.example\nOr: privacy@shop.example"))
    assert [(one.address, one.by_itself) for one in named] == [
        ("privacy@shop.example", True), ("help@shop.example", False),
    ]  # fmt: skip
    assert named[0].in_footer
    assert named[0].on is not None


def test_the_footer_counts_where_the_text_was_not_kept() -> None:
    kept: Message = replace(letter(text="x"), text=None, footer="Datenschutz: dsb@shop.example")
    assert [one.address for one in named_in(kept)] == ["dsb@shop.example"]


@given(st.text(alphabet="privacydatenschutz@shop.example :|\n()<>+=%\u200b.", max_size=300))
def test_whatever_stands_there_it_ends_and_names_plain_addresses(text: str) -> None:
    for one in named_in(letter(text=text)):
        local, _, domain = one.address.rpartition("@")
        assert one.address.isascii()
        assert local
        assert domain == domain.lower()
        assert "@" not in local
