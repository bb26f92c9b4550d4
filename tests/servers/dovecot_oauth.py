"""A Dovecot that also takes OAuth tokens, and asks the OAuth server of the tests whether each one holds (RFC 7662)."""

import imaplib
import os
import shutil
import signal
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from inboxguard.mailbox.account import Account, Security
from tests.servers.dovecot import Dovecot
from tests.servers.oauth import OAuthServer

_ASKING = """\
introspection_mode = post
introspection_url = {url}
force_introspection = yes
username_attribute = username
active_attribute = active
active_value = true
openid_configuration_url = http://127.0.0.1/.well-known/openid-configuration
timeout_msecs = 5000
"""

_PASSDB = """\
passdb {{
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = {where}/oauth2.conf.ext
}}
passdb {{
  driver = static
  mechanisms = plain login
"""


class DovecotWithOAuth(Dovecot):
    """A running Dovecot that was told to take XOAUTH2 and OAUTHBEARER after it had started."""

    def trust(self, server: OAuthServer) -> None:
        """Take the tokens of `server` from now on."""
        (self.where / "oauth2.conf.ext").write_text(_ASKING.format(url=server.introspection_url))
        configuration = self.where / "dovecot.conf"
        told = configuration.read_text()
        told = told.replace("auth_mechanisms = plain login", "auth_mechanisms = plain login xoauth2 oauthbearer")
        told = told.replace("passdb {\n  driver = static\n", _PASSDB.format(where=self.where), 1)
        configuration.write_text(told)
        os.kill(int((self.where / "run" / "master.pid").read_text()), signal.SIGHUP)
        end = time.monotonic() + 15
        while not self._offers_oauth():
            if time.monotonic() > end:
                pytest.fail(f"Dovecot takes no OAuth: {(self.where / 'log' / 'error.log').read_text()}", pytrace=False)
            time.sleep(0.05)

    def _offers_oauth(self) -> bool:
        try:
            with imaplib.IMAP4(self.host, self.plain_port, timeout=5) as client:
                return "AUTH=XOAUTH2" in client.capabilities
        except (OSError, imaplib.IMAP4.error):
            return False

    def account(self, user: str) -> Account:
        """Return how to reach the mailbox of `user`."""
        return Account(user, self.host, self.tls_port, Security.TLS, user, ca_file=str(self.ca_file))


@pytest.fixture(scope="session")
def _dovecot_with_oauth(_oauth_server: OAuthServer) -> Iterator[DovecotWithOAuth]:
    where = Path(tempfile.mkdtemp(prefix="inboxguard-dovecot-oauth-"))
    where.chmod(0o755)
    server = DovecotWithOAuth(where)
    try:
        server.start()
        server.trust(_oauth_server)
        yield server
    finally:
        server.stop()
        shutil.rmtree(where, ignore_errors=True)


@pytest.fixture
def dovecot_oauth(_dovecot_with_oauth: DovecotWithOAuth, oauth_server: OAuthServer) -> DovecotWithOAuth:
    """Run a Dovecot that takes the tokens of `oauth_server`, and passwords as before."""
    return _dovecot_with_oauth
