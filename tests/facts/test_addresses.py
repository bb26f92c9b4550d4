"""Addresses as they stand in real headers."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboxguard.facts.addresses import address_spec, addresses, domain
from inboxguard.facts.message import Address


@pytest.mark.parametrize(
    ("value", "name", "address"),
    [
        ("Shop <news@shop.example>", "Shop", "news@shop.example"),
        ('"Doe, Jane" <jane@post.example>', "Doe, Jane", "jane@post.example"),
        ("Doe, Jane <jane@post.example>", "Doe, Jane", "jane@post.example"),
        (r'"Jane \"J\" Doe" <jane@post.example>', 'Jane "J" Doe', "jane@post.example"),
        (r"\"Jane\" Doe <jane@post.example>", '\\"Jane\\" Doe', "jane@post.example"),
        ("jane@post.example (Jane Doe)", "Jane Doe", "jane@post.example"),
        ("Jane jane@post.example", "Jane", "jane@post.example"),
        ("Jane <jane@post.example", "Jane", "jane@post.example"),
        ("<jane@POST.Example.>", "", "jane@post.example"),
        ("=?utf-8?q?B=C3=A4cker,_Hof?= <b@shop.example>", "Bäcker, Hof", "b@shop.example"),
        ('"=?utf-8?q?B=C3=A4cker?=" <b@shop.example>', "Bäcker", "b@shop.example"),
        ("=?utf-8?q?jane=40post.example?=", "", "jane@post.example"),
        ('"boss@bank.example" <x@evil.example>', "boss@bank.example", "x@evil.example"),
        ("boss@bank.example <x@evil.example>", "boss@bank.example", "x@evil.example"),
        ("News <Me+Tag@shop.example>", "News", "Me+Tag@shop.example"),
        ("Laden <x@straße.example>", "Laden", "x@xn--strae-oqa.example"),
        ("<@a.example,@b.example:jane@post.example>", "", "jane@post.example"),
        ("bounce+1-me=post.example@shop.example", "", "bounce+1-me=post.example@shop.example"),
        ("mailto:jane@post.example", "", "jane@post.example"),
        ("'Jane' <jane@post.example>", "Jane", "jane@post.example"),
    ],
)
def test_one_address(value: str, name: str, address: str) -> None:
    assert addresses(value) == (Address(name, address),)


def test_lists_groups_and_nobody() -> None:
    assert [a.address for a in addresses("a@x.example, B <b@x.example>; c@x.example")] == [
        "a@x.example", "b@x.example", "c@x.example",
    ]  # fmt: skip
    assert [a.address for a in addresses("Friends: a@x.example, b@x.example;, c@x.example")] == [
        "a@x.example", "b@x.example", "c@x.example",
    ]  # fmt: skip
    for nobody in (None, "", "undisclosed-recipients:;", "Shop", "<>", "a b c", "@", "me@", "@post.example"):
        assert addresses(nobody) == ()


def test_a_domain_compares_as_a_labels() -> None:
    assert domain("BÜCHER.Example.") == domain("bücher.example") == "xn--bcher-kva.example"
    assert domain("shop.example") == "shop.example"


def test_an_address_is_refused_where_its_host_is_no_host() -> None:
    assert address_spec("a@b/c") == ""
    assert address_spec("a@" + "b" * 300) == ""


@given(st.text(max_size=300))
def test_any_value_gives_addresses_that_are_addresses(value: str) -> None:
    for found in addresses(value):
        local, at, host = found.address.rpartition("@")
        assert local
        assert at
        assert host == host.lower()
        assert "\n" not in found.name + found.address


@given(st.text("abc.+-_", min_size=1, max_size=20), st.sampled_from(["shop.example", "a-b.example"]))
def test_an_address_written_by_the_book_comes_back(local: str, host: str) -> None:
    assert addresses(f'"A, B" <{local}@{host}>') == (Address("A, B", f"{local}@{host}"),)


def test_hostile_values_cost_little_time() -> None:
    for value in (
        '"\\' * 30_000,
        "(" * 60_000,
        "<" * 60_000,
        "a" * 60_000,
        "=?a?q?x" * 9_000,
        "a@" * 30_000,
        "," * 60_000,
    ):
        started = time.process_time()
        addresses(value)
        assert time.process_time() - started < 2


@pytest.mark.parametrize(
    "name", ['\\"' * 100_000, '"' + '\\"' * 100_000 + '"', "a" * 100_000, "ж" * 100_000, "=?a?q?" * 9_000]
)
def test_a_name_is_bounded_before_it_is_decoded(name: str) -> None:
    started = time.process_time()
    addresses(f"{name} <jane@post.example>")
    assert time.process_time() - started < 0.1


def test_a_long_name_keeps_the_address_beside_it() -> None:
    assert [found.address for found in addresses("Jane " * 3_000 + "jane@post.example")] == ["jane@post.example"]
    long = addresses("Jane " * 3_000 + "<jane@post.example>")
    assert [found.address for found in long] == ["jane@post.example"]
    assert len(long[0].name) <= 300


@pytest.mark.parametrize(
    ("written", "read"),
    [("。", ""), ("\r\n--b\r\n。", "--b"), (". a .", "a"), ("Bücher.example。", "xn--bcher-kva.example")],
)
def test_an_ideographic_full_stop_ends_a_host_name_as_a_dot_does(written: str, read: str) -> None:
    assert domain(written) == read
