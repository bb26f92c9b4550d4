"""Marketing, transactional, personal, discussion or spam: an order of questions, each answered with its reasons.

The first question that is answered decides, so that every judgement can be told in sentences. Only suspicion is weighed
(senders.suspicion), from signs that each have a sentence too. A shop's
receipts and its adverts differ by mail, not by sender; no list of brands is used.
"""

import re
from collections.abc import Mapping
from functools import cache

from inboxguard.facts.bulk import only_carried
from inboxguard.facts.message import Message, Shelf
from inboxguard.facts.person import Person
from inboxguard.facts.software import house, written_by_hand
from inboxguard.senders.attribution import Kind
from inboxguard.senders.domains import of_address, organisational
from inboxguard.senders.lending import lent
from inboxguard.senders.names import likeness
from inboxguard.senders.platform_table import Platform, table
from inboxguard.senders.platforms import carried_by
from inboxguard.senders.roles import opening
from inboxguard.senders.signs import Signs, house_words, outgoing, signs
from inboxguard.senders.suspicion import suspicious

_UNREADABLE = "unreadable"
_MARKETING_PLATFORMS = frozenset(("marketing", "marketing-cloud", "marketing-automation", "creator", "advocacy"))
_CARRIES = "transactional"
"""The kind of platform that carries whatever its customers write, letters too."""
_LONG = 1200
_SHORT = 100
_MANY_LINKS = 6
_FEW_LINKS = 2
_NAME_END = re.compile(r"[-.@+]")
_SIGNING = ("sign_up", "asks", "confirmed", "registered")
_STEPS = (*_SIGNING, "verify", "left")
_HINTED = frozenset((*_SIGNING, "verify"))

Judgement = tuple[Kind, tuple[str, ...]]


def judge(message: Message, person: Person, spoken: Message | None = None) -> Judgement:
    """Return the kind of `message` and the codes of the reasons for it (senders/reasons).

    `spoken` is the message with its original sender where a relay forwarded it: who vouches for it and by which way it
    came is looked at in `message`.
    """
    if _UNREADABLE in message.defects:
        return Kind.PERSONAL, (_UNREADABLE,)
    if outgoing(message, person):
        return Kind.PERSONAL, ("outgoing",)
    spoken = spoken or message
    seen = signs(spoken)
    carrier = carried_by(message)
    return (
        _spam(message, seen, carrier)
        or _reported(message)
        or _discussion(spoken, seen, person)
        or _robot(spoken, seen)
        or _by_words(spoken, seen, carrier)
    )


def _spam(message: Message, seen: Signs, carrier: Platform | None) -> Judgement | None:
    """Junk by place, by a filter's mark, by failed authentication, or by signs of suspicion that add up."""
    checked = message.authentication
    reasons = []
    if message.shelf is Shelf.JUNK:
        reasons.append("junk_folder")
    if seen.spam_mark:
        reasons.append("server_flagged")
    listed = message.lists.post or seen.discussion_mark
    if not listed and checked.attested is not None and _failed(message, carrier):
        reasons.append("authentication_failed")
    if "two_from" in message.defects:
        reasons.append("two_senders")
    vouched = checked.aligned is True
    if seen.forged_name and not listed and not vouched and checked.attested is not None:
        reasons.append("forged_name")
    private = seen.freemail and message.bulk and not message.lists.list_id and not seen.way_out_header
    if private and not listed and not vouched and _advert(seen):
        reasons.append("private_advert")
    if not _is_report(message):
        reasons += [code for code in suspicious(message, seen, carrier is not None) if code not in reasons]
    return (Kind.SPAM, tuple(reasons)) if reasons else None


def _failed(message: Message, carrier: Platform | None) -> bool:
    """Return whether the server denies the sender, and no platform explains that DMARC failed."""
    checked = message.authentication
    return checked.denied and (checked.dmarc is not False or carrier is None)


def _discussion(message: Message, seen: Signs, person: Person) -> Judgement | None:
    """A list to which people write; an announcement by the list's own house is none, whatever software sends it."""
    lists = message.lists
    one_way = bool(seen.mailbox) or seen.robot
    listed = "." in (lists.list_id or "") or (lists.precedence in ("list", "bulk") and not seen.way_out_header)
    answers = seen.answer or (bool(seen.tag) and lists.list_id is not None)
    found = (
        ("list_post", lists.post),
        ("list_software", seen.discussion_mark),
        ("list_digest", bool(seen.subject.get("digest_subject")) and (listed or lists.post or seen.discussion_mark)),
        ("list_reply", listed and answers and not one_way and not lists.one_click),
        ("list_name", not seen.way_out_header and not one_way and _written_to_list(message, seen, person)),
    )
    reasons = tuple(code for code, holds in found if holds)
    if not reasons or ("list_digest" not in reasons and _announces(message, seen)):
        return None
    return Kind.DISCUSSION, reasons


