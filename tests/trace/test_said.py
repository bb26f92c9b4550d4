from inboxguard.trace.said import Statement, Wording


def test_the_wordings_are_those_of_the_contract() -> None:
    assert {wording.name for wording in Wording} == {"CUST", "PART", "SIGN", "HOST", "OWN", "PARTNERS", "GENERIC"} | {
        "KIN", "SERVED",  # ours: what tells why a copy is no stranger's
    }  # fmt: skip


def test_only_a_hosted_mail_says_by_whom() -> None:
    assert Statement(Wording.PART, "Tea House", "quote", False, "en").by == ""
