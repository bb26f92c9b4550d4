"""Mail that answers letters, imported into a home as the person's own."""

from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

from inboxguard.audit.audit import Audit

SERVER = "mx.post.example"


def arrives(
    audit: Audit,
    folder: Path,
    at: datetime,
    subject: str,
    sender: str = "Sofa & Sparrow <privacy@sofasparrow.example>",
    to: str = "kestrel-4f9d2a@post.example",
    text: str = "Dear Anna, we had your address from Moving Lantern.",
    **fields: str,
) -> str:
    """Import one mail as it lies in the person's mailbox; return its Message-ID."""
    mail = EmailMessage()
    domain = sender.rpartition("@")[2].strip(">")
    mail["Authentication-Results"] = f"{SERVER}; dkim=pass header.d={domain}; dmarc=pass header.from={domain}"
    mail["Received"] = f"from mail.{domain} by {SERVER} for <{to}>; {format_datetime(at)}"
    mail["From"], mail["To"], mail["Subject"], mail["Date"] = sender, to, subject, format_datetime(at)
    mail["Message-ID"] = f"<answer-{at.timestamp():.0f}@{domain}>"
    for name, value in fields.items():
        field = name.replace("_", "-")
        if field in mail:
            mail.replace_header(field, value)  # where it stands: a server writes its report at the top
        else:
            mail[field] = value
    mail.set_content(text)
    folder.mkdir(exist_ok=True)
    file = folder / f"{at.timestamp():.0f}.eml"
    file.write_bytes(mail.as_bytes())
    assert audit.import_files([file]).added == 1
    return str(mail["Message-ID"])
