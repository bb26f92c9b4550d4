"""Marketing, transactional, personal, discussion or spam: an order of questions, each answered with its reasons.

Nothing is weighed: the first question that is answered decides, so that every judgement can be told in sentences.
A shop's receipts and its adverts differ by mail, not by sender; no list of brands is used.
"""

from collections.abc import Mapping

from inboxguard.facts.message import Message, Shelf
from inboxguard.facts.person import Person
from inboxguard.senders.attribution import Kind
from inboxguard.senders.domains import of_address, organisational
from inboxguard.senders.platforms import carried_by
from inboxguard.senders.signs import Signs, outgoing, signs

_UNREADABLE = "unreadable"
_MARKETING_PLATFORMS = frozenset(("marketing", "marketing-cloud", "marketing-automation", "creator", "advocacy"))
_STEPS = ("sign_up", "confirmed", "left")
_SCAM_ALONE = 3

Judgement = tuple[Kind, tuple[str, ...]]


def judge(message: Message, person: Person) -> Judgement:
    """Return the kind of `message` and the codes of the reasons for it (senders/reasons)."""
    if _UNREADABLE in message.defects:
        return Kind.PERSONAL, (_UNREADABLE,)
    if outgoing(message, person):
        return Kind.PERSONAL, ("outgoing",)
    seen = signs(message)
    return _spam(message, seen) or _discussion(message, seen) or _robot(message, seen) or _by_words(message, seen)


def _spam(message: Message, seen: Signs) -> Judgement | None:
    """Junk by place, by a filter's mark, by failed authentication or by words, where nothing vouches for the sender."""
    checked = message.authentication
    reasons = []
    if message.shelf is Shelf.JUNK:
        reasons.append("junk_folder")
    if seen.spam_mark:
        reasons.append("server_flagged")
    listed = message.lists.post or seen.discussion_mark
    if not listed and checked.attested is not None and _failed(message):
        reasons.append("authentication_failed")
    if "two_from" in message.defects:
        reasons.append("two_senders")
    vouched = checked.aligned is True
    if seen.forged_name and not listed and not vouched and checked.attested is not None:
        reasons.append("forged_name")
    scam = seen.subject.get("scam", 0) * 2 + seen.text.get("scam", 0)
    if not listed and not vouched and scam >= _SCAM_ALONE and not seen.way_out_header:
        reasons.append("scam_words")
    private = seen.freemail and message.bulk and not message.lists.list_id
    if private and not listed and not vouched and _advert(seen):
        reasons.append("private_advert")
    return (Kind.SPAM, tuple(reasons)) if reasons else None


def _failed(message: Message) -> bool:
    """Return whether the server denies the sender: DMARC failed and no platform explains it, or all checks failed."""
    checked = message.authentication
    if checked.dmarc is False:
        return carried_by(message) is None
    return bool(checked.failed) and not checked.passed


def _discussion(message: Message, seen: Signs) -> Judgement | None:
    """A list to which people write; an announcement by the list's own house is none, whatever software sends it."""
    lists = message.lists
    one_way = bool(seen.mailbox) or seen.robot
    listed = lists.list_id is not None or (lists.precedence in ("list", "bulk") and not seen.way_out_header)
    found = (
        ("list_post", lists.post),
        ("list_software", seen.discussion_mark),
        ("list_digest", bool(seen.subject.get("digest_subject")) and (listed or lists.post or seen.discussion_mark)),
        ("list_reply", listed and seen.answer and not one_way and not lists.one_click),
    )
    reasons = tuple(code for code, holds in found if holds)
    if not reasons or ("list_digest" not in reasons and _announces(message, seen)):
        return None
    return Kind.DISCUSSION, reasons


def _announces(message: Message, seen: Signs) -> bool:
    """Return whether the house that runs the list advertises on it: from its own domain, and no answer."""
    house = organisational(message.lists.list_id or "")
    ours = of_address(message.sender.address if message.sender else None)
    return house is not None and house == ours and not seen.answer and _advert(seen)


