"""Stories that look like passing on and are none, found by an adversary who played through the program with mail."""

import pytest

from inboxguard.facts.message import MessageKey
from inboxguard.senders.attribution import Kind, Role
from inboxguard.trace.decisions import Given, TraceDecisions
from inboxguard.trace.said import Wording
from inboxguard.trace.trail import Level, Relation
from tests.trace.signals.test_statement import named, said
from tests.trace.stories import CURTAIN, LANTERN, MAIN, SECRET, SOFA, TEA, Town, lantern_secret


def test_a_stranger_that_says_you_signed_up_with_us_is_not_firmly_called_one() -> None:
    """The person reused the alias, and the mail that would show it is deleted."""
    town = lantern_secret()
    town.says(town.letter(SOFA, 61, SECRET), Wording.OWN, "")
    trail = town.trails()[SOFA]
    assert trail.level is Level.PROBABLE
    assert "says_otherwise" in trail.gates


def test_a_stranger_that_names_itself_as_the_place_of_sign_up() -> None:
    town = lantern_secret()
    town.says(town.letter(SOFA, 61, SECRET), Wording.SIGN, "sofatown.example")
    assert town.trails()[SOFA].level is Level.PROBABLE


def test_a_denial_of_an_own_sign_up_limits_nothing() -> None:
    town = lantern_secret()
    town.says(town.letter(SOFA, 61, SECRET), Wording.OWN, "", negated=True)
    assert town.trails()[SOFA].level is Level.STRONG


@pytest.mark.parametrize("authenticated", [None, False])
def test_a_source_that_only_mail_of_anybody_names_is_hardly_one(authenticated: bool | None) -> None:
    """The true holder's mail is deleted; a lure in the name of Lantern Moves is all that is left at the address."""
    town = Town()
    town.doing(LANTERN, 0, Role.PURCHASE, SECRET, authenticated=authenticated)
    town.doing(LANTERN, 0, Role.PURCHASE, MAIN)
    town.letter(SOFA, 60, SECRET)
    trail = town.trails()[SOFA]
    assert trail.level in (Level.NOT_SHOWN, Level.POSSIBLE)


def test_one_attested_mail_of_the_source_is_enough() -> None:
    town = lantern_secret()
    town.letter(LANTERN, 2, SECRET, authenticated=None)
    assert town.trails()[SOFA].level is Level.STRONG


def test_the_persons_word_or_letter_stands_for_an_unattested_source() -> None:
    town = Town()
    town.doing(LANTERN, 1, Role.PURCHASE, SECRET, authenticated=None)
    town.letter(SOFA, 60, SECRET)
    word = TraceDecisions(given=(Given(SECRET, LANTERN, only=True),))
    assert town.trails(word)[SOFA].level is Level.STRONG
    town.wrote(LANTERN, 0, SECRET)
    town.letter(LANTERN, 3, SECRET, authenticated=True)
    town.letter(CURTAIN, 70, SECRET)
    assert town.trails()[SOFA].level is Level.STRONG


def test_the_shop_behind_a_marketplace_order_is_served_and_got_no_share() -> None:
    town = Town()
    town.doing(TEA, 0, Role.PURCHASE, SECRET, subject="Your order from Sofa Town is confirmed")
    town.letter(SOFA, 30, SECRET)
    trail = town.trails()[SOFA]
    assert (trail.source, trail.relation) == (TEA, Relation.SERVICE)


def test_an_order_long_ago_or_of_another_shop_explains_nothing() -> None:
    for subject, day in (("Your order from Sofa Town is confirmed", 200), ("Your order from Curtain Lane", 30)):
        town = Town()
        town.letter(CURTAIN, 0)
        town.doing(TEA, 0, Role.PURCHASE, SECRET, subject=subject)
        town.letter(SOFA, day, SECRET)
        assert town.trails()[SOFA].relation is Relation.UNKNOWN


def test_a_survey_on_behalf_of_the_shop_serves_it() -> None:
    town = lantern_secret()
    town.says(town.letter(CURTAIN, 20, SECRET), Wording.HOST, "Lantern Moves")
    trail = town.trails()[CURTAIN]
    assert (trail.source, trail.relation) == (LANTERN, Relation.SERVICE)


def test_on_behalf_of_somebody_who_never_had_the_address_names_nobody() -> None:
    town = Town()
    town.doing(LANTERN, 0)
    town.says(town.letter(CURTAIN, 20, SECRET), Wording.HOST, "Lantern Moves")
    assert town.trails()[CURTAIN].source is None


def test_a_sender_called_by_a_common_word_is_not_meant_by_the_word() -> None:
    """A shop signs its mail "Updates"; another thanks the reader for having signed up for updates."""
    town = Town(names={TEA: "Updates"})
    town.doing(TEA, 0)
    town.says(town.letter(SOFA, 60), Wording.SIGN, "updates")
    town.says(town.letter(CURTAIN, 61), Wording.SIGN, "Updates")
    found = town.trails()
    assert found[SOFA].source is None
    assert found[CURTAIN].source == TEA


