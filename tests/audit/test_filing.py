"""A document is kept as it is, whatever it is, or refused in a sentence; a mail is rebuilt and says so."""

import os
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from inboxguard.audit import filing
from inboxguard.audit.audit import Audit
from inboxguard.errors import Refused
from inboxguard.store import messages

HOSTILE = (
    b"\x00" * 10,
    b"%PDF-1.7\n/JS (app.alert(1))",
    b"<html><script>steal()</script><img src=https://track.example/p.gif></html>",
    b"PK\x03\x04" + b"\xff" * 100,
    b"\xff\xfe\xfd",
)


@pytest.mark.parametrize("content", HOSTILE)
def test_any_bytes_are_kept_as_they_are(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "answer.bin"
    file.write_bytes(content)
    paper = filing.from_file(file)
    assert (paper.name, paper.media, paper.content) == ("answer.bin", "application/octet-stream", content)


@pytest.mark.parametrize(
    ("name", "media"), [("a.pdf", "application/pdf"), ("a.eml", "message/rfc822"), ("a.html", "text/html"), ("a", "")]
)
def test_the_name_tells_what_it_is(tmp_path: Path, name: str, media: str) -> None:
    (tmp_path / name).write_bytes(b"x")
    assert filing.from_file(tmp_path / name).media == (media or "application/octet-stream")


def test_a_hostile_name_is_kept_in_one_line_of_letters(tmp_path: Path) -> None:
    file = tmp_path / ("x" * 150 + "\n\u202eexe.\x1b[31m.pdf")
    file.write_bytes(b"x")
    name = filing.from_file(file).name
    assert len(name) <= 120
    assert name.isprintable()
    assert name.endswith(".pdf")
    bad = os.fsdecode(os.fsencode(str(tmp_path)) + b"/\xff\xfe.pdf")
    Path(bad).write_bytes(b"x")
    filing.from_file(Path(bad)).name.encode()


def test_what_is_no_document_is_refused_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Refused, match="no file"):
        filing.from_file(tmp_path / "missing.pdf")
    with pytest.raises(Refused, match="folder"):
        filing.from_file(tmp_path)
    (tmp_path / "empty.pdf").touch()
    with pytest.raises(Refused, match="empty"):
        filing.from_file(tmp_path / "empty.pdf")
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(Refused, match="ordinary"):
        filing.from_file(tmp_path / "pipe")
    with pytest.raises(Refused, match=r"could not be read|no file"):
        filing.from_file(Path("a\0b"))
    monkeypatch.setattr(filing, "LARGEST", 10)
    (tmp_path / "large.pdf").write_bytes(b"x" * 11)
    with pytest.raises(Refused, match="more than"):
        filing.from_file(tmp_path / "large.pdf")
    (tmp_path / "fits.pdf").write_bytes(b"x" * 10)
    assert len(filing.from_file(tmp_path / "fits.pdf").content) == 10


def test_a_mail_is_rebuilt_from_what_is_kept_and_says_so(audit: Audit) -> None:
    key = audit.mail_ids("sofasparrow.example")[0]
    kept = messages.get(audit._db, key)
    assert kept is not None
    assert kept.sender is not None
    paper = filing.from_mail(audit._db, key)
    assert paper.media == "message/rfc822"
    assert paper.name.endswith(".eml")
    read = message_from_bytes(paper.content, policy=default)
    assert "not its original bytes" in read["X-Inboxguard-Rebuilt"]
    assert str(kept.sha256) in read["X-Inboxguard-SHA256"]
    assert kept.sender.address in read["From"]
    assert read["Message-ID"] == kept.message_id
    assert read.get_content().split() == (kept.text or "").split() != []


def test_of_a_letter_that_was_never_opened_only_the_head(audit: Audit) -> None:
    personal = next(one for one in messages.each(audit._db) if not one.opened and one.sender is not None)
    read = message_from_bytes(filing.from_mail(audit._db, personal.key).content, policy=default)
    assert "not opened" in read.get_content()
    with pytest.raises(Refused, match="no longer"):
        filing.from_mail(audit._db, "nothing")
