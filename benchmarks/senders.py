"""How well kinds, ways out, platforms, organisations and languages are told.

Usage: python -m benchmarks.senders [CORPUS] [--wrong] [--routes] [--platforms] [--organisations]

CORPUS holds labels.jsonl (file, label, brand, platform, unsubscribe, from) and mail/; nothing of it enters the project.
It is scored twice: each file as a mailbox of its own, and all files as one import, which learns whose mailbox it is and
which servers to trust from all of them together. The project's own invented letters (tests/senders/trades, and
tests/senders/town as one mailbox) are always scored; the language is asked of opened mail only.

Nothing is fitted to the labels, so leaving a brand out changes no judgement. What a brand more or less would change is
told by resampling whole brands (2,000 times, seeded): the intervals after "brands". Those after counts are Wilson's.
The options list what was judged wrongly.
"""

import argparse
import json
import math
import random
import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.senders import trades
from tests.senders.town import THOROUGH, letters

from inboxguard.facts.decoding import unworded
from inboxguard.facts.message import LinkKind, Message, Place, RawMessage
from inboxguard.facts.parsing import read
from inboxguard.facts.person import Person
from inboxguard.facts.settling import learn_person, settle
from inboxguard.senders.attribution import Attribution, Kind
from inboxguard.senders.domains import organisational
from inboxguard.senders.names import alike
from inboxguard.senders.speaker import attribute

