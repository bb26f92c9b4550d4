"""Letters: facts that are proved, the least identity, no verdict, and no empty field."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboxguard.errors import Refused
from inboxguard.facts.message import Address, ListHeaders
from inboxguard.requests.letters import MOST_WISHES, Grounds, disclosed, language_for, languages, laws, letter
from inboxguard.requests.regimes import NO_LAW, Regime, regimes
from inboxguard.requests.request import Correction, Draft, Often, RequestKind, Wishes
from inboxguard.senders.attribution import Kind, Role
from inboxguard.senders.roles import objects, role
from inboxguard.trace.trail import Level, Relation, Trail
from tests.requests.town import ALIAS, SHOP, TOES, newsletter, sender, trail

REFERENCE = "2026-K7Q2M4A"
TODAY = date(2026, 11, 23)
EVERY = ("de", "en", "es", "fr", "it", "nl", "pt")
PREFERENCES = (RequestKind.ASK_FOR_LESS, RequestKind.OBJECTION)
WISHES = Wishes(("pets",), ("toilet seat",), ("news.tinytoes.example", "Our flat"), often=Often.MONTH)
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
    assert "This address received mail from Tiny Toes on 4 May 2026." in body


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


@pytest.mark.parametrize("kind", [RequestKind.REMINDER, RequestKind.COMPLAINT])
def test_a_letter_that_follows_another_is_not_written_without_it(kind: RequestKind) -> None:
    with pytest.raises(Refused, match="follows an earlier letter"):
        letter(kind, sender(), None, BARE, "gdpr", "en", REFERENCE, TODAY)


@pytest.mark.parametrize(
    ("kind", "law", "words"),
    [
        (RequestKind.ERASURE, "us-ca-delete-act", "page of the state"),
        (RequestKind.TO_WHOM, "us-ri-ridtppa", "public notice"),
        (RequestKind.OBJECTION, "provider-gmail", "gives you no right"),
    ],
)
def test_a_law_that_no_letter_can_stand_on_says_why(kind: RequestKind, law: str, words: str) -> None:
    assert law not in laws(kind)
    with pytest.raises(Refused, match=words):
        letter(kind, sender(), None, BARE, law, "en", REFERENCE, TODAY)


def test_without_a_law_a_letter_asks_politely_and_names_none() -> None:
    asked = letter(RequestKind.ACCESS, sender(), None, BARE, NO_LAW, "en", REFERENCE, TODAY).body
    assert "Please let me know:" in asked
    assert "Art." not in asked
    assert "Please answer as soon as you can." in asked


def test_a_time_to_answer_is_only_claimed_for_what_it_is_about() -> None:
    def brazil(kind: RequestKind) -> str:
        return letter(kind, sender(), None, BARE, "br-lgpd", "en", REFERENCE, TODAY).body

    assert "15 days" in brazil(RequestKind.ACCESS)
    assert "15 days" not in brazil(RequestKind.ERASURE)


def test_a_time_that_was_not_seen_in_a_source_is_not_claimed() -> None:
    quebec = letter(RequestKind.ACCESS, sender(), None, BARE, "ca-qc-p39.1", "en", REFERENCE, TODAY).body
    assert "30 days" not in quebec


def test_names_are_demanded_only_where_the_law_owes_them() -> None:
    def asked(law: str) -> str:
        return letter(RequestKind.TO_WHOM, sender(SHOP, "Shop"), None, BARE, law, "en", REFERENCE, TODAY).body

    assert "each recipient by name" in asked("gdpr")
    assert "otherwise by category" in asked("us-ca-ccpa")
    assert "in the last calendar year" in asked("us-ca-shine-the-light")


WRONG = Wishes(corrections=(Correction("Kim Lint", "Kim Lind"), Correction("5 May", "6 May")))


def test_a_correction_says_what_is_false_and_what_is_right() -> None:
    asked = letter(
        RequestKind.CORRECTION, sender(), None, replace(BARE, wishes=WRONG), "gdpr", "en", REFERENCE, TODAY
    ).body
    assert "- “Kim Lint” should be “Kim Lind”;\n- “5 May” should be “6 May”." in asked
    assert "Art. 16" in asked
    assert WRONG.asked == ("correction Kim Lint = Kim Lind", "correction 5 May = 6 May")


@pytest.mark.parametrize(
    "pairs",
    [
        (Correction("a", " "),),
        (Correction("", "b"),),
        (Correction("a", "a"),),
        (Correction("a", "b"), Correction("\u200b", "x")),
    ],
)
def test_half_a_correction_is_none(pairs: tuple[Correction, ...]) -> None:
    grounds = replace(BARE, wishes=Wishes(corrections=pairs))
    with pytest.raises(Refused, match="--correct FALSE=RIGHT"):
        letter(RequestKind.CORRECTION, sender(), None, grounds, "gdpr", "en", REFERENCE, TODAY)


def test_one_letter_corrects_few_things() -> None:
    many = Wishes(corrections=tuple(Correction(f"wrong {n}", f"right {n}") for n in range(MOST_WISHES + 1)))
    with pytest.raises(Refused, match=f"at most {MOST_WISHES}"):
        letter(RequestKind.CORRECTION, sender(), None, replace(BARE, wishes=many), "gdpr", "en", REFERENCE, TODAY)


def test_what_a_letter_tells_of_the_person_is_listed_the_least_first() -> None:
    assert disclosed(BARE) == ("address",)
    assert disclosed(replace(BARE, name=" ", customer_number="")) == ("address",)
    assert disclosed(replace(BARE, name="Kim Lind", customer_number="KD-4711")) == (
        "address",
        "customer_number",
        "name",
    )
    told = written(grounds=replace(BARE, customer_number="KD-4711")).body
    assert "My customer number with you is KD-4711." in told
    assert "customer number" not in written(grounds=BARE).body


def test_the_subject_is_in_both_languages_where_theirs_is_another() -> None:
    def subject(theirs: str | None) -> str:
        return letter(
            RequestKind.OBJECTION, sender(), None, BARE, "gdpr", "en", REFERENCE, TODAY, their_language=theirs
        ).subject

    own = f"Objection to direct marketing - reference {REFERENCE}"
    assert subject(None) == subject("en") == subject("tlh") == own
    assert subject("fr") == f"Objection to direct marketing / Opposition à la prospection - reference {REFERENCE}"


def test_the_language_falls_back_to_english() -> None:
    assert {"de", "en"} <= set(languages(RequestKind.ERASURE))
    assert language_for(RequestKind.ERASURE, None, "de", "en") == "de"
    assert language_for(RequestKind.ERASURE, "tlh", "de") == "de"
    assert language_for(RequestKind.ERASURE, "tlh", None) == "en"
    assert written(language="tlh") == written(language="en")


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


# letters about mail to come


def preference(
    kind: RequestKind, law: str = "gdpr", language: str = "en", wishes: Wishes = WISHES, name: str | None = None
) -> Draft:
    """Return a letter of the person to Tiny Toes about mail to come."""
    grounds = Grounds("me@post.example", name=name, lists=("news.tinytoes.example",), wishes=wishes)
    return letter(kind, sender(), None, grounds, law, language, REFERENCE, TODAY)


@pytest.mark.parametrize("kind", PREFERENCES)
@pytest.mark.parametrize("language", EVERY)
def test_every_language_has_its_own_words_and_dates(kind: RequestKind, language: str) -> None:
    assert languages(kind) == EVERY
    said = {preference(kind, language=other).body for other in EVERY}
    assert len(said) == len(EVERY)
    months = {
        letter(kind, sender(), None, Grounds("me@post.example", wishes=WISHES), "gdpr", language, REFERENCE,
               date(2026, month, 1)).body.splitlines()[0]
        for month in range(1, 13)
    }  # fmt: skip
    assert len(months) == 12


def test_the_first_of_a_month_is_written_as_people_write_it() -> None:
    def first(language: str) -> str:
        grounds = Grounds("me@post.example")
        told = letter(RequestKind.OBJECTION, sender(), None, grounds, "gdpr", language, REFERENCE, date(2026, 5, 1))
        return told.body.splitlines()[0]

    assert [first(language) for language in ("fr", "it", "es", "en")] == [
        "1er mai 2026", "1º maggio 2026", "1 de mayo de 2026", "1 May 2026",
    ]  # fmt: skip


@pytest.mark.parametrize("language", EVERY)
def test_only_what_is_wished_is_asked_and_nothing_of_it_stands_in_the_subject(language: str) -> None:
    one = preference(RequestKind.ASK_FOR_LESS, language=language, wishes=Wishes(("pets",)))
    assert [line.startswith("- ") for line in one.body.splitlines()].count(True) == 1
    assert "pets" in one.body
    assert "toilet" not in one.body
    every = preference(RequestKind.ASK_FOR_LESS, language=language)
    lines = [line for line in every.body.splitlines() if line.startswith("- ")]
    assert len(lines) == 5
    assert len(set(lines)) == 5
    for draft in (one, every):
        assert not any(word in draft.subject.lower() for word in ("pets", "toilet", "flat", "tinytoes"))
    often = {
        preference(RequestKind.ASK_FOR_LESS, NO_LAW, language, Wishes(often=one)).body.split("- ")[1] for one in Often
    }
    assert len(often) == 3


def test_the_rest_is_welcome_only_where_a_part_is_to_end() -> None:
    assert "Your other mail is welcome." in preference(RequestKind.ASK_FOR_LESS).body
    seldom = preference(RequestKind.ASK_FOR_LESS, NO_LAW, wishes=Wishes(often=Often.SEASON))
    assert "welcome" not in seldom.body
    assert "at most four mails a year" in seldom.body


@pytest.mark.parametrize(("law", "cite"), [("gdpr", "of the GDPR."), ("uk-gdpr-pecr", "of the UK GDPR."),
                                           ("ca-casl", "Anti-Spam Legislation")])  # fmt: skip
def test_a_law_stands_in_one_sentence_and_no_law_in_none(law: str, cite: str) -> None:
    with_law, without = (preference(RequestKind.ASK_FOR_LESS, one).body for one in (law, NO_LAW))
    added = set(with_law.split("\n\n")) - set(without.split("\n\n"))
    assert len(added) == 1
    assert cite in added.pop()
    assert set(without.split("\n\n")) < set(with_law.split("\n\n"))


@pytest.mark.parametrize("law", ["us-ca-ccpa", "us-can-spam", "br-lgpd", "in-dpdp"])
def test_less_is_asked_under_no_law_that_knows_no_part(law: str) -> None:
    with pytest.raises(Refused, match="--law none"):
        preference(RequestKind.ASK_FOR_LESS, law)


def test_how_often_is_a_wish_on_which_no_law_stands() -> None:
    with pytest.raises(Refused, match="--law none"):
        preference(RequestKind.ASK_FOR_LESS, "gdpr", wishes=Wishes(often=Often.WEEK))


def test_nothing_wished_or_too_much_is_refused() -> None:
    with pytest.raises(Refused, match="want less of"):
        preference(RequestKind.ASK_FOR_LESS, wishes=Wishes((" ", "\u200b")))
    with pytest.raises(Refused, match=f"at most {MOST_WISHES}"):
        preference(RequestKind.ASK_FOR_LESS, wishes=Wishes(tuple(f"topic {n}" for n in range(MOST_WISHES + 1))))


@pytest.mark.parametrize("known", regimes(), ids=lambda one: one.id)
def test_an_objection_is_written_where_the_law_gives_one_and_refused_in_a_sentence_elsewhere(known: Regime) -> None:
    if known.id in laws(RequestKind.OBJECTION):
        draft = preference(RequestKind.OBJECTION, known.id)
        assert ("Art. 12(3)" in draft.body) == (known.id in ("gdpr", "uk-gdpr-pecr"))
        return
    with pytest.raises(Refused, match=r"\A[^\n]+[.]\Z"):
        preference(RequestKind.OBJECTION, known.id)


def test_an_objection_claims_no_right_that_the_law_does_not_give() -> None:
    brazil = preference(RequestKind.OBJECTION, "br-lgpd").body
    assert "where the LGPD lets me" in brazil
    assert "21(2)" not in brazil
    with pytest.raises(Refused, match="gives you no right"):
        preference(RequestKind.OBJECTION, "provider-gmail")


@given(st.text(max_size=300), st.text(max_size=300), st.text(max_size=300))
def test_hostile_wishes_stay_words(topic: str, product: str, listed: str) -> None:
    try:
        draft = preference(RequestKind.ASK_FOR_LESS, wishes=Wishes((topic,), (product,), (listed,)))
    except Refused:
        return
    assert all(line.isprintable() for line in draft.body.split("\n"))
    assert 1 <= sum(line.startswith("- ") for line in draft.body.split("\n")) <= 3
    assert len(draft.body) < 3_000


@pytest.mark.parametrize("language", EVERY)
def test_in_sent_mail_a_letter_for_less_is_no_opt_out_and_an_objection_is_one(language: str) -> None:
    def sent(draft: Draft) -> Role | None:
        to = (Address("", draft.to),)
        mine = Address("", draft.from_alias)
        letter_sent = newsletter(
            sender=mine, to=to, subject=draft.subject, text=draft.body, lists=ListHeaders(), links=()
        )
        return role(letter_sent, Kind.PERSONAL, outgoing=True)

    assert sent(preference(RequestKind.ASK_FOR_LESS, language=language)) is Role.WROTE
    objection = preference(RequestKind.OBJECTION, language=language)
    assert objects(objection.subject)
    assert sent(objection) is Role.OPT_OUT
