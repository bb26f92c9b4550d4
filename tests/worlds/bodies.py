"""Bodies: plain text and HTML with their noise, in the encodings and broken charsets that real mail has."""

import base64
import quopri
import random
import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from tests.worlds.letters import Letter
from tests.worlds.styles import Carriage
from tests.worlds.words import Words

_LINK = re.compile("\x01(\\w+)\x02")


@dataclass(frozen=True, slots=True)
class Body:
    """Content-Type, Content-Transfer-Encoding ("" for none of its own) and the octets."""

    content_type: str
    encoding: str
    octets: bytes


def body(
    letter: Letter, said: Words, way: Carriage, targets: Mapping[str, str], rates: Mapping[str, float],
    chance: random.Random,
) -> Body:  # fmt: skip
    """Return the body of a letter; `targets` says where the marked links lead."""
    plain = _plain(letter, said, way, targets, chance)
    if letter.sender is None or not said.html:
        return _part("text/plain", plain, rates, chance)
    page = _page(letter, said, way, targets, chance)
    if letter.image_footer or chance.random() < rates["html_only"]:
        return _part("text/html", page, rates, chance)
    seam = f"=_{chance.getrandbits(64):016x}"
    pieces = []
    for kind, text in (("text/plain", plain), ("text/html", page)):
        part = _part(kind, text, rates, chance)
        head = f"--{seam}\nContent-Type: {part.content_type}\nContent-Transfer-Encoding: {part.encoding}\n\n"
        pieces.append(head.encode() + part.octets.rstrip(b"\n") + b"\n")
    return Body(f'multipart/alternative;\n boundary="{seam}"', "", b"".join(pieces) + f"--{seam}--\n".encode())


def _plain(letter: Letter, said: Words, way: Carriage, targets: Mapping[str, str], chance: random.Random) -> str:
    blocks = [_LINK.sub(lambda found: targets[found[1]], text) for text in said.paragraphs]
    if letter.bulk:
        blocks.append(f"{said.language.words['shop']}: {way.wrapped(targets['shop'], chance)}")
    blocks += [f"{words}: {url}" for words, url in letter.links]
    if said.footers:
        blocks.append("-- " if chance.random() < 0.3 else "-" * 40)
        blocks += [_LINK.sub(lambda found: targets[found[1]], text) for text in said.footers]
    return "\n\n".join(blocks) + "\n"


def _page(letter: Letter, said: Words, way: Carriage, targets: Mapping[str, str], chance: random.Random) -> str:
    words = said.language.words
    colour = f"#{chance.getrandbits(24):06x}"

    def linked(text: str) -> str:
        def anchor(found: re.Match[str]) -> str:
            return f'<a href="{escape(targets[found[1]])}" style="color:{colour}">{escape(words[found[1]])}</a>'

        return _LINK.sub(anchor, escape(text).replace("\n", "<br>\n"))

    rows = [f'<tr><td style="padding:8px 24px;font:16px Arial">{linked(text)}</td></tr>' for text in said.paragraphs]
    if letter.bulk:
        shop = escape(way.wrapped(targets["shop"], chance))
        image = f'<img src="https://img.{way.ids["domain"]}/c/{way.ids["campaign"]}/hero.jpg" width="600" alt="">'
        rows.insert(0, f'<tr><td><a href="{shop}">{image}</a></td></tr>')
        button = escape(way.wrapped(targets["shop"], chance))
        rows.append(f'<tr><td align="center"><a href="{button}" class="b">{escape(words["shop"])}</a></td></tr>')
    rows += [f'<tr><td><a href="{escape(url)}">{escape(name)}</a></td></tr>' for name, url in letter.links]
    if letter.image_footer:
        rows.append(f'<tr><td><img src="https://img.{way.ids["domain"]}/footer.png" alt="" width="600"></td></tr>')
        out = escape(targets["unsubscribe"])
        rows.append(f'<tr><td><a href="{out}"><img src="https://img.{way.ids["domain"]}/o.png" alt=""></a></td></tr>')
    else:
        style = "padding:6px 24px;font:11px/14px Arial;color:#888888"
        rows += [f'<tr><td style="{style}">{linked(text)}</td></tr>' for text in said.footers]
    pixel = f'<img src="{escape(way.pixel)}" width="1" height="1" alt="">' if letter.bulk and way.pixel else ""
    preheader = escape(said.subject) + "&#847;&zwnj;&nbsp;" * chance.randint(0, 12)
    return (
        f'<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN">\n<html lang="{said.language.code}"><head>'
        f'<meta http-equiv="Content-Type" content="text/html; charset=utf-8"><title>{escape(said.subject)}</title>\n'
        f"<style>.b{{background:{colour};padding:12px}}@media(max-width:600px){{table{{width:100%}}}}</style></head>\n"
        f'<body style="margin:0"><div style="display:none;max-height:0">{preheader}</div>\n'
        f'<!--[if mso]><table width="600"><tr><td><![endif]-->\n<table width="600" align="center" cellpadding="0">\n'
        + "\n".join(rows)
        + f"\n</table>\n<!--[if mso]></td></tr></table><![endif]-->{pixel}</body></html>\n"
    )


def _part(kind: str, text: str, rates: Mapping[str, float], chance: random.Random) -> Body:
    charset, octets = "utf-8", text.encode()
    draw = chance.random()
    if draw < rates["legacy_charset"]:
        for legacy in ("iso-8859-1", "windows-1252", "iso-8859-2"):
            try:
                charset, octets = legacy, text.encode(legacy)
                break
            except UnicodeEncodeError:
                continue
    elif draw < rates["legacy_charset"] + rates["broken_charset"]:
        # It says one thing and is another.
        charset = chance.choice(("us-ascii", "iso-8859-1", "x-unknown"))
    if chance.random() < rates["base64"]:
        return Body(f"{kind}; charset={charset}", "base64", base64.encodebytes(octets))
    if octets.isascii() and all(len(line) < 900 for line in octets.split(b"\n")) and chance.random() < 0.5:
        return Body(f"{kind}; charset={charset}", "7bit", octets)
    return Body(f'{kind}; charset="{charset}"', "quoted-printable", quopri.encodestring(octets))
