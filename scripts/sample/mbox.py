"""An mbox of the mboxrd kind."""

import re
from collections.abc import Iterable

from .clock import mbox_date
from .mails import Mail

LOOKS_LIKE_A_SEPARATOR = re.compile(rb"^(>*From )", re.MULTILINE)


def mbox(mails: Iterable[Mail]) -> bytes:
    """The mails one after the other, lines of their bodies that begin with `From ` quoted."""
    parts = []
    for mail in mails:
        sender = mail.voice.return_path or mail.voice.address
        quoted = LOOKS_LIKE_A_SEPARATOR.sub(rb">\1", mail.raw)
        parts.append(f"From {sender} {mbox_date(mail.entry.at)}\n".encode() + quoted.rstrip(b"\n") + b"\n\n")
    return b"".join(parts)
