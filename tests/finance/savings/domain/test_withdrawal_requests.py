from datetime import date, timedelta

import pytest

from guyub.finance.savings.domain.withdrawal_requests import (
    OPEN,
    STATE_WORDS,
    STEPS,
    RequestState,
    WithdrawalRequestRefusedError,
    check_request,
    check_step,
)

TODAY = date(2026, 11, 25)


def wrong(act):
    with pytest.raises(WithdrawalRequestRefusedError) as refused:
        act()
    return refused.value.facts["wrong"]


def asked(amount_rp=50_000, wanted_on=TODAY):
    check_request(amount_rp=amount_rp, free_rp=50_000, wanted_on=wanted_on, today=TODAY)


def test_what_may_be_asked_for():
    asked()
    asked(amount_rp=1, wanted_on=TODAY + timedelta(days=60))


@pytest.mark.parametrize(
    ("_case", "given", "said"),
    [
        ("nothing", {"amount_rp": 0}, "amount"),
        ("more than is free", {"amount_rp": 50_001}, "short"),
        ("yesterday", {"wanted_on": TODAY - timedelta(days=1)}, "day"),
        ("too far ahead", {"wanted_on": TODAY + timedelta(days=61)}, "day"),
    ],
)
def test_what_may_not(_case, given, said):
    assert wrong(lambda: asked(**given)) == said


def test_a_request_that_is_done_takes_no_step():
    for old, steps in STEPS.items():
        for new in RequestState:
            if new in steps:
                check_step(old, new)
            else:
                assert wrong(lambda old=old, new=new: check_step(old, new)) == "state"
    assert {one for one, steps in STEPS.items() if steps} == OPEN
    assert set(STATE_WORDS) == set(RequestState)
