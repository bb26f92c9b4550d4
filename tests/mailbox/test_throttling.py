"""What servers say when they give nothing just now."""

import pytest

from inboxguard.mailbox.throttling import suggested, throttled


@pytest.mark.parametrize(
    "said",
    [
        "OK Success [THROTTLED]",
        "NO [UNAVAILABLE] UID FETCH Server error - Please try again later",
        "NO [LIMIT] UID FETCH Rate limit hit",
        "NO [OVERQUOTA] Account exceeded command or bandwidth limits.",
        "NO [ALERT] Too many simultaneous connections. (Failure)",
        "BAD Request is throttled. Suggested Backoff Time: 92415 milliseconds",
    ],
)
def test_a_server_that_holds_back(said: str) -> None:
    assert throttled(said)


@pytest.mark.parametrize(
    "said", ["NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)", "OK Success", "NO [NONEXISTENT] No such box"]
)
def test_a_server_that_means_something_else(said: str) -> None:
    assert not throttled(said)


def test_how_long_it_wants_to_be_left_alone() -> None:
    assert suggested("Request is throttled. Suggested Backoff Time: 1500 milliseconds") == 1.5
    assert suggested("Request is throttled.") is None
