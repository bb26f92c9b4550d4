"""Who is written to be taken for another is told by its domain; who only sounds like one keeps its name."""

from typing import Any

import pytest

from inboxguard.senders.attribution import Legal
from inboxguard.senders.corrections import Corrections
from inboxguard.senders.grouping import group
from inboxguard.senders.look_alikes import Face, look_alikes, reading
from inboxguard.senders.sender import Sender, SenderId

from .letters import DAY, heard

REAL = "lindgarn.example"
IMPRINT = Legal("Lindgarn GmbH", "HRB 12345", "Gasse 1, 10115 Berlin")


def a_label(written: str) -> str:
    return "xn--" + written.encode("punycode").decode("ascii")


def beside(other: str, corrections: Corrections | None = None, **said: Any) -> tuple[Sender, Sender]:
    """Return the known shop and another, both with the shop's name and imprint."""
    known = [heard(days=day, key=f"r{day}", organisation=REAL, name="Lindgarn", address=f"news@{REAL}", legal=IMPRINT,
                   out_domains=(REAL,), sending_domains=(REAL,)) for day in range(4)]  # fmt: skip
    plain = {"name": "Lindgarn", "address": f"news@{other}", "legal": IMPRINT, "out_domains": (other,)}
    mail = heard(days=9, key="o9", organisation=other, sending_domains=(other,), **(plain | said))
    found = {one.id: one for one in group([*known, mail], corrections or Corrections())}
    return found[SenderId(REAL)], next(one for key, one in found.items() if key != REAL)


@pytest.mark.parametrize(
    "other",
    [
        "l1ndgarn.example",
        "iindgarn.example",
        "lindgam.example",
        a_label("lindg\u0430rn") + ".example",
        a_label("l\u0456ndgarn") + ".example",
        a_label("l\u0131ndgarn") + ".example",
        a_label("lindg\u00e4rn") + ".example",
        "l1ndgarn.test",
    ],
)
def test_a_domain_written_like_the_shops_gets_neither_its_name_nor_its_company(other: str) -> None:
    shop, stranger = beside(other)
    assert (stranger.name, stranger.reads_like, stranger.group, stranger.likely_same) == (other, REAL, None, ())
    assert (shop.name, shop.reads_like, shop.group, shop.likely_same) == ("Lindgarn", None, None, ())


@pytest.mark.parametrize("name", ["Lindgarn Service", "L1ndgarn", "", "Ihr Kundendienst"])
def test_whatever_it_calls_itself(name: str) -> None:
    assert beside("l1ndgarn.example", name=name)[1].name == "l1ndgarn.example"


@pytest.mark.parametrize("host", ["lindgarn.example.qx7.example", "news.lindgarn.example.qx7.example"])
def test_the_shops_domain_before_another(host: str) -> None:
    shop, stranger = beside("qx7.example", address=f"news@{host}")
    assert (stranger.name, stranger.reads_like, stranger.group) == ("qx7.example", REAL, None)
    assert (shop.name, shop.group) == ("Lindgarn", None)


@pytest.mark.parametrize(
    "other",
    ["lindgarn.test", "lindgarn-mail.example", "lindgarnhaus.example", "lingdarn.example", "garnhaus.example"],
)
def test_other_domains_of_one_company_stay_one_company(other: str) -> None:
    shop, sister = beside(other)
    assert (sister.name, sister.reads_like) == ("Lindgarn", None)
    assert sister.group == shop.group == "Lindgarn GmbH"


def test_a_platforms_host_that_bears_a_customers_domain_is_no_imitation_where_it_calls_itself_otherwise() -> None:
    _, platform = beside("postwerk.example", address="lindgarn.example@lindgarn.example.postwerk.example",
                         name="Postwerk", legal=Legal())  # fmt: skip
    assert (platform.name, platform.reads_like) == ("Postwerk", None)


