"""HTML that costs a parser no more than its length: what is made to blow up is taken out before the tree is built.

The parser compares every attribute of an element with all before it, copies formatting elements into every new block
and takes a time that grows with depth squared. What is left here is bounded for sure: tags are told as the parser tells
them (HTML Standard 13.2.5), in octets without NUL and form feed.
"""

import re

_MOST_TAGS = 120_000
_DEEPEST = 1_200
_FEW_TAGS = 3_000
"""Fewer do not nest too deep."""
_MOST_STEPS = 4_000_000
"""Elements that stay open, summed over all tags: each tag may look through all of them."""
_MOST_ATTRIBUTES = 40
_MOST_BODIES = 20
"""Attributes of further ones would be compared with those of the first."""
_MOST_STRIPPED = 100
_MOST_COPIED = 4_000_000
"""Octets of formatting elements that the blocks of a page may copy."""
_MOST_LINKED = 30_000_000
"""The same of links, of which only one at a time is open; a page of many blocks copies less."""
_MANY_TAGS = 20_000
_HARMLESS_TAGS = 250
"""Half of them cannot be copied into the other half so often that it costs more than 100 MB."""

_NAME = rb"[a-zA-Z][^ \t\n\r/>]*+"
_ATTRIBUTE = (
    rb"[^ \t\n\r/>][^ \t\n\r/>=]*+(?:[ \t\n\r]*+=[ \t\n\r]*+"
    rb"(?:\"[^\"]*+\"|'[^']*+'|[^ \t\n\r\"'>][^ \t\n\r>]*+)?+)?+"
)
_BLANKS = rb"[ \t\n\r/]*+"
_ATTRIBUTES = rb"(?:" + _BLANKS + _ATTRIBUTE + rb")*+"
_SOUND = re.compile(
    rb"(?:[^<]*+<(?:/?+" + _NAME + rb"(?:" + _BLANKS + _ATTRIBUTE + rb"){0,%d}+" % _MOST_ATTRIBUTES + _BLANKS + rb">"
    rb"|(?:[!?]|/(?![a-zA-Z]))[^>]*+>|(?![a-zA-Z/!?])))*+[^<]*+"
)  # fmt: skip
"""All up to the first tag with too many attributes, or that does not end."""
_WHOLE = re.compile(rb"(</?+" + _NAME + rb")" + _ATTRIBUTES + _BLANKS + rb">")
_TAG = re.compile(rb"<(/?+)([a-zA-Z][a-zA-Z0-9]{0,20})[^ \t\n\r/>]*+" + _ATTRIBUTES + _BLANKS + rb">")

# Where markup is no markup, and nothing is seen; and what is one element however often it begins.
_OTHER_TEXT = re.compile(
    rb"<(?=[!bhimnpstxBHIMNPSTX])(?:!--|(?:(html|body)|(style|script|title|textarea|xmp|iframe|noembed|noframes"
    rb"|plaintext|svg|math))(?=[ \t\n\r/>]))",
    re.I,
)
_END = {
    name: re.compile(rb"</" + name + rb"(?=[ \t\n\r/>])[^>]*+>", re.I)
    for name in (
        b"style", b"script", b"title", b"textarea", b"xmp", b"iframe", b"noembed", b"noframes", b"svg", b"math",
    )
}  # fmt: skip
_COMMENT_END = re.compile(rb"--(?:>|(?<!<!--)!>)")
"""Searched for from the first dash on: "<!-->" and "<!--->" are whole comments (13.2.5.43)."""
_NOTHING = b"</>"
"""No token at all (13.2.5.7), and nothing that stands beside it becomes another one."""

# What only looks ahead to the first letter is what makes these cheap.
_FORMATTING = rb"(?=[bcefistuBCEFISTU])(?:b|big|code|em|font|i|s|small|strike|strong|tt|u)(?=[ \t\n\r/>])"
_FORMATS = re.compile(rb"<" + _FORMATTING + _ATTRIBUTES, re.I)
_FORMAT = re.compile(rb"(</?+)" + _FORMATTING, re.I)
_LINKS = re.compile(rb"<(?=[anAN])(?:a|nobr)(?=[ \t\n\r/>])" + _ATTRIBUTES, re.I)
_LINK = re.compile(rb"(</?+)(?:a|nobr)(?=[ \t\n\r/>])", re.I)

