"""What has to vouch for a mail server before anything of the person is sent: one policy, for IMAP and ManageSieve."""

import hashlib
import socket
import ssl

from inboxguard.errors import CertificateRefused
from inboxguard.mailbox.account import Account, Trust, is_loopback, trust


def context(account: Account) -> ssl.SSLContext:
    """Return how the certificate of the account's server is judged; raises CertificateRefused for a bad `ca_file`."""
    if trust(account) is not Trust.PIN:
        try:
            judged = ssl.create_default_context(cafile=account.ca_file)
        except (OSError, ValueError) as error:  # ssl.SSLError is an OSError
            raise CertificateRefused(
                f"The file of certificate authorities {account.ca_file} cannot be read; it must be a PEM file."
            ) from error
        if account.ca_file is not None:
            # Python 3.13 also wants extensions that authorities made at home seldom have; the chain, the name and the
            # dates are checked all the same.
            judged.verify_flags &= ~ssl.VERIFY_X509_STRICT
        return judged
    pinned = ssl.create_default_context()
    pinned.check_hostname = False
    pinned.verify_mode = ssl.CERT_NONE  # the pin is compared before anything is sent
    return pinned


def vouched(account: Account, wire: socket.socket) -> str | None:
    """Return the pin of the server at the other end, None where authorities vouch for it or nothing needs to.

    Raises CertificateRefused where what needs to be on this computer is elsewhere, or shows another certificate than
    the one that was accepted before.
    """
    kind = trust(account)
    if kind in (Trust.PIN, Trust.LOOPBACK) and not is_loopback(str(wire.getpeername()[0])):
        raise CertificateRefused(f"{account.host} leads away from this computer, so no password was sent.")
    if kind is not Trust.PIN:
        return None
    assert isinstance(wire, ssl.SSLSocket)
    pin = hashlib.sha256(wire.getpeercert(binary_form=True) or b"").hexdigest()
    if account.pinned is not None and account.pinned != pin:
        raise CertificateRefused(
            f"The certificate of {account.host} is not the one that was accepted before, so no password was sent; "
            "if you renewed it, remove the account and add it again."
        )
    return pin