RESAMPLES = 2_000
SEED = 4
Z = 1.96
_WAY_OUT_WORDS = re.compile(
    rb"unsubscri|opt[- ]?out|abmeld|abbestell|austragen|sabonn|sinscri|darse de baja|disiscri|cancellarti"
    rb"|uitschrijv|afmeld|cancelar|descadastr",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Truth:
    """What a person says that a mail is; None where nothing is said, "" where there is none."""

    file: str
    octets: bytes
    kind: str
    route: str | None
    platform: str | None
    brand: str | None
    """The name of whom it is from."""
    organisation: str | None
    """The same as a domain, where that is known."""
    language: str | None


@dataclass(frozen=True, slots=True)
class Judged:
    """A mail with its truth and what was made of it."""

    truth: Truth
    message: Message
    found: Attribution

    @property
    def cluster(self) -> str:
        """Return whose mail it is; mail of nobody in particular stands for itself."""
        return self.truth.organisation or self.truth.brand or self.truth.file


Hits = Mapping[str, tuple[int, int]]
"""What was right and of how many, by the name of the measure."""


def corpus(folder: Path) -> dict[str, list[Truth]]:
    """Return the labelled mail of a folder: all of it, and the modern part."""
    everything, modern = [], []
    for line in (folder / "labels.jsonl").read_text(encoding="utf-8").splitlines():
        label = json.loads(line)
        said = Truth(
            file=label["file"],
            octets=(folder / "mail" / label["file"]).read_bytes(),
            kind={"discussion-list": "discussion"}.get(label["label"], label["label"]),
            route=label.get("unsubscribe"),
            platform=label.get("platform") or "",
            brand=label.get("brand"),
            organisation=None,
            language=label.get("language"),
        )
        everything.append(said)
        if label.get("from") != "spamassassin":
            modern.append(said)
    return {"corpus, all": everything, "corpus, modern": modern}


def town() -> dict[str, list[Truth]]:
    """Return the invented letters: those that word lists may be written with in mind, and those for measuring."""
    sets: dict[str, list[Truth]] = {}
    for letter in letters():
        said = Truth(
            file=letter.name,
            octets=letter.octets,
            kind=letter.kind,
            route=letter.route,
            platform="",
            brand=letter.organisation,
            organisation=letter.organisation,
            language=letter.language,
        )
        thorough = "seven languages" if letter.language in THOROUGH else "other languages"
        sets.setdefault(f"town, {thorough}, {'told' if letter.told else 'measured'}", []).append(said)
    return sets


def of_trades(name: str) -> list[Truth]:
    """Return letters of many trades; those whose kind people would not agree on are left out."""
    return [
        Truth(
            file=letter.name,
            octets=letter.octets,
            kind=letter.kinds[0],
            route=letter.routes[0] if len(letter.routes) == 1 else None,
            platform="",
            brand=None,
            organisation=None,
            language=None,
        )
        for letter in trades.letters(name)
        if len(letter.kinds) == 1
    ]


def by_language(found: Sequence[Judged]) -> None:
    """Print kinds and languages for each language."""
    for language in dict.fromkeys(one.truth.language for one in found):
        ours = [one for one in found if one.truth.language == language]
        meant = [one for one in ours if one.truth.kind == Kind.MARKETING]
        said = [one for one in ours if one.found.kind == Kind.MARKETING]
        both = sum(one.found.kind == Kind.MARKETING for one in meant)
        kinds = sum(one.truth.kind == one.found.kind for one in ours)
        right = sum(one.message.language == language for one in ours if one.message.opened)
        opened = sum(one.message.opened for one in ours)
        print(f"{language}: kinds {kinds}/{len(ours)}, marketing precision {both}/{len(said)}", end=" ")
        print(f"recall {both}/{len(meant)}, language of opened mail {right}/{opened}")


def parsed(truths: Sequence[Truth]) -> list[Message]:
    """Return the mails as they read."""
    found = []
    for truth in truths:
        head, _, body = truth.octets.replace(b"\r\n", b"\n").partition(b"\n\n")
        found.append(read(RawMessage(Place("import", truth.file), None, head, body)))
    return found


def judged(truths: Sequence[Truth], messages: Sequence[Message], together: bool) -> list[Judged]:
    """Return what is made of the mails, `together` as one import or else each as a mailbox of its own."""
    everybody = learn_person(messages, organisational=organisational) if together else Person()
    found = []
    for truth, message in zip(truths, messages, strict=True):
        alone = everybody if together else learn_person([message], organisational=organisational)
        # Of a single mail the recipient would always be the person, who then wrote what was forged in their name.
        person = everybody if together else Person((), alone.authserv_ids)
        settled = settle(message, person, organisational)
        found.append(Judged(truth, settled, attribute(settled, person)))
    return found


def route(message: Message) -> str:
    """Return the way out that a mail offers, in the words of the labels.

    Fields go before the body, and among them the web before mail: "one-click" is RFC 8058 as the product reads it
    (before the signature is asked for), "http" any web address in List-Unsubscribe, "mailto" an address only,
    "body-link" a link of the text to leave by; a link to preferences alone is "none".
    """
    lists = message.lists
    if lists.one_click:
        return "one-click"
    if lists.unsubscribe_https or lists.unsubscribe_http:
        return "http"
    if lists.unsubscribe_mailto:
        return "mailto"
    return "body-link" if any(link.kind is LinkKind.UNSUBSCRIBE for link in message.links) else "none"


def names_platform(meant: str, said: str | None) -> bool:
    """Return whether the platform named is the one meant: "Eventbrite (SparkPost)" is either."""
    firsts = {part.strip().split()[0].lower() for part in re.split(r"[/(]", meant) if part.strip(" )")}
    return said is not None and any(first.strip(")") in said.lower() for first in firsts)


def by_domain(one: Judged) -> bool:
    """Return whether the organisation's domain is the brand's, or says its name."""
    domain = one.found.organisation
    if one.truth.organisation is not None:
        return domain == one.truth.organisation
    return domain is not None and alike(_bare(one.truth.brand), domain.partition(".")[0])


def by_name(one: Judged) -> bool:
    """Return whether the domain or the shown name is the brand's."""
    return by_domain(one) or (one.truth.organisation is None and alike(_bare(one.truth.brand), one.found.name))


def _bare(brand: str | None) -> str:
    return (brand or "").partition(" (")[0]


def hits(one: Judged) -> Hits:
    """Return which measures a mail speaks for, and whether it was right."""
    meant, said = one.truth.kind, one.found.kind.value
    found: dict[str, tuple[int, int]] = {"kind": (meant == said, 1)}
    for kind in Kind:
        if said == kind:
            found[f"{kind} precision"] = (meant == said, 1)
        if meant == kind:
            found[f"{kind} recall"] = (meant == said, 1)
    if one.truth.route is not None:
        right = route(one.message) == one.truth.route
        found["route"] = (right, 1)
        if meant == Kind.MARKETING:
            found["route of marketing"] = (right, 1)
    if one.truth.brand and meant in (Kind.MARKETING, Kind.TRANSACTIONAL):
        behind = " behind a platform" if one.truth.platform else " not behind a platform"
        found["organisation"] = found["organisation" + behind] = (by_name(one), 1)
        found["organisation by domain alone"] = (by_domain(one), 1)
    if one.truth.platform:
        found["platform"] = (_platform_right(one), 1)
        if one.found.platform:
            found["platform where one is named"] = found["platform"]
    if one.truth.language and one.message.opened:
        found["language"] = (one.message.language == one.truth.language, 1)
        if one.message.language:
            found["language where one is named"] = found["language"]
    for name, rule in PEERS.items():
        taken = rule(one)
        if taken:
            found[f"{name}, precision"] = (meant == Kind.MARKETING, 1)
        if meant == Kind.MARKETING:
            found[f"{name}, recall"] = (taken, 1)
    return found


def _leaves_by_field(one: Judged) -> bool:
    head = one.truth.octets.replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    return re.search(rb"^list-unsubscribe:", head, re.IGNORECASE | re.MULTILINE) is not None


def _bulk(one: Judged) -> bool:
    lists = one.message.lists
    return (_leaves_by_field(one) or lists.precedence in ("bulk", "list")) and not lists.post


def _words(one: Judged) -> bool:
    return _WAY_OUT_WORDS.search(one.truth.octets) is not None or "unsubscribe" in unworded(one.message.subject).lower()


PEERS: Mapping[str, Callable[[Judged], bool]] = {
    'peer "List-Unsubscribe is marketing"': _leaves_by_field,
    'peer "bulk without List-Post is marketing"': _bulk,
    'peer "says unsubscribe is marketing"': _words,
}


def wilson(right: int, of: int) -> tuple[float, float]:
    """Return the 95 % interval of a share (Wilson 1927)."""
    if not of:
        return 0.0, 1.0
    share, spread = right / of, Z * Z / of
    middle = share + spread / 2
    half = Z * math.sqrt(share * (1 - share) / of + spread / (4 * of))
    return (middle - half) / (1 + spread), (middle + half) / (1 + spread)


def resampled(found: Sequence[Judged]) -> dict[str, tuple[float, float]]:
    """Return the 95 % intervals of all measures when whole brands are drawn anew with replacement."""
    clusters: dict[str, Counter[str]] = defaultdict(Counter)
    wholes: dict[str, Counter[str]] = defaultdict(Counter)
    names: set[str] = set()
    for one in found:
        for name, (right, of) in hits(one).items():
            names.add(name)
            clusters[one.cluster][name] += right
            wholes[one.cluster][name] += of
    # One row of numbers for each brand, so that a drawing is sums only.
    keys, order = sorted(wholes), sorted(names)
    rights = [[clusters[key][name] for key in keys] for name in order]
    totals = [[wholes[key][name] for key in keys] for name in order]
    shares: dict[str, list[float]] = {name: [] for name in order}
    dice = random.Random(SEED)
    for _ in range(RESAMPLES):
        drawn = Counter(dice.choices(range(len(keys)), k=len(keys)))
        for name, hit, whole in zip(order, rights, totals, strict=True):
            among = sum(whole[at] * times for at, times in drawn.items())
            if among:
                shares[name].append(sum(hit[at] * times for at, times in drawn.items()) / among)
    return {name: _middle(sorted(row)) for name, row in shares.items()}


def _middle(drawn: Sequence[float]) -> tuple[float, float]:
    return drawn[int(0.025 * len(drawn))], drawn[min(len(drawn) - 1, int(0.975 * len(drawn)))]


def score(title: str, found: Sequence[Judged]) -> None:
    """Print the figures of one set."""
    right: Counter[str] = Counter()
    of: Counter[str] = Counter()
    for one in found:
        for name, (hit, whole) in hits(one).items():
            right[name] += hit
            of[name] += whole
    drawn = resampled(found)
    print(f"\n== {title}: {len(found)} mails, {len({one.cluster for one in found})} brands")
    order = [f"{kind} {what}" for kind in Kind for what in ("precision", "recall")]
    order += [name for name in sorted(of) if name not in order]
    for name in order:
        if of[name]:
            low, high = wilson(right[name], of[name])
            less, more = drawn[name]
            counted = f"{right[name]}/{of[name]}"
            share = right[name] / of[name]
            print(f"{name:54} {counted:>9} {share:5.3f}  [{low:.2f} {high:.2f}]  brands [{less:.2f} {more:.2f}]")
    print("kinds, meant as said:", _confused((one.truth.kind, one.found.kind.value) for one in found))
    print("ways out, meant as said:", _confused((one.truth.route, route(one.message)) for one in found))
    named = Counter(one.truth.kind for one in found if one.found.platform and one.truth.platform == "")
    wrong = sum(bool(one.truth.platform and one.found.platform) and not _platform_right(one) for one in found)
    missed = sum(bool(one.truth.platform and not one.found.platform) for one in found)
    personal = sum(bool(one.found.platform) for one in found if one.truth.kind == Kind.PERSONAL)
    print(f"platform: another named {wrong}, none named {missed}, on personal mail {personal},", end=" ")
    print(f"named where the label has none {dict(named)}")
    untold = sum(bool(one.truth.brand) and one.found.organisation is None for one in found)
    opened = sum(one.truth.kind == Kind.PERSONAL and one.message.opened for one in found)
    brands(found)
    attested = sum(one.message.authentication.attested is not None for one in found)
    print(f"organisation: none told {untold}; personal letters opened: {opened}; own server's word read on {attested}")


def brands(found: Sequence[Judged]) -> None:
    """Print how many brands are one sender, and how many senders are several brands."""
    senders: dict[str, set[str]] = defaultdict(set)
    heard: dict[str, set[str]] = defaultdict(set)
    for one in found:
        if one.truth.brand and one.truth.kind in (Kind.MARKETING, Kind.TRANSACTIONAL):
            heard[one.truth.brand].add(one.found.organisation or "")
            senders[one.found.organisation or ""].add(one.truth.brand)
    torn = {brand: sorted(ids) for brand, ids in heard.items() if len(ids) > 1}
    mixed = {name: sorted(held) for name, held in senders.items() if len(held) > 1}
    print(f"brands in one sender {len(heard) - len(torn)} of {len(heard)}, senders of one brand", end=" ")
    print(f"{len(senders) - len(mixed)} of {len(senders)} (before the person merges or splits any)")


def _platform_right(one: Judged) -> bool:
    return names_platform(one.truth.platform or "", one.found.platform)


def _confused(pairs: Iterable[tuple[str | None, str]]) -> str:
    return ", ".join(f"{meant} as {said} {n}" for (meant, said), n in Counter(pairs).most_common() if meant != said)


def listed(found: Iterable[Judged], options: argparse.Namespace) -> None:
    """Print what was judged wrongly, as far as asked for."""
    for one in found:
        truth, made, name = one.truth, one.found, one.truth.file[:12]
        if options.wrong and truth.kind != made.kind:
            print("kind", name, truth.kind, made.kind, one.message.opened, made.reasons, one.message.subject[:70])
        if options.wrong and truth.language and one.message.opened and truth.language != one.message.language:
            print("language", name, truth.language, one.message.language, one.message.subject[:70])
        if options.routes and truth.route and truth.route != route(one.message):
            print("route", name, truth.kind, truth.route, route(one.message), one.message.opened, one.message.defects)
        if options.platforms and (truth.platform or made.platform):
            right = "=" if names_platform(truth.platform or "-", made.platform) else "!"
            print("platform", name, right, truth.platform, made.platform, made.account, one.message.return_path)
        if options.organisations and truth.brand and not by_name(one):
            print("organisation", name, truth.kind, truth.brand, made.organisation, made.name, made.address)


def main() -> None:
    """Print the figures of the sets that the command line names."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("corpus", type=Path, nargs="?")
    for name in ("wrong", "routes", "platforms", "organisations"):
        options.add_argument(f"--{name}", action="store_true")
    told = options.parse_args()
    for title, truths in (corpus(told.corpus) if told.corpus else {}).items():
        messages = parsed(truths)
        began = time.perf_counter()
        alone = judged(truths, messages, together=False)
        spent = time.perf_counter() - began
        score(f"{title}, each file a mailbox of its own", alone)
        print(f"{1000 * spent / max(1, len(alone)):.2f} ms for each mail to settle and judge")
        score(f"{title}, as one import", judged(truths, messages, together=True))
        listed(alone, told)
    for name in ("measured", "told"):
        truths = of_trades(name)
        found = judged(truths, parsed(truths), together=False)
        score(f"many trades, nine languages, {name}", found)
        listed(found if name == "told" else (), told)
    for title, truths in town().items():
        found = judged(truths, parsed(truths), together=True)
        score(title, found)
        by_language(found)
        listed(found, told)


if __name__ == "__main__":
    main()
