"""An invented town: shops, brands, a removal firm, one person - and the letters that each story needs."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from inboxguard.facts.message import MessageKey
from inboxguard.facts.person import Person
from inboxguard.senders.attribution import Attribution, Kind, Legal, Role
from inboxguard.senders.sender import Basis, Consent, Sender, SenderId
from inboxguard.trace.coverage import coverage
from inboxguard.trace.decisions import TraceDecisions
from inboxguard.trace.said import Statement, Wording
from inboxguard.trace.scene import Scene, scene
from inboxguard.trace.sharing import trails
from inboxguard.trace.trail import Trail

MAIN = "mara@post.example"
SECRET = "kestrel-4f9d2a@post.example"
TAGGED = "mara+lanternmoves@post.example"

LANTERN = SenderId("lanternmoves.example")
SOFA = SenderId("sofatown.example")
CURTAIN = SenderId("curtainlane.example")
TEA = SenderId("teahouse.example")

FERN = SenderId("fernmarket.example")

NAMES = {LANTERN: "Lantern Moves", SOFA: "Sofa Town", CURTAIN: "Curtain Lane", TEA: "Tea House", FERN: "Fern Market"}
START = datetime(2025, 1, 6, 9, tzinfo=UTC)


def on(day: int) -> datetime:
    """Return the moment of a day of the story."""
    return START + timedelta(days=day)


class Town:
    """Collects the letters of one story and tells what may be said about them."""

    def __init__(self, addresses: Iterable[str] = (MAIN, SECRET), names: dict[SenderId, str] | None = None) -> None:
        self.person = Person(tuple(addresses), ("mx.post.example",))
        self.names = dict(NAMES | (names or {}))
        self.letters: list[Attribution] = []
        self.said: dict[MessageKey, tuple[Statement, ...]] = {}
        self.groups: dict[SenderId, str] = {}
        self.reads_like: dict[SenderId, SenderId] = {}
        self.silence: tuple[int, int] | None = None

    def letter(self, who: str, day: int, to: str | None = MAIN, **over: object) -> MessageKey:
        """Add one letter (a newsletter unless said otherwise)."""
        key = MessageKey(f"{len(self.letters):03d}-{who}-{day}")
        facts: dict[str, object] = {
            "message": key,
            "message_id": f"<{key}@{who}>",
            "at": on(day),
            "subject": "News",
            "kind": Kind.MARKETING,
            "reasons": (),
            "organisation": who,
            "name": self.names.get(SenderId(who), who),
            "address": f"news@{who}",
            "authenticated": True,
            "attested": "server",
            "recipient": to,
            "outgoing": False,
            "platform": None,
            "account": None,
            "list_id": None,
            "sending_domains": (who,),
            "out_domains": (who,),
            "way_out": True,
            "role": None,
            "legal": Legal(),
            "language": "en",
        }
        self.letters.append(Attribution(**(facts | over)))  # type: ignore[arg-type] - the story names the fields
        return key

    def doing(self, who: str, day: int, role: Role = Role.SIGN_UP, to: str | None = MAIN, **over: object) -> MessageKey:
        """Add a mail that shows something the person did: a sign-up, an order."""
        return self.letter(who, day, to, **({"kind": Kind.TRANSACTIONAL, "role": role} | over))

    def wrote(self, who: str, day: int, sender: str = MAIN, role: Role = Role.WROTE) -> MessageKey:
        """Add a letter of the person's own."""
        return self.letter(who, day, sender, outgoing=True, kind=Kind.PERSONAL, role=role, address=f"office@{who}")

    def says(self, key: MessageKey, wording: Wording, named: str, negated: bool = False, by: str = "") -> None:
        """Let a letter say where it has the address from."""
        quote = f"{wording}: {named}"
        self.said[key] = (*self.said.get(key, ()), Statement(wording, named, quote, negated, "en", by))

    def senders(self) -> tuple[Sender, ...]:
        """Return the senders of the letters."""
        by_sender: dict[SenderId, list[Attribution]] = {}
        for letter in sorted(self.letters, key=lambda one: one.at or START):
            if letter.organisation is not None and not letter.outgoing:
                by_sender.setdefault(SenderId(letter.organisation), []).append(letter)
        return tuple(
            Sender(
                id=who,
                name=self.names.get(who, who),
                domains=(who,),
                group=self.groups.get(who),
                platforms=(),
                recipients=tuple(dict.fromkeys(letter.recipient for letter in letters if letter.recipient)),
                kinds=(),
                first=letters[0].at,
                last=letters[-1].at,
                messages=tuple(letter.message for letter in letters),
                consent=Consent(Basis.NONE_FOUND),
                reads_like=self.reads_like.get(who),
            )
            for who, letters in by_sender.items()
        )

    def scene(self, decisions: TraceDecisions | None = None) -> Scene:
        """Return the scene, with mail every week but in the story's silence."""
        last = max(letter.at or START for letter in self.letters)
        weeks = [START + timedelta(weeks=week) for week in range((last - START).days // 7 + 1)]
        if self.silence is not None:
            weeks = [week for week in weeks if not on(self.silence[0]) <= week < on(self.silence[1])]
        covered = coverage([*weeks, *(letter.at for letter in self.letters if letter.at)], ["INBOX"])
        return scene(self.senders(), self.letters, self.said, decisions or TraceDecisions(), covered, self.person)

    def trails(self, decisions: TraceDecisions | None = None) -> dict[SenderId, Trail]:
        """Return the trails by recipient."""
        seen = self.scene(decisions)
        found = trails(
            self.senders(), self.letters, self.said, decisions or TraceDecisions(), seen.coverage, self.person
        )
        return {trail.recipient: trail for trail in found}


def lantern_secret(alone: bool = False, **over: object) -> Town:
    """Return the town in which the secret address was given to Lantern Moves, and then Sofa Town wrote to it.

    Unless `alone` another stranger did so too: the first is not just an address that was used again.
    """
    town = Town()
    town.doing(LANTERN, 0, Role.SIGN_UP, SECRET)
    town.doing(LANTERN, 3, Role.PURCHASE, SECRET)
    town.letter(LANTERN, 10, SECRET)
    town.letter(SOFA, 60, SECRET, **over)
    town.letter(SOFA, 80, SECRET, **over)
    if not alone:
        town.letter(FERN, 85, SECRET)
    return town
