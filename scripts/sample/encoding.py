"""Words of a header that do not fit into ASCII (RFC 2047)."""

from email.header import Header


def encoded(text: str) -> str:
    """The text as a header shows it: as it is where it is ASCII, otherwise as encoded words."""
    return text if text.isascii() else Header(text, "utf-8", maxlinelen=70).encode(linesep="\n")
