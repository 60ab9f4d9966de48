"""The end of a day: what differs, what needs a reason, what is refused."""

from dataclasses import replace
from datetime import date

import pytest

from guyub.trade.subsidised.domain.day_closes import (
    Book,
    DayCloseRefusedError,
    Ours,
    Told,
    checked_settling,
    checked_told,
    differences,
)

ON = date(2026, 11, 25)
OURS = Ours(count=23, qty=25, paid_rp=450_000, full=41, empty=52)
SAME = Told(official=25, cash_rp=432_000, cashless_rp=18_000, full=41, empty=52)


@pytest.mark.parametrize(
    ("_case", "told", "found"),
    [
        ("all the same", SAME, []),
        ("one less there", replace(SAME, official=24), [(Book.OFFICIAL, -1)]),
        ("money missing", replace(SAME, cash_rp=414_000), [(Book.MONEY, -18_000)]),
        (
            "a full one too many, an empty one too few",
            replace(SAME, full=42, empty=51),
            [(Book.FULL, 1), (Book.EMPTY, -1)],
        ),
        ("no site, nothing counted", Told(official=None, cash_rp=450_000, cashless_rp=0), []),
    ],
)
def test_what_differs(_case, told, found):
    assert [(one.book, one.gap) for one in differences(ours=OURS, told=told)] == found


def test_goods_without_containers_are_not_counted():
    ours = replace(OURS, full=None, empty=None)
    assert differences(ours=ours, told=SAME) == ()


@pytest.mark.parametrize(
    ("_case", "told", "on", "wrong"),
    [
        ("tomorrow", SAME, date(2026, 11, 26), "day"),
        ("less than nothing", replace(SAME, full=-1), ON, "number"),
        ("too much money", replace(SAME, cashless_rp=10**12 + 1), ON, "number"),
        ("differs without a reason", replace(SAME, official=24), ON, "reason"),
        ("a reason too long", replace(SAME, reason="x" * 201), ON, "reason"),
    ],
)
def test_what_is_refused(_case, told, on, wrong):
    with pytest.raises(DayCloseRefusedError) as refused:
        checked_told(ours=OURS, told=told, on=on, today=ON)
    assert refused.value.facts == {"wrong": wrong}


def test_what_is_kept():
    told = replace(SAME, official=24, reason="  situs  mati pukul 17 ")
    assert checked_told(ours=OURS, told=told, on=ON, today=ON) == replace(told, reason="situs mati pukul 17")
    assert checked_told(ours=OURS, told=SAME, on=ON, today=ON) == SAME
    assert checked_settling(" diketik  hari ini ") == "diketik hari ini"
    with pytest.raises(DayCloseRefusedError):
        checked_settling("ok")
