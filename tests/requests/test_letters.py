"""Letters: facts that are proved, the least identity, no verdict, and no empty field."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboxguard.errors import NotYet, Refused
from inboxguard.requests.letters import Grounds, language_for, languages, letter
from inboxguard.requests.request import Draft, RequestKind
from inboxguard.trace.trail import Level, Relation, Trail
from tests.requests.town import ALIAS, SHOP, TOES, sender, trail

REFERENCE = "2026-K7Q2M4A"
TODAY = date(2026, 11, 23)
WRITTEN = (RequestKind.WHERE_FROM, RequestKind.TO_WHOM, RequestKind.ERASURE)
PROVED = Grounds(
    ALIAS,
    first_mail=date(2026, 5, 4),
    lists=("news.tinytoes.example",),
    other="Shop",
    given_on=date(2026, 3, 1),
    given_only=True,
)
BARE = Grounds("me@post.example")
VERDICTS = ("sold", "illegal", "unlawful", "hacked", "spam", "breach", "leak", "verkauf", "rechtswidrig", "illegal")
THREATS = ("complain", "authority", "lawyer", "court action", "damages", "beschwer", "aufsicht", "anwalt", "gericht")


def written(
    kind: RequestKind = RequestKind.WHERE_FROM,
    grounds: Grounds = PROVED,
    language: str = "en",
    claim: Trail | None = None,
) -> Draft:
    """Return the letter of `kind` about the trail from the shop to Tiny Toes."""
    to = sender(SHOP, "Shop") if kind is RequestKind.TO_WHOM else sender()
    if kind is RequestKind.TO_WHOM and grounds.other == "Shop":
        grounds = replace(grounds, other="Tiny Toes")
    return letter(kind, to, claim or trail(), grounds, "gdpr", language, REFERENCE, TODAY)


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("kind", WRITTEN)
@pytest.mark.parametrize(("name", "grounds"), [("proved", replace(PROVED, name="Kim Lind")), ("bare", BARE)])
def test_letters_are_as_they_were_read_and_approved(
    golden: Callable[[str, str], None], language: str, kind: RequestKind, name: str, grounds: Grounds
) -> None:
    draft = written(kind, grounds, language)
    told = f"To: {draft.to}\nFrom: {draft.from_alias}\nSubject: {draft.subject}\n\n{draft.body}"
    golden(f"{kind.value}.{name}.{language}.txt", told)


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("kind", WRITTEN)
@pytest.mark.parametrize("grounds", [PROVED, BARE])
def test_no_letter_threatens_judges_or_gives_away_more_than_the_address(
    kind: RequestKind, language: str, grounds: Grounds
) -> None:
    draft = written(kind, grounds, language)
    words = draft.body.lower()
    assert not [verdict for verdict in VERDICTS if verdict in words]
    assert not [threat for threat in THREATS if threat in words.replace("court of justice", "")]
    assert draft.from_alias == grounds.address
    assert grounds.address in draft.body
    assert REFERENCE in draft.subject
    assert REFERENCE in draft.body
    assert "Art. 12" in draft.body
    assert "\n\n\n" not in draft.body
    assert "{" not in draft.body


def test_what_is_proved_is_said_as_an_observation() -> None:
    said = "An address that I gave only to Shop on 1 March 2026 received mail from Tiny Toes on 4 May 2026."
    assert said in written().body
    said = "An address that I gave only to Shop on 1 March 2026 received mail from Tiny Toes on 4 May 2026."
    assert said in written(RequestKind.TO_WHOM).body
    said = (
        "Eine Adresse, die ich am 1. März 2026 nur Shop gegeben habe, hat am 4. Mai 2026 Post von Tiny Toes erhalten."
    )
    assert said in written(language="de").body


@pytest.mark.parametrize(
    "grounds",
    [
        replace(PROVED, given_only=False),
        replace(PROVED, other=None),
        replace(PROVED, other=" \u200b "),
        replace(PROVED, given_on=None),
        replace(PROVED, first_mail=None),
        replace(PROVED, given_on=date(2026, 5, 5)),
        replace(PROVED, address="me@post.example"),
        BARE,
    ],
)
@pytest.mark.parametrize("kind", WRITTEN)
def test_what_is_not_proved_in_every_part_is_not_said(kind: RequestKind, grounds: Grounds) -> None:
    body = written(kind, grounds).body
    assert "gave only" not in body
    assert ("Tiny Toes" if kind is RequestKind.TO_WHOM else "Shop") not in body


def test_a_trail_without_a_source_proves_nothing() -> None:
    nothing = Trail(TOES, (ALIAS,), None, Relation.UNKNOWN, Level.NOT_SHOWN, 0.0, None)
    body = written(claim=nothing).body
    assert "gave only" not in body
    assert "It received mail from Tiny Toes on 4 May 2026." in body


def test_without_a_trail_the_question_may_still_be_asked() -> None:
    for kind, to in ((RequestKind.WHERE_FROM, sender()), (RequestKind.TO_WHOM, sender(SHOP, "Shop"))):
        draft = letter(kind, to, None, PROVED, "gdpr", "en", REFERENCE, TODAY)
        assert "gave only" not in draft.body


def test_a_trail_is_never_held_up_to_somebody_else() -> None:
    with pytest.raises(Refused, match="another organisation"):
        letter(RequestKind.WHERE_FROM, sender(SHOP, "Shop"), trail(), PROVED, "gdpr", "en", REFERENCE, TODAY)
    with pytest.raises(Refused, match="another source"):
        letter(RequestKind.TO_WHOM, sender(), trail(), PROVED, "gdpr", "en", REFERENCE, TODAY)


def test_a_guessed_contact_is_said_to_be_a_guess() -> None:
    assert (written().to, written().to_is_guess) == ("privacy@tinytoes.example", True)
    known = written(grounds=replace(PROVED, contact="dpo@tinytoes.example"))
    assert (known.to, known.to_is_guess) == ("dpo@tinytoes.example", False)


@pytest.mark.parametrize(
    "contact", ["a@b.example, c@d.example", "x", "a@b.example\nBcc: c@d.example", "a\x00@b.example"]
)
def test_a_contact_that_is_no_plain_address_is_not_used(contact: str) -> None:
    assert written(grounds=replace(PROVED, contact=contact)).to_is_guess


@pytest.mark.parametrize("address", ["", "nobody", "a b@c.example", "a@b.example\r\nBcc: c@d.example"])
def test_without_the_address_concerned_there_is_no_letter(address: str) -> None:
    with pytest.raises(Refused, match="address"):
        written(grounds=replace(BARE, address=address))


@pytest.mark.parametrize(
    ("kind", "law", "words"),
    [
        (RequestKind.OPT_OUT_OF_SALE, "gdpr", "has no right"),
        (RequestKind.ACCESS, "us-can-spam", "has no right"),
        (RequestKind.WHERE_FROM, "in-dpdp", "not in force"),
        (RequestKind.WHERE_FROM, "nonsense", "not a law"),
    ],
)
def test_a_right_that_does_not_exist_is_refused(kind: RequestKind, law: str, words: str) -> None:
    with pytest.raises(Refused, match=words):
        letter(kind, sender(), None, BARE, law, "en", REFERENCE, TODAY)


@pytest.mark.parametrize(
    ("kind", "law"),
    [
        (RequestKind.ACCESS, "gdpr"),
        (RequestKind.WHERE_FROM, "uk-gdpr-pecr"),
        (RequestKind.ERASURE, "us-ca-ccpa"),
        (RequestKind.REMINDER, "gdpr"),
        (RequestKind.COMPLAINT, "gdpr"),
    ],
)
def test_letters_that_are_not_written_yet_say_so(kind: RequestKind, law: str) -> None:
    with pytest.raises(NotYet, match=r"\A[^\n]+[.]\Z"):
        letter(kind, sender(), None, BARE, law, "en", REFERENCE, TODAY)


def test_the_language_falls_back_to_english() -> None:
    assert languages(RequestKind.ERASURE) == ("de", "en")
    assert languages(RequestKind.ACCESS) == ()
    assert language_for(RequestKind.ERASURE, None, "de", "en") == "de"
    assert language_for(RequestKind.ERASURE, "fr", "de") == "de"
    assert language_for(RequestKind.ERASURE, "fr", None) == "en"
    assert written(language="pt") == written(language="en")


@given(st.text(max_size=400), st.text(max_size=400), st.text(max_size=50))
def test_hostile_names_stay_names(title: str, name: str, listed: str) -> None:
    grounds = replace(PROVED, name=name, lists=(listed,))
    draft = letter(RequestKind.WHERE_FROM, sender(TOES, title), trail(), grounds, "gdpr", "en", REFERENCE, TODAY)
    assert "\n" not in draft.subject
    assert draft.subject.isprintable()
    assert all(line.isprintable() for line in draft.body.split("\n"))
    assert len(draft.body) < 5_000


def test_a_template_in_a_name_is_only_text() -> None:
    draft = letter(RequestKind.ERASURE, sender(TOES, "{{ 7 * 7 }} <b>&"), None, BARE, "gdpr", "en", REFERENCE, TODAY)
    assert "{{ 7 * 7 }} <b>&" in draft.body


@pytest.mark.parametrize("language", ["en", "de"])
def test_a_name_that_a_stranger_chose_stands_beside_its_domain(language: str) -> None:
    def to(title: str) -> str:
        return letter(RequestKind.ERASURE, sender(SHOP, title), None, BARE, "gdpr", language, REFERENCE, TODAY).body

    assert "DHL (shop.example)" in to("DHL")
    assert "(shop.example)" not in to("The Shop")
