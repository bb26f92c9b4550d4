"""An export as a file: told by what is in it, never by its name, and read within bounds."""

from pathlib import Path

import msgspec

from inboxguard.errors import Refused, UnreadableFile
from inboxguard.mailbox.address_files import archived, bitwarden, onepassword, proton, tables
from inboxguard.mailbox.address_files.decoded import decoded
from inboxguard.mailbox.address_files.entry import MOST_ENTRIES, AddressFile
from inboxguard.mailbox.packed import ZIP
from inboxguard.mailbox.spans import shown

LARGEST = 20_000_000
"""Octets of an export; the largest password vaults that people keep are a few million."""
_KEEPASS = (b"\x03\xd9\xa2\x9a\x67\xfb\x4b\xb5", b"\x03\xd9\xa2\x9a\x65\xfb\x4b\xb5")
"""How the databases of KeePass 2 and 1 begin (KeePass file format, signatures 1 and 2)."""
_PGP = b"-----BEGIN PGP MESSAGE-----"


def read(path: Path) -> AddressFile:
    """Return what an export holds.

    Raises UnreadableFile for what is none, is broken or too large, and Refused for an encrypted one, with how to
    export otherwise.
    """
    try:
        if path.is_dir():
            raise UnreadableFile("This is a folder. Choose the file that was exported.")
        if not path.is_file():  # a pipe would be waited for
            raise UnreadableFile(f"There is no file {shown(str(path))}. Name the file that was exported.")
        with path.open("rb") as stream:
            head = stream.read(64)
            if head.startswith(_KEEPASS):
                raise Refused(
                    "This is the encrypted database of KeePass. In KeePassXC choose Database, Export, CSV file; import "
                    "that and delete the file afterwards."
                )
            packed = head.startswith(ZIP)
            data = archived.member(path, LARGEST) if packed else head + stream.read(LARGEST + 1 - len(head))
    except OSError as error:
        why = error.strerror or "unknown reason"
        raise UnreadableFile(f"The file cannot be read ({why}). Mend that, or export it anew.") from error
    if len(data) > LARGEST:
        raise UnreadableFile(f"The file is larger than {LARGEST // 1_000_000} MB, which no export of addresses is.")
    if data.lstrip()[:100].startswith(_PGP):
        raise Refused(archived.sealed("Proton Pass"))
    text = decoded(data)
    begun = text.lstrip()[:1]
    found = _json(text) if begun == "{" else tables.read(text.lstrip("\ufeff\r\n"))
    if found is None:
        raise UnreadableFile(
            "This is no export that inboxguard knows. It reads tables (CSV) of SimpleLogin, addy.io, Firefox Relay, "
            "Bitwarden, KeePassXC, 1Password, Proton Pass, LastPass and browsers, Bitwarden's JSON, and .1pux."
        )
    return found


def is_of_aliases(service: str) -> bool:
    """Return whether a service forwards mail, as opposed to keeping passwords."""
    return tables.is_of_aliases(service)


def _json(text: str) -> AddressFile | None:
    try:
        there = msgspec.json.decode(text, type=dict[str, msgspec.Raw])
        if bytes(there.get("encrypted", msgspec.Raw(b"false"))) == b"true":
            raise Refused(archived.sealed("Bitwarden" if "vaults" not in there else "Proton Pass"))
        if "items" in there:
            items = msgspec.json.decode(there["items"], type=list[msgspec.Raw])
            service, taken = bitwarden.SERVICE, bitwarden.read(items)
        elif "vaults" in there:
            service, taken = proton.SERVICE, proton.read(there["vaults"])
        elif "accounts" in there:
            service, taken = onepassword.SERVICE, onepassword.read(there["accounts"])
        else:
            return None
    except (msgspec.DecodeError, RecursionError) as error:
        raise UnreadableFile("The file is broken or no export at all. Export it anew and try again.") from error
    entries, without, broken = taken
    if len(entries) + without + broken > MOST_ENTRIES:
        raise UnreadableFile(
            f"The file holds more than {MOST_ENTRIES:,} entries, which no person has. Export fewer and try again."
        )
    return AddressFile(service, entries, without, broken)
