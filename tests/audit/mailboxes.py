"""The sample on a real IMAP server: inbox, sent and junk where they belong."""

import mailbox
from collections.abc import Iterator
from email import message_from_bytes
from email.utils import parsedate_to_datetime
from imaplib import Time2Internaldate
from pathlib import Path

from inboxguard import resources
from inboxguard.audit.audit import Audit
from tests.servers.dovecot import Dovecot


def letters(story: str = "move") -> Iterator[tuple[str, bytes]]:
    """Yield (folder, raw message) of a sample."""
    box = mailbox.mbox(resources.path(f"demo/{story}.mbox"), create=False)
    for key in box.iterkeys():
        raw = box.get_bytes(key)
        labels = str(box[key].get("X-Gmail-Labels", ""))
        yield {"Sent": "Sent", "Spam": "Junk"}.get(labels, "INBOX"), raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    box.close()


def delivered(server: Dovecot, story: str = "move") -> str:
    """Return a fresh user whose mailbox holds the sample."""
    user = server.user()
    by_folder: dict[str, list[bytes]] = {}
    for folder, raw in letters(story):
        by_folder.setdefault(folder, []).append(raw)
    with server.outside(user) as client:
        for folder, raws in by_folder.items():
            client.create(f'"{folder}"')
            for raw in raws:
                # A real server remembers when each mail came; without this all would have come just now.
                at = parsedate_to_datetime(message_from_bytes(raw)["Date"])
                assert client.append(f'"{folder}"', "", Time2Internaldate(at), raw)[0] == "OK"
    return user


def added(audit: Audit, server: Dovecot, user: str) -> Path:
    """Add the user's mailbox to the audit over TLS, trusted by the server's own authority; return its CA file."""
    audit.add_account(
        user, server.host, server.tls_port, "tls", user, server.password, str(server.ca_file), remember=False
    )
    return server.ca_file
