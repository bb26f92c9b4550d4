"""Who the person is, checked before it is kept."""

import pytest

from inboxguard.audit.audit import Audit
from inboxguard.audit.views import Profile
from inboxguard.errors import Refused


def test_nothing_is_guessed(empty: Audit) -> None:
    assert empty.profile() == Profile()


def test_a_profile_is_kept_in_its_standard_form(empty: Audit) -> None:
    empty.set_profile(Profile(" Anna  Berg ", "us", "ca", ("DE", "en", "de"), "Europe/Berlin"))
    assert empty.profile() == Profile("Anna Berg", "US", "CA", ("de", "en"), "Europe/Berlin")


@pytest.mark.parametrize(
    ("told", "word"),
    [
        (Profile(country="Germany"), "country code"),
        (Profile(languages=("german",)), "language code"),
        (Profile(timezone="Mars/Olympus"), "time zone"),
    ],
)
def test_what_is_none_is_refused_and_nothing_kept(empty: Audit, told: Profile, word: str) -> None:
    with pytest.raises(Refused, match=word):
        empty.set_profile(told)
    assert empty.profile() == Profile()
