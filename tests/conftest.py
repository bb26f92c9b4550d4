"""What every test shares: the offscreen screen, no home and no keyring of whoever runs them, and the real servers."""

import os
from types import CodeType, FunctionType

import pytest

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

_CLOCKS = frozenset(("monotonic", "perf_counter", "process_time", "quickest"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what looks at a clock as `alone`: it is run when no other test takes time away from it."""
    for item in items:
        function = getattr(item, "function", None)
        function = getattr(getattr(function, "hypothesis", None), "inner_test", function)
        if isinstance(function, FunctionType) and _reads_a_clock(function.__code__):
            item.add_marker(pytest.mark.alone)


def _reads_a_clock(code: CodeType) -> bool:
    inner = (constant for constant in code.co_consts if isinstance(constant, CodeType))
    return not _CLOCKS.isdisjoint(code.co_names) or any(map(_reads_a_clock, inner))
