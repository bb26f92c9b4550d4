"""Golden words: what is said about each kind of trail, in every language, and what is never said."""

import string
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboxguard import resources
from inboxguard.senders.sender import SenderId
from inboxguard.trace import wording
from inboxguard.trace.coverage import coverage
from inboxguard.trace.gates import GATES
from inboxguard.trace.trail import Evidence, Level, Relation, Rival, Trail
from tests.trace.stories import LANTERN, NAMES, SECRET, SOFA, lantern_secret
from tests.trace.test_weighing import SIGNALS

RIVALS = (Rival(Relation.OWN, None, 0.11), Rival(Relation.UNKNOWN, None, 0.02))
STRONG = Trail(
    SOFA,
    (SECRET,),
    LANTERN,
    Relation.UNKNOWN,
    Level.STRONG,
    0.98,
    None,
    (Evidence("unique_alias", "A", 5.0, ()), Evidence("no_sign_up", "G", 0.9, ())),
    RIVALS,
)
DOCUMENTED = replace(
    STRONG,
    level=Level.DOCUMENTED,
    relation=Relation.SHARE,
    evidence=(Evidence("statement_partner", "B", 4.4, (), "Lantern Moves sold us your address."),),
)
NOTHING = Trail(SOFA, (SECRET,), None, Relation.UNKNOWN, Level.NOT_SHOWN, 0.0, None)
LANGUAGES = wording.languages()

GOLDEN = [
    (
        STRONG,
        "en",
        (
            "The evidence points to Lantern Moves's copy of your address (95 %). It does not show how it "
            "reached Sofa Town. This is not proof of wrongdoing."
        ),
    ),
    (
        STRONG,
        "de",
        (
            "Die Hinweise führen zu der Kopie Ihrer Adresse, die Lantern Moves hat (95 %). Wie sie zu Sofa "
            "Town kam, zeigen sie nicht. Das ist kein Beweis für ein Fehlverhalten."
        ),
    ),
    (
        replace(STRONG, level=Level.PROBABLE, p_copy=0.83),
        "en",
        (
            "Lantern Moves is the likeliest source among those known (85 %); other explanations remain: You "
            "gave it to Sofa Town and no trace is left (10 %); A source outside this mailbox (under 5 %). It "
            "does not show how it reached Sofa Town. This is not proof of wrongdoing."
        ),
    ),
    (
        replace(STRONG, level=Level.POSSIBLE, p_copy=0.5, gates=("unauthenticated",)),
        "en",
        (
            "Lantern Moves may be the source of the copy that the sender that calls itself Sofa Town has; the "
            "evidence is too weak to rely on. It does not show how it reached the sender that calls itself Sofa "
            "Town. This is not proof of wrongdoing."
        ),
    ),
    (
        replace(STRONG, relation=Relation.GROUP),
        "en",
        (
            "The evidence points to Lantern Moves's copy of your address (95 %). Sofa Town and Lantern Moves "
            "appear to belong to one company. This is not proof of wrongdoing."
        ),
    ),
    (
        DOCUMENTED,
        "en",
        (
            "Sofa Town states that it got your address from Lantern Moves (“Lantern Moves sold us your "
            "address.”, 2025-03-01). This is not proof of wrongdoing."
        ),
    ),
    (
        DOCUMENTED,
        "de",
        (
            "Sofa Town gibt an, Ihre Adresse von Lantern Moves zu haben („Lantern Moves sold us your "
            "address.“, 2025-03-01). Das ist kein Beweis für ein Fehlverhalten."
        ),
    ),
    (NOTHING, "en", "Source not established."),
    (NOTHING, "de", "Die Quelle steht nicht fest."),
    (
        replace(NOTHING, relation=Relation.OWN),
        "en",
        "You have a relation of your own with Sofa Town. Nothing is claimed about a source.",
    ),
]


@pytest.mark.parametrize(("trail", "language", "said"), GOLDEN)
def test_the_one_sentence(trail: Trail, language: str, said: str) -> None:
    assert wording.sentence(trail, NAMES, language, date(2025, 3, 1)) == said


@pytest.mark.parametrize(
    ("signal", "said"),
    [
        (
            "statement_customer",
            "Sofa Town states that it writes to you because you are a customer of Lantern Moves (“As written”).",
        ),
        (
            "statement_sign_up",
            "Sofa Town states that it writes to you because you registered with Lantern Moves (“As written”).",
        ),
        ("statement_host", "Sofa Town states that Lantern Moves sends this mail on its behalf (“As written”)."),
        ("statement_partner", "Sofa Town states that it got your address from Lantern Moves (“As written”)."),
    ],
)
def test_a_document_is_not_made_to_say_more_than_it_says(signal: str, said: str) -> None:
    trail = replace(DOCUMENTED, evidence=(Evidence(signal, "B", 4.0, (), "As written"),))
    assert wording.sentence(trail, NAMES, "en") == f"{said} This is not proof of wrongdoing."


def test_a_filed_answer_needs_no_quote() -> None:
    trail = replace(DOCUMENTED, evidence=(Evidence("answer", "B", 4.6, ()),))
    assert wording.sentence(trail, NAMES, "en").startswith(
        "Sofa Town answered in writing that it got your address from Lantern Moves."
    )


