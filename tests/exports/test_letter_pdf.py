"""A letter becomes pages that open anywhere, and nothing in it reaches for a file or the network."""

import http.server
import shutil
import subprocess
import threading
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from inboxguard.errors import InboxGuardError, Refused
from inboxguard.exports import letter_pdf
from inboxguard.exports.letter_pdf import Sheet, available, day, page, rendered

SHEET = Sheet(
    language="de",
    sender=(),
    recipient=("Sofa & Sparrow GmbH", "Möbelweg 3", "20095 Hamburg"),
    on=date(2026, 11, 1),
    subject="Herkunft meiner Adresse – 2026-K7Q2M4A",
    body="Guten Tag,\n\nbitte teilen Sie mir mit:\n- woher Sie meine Adresse haben\n- wer sie erhielt\n\nMara Vogt",
    reference="2026-K7Q2M4A",
)
ACCENTS = {
    "en": "naïve café – “quoted” £5 €5",
    "de": "äöüß ÄÖÜ „so“ – §",
    "fr": "àâæçéèêëîïôœùûüÿ « ainsi » N°",
    "es": "áéíñóúü ¿qué? ¡así! ª º",
    "it": "àèéìòù È",
    "nl": "ëïéèö IJ ĳ",
    "pt": "ãõáâàçéêíóôú ª º",
}
makes = pytest.mark.skipif(not available(), reason="the extra pdf is not installed")
opens = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed")


def read(pdf: bytes, folder: Path, *options: str) -> str:
    """The text of a PDF, as another program reads it."""
    file = folder / "letter.pdf"
    file.write_bytes(pdf)
    done = subprocess.run(["pdftotext", *options, str(file), "-"], capture_output=True, check=True)
    return done.stdout.decode()


@makes
@opens
def test_a_letter_reads_as_it_was_written(tmp_path: Path) -> None:
    said = read(rendered(SHEET), tmp_path, "-layout")
    for line in (
        "Sofa & Sparrow GmbH", "20095 Hamburg", "1. November 2026", "Herkunft meiner Adresse – 2026-K7Q2M4A",
        "- woher Sie meine Adresse haben", "Mara Vogt", "1/1",
    ):  # fmt: skip
        assert line in said
    assert said.index("Hamburg") < said.index("November") < said.index("Herkunft") < said.index("Guten Tag")


@makes
@opens
@pytest.mark.parametrize("language", ACCENTS)
def test_every_accent_of_seven_languages_is_there(language: str, tmp_path: Path) -> None:
    said = read(rendered(replace(SHEET, language=language, body=ACCENTS[language])), tmp_path)
    assert ACCENTS[language].replace("ĳ", "ij") in said.replace("ĳ", "ij")
    assert day(SHEET.on, language) in said


@makes
@opens
def test_fonts_are_embedded_and_the_recipient_stands_in_the_window(tmp_path: Path) -> None:
    file = tmp_path / "letter.pdf"
    file.write_bytes(rendered(SHEET))
    fonts = subprocess.run(["pdffonts", str(file)], capture_output=True, check=True, text=True).stdout.splitlines()[2:]
    assert fonts
    assert all(" yes yes " in line for line in fonts)  # embedded, a subset
    boxes = subprocess.run(["pdftotext", "-bbox", str(file), "-"], capture_output=True, check=True, text=True).stdout
    words = [line.split('"') for line in boxes.splitlines() if "<word" in line]
    left, top = next((float(one[1]), float(one[3])) for one in words if one[-1].startswith(">Sofa<"))
    assert 70 < left < 75  # 25 mm in points
    assert 125 < top < 145  # 45 mm from the top


@makes
@opens
def test_a_postal_address_of_ones_own_stands_only_where_it_was_given(tmp_path: Path) -> None:
    assert "Lindenstraße" not in read(rendered(SHEET), tmp_path)
    own = replace(SHEET, sender=("Mara Vogt", "Lindenstraße 8", "10115 Berlin"))
    assert "Lindenstraße 8" in read(rendered(own), tmp_path)


@makes
@opens
def test_a_long_letter_has_pages_and_each_bears_the_reference(tmp_path: Path) -> None:
    said = read(rendered(replace(SHEET, body="Ein Absatz mit vielen Worten. " * 20 + "\n\n" + "x\n\n" * 90)), tmp_path)
    pages = said.split("\f")[:-1]
    assert len(pages) > 1
    assert all("2026-K7Q2M4A" in one for one in pages)


def test_no_word_of_a_letter_is_markup() -> None:
    evil = '</p><script>x</script><img src="file:///etc/passwd">&'
    html = page(replace(SHEET, subject=evil, body=evil, recipient=(evil,), sender=(evil,), reference='"; } x{a:"'))
    assert "<script" not in html
    assert "<img" not in html
    assert html.count("&lt;/p&gt;&lt;script&gt;") == 4
    assert 'content: "xa"' in html


@makes
@opens
def test_the_child_fetches_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

    secret = tmp_path / "secret.txt"
    secret.write_text("TOPSECRET")
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        there = f"http://127.0.0.1:{server.server_address[1]}"
        hostile = (
            f'<img src="{there}/a.png"><link rel="stylesheet" href="{there}/b.css"><img src="{secret.as_uri()}">'
            f"<style>@import url({there}/c.css); p {{ background: url({there}/d.png) }}</style><p>kept</p>"
            f'<link rel="attachment" href="{secret.as_uri()}">'
        )
        monkeypatch.setattr(letter_pdf, "page", lambda sheet: f"<html lang='en'><title>x</title>{hostile}</html>")
        pdf = rendered(SHEET)
        server.shutdown()
    assert asked == []
    assert b"TOPSECRET" not in pdf
    assert read(pdf, tmp_path).strip() == "kept"


def test_where_the_extra_is_missing_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letter_pdf, "available", lambda: False)
    with pytest.raises(Refused, match=r"pip install 'inboxguard\[pdf\]'"):
        rendered(SHEET)


@pytest.mark.parametrize(("answer", "kind"), [("missing", Refused), ("died", InboxGuardError)])
def test_what_goes_wrong_in_the_child_is_a_sentence(
    answer: str, kind: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(letter_pdf, "available", lambda: True)
    monkeypatch.setattr(letter_pdf, "_from_child", lambda html: answer)
    with pytest.raises(kind) as told:
        rendered(SHEET)
    assert str(told.value).endswith(".")


@makes
def test_a_child_that_dies_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letter_pdf, "_work", _dies)
    with pytest.raises(InboxGuardError, match="could not be made"):
        rendered(SHEET)


def _dies(html: str, there: object) -> None:
    raise SystemExit(3)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "1 November 2026"), ("de", "1. November 2026"), ("fr", "1er novembre 2026"),
        ("es", "1 de noviembre de 2026"), ("it", "1º novembre 2026"), ("nl", "1 november 2026"),
        ("pt", "1 de novembro de 2026"), ("xx", "1 November 2026"),
    ],
)  # fmt: skip
def test_dates_are_written_as_the_language_has_them(language: str, said: str) -> None:
    assert day(SHEET.on, language) == said
