"""A letter on paper: a PDF by WeasyPrint, the optional extra `pdf`, made in a child process.

The child may fetch nothing, neither from the network nor from files; every word of the letter is escaped. Without a
time of its making the same letter gives the same pages. Fonts are embedded.
"""

import multiprocessing
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from html import escape
from importlib.util import find_spec
from multiprocessing.connection import Connection
from string import Template
from typing import Any

from inboxguard import resources
from inboxguard.errors import InboxGuardError, Refused

MISSING = (
    "A PDF needs the extra “pdf”, which is not installed. Install it with: pip install 'inboxguard[pdf]' (and the "
    "system's Pango library; Debian, Ubuntu: apt-get install libpango-1.0-0 libpangoft2-1.0-0). The letter can also be "
    "copied, or saved as an .eml file."
)
_SECONDS = 120.0
_FONTS = "'Liberation Sans', Arial, Helvetica, 'Noto Sans', 'DejaVu Sans', sans-serif"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A letter as it stands on paper."""

    language: str
    """Of the letter: its date is written so."""
    sender: tuple[str, ...]
    """The person's postal address, line by line; () = no such block."""
    recipient: tuple[str, ...]
    on: date
    subject: str
    body: str
    reference: str
    """Stands at the foot of every page."""
    paper: str = "A4"
    """ "A4" or "Letter"."""


def available() -> bool:
    """Return whether a PDF can be expected to come about; the libraries of the system are only known by trying."""
    return find_spec("weasyprint") is not None


def rendered(sheet: Sheet) -> bytes:
    """Return the letter as the bytes of a PDF (tagged, PDF/UA-1).

    Raises Refused with what to install where something is missing, and InboxGuardError where no PDF comes about.
    """
    if not available():
        raise Refused(MISSING)
    answer = _from_child(page(sheet))
    if isinstance(answer, bytes):
        return answer
    if answer == "missing":
        raise Refused(MISSING)
    raise InboxGuardError("The PDF could not be made. Copy the letter, or save it as an .eml file instead.")


def page(sheet: Sheet) -> str:
    """Return the letter as HTML, every word of it escaped."""
    paragraphs = (part.strip("\n") for part in sheet.body.replace("\r\n", "\n").split("\n\n"))
    sender = f'<address class="sender">{_block(sheet.sender)}</address>' if sheet.sender else ""
    return Template(resources.read("requests/paper.html")).substitute(
        language=escape(sheet.language),
        paper="Letter" if sheet.paper == "Letter" else "A4",
        fonts=_FONTS,
        mark="".join(sign for sign in sheet.reference if sign.isalnum() or sign == "-"),
        reference=escape(sheet.reference),
        sender=sender,
        recipient=_block(sheet.recipient),
        date=escape(day(sheet.on, sheet.language)),
        subject=escape(sheet.subject),
        body="\n".join(f"<p>{escape(part)}</p>" for part in paragraphs if part.strip()),
    )


def day(on: date, language: str) -> str:
    """Return a date as letters in `language` have it; in another than the seven as in English."""
    words = _words().get(language) or _words()["en"]
    number = words.get("first", on.day) if on.day == 1 else on.day
    return str(words["day"]).format(day=number, month=words["months"][on.month - 1], year=on.year)


def _block(lines: tuple[str, ...]) -> str:
    return "<br>".join(escape(line) for line in lines)


@cache
def _words() -> dict[str, dict[str, Any]]:
    return tomllib.loads(resources.read("requests/paper.toml"))


def _from_child(html: str) -> bytes | str:
    """Return the PDF that a child process makes of `html`, else a word for what went wrong."""
    context = multiprocessing.get_context("spawn")  # no thread, socket or file of this process is inherited
    here, there = context.Pipe(duplex=False)
    child = context.Process(target=_work, args=(html, there), daemon=True)
    child.start()
    there.close()
    try:
        return here.recv() if here.poll(_SECONDS) else "slow"
    except EOFError:  # it died
        return "died"
    finally:
        here.close()
        child.kill()
        child.join()


def _work(html: str, there: Connection) -> None:
    """Make the PDF; runs in the child."""
    try:
        from weasyprint import HTML, URLFetcher
    except (ImportError, OSError):  # OSError: the libraries of the system are not there
        there.send("missing")
        return
    fetcher = URLFetcher(allowed_protocols={"data"})
    there.send(HTML(string=html, url_fetcher=fetcher).write_pdf(pdf_variant="pdf/ua-1"))
