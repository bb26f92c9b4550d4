import base64
import json
import time
import zlib
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboxguard.facts.unwrapping import (
    DEEPEST,
    LONGEST,
    beyond_gateways,
    counts_clicks,
    decoded,
    may_wrap,
    unwrapped,
    way,
)

TARGET = "https://shop.example/out?id=7"
QUOTED = quote(TARGET, safe="")


def b64(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


GATEWAYS = [
    f"https://eur02.safelinks.protection.outlook.com/?url={QUOTED}&data=05%7C01&reserved=0",
    f"https://EUR02.SafeLinks.protection.outlook.com/?data=05&amp;url={QUOTED}",
    f"https://urldefense.proofpoint.com/v1/url?u={QUOTED}&k=abc",
    "https://urldefense.proofpoint.com/v2/url?u=https-3A__shop.example_out-3Fid-3D7&d=DwMF&c=x",
    "https://urldefense.com/v3/__https://shop.example/out?id=7__;!!Abc!def$",
    "https://urldefense.us/v3/__https:/shop.example/out?id=7__;!!Abc!def$",
    f"https://secure-web.cisco.com/1abc-DEF/{QUOTED}",
    f"https://linkprotect.cudasvc.com/url?a={QUOTED}&c=E,1,abc",
    f"https://clicktime.symantec.com/3abc/d?u={QUOTED}",
    f"https://eu-central-1.protection.sophos.com?d=shop.example&u={b64(TARGET)}&p=m",
    f"https://imsva91-ctp.trendmicro.com:443/wis/clicktime/v1/query?url={QUOTED}&umid=1",
    f"https://protect2.fireeye.com/v1/url?k=1&u={QUOTED}",
    f"https://url.avanan.click/v2/___{TARGET}___.YXAz",
]
COUNTERS = [
    f"https://www.google.com/url?q={TARGET}&sa=D",
    f"https://l.facebook.com/l.php?u={QUOTED}&h=AT0",
    f"https://abc.r.eu-west-1.awstrack.me/L0/{QUOTED}/1/0102/xyz=10",
    "https://mandrillapp.com/track/click/1/shop.example?p="
    + b64(json.dumps({"s": "x", "p": json.dumps({"u": 1, "url": TARGET.replace("/", "\\/")})})),
    f"https://www.awin1.com/cread.php?awinmid=1&awinaffid=2&ued={QUOTED}",
    f"https://www.anrdoezrs.net/links/123/type/dlg/{TARGET}",
    f"https://click.news.example/r?url={QUOTED}&id=9",
    f"https://news.example/track/click?id=9&redirect_url={QUOTED}",
    f"https://track.news.example/c?u={b64(TARGET)}",
    f"https://track.news.example/c/{b64(TARGET)}/12",
    f"https://e.news.example/e/c/{b64(json.dumps({'id': '1', 'href': TARGET}))}/abc",
    f"https://e.news.example/e/c/{b64('{}' + ' ' * 20)}.{b64(json.dumps({'u': TARGET}))}.c2lnbmF0dXJl",
    "https://email.news.example/c/"
    + base64.urlsafe_b64encode(zlib.compress(f"i=1&l={QUOTED}".encode())).decode().rstrip("="),
    f"https://click.news.example/r?url={quote(QUOTED, safe='')}",
]
STAYING = [
    "https://protect-eu.mimecast.com/s/abc?domain=shop.example",
    "https://u1.ct.sendgrid.net/ls/click?upn=u001.eyJabcdefghijklmnop-2Fabc",
    "https://d2v8.hubspotlinks.com/Ctc/T1+113/abc04/VX-eyJ",
    f"https://shop.example/login?url={QUOTED}",
    f"https://www.facebook.com/sharer/sharer.php?u={QUOTED}",
    f"https://twitter.com/intent/tweet?url={QUOTED}",
    f"https://click.news.example/unsubscribe?redirect={QUOTED}",
    f"https://partner.example/lamps?u={QUOTED}",
    f"https://www.google.com/search?q={TARGET}",
    "https://click.news.example/r?url=javascript:alert(1)",
    "https://click.news.example/r?url=https%3A%2F%2Flocalhost%2Fx",
    "https://click.news.example/r?url=https%3A%2F%2Fshop.example%2F%0D%0AX-Evil",
    "https://click.news.example/r?url=https%3A%2F%2Fshop.example%2F%20a",
    f"mailto:leave@shop.example?body={QUOTED}",
    "https://urldefense.com/v3/__nothing__;!!Abc!def$",
    "https://shop.example/",
    "",
]


@pytest.mark.parametrize("url", GATEWAYS)
def test_what_gateways_wrapped_is_as_it_was(url: str) -> None:
    assert way(url) == (TARGET, ())
    assert beyond_gateways(url) == TARGET


@pytest.mark.parametrize("url", COUNTERS)
def test_where_counters_of_clicks_lead(url: str) -> None:
    assert unwrapped(url) == TARGET
    assert way(url).counters == (url.partition("//")[2].partition("/")[0],)
    assert beyond_gateways(url) == url


@pytest.mark.parametrize("url", STAYING)
def test_what_cannot_be_told_stays(url: str) -> None:
    assert way(url) == (url, ())


def test_signs_that_were_left_out_come_back_in_their_order() -> None:
    left_out = b64("#////é")
    url = f"https://urldefense.com/v3/__https://shop.example/a*b**Cc*__;{left_out}!!Abc!def$"
    assert unwrapped(url) == "https://shop.example/a#b////cé"


def test_a_gateway_around_a_counter_around_a_page() -> None:
    counter = f"https://click.news.example/r?url={QUOTED}"
    url = f"https://eur02.safelinks.protection.outlook.com/?url={quote(counter, safe='')}"
    assert way(url) == (TARGET, ("click.news.example",))
    assert beyond_gateways(url) == counter


def test_depth_and_length_are_bounded() -> None:
    url = TARGET
    for _ in range(DEEPEST + 2):
        url = f"https://click.news.example/r?url={quote(url, safe='')}"
    assert len(way(url).counters) == DEEPEST
    long = f"https://click.news.example/r?url={QUOTED}&x={'a' * LONGEST}"
    assert unwrapped(long) == long
    assert len(decoded(base64.urlsafe_b64encode(zlib.compress(b"a" * 10_000_000)).decode())) <= 6_000


@pytest.mark.parametrize(
    ("url", "counts"),
    [
        ("https://click.news.example/ls/click?upn=u001.AbC12345678xyzzy", True),
        ("https://news.example/out?url=https%3A%2F%2Fshop.example%2F", True),
        ("https://t.news.example/AbCdEf1234567890", True),
        ("https://www.shop.example/c/lamps-123?clickref=AbC123456789zz", False),
        ("https://go.shop.example/lamps/?ref=abc123abc123abc1", False),
        ("https://shop.example/go?aff=12", False),
        ("https://www.shop.example/p/A12B34C56D78E9?x=1", False),
        ("https://www.awin1.com/cread.php?awinmid=1&clickref=AbC123456789zz", False),
        ("https://click.news.example/ls/click", False),
        ("mailto:click@news.example", False),
    ],
)
def test_which_addresses_count_clicks_by_their_own_words(url: str, counts: bool) -> None:
    assert counts_clicks(url) is counts


@given(st.lists(st.sampled_from([*GATEWAYS, *COUNTERS, *STAYING]), min_size=1, max_size=5), st.data())
def test_no_address_makes_it_raise_and_no_answer_outgrows_it(urls: list[str], data: st.DataObject) -> None:
    joined = "".join(urls)
    start = data.draw(st.integers(0, len(joined)))
    url = "https://" + joined[start : start + data.draw(st.integers(0, 600))]
    found = way(url)
    assert found.url == url or may_wrap(url)
    assert len(found.url) <= LONGEST
    assert found.url.isprintable() or found.url == url
    assert len(found.counters) <= DEEPEST
    counts_clicks(url)


@pytest.mark.parametrize(
    "piece",
    ["/v3/__", "__;", "___https:", "http:\\/", "aHR0c", "eyJ", "%25", "&u=", "/http%3A", "http://a.", "*" * 9, "."],
)
@pytest.mark.parametrize(
    "begin",
    ["https://urldefense.com/v3/__", "https://url.avanan.click/", "https://click.a.example/c/", "https://c.awstrack.me/"],
)
def test_hostile_addresses_cost_little(begin: str, piece: str) -> None:
    urls = [f"{begin}{number}{piece * 4_000}"[:LONGEST] for number in range(300)]
    began = time.process_time()
    for url in urls:
        way(url)
        counts_clicks(url)
    assert time.process_time() - began < 1
