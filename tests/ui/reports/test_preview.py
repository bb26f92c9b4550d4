"""The preview loads nothing and follows nothing, whatever a name in the report tries."""

from time import perf_counter

import pytest
from PySide6.QtCore import QByteArray, Qt, QUrl
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtWidgets import QApplication

from inboxguard.ui import style
from inboxguard.ui.reports.preview import Preview


@pytest.fixture
def preview(qtbot):
    made = Preview()
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.show()
    return made


def test_pictures_are_one_empty_point_and_files_are_never_read(preview, tmp_path):
    secret = tmp_path / "secret.png"
    red = QImage(40, 40, QImage.Format.Format_RGB32)
    red.fill(Qt.GlobalColor.red)
    red.save(str(secret))
    preview.show_report(f"<p>before</p><img src='{secret}'><img src='file://{secret}'><p>after</p>")
    seen = preview.grab().toImage()
    colours = {seen.pixelColor(x, y).name() for x in range(0, seen.width(), 4) for y in range(0, seen.height(), 4)}
    assert "#ff0000" not in colours


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "http://evil.example/x.png", "relative.png", "FILE:/etc/passwd"]
)
def test_every_resource_is_answered_from_here(preview, address):
    image = preview.loadResource(QTextDocument.ResourceType.ImageResource.value, QUrl(address))
    assert isinstance(image, QImage)
    assert (image.width(), image.height()) == (1, 1)
    for kind in (QTextDocument.ResourceType.HtmlResource, QTextDocument.ResourceType.StyleSheetResource):
        assert preview.loadResource(kind.value, QUrl(address)) == QByteArray()


def test_links_lead_nowhere(preview):
    preview.show_report("<p><a href='file:///etc/passwd'>click</a></p>")
    preview.anchorClicked.emit(QUrl("file:///etc/passwd"))
    assert not preview.openLinks()
    assert not preview.openExternalLinks()
    assert preview.toPlainText().strip() == "click"


def test_escaped_names_are_shown_as_they_are(preview):
    preview.show_report("<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>")
    assert preview.toPlainText() == "<script>alert(1)</script>"


def test_a_long_report_is_cut_and_says_so(preview):
    assert preview.show_report("<p>short</p>")
    assert not preview.show_report("<p>paragraph of words</p>" * 2000)
    assert preview.toPlainText().startswith("paragraph of words")
    assert "<" not in preview.toPlainText()


def test_showing_the_longest_preview_keeps_the_window_alive(preview):
    began = perf_counter()
    preview.show_report("<table>" + "<tr><td>Sender</td><td>117</td><td>none found</td></tr>" * 5000)
    assert perf_counter() - began < 2.0


def test_it_has_the_colours_of_the_window_not_of_paper(preview, qapp: QApplication):
    page = "<style>body { background: #F6F3EE; color: #26231F }</style><p>words</p>"
    style.apply(qapp, "dark", 1.0)
    preview.show_report(page)
    assert "#F6F3EE" not in preview.toHtml().upper()
    assert style.colour("text").name() in preview.toHtml().lower()


def test_tab_leaves_it(preview):
    assert preview.tabChangesFocus()
