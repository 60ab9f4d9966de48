from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from guyub.finance.loans.domain.plans import Change
from guyub.finance.loans.domain.terms import Method, TermsRefusedError, Tranche
from tests.finance.loans.domain.loan_world import (
    DECLINING,
    FLAT,
    FOLLOWING,
    START,
    day,
    due,
    look,
    rescheduled,
)


def test_a_new_rate_holds_from_its_instalment_on():
    change = Change(from_on=day("08-01"), annual_rate=Fraction(6, 100))
    state = look(FLAT, [rescheduled("07-01", change)], "07-01")

    assert [due(one)[1] for one in state.lines] == [120_000] * 6 + [60_000] * 6
    assert {due(one)[0] for one in state.lines} == {1_000_000}
    declining = look(DECLINING, [rescheduled("07-01", change)], "07-01", **FOLLOWING)
    # 1,200,000 not paid until 1 July, then the plan: 6,000 a month at the old rate, 3,000 at the new one.
    assert due(declining.lines[6])[1] == 3_000


def test_more_instalments_and_a_pause():
    longer = look(DECLINING, [rescheduled("07-01", Change(from_on=day("08-01"), extend=6))], "07-01")
    assert len(longer.lines) == 18
    assert [due(one)[0] for one in longer.lines[5:8]] == [100_000, 50_000, 50_000]

    rested = look(DECLINING, [rescheduled("07-01", Change(from_on=day("08-01"), pause=2, extend=2))], "07-01")
    assert [due(one)[0] for one in rested.lines[5:9]] == [100_000, 0, 0, 100_000]
    assert [due(one)[1] for one in rested.lines[5:9]] == [7_000, 6_000, 6_000, 6_000]


def test_of_changes_from_the_same_instalment_the_last_gathers_the_others():
    changes = [
        rescheduled("07-01", Change(from_on=day("08-01"), extend=6)),
        rescheduled("07-02", Change(from_on=day("08-02"), annual_rate=Fraction(6, 100))),
    ]
    state = look(DECLINING, changes, "07-02")

    assert (len(state.lines), due(state.lines[6])[:2]) == (18, (50_000, 3_000))


def test_a_fixed_instalment_stays_at_another_rate_and_is_counted_anew_over_more():
    terms = replace(DECLINING, method=Method.ANNUITY, instalment_amount=110_000)
    cheaper = look(
        terms, [rescheduled("07-01", Change(from_on=day("08-01"), annual_rate=Fraction(0)))], "07-01"
    )
    longer = look(terms, [rescheduled("07-01", Change(from_on=day("08-01"), extend=6))], "07-01")

    assert sum(due(cheaper.lines[7])[:2]) == 110_000
    assert sum(due(longer.lines[7])[:2]) < 60_000


def test_a_new_rate_spreads_what_is_left_and_not_the_interest_of_an_earlier_tranche():
    # 746,017 over eight instalments at half a per cent a month: 95,362.506, rounded to the nearest.
    parts = (Tranche(START, 600_000), Tranche(date(2026, 2, 1), 500_053))
    terms = replace(DECLINING, method=Method.ANNUITY, principal=0, tranches=parts)
    change = Change(from_on=day("06-01"), annual_rate=Fraction(6, 100))
    state = look(terms, [rescheduled("05-20", change)], "05-20")

    assert state.lines[4].opening == 746_017
    assert {sum(due(one)) for one in state.lines[4:11]} == {95_363}


def test_a_new_rate_never_gives_back_what_roundings_took():
    # 39.5 a month is 40 each; without interest from the third on the exact total is 79, and 80 have fallen due.
    terms = replace(FLAT, principal=100_000, annual_rate=Fraction(474, 100_000), instalments=3)
    state = look(
        terms, [rescheduled("03-16", Change(from_on=day("03-16"), annual_rate=Fraction(0)))], "03-16"
    )

    assert [due(one)[1] for one in state.lines] == [40, 40, 0]


def test_parts_that_were_told_one_by_one_are_not_spread_anew():
    terms = replace(DECLINING, instalments=3, principal_parts=(400_000, 400_000, 400_000))
    with pytest.raises(TermsRefusedError) as raised:
        look(terms, [rescheduled("02-01", Change(from_on=day("02-01"), extend=1))], "02-01")

    assert raised.value.facts["wrong"] == "change"


@pytest.mark.parametrize(
    ("_case", "change", "wrong"),
    [
        ("after the end", Change(from_on=date(2027, 2, 1)), "change"),
        ("a pause to the end", Change(from_on=date(2026, 8, 1), pause=6), "change"),
        ("too long", Change(from_on=date(2026, 8, 1), extend=1200), "instalments"),
        ("less than none", Change(from_on=date(2026, 8, 1), extend=-1), "change"),
        ("a negative rate", Change(from_on=date(2026, 8, 1), annual_rate=Fraction(-1)), "rate"),
        ("an absurd rate", Change(from_on=date(2026, 8, 1), annual_rate=Fraction(13)), "rate"),
    ],
)
def test_a_reschedule_that_cannot_be(_case, change, wrong):
    with pytest.raises(TermsRefusedError) as raised:
        look(DECLINING, [rescheduled("07-01", change)], "07-01")

    assert raised.value.facts["wrong"] == wrong
    assert raised.value.facts["message"].endswith(".")
