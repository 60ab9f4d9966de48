"""The seven stops: in the order of the day, each with what its person does."""

import pytest

from guyub.city.public_site.domain.tour import STOPS, stop_at


def test_seven_people_have_a_stop_each_and_a_resident_is_nobody():
    assert [stop.role for stop in STOPS] == [
        "KASIR",
        "BENDAHARA",
        "KETUA",
        "PENGAWAS",
        "ANGGOTA",
        "PETUGAS_DINAS",
        "",
    ]
    assert all(stop.tasks for stop in STOPS)


@pytest.mark.parametrize("number", [0, -1, 8])
def test_there_are_no_others(number):
    assert stop_at(number) is None


def test_they_are_counted_from_one():
    assert stop_at(1) is STOPS[0]
    assert stop_at(7) is STOPS[6]
