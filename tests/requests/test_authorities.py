"""To whom a complaint goes where the law leaves it to the place."""

import re

import pytest

from inboxguard.requests.authorities import Authority, authorities, authorities_of, authority_for
from inboxguard.requests.regimes import regime

LAENDER = ("BW", "BY", "BE", "BB", "HB", "HH", "HE", "MV", "NI", "NW", "RP", "SL", "SN", "ST", "SH", "TH")


@pytest.mark.parametrize("country", sorted({*regime("gdpr").jurisdictions, "GB", "CH"} - {"DE"}))
def test_every_country_of_the_gdpr_has_one(country: str) -> None:
    found = authority_for(country.lower())
    assert found is not None
    assert found.country == country
    assert found.email or found.complaint_url


@pytest.mark.parametrize("land", LAENDER)
def test_every_land_has_its_own_for_companies(land: str) -> None:
    found = authority_for("DE", land)
    assert found is not None
    assert (found.region, found.scope, found.language) == (land, "", "de")
    assert authority_for("de", f"DE-{land}") == found


def test_in_bavaria_it_is_the_one_for_companies() -> None:
    found = authority_for("DE", "BY")
    assert found is not None
    assert "Landesamt für Datenschutzaufsicht" in found.name


@pytest.mark.parametrize(("country", "region"), [("DE", ""), ("DE", "ZZ"), ("US", "CA"), ("JP", ""), ("", "")])
def test_none_is_named_where_none_is_known_for_sure(country: str, region: str) -> None:
    assert authority_for(country, region) is None


def test_without_a_land_the_sixteen_are_there_to_choose_from() -> None:
    assert sorted(one.region for one in authorities_of("DE")) == sorted(LAENDER)


def test_churches_and_broadcasters_are_never_proposed() -> None:
    scopes = {one.scope for one in authorities()}
    assert scopes == {"", "church", "broadcasting", "public", "federal"}
    assert not [one for one in authorities_of("DE") if one.scope]


def test_a_country_without_regions_has_one_whatever_the_region() -> None:
    assert authority_for("FR", "IDF") == authority_for("FR")


@pytest.mark.parametrize("one", authorities(), ids=lambda one: one.slug)
def test_links_and_addresses_have_the_shape_of_such(one: Authority) -> None:
    assert one.name
    assert all(re.fullmatch(r"https?://[^\s/]+\.\S+", link) for link in (one.complaint_url, one.web) if link)
    assert not one.email or re.fullmatch(r"[^@\s]+@[^@\s]+\.[a-z]+", one.email)
    assert one.language is None or re.fullmatch("[a-z]{2}", one.language)
    assert not one.verified
