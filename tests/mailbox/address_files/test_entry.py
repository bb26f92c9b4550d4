"""What counts as a mail address and as the site of an organisation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboxguard.mailbox.address_files.entry import LONGEST_LABEL, Entry, account, alias, mail_address, site, sites


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("Anna@Post.Example", "anna@post.example"),
        (" anna+tea@post.example ", "anna+tea@post.example"),
        ("anna@bücher.example", "anna@xn--bcher-kva.example"),
        ("o'neil@post.example", "o'neil@post.example"),
    ],
)
def test_mail_addresses(written: str, address: str) -> None:
    assert mail_address(written) == address


@pytest.mark.parametrize(
    "written",
    ["", "anna", "anna@", "@post.example", "anna@localhost", "anna@10.0.0.1", "anna@nas.local", "a b@post.example",
     "anna@post.example, b@post.example", "a" * 65 + "@post.example", "x" * 5_000 + "@post.example", None, 7,
     "anna\u202e@post.example", "CORP\\anna@post.example"],
)  # fmt: skip
def test_what_is_no_mail_address(written: object) -> None:
    assert mail_address(written) == ""


@pytest.mark.parametrize(
    "written",
    ["https://www.teahouse.example/login?x=1", "http://teahouse.example:8080", "teahouse.example", "TEAHOUSE.example/a",
     "https://anna:pass@shop.teahouse.example/"],
)  # fmt: skip
def test_sites(written: str) -> None:
    assert site(written) == "teahouse.example"


@pytest.mark.parametrize(
    "written",
    ["", "Tea House", "androidapp://com.teahouse.app", "ftp://teahouse.example", "http://192.168.0.1", "router.local",
     "https://[::1", "https://[half", "localhost:3000", "javascript:alert(1)", "file:///etc/hosts", None, 3],
)  # fmt: skip
def test_what_is_no_site_of_an_organisation(written: object) -> None:
    assert site(written) is None


def test_several_sites_in_one_cell() -> None:
    assert sites(["https://a.example/x, https://b.example", "https://www.a.example"]) == ("a.example", "b.example")
    assert sites(["a.example,https://b.example"]) == ("a.example", "b.example")
    assert sites(["a.example, b.example,"]) == ("a.example", "b.example")


def test_a_comma_in_a_path_brings_no_site() -> None:
    assert sites(["https://a.example/one,evil.example"]) == ("a.example",)


def test_a_label_is_bounded_and_on_one_line() -> None:
    made = alias("x@alias.example", (), (None, " ", "Tea\n  House " + "x" * 1_000))
    assert made is not None
    assert made.label.startswith("Tea House xx")
    assert len(made.label) <= LONGEST_LABEL
    assert alias("nobody", (), ("Tea",)) is None


def test_a_log_in_has_no_label() -> None:
    assert account((None, "anna", "Anna@post.example"), ["teahouse.example"]) == Entry(
        "anna@post.example", ("teahouse.example",), "", True
    )


@given(st.text(max_size=200))
def test_any_text_is_judged_without_an_error(text: str) -> None:
    mail_address(text)
    sites([text])
