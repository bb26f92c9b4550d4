"""What a letter asks or declares, point by point, as far as its law gives the right to each point."""

import re

from inboxguard.errors import Refused
from inboxguard.requests import letter_words as words
from inboxguard.requests.letter_checks import clean
from inboxguard.requests.letter_laws import by_name, cite, gives, in_other_law, law_name, wording
from inboxguard.requests.regimes import NO_LAW, Right, regime
from inboxguard.requests.request import RequestKind, Wishes

_LIST_ID = re.compile(r"[^\s<>.]+(?:\.[^\s<>.]+)+")

_QUESTIONS: dict[RequestKind, tuple[Right, ...]] = {
    RequestKind.WHERE_FROM: (Right.SOURCE, Right.ACCESS, Right.RECIPIENTS),
    RequestKind.TO_WHOM: (Right.RECIPIENTS, Right.ACCESS),
    RequestKind.ACCESS: (Right.ACCESS, Right.SOURCE, Right.RECIPIENTS),
}
"""The points of each question; the first is the one that the letter is about."""


def asks(kind: RequestKind, law: str, language: str, corrections: tuple[tuple[str, str], ...] = ()) -> tuple[str, ...]:
    """Return the points that a letter of `kind` asks under `law`, each with the passage it stands on."""
    if kind is RequestKind.ERASURE:
        return _erasure(law, language)
    if kind is RequestKind.CORRECTION:
        return _correction(language, corrections)
    return tuple(_question(right, law, language) for right in _QUESTIONS[kind] if _there(right, law))


def declaration(kind: RequestKind, law: str, language: str) -> str:
    """Return the sentences of a letter that declares something: an objection, a withdrawal or an opt-out."""
    says = words.texts(language)["says"]
    right = Right.WITHDRAWAL
    which = "withdrawal"
    if kind is RequestKind.OBJECTION:
        right, which = Right.OBJECTION, wording(law, "objection", "objection_plain")
    elif kind is RequestKind.OPT_OUT_OF_SALE:
        right, which = Right.OPT_OUT_OF_SALE, wording(law, "sale", "sale")
    return words.filled(says[which], law=law_name(law, language, right), cite=cite(law, right, language))


def wished(wishes: Wishes, law: str, language: str, most: int, needed: bool) -> dict[str, object]:
    """Return the wishes as a letter prints them; raises Refused where there are none, but needed, or more than `most`.

    A law is named only where some mail is to end: how often somebody writes is a wish.
    """
    if not needed:
        return {}
    sorts = (wishes.topics, wishes.products, wishes.lists)
    topics, products, lists = (list(dict.fromkeys(filter(None, map(clean, sort)))) for sort in sorts)
    if not (topics or products or lists or wishes.habits or wishes.often):
        raise Refused(
            "Please say what you want less of: a subject (--topic), what you bought once (--product), a list (--list), "
            "what is chosen by your habits (--habits), or how often they may write (--at-most)."
        )
    if any(len(sort) > most for sort in (topics, products, lists)):
        raise Refused(f"One letter asks for at most {most} things of a kind. Please write a second one later.")
    narrowing = bool(topics or products or lists or wishes.habits)
    if law != NO_LAW and not narrowing:
        raise Refused(f"How often they write is a wish, on which no law stands; please leave it out (--law {NO_LAW}).")
    return {
        "topics": [words.quoted(one, language) for one in topics],
        "products": [words.quoted(one, language) for one in products],
        "deleted": [words.quoted(one, language) for one in lists if not _LIST_ID.fullmatch(one)],
        "mail_lists": [one for one in lists if _LIST_ID.fullmatch(one)],
        "habits": wishes.habits,
        "often": wishes.often.value if wishes.often else "",
        "narrowing": narrowing,
    }


def _there(right: Right, law: str) -> bool:
    return law == NO_LAW or gives(regime(law), right)


def _question(right: Right, law: str, language: str) -> str:
    text = {Right.SOURCE: "source", Right.ACCESS: "copy", Right.RECIPIENTS: "recipients"}[right]
    if right is not Right.ACCESS:
        text = wording(law, text, f"{text}_by_name" if by_name(law, right) else text)
    return _with_cite(text, law, right, language)


def _erasure(law: str, language: str) -> tuple[str, ...]:
    stops = wording(law, "objection", "") == "objection"
    parts: list[tuple[str, Right | str]] = []
    if stops:
        parts.append(("stop", Right.OBJECTION))
    elif law == NO_LAW or _there(Right.OBJECTION, law):
        parts.append(("stop_mail", Right.OBJECTION if wording(law, "objection", "") == "" else ""))
    parts.append((wording(law, "erasure", "erasure"), Right.ERASURE))
    consent = law != NO_LAW and gives(regime(law), Right.WITHDRAWAL) and not in_other_law(law, Right.WITHDRAWAL)
    if consent and cite(law, Right.WITHDRAWAL, language):
        parts.append(("withdrawal", Right.WITHDRAWAL))
    if law == NO_LAW or cite(law, "pass_on", language):
        parts.append((wording(law, "pass_on", "pass_on"), "pass_on"))
    return tuple(_with_cite(text, law, part, language) for text, part in parts)


def _correction(language: str, corrections: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    """Return what is to be corrected; where the person names nothing yet, the wish to see it first."""
    spoken = words.texts(language)["asks"]
    if not corrections:
        return (str(spoken["correction_unnamed"]),)
    text = spoken["correction"]
    return tuple(
        words.filled(text, held=words.quoted(held, language), right=words.quoted(right, language))
        for held, right in corrections
    )


def _with_cite(text: str, law: str, part: Right | str, language: str) -> str:
    told = str(words.texts(language)["asks"][text])
    where = cite(law, part, language) if part else ""
    return f"{told} ({where})" if where else told
