"""Documents to be filed: a file of the person's as it is, or a mail as far as it is kept."""

from email.utils import format_datetime
from mimetypes import MimeTypes
from pathlib import Path

from sqlite_utils import Database

from inboxguard.errors import Refused
from inboxguard.facts.message import Message
from inboxguard.store import messages
from inboxguard.store.documents import Paper

LARGEST = 20 * 1024 * 1024
"""Bytes of the largest document that is kept."""
_LONGEST_NAME = 120
_ANY = "application/octet-stream"


def from_file(path: Path) -> Paper:
    """Return a file as a document; raises Refused where it is missing, none, empty, too large or cannot be read.

    Nothing of it is opened or understood: its bytes are kept as they are.
    """
    called = _plain(str(path))
    try:
        if path.is_dir():
            raise Refused(f"“{called}” is a folder. Name one file: the letter, the mail or the page as you saved it.")
        if not path.exists():
            raise Refused(f"There is no file “{called}”. Check its name and folder.")
        if not path.is_file():
            raise Refused(f"“{called}” is no ordinary file. Save the document as a file and name that.")
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else "its name cannot be used"
        raise Refused(f"The file “{called}” could not be read ({why}). Mend that, or name another.") from error
    if not content:
        raise Refused(f"The file “{called}” is empty, so it shows nothing. Name the document itself.")
    if len(content) > LARGEST:
        raise Refused(
            f"The file “{called}” has more than {LARGEST // 1024**2} MB, which is more than is kept of a document. "
            "Save the pages that matter as a smaller file."
        )
    name = _plain(path.name)[-_LONGEST_NAME:]
    return Paper(name, MimeTypes(filenames=()).guess_type(name)[0] or _ANY, content)


def from_mail(db: Database, key: str) -> Paper:
    """Return a stored mail as a document; raises Refused where it is there no longer.

    Of a mail its facts are kept, not its bytes, so it is rebuilt and says so in a field of its own; where the raw mail
    came from a file its SHA-256 is named too. A text that was never opened is not in it.
    """
    message = messages.get(db, key)
    if message is None:
        raise Refused("This message is no longer there. Read the mailbox again.")
    day = "" if message.at is None else f"-{message.at:%Y-%m-%d}"
    return Paper(f"mail{day}.eml", "message/rfc822", _rebuilt(message))


def _rebuilt(message: Message) -> bytes:
    fields = [
        ("X-Inboxguard-Rebuilt", "from what inboxguard keeps of this mail, which is not its original bytes"),
        ("X-Inboxguard-SHA256", f"{message.sha256} (of the original)" if message.sha256 else ""),
        *((name.title(), value) for name, value in message.trail if name != "gap"),
        ("From", f"{message.sender.name} <{message.sender.address}>".strip() if message.sender else ""),
        ("To", ", ".join(f"{one.name} <{one.address}>".strip() for one in message.to)),
        ("Subject", message.subject),
        ("Date", format_datetime(message.sent) if message.sent else ""),
        ("Message-ID", message.message_id or ""),
        ("In-Reply-To", message.in_reply_to or ""),
        ("References", " ".join(message.references)),
        *((name.title(), value) for name, value in message.marks if name not in ("content-type", "mime-version")),
        ("MIME-Version", "1.0"),
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Content-Transfer-Encoding", "8bit"),
    ]
    head = [f"{name}: {_plain(value)}" for name, value in fields if value]
    text = message.text if message.text is not None else "[The text of this mail was not opened, or is not kept.]"
    lines = "\r\n".join((*head, "", *text.splitlines(), ""))
    return lines.encode("utf-8", "replace")[:LARGEST]


def _plain(text: str) -> str:
    """Return text in one line and in letters that can be stored: no text of a stranger adds a field."""
    shown = "".join(letter if letter.isprintable() else " " for letter in text)
    return " ".join(shown.split())
