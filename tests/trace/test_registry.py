"""The registry story in five variants (the sharing trace, section 5), through the real product, in English and German.

A gift list with an address of its own and a due date; a loss; the list deleted; then, under the same subject lines,
mail of a maker of baby things: (a) the list passed the address on through a broker, (b) the maker is its sister brand,
(c) the list sent the advert itself, (d) a sample was ordered there and forgotten, (e) the list was stolen. Told apart
where the mail allows it; where it does not, the way stays unnamed. Only of (a) may it be said that the list shared.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from inboxguard.audit.audit import Audit
from tests.worlds.books import Book, Organisation, Template, book
from tests.worlds.letters import Letter
from tests.worlds.making import settled
from tests.worlds.rewriting import value
from tests.worlds.rogues import rogue
from tests.worlds.running import NOW, trails
from tests.worlds.town import Town
from tests.worlds.truth import World

LANGUAGES = ("en", "de")
SHOWN = ("possible", "probable", "strong", "documented")
FIRM = ("probable", "strong", "documented")

LIST = Organisation(
    "brand", "Wishing Bough", "wishingbough.example", "registry", "Wishing Bough Ltd", "8 Pear Lane, Hull HU1 1AA",
    "GB417882093",
)  # fmt: skip
MAKER = Organisation(
    "brand", "Tamsin Otterby", "otterby-baby.example", "baby", "Otterby Textiles AG", "Spinnereiweg 3, 9015 St. Gallen",
    "CHE-204117963",
)  # fmt: skip
SISTER = replace(MAKER, entity=LIST.entity, street=LIST.street, number=LIST.number)

WORDS = {
    "en": (
        (
            "countdown",
            "Your little one, week by week",
            "Hello {first},\n\nuntil {due} there is some time left. This week it can hear you. See what helps now.",
        ),
        ("advert", "Three things for the first weeks", "Softly washed, made to last, 15 percent off until Sunday."),
        (
            "newsletter",
            "Have you packed your bag?",
            "Hello {first},\n\naround {due} it should stand by the door. Our list of what others had forgotten.",
        ),
    ),
    "de": (
        (
            "countdown",
            "Ihr Kleines, Woche für Woche",
            "Hallo {first},\n\nbis zum {due} ist noch etwas Zeit. Diese Woche kann es Sie hören. Das hilft jetzt.",
        ),
        ("advert", "Drei Dinge für die ersten Wochen", "Weich gewaschen, haltbar, bis Sonntag 15 Prozent günstiger."),
        (
            "newsletter",
            "Ist die Tasche schon gepackt?",
            "Hallo {first},\n\num den {due} herum sollte sie an der Tür stehen. Was andere vergessen hatten.",
        ),
    ),
}
"""The maker's three mails, the same in every variant: situation, subject, text."""
PASSED_ON = {
    "en": "You receive this e-mail because our partner {source} passed your address on to us.",
    "de": "Sie erhalten diese E-Mail, weil unser Partner {source} Ihre Adresse an uns weitergegeben hat.",
}
HOSTED = {
    "en": "This e-mail was sent to you by {brand} on behalf of {advertised}. They do not know your address.",
    "de": "{brand} schickt Ihnen diese Mail im Auftrag von {advertised}. Dort kennt man Ihre Adresse nicht.",
}
ORDERED = {
    "en": "You receive this e-mail because you ordered a sample from us.",
    "de": "Sie erhalten diese E-Mail, weil Sie bei uns eine Probe bestellt haben.",
}
CONFIRMED = {
    "en": ("Subscription confirmed", "Hello {first},\n\nthe address {address} is confirmed and your account is open."),
    "de": ("Anmeldung bestätigt", "Guten Tag {person},\n\ndie Adresse {address} ist bestätigt, Ihr Konto ist offen."),
}
SAMPLE = {
    "en": (
        "Your free sample is on its way, order {number}",
        "Hello {person},\n\nthank you for your order {number} of {date}. Your sample is being packed.",
    ),
    "de": (
        "Ihre Gratisprobe ist unterwegs, Bestellung {number}",
        "Guten Tag {person},\n\nvielen Dank für Ihre Bestellung {number} vom {date}. Die Probe wird gerade gepackt.",
    ),
}


