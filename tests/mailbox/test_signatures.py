"""Signatures hold, break, or say nothing - and nobody but the name server that was named is ever asked."""

import base64
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache

import dkim
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa
from hypothesis import given, settings
from hypothesis import strategies as st

from inboxguard.facts.message import Place, RawMessage
from inboxguard.mailbox import signatures
from inboxguard.mailbox.signatures import Keys, checked
from tests.servers.dns import Dns

HEAD = (
    b"From: Shop <news@shop.example>\r\nTo: me@post.example\r\nSubject:  Spring \t sale\r\n"
    b"List-Unsubscribe: <https://shop.example/u>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"
    b"Message-ID: <1@shop.example>\r\n"
)
BODY = b"Hello,\r\n\r\n  spring   is here. \r\nBye\r\n\r\n\r\n"
SIGNED = [b"from", b"to", b"subject", b"list-unsubscribe", b"list-unsubscribe-post"]


@cache
def rsa_pair(bits: int = 2048) -> tuple[bytes, str]:
    """Return a private key as PEM and what is published of it."""
    private = rsa.generate_private_key(65537, bits)
    pem = private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
    )
    der = private.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return pem, f"v=DKIM1; k=rsa; p={base64.b64encode(der).decode()}"


@cache
def ed25519_pair() -> tuple[bytes, str]:
    private = ed25519.Ed25519PrivateKey.generate()
    raw = serialization.Encoding.Raw
    seed = private.private_bytes(raw, serialization.PrivateFormat.Raw, serialization.NoEncryption())
    public = private.public_key().public_bytes(raw, serialization.PublicFormat.Raw)
    return base64.b64encode(seed), f"v=DKIM1; k=ed25519; p={base64.b64encode(public).decode()}"


