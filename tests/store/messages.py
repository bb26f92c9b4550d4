"""Messages of an invented town, read from text as the mailbox would hand them out."""

import hashlib
from datetime import UTC, datetime

from inboxguard.facts.message import Message, Place, RawMessage
from inboxguard.facts.parsing import read

HEAD = """\
Return-Path: <bounce@shop.example>
Delivered-To: anna@post.example
Received: from mail.shop.example (mail.shop.example [192.0.2.7]) by mx.post.example with ESMTPS id 1
 for <anna@post.example>; Tue, 3 Nov 2026 08:00:00 +0000
Authentication-Results: mx.post.example; dkim=pass header.d=shop.example; dmarc=pass header.from=shop.example
From: Shop <news@shop.example>
To: anna@post.example
Subject: {subject}
Date: Tue, 3 Nov 2026 07:59:00 +0000
Message-ID: <{number}@shop.example>
List-Unsubscribe: <mailto:leave@shop.example>
Content-Type: text/plain; charset=utf-8
"""


def message(number: int, *, file: bool = True, subject: str = "Autumn sale", folder: str = "town.mbox") -> Message:
    """One advert, from a mail file or from an IMAP folder."""
    head = HEAD.format(number=number, subject=subject).replace("\n", "\r\n").encode()
    body = f"Everything is cheaper, {number}.\r\nUnsubscribe: https://shop.example/leave\r\n".encode()
    if file:
        digest = hashlib.sha256(head + b"\r\n" + body).hexdigest()
        return read(RawMessage(Place("import", folder, 0, number), None, head, body, sha256=digest))
    at = datetime(2026, 11, 3, 8, tzinfo=UTC)
    return read(RawMessage(Place("anna@post.example", "INBOX", 7, number), at, head, body))
