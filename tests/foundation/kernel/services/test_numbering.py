import threading

import pytest
from django.db import connection

from guyub.foundation.kernel.services.numbering import (
    next_number,
    next_numbers,
    numbers_through,
    put_back_numbers,
)
from guyub.foundation.kernel.tenancy.scope import scope

pytestmark = pytest.mark.database


def test_a_series_counts_from_one_in_each_year_and_cooperative(bumiayu, arjosari):
    with scope(bumiayu.id):
        taken = [
            next_number(cooperative_id=bumiayu.id, series="nota", year=year)
            for year in (2026, 2026, 2027, 2026)
        ]
        other = next_number(cooperative_id=bumiayu.id, series="bukti", year=2026)
    with scope(arjosari.id):
        elsewhere = next_number(cooperative_id=arjosari.id, series="nota", year=2026)

    assert (taken, other, elsewhere) == ([1, 2, 1, 3], 1, 1)


def test_several_at_once(bumiayu):
    with scope(bumiayu.id):
        assert list(next_numbers(cooperative_id=bumiayu.id, series="nota", year=2026, count=3)) == [1, 2, 3]
        assert list(next_numbers(cooperative_id=bumiayu.id, series="nota", year=2026, count=2)) == [4, 5]


def test_fewer_than_one_is_refused(bumiayu):
    with scope(bumiayu.id), pytest.raises(ValueError, match="at least one"):
        next_numbers(cooperative_id=bumiayu.id, series="nota", year=2026, count=0)


def test_numbers_that_were_given_elsewhere_are_passed_and_put_back(bumiayu):
    series = {"cooperative_id": bumiayu.id, "series": "anggota"}
    with scope(bumiayu.id):
        assert numbers_through(**series, last=7) == 0
        assert next_number(**series) == 8
        assert numbers_through(**series, last=5) == 8
        assert not put_back_numbers(**series, stands=7, before=0)  # somebody took the eighth
        assert not put_back_numbers(**series, stands=8, before=8)
        assert put_back_numbers(**series, stands=8, before=3)
        assert next_number(**series) == 4
        assert put_back_numbers(**series, stands=4, before=0)
        assert next_number(**series) == 1


@pytest.mark.django_db(transaction=True)
def test_eight_takers_some_of_whom_give_up_leave_no_gap(bumiayu):
    kept, lock = [], threading.Lock()

    def take(worker):
        try:
            for turn in range(25):
                try:
                    with scope(bumiayu.id, durable=True):
                        number = next_number(cooperative_id=bumiayu.id, series="nota", year=2026)
                        if (worker + turn) % 3 == 0:
                            raise KeyboardInterrupt
                    with lock:
                        kept.append(number)
                except KeyboardInterrupt:
                    pass
        finally:
            connection.close()

    workers = [threading.Thread(target=take, args=(worker,)) for worker in range(8)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert sorted(kept) == list(range(1, len(kept) + 1))
    assert 100 < len(kept) < 200
