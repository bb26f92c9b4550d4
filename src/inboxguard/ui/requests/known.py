"""What they know from a letter: what it tells of the person, where it goes and how that is known, and its law."""

from PySide6.QtCore import QObject

from inboxguard.audit.views import RequestDetail
from inboxguard.requests.regimes import NO_LAW, regime
from inboxguard.ui.phrases import contact_source, shown


class _Words(QObject):
    """The translatable words of this module."""

    def identity(self) -> dict[str, str]:
        return {
            "address": self.tr("the address concerned"),
            "customer_number": self.tr("your customer number"),
            "name": self.tr("your name"),
            "token": self.tr("a mark of one of their mails"),
            "postal_address": self.tr("your postal address"),
        }

    def told(self, things: list[str]) -> str:
        first = things[0][:1].upper() + things[0][1:]
        if len(things) == 1:
            return self.tr("{thing}. Nothing else.").format(thing=first)
        rest = self.tr(", ").join((first, *things[1:-1]))
        return self.tr("{things} and {last}.").format(things=rest, last=things[-1])

    def nowhere(self, web_form: bool) -> str:
        if web_form:
            return self.tr("no mail address; it is filed on their page")
        return self.tr("no address is known; please look it up")


_words = _Words()
_STEPS = ("address", "token", "customer_number", "name", "postal_address")
"""What a letter may tell, from the least on."""


def identity(request: RequestDetail, person: str) -> str:
    """Return what the letter tells of the person, as a sentence; of older letters it is read off them.

    `person` is the name in the profile.
    """
    given = list(request.identity_given)
    if not given:
        given = ["address", *(["name"] if person and person in request.body else [])]
    words = _words.identity()
    order = sorted(given, key=lambda one: _STEPS.index(one) if one in _STEPS else len(_STEPS))
    return _words.told([words.get(one) or shown(one, 60) for one in order])


def recipient(request: RequestDetail) -> str:
    """Return the address that the letter goes to, or what stands in its place."""
    return shown(request.to) or _words.nowhere(bool(request.web_form))


def source(request: RequestDetail) -> str:
    """Return where the address is known from, "" where nothing says so."""
    if not request.contact_source or request.to_is_guess:
        return ""
    return contact_source(request.contact_source, request.contact_detail)


def law(request: RequestDetail) -> str:
    """Return the article, or the law of a letter that follows another; "" where none stands behind it."""
    if request.cite:
        return shown(request.cite)
    return "" if request.law == NO_LAW else shown(regime(request.law).name)
