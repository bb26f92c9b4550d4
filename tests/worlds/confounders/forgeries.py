"""Mail that lies about who sent it, by what, or to whom."""

from tests.worlds.confounders.switch import ALIASES, Switch
from tests.worlds.rogues import rogue
from tests.worlds.town import Town


def spoofed_brand(town: Town) -> None:
    """Somebody writes in the name of a brand that never wrote, to the address that everybody has."""
    brand = town.draw()
    first, _, _ = town.customer()
    for _ in range(town.random.randint(1, 2)):
        town.advert(
            brand, town.on(town.random.uniform(0.4, 0.9)), town.person.main, authentic=False, source=first,
            footers=town.random.choice((("customer", "plain"), ("plain",))),
        )  # fmt: skip
    town.fate(brand, None, "unknown", confounders=("spoofed_brand",), emitted=("unauthenticated",))


def copied_headers(town: Town) -> None:
    """Junk carries the platform's fields of a real newsletter, account number and all."""
    first, _, _ = town.customer()
    junk = rogue(town)
    account = town.account(first)
    forged = (
        ("X-SFMC-Stack", "7"),
        ("X-MC-User", f"{town.random.getrandbits(100):025x}"),
        ("X-Mailer", "MailChimp Mailer - **CID8f2a91c04b**"),
        ("X-Kmail-Account", account.seed[:6].ljust(6, "a")),
    )
    for _ in range(2):
        town.advert(
            junk, town.on(town.random.uniform(0.4, 0.9)), town.person.main, "junk", forged=forged, footers=("plain",)
        )
    town.fate(junk, None, "unknown", confounders=("copied_headers",), emitted=("copied_headers",))


def replayed_delivered_to(town: Town) -> None:
    """Junk for the main address shows the secret one in fields that its sender wrote."""
    _, to, _ = town.customer(("alias",))
    junk = rogue(town)
    forged = (("Delivered-To", to), ("X-Original-To", to))
    for _ in range(2):
        town.advert(
            junk, town.on(town.random.uniform(0.5, 0.9)), town.person.main, "junk", forged=forged, shown_to=to,
            footers=("plain",),
        )  # fmt: skip
    town.fate(junk, None, "unknown", confounders=("replayed_delivered_to",), emitted=("replayed_delivered_to",))


SWITCHES = (
    Switch("spoofed_brand", spoofed_brand),
    Switch("copied_headers", copied_headers),
    Switch("replayed_delivered_to", replayed_delivered_to, ALIASES),
)