def test_a_domain_that_the_shops_own_mail_leads_to_is_the_shops() -> None:
    ways = {"out_domains": (REAL, "l1ndgarn.example")}
    known = [heard(days=day, key=f"r{day}", organisation=REAL, name="Lindgarn", address=f"x@{REAL}", **ways)
             for day in range(4)]  # fmt: skip
    second = heard(days=9, organisation="l1ndgarn.example", name="Lindgarn", address="x@l1ndgarn.example")
    assert {one.name for one in group([*known, second])} == {"Lindgarn"}


def test_what_it_leads_to_itself_proves_nothing() -> None:
    assert beside("l1ndgarn.example", out_domains=(REAL,), list_id=f"news.{REAL}")[1].name == "l1ndgarn.example"


def test_the_name_that_the_person_gave_stays() -> None:
    told = Corrections(renamed={"l1ndgarn.example": "Garn am Markt"})
    assert beside("l1ndgarn.example", told)[1].name == "Garn am Markt"


def test_a_known_name_with_a_figure_in_it_is_not_the_imitation() -> None:
    faces = {"kanal1.example": Face("Kanal 1", (), DAY), "kanall.example": Face("Kanal 1", (), DAY)}
    assert look_alikes(faces) == {"kanall.example": "kanal1.example"}


LATER = DAY.replace(year=2027)


@pytest.mark.parametrize(
    ("one", "other"),
    [("barn", "bam"), ("modern", "modem"), ("west", "vvest"), ("ali", "a1i"), ("loop", "l00p"), ("mail", "mall")],
)
def test_who_bears_the_name_of_its_own_domain_only_happens_to_read_alike(one: str, other: str) -> None:
    faces = {f"{one}.example": Face(one.title(), (), LATER), f"{other}.example": Face(other.title(), (), DAY)}
    assert look_alikes(faces) == {}
    assert look_alikes(faces | {f"{other}.example": Face(f"{other.title()} Energy", (), DAY)}) == {}


def test_letters_of_an_own_alphabet_with_strokes_are_no_disguise() -> None:
    faces = {"soster.example": Face("Soster", (), DAY), f"{a_label('søster')}.example": Face("Søster", (), LATER)}
    assert look_alikes(faces) == {}
    greek = a_label("s\u03bfster") + ".example"
    assert look_alikes({"soster.example": Face("Soster", (), LATER), greek: Face("S\u03bfster", (), DAY)}) == {
        greek: "soster.example"
    }


@pytest.mark.parametrize(("one", "other"), [("barn", "bam"), ("modern", "modem"), ("ali", "a1i")])
def test_with_the_others_name_or_imprint_it_does_not(one: str, other: str) -> None:
    real, fake = f"{one}.example", f"{other}.example"
    assert look_alikes({real: Face(one, (), LATER), fake: Face(one, (), DAY)}) == {fake: real}
    stated = frozenset({"HRB 12345"})
    faces = {real: Face(one, (), DAY, imprint=stated), fake: Face(other, (), LATER, imprint=stated)}
    assert look_alikes(faces) == {fake: real}


def test_the_one_with_figures_for_letters_is_the_liar_however_long_it_has_been_there() -> None:
    stated = frozenset({"HRB 12345"})
    faces = {
        "zalora.example": Face("Zalora", (), LATER, imprint=stated),
        "zal0ra.example": Face("Zal0Ra", (), DAY, imprint=stated),
    }
    assert look_alikes(faces) == {"zal0ra.example": "zalora.example"}


@pytest.mark.parametrize(("one", "other"), [("o2", "02"), ("lampe", "lampen"), ("mueller", "muller"), ("a-b", "ab")])
def test_what_is_short_or_only_near_reads_otherwise(one: str, other: str) -> None:
    assert look_alikes({f"{one}.example": Face(one), f"{other}.example": Face(other)}) == {}


def test_nobody_is_taken_for_anybody_among_strangers() -> None:
    assert look_alikes({}) == {}
    assert look_alikes({"a.example": Face("A"), "garn.example": Face("Garn"), "xn--99.example": Face()}) == {}


def test_reading() -> None:
    assert reading("mail") == reading("ma1l") == reading("mall") == reading("rnail")
    assert reading("wave") == reading("vvave")
    assert reading(a_label("müller")) == reading("muller")
    assert reading("xn--\u00fc") == "xn--u"
