"""Addresses in words: whom given to, who writes, what does not agree."""

from datetime import UTC, date, datetime

import pytest

from inboxguard.audit.address_views import AddressRow, ConflictRow, GivenTo, Imported, Settlement
from inboxguard.trace.conflicts import Disagreement
from inboxguard.ui.settings.address_words import AddressWords

TODAY = date(2026, 11, 24)
AT = datetime(2026, 11, 23, 12, tzinfo=UTC)
ME = "anna+x@post.example"


def given(name="Tea House", only=False, made=False, by=""):
    return GivenTo("teahouse.example", name, only, made, by, AT)


def row(*to, shown=()):
    return AddressRow(ME, to, (), tuple(shown), ())


@pytest.mark.parametrize(
    ("of", "line"),
    [
        (row(), ""),
        (row(given(made=True, only=True)), "made for Tea House, yesterday; no mail yet"),
        (row(given(only=True)), "given only to Tea House"),
        (row(given(by="SimpleLogin")), "given to Tea House, says SimpleLogin"),
        (row(given(), given("Sofa Town")), "given to Tea House; given to Sofa Town"),
        (row(shown=["Tea House"]), "Tea House writes to it"),
        (row(given(), shown=list("ABCDEF")), "given to Tea House; A, B, C, D and 2 more write to it"),
    ],
)
def test_the_line_of_an_address(qapp, of, line):
    assert AddressWords().line(of, TODAY) == line


def conflict(kind, *names, ways=tuple(Settlement)):
    return ConflictRow("id", kind, tuple(name.lower() for name in names), names, (), ways)


@pytest.mark.parametrize("kind", list(Disagreement))
def test_every_disagreement_and_way_out_has_words(qapp, kind):
    words = AddressWords()
    one = conflict(kind, "Tea {x} \u202eHouse", "Sofa Town")
    said = words.conflict(ME, one)
    assert ME in said
    assert "Tea {x} ⟨U+202E⟩House" in said
    assert len({words.way(one, way) for way in Settlement}) == len(Settlement)


def test_the_way_out_of_only_names_who_did_not_get_it(qapp):
    words = AddressWords()
    one = conflict(Disagreement.ONLY_BUT_DEALT, "Tea House", "Sofa Town")
    assert words.way(one, Settlement.LEAVE) == "Sofa Town did not get it from me"
    assert words.way(one, Settlement.FIRST) == "Only to Tea House"
    assert words.way(one, Settlement.SECOND) == "Only to Sofa Town"


def test_what_an_import_brought(qapp):
    words = AddressWords()
    said = words.imported(Imported("SimpleLogin", 12, 10, 8, 7, 4, 2, 1, 1))
    assert said[:2] == ("SimpleLogin: 12 addresses. New to inboxguard: 10.",
                        "Known to have gone to 7 organisations: 8 addresses.")  # fmt: skip
    assert len(said) == 7
    assert "Delete the file now" in said[-1]
    assert words.imported(Imported("Chrome", 1, 0, 1, 1, 0, 0, 0, 0)) == (
        "Chrome: 1 address. New to inboxguard: 0.",
        "Known to have gone to 1 organisation: 1 address.",
        said[-1],
    )
