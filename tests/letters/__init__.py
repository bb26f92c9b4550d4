"""Raw letters of an invented town, as a mail server meets them."""

from email.message import EmailMessage
from email.policy import SMTP


def letter(
    subject: str = "News of the week",
    sender: str = "Heron Books <news@mail.heronbooks.example>",
    text: str = "Dear reader, this is our letter of the week.",
    html: str | None = None,
    **fields: str,
) -> bytes:
    """Return a message; `fields` are header fields, with underscores for dashes (list_id="...")."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = sender
    mail["To"] = "mara@post.example"
    mail["Subject"] = subject
    mail["Date"] = "Fri, 27 Nov 2026 09:00:00 +0000"
    mail["Message-ID"] = f"<{abs(hash((subject, sender, text)))}@post.example>"
    for name, value in fields.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(text)
    if html is not None:
        mail.add_alternative(html, subtype="html", cte="base64")
    return mail.as_bytes()


def newsletter(subject: str = "News of the week", **told: str) -> bytes:
    """Return a letter that says how to unsubscribe, as mail to many does."""
    ways = {"list_unsubscribe": "<https://heronbooks.example/u>", "list_unsubscribe_post": "List-Unsubscribe=One-Click"}
    return letter(subject, **(ways | told))
