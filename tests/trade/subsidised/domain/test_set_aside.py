"""What is set aside counts on every day on which it may be sold, and no longer than its month."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from guyub.foundation.devices.domain.lending import Lent
from guyub.trade.subsidised.domain.limits import Decision, LimitFinding, Outcome
from guyub.trade.subsidised.domain.programmes import LimitRule, Mode, Period, Scope
from guyub.trade.subsidised.domain.set_aside import (
    SetAside,
    Who,
    counted_of,
    is_firm,
    lendable,
    lent_until,
    passed,
    room,
)
from guyub.trade.subsidised.domain.tags import salt_of, tag_of

END = datetime(2026, 11, 7, 17, 0, tzinfo=UTC)  # midnight in Jakarta, after the 7th


def slice_of(lent):
    return SetAside(
        id=UUID(int=1),
        device_id=UUID(int=2),
        outlet=1,
        consumer_id=UUID(int=3),
        nik=b"n",
        kk=None,
        month=date(2026, 11, 1),
        lent=Lent(lent, lent),
        expires_at=END,
    )


def rule(mode, *, begins=date(2026, 1, 1), id_="a"):
    return LimitRule(
        id=id_,
        programme="LPG_3KG",
        scope=Scope.KK,
        period=Period.MONTH,
        max_qty=4,
        mode=mode,
        valid_from=begins,
        legal_basis="contoh",
        source="contoh",
        confidence="C",
    )


def finding(mode, *, is_passed, id_="a"):
    return LimitFinding(
        rule=rule(mode, id_=id_), counted=0, most=4, remaining=4, is_passed=is_passed, is_known=True
    )


@pytest.mark.parametrize(
    ("_case", "day", "counts_on"),
    [
        ("before its end it counts today", date(2026, 11, 5), date(2026, 11, 5)),
        ("on its last day", date(2026, 11, 7), date(2026, 11, 7)),
        ("after it, on its last day", date(2026, 11, 9), date(2026, 11, 7)),
        ("never in the month before", date(2026, 10, 31), date(2026, 11, 1)),
    ],
)
def test_a_slice_counts_on_each_day_up_to_its_last(_case, day, counts_on):
    (used,) = counted_of([slice_of(3), slice_of(0)], category="RT", day=day)
    assert (used.day, used.qty, used.sales, used.category) == (counts_on, 3, 3, "RT")


def test_a_sale_of_it_counts_no_later_than_its_end():
    assert slice_of(1).sold_at(END + timedelta(days=9)) < END
    assert slice_of(1).sold_at(END - timedelta(hours=1)) == END - timedelta(hours=1)
    assert slice_of(3).less(2).lent.lent == 1
    assert slice_of(3).less(9).lent.lent == 0


def test_it_lasts_three_days_and_not_beyond_the_month_nor_into_other_limits():
    assert lent_until(datetime(2026, 11, 10, tzinfo=UTC), []) == datetime(2026, 11, 13, tzinfo=UTC)
    turn = datetime(2026, 12, 31, 17, 0, tzinfo=UTC)
    assert lent_until(turn - timedelta(days=1), []) == turn
    assert lent_until(turn, []) == turn + timedelta(days=3)
    begins = [rule(Mode.BLOCK, begins=date(2026, 11, day)) for day in (5, 9, 7)]
    assert lent_until(datetime(2026, 11, 5, tzinfo=UTC), begins) == datetime(2026, 11, 6, 17, tzinfo=UTC)


@pytest.mark.parametrize(
    ("_case", "rooms", "lent"),
    [
        ("no limit binds", [None], 2),
        ("one purchase", [9, None], 2),
        ("half stays free", [3, 9], 1),
        ("the last one is lent to nobody", [1], 0),
    ],
)
def test_one_purchase_is_lent_and_half_stays_free(_case, rooms, lent):
    assert lendable(rooms=rooms, usual=2) == lent


def left(mode, scope, remaining):
    return replace(finding(mode, is_passed=False), rule=replace(rule(mode), scope=scope), remaining=remaining)


@pytest.mark.parametrize(
    ("_case", "findings", "most"),
    [
        (
            "the least of what binds a person or household",
            [(Mode.WARN, Scope.KK, 3), (Mode.BLOCK, Scope.NIK, 2)],
            2,
        ),
        ("what is only told binds nothing", [(Mode.INFO, Scope.KK, 1)], None),
        ("a business that warns is left aside", [(Mode.WARN, Scope.NIB, 1), (Mode.WARN, Scope.KK, 3)], 3),
        (
            "a business that blocks: nothing is lent",
            [(Mode.BLOCK, Scope.NIB, 5), (Mode.WARN, Scope.KK, 3)],
            0,
        ),
    ],
)
def test_what_binds_a_buyers_rows_can_be_set_aside(_case, findings, most):
    found = tuple(left(*one) for one in findings)
    decision = Decision(
        decision=Outcome.OK, rule=None, remaining=None, most=None, sentence="", findings=found
    )

    assert room(decision) == most


def test_the_hardest_limit_is_marked_and_a_blocking_one_makes_it_firm():
    over = [finding(Mode.WARN, is_passed=True), finding(Mode.BLOCK, is_passed=True, id_="b")]
    assert passed(over).id == "b"
    assert passed(over[:1]).id == "a"
    assert passed([finding(Mode.INFO, is_passed=True), finding(Mode.BLOCK, is_passed=False)]) is None
    assert (is_firm(over), is_firm(over[:1])) == (True, False)


def test_rows_are_held_by_what_is_known():
    assert Who(b"n").held() == {("NIK", b"n")}
    assert sorted(Who(b"n", b"k", b"b").held()) == [("KK", b"k"), ("NIB", b"b"), ("NIK", b"n")]


def test_a_tag_fits_one_device_alone():
    here, there = salt_of(b"one"), salt_of(b"two")
    tags = {
        tag_of(nik, salt=salt) for nik in ("3573030101010001", "3573030101010002") for salt in (here, there)
    }
    assert len(tags) == 4
    assert all(len(tag) == 32 for tag in tags)
