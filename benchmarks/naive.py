"""The peer: what mail programs in Python usually do. IMAPClient, the email package, Beautiful Soup, one row a message.

Usage: python -m benchmarks.naive PORT USER PASSWORD MESSAGES. Prints the seconds as JSON.
"""

import email
import email.policy
import json
import sqlite3
import sys
import tempfile
import time
from pathlib import Path

from bs4 import BeautifulSoup
from imapclient import IMAPClient

BATCH = 100


def read(port: int, user: str, password: str, messages: int) -> float:
    """Return the seconds it takes to read that many messages, the newest, into a database."""
    with tempfile.TemporaryDirectory() as folder, IMAPClient("127.0.0.1", port, ssl=False, timeout=300) as client:
        db = sqlite3.connect(Path(folder) / "mail.db")
        db.execute("CREATE TABLE mails (uid INTEGER, sender TEXT, subject TEXT, sent TEXT, text TEXT, links TEXT)")
        client.plain_login(user, password)
        client.select_folder("INBOX", readonly=True)
        uids = client.search("ALL")[-messages:]
        began = time.perf_counter()
        for at in range(0, len(uids), BATCH):
            for uid, data in client.fetch(uids[at : at + BATCH], ["BODY.PEEK[]"]).items():
                letter = email.message_from_bytes(data[b"BODY[]"], policy=email.policy.default)
                body = letter.get_body(("html", "plain"))
                soup = BeautifulSoup(body.get_content() if body else "", "html.parser")
                links = "\n".join(str(link.get("href")) for link in soup.find_all("a"))
                fields = (str(letter["From"]), str(letter["Subject"]), str(letter["Date"]))
                with db:
                    db.execute("INSERT INTO mails VALUES (?, ?, ?, ?, ?, ?)", (uid, *fields, soup.get_text(), links))
        seconds = time.perf_counter() - began
        db.close()
    return seconds


if __name__ == "__main__":
    print(json.dumps({"seconds": read(int(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4]))}))
