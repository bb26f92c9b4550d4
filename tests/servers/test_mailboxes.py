"""Invented mail is the same for the same seed and has the sizes and shapes of a person's mailbox."""

import email
from collections import Counter
from pathlib import Path

from tests.servers.mailboxes import Town, maildir


def test_the_same_seed_gives_the_same_mail() -> None:
    first, again, other = ([mail.raw for mail in Town(seed, 0.1).mails(20)] for seed in (3, 3, 4))
    assert first == again
    assert first != other


def test_the_mix_and_the_sizes_are_those_of_a_real_mailbox() -> None:
    mails = list(Town().mails(600))
    kinds = Counter(mail.kind for mail in mails)
    assert 0.38 < kinds["marketing"] / 600 < 0.52
    assert 0.24 < kinds["transactional"] / 600 < 0.36
    assert 0.02 < kinds["attachment"] / 600 < 0.09
    adverts = [len(mail.raw) for mail in mails if mail.kind == "marketing"]
    assert 50_000 < sum(adverts) / len(adverts) < 75_000
    assert [mail.at for mail in mails] == sorted(mail.at for mail in mails)


def test_every_mail_is_well_formed_and_ends_its_lines_as_the_wire_does() -> None:
    for mail in Town(size=0.1).mails(100):
        assert b"\n" not in mail.raw.replace(b"\r\n", b"")
        assert b"@@" not in mail.raw.partition(b"base64")[0]
        letter = email.message_from_bytes(mail.raw)
        assert letter["Message-ID"]
        assert all(not part.defects for part in letter.walk())
        has_list = letter["List-Unsubscribe"] is not None
        assert has_list == (mail.kind == "marketing")
        if mail.kind == "marketing":
            html = letter.get_payload()[1].get_payload(decode=True)
            assert html.startswith(b"<html>")
            assert b"Unsubscribe" in html


def test_a_maildir_tells_sizes_in_its_names(tmp_path: Path) -> None:
    mails = list(Town(size=0.1).mails(10))
    written = maildir(tmp_path / "box", mails)
    files = sorted((tmp_path / "box" / "cur").iterdir())
    assert written.octets == sum(file.stat().st_size for file in files)
    assert written.kinds.total() == len(files) == 10
    for file, mail in zip(files, mails, strict=True):
        assert f",S={len(mail.raw)},W={len(mail.raw)}:2," in file.name
        assert file.stat().st_mtime == mail.at
