"""What a person sees of an HTML mail: words, links and image texts in reading order, without fetching anything."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import islice

from selectolax.lexbor import LexborHTMLParser, LexborNode

from inboxguard.facts import decoding, links, trackers
from inboxguard.facts.links import Judged
from inboxguard.facts.message import Remote
from inboxguard.facts.taming import tame

MOST_TEXT = 200_000
"""Visible words beyond are dropped while walking (characters)."""
_MOST_IMAGES = 100
_MOST_NODES = 120_000

_EARLY = 400
"""Characters within which a preview stands."""
_BREAK = "\f"
"""Parts two lines while walking; in HTML it is a blank like others, so that no text brings its own."""
_ENDLESS = _NO_LINK = -1
_KEPT = 8_000_000
"""Octets that the allocator keeps at hand."""

_MAKER = LexborHTMLParser("x<!---->")


def _ids(*names: str) -> frozenset[int]:
    """Return the parser's numbers of elements; comparing numbers is many times faster than comparing names."""
    return frozenset(_MAKER.create_node(name).tag_id for name in names)


_TEXT, _COMMENT = (node.tag_id for node in _MAKER.css("body")[0].iter(include_text=True))
_LINKS = _ids("a", "area")
_IMAGES = _ids("img")
_SILENT = _ids("head", "script", "style", "title", "template", "noscript", "object", "svg", "textarea", "select")
_BLOCKS = _ids(
    "p", "div", "td", "th", "tr", "table", "br", "li", "ul", "ol", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5",
    "h6", "hr", "blockquote", "center", "section", "article", "header", "footer", "main", "nav", "address", "pre",
    "form", "fieldset", "caption", "tbody", "thead", "tfoot", "aside", "figure", "figcaption", "body",
)  # fmt: skip
_UNSEEN = _SILENT | {_COMMENT}
_VOID = _ids("br", "hr")
# Nothing but another of them, or the end of the table, follows one of them: no break is needed where they end.
_OF_TABLES = _ids("td", "th", "tr", "tbody", "thead", "tfoot", "caption")
_LONGEST_STYLE = 2_000
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0(?:\.0+)?\s*(?:!|;|\Z)|max-height\s*:\s*0(?:px|pt|em|%)?\s*(?:!|;|\Z)"
    r"|text-indent\s*:\s*-\d{3,}|(?:^|[;\s])(?:left|top)\s*:\s*-\d{3,}|(?:^|[;\s])color\s*:\s*transparent"
)
_HINTS = ("none", "hidden", "opacity", "max-height", "text-indent", ":-", ": -", "transparent")
_TINY = re.compile(r"font-size\s*:\s*(?:0+(?:\.0+)?(?:px|pt|em|%)?|(?:0?\.\d+|1)(?:px|pt))\s*(?:!|;|\Z)")
"""Of a wrapper it is common and undone inside; of letters themselves it hides them."""
_COLOURS = re.compile(
    r"(?:^|;)\s*(color|background(?:-color)?)\s*:\s*(#?\w+|rgb\([\d\s,]{5,20}\))\s*(?:!important\s*)?(?=;|\Z)"
)
_SPACE = re.compile(r"\s+")
_BLANKS = re.compile(rf"[^\S{_BREAK}]+")


@dataclass(slots=True)
class Seen:
    """What a person sees: text (lines), links, alternative texts of images, and the hidden preview text."""

    text: str = ""
    preheader: str = ""
    links: list[Judged] = field(default_factory=list)
    images: list[str] = field(default_factory=list)
    remote: tuple[Remote, ...] = ()
    """Where opening the mail would call (facts.trackers)."""


def lines(text: str) -> str:
    """Return a text as trimmed, non-empty lines with single blanks, without fillers and control characters."""
    found = _trimmed(text.split("\n"))
    if decoding.is_plain(found.replace("\n", " ")):
        return found
    return _trimmed(decoding.tidy(decoding.unfilled(text)).split("\n"))


