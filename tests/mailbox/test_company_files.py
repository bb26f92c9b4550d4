"""Company files as people have them: one record, a list, a folder, an archive; hostile ones end in a sentence."""

import json
import os
import zipfile
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inboxguard.errors import UnreadableFile
from inboxguard.mailbox import company_files
from tests.mailbox.test_company_shapes import RECORD, SITE


def saved(path: Path, content: Any) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return path


def repository(top: Path) -> Path:
    """A folder as the public database has it."""
    saved(top / "companies" / "shop.json", RECORD)
    saved(top / "companies" / "mill.json", RECORD | {"slug": "mill", "name": "Mill AG"})
    saved(top / "companies" / "broken.json", b'{"slug": "broken"')
    saved(top / "obsolete-records" / "old.json", {
        "slug": "old", "name": "Old Shop", "reason": "company-merged", "redirect-to": "older", "quality": "obsolete",
    })  # fmt: skip
    saved(top / "obsolete-records" / "older.json", {"slug": "older", "name": "Older", "redirect-to": "shop"})
    saved(top / "obsolete-records" / "gone.json", {"slug": "gone", "name": "Gone", "reason": "company-defunct"})
    saved(top / "obsolete-records" / "round.json", {"slug": "round", "name": "Round", "redirect-to": "round"})
    saved(top / "supervisory-authorities" / "de.json", RECORD | {"slug": "de"})
    saved(top / "company-packs" / "de.json", {"slug": "pack", "type": "choose", "companies": ["shop"]})
    saved(top / "package.json", {"name": "data", "version": "1"})
    saved(top / "templates" / "en" / "x.json", {"slug": "x", "name": "x"})
    return top


def zipped(top: Path, path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(top.rglob("*.json")):
            archive.write(file, Path("data-master") / file.relative_to(top))
    return path


@pytest.mark.parametrize("packed", [False, True])
def test_a_repository_as_folder_and_as_archive(tmp_path: Path, packed: bool) -> None:
    top = repository(tmp_path / "data")
    done = company_files.read(zipped(top, tmp_path / "data.zip") if packed else top)
    assert {one.slug: set(one.known_as) for one in done.companies} == {"shop": {"Older", "Old Shop"}, "mill": set()}
    assert (done.single, done.unreadable, done.pages) == (False, 1, ())
    assert done.left_out >= 2


def test_one_record_and_a_list_of_records(tmp_path: Path) -> None:
    one = company_files.read(saved(tmp_path / "shop.json", RECORD))
    assert ([each.slug for each in one.companies], one.single) == (["shop"], True)
    both = company_files.read(saved(tmp_path / "list.json", [RECORD, RECORD | {"slug": "b"}, 7, {"x": 1}]))
    assert ([each.slug for each in both.companies], both.single, both.unreadable) == (["shop", "b"], False, 1)


def test_sites_of_just_delete_me(tmp_path: Path) -> None:
    done = company_files.read(saved(tmp_path / "sites.json", [SITE, SITE | {"difficulty": "odd"}]))
    assert (len(done.pages), done.companies, done.unreadable) == (1, (), 1)


def test_a_record_that_became_obsolete_is_no_company_any_more(tmp_path: Path) -> None:
    gone = {"slug": "mill", "name": "Mill AG", "redirect-to": "shop"}
    (one,) = company_files.read(saved(tmp_path / "l.json", [RECORD, RECORD | {"slug": "mill"}, gone])).companies
    assert (one.slug, one.known_as) == ("shop", ("Mill AG",))


@pytest.mark.parametrize(
    "content",
    [
        b"", b"words", b"[", b"{", b"[]", b"{}", b"null", b"7", b"\xff\xfe[", b"[" * 100_000, b'{"a":' * 100_000,
        b"PK\x03\x04 and no archive", b"[1, 2, 3]", b'[{"slug": "x"}]',
        b'{"slug": "pack", "type": "choose", "companies": []}',
    ],
)  # fmt: skip
def test_what_is_no_company_file_is_refused_in_a_sentence(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(UnreadableFile) as told:
        company_files.read(saved(tmp_path / "x.json", content))
    assert str(told.value).endswith(".")


def test_what_is_not_there_or_waits_forever_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for name in ("none.json", "pipe"):
        with pytest.raises(UnreadableFile, match="no file"):
            company_files.read(tmp_path / name)
    (tmp_path / "empty").mkdir()
    with pytest.raises(UnreadableFile, match="no company"):
        company_files.read(tmp_path / "empty")


def test_links_out_of_the_folder_are_not_followed(tmp_path: Path) -> None:
    saved(tmp_path / "else" / "mill.json", RECORD | {"slug": "mill"})
    top = tmp_path / "data"
    saved(top / "shop.json", RECORD)
    (top / "linked").symlink_to(tmp_path / "else")
    (top / "linked.json").symlink_to(tmp_path / "else" / "mill.json")
    assert [one.slug for one in company_files.read(top).companies] == ["shop"]


def test_what_grows_beyond_bounds_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = tmp_path / "bomb.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("companies/x.json", b" " * 2_000_000)
    with pytest.raises(UnreadableFile, match="larger"):
        company_files.read(bomb)
    monkeypatch.setattr(company_files, "_MOST", 3)
    with pytest.raises(UnreadableFile, match="more than 3 records"):
        company_files.read(saved(tmp_path / "l.json", [RECORD] * 4))
    monkeypatch.setattr(company_files, "_MOST_FILES", 2)
    with pytest.raises(UnreadableFile, match="more than 2 files"):
        company_files.read(repository(tmp_path / "data"))
    monkeypatch.setattr(company_files, "LARGEST", 10)
    with pytest.raises(UnreadableFile, match="larger"):
        company_files.read(saved(tmp_path / "l.json", [RECORD]))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=80, deadline=None)
@given(st.binary(max_size=400), st.integers(0, 400), st.sampled_from((b"", b"PK\x03\x04", b"[", b'{"slug":"a",')))
def test_any_damage_is_read_or_refused(tmp_path: Path, noise: bytes, at: int, begun: bytes) -> None:
    good = json.dumps([RECORD, SITE]).encode()
    for content in (begun + noise, good[:at] + noise + good[at:], good[:at] + good[at + len(noise) :]):
        path = tmp_path / "x.json"
        path.write_bytes(content)
        with suppress(UnreadableFile):
            company_files.read(path)
