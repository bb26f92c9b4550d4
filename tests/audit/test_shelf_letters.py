"""Letters to those behind masked rows: nobody is named before, nothing is told twice, and nothing is sent."""

from dataclasses import replace
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from inboxguard.audit import shelf_letters
from inboxguard.audit.audit import Audit
from inboxguard.audit.batches import Outcome
from inboxguard.audit.progress import Step
from inboxguard.audit.shelf_letters import ActPlan, ShelfAct, into_folder
from inboxguard.audit.views import Profile
from inboxguard.errors import Cancelled, Refused
from inboxguard.requests.request import Often
from tests.audit.boxes import Box

FLOWERS, SOFAS, CURTAINS = "ninthcorner.example", "sofasparrow.example", "curtaincrow.example"


def lying(audit: Audit, *senders: str) -> list[str]:
    """Set whole senders aside and return the keys of what then lies on the shelf."""
    audit.set_aside_senders(senders)
    return [row.key for row in audit.shelf()]


def told(plan: ActPlan) -> str:
    """Return all that is said of a plan before anybody asks to look."""
    return " ".join((plan.act, *plan.refused))


def texts(folder: Path) -> list[str]:
    """Return the bodies of the drafts in a folder."""
    mails = (message_from_bytes(one.read_bytes(), policy=policy.default) for one in sorted(folder.glob("*.eml")))
    return [mail.get_content() for mail in mails]


def left(audit: Audit, sender: str) -> object:
    """Return the opt-out of a sender as `senders --json` tells it."""
    return next(row for row in audit.json_senders() if row["organisation"] == sender)["opt_out"]


# one letter


def test_less_of_a_subject_is_asked_for_by_its_plain_name_in_the_language_of_the_letter(audit: Audit) -> None:
    assert "no more mail about “Pets”" in audit.ask_for_less(SOFAS, topics=["pet"]).body
    assert "zum Thema „Haustiere“" in audit.ask_for_less(SOFAS, topics=["pet"], language="de").body
    assert "sobre «sillas de oficina»" in audit.ask_for_less(SOFAS, topics=["sillas de oficina"], language="es").body


def test_a_thing_bought_once_a_list_and_how_often_stand_in_one_letter(audit: Audit) -> None:
    written = audit.ask_for_less(
        SOFAS, (), ("toilet seat",), ("news.sofasparrow.example", "Our flat"), None, "en", Often.MONTH
    )
    for line in (
        "- no more offers of what I bought once: “toilet seat”",
        "- no more mail about a list that I deleted: “Our flat”",
        "- no more mail from this mailing list: news.sofasparrow.example",
        "- at most one mail a month",
    ):
        assert line in written.body.splitlines()
    assert written.row.kind == "ask_for_less"
    assert "seat" not in written.subject
    assert audit.request(written.row.id).body == written.body


def test_it_stands_on_a_law_where_one_gives_a_right_to_less_and_on_none_elsewhere(audit: Audit) -> None:
    assert audit.ask_for_less(SOFAS, ["chairs"]).law == "gdpr"  # the sample lives in Germany
    assert audit.ask_for_less(SOFAS, ["lamps"]).cite == "Art. 21(2)-(3) GDPR"
    often = audit.ask_for_less(SOFAS, often=Often.WEEK)
    assert (often.law, often.cite, often.row.due) == ("none", "", None)
    audit.set_profile(Profile("", "US", "", ("en",), "America/New_York"))
    abroad = audit.ask_for_less(SOFAS, ["chairs"])
    assert abroad.law == "none"
    assert "Art." not in abroad.body
    assert "your data" not in abroad.body
    audit.mark(abroad.row.id, "sent")
    assert audit.request(abroad.row.id).row.due is None
    audit.mark(abroad.row.id, "answered_full")
    assert audit.request(abroad.row.id).row.state == "answered"


def test_a_letter_that_asks_nothing_is_refused(audit: Audit) -> None:
    with pytest.raises(Refused, match="say what you want less of"):
        audit.ask_for_less(SOFAS)
    with pytest.raises(Refused, match="say what you want less of"):
        audit.draft("ask_for_less", SOFAS)
    with pytest.raises(Refused, match="say what you want less of"):
        audit.ask_for_less(SOFAS, topics=[" \u200b "], law="none")
    assert not audit.requests()


def test_the_same_wish_waits_for_its_answer_and_another_one_does_not(audit: Audit) -> None:
    first = audit.ask_for_less(SOFAS, ["chairs", "lamps"])
    audit.mark(first.row.id, "sent")
    with pytest.raises(Refused, match=first.row.reference):
        audit.ask_for_less(SOFAS, ["lamps"])
    assert audit.ask_for_less(SOFAS, ["rugs"]).row.state == "drafted"
    assert audit.draft("objection", SOFAS).row.state == "drafted"


