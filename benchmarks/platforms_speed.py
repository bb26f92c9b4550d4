"""What naming the platform of a mail costs, against asking platform by platform: python -m benchmarks.platforms_speed.

Every mail is invented and one of its own; senders repeat as they do in a mailbox. Both ways run on the same mails.
"""

import random
import time
from collections.abc import Callable

from tests.senders.letters import letter, vouched
from tests.senders.one_by_one import one_by_one

from inboxguard.facts.message import Link, Message, Signature
from inboxguard.senders.platform_table import Platform
from inboxguard.senders.platforms import carried_by

_BY = "by mx.post.example with ESMTPS id 4 for <anna@post.example>; Sun, 1 Mar 2026 09:00:00 +0000"
_INNER = (
    ("received", "by 2002:a05:6a10:1234:b0:1:2:3 with SMTP id x9csp1; Sun, 1 Mar 2026 09:00:01 +0000 (GMT)"),
    ("received", f"from filter.post.example (filter.post.example [10.0.0.7]) {_BY}"),
)


def mails(number: int, rng: random.Random) -> list[Message]:
    """Return invented mails: carried by a platform under its own or the shop's domain, by a rider, or by none."""
    return [rng.choice(_KINDS)(f"shop{rng.randint(1, 200)}.example", rng) for _ in range(number)]


def _letter(
    shop: str,
    rng: random.Random,
    peer: str,
    bounce: str,
    passed: list[tuple[str, str]],
    marks: tuple[tuple[str, str], ...] = (),
    links: tuple[Link, ...] = (),
    selector: str = "s1",
) -> Message:
    way = ("received", f"from {peer} ({peer} [198.51.100.7]) {_BY}")
    plain = tuple((f"x-field-{place}", f"{rng.random()}") for place in range(12))
    urls = tuple(Link(f"https://www.{shop}/lamps/{rng.randint(1, 10**9)}?x={place}", "Lamp") for place in range(25))
    return letter(
        bulk=True,
        return_path=bounce,
        message_id=f"<{rng.random()}@{shop}>",
        trail=(*_INNER, way),
        marks=(*plain, *marks),
        links=(*urls, *links),
        signatures=(Signature(shop, selector, ("from",)),),
        authentication=vouched(*passed),
    )


def _own_domain(shop: str, rng: random.Random) -> Message:
    host = f"mail{rng.randint(1, 250)}.atl21.rsgsv.net"
    bounce = f"bounce-mc.us5_{rng.randint(1, 10**8)}.5036172-d9fb92b50d@{host}"
    return _letter(shop, rng, host, bounce, [("spf", host), ("dkim", shop)], marks=(("x-mc-user", "a" * 25),))


def _shape(shop: str, rng: random.Random) -> Message:
    bounce = f"bounce-6_HTML-{rng.randint(1, 10**9)}-37195-534000074-178473@bounce.{shop}"
    passed = [("spf", f"bounce.{shop}"), ("dkim", shop)]
    return _letter(shop, rng, f"mta.{shop}", bounce, passed, marks=(("x-sfmc-stack", "10"),), selector="10dkim1")


def _rider(shop: str, rng: random.Random) -> Message:
    bounce = f"bounces+{rng.randint(1, 10**8)}-ab12-anna=post.example@em1.{shop}"
    out = Link("https://manage.kmail-lists.com/subscriptions/unsubscribe?a=AbC123", "Unsubscribe")
    marks = (("x-sg-eid", f"{rng.random()}"), ("x-kmail-account", "AbC123"))
    return _letter(shop, rng, f"o1.{shop}", bounce, [("spf", f"em1.{shop}"), ("dkim", shop)], marks=marks, links=(out,))


def _none(shop: str, rng: random.Random) -> Message:
    return _letter(shop, rng, f"out.{shop}", f"back@{shop}", [("spf", shop), ("dkim", shop)])


_KINDS: tuple[Callable[[str, random.Random], Message], ...] = (_own_domain, _shape, _rider, _none, _none)


def cost(way: Callable[[Message], Platform | None], every: list[Message]) -> float:
    """Return the microseconds a mail, the best of seven runs."""
    spent = []
    for _ in range(7):
        begun = time.process_time()
        for one in every:
            way(one)
        spent.append(time.process_time() - begun)
    return 1e6 * min(spent) / len(every)


def main() -> None:
    """Measure both ways on the same mails and print their cost and its ratio."""
    every = mails(2000, random.Random(4))
    unequal = sum(carried_by(one) is not one_by_one(one) for one in every)
    fast, slow = cost(carried_by, every), cost(one_by_one, every[:400])
    print(f"platform of a mail: {fast:.1f} microseconds; one by one {slow:.0f}; ratio {slow / fast:.0f}")
    print(f"unequal answers: {unequal} of {len(every)}")


if __name__ == "__main__":
    main()
