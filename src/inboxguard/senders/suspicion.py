"""Whether a mail is spam by many signs: of several families, each with its weight, against signs of standing.

One family alone never makes a mail spam, except where a sign leaves no doubt (suspicion.toml): small senders look odd
in one way or another, and an advert of theirs called spam is worse than spam called an advert.
"""

from collections.abc import Collection

from inboxguard.facts.message import Message
from inboxguard.senders.domains import under
from inboxguard.senders.lures import disguises, links, words
from inboxguard.senders.oddities import View, authentication, identity, transport, view
from inboxguard.senders.signs import Signs
from inboxguard.senders.suspicion_table import book

_SURE = 7
_UNSURE = 5
_STEPS = ("sign_up", "confirmed", "left")
_DOUBTED = frozenset(("threat", "random_domain"))


def suspicious(message: Message, seen: Signs, carried: bool) -> tuple[str, ...]:
    """Return the codes of what makes `message` suspicious, the weightiest first; () where it is not enough for spam.

    `carried` says whether the person's own server vouches for a platform that carried it.
    """
    table = book()
    sight = view(message, seen, carried)
    said = _said(sight)
    if message.authentication.aligned is True and table.conclusive.isdisjoint(said):
        # What a house that is vouched for says is looked at first: how it sends and links hardly ever weighs so much.
        doubt = sum(table.weights[code] for code in said) - sum(table.standing[code] for code in standing(sight, said))
        if doubt + table.unsaid < table.enough:
            return ()
    found = tuple(dict.fromkeys((*said, *_unsaid(sight))))
    weight = sum(table.weights[code] for code in found)
    if weight < table.enough:
        return ()
    if table.conclusive.isdisjoint(found):
        families = {table.family[code] for code in found if code not in table.slight}
        if len(families) < 2 and (weight <= table.enough or ("words" in families and _answerable(message, seen))):
            return ()
        if weight - sum(table.standing[code] for code in standing(sight, found)) < table.enough:
            return ()
    return tuple(sorted(found, key=lambda code: -table.weights[code]))


def _answerable(message: Message, seen: Signs) -> bool:
    """Return whether somebody stands behind a mail whose words alone are bad: a vouched domain, a list, a way out."""
    lists = message.lists
    listed = lists.list_id or lists.post or seen.discussion_mark or seen.way_out_header
    return bool(listed) or message.authentication.aligned is True


def _said(sight: View) -> tuple[str, ...]:
    return (*disguises(sight), *_filter(sight.seen.spam_level), *words(sight))


def _unsaid(sight: View) -> tuple[str, ...]:
    return (*identity(sight), *authentication(sight), *transport(sight), *links(sight))


def _filter(level: int) -> tuple[str, ...]:
    if level < _UNSURE:
        return ()
    return ("filter_sure",) if level >= _SURE else ("filter_unsure",)


def standing(view: View, found: Collection[str]) -> tuple[str, ...]:
    """Return the codes of the signs of good standing of a mail that bears the suspicious signs `found`.

    Links of its own say little beside others where nobody vouches for the domain: a threat to an account copies them,
    but must lead elsewhere once.
    """
    message = view.message
    if message.sender is None:
        return ()
    signs = []
    if message.in_reply_to and (message.lists.post or not message.bulk):
        signs.append("conversation")
    vouched = message.authentication.aligned is True
    if under(message.sender.domain, book().lent):
        return tuple(signs)  # a lent domain is nobody's own
    own = [house in view.sending for _, _, house in view.links]
    doubted = not vouched and not _DOUBTED.isdisjoint(found)
    if not message.lists.post and (all(own) if doubted else any(own)) and own:
        signs.append("own_links" if vouched or doubted else "unvouched_links")
        if doubted:
            signs.append("own_links_alone")
    if vouched and view.named:
        signs.append("named_house")
        if view.seen.way_out_header:
            signs.append("lets_go")
    if vouched and any(view.seen.steps.get(step) for step in _STEPS):
        signs.append("own_step")
    return tuple(signs)