def test_less_mail_is_no_opt_out_and_an_objection_is(audit: Audit) -> None:
    less = audit.ask_for_less(SOFAS, ["chairs"])
    audit.mark(less.row.id, "sent")
    assert left(audit, SOFAS) is None
    audit.mark(audit.draft("objection", SOFAS).row.id, "sent")
    assert left(audit, SOFAS) is not None


def test_an_objection_stands_on_the_law_of_the_place_that_knows_one(audit: Audit) -> None:
    assert audit.draft("objection", SOFAS).law == "gdpr"
    for country, region, law in (("GB", "", "uk-gdpr-pecr"), ("BR", "", "br-lgpd"), ("US", "US-CA", "us-can-spam")):
        audit.set_profile(Profile("", country, region, ("en",), "UTC"))
        assert audit.draft("objection", SOFAS).law == law


# a whole shelf


def test_what_would_happen_is_told_without_a_name_and_changes_nothing(audit: Audit) -> None:
    keys = lying(audit, FLOWERS, SOFAS)
    for act in ShelfAct:
        plan = audit.act_preview(keys, act)
        for name in ("sofa", "sparrow", "corner", "ninth", "flower"):
            assert name not in told(plan).lower()
        assert {one.id for one in plan.named} == {FLOWERS, SOFAS}
    assert not audit.requests()
    assert [row.key for row in audit.shelf()] == keys


def test_the_plan_says_by_which_way_each_can_be_left(audit: Audit) -> None:
    plan = audit.act_preview(lying(audit, FLOWERS, SOFAS), ShelfAct.UNSUBSCRIBE)
    assert (plan.drafts, plan.one_click, plan.links, plan.later) == (1, 1, 0, 0)
    assert plan.refused == ()


def test_unsubscribe_mails_are_made_where_they_are_taken_and_files_name_nobody(audit: Audit, tmp_path: Path) -> None:
    made = audit.act(lying(audit, FLOWERS, SOFAS), ShelfAct.UNSUBSCRIBE, tmp_path)
    assert {one.id: one.made for one in made} == {FLOWERS: True, SOFAS: False}
    assert all(one.words for one in made)
    assert [file.name for file in tmp_path.glob("*.eml")] == ["letter-1.eml"]
    assert not audit.requests()


def test_an_objection_goes_to_each_and_into_the_ledger(audit: Audit, tmp_path: Path) -> None:
    keys = lying(audit, FLOWERS, SOFAS)
    assert audit.act_preview(keys, ShelfAct.OBJECTION).drafts == 2
    made = audit.act(keys, ShelfAct.OBJECTION, tmp_path)
    assert all(one.made for one in made)
    assert {(row.organisation, row.kind) for row in audit.requests()} == {(FLOWERS, "objection"), (SOFAS, "objection")}
    assert len(texts(tmp_path)) == 2


def test_a_sender_on_no_marked_subject_waits_for_the_persons_own_words(audit: Audit, tmp_path: Path) -> None:
    keys = lying(audit, SOFAS)
    plan = audit.act_preview(keys, ShelfAct.ASK_FOR_LESS)
    assert (plan.drafts, plan.wants_words, plan.names_subject) == (0, True, False)
    (refused,) = audit.act(keys, ShelfAct.ASK_FOR_LESS, tmp_path)
    assert not refused.made
    assert not audit.requests()
    plan = audit.act_preview(keys, ShelfAct.ASK_FOR_LESS, ["sitting"])
    assert (plan.drafts, plan.wants_words, plan.names_subject) == (1, False, False)
    (made,) = audit.act(keys, ShelfAct.ASK_FOR_LESS, tmp_path, topics=["sitting"])
    assert made.made
    assert "“sitting”" in texts(tmp_path)[0]


def test_the_subject_of_a_letter_is_that_of_the_senders_own_set_aside_mail(empty: Audit, tmp_path: Path) -> None:
    audit = empty
    audit.demo("registry")
    keys = [row.key for row in audit.shelf()]
    plan = audit.act_preview(keys, ShelfAct.ASK_FOR_LESS)
    assert plan.drafts
    assert plan.names_subject
    assert "bab" not in told(plan).lower()
    made = audit.act(keys, ShelfAct.ASK_FOR_LESS, tmp_path)
    assert sum(one.made for one in made) == plan.drafts
    labels = {"Pregnancy and babies", "Schwangerschaft und Babys"}
    for text in texts(tmp_path):
        assert any(label in text for label in labels)
    for file in tmp_path.glob("*.eml"):
        mail = message_from_bytes(file.read_bytes(), policy=policy.default)
        assert not any(word in f"{file.name} {mail['Subject']}".lower() for word in ("bab", "pregnan", "schwanger"))
    audit.unmark_themes(["baby"])
    audit.set_aside_senders([one.id for one in made])
    plan = audit.act_preview([row.key for row in audit.shelf()], ShelfAct.ASK_FOR_LESS)
    assert (plan.drafts, plan.wants_words) == (0, True)  # what is not marked is named in no letter


