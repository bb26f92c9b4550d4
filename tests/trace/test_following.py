"""After a word of the person the trails are those that a whole tracing finds, and little of it is done again."""

from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from inboxguard.senders.attribution import Legal, Role
from inboxguard.trace.decisions import Answer, Breach, Changed, Given, Handed, Notice, Tenor, TraceDecisions
from inboxguard.trace.following import Found, follow
from inboxguard.trace.judging import Verdict
from inboxguard.trace.said import Wording
from inboxguard.trace.sharing import retraced, traced
from inboxguard.trace.trail import Level, Relation
from tests.trace.stories import CURTAIN, LANTERN, MAIN, SECRET, SOFA, START, TAGGED, TEA, Town, on

WHO = [LANTERN, SOFA, CURTAIN, TEA]
WHERE = [MAIN, SECRET, TAGGED, None]
AT = datetime(2026, 3, 1, tzinfo=UTC)

letters = st.lists(
    st.tuples(
        st.sampled_from(WHO),
        st.integers(0, 90),
        st.sampled_from(WHERE),
        st.sampled_from(["advert", "advert", "sign_up", "order", "account", "legal", "forged", "says", "hosts"]),
        st.sampled_from(WHO),
    ),
    min_size=3,
    max_size=14,
)
words = st.builds(
    TraceDecisions,
    mine=st.frozensets(st.sampled_from(WHO), max_size=1),
    given=st.lists(
        st.builds(Given, st.sampled_from([MAIN, SECRET, TAGGED]), st.sampled_from(WHO), st.booleans(), st.booleans()),
        max_size=2,
    ).map(tuple),
    answers=st.lists(
        st.builds(
            Answer,
            st.sampled_from(WHO),
            st.none() | st.sampled_from([*WHO, "broker.example"]),
            st.just("a"),
            st.just(AT),
        ),
        max_size=1,
    ).map(tuple),
    handed=st.lists(
        st.builds(
            Handed,
            st.sampled_from(WHO),
            st.lists(st.sampled_from(WHO), max_size=2).map(tuple),
            st.just("a"),
            st.just(AT),
        ),
        max_size=1,
    ).map(tuple),
    notices=st.lists(
        st.builds(Notice, st.sampled_from(WHO), st.sampled_from(Tenor), st.just((SOFA,)), st.just("a"), st.just(AT)),
        max_size=1,
    ).map(tuple),
    breaches=st.lists(st.builds(Breach, st.sampled_from(WHO), st.just("b"), st.just(date(2025, 2, 1))), max_size=1).map(
        tuple
    ),
)


def told(story: list[tuple[str, int, str | None, str, str]]) -> Town:
    town = Town((MAIN, SECRET, TAGGED))
    for who, day, to, what, other in story:
        if what in ("sign_up", "order"):
            town.doing(who, day, Role.SIGN_UP if what == "sign_up" else Role.PURCHASE, to)
        elif what == "account":
            town.letter(who, day, to, platform="Mailer", account="7")
        elif what == "legal":
            town.letter(who, day, to, legal=Legal(None, "123456"))
        elif what == "forged":
            town.letter(who, day, to, authenticated=False)
        elif what == "hosts":
            town.letter(who, day, to, hosted_for=town.names[other])  # type: ignore[index]
        else:
            key = town.letter(who, day, to)
            if what == "says":
                town.says(key, Wording.PART, town.names[other])  # type: ignore[index]
    return town


@settings(max_examples=150, deadline=None)
@given(letters, words, words)
def test_the_same_is_found_as_by_tracing_everything(
    story: list[tuple[str, int, str | None, str, str]], first: TraceDecisions, then: TraceDecisions
) -> None:
    town = told(story)
    before = traced(town.scene(first))
    whole = traced(town.scene(then))
    again = retraced(town.scene(then), before.arrivals, first)
    assert again is not None
    found = {trail.recipient: trail for trail in before.trails} | {trail.recipient: trail for trail in again.trails}
    assert found == {trail.recipient: trail for trail in whole.trails}
    assert again.arrivals == whole.arrivals


def test_a_word_about_one_address_judges_nobody_elsewhere() -> None:
    town = Town((MAIN, SECRET))
    town.doing(LANTERN, 0, Role.SIGN_UP, SECRET)
    town.letter(SOFA, 20, SECRET)
    for number in range(30):
        town.letter(f"shop{number}.example", number, MAIN)
    before = traced(town.scene())
    word = TraceDecisions(given=(Given(SECRET, LANTERN, only=True),))
    again = retraced(town.scene(word), before.arrivals, TraceDecisions())
    assert again is not None
    assert {trail.recipient for trail in again.trails} == {SOFA}


def test_where_nearly_everything_stands_otherwise_all_may_be_traced() -> None:
    places = [((f"shop{number}.example", MAIN), START) for number in range(20)]
    known = [Found(who, address, at, False) for (who, address), at in places]  # type: ignore[arg-type]
    verdict = Verdict(Level.NOT_SHOWN)
    judged: list[object] = []

    def judge(place: object, *rest: object) -> tuple[Verdict, bool]:
        judged.append(place)
        return verdict, False

    said = Changed(addresses=frozenset({MAIN}))
    assert follow(places, lambda who: False, judge, known, said, most=10) is None  # type: ignore[arg-type]
    assert len(judged) == 10
    followed = follow(places, lambda who: False, judge, known, said, most=20)  # type: ignore[arg-type]
    assert followed is not None
    assert len(followed.judged) == 20
    assert follow(places, lambda who: False, judge, known, most=0).judged == frozenset()  # type: ignore[arg-type,union-attr]


def test_a_share_that_is_firm_counts_for_the_next_one_of_its_source() -> None:
    place, later = (SOFA, SECRET), (CURTAIN, MAIN)
    strong = Verdict(Level.STRONG, LANTERN, Relation.SHARE, 0.95, pointed=(LANTERN,))
    seen: dict[object, int] = {}

    def judge(where: object, first: object, derived: object, shares: dict[object, int]) -> tuple[Verdict, bool]:
        seen[where] = shares.get(LANTERN, 0)
        return (strong if where == place else replace(strong, level=Level.POSSIBLE)), False

    order = [(place, on(1)), (later, on(2))]
    first = follow(order, lambda who: False, judge)  # type: ignore[arg-type]
    assert first is not None
    assert seen == {place: 0, later: 1}
    seen.clear()
    follow(order, lambda who: who == SOFA, judge, first.arrivals, Changed(frozenset({SOFA})))  # type: ignore[arg-type]
    assert seen == {later: 0}  # Sofa is the person's own now, so one share less is known of Lantern


def test_a_word_about_another_address_reaches_who_wrote_to_both() -> None:
    """Whether a stranger strews its mail over a domain hangs on who was given its other addresses."""
    named = "lanternmoves@house.example"
    town = Town(("@house.example",))
    town.doing(LANTERN, 0, Role.SIGN_UP, named)
    town.letter(SOFA, 30, named)
    town.letter(SOFA, 31, "office@house.example")
    word = TraceDecisions(given=(Given("office@house.example", TEA),))
    before, whole = traced(town.scene()), traced(town.scene(word))
    again = retraced(town.scene(word), before.arrivals, TraceDecisions())
    assert again is not None
    assert "strewn" in {trail.recipient: trail for trail in before.trails}[SOFA].gates
    assert {trail.recipient: trail for trail in again.trails}[SOFA] == {
        trail.recipient: trail for trail in whole.trails
    }[SOFA]
