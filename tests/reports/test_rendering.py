"""Reports as files: the golden ones are read by people, and hostile names stay harmless in every format."""

import csv
import io
import json
import os
from pathlib import Path

import pytest

from inboxguard.reports import rendering
from tests.reports.town import report

GOLDEN = Path(__file__).with_name("golden")


@pytest.mark.parametrize("language", ["en", "de"])
def test_html_is_the_one_that_was_read(language: str) -> None:
    said = rendering.html(report(language=language))
    golden = GOLDEN / f"report.{language}.html"
    if os.environ.get("INBOXGUARD_REWRITE"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(said)
    assert said == golden.read_text()


def test_html_needs_nothing_from_anywhere() -> None:
    said = rendering.html(report())
    assert "<script" not in said
    assert "&lt;script&gt;" in said
    assert "default-src 'none'" in said
    assert "src=" not in said
    assert "href=" not in said


def test_every_sentence_stands_with_its_rivals() -> None:
    said = rendering.html(report())
    assert "points to Shop&#39;s copy" in said
    assert "You gave it yourself (5 %)" in said


def test_json_has_instants_in_utc_and_a_schema() -> None:
    said = json.loads(rendering.json(report()))
    assert said["schema"] == 1
    assert said["created"] == "2026-11-24T08:00:00Z"
    assert said["trails"][0]["level"] == "strong"


def test_csv_runs_no_formula() -> None:
    rows = list(csv.DictReader(io.StringIO(rendering.csv_table(report()))))
    evil = next(row for row in rows if row["organisation"] == "evil.example")
    assert evil["name"].startswith("'=HYPERLINK")
    assert next(row for row in rows if row["organisation"] == "crow.example")["level"] == "strong"


def test_an_unknown_language_reads_english() -> None:
    assert "Senders of marketing mail" in rendering.html(report(language="nl"))


def test_both_languages_have_the_same_words() -> None:
    english, german = (set(rendering._words(language)) for language in ("en", "de"))
    assert english == german
