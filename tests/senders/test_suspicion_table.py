from inboxguard.senders.reasons import codes
from inboxguard.senders.suspicion_table import book


def test_every_sign_has_a_weight_a_family_and_a_sentence() -> None:
    table = book()
    assert table.weights.keys() == table.family.keys()
    assert table.weights.keys() <= codes()
    assert table.conclusive <= table.weights.keys()
    assert all(0 < weight <= table.enough for weight in table.weights.values())


def test_only_what_leaves_no_doubt_weighs_enough_alone() -> None:
    table = book()
    assert {code for code, weight in table.weights.items() if weight >= table.enough} == table.conclusive


def test_a_threat_in_a_vouched_mail_of_a_house_with_its_own_links_and_name_is_no_spam() -> None:
    table = book()
    words = sum(table.weights[code] for code in ("threat", "urgency", "lure", "strange_greeting"))
    assert words - table.standing["own_links"] - table.standing["named_house"] < table.enough


def test_hosts_are_lower_case_names() -> None:
    table = book()
    for hosts in (table.free, table.short, table.mailers, table.lent):
        assert all(host == host.lower() and "." in host for host in hosts)
    assert all("." not in label for label in table.cheap)


def test_what_is_not_looked_at_could_hardly_outweigh_the_standing_of_a_vouched_house() -> None:
    table = book()
    assert table.unsaid - table.standing["own_links"] - table.standing["named_house"] < table.enough
    assert table.unsaid >= table.enough + max(table.weights.values()) - 2
