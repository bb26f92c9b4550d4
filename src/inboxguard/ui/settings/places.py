"""Countries, languages and time zones as choices: what is stored, and what is shown."""

from functools import cache

from PySide6.QtCore import QLocale, QTimeZone

from inboxguard import resources

WITH_REGIONS = frozenset({"US", "CA"})
"""Countries where the law depends on the state or province."""

Choice = tuple[str, str]
"""What is stored, what is shown."""


@cache
def countries() -> tuple[Choice, ...]:
    """ISO 3166 codes with their names, by name."""
    found = {
        QLocale.territoryToCode(territory): QLocale.territoryToString(territory)
        for territory in QLocale.Country
        if territory is not QLocale.Country.AnyCountry
    }
    return tuple(sorted(((code, name) for code, name in found.items() if len(code) == 2), key=lambda one: one[1]))


@cache
def languages() -> tuple[Choice, ...]:
    """Languages of letters and sentences, each by its own name."""
    return tuple((code, _own_name(code)) for code in sorted({"en", *_written()}))


@cache
def time_zones() -> tuple[str, ...]:
    """IANA names of time zones."""
    names = {bytes(name.data()).decode("ascii") for name in QTimeZone.availableTimeZoneIds()}
    return tuple(sorted(name for name in names if "/" in name or name == "UTC"))


def _written() -> set[str]:
    """Languages that letters or the sentences about trails exist in."""
    letters = {folder.name for folder in resources.path("letters").iterdir() if folder.is_dir()}
    sentences = {name.rpartition("/")[2].removesuffix(".toml") for name in resources.names("trace/wording", ".toml")}
    return {code for code in letters | sentences if len(code) == 2}


def _own_name(code: str) -> str:
    locale = QLocale(code)
    name = locale.nativeLanguageName() if locale.language() is not QLocale.Language.C else code
    plain = {"en": "English"}.get(code, name)
    return plain[:1].upper() + plain[1:]