def integer(value: int) -> bytes:
    return der(2, value.to_bytes(value.bit_length() // 8 + 1, "big"))


def der(tag: int, content: bytes) -> bytes:
    size = len(content)
    length = bytes([size]) if size < 128 else bytes([130]) + size.to_bytes(2, "big")
    return bytes([tag]) + length + content


def published(modulus: int, exponent: int = 65537) -> str:
    """Return the record of an RSA key made of any numbers."""
    kind = der(48, bytes.fromhex("06092a864886f70d0101010500"))
    key = der(48, kind + der(3, b"\0" + der(48, integer(modulus) + integer(exponent))))
    return f"v=DKIM1; p={base64.b64encode(key).decode()}"


def quoted(record: str) -> str:
    return " ".join(f'"{record[at : at + 250]}"' for at in range(0, len(record), 250))


@pytest.fixture
def names() -> Iterator[Dns]:
    signatures._answers.cache_clear()  # a server of before may have had the same port
    own = Dns({})
    yield own
    own.close()


def publish(names: Dns, record: str, selector: str = "k1", domain: str = "shop.example") -> None:
    names.records[f"{selector}._domainkey.{domain}", "TXT"] = [quoted(record)]


def signed(
    head: bytes = HEAD,
    body: bytes = BODY,
    pair: tuple[bytes, str] | None = None,
    algorithm: bytes = b"rsa-sha256",
    canonical: tuple[bytes, bytes] = (b"relaxed", b"relaxed"),
    fields: list[bytes] = SIGNED,
    length: bool = False,
    domain: bytes = b"shop.example",
    selector: bytes = b"k1",
) -> bytes:
    """Return the header block with a signature on top."""
    key = (pair or rsa_pair())[0]
    signer = dkim.DKIM(head + b"\r\n" + body, signature_algorithm=algorithm)
    field = signer.sign(
        selector, domain, key, algorithm, canonicalize=canonical, include_headers=fields, length=length
    )
    return bytes(field) + head


def outcome(
    names: Dns, head: bytes, body: bytes | None = BODY, seconds: float = 2.0, at: datetime | None = None
) -> tuple[tuple[str, str], ...] | None:
    raw = RawMessage(Place("import", "a.eml"), None, head.rstrip(b"\r\n") + b"\r\n", body)
    return checked(raw, Keys((names.host,), names.port, seconds, at=at))


@pytest.mark.parametrize("headers", [b"simple", b"relaxed"])
@pytest.mark.parametrize("bodies", [b"simple", b"relaxed"])
@pytest.mark.parametrize("kind", ["rsa", "ed25519"])
def test_a_signature_holds(names: Dns, headers: bytes, bodies: bytes, kind: str) -> None:
    pair = rsa_pair() if kind == "rsa" else ed25519_pair()
    publish(names, pair[1])
    head = signed(pair=pair, algorithm=f"{kind}-sha256".encode(), canonical=(headers, bodies))
    assert outcome(names, head) == (("shop.example", "pass"),)
    assert outcome(names, head.replace(b"\r\n", b"\n"), BODY.replace(b"\r\n", b"\n")) == (("shop.example", "pass"),)
    assert names.asked == [("k1._domainkey.shop.example", "TXT")]


def test_what_a_gateway_changes_within_reason_breaks_only_the_strict(names: Dns) -> None:
    publish(names, rsa_pair()[1])
    body = BODY.replace(b"   is here. ", b" is here.")
    assert outcome(names, signed(), body) == (("shop.example", "pass"),)
    assert outcome(names, signed(canonical=(b"relaxed", b"simple")), body) == (("shop.example", "fail"),)


def test_tampering_breaks_it(names: Dns) -> None:
    publish(names, rsa_pair()[1])
    head = signed()
    assert outcome(names, head, BODY + b"P.S. send money\r\n") == (("shop.example", "fail"),)
    assert outcome(names, head.replace(b"Spring", b"Summer")) == (("shop.example", "fail"),)
    assert outcome(names, head.replace(b"shop.example/u", b"evil.example/u")) == (("shop.example", "fail"),)
    publish(names, rsa_pair(1024)[1], "k2")
    assert outcome(names, signed(selector=b"k2")) == (("shop.example", "fail"),)


def test_a_second_from_breaks_it_wherever_it_is_put(names: Dns) -> None:
    publish(names, rsa_pair()[1])
    second = b"From: Boss <boss@bank.example>\r\n"
    assert outcome(names, second + signed()) == (("shop.example", "fail"),)
    assert outcome(names, signed() + second) == (("shop.example", "fail"),)


def test_a_second_way_out_above_the_signed_one_is_seen(names: Dns) -> None:
    publish(names, rsa_pair()[1])
    second = b"List-Unsubscribe: <https://evil.example/u>\r\n"
    assert outcome(names, second + signed()) == (("shop.example", "added"),)
    assert outcome(names, second + signed(fields=[*SIGNED, b"list-unsubscribe"])) == (("shop.example", "fail"),)
    assert outcome(names, b"X-Spam: no\r\nReceived: x\r\n" + signed()) == (("shop.example", "pass"),)


def test_a_part_of_the_body_is_not_the_body(names: Dns) -> None:
    publish(names, rsa_pair()[1])
    head = signed(length=True)
    assert outcome(names, head) == (("shop.example", "partial"),)
    assert outcome(names, head, BODY.rstrip() + b"\r\n\r\n\r\nmore") != (("shop.example", "pass"),)


def test_weak_signatures_are_none(names: Dns) -> None:
    publish(names, rsa_pair()[1])
    assert outcome(names, signed(algorithm=b"rsa-sha1")) == (("shop.example", "unsigned"),)
    publish(names, published(2**511 + 111), "small")
    assert outcome(names, signed(selector=b"small")) == (("shop.example", "unsigned"),)
    publish(names, rsa_pair(1024)[1], "old")
    assert outcome(names, signed(pair=rsa_pair(1024), selector=b"old")) == (("shop.example", "pass"),)


def test_a_signature_without_from_is_none(names: Dns) -> None:
    publish(names, rsa_pair()[1])
    assert outcome(names, signed().replace(b"h=from : ", b"h=")) == (("shop.example", "unsigned"),)


def test_a_key_that_is_gone_says_nothing(names: Dns) -> None:
    assert outcome(names, signed()) == (("shop.example", "unknown"),)
    for record in ("v=DKIM1; p=", "v=spf1 -all", "v=DKIM1; k=rsa; p=????", "v=DKIM9; p=AAAA", "v=DKIM1; k=x; p=AAAA"):
        publish(names, record, f"s{len(names.asked)}")
        assert outcome(names, signed(selector=f"s{len(names.asked)}".encode())) == (("shop.example", "unknown"),)
    names.records["two._domainkey.shop.example", "TXT"] = [quoted(rsa_pair()[1]), quoted(rsa_pair(1024)[1])]
    assert outcome(names, signed(selector=b"two")) == (("shop.example", "unknown"),)


def test_a_signature_whose_time_ran_out_is_noted(names: Dns) -> None:
    publish(names, rsa_pair()[1])
    unsigned = signed().replace(b"q=dns/txt;", b"q=dns/txt; x=1800000000;")
    assert outcome(names, unsigned) == (("shop.example", "fail"),)
    head = expiring()
    assert outcome(names, head, at=datetime(2026, 1, 1, tzinfo=UTC)) == (("shop.example", "pass"),)
    assert outcome(names, head, at=datetime(2028, 1, 1, tzinfo=UTC)) == (("shop.example", "expired"),)


def expiring() -> bytes:
    """Return a header block whose signature ends in January 2027."""

    class Expiring(dkim.DKIM):  # type: ignore[misc]
        def gen_header(self, fields: list[tuple[bytes, bytes]], *rest: object, **named: object) -> bytes:
            return bytes(super().gen_header([*fields[:-1], (b"x", b"1800000000"), fields[-1]], *rest, **named))

    signer = Expiring(HEAD + b"\r\n" + BODY)
    return bytes(signer.sign(b"k1", b"shop.example", rsa_pair()[0], include_headers=SIGNED)) + HEAD


def test_of_two_signatures_of_one_domain_the_worse_counts(names: Dns) -> None:
    publish(names, rsa_pair()[1])
    good = signed()
    field = good[: -len(HEAD)]
    broken = field.replace(b"bh=", b"bh=AAAA")
    assert outcome(names, broken + good) == (("shop.example", "fail"),)
    gone = field.replace(b"s=k1", b"s=gone")
    assert outcome(names, gone + good) == (("shop.example", "pass"),)


def test_every_signer_is_named(names: Dns) -> None:
    publish(names, rsa_pair()[1])
    publish(names, ed25519_pair()[1], "e1", "mailfern.example")
    inner = signed()
    both = signed(inner, pair=ed25519_pair(), algorithm=b"ed25519-sha256", domain=b"mailfern.example", selector=b"e1")
    assert outcome(names, both) == (("mailfern.example", "pass"), ("shop.example", "pass"))


def test_nothing_is_asked_where_there_is_nothing_to_check(names: Dns) -> None:
    assert outcome(names, HEAD) is None
    assert outcome(names, signed(), None) is None
    cut = RawMessage(Place("import", "a"), None, signed(), BODY, complete=False)
    assert checked(cut, Keys((names.host,), names.port)) is None
    for bad in (b"s=../x", b"s=", b"s=a b*", b"s=" + b"a" * 300):
        assert outcome(names, signed().replace(b"s=k1", bad)) is None
    assert names.asked == []


def test_each_question_is_asked_once_and_only_so_many(names: Dns) -> None:
    publish(names, rsa_pair()[1])
    keys = Keys((names.host,), names.port, 2.0, most=2)
    raws = [RawMessage(Place("import", "a"), None, signed(selector=f"m{n}".encode()), BODY) for n in range(4)]
    for raw in raws * 2:
        assert checked(raw, keys) == (("shop.example", "unknown"),)
    assert [name for name, _ in names.asked] == ["m0._domainkey.shop.example", "m1._domainkey.shop.example"]


def test_who_never_answers_is_soon_asked_no_more(names: Dns) -> None:
    names.odd = lambda question: None
    begun = time.monotonic()
    for number in range(12):
        assert outcome(names, signed(selector=f"t{number}".encode()), seconds=0.1) == (("shop.example", "unknown"),)
    assert len({name for name, _ in names.asked}) == 5
    assert time.monotonic() - begun < 5


@pytest.mark.parametrize(
    "record", [published(3, 3), published(2**8_000 + 1), published(2**2047 + 9, 2**2000 + 1), published(2**1030)]
)
def test_keys_made_to_hurt_take_no_time(names: Dns, record: str) -> None:
    publish(names, record)
    begun = time.process_time()
    assert outcome(names, signed()) != (("shop.example", "pass"),)
    assert time.process_time() - begun < 1


@pytest.mark.parametrize(
    "body", [b" " * 2_000_000, b" \r\n" * 400_000, b"\r\n" * 400_000 + b"x", b"\t" * 999_999 + b"x"]
)
def test_bodies_made_to_hurt_take_no_time(names: Dns, body: bytes) -> None:
    publish(names, rsa_pair()[1])
    head = signed()
    begun = time.process_time()
    assert outcome(names, head, body) == (("shop.example", "fail"),)
    assert time.process_time() - begun < 2


FIELD = signed()[: -len(HEAD)]


@settings(max_examples=60, deadline=2_000)
@given(st.integers(0, len(FIELD) - 1), st.binary(max_size=40))
def test_a_torn_signature_never_passes_and_never_raises(at: int, noise: bytes) -> None:
    torn = FIELD[:at] + noise + FIELD[at + 1 :]
    raw = RawMessage(Place("import", "a"), None, torn + HEAD, BODY + b"changed")
    found = checked(raw, Keys(("127.0.0.1",), 9, 0.01, most=0))
    assert found is None or all(verdict != "pass" for _, verdict in found)