def _written_to_list(message: Message, seen: Signs, person: Person) -> bool:
    """Return whether it went to the list whose name in brackets begins the subject ("[garden]" to garden@...).

    A closed mail of that kind that names none of the person's addresses came by a list too.
    """
    tag = likeness(seen.tag)
    names = [one.address.partition("@")[0].lower() for one in message.to[:10]] if tag else []
    if any(likeness(name).startswith(tag) or tag in _NAME_END.split(name) for name in names):
        return True
    around = not any(person.owns(one.address) for one in message.to)
    return bool(names) and bool(person.addresses) and around and not message.bulk


def _announces(message: Message, seen: Signs) -> bool:
    """Return whether the house that runs the list speaks on it, and answers nobody.

    From bears the list's own name ("Garden News"), or an advert comes from the list's own domain.
    """
    lists = message.lists
    name = message.sender.name if message.sender else ""
    if seen.answer or (seen.tag and not seen.way_out_header) or (lists.post and " via " in name.lower()):
        return False
    ours = of_address(message.sender.address if message.sender else None)
    # Members of a club write of new seasons and deadlines too, so a subject alone is no advert of the house.
    sells = _advert(seen) and "marketing_text" in seen.text
    if ours is not None and organisational(lists.list_id or "") == ours and sells:
        return True
    leave = lists.unsubscribe_mailto[0][7:100] if lists.unsubscribe_mailto else ""
    list_name = likeness(_NAME_END.split(lists.list_id or leave, maxsplit=1)[0])
    words = [likeness(word) for word in name.split()[:6]]
    own = [word for word in words if word not in house_words()]
    return len(own) < len(words) and bool(list_name) and "".join(own) == list_name


def _is_report(message: Message) -> bool:
    """Return whether a server reports on a mail that was sent (RFC 3464); such reports look odd in every way."""
    if message.return_path:
        return False
    return any(name == "content-type" and value[:16].lower() == "multipart/report" for name, value in message.marks)


def _reported(message: Message) -> Judgement | None:
    """A server's report, whatever it reports on."""
    return (Kind.TRANSACTIONAL, ("delivery_report",)) if _is_report(message) else None


def _robot(message: Message, seen: Signs) -> Judgement | None:
    """Reports of failed delivery, and answers that a person's mailbox gives by itself."""
    local = (message.sender.address if message.sender else "").rpartition("@")[0].lower()
    reports = bool(seen.subject.get("report_subject"))
    to_itself = message.sender is not None and any(one.address == message.sender.address for one in message.to[:1])
    if local in ("mailer-daemon", "postmaster") or (reports and (seen.robot or to_itself or not message.return_path)):
        return Kind.TRANSACTIONAL, ("delivery_report",)
    if (message.lists.auto_submitted or "").startswith("auto-replied") and not message.lists.list_id:
        return Kind.PERSONAL, ("automatic_answer",)
    return None


def _by_words(message: Message, seen: Signs, carrier: Platform | None) -> Judgement:
    adverts = _marketing_reasons(message, seen, carrier)
    own = _transactional_reasons(message, seen)
    selling_subject = seen.sells_subject
    selling = seen.text.get("marketing_text", 0)
    dealing = seen.text.get("transactional_text", 0)
    # Where only settings can be changed it may be about an account; an advert says so in its words too.
    settings = seen.settings_alone and not (selling or selling_subject)
    leaves = seen.way_out_header or (seen.way_out_link and not settings)
    # An advert with a way out plays with words of leaving or checking; who signed up may be told at once what comes.
    signing = seen.registry or any(seen.steps.get(step) for step in _SIGNING) or _hinted(message, seen)
    plays = (selling_subject and selling > 2) or (leaves and not signing and (selling_subject or selling >= 2))
    if "account_step" in own and not plays:
        return Kind.TRANSACTIONAL, own
    # From an address for newsletters a subject alone ("your documents for spring") says little, nor where the text is
    # silent on the matter and offers a way to leave.
    bare = message.opened and not dealing
    silent = leaves and len(message.text or "") > _SHORT and not seen.text.get("transactional_subject")
    empty = bare and ("marketing" in seen.mailbox or silent or (message.lists.one_click and selling > 0))
    letter = _letter(message, seen)
    advertises_too = selling_subject and (selling > 0 or not message.opened)
    if "transactional_subject" in own and not letter and (dealing >= 2 or not (advertises_too or empty)):
        return Kind.TRANSACTIONAL, own
    if dealing >= 3 and dealing > selling and not selling_subject:
        return Kind.TRANSACTIONAL, own
    one_way = "transactional_mailbox" in own or seen.robot
    if one_way and dealing >= 2 and selling <= dealing and not selling_subject:
        return Kind.TRANSACTIONAL, own
    if _carried_letter(message, seen, carrier):
        return Kind.PERSONAL, ("no_bulk_marks",)
    advertises = selling_subject or selling >= 2
    # People answer from such addresses too.
    by_house = "marketing_mailbox" in adverts and (message.bulk or not (seen.answer or written_by_hand(message)))
    if leaves or by_house or (message.bulk and advertises):
        return Kind.MARKETING, adverts
    if seen.robot and selling_subject and not own:
        return Kind.MARKETING, adverts
    if seen.text.get("way_out") and advertises:
        return Kind.MARKETING, adverts
    if seen.robot or (own and not letter):
        return Kind.TRANSACTIONAL, own or ("automatic",)
    if message.bulk:
        # A mark of bulk alone stands on what machines write to one reader too.
        if message.opened and (not adverts or (adverts == ("bulk_mark",) and not selling)):
            adverts = ("like_news",) if not dealing and _reads_like_news(message, seen) else ()
        return (Kind.MARKETING, adverts) if adverts else (Kind.TRANSACTIONAL, ("automatic",))
    return Kind.PERSONAL, ("no_bulk_marks",)


