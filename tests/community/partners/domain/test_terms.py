from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.community.partners.domain.terms import (
    due_on,
    lead_words,
    next_delivery,
    payment_words,
    weekdays_fit,
    weekdays_of,
    weekdays_words,
)

WEDNESDAY = date(2026, 11, 25)
WEEKDAYS = st.sets(st.sampled_from("1234567")).map(weekdays_of)


@pytest.mark.parametrize("kept", ["", "1", "135", "1234567"])
def test_weekdays_as_they_are_kept(kept):
    assert weekdays_fit(kept)


@pytest.mark.parametrize("written", ["0", "8", "11", "31", "1,3", " ", "١"])
def test_what_are_no_weekdays(written):
    assert not weekdays_fit(written)


@pytest.mark.parametrize(
    ("chosen", "kept"),
    [
        ([], ""),
        (["5", "1", "3", "1"], "135"),
        (list("7654321"), ""),
        (["", "8", "12", "2"], "2"),
    ],
)
def test_chosen_weekdays(chosen, kept):
    assert weekdays_of(chosen) == kept


@pytest.mark.parametrize(
    ("kept", "words"),
    [
        ("", "setiap hari"),
        ("6", "Sabtu"),
        ("14", "Senin dan Kamis"),
        ("135", "Senin, Rabu dan Jumat"),
    ],
)
def test_weekdays_in_words(kept, words):
    assert weekdays_words(kept) == words


@pytest.mark.parametrize(
    ("_case", "lead_days", "weekdays", "comes_on"),
    [
        ("any day, at once", 0, "", date(2026, 11, 25)),
        ("any day, in three days", 3, "", date(2026, 11, 28)),
        ("today is a delivery day", 0, "3", date(2026, 11, 25)),
        ("ready a day late: a week on", 1, "3", date(2026, 12, 2)),
        ("the nearest of two", 1, "15", date(2026, 11, 27)),
        ("over the week's end", 3, "14", date(2026, 11, 30)),
    ],
)
def test_the_next_delivery(_case, lead_days, weekdays, comes_on):
    assert next_delivery(ordered_on=WEDNESDAY, lead_days=lead_days, weekdays=weekdays) == comes_on


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 365), WEEKDAYS)
def test_a_delivery_is_on_its_day_within_a_week_of_being_ready(ordered_on, lead_days, weekdays):
    comes_on = next_delivery(ordered_on=ordered_on, lead_days=lead_days, weekdays=weekdays)

    ready_on = ordered_on + timedelta(days=lead_days)
    assert ready_on <= comes_on < ready_on + timedelta(days=7)
    assert not weekdays or str(comes_on.isoweekday()) in weekdays
    between = (ready_on + timedelta(days=no) for no in range((comes_on - ready_on).days))
    assert all(str(one.isoweekday()) not in weekdays for one in between)


def test_a_bill_is_due_after_its_days():
    assert due_on(billed_on=WEDNESDAY, payment_days=0) == WEDNESDAY
    assert due_on(billed_on=WEDNESDAY, payment_days=14) == date(2026, 12, 9)


def test_terms_in_words():
    assert (payment_words(0), payment_words(14)) == ("tunai saat barang datang", "14 hari sesudah tagihan")
    assert (lead_words(0), lead_words(2)) == ("hari itu juga", "2 hari sesudah pesan")
