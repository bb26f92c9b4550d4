import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboxguard.senders.domains import a_label, carries, of_address, organisational, typed_host, under


@pytest.mark.parametrize(
    ("host", "organisation"),
    [
        ("shop.example", "shop.example"),
        ("a.b.Shop.Example.", "shop.example"),
        ("mail.shop.co.uk", "shop.co.uk"),
        ("bücher.example", "xn--bcher-kva.example"),
        ("news.xn--bcher-kva.example", "xn--bcher-kva.example"),
        ("straße.example", "xn--strae-oqa.example"),
        ("one.myshopify.com", "one.myshopify.com"),
        ("myshopify.com", "myshopify.com"),
        ("_dmarc.shop.example", "shop.example"),
    ],
)
def test_the_registrable_domain_speaks(host: str, organisation: str) -> None:
    assert organisational(host) == organisation


@pytest.mark.parametrize(
    "host",
    ["", ".", "localhost", "com", "co.uk", "192.0.2.1", "[192.0.2.1]", "2001:db8::1", "a..b.example", "-a.example",
     "sh op.example", "shop.example/x", "a@b.example", "x" * 64 + ".example", "a." * 200 + "example", "shop.123"],
)  # fmt: skip
def test_addresses_single_labels_and_junk_have_no_organisation(host: str) -> None:
    assert organisational(host) is None


def test_two_shops_of_one_builder_stay_two() -> None:
    assert organisational("ann.myshopify.com") != organisational("ben.myshopify.com")


@given(st.text(max_size=300))
def test_no_text_makes_it_raise_and_what_it_returns_is_its_own_organisation(host: str) -> None:
    found = organisational(host)
    if found is not None:
        assert found == found.lower()
        assert found.isascii()
        assert organisational(found) == found
        assert organisational(f"www.{found}") == found


@given(st.text(alphabet="abc-.äß1", max_size=40))
def test_a_label_is_stable(host: str) -> None:
    label = a_label(host)
    assert label is None or a_label(label) == label


def test_freemail_carries_but_its_provider_speaks_from_a_sub_domain() -> None:
    assert carries("gmail.com")
    assert carries("WEB.DE")
    assert not carries("mailings.web.de")
    assert not carries("shop.example")


def test_the_organisation_of_an_address() -> None:
    assert of_address("a@b@mail.shop.example") == "shop.example"
    assert of_address("nobody") is None
    assert of_address(None) is None


def test_a_suffix_is_matched_at_whole_labels() -> None:
    suffixes = frozenset(("fern.example", "mail.fern.example"))
    assert under("x.mail.fern.example", suffixes) == "mail.fern.example"
    assert under("fern.example", suffixes) == "fern.example"
    assert under("notfern.example", suffixes) is None


@pytest.mark.parametrize(
    ("typed", "host"),
    [
        ("shop.example", "shop.example"),
        (" Shop.Example. ", "shop.example"),
        ("@shop.example", "shop.example"),
        ("news@mail.shop.example", "mail.shop.example"),
        ("https://anna@shop.example:8443/out?a=b@c.example", "shop.example"),
        ("shop.example/out", "shop.example"),
        ("b\u00fccher.example", "xn--bcher-kva.example"),
        ("com", None),
        ("*", None),
        ("", None),
        ("no domain", None),
        ("https://[::1", None),
        ("https:///x", None),
    ],
)
def test_a_host_is_found_in_what_a_person_types(typed: str, host: str | None) -> None:
    assert typed_host(typed) == host
