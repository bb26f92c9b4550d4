"""What a person sees of an HTML mail: words, links and image texts in reading order, without fetching anything."""

import re
from collections import Counter
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from inboxguard.facts import decoding, links
from inboxguard.facts.message import Link

MOST_TEXT = 200_000
"""Visible words beyond are dropped while walking (characters)."""
_MOST_IMAGES = 100
_MOST_NODES = 120_000
_DEEPEST = 1_200

_TAKEN = frozenset({"a", "area", "img"})
_SILENT = frozenset({"head", "script", "style", "title", "template", "noscript", "object", "svg", "textarea", "select"})
_BLOCKS = frozenset({
    "p", "div", "td", "th", "tr", "table", "br", "li", "ul", "ol", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5",
    "h6", "hr", "blockquote", "center", "section", "article", "header", "footer", "main", "nav", "address", "pre",
    "form", "fieldset", "caption", "tbody", "thead", "tfoot", "aside", "figure", "figcaption", "body",
})  # fmt: skip
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0(?:\.0+)?\s*(?:!|;|\Z)|max-height\s*:\s*0(?:px|pt|em|%)?\s*(?:!|;|\Z)",
    re.I,
)
_SPACE = re.compile(r"\s+")
# Soft hyphens and zero-width fillers, with which senders pad previews and hide words from filters.
_FILLER = re.compile("[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2060-\u2064\u2800\ufeff]")
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


@dataclass(slots=True)
class _Walk:
    """A walk over the tree in document order, without recursion."""

    seen: Seen = field(default_factory=Seen)
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    named_preview: str = ""
    closed_links: list[tuple[str, str, int, int]] = field(default_factory=list)
    open_links: list[tuple[LexborNode, str, int, str]] = field(default_factory=list)

    def run(self, root: LexborNode) -> None:
        """Walk from `root` to the end of its children, or until there is enough."""
        path: list[LexborNode] = []
        node = root
        for _ in range(_MOST_NODES):
            child = node.child if self._enter(node) else None
            if child is not None and self.length < MOST_TEXT:
                path.append(node)
                node = child
                continue
            self._leave(node)
            while path and node.next is None:
                node = path.pop()
                self._leave(node)
            following = node.next
            if not path or following is None or self.length >= MOST_TEXT:
                return
            node = following

    def _enter(self, node: LexborNode) -> bool:
        """Take a node in; return whether its children count."""
        tag = node.tag
        if tag == "-text":
            raw = node.text_content
            if raw:
                text = _SPACE.sub(" ", raw)
                self.pieces.append(text)
                self.length += len(text)
            return False
        if tag is None or tag in _SILENT or tag.startswith(("-", "!")):
            return False
        attributes = node.attributes
        if attributes:
            style = attributes.get("style")
            if "hidden" in attributes or (style and _HIDING.search(style[:2000])):
                self._hidden(node)
                return False
        if tag in _BLOCKS:
            self.pieces.append("\n")
        if attributes and (tag in _TAKEN or "class" in attributes or "id" in attributes):
            self._take(tag, node, attributes)
        return True

    def _take(self, tag: str, node: LexborNode, attributes: dict[str, str | None]) -> None:
        if tag in ("a", "area"):
            address = links.url(attributes.get("href") or "")
            if address and len(self.closed_links) + len(self.open_links) < links.MOST:
                alternative = attributes.get("alt") or attributes.get("title") or ""
                self.open_links.append((node, address, len(self.pieces), alternative))
        elif tag == "img":
            alternative = " ".join(decoding.clean((attributes.get("alt") or "")[:400]).split())[:200]
            if alternative and len(self.seen.images) < _MOST_IMAGES:
                self.seen.images.append(alternative)
                if self.open_links and not self.open_links[-1][3]:
                    self.open_links[-1] = (*self.open_links[-1][:3], alternative)
        if not self.named_preview and self.length < 400:
            mark = f"{attributes.get('class') or ''} {attributes.get('id') or ''}".lower()
            if "preheader" in mark or "preview" in mark:
                self.named_preview = _preview(node)

    def _leave(self, node: LexborNode) -> None:
        tag = node.tag
        if tag in _BLOCKS:
            self.pieces.append("\n")
        elif tag in ("a", "area") and self.open_links and self.open_links[-1][0].mem_id == node.mem_id:
            _, address, at, alternative = self.open_links.pop()
            self.closed_links.append((address, alternative, at, len(self.pieces)))

    def links(self) -> list[Link]:
        """Return the links of the walk; what they are for may stand in the words around them."""
        found = []
        for address, alternative, start, end in self.closed_links:
            text = _FILLER.sub("", " ".join("".join(self.pieces[start:end])[:1000].split()))
            before, after = "".join(self.pieces[max(0, start - 12) : start]), "".join(self.pieces[end : end + 6])
            found.append(links.link(address, text or alternative, before, after))
        return found

    def _hidden(self, node: LexborNode) -> None:
        if not self.seen.preheader and self.length < 400:
            self.seen.preheader = _preview(node)


def _preview(node: LexborNode) -> str:
    """Return the words of a preview element, shortened."""
    words = lines((node.text(separator=" ") or "")[:3000]).replace("\n", " ")
    return words[:300] if any(letter.isalnum() for letter in words) else ""


def seen(html: str) -> Seen:
    """Return what a person sees of an HTML text; bounded in size, depth and number, never raises on bad markup."""
    tree = LexborHTMLParser(shallow(html.replace("\x00", "")))
    walk = _Walk()
    root = tree.body or tree.root
    if root is not None:
        walk.run(root)
    result = walk.seen
    result.links = walk.links()
    result.text = lines("".join(walk.pieces))
    result.preheader = result.preheader or walk.named_preview
    return result
