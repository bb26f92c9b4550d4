"""What the person is told before they connect: the browser's way in, the mail programs of this computer."""

from pathlib import Path

import pytest

from inboxguard.audit.audit import Audit
from inboxguard.store import decisions


def test_a_provider_with_a_browser_sign_in_says_where_to_register(empty: Audit) -> None:
    found = empty.browser_sign_in("outlook.office365.com")
    assert found is not None
    assert (found.provider, found.client_id) == ("Microsoft", "")
    assert "https://" in found.register


def test_the_client_id_given_before_is_offered_again(empty: Audit) -> None:
    decisions.set_setting(empty._db, "oauth_client_google", "my-client")
    found = empty.browser_sign_in("imap.gmail.com")
    assert found is not None
    assert (found.client_id, found.needs_secret) == ("my-client", True)


@pytest.mark.parametrize("host", ["posteo.de", "imap.nowhere.example", ""])
def test_where_there_is_no_browser_sign_in_none_is_offered(empty: Audit, host: str) -> None:
    assert empty.browser_sign_in(host) is None


def test_a_provider_without_imap_is_said_to_be_one(empty: Audit) -> None:
    assert "Tuta" in (empty.closed("me@tuta.com") or "")
    assert empty.closed("me@post.example") is None


def test_mail_programs_are_found_without_reading_their_mail(
    empty: Audit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path))
    assert empty.mail_programs() == ()
    profile = tmp_path / ".thunderbird" / "a1.default"
    (profile / "Mail").mkdir(parents=True)
    (profile / "prefs.js").touch()
    (tmp_path / ".thunderbird" / "profiles.ini").write_text("[Profile0]\nName=Home\nIsRelative=1\nPath=a1.default\n")
    monkeypatch.setattr("inboxguard.mailbox.thunderbird.profiles.__defaults__", ("linux",))
    (found,) = empty.mail_programs()
    assert (found.program, found.name, found.path) == ("Thunderbird", "Home", profile)
    assert empty.empty()
