"""Which contact a letter goes to: for each that is chosen, as many that must not be."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboxguard.facts.person import Person
from inboxguard.requests.companies import Company, Quality
from inboxguard.requests.contacts import Contact, ContactSource, Entry, barred, contact, is_address
from inboxguard.requests.privacy_addresses import Named

ME = Person(("anna@post.example", "@anna.example"))
ENTRY = Entry("desk@elsewhere.example", datetime(2026, 3, 4, tzinfo=UTC))
FOOTER = Named("privacy@shop.example", True, True, date(2026, 3, 1))


def record(email: str = "dpo@lawyers.example", **said: Any) -> Company:
    """A checked record of the Shop."""
    return Company(**({"slug": "shop", "name": "Shop GmbH", "quality": Quality.VERIFIED, "email": email} | said))


def chosen(
    *named: Named, entry: Entry | None = None, company: Company | None = None, to: str = "shop.example"
) -> Contact | None:
    """To whom a letter to the Shop goes."""
    return contact(to, entry, company, "list.zip", named, {to, "sister.example"}, ME)


def source(*named: Named, **said: Any) -> str:
    """Where that is known from."""
    found = chosen(*named, **said)
    return found.source.value if found is not None else ""


def test_the_order_of_sources() -> None:
    scraped = record(quality=Quality.SCRAPED)
    assert source(FOOTER, entry=ENTRY, company=record()) == "own_entry"
    assert source(FOOTER, company=record()) == "company_file"
    assert source(FOOTER, company=scraped) == "footer"
    assert source(company=scraped) == "company_file"
    assert source(FOOTER) == "footer"
    assert source(Named("dpo@shop.example", True, False, None)) == "sender_mail"
    assert source() == "guess"


def test_the_contact_says_where_it_is_from() -> None:
    assert chosen(entry=ENTRY) == Contact("desk@elsewhere.example", ContactSource.OWN_ENTRY, "2026-03-04")
    said = chosen(company=record(language="de", web_form="https://shop.example/f", needs_id=True, required=("Name",)))
    assert said is not None
    assert (said.address, said.detail) == ("dpo@lawyers.example", "Shop GmbH (verified, list.zip)")
    assert (said.language, said.web_form, said.needs_id, said.required) == (
        "de", "https://shop.example/f", True, ("Name",),
    )  # fmt: skip
    footer = chosen(FOOTER)
    assert footer is not None
    assert footer.detail == "2026-03-01"
    guess = chosen()
    assert guess is not None
    assert (guess.address, guess.is_guess) == ("privacy@shop.example", True)


def test_what_a_record_knows_besides_is_told_with_every_contact() -> None:
    said = chosen(FOOTER, company=record("", language="fr", web_form="https://shop.example/f"))
    assert said is not None
    assert (said.source, said.language, said.web_form) == (ContactSource.FOOTER, "fr", "https://shop.example/f")


@pytest.mark.parametrize(
    "address",
    ["privacy@sister.example", "dpo@mail.shop.example"],
)
def test_its_own_domain_and_its_groups_count(address: str) -> None:
    assert source(Named(address, True, True, None)) == "footer"


@pytest.mark.parametrize(
    "address",
    [
        "privacy@stranger.example", "privacy@shop.example.rogue.example", "privacy@xn--shp-jua.example",
        "privacy@sendgrid.net", "noreply@shop.example", "anna@post.example", "anna+shop@post.example",
        "privacy@anna.example", "privacy@localhost", "privacy@shop", "priv acy@shop.example", "“privacy”@shop.example",
        "privаcy@shop.example", "privacy@shор.example", "privacy@shop.example\n", ".privacy@shop.example",
    ],
)  # fmt: skip
def test_no_address_in_mail_that_is_a_strangers_unread_the_persons_or_odd(address: str) -> None:
    assert source(Named(address, True, True, None)) == "guess"


@pytest.mark.parametrize(
    "email", ["noreply@shop.example", "anna@post.example", "privacy@amazonses.com", "", "x", "a@b@c.example"]
)
def test_nor_in_a_company_record(email: str) -> None:
    assert source(company=record(email)) == "guess"
    assert source(FOOTER, company=record(email)) == "footer"


def test_a_stranger_in_a_record_or_an_entry_is_taken_at_its_word() -> None:
    found = chosen(company=record("shop@privacy-lawyers.example"))
    assert found is not None
    assert found.address == "shop@privacy-lawyers.example"


@pytest.mark.parametrize("customer", ["brand.substack.com", "mill.zendesk.com", "barn.myshopify.com"])
def test_nothing_is_guessed_at_a_platform_for_its_customer(customer: str) -> None:
    assert chosen(to=customer) is None
    assert chosen(Named(f"privacy@{customer}", True, True, None), to=customer) is None


def test_a_platform_itself_may_be_written_to() -> None:
    for platform in ("sendgrid.net", "substack.com"):
        found = chosen(to=platform)
        assert found is not None
        assert found.address == f"privacy@{platform}"


def test_where_only_a_form_is_known_the_address_stays_empty() -> None:
    found = chosen(company=record("", web_form="https://mill.example/form"), to="mill.zendesk.com")
    assert found is not None
    assert (found.address, found.web_form) == ("", "https://mill.example/form")


def test_why_an_address_is_barred() -> None:
    assert barred("no-reply@shop.example", "shop.example", ME) == "unread"
    assert barred("anna@post.example", "shop.example", ME) == "own"
    assert barred("x@sendgrid.net", "shop.example", ME) == "platform"
    assert barred("shop@gmx.de", "shop.example", ME) is None
    assert barred("dpo@shop.example", "shop.example", ME) is None


LOCAL = st.from_regex(r"[A-Za-z0-9._+\-\u0430\u200b\"@ ]{0,20}", fullmatch=True)


@given(LOCAL, st.sampled_from(("shop.example", "sister.example", "sendgrid.net", "post.example", "shop.example ")))
def test_whatever_mail_names_a_letter_never_goes_to_a_barred_address(local: str, domain: str) -> None:
    found = chosen(Named(f"{local}@{domain}", True, True, None))
    assert found is not None
    assert is_address(found.address)
    assert barred(found.address, "shop.example", ME) is None
    assert found.address.rpartition("@")[2] in ("shop.example", "sister.example")
