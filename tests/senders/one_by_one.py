"""The platform that carried a message, asked platform by platform and expression by expression: slow and plain.

The compiled lookup must answer the same. Also invents mails that bear marks of the shipped table at random.
"""

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

from inboxguard.facts.message import Link, ListHeaders, Message, Signature
from inboxguard.senders.domains import of_address, organisational
from inboxguard.senders.peer import peer
from inboxguard.senders.platform_table import Platform, table

from .letters import letter, vouched


def one_by_one(message: Message) -> Platform | None:
    """Return what `carried_by` must return."""
    every = list(table().platforms.values())
    passed = message.authentication.passed
    hosts = [domain for method, domain in passed if method in ("dkim", "spf")]
    orgs = {organisational(domain) for _, domain in passed} - {None}
    firm = [one for one in every if any(_owns(one, host) for host in hosts)]
    accepted = _accepted(message, every, firm, orgs)
    handed = None if accepted else peer(message.trail)
    if handed is not None:
        orgs.add(organisational(handed))
        firm = [one for one in every if _owns(one, handed)]
        accepted = _accepted(message, every, firm, orgs)
    if not accepted:
        found = [one for one in every if one.hosted and _header(message, one) and _hosted(message, one, orgs)]
        return found[0] if found else None
    carriers = {carrier for one in accepted for carrier in one.rides_on}
    inner = [one for one in accepted if one.id not in carriers] or accepted
    return min(
        inner,
        key=lambda one: (
            one not in firm,
            one.kind in ("transactional", "engine"),
            -(_header(message, one) + _links(message, one)),
            one.id,
        ),
    )


def _accepted(message: Message, every: list[Platform], firm: list[Platform], orgs: set[str | None]) -> list[Platform]:
    shaped = [one for one in every if one not in firm and _shaped(message, one, orgs)]
    found = firm + [one for one in shaped if _header(message, one) or _links(message, one)]
    carriers = {one.id for one in found}
    return found + [
        one
        for one in every
        if one not in found
        and not carriers.isdisjoint(one.rides_on)
        and (one in shaped or (_header(message, one) and _links(message, one)))
    ]


def _owns(one: Platform, host: str) -> bool:
    suffixed = any(host == domain or host.endswith(f".{domain}") for domain in one.domains)
    return suffixed or any(pattern.search(host) for pattern in one.own)


def _shaped(message: Message, one: Platform, orgs: set[str | None]) -> bool:
    signed = [domain for method, domain in message.authentication.passed if method == "dkim"]
    if any(pattern.search(domain) for pattern in one.signed for domain in signed):
        return True
    selectors = [item.selector for item in message.signatures if item.domain.lower() in signed]
    if any(pattern.search(selector) for pattern in one.selectors for selector in selectors):
        return True
    bounce = (message.return_path or "").strip("<> ")[:1000]
    denied = {organisational(domain) for method, domain in message.authentication.failed if method == "spf"}
    if not of_address(bounce) or of_address(bounce) in denied or of_address(bounce) not in orgs:
        return False
    return any(pattern.search(bounce) for pattern in one.bounce)


def _header(message: Message, one: Platform) -> bool:
    fields = [(name, value[:1000]) for name, value in message.marks if name not in ("message-id", "list-id")]
    if message.message_id:
        fields.append(("message-id", f"<{message.message_id.strip('<> ')[:1000]}>"))
    if message.lists.list_id:
        fields.append(("list-id", f"<{message.lists.list_id[:1000]}>"))
    return any(
        name in one.headers or any(where == name and pattern.search(value) for where, pattern in one.values)
        for name, value in fields
    ) or any(name in one.headers for name, _ in message.marks)


def _links(message: Message, one: Platform) -> bool:
    for link in message.links[:60]:
        url = link.url[:1000]
        host = _host(url)
        if host and any(host == name or host.endswith(f".{name}") for name in one.hosts):
            return True
        if host and any(pattern.search(host) for pattern in one.host_links):
            return True
        if any(pattern.search(url) for pattern in one.url_links):
            return True
    return False


def _hosted(message: Message, one: Platform, orgs: set[str | None]) -> bool:
    urls = [link.url[:1000] for link in message.links[:60]]
    ours = [url for url in urls if organisational(_host(url) or "") in orgs - {None}]
    return any(pattern.search(url) for url in ours for pattern in one.hosted)


def _host(url: str) -> str | None:
    match = re.match(r"https?://(?:[^/]*@)?([^/:?#@]*)", url)
    return match[1].lower() if match else None


def sample(pattern: re.Pattern[str], rng: random.Random) -> str:
    """Return a text that the expression finds."""
    return "".join(_texts(parser.parse(pattern.pattern), rng, {}))


