"""The person disappears from a text, whichever way they are named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboxguard.reports.hiding import Hiding

OWN = ("anna@post.example", "kestrel-4f9d2a@post.example")
HIDING = Hiding(OWN, ("Anna von Berg",), frozenset())


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("To: anna@post.example", "To: [address 1]"),
        ("write to other@firm.example.", "write to [address]"),
        ("Dear Anna, dear Ms Berg", "Dear [name], dear Ms [name]"),
        ("ANNA VON BERG", "[name]"),
        ("order no. 4711-0815-22", "order no. [number]"),
        ("see https://Crow.example/a/b?t=1", "see https://crow.example/…"),
        ("company no. 12", "company no. 12"),
        ("since 2024", "since 2024"),
        ("on 2025-07-02.", "on 2025-07-02."),
        ("customer 20250702", "customer [number]"),
    ],
)
def test_texts(text: str, hidden: str) -> None:
    assert HIDING.text(text) == hidden


def test_the_same_address_is_always_called_the_same() -> None:
    hiding = Hiding(OWN, (), frozenset())
    assert hiding.address("Anna@post.example") == "address 1"
    assert hiding.address("anna+new@post.example") == hiding.address("anna+new@post.example") == "address 3"


@given(st.text(max_size=200), st.text(max_size=200))
def test_no_own_address_survives(before: str, after: str) -> None:
    hidden = HIDING.text(f"{before} kestrel-4f9d2a@post.example {after}")
    assert "kestrel-4f9d2a@post.example" not in hidden


@given(st.text(max_size=3000))
def test_hostile_text_ends(text: str) -> None:
    assert isinstance(HIDING.text(text), str)