@dataclass
class Story:
    """The registry story up to the deletion; the variants go on from there."""

    town: Town
    alias: str
    day: datetime
    due: str

    def at(self, day: int) -> datetime:
        return self.town.near(self.day + timedelta(days=day))

    def three(self, sender: Organisation, **over: Any) -> list[Letter]:
        """Write the three mails, as they look in every variant."""
        plain: dict[str, Any] = {"values": {"due_on": self.due}, "footers": ("plain",)}
        return [
            self.town.advert(sender, self.at(68 + 13 * number), self.alias, situation, **(plain | over))
            for number, (situation, _, _) in enumerate(WORDS[self.town.language])
        ]

    def world(self) -> World:
        return settled(self.town, "registry")


def plain_book(language: str) -> Book:
    """Return the book of the reported figures with these words, one language, and no chance in what is kept."""
    told = book("report")
    spoken = told.languages[language]
    ours = {situation: (Template(situation, subject, text),) for situation, subject, text in WORDS[language]}
    ours["order"] = (Template("order", *SAMPLE[language]),)
    ours["confirmed"] = (Template("confirmed", *CONFIRMED[language]),)
    ends = dict(spoken.footers) | {
        sort: (said[language],)
        for sort, said in (("partner", PASSED_ON), ("host", HOSTED), ("customer_own", ORDERED))
    }
    anew = replace(spoken, mails=dict(spoken.mails) | ours, footers=ends)
    return replace(
        told,
        language_weights={language: 1.0},
        languages={"en": told.languages["en"], language: anew},
        mail=dict(told.mail)
        | {"deleted_newsletters": 0.0, "imprint": 0.0, "same_language": 1.0, "letters_a_week": 1.0},
        platforms={"mailchimp": 1.0},
    )


def story(language: str, imprint: bool = False, confirmed: bool = True) -> Story:
    """Return the address confirmed, the list made, two letters of it, and the list deleted after the loss."""
    town = Town(plain_book(language), 11, "alias")
    alias = f"kestrel-4f9d2a@{town.person.domain}"
    town.person.made[alias] = LIST.domain
    told = Story(town, alias, town.begins + timedelta(days=30), f"{town.begins + timedelta(days=230):%Y-%m-%d}")
    dated = {"due_on": told.due}
    if confirmed:
        town.write(LIST, told.at(-1), "confirm", alias)
        town.write(LIST, told.at(-1) + timedelta(minutes=9), "confirmed", alias)
    town.write(LIST, told.at(0), "registry", alias, values=dated)
    footers = ("own", "plain", "imprint") if imprint else ("own", "plain")
    for day in (5, 20):
        town.advert(LIST, told.at(day), alias, "welcome", values=dated, footers=footers)
    town.write(LIST, told.at(40), "registry_deleted", alias)
    town.fate(LIST, None, "own", emitted=("own_trace",))
    return told


# the five variants, as their mail alone shows them


def broker_share(told: Story) -> None:
    told.three(MAKER)


def sister_brand(told: Story) -> None:
    told.three(SISTER)


def host_send(told: Story) -> None:
    """The list sends it in the maker's name; only the list's own signature is on it."""
    told.three(
        LIST, name=MAKER.name, address=f"hello@{MAKER.domain}", account=told.town.account(LIST),
        values={"due_on": told.due, "advertised": MAKER.name, "advertised_domain": MAKER.domain},
    )  # fmt: skip


def authenticated_host_send(told: Story, name: str = MAKER.name) -> None:
    """The list sends it from its own address and says for whom; under the maker's name, or its own for ""."""
    values = {"due_on": told.due, "advertised": MAKER.name, "advertised_domain": MAKER.domain}
    told.three(LIST, name=name, account=told.town.account(LIST), values=values, footers=("host", "plain"))


def forgotten_sample(told: Story) -> None:
    """The confirmation of the sample was thrown away."""
    told.town.write(MAKER, told.at(30), "order", told.alias).deleted = True
    told.three(MAKER)


def leak(told: Story) -> None:
    told.three(MAKER)


BARE: dict[str, Callable[[Story], None]] = {
    "a broker share": broker_share,
    "b sister brand": sister_brand,
    "c host send": host_send,
    "d forgotten sample": forgotten_sample,
    "e leak": leak,
}


def row(found: dict[str, Any], who: Organisation) -> dict[str, Any] | None:
    rows: list[dict[str, Any]] = found["trails"]
    return next((one for one in rows if one["recipient"]["organisation"] == who.domain), None)


