"""Figures count what may be seen, with their ground."""

from inboxguard.audit.audit import Audit
from inboxguard.audit.figures import figures
from inboxguard.senders.attribution import Kind
from tests.audit.truth import Story


def test_outgoing_and_set_aside_mail_is_in_none_of_them(registry: Story) -> None:
    overview = registry.audit.overview()
    incoming = [row for row in registry.messages.values() if row["recipient"] is not None or row["received"]]
    aside = [row for row in incoming if any(theme["set_aside"] for theme in row["themes"])]
    assert aside
    assert overview.mails <= len(incoming) - len(aside) + 1


def test_months_add_up_to_the_marketing_of_a_year(move: Story) -> None:
    months = move.audit.overview().months
    assert len(months) == 12
    total = sum(bar.signed_up + bar.purchase + bar.none_found for bar in months)
    year = [
        row
        for row in move.messages.values()
        if row["kind"] == "marketing" and (row["received"] or row["sent"])[:7] >= f"{months[0].month:%Y-%m}"
    ]
    assert total == len(year)


def test_an_empty_mailbox_has_no_figures(empty: Audit) -> None:
    none = figures(empty._db, {}, ())
    assert (none.mails, none.first, none.months, none.exclusive) == (0, None, (), None)
    assert dict(none.kinds) == dict.fromkeys(Kind, 0)


def test_mails_to_the_address_that_one_source_had(move: Story) -> None:
    finding = next(one for one in move.audit.overview().findings if one.what == "exclusive")
    assert finding.details[0] == "Moving Lantern"
    assert finding.ground == 2
    assert finding.number == 17
