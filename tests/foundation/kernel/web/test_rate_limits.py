import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from guyub.foundation.kernel.models import RateWindow
from guyub.foundation.kernel.services.rates import count_attempt, forget_attempts

pytestmark = pytest.mark.database

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.mark.django_db
def test_a_window_starts_with_its_first_attempt_and_ends_a_minute_later():
    moments = [0, 10, 59, 60, 61]
    counts = [count_attempt(key="x", within=MINUTE, now=NOON + timedelta(seconds=s)).count for s in moments]

    assert counts == [1, 2, 3, 1, 2]


@pytest.mark.django_db
def test_visitors_are_counted_apart():
    assert [count_attempt(key=key, within=MINUTE, now=NOON).count for key in ("a", "b", "a")] == [1, 1, 2]


@pytest.mark.django_db
def test_old_windows_are_forgotten():
    count_attempt(key="old", within=MINUTE, now=NOON)
    count_attempt(key="new", within=MINUTE, now=NOON + MINUTE)

    assert forget_attempts(before=NOON + MINUTE) == 1
    assert list(RateWindow.objects.values_list("key", flat=True)) == ["new"]


@pytest.mark.django_db(transaction=True)
def test_eight_processes_never_count_the_same_attempt():
    counts = []

    def attempt():
        try:
            counts.extend(count_attempt(key="x", within=MINUTE, now=NOON).count for _ in range(10))
        finally:
            connection.close()

    threads = [threading.Thread(target=attempt) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(counts) == list(range(1, 81))
