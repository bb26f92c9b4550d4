"""The headers of lists and bulk mail: where a mail belongs and how it can be stopped."""

from .encoding import encoded
from .envelope import Headers
from .people import Brand
from .seeds import token
from .texts import Entry
from .voices import Voice, recipient


def leave_address(story: str, to: str, brand: Brand) -> str:
    """The address to which a brand without a page wants its unsubscribe mails."""
    return f"leave-{token(20, story, to, brand.id, 'leave')[:8]}@{brand.domain}"


def way_out(entry: Entry, speaker: Voice) -> str:
    """The address of the page behind the unsubscribe link of the body; empty where there is none."""
    brand = speaker.brand
    if brand is None or brand.route == "none":
        return ""
    ref = token(20, entry.story, entry.option("to", "main"), brand.id, "leave")
    if brand.route == "mailto":
        return f"mailto:{leave_address(entry.story, entry.option('to', 'main'), brand)}?subject=unsubscribe"
    host = f"unsub.{speaker.platform_domain}" if speaker.platform_domain else f"www.{brand.domain}"
    return f"https://{host}/u/{ref}"


def _unsubscribe(entry: Entry, speaker: Voice) -> Headers:
    brand = speaker.brand
    out = way_out(entry, speaker)
    if brand is None or not out or brand.route == "link_body":
        return []
    if brand.route in ("mailto", "link"):
        return [("List-Unsubscribe", f"<{out}>")]
    ref = token(20, entry.story, entry.option("to", "main"), brand.id, "leave")
    host = f"unsub.{speaker.platform_domain}" if speaker.platform_domain else f"mail.{brand.domain}"
    return [
        ("List-Unsubscribe", f"<{out}>,\n\t<mailto:unsub+{ref[:12]}@{host}?subject=unsubscribe>"),
        ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
    ]


def _bulk(entry: Entry, speaker: Voice) -> Headers:
    brand = speaker.brand
    if brand is None:
        return []
    title = brand.list_name or f"{brand.name} news"
    found: Headers = []
    if speaker.platform_domain:
        list_id = f"<{token(6, brand.id, 'list')}.{brand.account}.list-id.{speaker.platform_domain}>"
        found.append(("List-Id", f'"{title}" {list_id}' if title.isascii() else list_id))
        found.append((f"X-{str(brand.platform).capitalize()}-Account", brand.account))
        campaign = token(6, entry.key, "campaign")
        found.append(("Feedback-ID", f"{campaign}:{brand.account}:news:{brand.platform}"))
    else:
        found.append(("List-Id", f"<{brand.news}.{brand.domain}>"))
        found.append(("Precedence", "bulk"))
    return found + _unsubscribe(entry, speaker)


def _discussion(speaker: Voice) -> Headers:
    lists = speaker.list
    if lists is None:
        return []
    page = f"https://{lists.host}/mailman3/postorius/lists/{lists.local}.{lists.host}"
    command = f"mailto:{lists.local}-{{}}@{lists.host}"
    return [
        ("Sender", f'"{lists.name}" <{lists.local}-bounces@{lists.host}>'),
        ("Errors-To", f"{lists.local}-bounces@{lists.host}"),
        ("Precedence", "list"),
        ("X-Mailman-Version", "3.3.8"),
        ("List-Id", f"{encoded(lists.description)} <{lists.local}.{lists.host}>"),
        ("List-Archive", f"<{page}/>"),
        ("List-Help", f"<{command.format('request')}?subject=help>"),
        ("List-Owner", f"<{command.format('owner')}>"),
        ("List-Post", f"<mailto:{lists.address}>"),
        ("List-Subscribe", f"<{command.format('join')}>"),
        ("List-Unsubscribe", f"<{command.format('leave')}>"),
    ]


def _stray(entry: Entry, speaker: Voice) -> Headers:
    ref = token(18, entry.key, recipient(entry))
    abuse = {
        "unsubscribe": [("List-Unsubscribe", f"<https://{speaker.domain}/out?m={ref}>"), ("Precedence", "bulk")],
        "one_click": [
            ("List-Unsubscribe", f"<https://click.{speaker.domain}/u/{ref}>"),
            ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
            ("List-Id", f"<{ref[:6]}.{speaker.domain}>"),
        ],
        "": [],
    }
    return abuse[entry.option("lists")]


def list_headers(entry: Entry, speaker: Voice) -> Headers:
    """The list headers of a mail, none for those of one person to another."""
    if entry.kind == "marketing":
        return _bulk(entry, speaker)
    if entry.kind == "discussion":
        return _discussion(speaker)
    return _stray(entry, speaker) if entry.kind == "spam" else []
