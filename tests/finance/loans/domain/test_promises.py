from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.finance.loans.domain.promises import (
    PromiseState,
    VisitRefusedError,
    check_visit,
    promise_state,
)

TODAY = date(2026, 11, 25)
VISIT, UNTIL = date(2026, 11, 10), date(2026, 11, 20)


@pytest.mark.parametrize(
    ("_case", "paid", "today", "state"),
    [
        ("in two parts", [(date(2026, 11, 12), 60_000), (UNTIL, 40_000)], TODAY, "DITEPATI"),
        ("on the day of the visit", [(VISIT, 100_000)], VISIT, "DITEPATI"),
        ("a day late", [(date(2026, 11, 21), 100_000)], TODAY, "LEWAT"),
        ("before the visit", [(date(2026, 11, 9), 100_000)], TODAY, "LEWAT"),
        ("too little", [(UNTIL, 99_999)], TODAY, "LEWAT"),
        ("the day itself", [], UNTIL, "MENUNGGU"),
        ("the day after", [], UNTIL + timedelta(days=1), "LEWAT"),
    ],
    ids=lambda case: case if isinstance(case, str) and " " in case else "",
)
def test_a_promise_is_kept_by_payments(_case, paid, today, state):
    told = promise_state(visited_on=VISIT, promise_on=UNTIL, promise_rp=100_000, paid=paid, today=today)
    assert told is PromiseState(state)


@given(
    st.lists(st.tuples(st.integers(-5, 20), st.integers(1, 200_000)), max_size=6),
    st.integers(1, 300_000),
    st.integers(0, 30),
)
def test_more_money_never_breaks_a_promise(paid, promised, look):
    flows = [(VISIT + timedelta(days=days), rp) for days, rp in paid]
    told = {
        "visited_on": VISIT,
        "promise_on": UNTIL,
        "promise_rp": promised,
        "today": VISIT + timedelta(days=look),
    }
    before = promise_state(paid=flows, **told)
    after = promise_state(paid=[*flows, (VISIT, 1)], **told)
    assert before is not PromiseState.DITEPATI or after is PromiseState.DITEPATI


FINE = {
    "on": VISIT,
    "found": "BERTEMU",
    "note": "",
    "promise_on": UNTIL,
    "promise_rp": 100_000,
    "owed_rp": 1_000_000,
    "today": TODAY,
}


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"found": ""}, "found"),
        ({"note": "x" * 201}, "note"),
        ({"on": TODAY + timedelta(days=1)}, "day"),
        ({"on": TODAY - timedelta(days=31)}, "day"),
        ({"promise_rp": None}, "promise"),
        ({"promise_on": None}, "promise"),
        ({"found": "KELUARGA"}, "promise_who"),
        ({"promise_on": VISIT - timedelta(days=1)}, "promise_day"),
        ({"promise_on": VISIT + timedelta(days=61)}, "promise_day"),
        ({"promise_rp": 0}, "promise_amount"),
        ({"promise_rp": 1_000_001}, "promise_amount"),
    ],
)
def test_a_visit_that_cannot_be_is_refused(changed, why):
    with pytest.raises(VisitRefusedError) as refused:
        check_visit(**FINE | changed)
    assert refused.value.facts["wrong"] == why


def test_a_visit_may_promise_or_not():
    check_visit(**FINE)
    check_visit(**FINE | {"promise_on": None, "promise_rp": None, "found": "TIDAK_ADA"})
