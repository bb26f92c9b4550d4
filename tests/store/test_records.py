"""What goes into the database comes out equal."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboxguard.errors import Damaged
from inboxguard.facts.message import Message
from inboxguard.store.records import compressed, decompressed, instant, moment, packed, unpacked
from tests.store.messages import message


def test_a_message_survives_the_way_there_and_back() -> None:
    there = message(1)
    assert unpacked(packed(there), Message) == there


@given(st.datetimes(min_value=datetime(1, 1, 3), max_value=datetime(2100, 1, 1)), st.integers(-14, 14))
def test_instants_come_back_to_the_second_and_sort_as_text(naive: datetime, hours: int) -> None:
    at = naive.replace(microsecond=0, tzinfo=timezone(timedelta(hours=hours)))
    assert moment(instant(at)) == at
    later = at + timedelta(seconds=1)
    assert (instant(at) or "") < (instant(later) or "")


def test_no_time_stays_no_time() -> None:
    assert instant(None) is None
    assert moment(None) is None
    assert instant(datetime(2026, 11, 24, 8, tzinfo=UTC)) == "2026-11-24T08:00:00Z"


@pytest.mark.parametrize("broken", [b"", b"{", b'{"key": 1}', b"\xff\xff", b'"\xff"'])
def test_a_broken_record_is_damage_and_no_fault_of_the_program(broken: bytes) -> None:
    with pytest.raises(Damaged, match="broken"):
        unpacked(broken, Message)


@given(st.binary(max_size=2_000))
def test_compressed_octets_come_back(data: bytes) -> None:
    assert decompressed(compressed(data)) == data


def test_what_repeats_shrinks() -> None:
    assert len(compressed(packed([message(number) for number in range(20)]))) * 4 < len(packed([message(1)] * 20))


@pytest.mark.parametrize("broken", [b"", b"{}", compressed(b"word " * 100)[:-9], b"\xff" * 20])
def test_octets_that_were_never_compressed_are_damage(broken: bytes) -> None:
    with pytest.raises(Damaged, match="broken"):
        decompressed(broken)
