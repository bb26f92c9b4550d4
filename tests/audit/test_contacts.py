"""To whom letters go, out of real mail: what the own server vouches for counts, what anybody could write does not."""

from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

import pytest

from inboxguard.audit import contacts
from inboxguard.audit.audit import Audit
from inboxguard.audit.shelf_views import ShelfSettings, ShelfWord
from inboxguard.errors import Refused
from inboxguard.requests.contacts import Contact, ContactSource
from inboxguard.requests.request import Draft
from tests.audit.shops import ME, SERVER, START
from tests.audit.truth import Story

SHOP = "bathbeam.example"
FOOTER = "Bath & Beam Ltd, 1 Mill Lane, Leeds. Data protection: desk@bathbeam.example"


def advert(
    text: str = FOOTER,
    day: int = 0,
    sender: str = f"news@{SHOP}",
    vouched: str = "pass",
    **fields: str,
) -> bytes:
    """An advert of the shop."""
    at: datetime = START + timedelta(days=day)
    domain = sender.rpartition("@")[2]
    mail = EmailMessage()
    if vouched:
        mail["Authentication-Results"] = (
            f"{SERVER}; dkim={vouched} header.d={domain}; dmarc={vouched} header.from={domain}"
        )
    mail["Received"] = f"from mail.{domain} by {SERVER} for <{ME}>; {format_datetime(at)}"
    mail["From"], mail["To"], mail["Subject"] = f"Bath & Beam <{sender}>", ME, "20% off all towels this weekend"
    mail["Date"], mail["Message-ID"] = format_datetime(at), f"<{day}-{abs(hash(text))}@{domain}>"
    mail["List-Unsubscribe"], mail["List-Id"] = f"<https://{domain}/out>", f"<news.{domain}>"
    for name, value in fields.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(f"Shop now and save. Unsubscribe here: https://{domain}/out\n\n{text}\n")
    return mail.as_bytes()


def filled(audit: Audit, folder: Path, *mails: bytes, inside: str = "Inbox") -> Audit:
    """Import mails as the person's own."""
    where = folder / inside
    where.mkdir(parents=True, exist_ok=True)
    for number, mail in enumerate(mails):
        (where / f"{inside}-{number}.eml").write_bytes(mail)
    audit.import_files([folder], me=[ME], authserv=[SERVER])
    return audit


def known(audit: Audit, organisation: str = SHOP) -> Contact:
    found = audit.contact(organisation)
    assert found is not None
    return found


def test_the_footer_of_vouched_mail_names_it(empty: Audit, tmp_path: Path) -> None:
    found = known(filled(empty, tmp_path / "m", advert()))
    assert (found.address, found.source) == ("desk@bathbeam.example", ContactSource.FOOTER)
    assert found.detail == START.date().isoformat()


def test_the_newest_mail_counts_and_an_address_that_says_it_itself_first(empty: Audit, tmp_path: Path) -> None:
    newer = advert("Data protection: other@bathbeam.example", day=9)
    surer = advert("Questions? privacy@bathbeam.example", day=1)
    assert known(filled(empty, tmp_path / "a", advert(), newer)).address == "other@bathbeam.example"
    assert known(filled(empty, tmp_path / "b", surer)).address == "privacy@bathbeam.example"


@pytest.mark.parametrize("vouched", ["fail", ""])
def test_mail_that_nobody_vouches_for_names_nobody(empty: Audit, tmp_path: Path, vouched: str) -> None:
    forged = advert("Privacy: dpo@bathbeam.example", vouched=vouched, Reply_To="privacy@bathbeam.example")
    fair = advert("Towels, and nothing else.", day=3)
    assert known(filled(empty, tmp_path / "m", fair, forged)).source is ContactSource.GUESS


def test_mail_in_junk_names_nobody(empty: Audit, tmp_path: Path) -> None:
    filled(empty, tmp_path / "m", advert("Towels."), inside="Inbox")
    filled(empty, tmp_path / "n", advert("Privacy: dpo@bathbeam.example", day=2), inside="Junk")
    found = empty.contact(SHOP)
    assert found is not None
    assert found.address != "dpo@bathbeam.example"