def _trimmed(lines: list[str]) -> str:
    """Return lines without blanks at their ends and empty ones."""
    trimmed = []
    for line in lines:
        if line and (line := line.strip()):
            # A line without other blanks and doubled ones, as most are, need not be parted to its words.
            trimmed.append(" ".join(line.split()) if "  " in line or not line.isprintable() else line)
    return "\n".join(trimmed)


@lru_cache(maxsize=2_048)
def _hides(style: str) -> bool:
    """Return whether a style hides its element; cached because a page has few styles and uses them often."""
    lower = style.lower()
    likely = any(word in lower for word in _HINTS)
    return (likely and _HIDING.search(lower) is not None) or ("background" in lower and _is_written_on_itself(lower))


def _hides_here(style: str, node: LexborNode) -> bool:
    """Return whether a style hides its element, which it may do by tiny letters where it holds no other element."""
    if _hides(style):
        return True
    return "font-size" in style and _TINY.search(style.lower()) is not None and next(node.iter(), None) is None


def _is_written_on_itself(style: str) -> bool:
    """Return whether letters have the colour of their own ground: nobody reads them."""
    colours = dict(_COLOURS.findall(style))
    ground = colours.get("background-color", colours.get("background"))
    letters = colours.get("color")
    return ground is not None and letters is not None and _colour(letters) == _colour(ground)


def _colour(written: str) -> str:
    """Return a colour in one way of writing, as far as it is one of the usual ones."""
    if written.startswith("rgb("):
        parts = (part.strip() for part in written[4:-1].split(","))
        return "#" + "".join(f"{min(int(part), 255):02x}" for part in parts if part.isdecimal())
    if len(written) == 4 and written[0] == "#":
        return "#" + "".join(2 * digit for digit in written[1:])
    return {"white": "#ffffff", "black": "#000000"}.get(written, written)


def _told(pieces: Iterable[str]) -> str:
    """Return pieces of a walk as text, lines parted by line feeds."""
    return _BLANKS.sub(" ", "".join(pieces)).replace(_BREAK, "\n")


