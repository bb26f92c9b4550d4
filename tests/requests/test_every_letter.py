"""Every letter of every kind, law and language: as it was read and approved, and true to the rules of letters."""

import re
from collections.abc import Callable

import pytest

from inboxguard.facts.message import Address, ListHeaders
from inboxguard.requests.letter_laws import cite as place
from inboxguard.requests.letter_laws import excuse_cite, law_name
from inboxguard.requests.letter_words import has_template, languages, texts
from inboxguard.requests.letters import laws
from inboxguard.requests.regimes import NO_LAW, Right, regime, regimes
from inboxguard.requests.request import Draft, Excuse, RequestKind
from inboxguard.senders.attribution import Kind, Role
from inboxguard.senders.roles import objects, role
from inboxguard.trace.wording import FORBIDDEN
from tests.requests.every_letter import ADDRESS, NAME, NAMED, PLAIN, REFERENCE, every, written
from tests.requests.town import ALIAS, newsletter

EVERY = tuple((kind, language) for kind in RequestKind for language in languages(kind))
PLACES = (*Right, "pass_on", "deadline", "honour", "identity", "reasons", "retention")
UNKIND = re.compile(
    r"\b(painful|trigger|sensitive|victim|recover|congratulat|sorry|warning|grie|schmerz|verlust|sensib|opfer|leider"
    r"|perte|désolé|víctima|dolor|lament|vittim|perdit|spiace|slachtoffer|verlies|vítima|perda)"
)
"""Of rule 3 of kindness, and their like in the other languages."""
VERDICTS = {
    "en": r"sold|illegal|unlawful|hack|spam|breach|leak|stole|steal|abus|violat",
    "de": r"verkauft|rechtswidrig|illegal|gestohlen|gehackt|verstoß|verletz|missbrauch|datenleck",
    "fr": r"vendu|illégal|illicite|vol[ée]\b|pirat|fuite|abus|viol|infraction",
    "es": r"vendid|vendió|ilegal|ilícit|robad|filtr|abus|viola|infrac",
    "it": r"vendut|illegal|illecit|rubat|viola|abus|infra[tz]",
    "nl": r"verkocht|onrechtmatig|illegaal|gestolen|gehackt|gelekt|misbruik|schend|inbreuk",
    "pt": r"vendid|vendeu|ilegal|ilícit|roubad|vazad|abus|viola|infra[cç]",
}
"""Words that judge: no letter has them, not even a complaint."""
THREATS = {
    "en": r"complain|authority|lawyer|court action|damages|\bsue\b",
    "de": r"beschwer|aufsicht|behörde|anwalt|\bgericht|schadenersatz",
    "fr": r"plainte|réclamation|autorité|avocat|tribunal|dommages",
    "es": r"denuncia|reclamación|autoridad|abogad|tribunal|indemniza",
    "it": r"reclamo|denuncia|autorità|avvocat|tribunale|risarcim",
    "nl": r"klacht|toezichth|autoriteit|advocaat|rechtbank|schadevergoeding",
    "pt": r"queixa|reclamação|denúncia|autoridade|advogad|tribunal|indemniza",
}
"""Words that a first letter never has."""


