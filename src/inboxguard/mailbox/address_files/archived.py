"""The one file that counts in a zip archive of an export, unpacked no further than an export is large."""

import zipfile
from pathlib import Path, PurePosixPath

from inboxguard.errors import Refused, UnreadableFile
from inboxguard.mailbox.address_files import onepassword, proton
from inboxguard.mailbox.packed import DAMAGE

_LARGEST = 500_000_000
"""Octets of an archive; attachments lie in it too."""
_MOST_MEMBERS = 100_000
_SEALED = frozenset({"data.pgp", "data.pgp.asc"})


def member(path: Path, largest: int) -> bytes:
    """Return the octets of the file with the entries; raises UnreadableFile, and Refused where it is encrypted."""
    try:
        if path.stat().st_size > _LARGEST:
            raise UnreadableFile("The archive is larger than 500 MB. Export without attachments and try again.")
        with zipfile.ZipFile(path) as archive:
            listed = archive.infolist()[:_MOST_MEMBERS]
            names = {PurePosixPath(one.filename).name: one for one in listed}
            if not names.keys().isdisjoint(_SEALED):
                raise Refused(sealed("Proton Pass"))
            found = next((names[name] for name in (onepassword.MEMBER, proton.MEMBER) if name in names), None)
            if found is None:
                raise UnreadableFile(
                    "There is no export of a password manager in this archive. Choose the file as it was exported."
                )
            if found.flag_bits & 1:
                raise Refused(sealed("the password manager"))
            with archive.open(found) as stream:
                data = stream.read(largest + 1)
    except DAMAGE as error:
        raise UnreadableFile("The archive is damaged. Export it anew and try again.") from error
    if len(data) > largest:
        raise UnreadableFile(f"The export is larger than {largest // 1_000_000} MB. Export fewer entries.")
    return data


def sealed(service: str) -> str:
    """Return the sentence about an encrypted export."""
    return (
        f"This export is encrypted, and inboxguard asks for no password of {service}. Export it anew without "
        "encryption (CSV), import that, and delete the file afterwards."
    )
