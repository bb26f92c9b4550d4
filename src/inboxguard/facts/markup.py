"""What a person sees of an HTML mail: words, links and image texts in reading order, without fetching anything."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import islice

from selectolax.lexbor import LexborHTMLParser, LexborNode

from inboxguard.facts import decoding, links
from inboxguard.facts.message import Link

MOST_TEXT = 200_000
"""Visible words beyond are dropped while walking (characters)."""
_MOST_IMAGES = 100
_MOST_NODES = 120_000
_DEEPEST = 1_200

_EARLY = 400
"""Characters within which a preview stands."""
_BREAK = "\f"
"""Parts two lines while walking; in HTML it is a blank like others, so that no text brings its own."""
_ENDLESS = -1
_KEPT = 8_000_000
"""Octets that the allocator keeps at hand."""

_MAKER = LexborHTMLParser("x<!---->")


def _ids(*names: str) -> frozenset[int]:
    """Return the parser's numbers of elements; comparing numbers is many times faster than comparing names."""
    return frozenset(_MAKER.create_node(name).tag_id for name in names)


_TEXT, _COMMENT = (node.tag_id for node in _MAKER.root.traverse(include_text=True) if (node.tag or "").startswith("-"))
_LINKS = _ids("a", "area")
_IMAGES = _ids("img")
_SILENT = _ids("head", "script", "style", "title", "template", "noscript", "object", "svg", "textarea", "select")
_BLOCKS = _ids(
    "p", "div", "td", "th", "tr", "table", "br", "li", "ul", "ol", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5",
    "h6", "hr", "blockquote", "center", "section", "article", "header", "footer", "main", "nav", "address", "pre",
    "form", "fieldset", "caption", "tbody", "thead", "tfoot", "aside", "figure", "figcaption", "body",
)  # fmt: skip
_LONGEST_STYLE = 2_000
_LONGEST_WORDS = 1_000
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0(?:\.0+)?\s*(?:!|;|\Z)|max-height\s*:\s*0(?:px|pt|em|%)?\s*(?:!|;|\Z)",
    re.I,
)
_SPACE = re.compile(r"\s+")
# Soft hyphens and zero-width fillers, with which senders pad previews and hide words from filters.
_FILLER = re.compile("[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2060-\u2064\u2800\ufeff]")
_PRINTABLE_FILLERS = "\u034f\u115f\u1160\u17b4\u17b5\u2800"
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})")
# Elements that close themselves or are closed by their neighbour do not nest.
_FLAT = frozenset({
    "br", "img", "hr", "meta", "link", "input", "col", "area", "base", "wbr", "p", "li", "td", "tr", "th", "option",
    "dd", "dt", "tbody", "thead", "tfoot",
})  # fmt: skip


@dataclass(slots=True)
class Seen:
    """What a person sees: text (lines), links, alternative texts of images, and the hidden preview text."""

    text: str = ""
    preheader: str = ""
    links: list[Link] = field(default_factory=list)
    images: list[str] = field(default_factory=list)


def shallow(html: str) -> str:
    """Return the HTML up to where its elements nest too deep for the parser, whose time grows with depth squared."""
    if html.count("<") < 3_000:
        return html
    depth = 0
    opened: Counter[str] = Counter()
    for count, match in enumerate(_TAG.finditer(html)):
        name = match[2].lower()
        if name in _FLAT:
            continue
        if not match[1]:
            opened[name] += 1
            depth += 1
        elif opened[name]:
            opened[name] -= 1
            depth -= 1
        if depth > _DEEPEST or count > _MOST_NODES:
            return html[: match.start()]
    return html


def lines(text: str) -> str:
    """Return a text as trimmed, non-empty lines with single blanks, without fillers and control characters."""
    text = decoding.tidy(_FILLER.sub("", text))
    return "\n".join(line for line in (" ".join(raw.split()) for raw in text.split("\n")) if line)


@lru_cache(maxsize=4_096)
def _hides(style: str) -> bool:
    """Return whether a style hides its element; cached because a page has few styles and uses them often."""
    return _HIDING.search(style) is not None


def _told(pieces: Iterable[str]) -> str:
    """Return pieces of a walk as text, lines parted by line feeds."""
    return "".join("\n" if piece is _BREAK else _SPACE.sub(" ", piece) for piece in pieces)


@dataclass(slots=True)
class _Anchor:
    """A link while walking: where its words begin and end among the pieces."""

    address: str
    alternative: str
    start: int
    end: int = 0


