"""Letters of an invented town, written as header blocks."""

from textwrap import dedent

from inboxguard.facts.message import Message, Place, RawMessage, Shelf
from inboxguard.facts.parsing import read


def raw(
    head: str, body: str | None = None, *, account: str = "me@post.example", shelf: Shelf = Shelf.PLAIN
) -> RawMessage:
    """Return a raw message from a header block, one field a line, however indented."""
    return RawMessage(
        Place(account, "INBOX", 1, 1),
        None,
        "\r\n".join(line.strip() for line in head.strip().split("\n")).encode(),
        None if body is None else dedent(body).encode(),
        shelf=shelf,
    )


def letter(
    head: str, body: str | None = None, *, account: str = "me@post.example", shelf: Shelf = Shelf.PLAIN
) -> Message:
    """Return the message that an indented header block reads as."""
    return read(raw(head, body, account=account, shelf=shelf))


BORDER = (
    "Received: from out7.mailfern.example (out7.mailfern.example [198.51.100.7]) by mx.post.example (Postfix)"
    " with ESMTPS id 4X for <me+shop@post.example>; Mon, 2 Nov 2026 10:00:02 +0000"
)
"""The line in which the person's own server took a message from a stranger."""