def test_what_was_asked_and_waits_is_not_asked_again(audit: Audit, tmp_path: Path) -> None:
    keys = lying(audit, SOFAS)
    audit.act(keys, ShelfAct.OBJECTION, tmp_path)
    audit.mark(audit.requests()[0].id, "sent")
    plan = audit.act_preview(keys, ShelfAct.OBJECTION)
    assert plan.drafts == 0
    assert "asked already" in told(plan)
    assert [one.outcome for one in plan.named] == [Outcome.REFUSED]
    assert not audit.act(keys, ShelfAct.OBJECTION, tmp_path)[0].made
    assert len(audit.requests()) == 1


def test_a_draft_that_could_not_be_put_anywhere_is_in_no_ledger(audit: Audit) -> None:
    keys = lying(audit, SOFAS, FLOWERS)
    made = audit.act(keys, ShelfAct.OBJECTION, None)
    assert not any(one.made for one in made)
    assert all("file" in one.words for one in made)
    assert not audit.requests()


def test_more_than_can_be_read_through_are_made_in_turns(
    audit: Audit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelf_letters, "MOST_DRAFTS", 1)
    keys = lying(audit, FLOWERS, SOFAS)
    plan = audit.act_preview(keys, ShelfAct.OBJECTION)
    assert (plan.drafts, plan.later) == (1, 1)
    for _ in range(2):
        made = audit.act(keys, ShelfAct.OBJECTION, tmp_path)
        assert sum(one.made for one in made) == 1
    assert {row.organisation for row in audit.requests()} == {FLOWERS, SOFAS}
    audit.act(lying(audit, CURTAINS, FLOWERS), ShelfAct.UNSUBSCRIBE, tmp_path)


def test_mail_that_looks_like_spam_is_answered_by_no_letter(audit: Audit, monkeypatch: pytest.MonkeyPatch) -> None:
    keys = lying(audit, SOFAS)
    spam = shelf_letters.SENTENCES[shelf_letters.Reason.SPAM]
    way = shelf_letters.way_out(audit._db, shelf_letters.SenderId(SOFAS))
    refused = type(way)("none", None, None, None, False, spam)
    monkeypatch.setattr(shelf_letters, "way_out", lambda *_: refused)
    plan = audit.act_preview(keys, ShelfAct.OBJECTION)
    assert (plan.drafts, plan.refused) == (0, (spam,))


def test_nobody_behind_means_nothing_to_do(audit: Audit, tmp_path: Path) -> None:
    for act in ShelfAct:
        assert audit.act_preview((), act) == ActPlan(act, 0)
        assert audit.act(("gone",), act, tmp_path) == ()
    assert not list(tmp_path.glob("*.eml"))


def test_it_can_be_stopped(audit: Audit, tmp_path: Path) -> None:
    def stop(step: Step) -> None:
        raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        audit.act(lying(audit, SOFAS), ShelfAct.OBJECTION, tmp_path, tell=stop)
    assert not audit.requests()


def test_a_full_folder_is_refused_in_a_sentence(audit: Audit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf_letters, "_MANY", 1)
    (one,) = audit.act(lying(audit, SOFAS), ShelfAct.OBJECTION, tmp_path)
    assert (one.made, one.words) == (False, "There are too many letters in this folder already. Choose another.")
    assert callable(into_folder(tmp_path))


def test_drafts_lie_in_the_mailbox_and_the_shelf_stays_as_it_was(mailbox: Box) -> None:
    audit, keys = mailbox.audit, mailbox.keys
    audit.set_profile(replace(audit.profile(), country="DE"))
    made = audit.act(keys, ShelfAct.ASK_FOR_LESS, None, mailbox.server.password, topics=["sitting"])
    assert [(one.made, one.words) for one in made] == [(True, "Drafts")]
    assert mailbox.count("Drafts") == 1
    (row,) = audit.requests()
    assert (row.kind, row.state, row.name) == ("ask_for_less", "drafted", "")
    assert mailbox.keys == keys
    audit.sync(password=mailbox.server.password)
    assert mailbox.keys == keys
    assert audit.requests()[0].state == "drafted"  # only the person's word, or their mail in Sent, makes it sent
