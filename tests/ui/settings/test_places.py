"""Countries, languages and time zones as the profile takes them."""

from zoneinfo import available_timezones

from inboxguard.ui.settings.places import countries, languages, time_zones


def test_countries_are_iso_codes_with_names_in_order():
    codes = dict(countries())
    assert codes["DE"] == "Germany"
    assert {"US", "GB", "FR", "BR", "IN", "CH"} <= set(codes)
    assert all(len(code) == 2 and code.isupper() for code in codes)
    assert [name for _, name in countries()] == sorted(name for _, name in countries())


def test_languages_are_those_that_are_written_each_by_its_own_name():
    names = dict(languages())
    assert names["en"] == "English"
    assert names["de"] == "Deutsch"


def test_time_zones_are_known_to_the_calendar():
    zones = time_zones()
    assert "Europe/Berlin" in zones
    assert "UTC" in zones
    assert len(set(zones) & available_timezones()) > 400