def test_a_sender_that_writes_itself_small_is_known_so() -> None:
    town = Town(names={TEA: "teesy"})
    town.doing(TEA, 0)
    town.says(town.letter(SOFA, 60), Wording.SIGN, "teesy")
    assert town.trails()[SOFA].source == TEA


@pytest.mark.parametrize(
    "sentence",
    [
        "Your address was in no way shared with us by Lantern Moves.",
        "It is untrue that Lantern Moves gave us your email address.",
        "You may have heard rumours that your details were shared with us by Lantern Moves.",
        "It is false that we received your email address from Lantern Moves.",
        "If you registered at Lantern Moves, you will receive this email twice.",
        "If you are a customer of Lantern Moves you receive this email twice.",
        "In this newsletter: how you joined Lantern Moves in the fight for the park.",
        "Interview: 'Lantern Moves gave us your details', an angry customer told the court.",
        "You receive a cup with this email when you show your order at Lantern Moves.",
        "Wir haben Ihre Adresse keineswegs von Lantern Moves erhalten.",
        "Es ist falsch, dass Lantern Moves uns Ihre Adresse gegeben hat.",
        "Wenn Sie sich bei Lantern Moves registriert haben, erhalten Sie diese E-Mail doppelt.",
        "Falls Sie Kunde von Lantern Moves sind, erhalten Sie diese E-Mail doppelt.",
        "Si vous êtes client de Lantern Moves, vous recevez cet e-mail deux fois.",
        "Se sei cliente di Lantern Moves, ricevi questa e-mail due volte.",
        "Als u klant bent van Lantern Moves, ontvangt u deze e-mail twee keer.",
    ],
)
def test_denied_doubted_or_supposed_is_not_stated(sentence: str) -> None:
    assert {name for _, name in named(sentence)} == set()


def test_a_polite_end_of_the_sentence_takes_nothing_back() -> None:
    polite = "You are receiving this email because you registered at Lantern Moves; if you have questions, ask us."
    assert [one.named for one in said(polite) if not one.negated] == ["Lantern Moves"]


def test_what_the_source_wrote_later_attests_nothing_of_before() -> None:
    """What the source wrote after the stranger came shows nothing about the time before."""
    town = Town()
    town.doing(LANTERN, 0, Role.PURCHASE, SECRET, authenticated=None)
    town.letter(SOFA, 60, SECRET)
    town.letter(LANTERN, 70, SECRET)
    trail = town.trails()[SOFA]
    assert trail.level is Level.POSSIBLE
    assert trail.evidence[0].messages == (MessageKey(f"001-{SOFA}-60"),)


def test_an_own_footing_in_the_reasons_of_the_kind_counts_too() -> None:
    town = lantern_secret()
    town.letter(SOFA, 61, SECRET, reasons=("way_out_header", "says_customer"))
    assert town.trails()[SOFA].level is Level.PROBABLE


def test_a_stranger_that_names_a_source_nobody_knows_is_not_firmly_another_ones() -> None:
    town = lantern_secret()
    town.says(town.letter(SOFA, 61, SECRET), Wording.PART, "Curtain Lane")
    trail = town.trails()[SOFA]
    assert trail.level is Level.PROBABLE
    assert "says_otherwise" in trail.gates


def test_news_about_a_company_in_a_letter_that_was_subscribed_to() -> None:
    """ "Your details were shared by Lantern Moves, the watchdog found", and below: you subscribed to our newsletter."""
    town = Town()
    town.doing(LANTERN, 0)
    for wording in (Wording.PART, Wording.CUST, Wording.SIGN):
        key = town.letter(SOFA, 60)
        town.says(key, wording, "Lantern Moves")
        town.says(key, Wording.OWN, "")
    assert town.trails()[SOFA].source is None


@pytest.mark.parametrize("kind", [Kind.PERSONAL, Kind.TRANSACTIONAL])
@pytest.mark.parametrize("day", [59, 70])
def test_a_confirmation_in_a_language_without_words_here(kind: Kind, day: int) -> None:
    town = lantern_secret()
    town.letter(SOFA, day, SECRET, kind=kind, subject="Potwierdź swój adres e-mail")
    trail = town.trails()[SOFA]
    assert trail.level is Level.PROBABLE
    assert "other_mail" in trail.gates


@pytest.mark.parametrize(
    ("over", "level"),
    [
        ({"reasons": ("marketing_mailbox",), "way_out": False}, Level.PROBABLE),
        ({"reasons": ("marketing_mailbox", "marketing_text"), "way_out": False}, Level.STRONG),
        ({"reasons": ("way_out_header",), "way_out": True}, Level.STRONG),
    ],
)
def test_what_only_its_mailbox_makes_an_advert_may_be_a_confirmation(over: dict[str, object], level: Level) -> None:
    town = lantern_secret()
    town.letter(SOFA, 59, SECRET, **over)
    assert town.trails()[SOFA].level is level


