"""Letters written out: RFC 5322 octets as they lay in the mailbox."""

import random
from datetime import timedelta
from email.header import Header
from email.utils import format_datetime

from tests.worlds.bodies import body
from tests.worlds.envelope import SIGNER, envelope
from tests.worlds.letters import Letter
from tests.worlds.persona import slug
from tests.worlds.styles import Carriage, Headers, carriage
from tests.worlds.town import Town
from tests.worlds.words import words

_CLERKS = ("service", "orders", "noreply", "info", "hello")
_CRIERS = ("newsletter", "news", "hello", "info", "offers")
_AGENTS = ("Mozilla Thunderbird", "Apple Mail (2.3774.600.62)", "K-9 Mail for Android")


def rendered(town: Town, letter: Letter, number: int) -> list[bytes]:
    """Return the octets of a letter, as often as it lies in the mailbox; `number` is its place there."""
    chance = random.Random(f"{town.book.name}/{town.seed}/{number}/{letter.at:%j%H%M}")
    speaker = letter.carrier or letter.sender
    domain = speaker.domain if speaker is not None else letter.address.rpartition("@")[2]
    way = carriage(letter.account, domain, letter.to, letter.at, chance)
    said = words(town, letter, chance)
    address = _address(town, letter, way)
    targets = _targets(letter, way, domain, chance)
    content = body(letter, said, way, targets, town.book.mail, chance)
    authored: Headers = [
        ("From", _from(town, letter, address)),
        ("To", _to(town, letter, chance)),
        ("Subject", _encoded(said.subject)),
        ("Date", format_datetime(letter.at + letter.skew - timedelta(seconds=chance.randint(2, 300)))),
        ("Message-ID", _message_id(letter, way, domain)),
    ]
    if letter.bulk or letter.account.style == "list":
        authored += way.headers
        authored += _ways_out(letter, way, chance)
        if letter.bulk and chance.random() < 0.3:
            authored.append(("Reply-To", f"service@{domain}"))
    elif letter.sender is None:
        authored.append(("User-Agent", _AGENTS[sum(map(ord, address)) % len(_AGENTS)]))
    else:
        authored += [(name, value) for name, value in way.headers if name not in ("Precedence", "List-ID")]
        if chance.random() < 0.5:
            authored.append(("Auto-Submitted", "auto-generated"))
    authored += [("MIME-Version", "1.0"), ("Content-Type", content.content_type)]
    if content.encoding:
        authored.append(("Content-Transfer-Encoding", content.encoding))
    names = [name.lower() for name, _ in authored]
    above = envelope(town.person, letter, way, address, names, chance)
    head = "".join(f"{name}: {value}\n" for name, value in (*above, *authored))
    octets = head.encode("ascii") + b"\n" + content.octets
    # A second copy as another program keeps it: with a mark of its own on top.
    return [octets, *(b"X-Mozilla-Status: 0001\n" + octets for _ in range(letter.copies - 1))]


def _address(town: Town, letter: Letter, way: Carriage) -> str:
    if letter.address:
        return letter.address
    assert letter.sender is not None
    steady = random.Random(f"{town.seed}/{letter.sender.domain}/{'bulk' if letter.bulk else 'clerk'}")
    local = steady.choice(_CRIERS if letter.bulk else _CLERKS)
    foreign = letter.carrier is not None and letter.carrier is not letter.sender
    return f"{local}@{way.from_host if letter.bulk and not foreign else letter.sender.domain}"


def _from(town: Town, letter: Letter, address: str) -> str:
    if letter.outgoing:
        return _named(town.person.name, letter.to)
    name = letter.name or (letter.sender.name if letter.sender else "")
    if letter.sender is not None and town.person.relayed(letter.to):
        local, _, domain = address.partition("@")
        back = f"{local}_at_{domain.replace('.', '_')}_{sum(map(ord, address)):x}@{SIGNER}"
        return _named(f"{name} - {local} at {domain}", back)
    return _named(name, address)


def _to(town: Town, letter: Letter, chance: random.Random) -> str:
    if letter.outgoing:
        if letter.sender is None:
            return _named(letter.name, letter.address)
        return f"unsubscribe@{letter.sender.domain}"
    if letter.account.style == "list":
        return "treff@lists.gartenkreis.example"
    shown = letter.shown_to or letter.to
    person = letter.values.get("person", town.person.name)
    if letter.bulk and chance.random() < 0.03:
        return "undisclosed-recipients:;"
    return _named(person, shown) if not letter.bulk or chance.random() < 0.4 else shown


def _targets(letter: Letter, way: Carriage, domain: str, chance: random.Random) -> dict[str, str]:
    goods = letter.values.get("advertised_domain", domain)
    path = chance.choice(("", "sale", "new", f"p/{chance.randint(1000, 9999)}"))
    query = letter.shop_query or f"utm_source=newsletter&utm_medium=email&utm_campaign={letter.at:%Y-%V}"
    return {
        "shop": f"https://www.{goods}/{path}?{query}",
        "unsubscribe": way.unsubscribe if letter.bulk else f"https://www.{domain}/account/mail",
        "preferences": f"https://www.{domain}/account/preferences?e={way.ids['token']}",
        "confirm": f"https://www.{domain}/confirm/{way.ids['token']}{way.ids['token']}",
    }


def _ways_out(letter: Letter, way: Carriage, chance: random.Random) -> Headers:
    if way.in_body_only:
        return []
    if way.one_click and letter.authentic:
        mail = f"mailto:unsub+{way.ids['token']}@{way.return_path.rpartition('@')[2]}?subject=unsubscribe"
        out = f"<{way.unsubscribe}>" if chance.random() < 0.4 else f"<{way.unsubscribe}>,\n\t<{mail}>"
        return [("List-Unsubscribe", out), ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")]
    return [("List-Unsubscribe", f"<{way.unsubscribe}>")]


def _message_id(letter: Letter, way: Carriage, domain: str) -> str:
    if letter.sender is None and letter.account.style != "list":
        host = letter.to.rpartition("@")[2] if letter.outgoing else domain
        return f"<{way.ids['uuid']}@{host}>"
    if letter.outgoing:
        return f"<{way.ids['uuid']}@{letter.to.rpartition('@')[2]}>"
    return f"<{way.message_id}>"


def _named(name: str, address: str) -> str:
    if not name:
        return address
    if not name.isascii():
        return f"{_encoded(name)} <{address}>"
    return f"{name} <{address}>" if slug(name) == name.lower().replace(" ", "") else f'"{name}" <{address}>'


def _encoded(text: str) -> str:
    return text if text.isascii() else Header(text, "utf-8", maxlinelen=70).encode(linesep="\n")
