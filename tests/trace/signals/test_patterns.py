"""How a written phrase is found: gaps, choices, names in quotation marks, links and brackets, asides, later verbs."""

import pytest

from inboxguard.trace.signals.patterns import any_of, compiled


@pytest.mark.parametrize(
    ("phrase", "text", "name"),
    [
        ("you bought * at {x}", "you bought a lamp at Tea House", "Tea House"),
        ("you bought * at {x}", "you bought at “Tea House”", "Tea House"),
        ("from {x}", "from [Tea House](https://tea.example)", "Tea House"),
        ("from {x}", "from https://www.teahouse.example/", "www.teahouse.example/"),
        ("from {X}", "from our partner Tea House", "our partner Tea House"),
        ("{x} gave us", "Tea House (teahouse.example), where you ordered, gave us", "Tea House"),
        ("[sie|du] ~ bei {X} + [gekauft|bestellt]", "weil du bei der Lampe bestellt hast", "der Lampe bestellt hast"),
        ("provient d' {X}", "provient d’Atelier", "Atelier"),
    ],
)
def test_a_name_is_found(phrase: str, text: str, name: str) -> None:
    found = compiled(phrase).search(text)
    assert found is not None
    assert found["x"] == name


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("from {X}", "from our partner"),
        ("you ~ at {X}", "you said, that at Tea House"),
        ("[sie|du] ~ bei {X} + gekauft", "weil du bei der Lampe warst"),
        ("you bought at {x}", "thank you boughtat Tea House"),
    ],
)
def test_where_no_name_is_found(phrase: str, text: str) -> None:
    assert compiled(phrase).search(text) is None


def test_any_of_no_phrase_finds_nothing() -> None:
    assert any_of([]).search("") is None
    assert any_of(["[this|the] mail"]).search("read the mail")
    assert any_of(["our"], but=r"(?!\s+partner)").search("our partner") is None
