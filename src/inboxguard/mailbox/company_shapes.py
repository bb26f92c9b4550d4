"""One record of a company file: which fields are read, how long they may be, and what they become."""

import re
from urllib.parse import urlsplit

import msgspec

from inboxguard.requests.companies import Company, DeletePage, Quality
from inboxguard.senders.domains import organisational

_LINE = 300
_NOTES = 2_000
_URL = 1_000
_MOST = 60
"""Entries of a list; a company runs up to a few dozen brands."""
_SLUG = re.compile(r"[a-z0-9-]{1,200}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:[-_][A-Za-z]{2,4})?")
_COUNTRY = re.compile(r"all|[a-z]{2}")
_WAYS = frozenset(("fax", "letter", "email", "webform"))
_DIFFICULTIES = frozenset(("easy", "medium", "hard", "limited", "impossible"))


class _Element(msgspec.Struct):
    desc: str = ""
    optional: bool = False


class _Company(msgspec.Struct, rename="kebab"):
    """A company of datarequests.org, schema draft-07."""

    slug: str
    name: str
    quality: str = ""
    relevant_countries: list[str] = []
    web: str | None = None
    webform: str | None = None
    email: str | None = None
    runs: list[str] = []
    request_language: str | None = None
    suggested_transport_medium: str | None = None
    needs_id_document: bool = False
    required_elements: list[_Element] = []


class _Obsolete(msgspec.Struct, rename="kebab"):
    slug: str
    name: str = ""
    redirect_to: str | None = None


class _Site(msgspec.Struct):
    name: str
    difficulty: str
    url: str = ""
    domains: list[str] = []
    notes: str | None = None
    email: str | None = None


def company(raw: bytes | msgspec.Raw) -> Company:
    """Return a company record; raises msgspec.DecodeError or ValueError where it is none."""
    told = msgspec.json.decode(raw, type=_Company)
    name = line(told.name)
    if not _SLUG.fullmatch(told.slug) or not name:
        raise ValueError("a company without a slug or a name")
    countries = [one for one in told.relevant_countries[:300] if _COUNTRY.fullmatch(one)]
    language = (told.request_language or "").strip()
    way = told.suggested_transport_medium or ""
    return Company(
        slug=told.slug,
        name=name,
        # What nobody vouches for counts least.
        quality=Quality(told.quality) if told.quality in tuple(Quality) else Quality.SCRAPED,
        countries=tuple(dict.fromkeys(countries)),
        web=url(told.web, bare=True),
        runs=_lines(told.runs),
        email=mail(told.email),
        web_form=url(told.webform),
        language=re.split(r"[-_]", language)[0] if _LANGUAGE.fullmatch(language) else "",
        transport=way if way in _WAYS else "",
        needs_id=told.needs_id_document,
        required=_lines([one.desc for one in told.required_elements if not one.optional]),
    )


def obsolete(raw: bytes | msgspec.Raw) -> tuple[str, str, str]:
    """Return slug and name of an obsolete record, and the slug that it leads to or ""; raises as `company`."""
    told = msgspec.json.decode(raw, type=_Obsolete)
    if not _SLUG.fullmatch(told.slug):
        raise ValueError("an obsolete record without a slug")
    to = told.redirect_to or ""
    return told.slug, line(told.name), to if _SLUG.fullmatch(to) else ""


def delete_page(raw: bytes | msgspec.Raw) -> DeletePage:
    """Return an entry of JustDeleteMe's sites.json; raises as `company`."""
    told = msgspec.json.decode(raw, type=_Site)
    more = msgspec.json.decode(raw, type=dict[str, msgspec.Raw])
    houses = (organisational(one.strip().lower()) for one in told.domains[:_MOST] if len(one) < _LINE)
    found = tuple(dict.fromkeys(one for one in houses if one))
    if not line(told.name) or not found or told.difficulty not in _DIFFICULTIES:
        raise ValueError("a site without a name, a domain or a difficulty")
    return DeletePage(
        name=line(told.name),
        url=url(told.url),
        difficulty=told.difficulty,
        domains=found,
        notes=line(told.notes or "", _NOTES),
        email=mail(told.email),
        urls=tuple((language, page) for language, text in _spoken(more, "url_") if (page := url(text))),
        notes_in=tuple((language, line(text, _NOTES)) for language, text in _spoken(more, "notes_")),
    )


def url(written: str | None, bare: bool = False) -> str:
    """Return a web address (https or http, at a public host), in ASCII; "" where `written` is none.

    `bare`: one without a scheme ("shop.example") counts as https. User names, odd ports and signs that could be shown
    as something else make it none.
    """
    text = (written or "").strip()
    if bare and text and "://" not in text:
        text = f"https://{text}"
    if not text or len(text) > _URL or not text.isprintable() or any(sign in text for sign in " <>\"'\\`{}|^"):
        return ""
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return ""
    host = parts.hostname or ""
    if parts.scheme not in ("http", "https") or "@" in parts.netloc or port not in (None, 80, 443):
        return ""
    if organisational(host) is None:
        return ""
    return text if text.isascii() else ""


def mail(written: str | None) -> str:
    """Return an address with its host in lower case; "" where it is too long or has none. The rest is judged later."""
    text = (written or "").strip()
    local, at, host = text.rpartition("@")
    return f"{local}@{host.lower()}" if at and local and len(text) <= _LINE and text.isprintable() else ""


def line(text: str, most: int = _LINE) -> str:
    """Return text on one line, bounded, without control, direction and invisible characters."""
    plain = "".join(sign if sign.isprintable() else " " for sign in text[: 4 * most])
    return " ".join(plain.split())[:most].strip()


def _lines(texts: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, (line(one) for one in texts[:_MOST]))))


def _spoken(more: dict[str, msgspec.Raw], begins: str) -> list[tuple[str, str]]:
    """Return (language, text) of the keys that begin so ("url_de")."""
    found = []
    for key in sorted(more)[:500]:
        language = key.removeprefix(begins)
        if key.startswith(begins) and _LANGUAGE.fullmatch(language):
            try:
                found.append((language[:2], msgspec.json.decode(more[key], type=str)))
            except msgspec.DecodeError:
                continue
    return found[:_MOST]