# Elements that close themselves or are closed by their neighbour do not nest.
_FLAT = frozenset({
    b"br", b"img", b"hr", b"meta", b"link", b"input", b"col", b"area", b"base", b"wbr", b"p", b"td", b"tr", b"th",
    b"tbody", b"thead", b"tfoot", b"html", b"body", b"head",
})  # fmt: skip
_FENCES = frozenset({b"table", b"template", b"object", b"applet", b"marquee", b"select", b"button"})
"""What is closed within them lies within them."""
_SPECIAL = _FENCES | frozenset({
    b"address", b"article", b"aside", b"blockquote", b"center", b"details", b"dialog", b"dir", b"div", b"dl",
    b"fieldset", b"figcaption", b"figure", b"footer", b"form", b"frameset", b"h1", b"h2", b"h3", b"h4", b"h5", b"h6",
    b"header", b"hgroup", b"listing", b"main", b"menu", b"nav", b"ol", b"pre", b"search", b"section", b"summary",
    b"ul", b"noscript", b"caption", b"colgroup", b"li", b"dd", b"dt",
})  # fmt: skip
_ITEMS = {b"li": frozenset({b"li"}), b"dd": frozenset({b"dd", b"dt"}), b"dt": frozenset({b"dd", b"dt"})}
_WITHIN_ITEMS = frozenset({b"address", b"div"})
_REACH = {
    b"template": frozenset[bytes](),
    b"table": frozenset({b"template"}),
    b"li": _FENCES | frozenset({b"ul", b"ol"}),
}
"""What ends of these do not reach beyond (13.2.4.2), where it is not the usual."""
_LOOSE = frozenset({
    b"a", b"b", b"big", b"code", b"em", b"font", b"i", b"nobr", b"s", b"small", b"strike", b"strong", b"tt", b"u",
    b"form",
})  # fmt: skip
"""They end without those within them."""


def tame(octets: bytes) -> bytes:
    """Return HTML of which the parser makes a tree of bounded size in bounded time; of ordinary HTML the same tree.

    Left out are comments, styles, scripts and drawings, attributes of tags with more than forty, and what nests deeper
    than a thousand elements; formatting that blocks would copy too often becomes a span. `octets` hold no NUL and no
    form feed.
    """
    octets = _few_attributes(_plain(octets))
    tags = octets.count(b"<")
    if tags > _HARMLESS_TAGS:
        if tags * sum(map(len, _FORMATS.findall(octets))) > _MOST_COPIED:
            octets = _FORMAT.sub(rb"\1span", octets)
        most = _MOST_LINKED if tags < _MANY_TAGS else _MOST_COPIED
        if tags * max(map(len, _LINKS.findall(octets)), default=0) > most:
            octets = _LINK.sub(rb"\1span", octets)
    return shallow(octets) if tags >= _FEW_TAGS else octets


def shallow(octets: bytes) -> bytes:
    """Return the HTML up to where its elements nest too deep for the parser; without comments and other text."""
    opened: list[bytes] = []
    steps = 0
    for count, match in enumerate(_TAG.finditer(octets)):
        name = match[2].lower()
        if name in _FLAT:
            pass
        elif not match[1]:
            if name in _ITEMS:
                _end_item(opened, _ITEMS[name])
            elif name == b"option" and opened[-1:] == [name]:
                opened.pop()
            opened.append(name)
        elif opened and opened[-1] == name:
            opened.pop()
        else:
            _close(opened, name)
        steps += len(opened)
        if len(opened) > _DEEPEST or steps > _MOST_STEPS or count > _MOST_TAGS:
            return octets[: match.start()]
    return octets


def _end_item(opened: list[bytes], items: frozenset[bytes]) -> None:
    """Close the item before another one, if nothing else has begun in it."""
    for place in range(len(opened) - 1, -1, -1):
        if opened[place] in items:
            del opened[place:]
            return
        if opened[place] in _SPECIAL and opened[place] not in _WITHIN_ITEMS:
            return


def _close(opened: list[bytes], name: bytes) -> None:
    """Close the innermost element of a name, as far as its end tag reaches."""
    stops = _REACH.get(name, _FENCES if name in _SPECIAL or name in _LOOSE else _SPECIAL)
    for place in range(len(opened) - 1, -1, -1):
        if opened[place] == name:
            del opened[place : place + 1 if name in _LOOSE else None]
            return
        if opened[place] in stops:
            return


def _plain(octets: bytes) -> bytes:
    """Return HTML without comments, elements whose text follows other rules, and countless beginnings of the body."""
    pieces: list[bytes] = []
    place = kept = bodies = 0
    while (found := _OTHER_TEXT.search(octets, place)) is not None:
        place = found.end()
        if found[1] is not None:
            bodies += 1
            if bodies > _MOST_BODIES:
                pieces += (octets[kept : found.start()], b"<p")
                kept = place
            continue
        if found[2] is None:
            closed = _COMMENT_END.search(octets, found.start() + 2)
        else:
            ending = _END.get(found[2].lower())
            closed = ending.search(octets, place) if ending is not None else None
        pieces += (octets[kept : found.start()], _NOTHING)
        place = kept = closed.end() if closed is not None else len(octets)
    return b"".join((*pieces, octets[kept:])) if pieces else octets


def _few_attributes(octets: bytes) -> bytes:
    """Return HTML without the attributes of tags that have too many; a tag that does not end, ends all."""
    pieces: list[bytes] = []
    place = 0
    for _ in range(_MOST_STRIPPED):
        sound = _SOUND.match(octets, place)
        end = sound.end() if sound is not None else place
        if end == len(octets) and not pieces:
            return octets
        pieces.append(octets[place:end])
        stripped = _WHOLE.match(octets, end)
        if stripped is None:
            break
        pieces.append(stripped[1] + b">")
        place = stripped.end()
    return b"".join(pieces)
