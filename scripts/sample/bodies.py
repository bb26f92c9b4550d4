"""The body of a mail as MIME: plain text, HTML or both, in the encodings that mail is really sent in."""

import base64
import html
import quopri
import textwrap
from dataclasses import dataclass

from .lists import way_out
from .people import HERE
from .seeds import token
from .texts import BUTTON, Entry
from .voices import Voice, recipient

WORDS = {
    "en": {"leave": "Unsubscribe", "browser": "View in browser", "to": "This mail was sent to"},
    "de": {"leave": "Abmelden", "browser": "Im Browser ansehen", "to": "Diese E-Mail ging an"},
}


@dataclass(frozen=True)
class Body:
    """Content type, transfer encoding (None inside a multipart) and the octets as text lines."""

    content_type: str
    encoding: str | None
    text: str


def _links(entry: Entry, speaker: Voice) -> str:
    if speaker.platform_domain and entry.kind == "marketing":
        return f"https://click.{speaker.platform_domain}/c/{token(10, entry.key, 'click')}"
    return f"https://www.{speaker.brand.domain if speaker.brand else speaker.domain}"


def _target(entry: Entry, speaker: Voice, path: str) -> str:
    return path if path.startswith(("https:", "http:", "mailto:")) else _links(entry, speaker) + path


def _footer(entry: Entry, speaker: Voice) -> tuple[str, str, str]:
    """Reason, legal lines and the words of the way out; empty for mail that one person writes to another."""
    brand = speaker.brand
    if brand is None:
        return entry.option("reason"), entry.option("legal"), ""
    key = entry.option("reason", "default") if entry.kind == "marketing" else ""
    reason = brand.reason.get(f"{key}_{entry.language}", brand.reason.get(key, ""))
    leave = WORDS[entry.language]["leave"] if entry.kind == "marketing" and way_out(entry, speaker) else ""
    return reason.replace("{address}", recipient(entry)), brand.legal_lines(entry.language), leave


def _plain(entry: Entry, speaker: Voice) -> str:
    def button(found: str) -> str:
        return BUTTON.sub(lambda m: f"{m[1]}: {_target(entry, speaker, m[2])}", found)

    paragraphs = []
    for paragraph in entry.body:
        lines = [button(line) for line in paragraph.split("\n")]
        keeps = len(lines) > 1 or entry.kind in ("personal", "discussion")
        wrapped = lines if keeps and max(map(len, lines)) < 90 else [
            part for line in lines for part in (textwrap.wrap(line, 74, break_long_words=False, break_on_hyphens=False)
                                                if "https:" not in line else [line]) or [""]]
        paragraphs.append("\n".join(wrapped))
    reason, legal, leave = _footer(entry, speaker)
    foot = [textwrap.fill(part, 74) for part in (reason, legal) if part]
    if leave:
        foot.append(f"{leave}: {way_out(entry, speaker)}")
    if speaker.list:
        page = f"https://{speaker.list.host}/"
        foot.append(f"_______________________________________________\n{speaker.list.name} mailing list\n"
                    f"{speaker.list.address}\n{page}")
    text = "\n\n".join(paragraphs)
    if foot:
        text += ("\n\n" if speaker.list else "\n\n-- \n") + "\n\n".join(foot)
    return text + "\n"


def _html(entry: Entry, speaker: Voice) -> str:
    escape = html.escape
    words = WORDS[entry.language]
    blocks = []
    for paragraph in entry.body:
        pieces, last = [], 0
        for found in BUTTON.finditer(paragraph):
            pieces.append(escape(paragraph[last : found.start()]).replace("\n", "<br>"))
            target = escape(_target(entry, speaker, found[2]))
            pieces.append(f'<a class="b" href="{target}">{escape(found[1])}</a>')
            last = found.end()
        pieces.append(escape(paragraph[last:]).replace("\n", "<br>"))
        blocks.append(f"<p>{''.join(pieces)}</p>")
    reason, legal, leave = _footer(entry, speaker)
    foot = "".join(f"<p>{escape(part)}</p>" for part in (reason, legal) if part)
    if leave:
        foot += (f'<p>{words["to"]} {escape(recipient(entry))}. '
                 f'<a href="{escape(way_out(entry, speaker))}">{words["leave"]}</a></p>')
    pixel, browser = "", ""
    if entry.kind in ("marketing", "spam"):
        host = f"open.{speaker.platform_domain}" if speaker.platform_domain else f"img.{speaker.domain}"
        pixel = f'<img src="https://{host}/o/{token(16, entry.story, entry.key)}.gif" width="1" height="1" alt="">'
        browser = f'<p class="v"><a href="{escape(_links(entry, speaker))}/view">{words["browser"]}</a></p>'
    name = speaker.brand.name if speaker.brand else speaker.name
    colour = speaker.brand.colour if speaker.brand else "#444"
    hidden = ""
    if entry.preheader:
        hidden = (f'<div style="display:none;max-height:0;overflow:hidden">{escape(entry.preheader)}'
                  f"{'&#847;&zwnj;&nbsp;' * 6}</div>")
    page = (HERE / "page.html").read_text(encoding="utf-8")
    filled = {"lang": entry.language, "subject": escape(entry.subject), "hidden": hidden, "colour": colour,
              "browser": browser, "name": escape(name), "blocks": "\n".join(blocks), "foot": foot, "pixel": pixel}
    for placeholder, value in filled.items():
        page = page.replace(f"{{{{{placeholder}}}}}", value)
    return "\n".join(line for line in page.splitlines() if line.strip()) + "\n"


def _encoded(text: str, kind: str, charset: str, encoding: str) -> Body:
    octets = text.encode(charset, "xmlcharrefreplace" if kind == "html" else "strict")
    content_type = f"text/{kind}; charset={charset}"
    if encoding == "7bit" and text.isascii() and max(map(len, text.split("\n"))) < 990:
        return Body(content_type, "7bit", text)
    if encoding == "base64":
        return Body(content_type, "base64", base64.encodebytes(octets).decode())
    return Body(content_type, "quoted-printable", quopri.encodestring(octets).decode())


def body(entry: Entry, speaker: Voice) -> Body:
    """The body in the form that this sender uses."""
    form = entry.option("form") or (speaker.brand.form if speaker.brand else "plain")
    charset = "iso-8859-1" if form.endswith("latin1") else "utf-8"
    encoding = "base64" if form.endswith("base64") else "quoted-printable"
    plain = _encoded(_plain(entry, speaker), "plain", charset, encoding if encoding == "base64" else "7bit")
    if form.startswith("plain"):
        return plain
    rich = _encoded(_html(entry, speaker), "html", charset, encoding)
    if form.startswith("html"):
        return rich
    mark = f"=_{token(24, entry.story, entry.key, 'part')}"
    parts = "".join(
        f"--{mark}\nContent-Type: {part.content_type}\nContent-Transfer-Encoding: {part.encoding}\n\n"
        f"{part.text.rstrip(chr(10))}\n\n" for part in (plain, rich)
    )
    return Body(f'multipart/alternative; boundary="{mark}"', None, f"{parts}--{mark}--\n")
