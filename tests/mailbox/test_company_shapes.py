"""One record of a company file: what is read, and what a hostile one becomes."""

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboxguard.mailbox.company_shapes import company, delete_page, line, mail, obsolete, url
from inboxguard.requests.companies import Quality

RECORD = {
    "slug": "shop", "relevant-countries": ["de", "all"], "name": "Shop GmbH", "address": "Mill Lane 1\nTown",
    "sources": ["https://shop.example/privacy"], "quality": "verified", "web": "https://www.shop.example",
    "email": "dpo@Shop.example", "webform": "https://shop.example/form", "runs": ["Mill", "barn.example"],
    "request-language": "de", "suggested-transport-medium": "letter", "needs-id-document": True,
    "required-elements": [
        {"desc": "Name", "type": "name"}, {"desc": "Number", "type": "input", "optional": True},
    ],
    "comments": ["x"], "nsfw": False, "phone": "+49 1",
}  # fmt: skip
SITE = {
    "name": "Shop", "url": "https://shop.example/leave", "difficulty": "hard", "domains": ["www.shop.example", "x"],
    "notes": "Ask\nthem.", "notes_de": "Frag sie.", "url_de": "https://shop.example/weg", "email": "help@shop.example",
    "notes_fr": 7, "meta": {},
}  # fmt: skip


def raw(plain: dict[str, Any], **changes: Any) -> bytes:
    return json.dumps(plain | changes).encode()


def test_a_company_record() -> None:
    one = company(raw(RECORD))
    assert (one.slug, one.name, one.quality, one.email) == ("shop", "Shop GmbH", Quality.VERIFIED, "dpo@shop.example")
    assert (one.web, one.web_form) == ("https://www.shop.example", "https://shop.example/form")
    assert (one.runs, one.countries) == (("Mill", "barn.example"), ("de", "all"))
    assert (one.language, one.transport, one.needs_id, one.required) == ("de", "letter", True, ("Name",))


def test_what_says_nothing_of_its_quality_counts_least() -> None:
    assert company(raw(RECORD, quality="superb")).quality is Quality.SCRAPED


@pytest.mark.parametrize(
    "changes",
    [{"slug": "A b"}, {"slug": ""}, {"name": ""}, {"name": "\u202e\u200b"}, {"name": 7}, {"runs": "x"}, {"slug": None}],
)
def test_what_is_no_company_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises((msgspec.DecodeError, ValueError)):
        company(raw(RECORD, **changes))


@pytest.mark.parametrize(
    "written",
    [
        "javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "ftp://shop.example/", "//shop.example/",
        "https://me:word@shop.example/", "https://shop.example:8443/", "https://localhost/", "https://127.0.0.1/",
        "https://[::1]/", "https://[", "https://shop.example/\u202egnp", "https://shöp.example/", "https://shop/",
        "https://shop.example/a b", "https://shop.example/\"><b>", "https://shop.example/" + "x" * 2000, "",
    ],
)  # fmt: skip
def test_addresses_of_pages_that_are_none_to_open(written: str) -> None:
    assert url(written) == ""


def test_addresses_of_pages() -> None:
    assert url(" https://shop.example/a?b=c#d ") == "https://shop.example/a?b=c#d"
    assert url("http://shop.example/") == "http://shop.example/"
    assert url("shop.example", bare=True) == "https://shop.example"


def test_a_site_with_its_notes_in_other_languages() -> None:
    one = delete_page(raw(SITE))
    assert (one.name, one.url, one.difficulty, one.domains) == (
        "Shop", "https://shop.example/leave", "hard", ("shop.example",),
    )  # fmt: skip
    assert (one.notes, one.notes_in, one.urls) == (
        "Ask them.", (("de", "Frag sie."),), (("de", "https://shop.example/weg"),),
    )  # fmt: skip


@pytest.mark.parametrize("changes", [{"difficulty": "odd"}, {"domains": []}, {"domains": ["x"]}, {"name": ""}])
def test_what_is_no_site_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises((msgspec.DecodeError, ValueError)):
        delete_page(raw(SITE, **changes))


def test_an_obsolete_record_leads_to_another() -> None:
    assert obsolete(raw({"slug": "old", "name": "Old", "redirect-to": "shop"})) == ("old", "Old", "shop")
    assert obsolete(raw({"slug": "old", "redirect-to": "No slug"})) == ("old", "", "")


def test_texts_are_one_bounded_line() -> None:
    assert line("a\u202e\n b\x00c") == "a b c"
    assert len(line("x" * 5_000)) == 300
    assert mail("x" * 400 + "@shop.example") == ""


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)


@given(st.sampled_from((RECORD, SITE)), st.dictionaries(st.sampled_from(sorted({*RECORD, *SITE})), JSON, max_size=4))
def test_any_change_is_read_or_refused_and_texts_stay_fit_to_be_shown(plain: dict[str, Any], more: Any) -> None:
    for reader in (company, delete_page, obsolete):
        try:
            one: Any = reader(raw(plain, **more))
        except (msgspec.DecodeError, ValueError):
            continue
        texts = one if isinstance(one, tuple) else [getattr(one, name) for name in one.__slots__]
        for text in texts:
            assert not isinstance(text, str) or text.isprintable()
