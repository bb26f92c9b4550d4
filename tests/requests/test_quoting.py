"""Of an answer that quotes the letter only what its writer wrote is left, however the letter stands in it."""

import time
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from inboxguard.requests.letters import Grounds, letter
from inboxguard.requests.proposals import excuse, propose
from inboxguard.requests.quoting import LONGEST_TEXT, written
from inboxguard.requests.replies import Nature, Sign
from inboxguard.requests.request import NO_WISHES, Correction, Excuse, Request, RequestKind, Wishes
from tests.requests.town import ALIAS, TOES, newsletter, sender, trail

LANGUAGES = ("en", "de", "fr", "es", "it", "nl", "pt")
REFERENCE = "2026-K7Q2M4A"
ANSWER = "See you on Monday, the sofa is blue."
HEADINGS = {
    "en": ("On Wed, 3 Jun 2026 at 10:11, Mara <mara@post.example> wrote:", "From", "Sent", "To", "Subject"),
    "de": ("Am 03.06.2026 um 10:11 schrieb Mara Vogt:", "Von", "Gesendet", "An", "Betreff"),
    "fr": ("Le mer. 3 juin 2026 à 10:11, Mara <mara@post.example> a écrit :", "De", "Envoyé", "À", "Objet"),
    "es": ("El mié, 3 jun 2026 a las 10:11, Mara (<mara@post.example>) escribió:", "De", "Enviado", "Para", "Asunto"),
    "it": ("Il giorno mer 3 giu 2026 alle ore 10:11 Mara ha scritto:", "Da", "Inviato", "A", "Oggetto"),
    "nl": ("Op wo 3 jun 2026 om 10:11 schreef Mara:", "Van", "Verzonden", "Aan", "Onderwerp"),
    "pt": ("Mara escreveu no dia quarta, 3/06/2026 à(s) 10:11:", "De", "Enviada", "Para", "Assunto"),
}
WISHES = {
    RequestKind.ASK_FOR_LESS: Wishes(topics=("sofas",)),
    RequestKind.CORRECTION: Wishes(corrections=(Correction("Vokt", "Vogt"),)),
}
KINDS = [kind for kind in RequestKind if kind not in (RequestKind.REMINDER, RequestKind.COMPLAINT)]


def own(kind: RequestKind, language: str) -> Request:
    """A letter as inboxguard writes it."""
    at = datetime(2026, 6, 3, 8, tzinfo=UTC)
    claim = None if kind is RequestKind.TO_WHOM else trail()
    grounds = Grounds(ALIAS, wishes=WISHES.get(kind, NO_WISHES))
    law = "us-ca-ccpa" if kind is RequestKind.OPT_OUT_OF_SALE else "gdpr"
    draft = letter(kind, sender(), claim, grounds, law, language, REFERENCE, date(2026, 6, 3))
    return Request("r1", kind, TOES, "gdpr", language, draft, (), REFERENCE, at)


def quotes(body: str, language: str) -> dict[str, str]:
    """The letter below an answer, in the manners of mail programs."""
    heading, *labels = HEADINGS[language]
    fields = "\n".join(f"{label}: something" for label in labels)
    lines = body.splitlines()
    return {
        "marked": f"{heading}\n\n" + "\n".join(f"> {line}" for line in lines),
        "below a heading": f"{heading}\n\n{body}",
        "below a broken heading": f"{heading[:-9]}\n{heading[-9:]}\n\n{body}",
        "below fields": f"{fields}\n\n{body}",
        "below bold fields": f"*{fields.replace(':', ':*')}\n\n{body}",
        "below dashes": f"-----Original Message-----\n{body}",
        "bare": body,
        "run together": " ".join(body.split()),
        "wrapped anew": "\n".join(" ".join(body.split())[at : at + 50] for at in range(0, len(body), 50)),
        "indented": "\n".join(f"        {line}" for line in lines),
        "in capitals": body.upper(),
    }


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_no_letter_of_ours_is_judged_by_its_own_words(kind: RequestKind, language: str) -> None:
    mine = own(kind, language)
    for manner, quote in quotes(mine.draft.body, language).items():
        for text in (f"{ANSWER}\n\n{quote}", f"{quote}\n\n{ANSWER}", quote):
            for spoken in (language, None):
                read = newsletter(text=text, subject=f"Re: {mine.draft.subject}", language=spoken, links=())
                assert propose(read, Nature.ANSWER, Sign.REFERENCE, mine) is None, manner
                assert excuse(read, Nature.ANSWER, Sign.REFERENCE, mine) is None, manner


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_stands_above_the_letter_is_read(language: str) -> None:
    mine = own(RequestKind.ACCESS, language)
    for manner, quote in quotes(mine.draft.body, language).items():
        assert ANSWER in written(f"{ANSWER}\n\n{quote}", [mine.draft.body]), manner


