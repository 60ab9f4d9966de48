"""When a table goes to the worker, and when the worker must have been stopped."""

from datetime import UTC, datetime, timedelta

from guyub.foundation.intake.domain.work import is_forgotten, is_large

NOW = datetime(2026, 11, 27, 3, 0, tzinfo=UTC)


def test_more_than_five_hundred_lines_are_the_workers():
    assert (is_large(500), is_large(501)) == (False, True)


def test_a_table_in_hand_for_a_quarter_of_an_hour_is_forgotten():
    def held(since):
        return {"waiting": {"at": (NOW - since).isoformat()}}

    assert not is_forgotten({}, now=NOW)
    assert not is_forgotten(held(timedelta(minutes=14, seconds=59)), now=NOW)
    assert is_forgotten(held(timedelta(minutes=15)), now=NOW)