def entries(language: str) -> Iterator[tuple[str, str, str]]:
    """Yield (section, key, words) of a language's file."""
    for section, words in tomllib.loads(resources.read(f"trace/wording/{language}.toml")).items():
        yield from ((section, key, said) for key, said in words.items())


def slots(said: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(said) if name}


def test_the_languages() -> None:
    assert set(LANGUAGES) == {"en", "de", "fr", "es", "it", "nl", "pt", "pl", "sv", "da"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_all_that_english_says_of_the_same_organisations(language: str) -> None:
    english = {(section, key): slots(said) for section, key, said in entries("en")}
    assert {(section, key): slots(said) for section, key, said in entries(language)} == english


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_file_holds_a_word_that_says_more_than_the_evidence(language: str) -> None:
    assert not [said for _, _, said in entries(language) if wording.FORBIDDEN.search(said)]


@pytest.mark.parametrize(
    "said",
    [
        "They sold your address", "a data breach", "was leaked", "Ihre Daten wurden verkauft", "ein Datenleck",
        "vos données ont été vendues", "une fuite de données", "sus datos fueron robados", "datos filtrados",
        "i dati venduti", "è trapelato", "uw adres is verkocht", "een datalek", "foi vendido", "um vazamento",
        "adres został sprzedany", "wyciek danych", "adressen såldes", "en dataläcka", "adressen er solgt", "et datalæk",
    ],
)  # fmt: skip
def test_such_words_are_known_in_every_language(said: str) -> None:
    assert wording.FORBIDDEN.search(said)


@pytest.mark.parametrize(
    "said", ["ein Verein", "a sailing club", "Lekker Brood", "Robo Vacuum", "Voler haut", "Soldier Toys"]
)
def test_names_that_only_look_alike_are_left(said: str) -> None:
    assert not wording.FORBIDDEN.search(said)


CHANGES = (
    "answer_source", "answer_none", "own", "given_only", "sign_up_found", "server_said", "more_mail", "second_kind",
)  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", CHANGES)
def test_what_would_change_it_has_words_with_and_without_a_source(key: str, language: str) -> None:
    for trail in (STRONG, NOTHING):
        said = wording.change_words(key, trail, NAMES, language)
        assert said
        assert not {"{", "}", "  ", "“”"}.intersection(said)
        assert not said.endswith(".")


def test_what_would_change_it() -> None:
    assert wording.change_words("answer_source", STRONG, NAMES, "en") == (
        "A written answer of Sofa Town that names Lantern Moves would document it"
    )
    assert wording.change_words("answer_source", NOTHING, NAMES, "en") == (
        "A written answer of Sofa Town that names its source would document it"
    )
    assert wording.change_words("second_kind", STRONG, NAMES, "de") == (
        "Eine zweite Art von Hinweis würde eine höhere Stufe erlauben: eine Angabe zur Quelle"
    )
    both = replace(STRONG, evidence=(Evidence("unique_alias", "A", 5.0, ()), Evidence("statement_partner", "B", 4, ())))
    assert wording.change_words("second_kind", both, NAMES, "en") == (
        "A second kind of evidence would allow a firmer level"
    )
    with pytest.raises(KeyError):
        wording.change_words("miracle", STRONG, NAMES, "en")


def test_why_a_trail_has_its_level() -> None:
    assert wording.why_words(STRONG, NAMES, "en") == (
        "The weighing gives 95 % for Lantern Moves's copy; “Strong” begins at 90 %.",
    )
    capped = replace(STRONG, level=Level.PROBABLE, gates=("close_relations", "one_group", "not_a_share"))
    assert wording.why_words(capped, NAMES, "en")[1:] == (
        "The ways it may have taken are too close to name one. So the way is not named.",
        "Only one kind of evidence speaks for it. This leaves “Probable” as the highest level.",
    )
    assert wording.why_words(DOCUMENTED, NAMES, "en") == (
        "A written statement makes it documented, whatever the number.",
    )
    assert wording.why_words(NOTHING, NAMES, "en") == ()
    assert wording.why_words(replace(NOTHING, gates=("own_relation",)), NAMES, "en") == (
        "You have a relation of your own with this sender. This leaves “Not shown” as the highest level.",
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_explanation_has_words_and_headings_in_every_language(language: str) -> None:
    every = replace(STRONG, gates=tuple(gate.id for gate in GATES))
    said = [
        *wording.why_words(every, NAMES, language),
        *wording.why_words(replace(DOCUMENTED, gates=every.gates), NAMES, language),
        *(wording.heading_words(key, language) for key in ("why", "evidence", "absent", "changes", "rivals", "limits")),
        *(wording.share_words(p, language) for p in (0, 0.3, 1)),
        wording.not_proof(language),
    ]
    assert all(words and "{" not in words and not wording.FORBIDDEN.search(words) for words in said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_how_much_was_looked_through(language: str) -> None:
    times = [datetime(2025, 1, 6, tzinfo=UTC), datetime(2025, 1, 20, tzinfo=UTC)]
    said = wording.searched_words(1234, coverage(times, ()), language)
    assert all(words in said for words in ("1234", "2025-01-06", "2025-01-20", "66"))
    assert wording.searched_words(3, coverage((), ()), language) == ""


def test_a_share_is_no_finer_than_the_weighing() -> None:
    assert [wording.share_words(p, "en") for p in (0, 0.02, 0.33, 0.999)] == ["under 5 %", "under 5 %", "35 %", "95 %"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_canary_and_an_answer_of_the_source_are_said_as_they_are(language: str) -> None:
    canary = wording.evidence_title(Evidence("canary", "A", 5.3, ()), STRONG, NAMES, language)
    assert "Lantern Moves" in canary
    assert "Sofa Town" not in canary
    handed = replace(DOCUMENTED, evidence=(Evidence("handed_to", "B", 4.6, ()),))
    assert wording.sentence(handed, NAMES, language) != wording.sentence(DOCUMENTED, NAMES, language)


names = st.text(max_size=100) | st.sampled_from(
    ["Sold Out Shop", "Leaky Boats", "Breach Beach", "Verkaufshaus", "{source}", "\u202eevil"]
)
signals = st.lists(st.sampled_from(SIGNALS), min_size=1, max_size=3, unique=True)


@given(
    st.sampled_from([level for level in Level if level is not Level.NOT_SHOWN]),
    st.sampled_from(list(Relation)),
    signals,
    st.floats(0, 1),
    st.sampled_from(LANGUAGES),
    names,
    names,
)
def test_forbidden_words_never_occur(
    level: Level, relation: Relation, seen: list[str], p: float, language: str, recipient: str, source: str
) -> None:
    evidence = tuple(Evidence(signal, "A", 1.0, ()) for signal in (*seen, "statement_partner"))
    trail = replace(STRONG, level=level, relation=relation, p_copy=p, evidence=evidence)
    called = {SOFA: recipient, LANTERN: source}
    said = [
        wording.sentence(trail, called, language),
        wording.relation_words(trail, language),
        wording.level_words(level, language),
        *(wording.evidence_title(item, trail, called, language) for item in evidence),
        *(
            wording.rival_words(Rival(way, of, p), trail, called, language)
            for way in Relation
            for of in (None, LANTERN)
        ),
        *wording.absent_words(trail, language),
        *(wording.gate_words(gate.id, language) for gate in GATES),
    ]
    assert not [words for words in said if wording.FORBIDDEN.search(words)]
    assert all(words and "\n" not in words and "\u202e" not in words for words in said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_signal_gate_level_and_way_has_words(language: str) -> None:
    for signal in SIGNALS:
        assert "{" not in wording.evidence_title(Evidence(signal, "A", 1.0, ()), STRONG, NAMES, language)
    for gate in GATES:
        assert wording.gate_words(gate.id, language)
    for level in Level:
        assert wording.level_words(level, language)
    for relation in Relation:
        assert wording.relation_words(replace(STRONG, relation=relation), language)
        assert wording.rival_words(Rival(relation, None, 0.1), STRONG, NAMES, language)


def test_the_way_is_hedged_below_a_document_and_attributed_in_one() -> None:
    assert wording.relation_words(replace(STRONG, relation=Relation.SHARE), "en") == "likely passed on"
    assert wording.relation_words(STRONG, "en") == "way not known"
    assert wording.relation_words(DOCUMENTED, "en") == "passed on, by its own account"
    assert (
        wording.relation_words(replace(DOCUMENTED, relation=Relation.UNKNOWN), "de")
        == "als Quelle genannt, Weg nicht bekannt"
    )


def test_a_name_without_a_capital_begins_no_second_sentence() -> None:
    trail = replace(STRONG, relation=Relation.GROUP)
    said = wording.sentence(trail, {SOFA: "a set-aside sender", LANTERN: "Lantern Moves"}, "en")
    assert ". A set-aside sender and Lantern Moves appear to belong to one company." in said


def test_per_cent_is_rounded_to_five_and_never_certain() -> None:
    assert [wording.rounded(p) for p in (0.0, 0.02, 0.42, 0.93, 0.98, 1.0)] == [0, 0, 40, 95, 95, 95]


def test_nothing_was_looked_for_where_the_relation_is_the_persons_own() -> None:
    assert wording.absent_words(replace(NOTHING, relation=Relation.OWN), "en") == ()


def test_an_unknown_language_is_answered_in_english_and_an_unknown_name_by_its_domain() -> None:
    assert wording.sentence(NOTHING, {}, "xx") == "Source not established."
    assert wording.called(SenderId("new.example"), {}) == "new.example"
    assert wording.called(SOFA, {SOFA: "  \u0000\n "}) == SOFA
    assert wording.called(None, NAMES) == ""
    assert set(LANGUAGES) >= {"en", "de"}


def test_two_of_one_name_are_called_by_their_domains() -> None:
    trail = lantern_secret().trails()[SOFA]
    said = wording.sentence(trail, {SOFA: "Windrush", LANTERN: "WINDRUSH"}, "en")
    assert "lanternmoves.example" in said
    assert "Windrush" not in said