def spoken(draft: Draft, language: str) -> str:
    """Return a letter in small letters, without the name of the court that it cites and without what laws are called.

    "Canada's Anti-Spam Legislation" judges nobody.
    """
    text = f"{draft.subject}\n{draft.body}"
    named = sorted((law_name(rules.id, language) for rules in regimes()), key=len, reverse=True)
    court = (texts(language) or texts("en"))["cite"]["court"].format("C-154/21")
    for name in (court, *named):
        text = text.replace(name, "")
    for left in re.findall(r"Anti-Spam|anti-pourriel|CAN-SPAM|Spam Act", text):
        text = text.replace(left, "")
    return text.lower()


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_letters_are_as_they_were_read_and_approved(
    golden: Callable[[str, str], None], kind: RequestKind, language: str
) -> None:
    """One file holds a kind and language: the first letter whole, then what each other one has otherwise."""
    parts, before = [], set[str]()
    for name, draft in every(kind, language):
        told = f"To: {draft.to}\nFrom: {draft.from_alias}\nSubject: {draft.subject}\n\n{draft.body}"
        whole = name in (NO_LAW, "gdpr")
        lines = told.splitlines() if whole else [line for line in told.splitlines() if line and line not in before]
        before |= set(lines) if name == NO_LAW or not before else set()
        parts.append("\n".join((f"===== {name}", *lines)))
    golden(f"{kind.value}.{language}.txt", "\n".join(parts) + "\n")


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_no_letter_has_an_empty_field_or_a_line_too_long_to_send(kind: RequestKind, language: str) -> None:
    for _, draft in every(kind, language):
        text = f"{draft.subject}\n{draft.body}"
        assert not re.search(
            r"[{}%]|\bNone\b|\(\)|  |\n\n\n| \n|^- ?[;.]?$|\( | \)| ,| \.$|\.\.|;;", text, re.MULTILINE
        ), text
        assert all(len(line.encode()) <= 998 for line in text.splitlines())
        assert len(draft.body) < 2_600, len(draft.body)
        assert draft.body.count("\n") < 50
        assert all(line.isprintable() for line in text.splitlines())


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_every_letter_bears_its_reference_in_subject_and_body_and_is_from_the_address(
    kind: RequestKind, language: str
) -> None:
    for name, draft in every(kind, language):
        assert draft.subject.count(REFERENCE) == 1
        assert draft.body.count(REFERENCE) == 1
        assert draft.from_alias == (ALIAS if "proved" in name else ADDRESS)
        assert draft.from_alias in draft.body


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_no_letter_tells_more_of_the_person_than_was_wished(kind: RequestKind, language: str) -> None:
    company = {"privacy@tinytoes.example"} if kind is RequestKind.COMPLAINT else set()
    for name, draft in every(kind, language):
        assert set(re.findall(r"[\w.+-]+@[\w-]+\.\w+", draft.body)) <= {draft.from_alias} | company
        assert (NAME in draft.body) == ("named" in name)
    for law in laws(kind):
        named = written(kind, law, language, NAMED).body
        assert named.count(NAME) == 1
        assert ("KD-4711" in named) == (kind in PLAIN and not has_template(kind, language))


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_no_letter_judges_threatens_or_hurts(kind: RequestKind, language: str) -> None:
    for name, draft in every(kind, language):
        text = spoken(draft, language)
        assert not re.search(VERDICTS[language], text), (name, re.search(VERDICTS[language], text))
        assert not FORBIDDEN.search(text)
        assert not UNKIND.search(text)
        if kind in PLAIN:
            assert not re.search(THREATS[language], text), (name, re.search(THREATS[language], text))


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_a_letter_names_its_own_law_and_no_other(kind: RequestKind, language: str) -> None:
    cites = {rules.id: _cites(rules.id, language) for rules in regimes()}
    names = {rules.id: law_name(rules.id, language) for rules in regimes()}
    for name, draft in every(kind, language):
        law = name.partition(",")[0]
        own = cites.get(law, set())
        kept = [names.get(law, ""), *own]
        for other in regimes():
            if other.id == law:
                continue
            strange = {names[other.id], *cites[other.id]}
            found = {one for one in strange if not any(one in mine for mine in kept) and _stands(one, draft.body)}
            assert not found, (law, other.id, found)
        if law == NO_LAW:
            assert not re.search(r"\b[Aa]rt[.íi]|\bs\. \d|§|GDPR|RGPD|DSGVO|AVG\b|1798", draft.body)


def _cites(law: str, language: str) -> set[str]:
    found = {place(law, part, language) for part in PLACES} | {excuse_cite(law, one, language) for one in Excuse}
    return {one for one in found if len(one) > 3}


def _stands(text: str, body: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(text)}(?![\w(])", body) is not None


@pytest.mark.parametrize(("kind", "language"), [one for one in EVERY if one[0] in PLAIN])
def test_a_time_to_answer_is_claimed_only_where_the_law_was_seen_to_have_one(kind: RequestKind, language: str) -> None:
    numbers = re.compile(r"\b(15|30|45|60|90)\b")
    for law, draft in every(kind, language):
        if "," in law or kind is RequestKind.ASK_FOR_LESS:
            continue
        sure = law != NO_LAW and (regime(law).deadline_verified or regime(law).opt_out_verified)
        stated = {found[0] for found in numbers.finditer(draft.body.replace(law_name(law, language), ""))}
        if not sure:
            assert not stated & {str(regime(law).response.value), str(regime(law).honour.value)} - {"0"}


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_in_sent_mail_only_what_ends_advertising_is_an_opt_out(kind: RequestKind, language: str) -> None:
    """From an opt-out on, mail that still comes is watched: an opt-out of sale, say, must never begin that."""
    for _, draft in every(kind, language):
        again = kind is RequestKind.REMINDER and objects(draft.subject)  # of an objection: it says so once more
        ends = again or kind in (RequestKind.OBJECTION, RequestKind.WITHDRAWAL)
        mine, to = Address("", draft.from_alias), (Address("", draft.to),)
        sent = newsletter(sender=mine, to=to, subject=draft.subject, text=draft.body, lists=ListHeaders(), links=())
        assert role(sent, Kind.PERSONAL, outgoing=True) is (Role.OPT_OUT if ends else Role.WROTE), draft.subject
        assert not ends or objects(draft.subject)


@pytest.mark.parametrize("kind", RequestKind)
def test_every_kind_is_written_in_english(kind: RequestKind) -> None:
    assert "en" in languages(kind)
    assert laws(kind)