@dataclass(slots=True)
class _Walk:
    """A walk over the tree in document order. The parser goes down and on; what ends on the way is found here."""

    seen: Seen = field(default_factory=Seen)
    pieces: list[str] = field(default_factory=list)
    named_preview: str = ""
    # Of every link: its address, the words that stand in for its own, and where its own begin and end in the pieces.
    addresses: list[str] = field(default_factory=list)
    alternatives: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    inside: list[int] = field(default_factory=list)
    """The links that are open."""
    images: list[str] = field(default_factory=list)
    # What is open, the outermost first: the number of the node before which it ends, its own number, and its link.
    open: list[tuple[int, int, int]] = field(default_factory=lambda: [(_ENDLESS, _ENDLESS, _NO_LINK)])

    def run(self, root: LexborNode) -> None:
        """Walk from `root` to the end of its children, or until there is enough."""
        pieces, opened = self.pieces, self.open
        take = pieces.append
        length = skipped = 0
        end = _ENDLESS
        for node in islice(root.traverse(include_text=True), _MOST_NODES):
            here = node.mem_id
            if skipped:
                if here != skipped:
                    continue
                skipped = 0
            while end == here:
                link = opened.pop()[2]
                end = opened[-1][0]
                if link == _NO_LINK:
                    take(_BREAK)
                else:
                    self.ends[link] = len(pieces)
                    self.inside.pop()
            tag = node.tag_id
            if tag == _TEXT:
                text = node.text_content or ""
                if text.isspace():
                    text = " "
                elif length < _EARLY:
                    text = _SPACE.sub(" ", text)
                take(text)
                length += len(text)
                if length >= MOST_TEXT:
                    break
                continue
            if tag in _UNSEEN:
                skipped = self._end(node)
                continue
            block, link = tag in _BLOCKS, _NO_LINK
            if block:
                take(_BREAK)
                if tag in _VOID:
                    continue
            attributes = node.attributes
            if attributes:
                style = attributes.get("style")
                hidden = (style is not None and _hides_here(style[:_LONGEST_STYLE], node)) or "hidden" in attributes
                if length < _EARLY:
                    self._preview(node, attributes, hidden)
                if hidden:
                    skipped = self._end(node)
                    continue
                if tag in _LINKS:
                    link = self._link(attributes)
                elif tag in _IMAGES:
                    self._image(attributes)
            if (not block or tag in _OF_TABLES) and link == _NO_LINK:
                continue
            following = node.next
            end = self._end(node) if following is None else following.mem_id
            opened.append((end, here, link))
        for _, _, link in opened[:0:-1]:
            if link != _NO_LINK:
                self.ends[link] = len(pieces)
            take(_BREAK)

    def _end(self, node: LexborNode) -> int:
        """Return the number of the node that follows the whole of `node`."""
        # No step is taken twice in a walk: what stands last ends with its parent, and an open parent's end is known.
        end, owner, _ = self.open[-1]
        following = node.next
        while following is None:
            parent = node.parent
            if parent is None:
                return _ENDLESS
            if parent.mem_id == owner:
                return end
            node = parent
            following = node.next
        return following.mem_id

    def _preview(self, node: LexborNode, attributes: dict[str, str | None], hidden: bool) -> None:
        """Keep the words of an element near the beginning that is hidden, or named as a preview."""
        if hidden:
            self.seen.preheader = self.seen.preheader or _preview(node)
        elif not self.named_preview and ("class" in attributes or "id" in attributes):
            mark = f"{attributes.get('class') or ''} {attributes.get('id') or ''}".lower()
            if "preheader" in mark or "preview" in mark:
                self.named_preview = _preview(node)

    def _link(self, attributes: dict[str, str | None]) -> int:
        """Take in a link and return its number; an address that leads nowhere makes none."""
        address = links.url(attributes.get("href") or "")
        if not address or len(self.addresses) >= links.MOST:
            return _NO_LINK
        place, here = len(self.addresses), len(self.pieces)
        self.addresses.append(address)
        self.alternatives.append(attributes.get("alt") or attributes.get("title") or "")
        self.starts.append(here)
        self.ends.append(here)
        self.inside.append(place)
        return place

    def _image(self, attributes: dict[str, str | None]) -> None:
        alternative = attributes.get("alt")
        if alternative and len(self.images) < _MOST_IMAGES and not alternative.isspace():
            self.images.append(alternative)
            if self.inside and not self.alternatives[self.inside[-1]]:
                self.alternatives[self.inside[-1]] = alternative

    def links(self) -> list[Judged]:
        """Return the links of the walk; what they are for may stand in the words around them."""
        pieces = self.pieces
        own = links.words(map("".join, map(pieces.__getitem__, map(slice, self.starts, self.ends))))
        texts = [text or alternative for text, alternative in zip(own, links.words(self.alternatives), strict=True)]
        said = "\n".join(texts).lower().split("\n") if texts else []
        for place in links.pointing(said):
            start, end = self.starts[place], self.ends[place]
            before, after = pieces[max(0, start - 12) : start], pieces[end : end + 6]
            said[place] = links.said(texts[place], _told(before), _told(after)).lower()
        return links.judged(self.addresses, texts, said)

    def text(self) -> str:
        """Return the visible words in trimmed lines."""
        text = _trimmed("".join(self.pieces).split(_BREAK))
        return text if decoding.is_plain(text.replace("\n", " ")) else lines(_told(self.pieces))


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
    octets = html.encode("utf-8", "replace")  # as the parser has it, whatever the letters
    octets = octets.replace(b"\x00", b"").replace(_BREAK.encode(), b" ")
    tree = LexborHTMLParser(tame(octets))
    walk = _Walk()
    root = tree.body or tree.root
    if root is not None:
        walk.run(root)
    result = walk.seen
    result.links = walk.links()
    result.text = walk.text()
    result.images = list(filter(None, links.words(walk.images)))
    result.preheader = result.preheader or walk.named_preview
    result.remote = trackers.images(tree)
    return result
