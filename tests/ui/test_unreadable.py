"""Files that could not be read are all accounted for, in few words."""

from inboxguard.ui.unreadable import sentences


def test_a_reason_that_names_its_file_stands_alone() -> None:
    assert sentences([("mail/a.pst", "a.pst holds no mail.")]) == ["a.pst holds no mail."]


def test_a_reason_without_a_name_gets_it() -> None:
    assert sentences([("mail/a.mbox", "It ends in the middle.")]) == ["a.mbox: It ends in the middle."]


def test_files_with_the_same_trouble_are_named_together() -> None:
    files = [(f"mail/{n}.pst", f"{n}.pst holds no mail.") for n in "abc"]
    assert sentences(files) == ["a.pst holds no mail. The same goes for b.pst, c.pst."]


def test_of_very_many_the_rest_is_counted() -> None:
    files = [(f"mail/{n}.pst", f"{n}.pst holds no mail.") for n in range(1000, 1100)]
    (line,) = sentences(files)
    assert line.endswith("1001.pst, 1002.pst, 1003.pst, 1004.pst and 95 more.")


def test_different_troubles_are_told_apart() -> None:
    files = [("a.pst", "a.pst holds no mail."), ("b.zip", "b.zip is damaged."), ("c.pst", "c.pst holds no mail.")]
    assert sentences(files) == ["a.pst holds no mail. The same goes for c.pst.", "b.zip is damaged."]


def test_several_troubles_in_one_archive_name_it_once() -> None:
    files = [("t.zip", "A message is damaged."), ("t.zip", "A message is damaged."), ("t.zip", "One is too large.")]
    assert sentences(files) == ["t.zip: A message is damaged.", "t.zip: One is too large."]


def test_nothing_to_say() -> None:
    assert sentences([]) == []
