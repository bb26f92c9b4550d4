"""What every test shares: the offscreen screen, no home and no keyring of whoever runs them, and the real servers."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.pop("INBOXGUARD_HOME", None)
os.environ.pop("INBOXGUARD_NOW", None)
# Tests of keyrings bring their own, in child processes or in memory.
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"

pytest_plugins = [
    "tests.servers.answering",
    "tests.servers.cyrus",
    "tests.servers.domain",
    "tests.servers.dovecot",
    "tests.servers.faulty_line",
    "tests.servers.keyring",
    "tests.servers.oauth",
    "tests.servers.pigeonhole",
    "tests.servers.dovecot_oauth",
]
