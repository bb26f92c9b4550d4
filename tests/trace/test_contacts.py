from inboxguard.senders.attribution import Kind, Role
from inboxguard.trace.contacts import own_relation
from tests.trace.stories import LANTERN, MAIN, SECRET, SOFA, Town, on


def test_contacts_stand_in_order_with_their_address() -> None:
    town = Town()
    town.doing(LANTERN, 9, Role.PURCHASE, SECRET)
    town.doing(LANTERN, 0, Role.SIGN_UP)
    town.letter(LANTERN, 2)
    found = town.scene().contacts[LANTERN]
    assert [(one.role, one.address, one.at) for one in found] == [
        (Role.SIGN_UP, MAIN, on(0)),
        (Role.PURCHASE, SECRET, on(9)),
    ]


def test_forged_orders_and_spam_show_no_contact() -> None:
    town = Town()
    town.doing(SOFA, 1, Role.PURCHASE, authenticated=False)
    town.doing(SOFA, 2, Role.ACCOUNT, kind=Kind.SPAM)
    town.doing(SOFA, 3, Role.WROTE)
    town.doing(SOFA, 4, Role.LEFT)
    town.wrote(SOFA, 5, role=Role.OPT_OUT)
    assert SOFA not in town.scene().contacts


def test_a_welcome_is_a_contact_but_nothing_that_the_person_did() -> None:
    town = Town()
    town.letter(SOFA, 1, role=Role.WELCOME)
    found = town.scene().contacts[SOFA]
    assert len(found) == 1
    assert own_relation(found, on(1)) == ()


def test_a_letter_of_the_person_counts_before_the_first_marketing_mail_only() -> None:
    town = Town()
    town.letter(SOFA, 10)
    town.wrote(SOFA, 5)
    town.wrote(SOFA, 15)
    found = town.scene().contacts[SOFA]
    assert [one.at for one in own_relation(found, on(10))] == [on(5)]
    assert len(own_relation(found, None)) == 2
