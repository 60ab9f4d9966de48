"""Missed dues are counted in whole months; a leaving stands where its state and its question say."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.community.members.domain.cases import (
    ExitKind,
    ExitRefusedError,
    ExitStanding,
    ExitState,
    checked_text,
    exit_number,
    exit_standing,
    last_day_for,
    missed_months,
    possible_kinds,
)
from guyub.community.members.domain.register import MemberState
from guyub.foundation.approvals.domain.requests import State

D = date
DAYS = st.dates(D(2015, 1, 1), D(2035, 12, 31))


@pytest.mark.parametrize(
    ("_case", "since", "today", "months"),
    [
        ("the same day", D(2026, 11, 25), D(2026, 11, 25), 0),
        ("a day short of a month", D(2026, 10, 26), D(2026, 11, 25), 0),
        ("a month to the day", D(2026, 10, 25), D(2026, 11, 25), 1),
        ("half a year", D(2026, 5, 25), D(2026, 11, 25), 6),
        ("half a year less a day", D(2026, 5, 26), D(2026, 11, 25), 5),
        ("over the turn of a year", D(2025, 12, 1), D(2026, 1, 31), 1),
        ("31 August, at the end of February: the member has the benefit", D(2025, 8, 31), D(2026, 2, 28), 5),
        ("31 August, on 1 March", D(2025, 8, 31), D(2026, 3, 1), 6),
        ("a day to come", D(2026, 12, 1), D(2026, 11, 25), 0),
        ("later in this month", D(2026, 11, 30), D(2026, 11, 25), 0),
    ],
)
def test_missed_months(_case, since, today, months):
    assert missed_months(since, today=today) == months


@given(since=DAYS, today=DAYS, months=st.integers(1, 60))
def test_the_list_and_the_count_of_months_agree(since, today, months):
    assert (missed_months(since, today=today) >= months) == (since <= last_day_for(months, today=today))


@pytest.mark.parametrize(
    ("state", "approval", "standing"),
    [
        (ExitState.DIAJUKAN, State.PENDING, ExitStanding.DIAJUKAN),
        (ExitState.DIAJUKAN, State.REJECTED, ExitStanding.DITOLAK),
        (ExitState.DIAJUKAN, State.WITHDRAWN, ExitStanding.DITARIK),
        (ExitState.DIAJUKAN, State.EXPIRED, ExitStanding.LEWAT),
        (ExitState.DISETUJUI, State.APPROVED, ExitStanding.DISETUJUI),
        (ExitState.SELESAI, State.APPROVED, ExitStanding.SELESAI),
        (ExitState.DIBATALKAN, State.REJECTED, ExitStanding.DIBATALKAN),
    ],
)
def test_where_a_leaving_stands(state, approval, standing):
    assert exit_standing(state, approval) is standing


@pytest.mark.parametrize(
    ("state", "kinds"),
    [
        (MemberState.CALON, (ExitKind.MENINGGAL, ExitKind.BATAL)),
        (MemberState.AKTIF, (ExitKind.MUNDUR, ExitKind.MENINGGAL, ExitKind.DIBERHENTIKAN)),
        (MemberState.PASIF, (ExitKind.MUNDUR, ExitKind.MENINGGAL, ExitKind.DIBERHENTIKAN)),
        (MemberState.KELUAR, ()),
    ],
)
def test_who_may_leave_how(state, kinds):
    assert possible_kinds(state) == kinds


@pytest.mark.parametrize("written", ["pendek", "  pen dek   ", "x" * 21])
def test_a_text_of_another_length_is_refused(written):
    with pytest.raises(ExitRefusedError) as refused:
        checked_text(written, least=10, most=20, refusal=ExitRefusedError, wrong="reason")
    assert refused.value.facts == {"wrong": "reason", "least": 10, "most": 20}


def test_a_text_loses_spare_spaces():
    said = checked_text("  pindah  ke  luar ", least=10, most=20, refusal=ExitRefusedError, wrong="reason")
    assert said == "pindah ke luar"


def test_the_number_that_people_see():
    assert exit_number(2026, 7) == "KA-2026-0007"