def test_an_answer_between_marked_lines_is_read() -> None:
    text = "On 3 June 2026 you wrote:\n> Where is it from?\n\nFrom Larkspur.\n\n> And to whom was it given?\n\nNobody."
    assert written(text, []).split() == ["From", "Larkspur.", "Nobody."]


@pytest.mark.parametrize(
    "text",
    [
        "We wrote to them on 3 June:\nno answer came.",
        "From: that day on\nwe kept nothing.",
        "- the original message is lost",
        "Data: none\nA: none",
    ],
)
def test_sentences_that_look_like_marks_do_not_hide_more_than_they_must(text: str) -> None:
    assert written(f"We deleted everything.\n{text}", []).startswith("We deleted everything.")


def test_a_few_words_alike_stay_in_their_sentence_and_a_passage_ends_it() -> None:
    mine = "a copy of the data that you hold about me, and where you got it from, with the day on which it came to you"
    assert written("We refuse a copy of the data that you hold about me.", [mine]).split() == ["We", "refuse", "."]
    assert "\n\n" in written(f"We refuse. Kind regards {mine} Thank you", [mine])


def test_another_letter_of_the_persons_may_be_quoted_too() -> None:
    first, second = own(RequestKind.ACCESS, "en"), own(RequestKind.ERASURE, "en")
    reminder = "You asked me to send you a copy of an identity document; please tell me what your doubts are."
    also = [replace(second, draft=replace(second.draft, body=reminder))]
    read = newsletter(text=f"{ANSWER}\n\n{reminder}", subject="Re", language="en", links=())
    assert propose(read, Nature.ANSWER, Sign.REFERENCE, first) is not None
    assert propose(read, Nature.ANSWER, Sign.REFERENCE, first, also) is None
    asked = newsletter(text="Please send us a copy of your identity card.", subject="Re", language="en", links=())
    assert excuse(asked, Nature.ANSWER, Sign.REFERENCE, first, also) is Excuse.ID_COPY


@pytest.mark.parametrize(
    "piece",
    [" ", "\n", "\t\n", ">", "> ", "a", "a ", "a.", ". ", "? \n", ":\n", ": ", "From: ", "From:\n", "wrote:\n", "1. ",
     "-----", "@", "a@b.", "www.", "\r", "é", "copy ", "2026-", "0", "to:\nsent:\n", "We have received your "],
)  # fmt: skip
def test_a_megabyte_of_anything_is_read_at_once(piece: str) -> None:
    mine = own(RequestKind.ACCESS, "en")
    text = piece * (1_000_000 // len(piece))
    read = newsletter(text=text, subject="Re", language=None, links=())
    before = time.process_time()
    assert len(written(text, [mine.draft.body])) <= LONGEST_TEXT
    propose(read, Nature.ANSWER, Sign.REFERENCE, mine)
    excuse(read, Nature.ANSWER, Sign.REFERENCE, mine)
    assert time.process_time() - before < 2


@pytest.mark.parametrize("moment", ["Anna Vogt, Tue, 3 Nov 2026 at 09:14", "anna@post.example - 03.11.2026 um 9:14"])
def test_a_line_drawn_above_a_writer_and_a_moment_begins_what_is_quoted(moment: str) -> None:
    assert written(f"We hold no data.\n\n{'-' * 30}\n{moment}\n\nPlease send me a copy.", []).split()[-1] == "data."
    assert "Registered" in written(f"We hold no data.\n\n{'-' * 30}\nRegistered in Leeds, no 1234", [])