@pytest.mark.parametrize(
    "text",
    [
        "Data protection: desk@stranger.example",
        "Data protection: privacy@gmx.de",
        f"This mail went to {ME}. Data protection matters to us.",
        "Data protection: no-reply@bathbeam.example",
        "Data protection: privacy@b\u0430thbeam.example",
        "Data protection: privacy@bathbeam.example.rogue.example",
        "---------- Forwarded message ---------\nFrom: Mill <x@mill.example>\nData protection: dpo@mill.example",
    ],
)
def test_what_is_a_strangers_or_unread_leaves_a_guess(empty: Audit, tmp_path: Path, text: str) -> None:
    found = known(filled(empty, tmp_path / "m", advert(text)))
    assert (found.address, found.source) == (f"privacy@{SHOP}", ContactSource.GUESS)


def test_somebody_elses_mail_does_not_speak_for_the_shop(empty: Audit, tmp_path: Path) -> None:
    mill = advert(f"Data protection: catch@{SHOP}", sender="news@mill.example", day=4)
    found = known(filled(empty, tmp_path / "m", advert("Towels."), mill))
    assert found.source is ContactSource.GUESS


def test_a_reply_to_of_its_own_mail_counts(empty: Audit, tmp_path: Path) -> None:
    found = known(filled(empty, tmp_path / "m", advert("Towels.", Reply_To=f"datenschutz@{SHOP}")))
    assert (found.address, found.source) == (f"datenschutz@{SHOP}", ContactSource.SENDER_MAIL)


def test_the_persons_word_comes_first_and_can_be_taken_back(empty: Audit, tmp_path: Path) -> None:
    filled(empty, tmp_path / "m", advert())
    empty.set_contact(SHOP, "Care@Lawyers.Example".lower())
    assert known(empty).source is ContactSource.OWN_ENTRY
    empty.set_contact(SHOP, None)
    assert known(empty).source is ContactSource.FOOTER
    with pytest.raises(Refused, match="nothing to forget"):
        empty.set_contact(SHOP, None)


def test_the_persons_word_follows_a_merge(empty: Audit, tmp_path: Path) -> None:
    filled(empty, tmp_path / "m", advert(), advert("Flour.", sender="news@mill.example", day=2))
    empty.set_contact("mill.example", "desk@mill.example")
    empty.merge_senders(SHOP, ["mill.example"])
    assert known(empty).address == "desk@mill.example"


def test_a_letter_goes_there_and_says_where_that_is_known_from(empty: Audit, tmp_path: Path) -> None:
    filled(empty, tmp_path / "m", advert())
    written = empty.draft("erasure", SHOP, law="gdpr")
    assert (written.to, written.to_is_guess) == ("desk@bathbeam.example", False)
    assert (written.contact_source, written.contact_detail) == ("footer", START.date().isoformat())


def test_a_guess_is_said_to_be_one(move: Story) -> None:
    found = known(move.audit, "movinglantern.example")
    assert (found.address, found.is_guess) == ("privacy@movinglantern.example", True)


def test_a_letter_without_any_recipient_has_an_empty_to() -> None:
    draft = Draft("privacy@brand.zendesk.com", ME, "s", "b")
    assert (contacts.addressed(draft, None).to, contacts.addressed(draft, None).to_is_guess) == ("", True)
    form = contacts.addressed(draft, Contact("", ContactSource.COMPANY_FILE, "Shop", web_form="https://x.example/"))
    assert (form.to, form.to_is_guess, form.contact_source) == ("", True, "company_file")


def test_an_address_that_only_set_aside_mail_names_is_not_told(empty: Audit, tmp_path: Path) -> None:
    plain = [advert("Towels, and nothing else.", day=day) for day in (0, 1, 2)]
    club = f"lullabies.{SHOP}"
    hidden = advert(f"Lullaby club. Data protection: desk@{club}", day=3, sender=f"club@{club}")
    audit = filled(empty, tmp_path / "m", *plain, hidden)
    assert known(audit).address == f"desk@{club}"
    audit.keep_shelf(ShelfSettings(None, "Mine", words=(ShelfWord("lullaby", "strong"),)))
    assert known(audit).source is ContactSource.GUESS
    detail = audit.sender(SHOP)
    assert club not in detail.domains
