"""The text of an export: UTF-8 or UTF-16, with or without a byte order mark, else the old Windows code page."""

import codecs

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 400


def decoded(data: bytes) -> str:
    """Return the text that `data` holds, without a byte order mark; never raises."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    sample = data[:_SAMPLE]
    half = len(sample) // 2
    if half and sample[1::2].count(0) > half * 0.8:  # Latin letters as UTF-16 without a mark
        return data.decode("utf-16-le", "replace")
    if half and sample[::2].count(0) > half * 0.8:
        return data.decode("utf-16-be", "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