@dataclass(slots=True)
class _Walk:
    """A walk over the tree in document order. The parser goes down and on; what ends on the way is found here."""

    seen: Seen = field(default_factory=Seen)
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    named_preview: str = ""
    anchors: list[_Anchor] = field(default_factory=list)
    # What is open: the number of the element, of the node before which it ends, and its link, None for a block.
    owners: list[int] = field(default_factory=lambda: [_ENDLESS])
    ends: list[int] = field(default_factory=lambda: [_ENDLESS])
    marks: list[_Anchor | None] = field(default_factory=lambda: [None])

    def run(self, root: LexborNode) -> None:
        """Walk from `root` to the end of its children, or until there is enough."""
        pieces, ends = self.pieces, self.ends
        skipped = 0
        for node in islice(root.traverse(include_text=True), _MOST_NODES):
            here = node.mem_id
            if skipped:
                if here != skipped:
                    continue
                skipped = 0
            while ends[-1] == here:
                self._close()
            tag = node.tag_id
            if tag == _TEXT:
                text = node.text_content
                if text:
                    if text.isspace():
                        text = " "
                    elif self.length < _EARLY:
                        text = _SPACE.sub(" ", text)
                    pieces.append(text)
                    self.length += len(text)
                    if self.length >= MOST_TEXT:
                        break
                continue
            if tag in _SILENT or tag == _COMMENT:
                skipped = self._end(node)
                continue
            block = tag in _BLOCKS
            anchor = None
            attributes = node.attributes
            if attributes:
                style = attributes.get("style")
                if (style and _hides(style[:_LONGEST_STYLE])) or "hidden" in attributes:
                    if not self.seen.preheader and self.length < _EARLY:
                        self.seen.preheader = _preview(node)
                    if block:
                        pieces.append(_BREAK)
                    skipped = self._end(node)
                    continue
                if block:
                    pieces.append(_BREAK)
                elif tag in _LINKS:
                    anchor = self._anchor(attributes)
                elif tag in _IMAGES:
                    self._image(attributes)
                if self.length < _EARLY and not self.named_preview and ("class" in attributes or "id" in attributes):
                    mark = f"{attributes.get('class') or ''} {attributes.get('id') or ''}".lower()
                    if "preheader" in mark or "preview" in mark:
                        self.named_preview = _preview(node)
            elif block:
                pieces.append(_BREAK)
            if block or anchor is not None:
                end = self._end(node)
                self.owners.append(here)
                ends.append(end)
                self.marks.append(anchor)
        while len(ends) > 1:
            self._close()

    def _end(self, node: LexborNode) -> int:
        """Return the number of the node that follows the whole of `node`."""
        # No step is taken twice in a walk: what stands last in its parent ends with it, and an open parent's end is known.
        following = node.next
        while following is None:
            parent = node.parent
            if parent is None:
                return _ENDLESS
            if parent.mem_id == self.owners[-1]:
                return self.ends[-1]
            node = parent
            following = node.next
        return following.mem_id

    def _close(self) -> None:
        """Leave the innermost open element."""
        self.owners.pop()
        self.ends.pop()
        anchor = self.marks.pop()
        if anchor is None:
            self.pieces.append(_BREAK)
        else:
            anchor.end = len(self.pieces)

    def _anchor(self, attributes: dict[str, str | None]) -> _Anchor | None:
        address = links.url(attributes.get("href") or "")
        if not address or len(self.anchors) >= links.MOST:
            return None
        anchor = _Anchor(address, attributes.get("alt") or attributes.get("title") or "", len(self.pieces))
        self.anchors.append(anchor)
        return anchor

    def _image(self, attributes: dict[str, str | None]) -> None:
        alternative = attributes.get("alt")
        if alternative and len(self.seen.images) < _MOST_IMAGES:
            alternative = " ".join(decoding.clean(alternative[:400]).split())[:200]
            if alternative:
                self.seen.images.append(alternative)
                around = next((mark for mark in reversed(self.marks) if mark is not None), None)
                if around is not None and not around.alternative:
                    around.alternative = alternative

    def links(self) -> list[Link]:
        """Return the links of the walk; what they are for may stand in the words around them."""
        found = []
        for anchor in self.anchors:
            start, end = anchor.start, anchor.end
            text = "".join(self.pieces[start:end])
            if not text.isascii():
                text = _FILLER.sub("", " ".join(text[:_LONGEST_WORDS].split()))
            text = links.words(text) or links.words(anchor.alternative)
            said = text
            if links.points(text):
                before, after = self.pieces[max(0, start - 12) : start], self.pieces[end : end + 6]
                said = links.said(text, _told(before), _told(after))
            found.append(links.Found(anchor.address, text, said))
        return links.judged(found)

    def text(self) -> str:
        """Return the visible words in trimmed lines."""
        whole = "".join(self.pieces)
        text = "\n".join([" ".join(words) for line in whole.split(_BREAK) if (words := line.split())])
        plain = text.replace("\n", " ").isprintable() and not any(filler in text for filler in _PRINTABLE_FILLERS)
        return text if plain else lines(_told(self.pieces))


def _preview(node: LexborNode) -> str:
    """Return the words of a preview element, shortened."""
    words = lines((node.text(separator=" ") or "")[:3000]).replace("\n", " ")
    return words[:300] if any(letter.isalnum() for letter in words) else ""


@cache
def _keep_memory() -> None:
    """Have the allocator keep what a parsed page needs for the next one, which halves the time of parsing.

    glibc gives memory back to the system, page by page, until a larger block than those was freed once (mallopt(3),
    M_TRIM_THRESHOLD); elsewhere this does nothing.
    """
    bytearray(_KEPT)


def seen(html: str) -> Seen:
    """Return what a person sees of an HTML text; bounded in size, depth and number, never raises on bad markup."""
    _keep_memory()
    tree = LexborHTMLParser(shallow(html.replace("\x00", "")))
    walk = _Walk()
    root = tree.body or tree.root
    if root is not None:
        walk.run(root)
    result = walk.seen
    result.links = walk.links()
    result.text = walk.text()
    result.preheader = result.preheader or walk.named_preview
    return result