def source(one: dict[str, Any]) -> str | None:
    return one["source"]["organisation"] if one["source"] else None


def maker(told: Story, place: Path) -> dict[str, Any]:
    """Return the maker's row; the list's own is checked on the way: the person signed up there."""
    found = trails(told.world(), place)
    mine = row(found, LIST)
    assert mine is not None
    assert (mine["relation"], mine["level"], mine["source"]) == ("own", "not_shown", None)
    one = row(found, MAKER)
    assert one is not None
    return one


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_subject_lines_are_the_same_in_all_five(language: str) -> None:
    seen = set()
    for variant in BARE.values():
        told = story(language)
        variant(told)
        subjects = [subject for _, subject, _ in WORDS[language]]
        world = told.world()
        seen.add(tuple(line for mail in world.mails if (line := value(mail, "Subject")) in subjects))
    assert seen == {tuple(subjects)}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", BARE)
def test_nothing_is_called_sharing_that_the_mail_does_not_show(name: str, language: str, tmp_path: Path) -> None:
    told = story(language)
    BARE[name](told)
    found = trails(told.world(), tmp_path)
    for one in found["trails"]:
        assert one["level"] != "documented"
        assert one["relation"] not in ("share", "leak") or one["level"] not in SHOWN
        assert not {"sold", "leaked", "illegal", "breached", "stole"} & set(one["wording"].lower().split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_share_without_a_word_names_the_list_and_leaves_the_way_open(language: str, tmp_path: Path) -> None:
    told = story(language)
    broker_share(told)
    one = maker(told, tmp_path)
    assert source(one) == LIST.domain
    assert one["level"] in FIRM
    assert one["relation"] == "unknown"
    assert "unique_alias" in {item["signal"] for item in one["evidence"]}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_share_that_its_footer_owns_to_is_documented(language: str, tmp_path: Path) -> None:
    told = story(language)
    told.three(MAKER, source=LIST, footers=("partner", "plain"))
    one = maker(told, tmp_path)
    assert (source(one), one["level"], one["relation"]) == (LIST.domain, "documented", "share")
    assert any(item["quote"] and LIST.name in item["quote"] for item in one["evidence"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_between_a_share_and_a_leak_it_abstains(language: str, tmp_path: Path) -> None:
    shared, leaked = story(language), story(language)
    broker_share(shared)
    leak(leaked)
    assert shared.world().mails == leaked.world().mails
    one = maker(leaked, tmp_path)
    assert one["relation"] == "unknown"
    assert one["p_relation"] is not None
    assert one["p_relation"]["leak"] > 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sister_that_says_nothing_is_not_called_a_stranger(language: str, tmp_path: Path) -> None:
    told = story(language)
    sister_brand(told)
    one = maker(told, tmp_path)
    assert source(one) == LIST.domain
    assert one["relation"] == "unknown"
    assert one["p_relation"]["group"] > 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sister_under_the_same_number_is_a_group(language: str, tmp_path: Path) -> None:
    told = story(language, imprint=True)
    told.three(SISTER, footers=("plain", "imprint"))
    one = maker(told, tmp_path)
    assert (source(one), one["relation"]) == (LIST.domain, "group")
    assert one["level"] in FIRM
    assert "not_a_share" in one["gates"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_advert_that_the_list_signed_in_the_makers_name_is_no_share(language: str, tmp_path: Path) -> None:
    told = story(language)
    host_send(told)
    one = row(trails(told.world(), tmp_path), MAKER)
    if one is not None:
        assert one["relation"] in ("host", "unknown", "group")
        assert one["level"] in ("not_shown", "possible") or one["relation"] == "host"


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_advert_that_comes_authenticated_from_the_list_is_never_a_share(language: str, tmp_path: Path) -> None:
    told = story(language)
    authenticated_host_send(told)
    found = trails(told.world(), tmp_path)
    mine, one = row(found, LIST), row(found, MAKER)
    assert mine is not None
    assert (mine["relation"], mine["level"]) == ("own", "not_shown")
    assert one is None or (source(one), one["relation"]) == (LIST.domain, "host")


@pytest.mark.parametrize("name", ["", MAKER.name])
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_advert_for_a_maker_that_writes_itself_too_speaks_for_a_host(
    language: str, name: str, tmp_path: Path
) -> None:
    told = story(language)
    authenticated_host_send(told, name)
    told.town.advert(MAKER, told.at(110), told.alias, "newsletter", values={"due_on": told.due}, footers=("plain",))
    one = maker(told, tmp_path)
    assert one["relation"] not in ("share", "leak")
    assert "advertised_by_source" in {item["signal"] for item in one["evidence"]}
    assert one["p_relation"]["host"] > one["p_relation"]["share"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_share_and_a_host_send_are_told_apart(language: str, tmp_path: Path) -> None:
    shared, hosted = story(language), story(language)
    broker_share(shared)
    host_send(hosted)
    was, now = trails(shared.world(), tmp_path / "a"), trails(hosted.world(), tmp_path / "c")
    first, second = row(was, MAKER), row(now, MAKER)
    assert first is not None
    assert first["level"] in FIRM
    assert second is None or (second["level"], second["relation"]) != (first["level"], first["relation"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_a_forgotten_sample_own_doing_stays_a_rival(language: str, tmp_path: Path) -> None:
    told = story(language)
    forgotten_sample(told)
    one = maker(told, tmp_path)
    assert one["relation"] == "unknown"
    assert "own" in {rival["relation"] for rival in one["rivals"]}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sample_whose_order_is_still_there_is_the_persons_own_doing(language: str, tmp_path: Path) -> None:
    told = story(language)
    told.town.write(MAKER, told.at(30), "order", told.alias)
    told.three(MAKER)
    one = maker(told, tmp_path)
    assert (one["relation"], one["level"], one["source"]) == ("own", "not_shown", None)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_maker_that_says_a_sample_was_ordered_is_not_firmly_traced(language: str, tmp_path: Path) -> None:
    told = story(language)
    forgotten_sample(told)
    for letter in told.town.letters:
        if letter.sender is MAKER and letter.bulk:
            letter.footers = ("customer_own", "plain")
    one = maker(told, tmp_path)
    assert one["level"] not in ("strong", "documented")
    assert one["relation"] not in ("share", "leak")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_persons_word_that_it_was_their_sample_ends_the_trail(language: str, tmp_path: Path) -> None:
    told = story(language)
    forgotten_sample(told)
    maker(told, tmp_path)
    with Audit.open(tmp_path / "home", lambda: NOW) as audit:
        audit.signed_up_myself(MAKER.domain)
        one = row(audit.json_trails(), MAKER)
    assert one is not None
    assert (one["relation"], one["level"], one["source"]) == ("own", "not_shown", None)


@pytest.mark.parametrize("language", LANGUAGES)
def test_with_junk_and_a_known_breach_it_says_shared_or_leaked(language: str, tmp_path: Path) -> None:
    told = story(language)
    leak(told)
    for day in (50, 53, 57, 61):
        junk = rogue(told.town)
        told.town.advert(junk, told.at(day), told.alias, "junk", authentic=False, footers=("plain",))
        told.town.fate(junk, LIST, "leak", "alias", emitted=("unauthenticated",))
    found = trails(told.world(), tmp_path)
    assert not [one for one in found["trails"] if one["relation"] == "share" and one["level"] in SHOWN]
    with Audit.open(tmp_path / "home", lambda: NOW) as audit:
        audit.load_breaches(_breaches(told, tmp_path))
        after = audit.json_trails()
    one = row(after, MAKER)
    assert one is not None
    assert source(one) == LIST.domain
    assert "leak_window" in one["gates"]
    assert one["relation"] in ("unknown", "leak")
    before = row(found, MAKER)
    assert before is not None
    assert one["p_relation"]["leak"] > before["p_relation"]["leak"]
    for other in after["trails"]:
        assert other["relation"] != "share" or other["level"] not in SHOWN
        if other["recipient"]["organisation"] not in (LIST.domain, MAKER.domain):
            assert other["level"] not in ("strong", "documented")


def _breaches(told: Story, place: Path) -> Path:
    path = place / "breaches.json"
    known = {
        "Name": "WishingBough",
        "Title": "Wishing Bough",
        "Domain": LIST.domain,
        "BreachDate": f"{told.at(45):%Y-%m-%d}",
        "DataClasses": ["Email addresses", "Names"],
        "IsVerified": True,
    }
    path.write_text(json.dumps([known]), encoding="utf-8")
    return path
