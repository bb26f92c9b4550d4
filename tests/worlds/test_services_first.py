"""Shops whose order mail is gone, so that a carrier, a payment service or a seller is first seen at an address.

Such a mail says itself whose order it was: the person gave the shop the address, and nobody passed it to the shop.
"""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.worlds.books import book
from tests.worlds.making import only
from tests.worlds.rewriting import value
from tests.worlds.running import trails
from tests.worlds.truth import World
from tests.worlds.twisting import sign_up

CALIBRATION = book("calibration")
SERVICES = ("payment_mail", "carrier_mail", "review_mail", "marketplace_order")


def without_orders(some: World) -> World:
    """Throw away everything that shows a sign-up or an order at an address of its own."""
    main = some.me[0]
    gone = [mail for mail in some.mails if sign_up(mail, some) and main not in value(mail, "X-Original-To")]
    return replace(some, mails=tuple(mail for mail in some.mails if mail not in gone))


@pytest.mark.parametrize("name", SERVICES)
def test_a_shop_has_no_address_from_who_served_its_order(name: str, tmp_path: Path) -> None:
    accused = []
    for seed in range(31, 34):
        world = without_orders(only(CALIBRATION, seed, name, habit="alias"))
        served = {fate.source for fate in world.fates if name in fate.confounders}
        for row in trails(world, tmp_path / str(seed))["trails"]:
            if row["recipient"]["organisation"] in served and row["level"] in ("probable", "strong", "documented"):
                accused.append((seed, row["recipient"]["organisation"], row["source"]["organisation"]))
    assert not accused