def test_an_answer_long_after_or_a_lure_is_no_beginning() -> None:
    town = lantern_secret()
    town.letter(SOFA, 120, MAIN, kind=Kind.PERSONAL, subject="Re: Where did you get my address?")
    town.letter(SOFA, 61, SECRET, kind=Kind.PERSONAL, authenticated=False)
    assert town.trails()[SOFA].level is Level.STRONG


def test_an_address_that_a_discussion_list_knew() -> None:
    town = lantern_secret()
    town.letter("lists.example", 20, SECRET, kind=Kind.DISCUSSION, authenticated=False)
    trail = town.trails()[SOFA]
    assert trail.level is Level.POSSIBLE
    assert "public_address" in trail.gates


def test_a_list_at_another_address_or_later_shows_nothing() -> None:
    town = lantern_secret()
    town.letter("lists.example", 20, MAIN, kind=Kind.DISCUSSION)
    town.letter("lists.example", 70, SECRET, kind=Kind.DISCUSSION)
    assert town.trails()[SOFA].level is Level.STRONG


@pytest.mark.parametrize("invitation", ["Melden Sie sich für unseren Newsletter an.", "Meer op onze website."])
def test_an_invitation_is_no_footing(invitation: str) -> None:
    assert said(invitation) == []


@pytest.mark.parametrize("footing", ["You subscribed to our newsletter.", "Sie haben unseren Newsletter abonniert."])
def test_an_own_footing_needs_no_word_of_receiving(footing: str) -> None:
    assert [one.wording for one in said(footing)] == [Wording.OWN]


def test_an_address_from_which_the_person_wrote_to_another_firm() -> None:
    town = lantern_secret()
    town.wrote("office.example", 20, SECRET)
    trail = town.trails()[SOFA]
    assert trail.level is Level.NOT_SHOWN
    assert trail.source is None


@pytest.mark.parametrize("outgoing", [True, False])
def test_an_address_that_friends_know_too(outgoing: bool) -> None:
    town = lantern_secret()
    town.letter(
        "friends.example", 20, SECRET, kind=Kind.PERSONAL, outgoing=outgoing, organisation=None,
        address="bob@mail.example", authenticated=None,
    )  # fmt: skip
    trail = town.trails()[SOFA]
    assert trail.level is Level.POSSIBLE
    assert "known_to_people" in trail.gates


def test_letters_with_the_source_itself_later_letters_and_notes_to_oneself_show_nothing() -> None:
    town = lantern_secret()
    town.letter(LANTERN, 20, SECRET, kind=Kind.PERSONAL)
    town.letter("friends.example", 70, SECRET, kind=Kind.PERSONAL, organisation=None)
    town.letter("self.example", 20, SECRET, kind=Kind.PERSONAL, organisation=None, address=None, outgoing=True)
    town.letter("lure.example", 20, SECRET, kind=Kind.PERSONAL, organisation=None, authenticated=False)
    assert town.trails()[SOFA].level is Level.STRONG


def test_a_basket_left_behind_shows_a_visit() -> None:
    """Nobody buys a list with baskets in it: the person was there, or a network recognised them."""
    town = lantern_secret()
    town.letter(SOFA, 61, SECRET, subject="You left something in your cart", reasons=("way_out_header", "visited"))
    trail = town.trails()[SOFA]
    assert trail.level is Level.PROBABLE
    assert "visited" in trail.gates


def test_a_basket_after_many_adverts_or_at_another_address_limits_nothing() -> None:
    town = lantern_secret()
    for day in (81, 82, 83, 84):
        town.letter(SOFA, day, SECRET)
    town.letter(SOFA, 90, SECRET, reasons=("visited",))
    town.letter(SOFA, 62, MAIN, reasons=("visited",))
    assert town.trails()[SOFA].level is Level.STRONG


def test_a_basket_takes_nothing_from_a_document() -> None:
    town = lantern_secret()
    key = town.letter(SOFA, 61, SECRET, reasons=("visited",))
    town.says(key, Wording.PART, "Lantern Moves")
    assert town.trails()[SOFA].level is Level.DOCUMENTED


def test_mail_that_only_claims_to_be_a_shops_on_a_lent_domain_accuses_nobody_firmly() -> None:
    """Any customer of the platform may have named Sofa Town in Reply-To."""
    trail = lantern_secret(authenticated=None, address="x@shared1.ccsend.com").trails()[SOFA]
    assert trail.level in (Level.NOT_SHOWN, Level.POSSIBLE)
    assert "unauthenticated" in trail.gates