def _robot(message: Message, seen: Signs) -> Judgement | None:
    """Reports of failed delivery, and answers that a person's mailbox gives by itself."""
    local = (message.sender.address if message.sender else "").rpartition("@")[0].lower()
    reports = bool(seen.subject.get("report_subject"))
    if local in ("mailer-daemon", "postmaster") or (reports and (seen.robot or not message.return_path)):
        return Kind.TRANSACTIONAL, ("delivery_report",)
    if (message.lists.auto_submitted or "").startswith("auto-replied") and not message.lists.list_id:
        return Kind.PERSONAL, ("automatic_answer",)
    return None


def _by_words(message: Message, seen: Signs) -> Judgement:
    adverts = _marketing_reasons(message, seen)
    own = _transactional_reasons(seen)
    selling_subject = bool(seen.subject.get("marketing_subject"))
    selling = seen.text.get("marketing_text", 0)
    dealing = seen.text.get("transactional_text", 0)
    if "account_step" in own and not (selling_subject and selling > 2):
        return Kind.TRANSACTIONAL, own
    # From an address for newsletters a subject alone ("your documents for spring") says little.
    empty = message.opened and not dealing and "marketing" in seen.mailbox
    letter = _letter(message, seen)
    if "transactional_subject" in own and not letter and (dealing >= 2 or not (selling_subject or empty)):
        return Kind.TRANSACTIONAL, own
    if dealing >= 3 and dealing > selling and not selling_subject:
        return Kind.TRANSACTIONAL, own
    one_way = "transactional_mailbox" in own or seen.robot
    if one_way and dealing >= 2 and selling <= dealing and not selling_subject:
        return Kind.TRANSACTIONAL, own
    way_out = seen.way_out_header or seen.way_out_link
    advertises = selling_subject or selling >= 2
    if way_out or "marketing_mailbox" in adverts or (message.bulk and advertises):
        return Kind.MARKETING, adverts
    if seen.text.get("way_out") and advertises:
        return Kind.MARKETING, adverts
    if seen.robot or (own and not letter):
        return Kind.TRANSACTIONAL, own or ("automatic",)
    if message.bulk:
        return (Kind.MARKETING, adverts) if adverts else (Kind.TRANSACTIONAL, ("automatic",))
    return Kind.PERSONAL, ("no_bulk_marks",)


def _letter(message: Message, seen: Signs) -> bool:
    """Return whether a mail without any mark reads like a person's: an answer, or no order, sign-up or account step."""
    if message.bulk or seen.robot or seen.mailbox or message.opened:
        return False
    return seen.answer or seen.freemail or not any(seen.steps.get(step) for step in (*_STEPS, "purchase"))


def _advert(seen: Signs) -> bool:
    return seen.text.get("marketing_text", 0) >= 2 or bool(seen.subject.get("marketing_subject"))


def _transactional_reasons(seen: Signs) -> tuple[str, ...]:
    found = (
        ("account_step", any(seen.steps.get(step) for step in _STEPS)),
        ("transactional_subject", bool(seen.subject.get("transactional_subject"))),
        ("transactional_text", seen.text.get("transactional_text", 0) >= 2),
        ("transactional_mailbox", "transactional" in seen.mailbox),
    )
    return tuple(code for code, holds in found if holds)


def _marketing_reasons(message: Message, seen: Signs) -> tuple[str, ...]:
    carrier = carried_by(message)
    found = (
        ("way_out_header", seen.way_out_header),
        ("one_click", message.lists.one_click),
        ("way_out_link", seen.way_out_link),
        ("way_out_words", bool(seen.text.get("way_out")) and not seen.way_out_link),
        ("bulk_mark", seen.bulk_mark),
        ("marketing_subject", bool(seen.subject.get("marketing_subject"))),
        ("marketing_text", seen.text.get("marketing_text", 0) >= 2),
        ("marketing_mailbox", "marketing" in seen.mailbox),
        ("marketing_platform", carrier is not None and carrier.kind in _MARKETING_PLATFORMS),
        ("says_signed_up", bool(seen.text.get("says_signed_up")) and not seen.borrowed_footing),
        ("says_customer", bool(seen.text.get("says_customer")) and not seen.borrowed_footing),
        ("visited", bool(seen.subject.get("visited_subject") or _visited(seen.subject) or _visited(seen.text))),
    )
    return tuple(code for code, holds in found if holds)


def _visited(found: Mapping[str, int]) -> bool:
    """Return whether words say that the reader looked at something at the sender's, or left a basket there."""
    return bool(found.get("visited_text"))