def _texts(tree: Any, rng: random.Random, groups: dict[int, str]) -> Iterator[str]:
    for code, said in tree:
        if code is codes.LITERAL:
            yield chr(said)
        elif code is codes.ANY:
            yield "x"
        elif code is codes.NOT_LITERAL:
            yield "x" if said != ord("x") else "y"
        elif code is codes.IN:
            yield _one_of(said, rng)
        elif code in (codes.MAX_REPEAT, codes.MIN_REPEAT):
            least, most, inner = said
            for _ in range(rng.randint(least, min(int(most), least + 3))):
                yield from _texts(inner, rng, groups)
        elif code is codes.BRANCH:
            yield from _texts(rng.choice(said[1]), rng, groups)
        elif code is codes.SUBPATTERN:
            groups[said[0]] = "".join(_texts(said[3], rng, groups))
            yield groups[said[0]]
        elif code is codes.GROUPREF:
            yield groups[said]


def _one_of(choices: Any, rng: random.Random) -> str:
    code, said = rng.choice(choices)
    if code is codes.NEGATE:
        return "x"
    if code is codes.LITERAL:
        return chr(said)
    if code is codes.RANGE:
        return chr(rng.randint(said[0], said[1]))
    return {codes.CATEGORY_DIGIT: "7", codes.CATEGORY_SPACE: " "}.get(said, "a")


def invented(rng: random.Random) -> Message:
    """Return a mail of the Shop that bears marks of up to three platforms, attested or not, at random."""
    every = list(table().platforms.values())
    hosts = ["shop.example", "mail.shop.example", "other.example"]
    marks: list[tuple[str, str]] = [("x-mailer", "Shop 1.0")]
    said: dict[str, Any] = {"bulk": True, "return_path": "back@shop.example", "links": [], "signatures": []}
    passed = [("dkim", "shop.example")]
    carriers = [one for one in every if one.id in table().riders]
    for one in (rng.choice(carriers if rng.random() < 0.4 else every) for _ in range(rng.randint(1, 3))):
        for bear in rng.sample(_WAYS, rng.randint(1, 5)):
            bear(one, rng, said, marks, passed, hosts)
        for rider in table().riders.get(one.id, ())[: rng.randint(0, 3)]:
            _by_header(rider, rng, said, marks, passed, hosts)
            _by_link(rider, rng, said, marks, passed, hosts)
    checked = vouched(*(passed if rng.random() < 0.85 else ()))
    if rng.random() < 0.1:
        checked = replace(checked, failed=(("spf", "shop.example"),))
    return letter(
        **{name: tuple(value) if isinstance(value, list) else value for name, value in said.items()},
        marks=tuple(marks),
        authentication=checked,
    )


Bear = Callable[[Platform, random.Random, dict[str, Any], list[Any], list[Any], list[str]], None]


def _by_domain(one: Platform, rng: random.Random, said: Any, marks: Any, passed: Any, hosts: Any) -> None:
    if one.domains:
        passed.append((rng.choice(["dkim", "spf"]), rng.choice(["", "m7."]) + rng.choice(one.domains)))


def _by_peer(one: Platform, rng: random.Random, said: Any, marks: Any, passed: Any, hosts: Any) -> None:
    host = rng.choice(one.domains or hosts)
    said["trail"] = [("received", f"from x (m7.{host} [198.51.100.7]) by mx.post.example with ESMTPS; Sun")]
    if rng.random() < 0.5:
        passed.clear()


def _by_bounce(one: Platform, rng: random.Random, said: Any, marks: Any, passed: Any, hosts: Any) -> None:
    if one.bounce:
        text = sample(rng.choice(one.bounce), rng)
        said["return_path"] = text + rng.choice(hosts)
        if "@" not in said["return_path"]:
            said["return_path"] = text + "@" + rng.choice(hosts)
        if rng.random() < 0.6:
            passed.append(("spf", said["return_path"].rpartition("@")[2]))


def _by_signature(one: Platform, rng: random.Random, said: Any, marks: Any, passed: Any, hosts: Any) -> None:
    if one.selectors:
        said["signatures"].append(Signature(rng.choice(hosts), sample(rng.choice(one.selectors), rng), ("from",)))
    if one.signed:
        passed.append(("dkim", sample(rng.choice(one.signed), rng) + rng.choice(["", "shop.example"])))


def _by_header(one: Platform, rng: random.Random, said: Any, marks: Any, passed: Any, hosts: Any) -> None:
    if one.headers and (not one.values or rng.random() < 0.6):
        marks.append((rng.choice(sorted(one.headers)), "1"))
    elif one.values:
        where, pattern = rng.choice(one.values)
        text = sample(pattern, rng)
        if where == "message-id":
            said["message_id"] = text
        elif where == "list-id":
            said["lists"] = ListHeaders(list_id=text.strip("<>"))
        else:
            marks.append((where, text))


def _by_link(one: Platform, rng: random.Random, said: Any, marks: Any, passed: Any, hosts: Any) -> None:
    ways = [f"https://t.{host}/1" for host in sorted(one.hosts)]
    ways += [f"https://{sample(pattern, rng).lstrip('.')}/1" for pattern in one.host_links]
    ways += [f"https://{rng.choice(hosts)}/{sample(pattern, rng)}" for pattern in (*one.url_links, *one.hosted)]
    if ways:
        said["links"].append(Link(rng.choice(ways), "Lamp"))


_WAYS: tuple[Bear, ...] = (_by_domain, _by_peer, _by_bounce, _by_signature, _by_header, _by_link)
