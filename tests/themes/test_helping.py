"""Who helps is told by their name; shops that sell are not."""

import pytest

from inboxguard.themes.helping import helps


@pytest.mark.parametrize(
    "name",
    ["Weißer Ring e.V.", "Willow Hospice", "The Pet Foundation", "Stichting Rouw", "Fundación Alma", "Associação Vida",
     "Telefono Amico Italia", "Fondation Espoir"],
)  # fmt: skip
def test_organisations_that_help_are_known(name: str) -> None:
    assert helps(name)


@pytest.mark.parametrize("name", ["Tiny Toes", "Lifta", "Makeup Base Co", "Bestatter Krone", "Refugio Hotel", ""])
def test_shops_are_none(name: str) -> None:
    assert not helps(name)
