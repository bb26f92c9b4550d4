"""What letters say of a law: which laws a letter can stand on, and how right, name and period are printed."""

import tomllib
from functools import cache
from typing import Any

from inboxguard import resources
from inboxguard.requests.letter_words import FALLBACK, languages, printed_cite, texts
from inboxguard.requests.regimes import NO_LAW, Period, Regime, Right, Unit, regime, regimes
from inboxguard.requests.request import Excuse, RequestKind
from inboxguard.requests.terms import terms

PARTIAL = frozenset(("gdpr", "uk-gdpr-pecr", "ca-casl", NO_LAW))
"""Laws under which an objection may be to a part of the mail (GDPR Art. 21(2); CASL s. 11(1)(a)), or none at all."""
DECLARED = frozenset((RequestKind.OBJECTION, RequestKind.WITHDRAWAL, RequestKind.OPT_OUT_OF_SALE))
"""Letters that declare something, where the others ask."""
_ANSWERED = frozenset(("gdpr", "uk-gdpr-pecr"))
"""Laws whose time to answer is also that to tell what became of an objection (Art. 12(3))."""
_UNCITED = "general"
"""In law.toml the place of a right that stands in no single passage."""
_BY_NOTICE = "public_notice"
_NAMED = frozenset(("named", "named_on_request", "named_controller_choice"))
"""Ways of law.toml in which recipients are to be named, rather than by category."""


def laws(kind: RequestKind) -> frozenset[str]:
    """Return the ids of the laws that letters of `kind` are written for; NO_LAW stands for a letter without one."""
    if not languages(kind):
        return frozenset()
    if kind is RequestKind.ASK_FOR_LESS:
        return PARTIAL
    right = kind.right
    if right is None:
        every = frozenset(rules.id for rules in regimes() if _answers(rules))
        return every | {NO_LAW} if kind is RequestKind.REMINDER else every
    return frozenset(rules.id for rules in regimes() if gives(rules, right)) | {NO_LAW}


def gives(rules: Regime, right: Right) -> bool:
    """Return whether a letter can stand on `right` under `rules`: in force, and owed to whoever writes one."""
    return _answers(rules) and rules.entitlement(right).available and not by_notice(rules.id, right)


def by_platform(rules: Regime) -> bool:
    """Return whether requests under `rules` go through a page of the state rather than by letter."""
    return rules.id != NO_LAW and not terms(rules.id).form.by_mail


def by_notice(law: str, right: Right) -> bool:
    """Return whether `right` is kept by a public notice only, so that no letter has to be answered."""
    return right is Right.RECIPIENTS and terms(law).recipients == _BY_NOTICE


def by_name(law: str, right: Right) -> bool:
    """Return whether `law` owes names, not categories, to who asks for `right`."""
    if right is Right.RECIPIENTS:
        return terms(law).recipients in _NAMED
    return right.value in _law(law).get("by_name", ())


def wording(law: str, part: str, otherwise: str) -> str:
    """Return which of several sentences about `part` fits `law`."""
    return str(_law(law).get("wording", {}).get(part, otherwise))


def cite(law: str, part: Right | str, language: str) -> str:
    """Return where a right, or "deadline" and the like, stands in `law`, as `language` writes it; "" for nowhere."""
    own = _law(law).get("cites", {}).get(str(part))
    if own is None:
        own = regime(law).entitlement(part).cite if isinstance(part, Right) else ""
        own = {"deadline": regime(law).deadline_cite, "honour": regime(law).opt_out_cite}.get(str(part), own)
    return "" if own == _UNCITED else printed_cite(own, language, law)


def excuse_cite(law: str, excuse: Excuse, language: str) -> str:
    """Return where `law` speaks of an excuse, "" where that is not known."""
    return printed_cite(_law(law).get("excuses", {}).get(excuse.value, ""), language, law)


def in_other_law(law: str, right: Right | None) -> bool:
    """Return whether a right of the entry `law` stands in another law, which a letter has to name instead."""
    return right is not None and right.value in _law(law).get("other", {})


def law_name(law: str, language: str, right: Right | None = None) -> str:
    """Return what `language` calls a law, as it stands after the word for "under"; "" for no law.

    For a `right` that stands in another law it is the name of that one.
    """
    if law == NO_LAW:
        return ""
    names = texts(language).get("laws") or texts(FALLBACK)["laws"]
    if right is not None and in_other_law(law, right):
        return str(names[_law(law)["other"][right.value]])
    return str(names.get(law) or names["unnamed"].format(_law(law).get("name", regime(law).name)))


def addressee(law: str, name: str) -> str:
    """Return whom a complaint under `law` is addressed to; `name` is what law.toml or the person's place has."""
    return str(_law(law).get("authority", name))


def answer_period(law: str, right: Right, language: str) -> str:
    """Return the time to answer in words; "" where the law has no number, none for `right`, or it was not seen."""
    rules, about = regime(law), _law(law).get("period_rights")
    told = rules.in_force and rules.deadline_verified and (about is None or right.value in about)
    return period(rules.response, language) if told else ""


def claimed_period(kind: RequestKind, law: str, language: str) -> str:
    """Return the time to answer a letter of `kind` in words; "" where no period may be claimed for it.

    What a letter declares has to be honoured, which is another clock; only some laws owe an answer to it as well.
    """
    right = kind.right
    if right is None or (kind in DECLARED and law not in _ANSWERED):
        return ""
    return answer_period(law, right, language)


def honour_period(law: str, language: str) -> str:
    """Return the time within which advertising or sale has to end, in words; "" as of answer_period."""
    rules = regime(law)
    return period(rules.honour, language) if rules.in_force and rules.opt_out_verified else ""


def period(length: Period, language: str) -> str:
    """Return a period in words; "" where it has no number of days or months."""
    spoken = texts(language).get("periods") or texts(FALLBACK)["periods"]
    if not length.numbered or length.unit.value not in spoken:
        return ""
    one = length.unit is Unit.CALENDAR_MONTH and length.value == 1
    return str(spoken["one_month"] if one else spoken[length.unit.value].format(length.value))


def _answers(rules: Regime) -> bool:
    return rules.in_force and rules.kind != "provider-rule" and not by_platform(rules)


def _law(law: str) -> dict[str, Any]:
    return _laws().get(law, {})


@cache
def _laws() -> dict[str, dict[str, Any]]:
    return tomllib.loads(resources.read("letters/laws.toml"))