def _reads_like_news(message: Message, seen: Signs) -> bool:
    """Return whether a mail to many that deals with nothing is called news, brings a text or much to look at."""
    if seen.subject.get("news_subject") and not seen.subject.get("transactional_subject"):
        return True
    advertises = seen.text.get("marketing_text", 0) + seen.text.get("marketing_subject", 0) >= 2
    return len(message.text or "") >= _LONG or len(message.links) >= (_FEW_LINKS if advertises else _MANY_LINKS)


def _letter(message: Message, seen: Signs) -> bool:
    """Return whether a mail without any mark reads like a person's: it answers, or no house speaks in it."""
    if message.bulk or seen.robot or message.opened:
        return False
    if seen.mailbox:
        return seen.answer and written_by_hand(message)
    if seen.answer or seen.freemail or message.sender is None:
        return True
    return not house(message.sender) and not lent(message.sender.domain)


def _carried_letter(message: Message, seen: Signs, carrier: Platform | None) -> bool:
    """Return whether a person's short mail, in words that neither sell nor deal, went through a carrier of any mail."""
    if (carrier is not None and carrier.kind != _CARRIES) or message.sender is None or not message.sender.name:
        return False
    marked = seen.robot or seen.mailbox or seen.bulk_mark or seen.way_out_header or seen.way_out_link
    if marked or seen.text or house(message.sender) or not only_carried(message, _carriers_own()):
        return False
    return message.opened and len(message.text or "") < _LONG and len(message.links) < _FEW_LINKS


@cache
def _carriers_own() -> frozenset[str]:
    """Return the fields that carriers of any mail write."""
    return frozenset(name for one in table().platforms.values() if one.kind == _CARRIES for name in one.headers)


def _advert(seen: Signs) -> bool:
    return seen.text.get("marketing_text", 0) >= 2 or seen.sells_subject


def _takes_step(message: Message, seen: Signs) -> bool:
    """Return whether a mail is about a step of the reader's own: a sign-up, an account, a list of wishes of theirs."""
    return seen.registry or any(seen.steps.get(step) for step in _STEPS) or _hinted(message, seen)


def _hinted(message: Message, seen: Signs) -> bool:
    """Return whether the subject hints at a step ("one more click", "your account") that the first words then name.

    A text that sells speaks of no such step.
    """
    hinted = seen.steps.get("hints") or (seen.steps.get("account") and not seen.sells_subject)
    if not hinted or not message.text or seen.text.get("marketing_text", 0) > 1:
        return False
    return not opening(message).keys().isdisjoint(_HINTED)


def _transactional_reasons(message: Message, seen: Signs) -> tuple[str, ...]:
    found = (
        ("account_step", _takes_step(message, seen)),
        ("transactional_subject", bool(seen.subject.get("transactional_subject"))),
        ("transactional_text", seen.text.get("transactional_text", 0) >= 2),
        ("transactional_mailbox", "transactional" in seen.mailbox),
    )
    return tuple(code for code, holds in found if holds)


def _marketing_reasons(message: Message, seen: Signs, carrier: Platform | None) -> tuple[str, ...]:
    found = (
        ("way_out_header", seen.way_out_header),
        ("one_click", message.lists.one_click),
        ("way_out_link", seen.way_out_link),
        ("way_out_words", bool(seen.text.get("way_out")) and not seen.way_out_link),
        ("bulk_mark", seen.bulk_mark),
        ("marketing_subject", seen.sells_subject),
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
