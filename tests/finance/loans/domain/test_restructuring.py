from datetime import date
from fractions import Fraction

import pytest

from guyub.finance.loans.domain.contracts import Contract, change_read, change_written, read, written
from guyub.finance.loans.domain.events import Event, Kind
from guyub.finance.loans.domain.insurance import running_again, stopped
from guyub.finance.loans.domain.pausing import pause_of, sums_of
from guyub.finance.loans.domain.plans import Change
from guyub.finance.loans.domain.restructuring import (
    RestructureRefusedError,
    changed_by,
    check_caps,
    check_change_asked,
    first_open,
    first_untouched,
    open_beside,
    open_due,
    percent_words,
    sheet_of,
    sheet_read,
    sheet_written,
)
from guyub.finance.loans.domain.servicing import Component, Penalty, PenaltyPer, Servicing
from guyub.finance.loans.domain.states import state_of
from guyub.finance.loans.domain.terms import Every, Fee, Method, Terms, Unit
from guyub.finance.loans.domain.writing_off import write_off

JANUARY, TODAY = date(2026, 1, 1), date(2026, 11, 25)
FLAT = Terms(
    method=Method.FLAT,
    annual_rate=Fraction(12, 100),
    principal=1_200_000,
    instalments=12,
    disbursed_on=JANUARY,
)
CONTRACT = Contract(FLAT, Servicing())


def paid(month, amount=112_000, place=0):
    return Event(on=date(2026, month, 1), kind=Kind.REPAYMENT, amount=amount, place=place)


TEN = [paid(month, place=month - 2) for month in range(2, 12)]


def test_a_sheet_shows_what_is_left():
    sheet = sheet_of(CONTRACT, TEN, TODAY)
    assert (sheet.instalments, sheet.principal_rp, sheet.interest_rp, sheet.other_rp) == (
        2,
        200_000,
        24_000,
        0,
    )
    assert (sheet.total_rp, sheet.overdue_rp, sheet.last_due_on) == (224_000, 0, date(2027, 1, 1))
    assert (sheet.rate_ppm, sheet.nominal_ppm) == (120_000, 214_572)  # 12 % flat; 21.46 % on what one has
    assert sheet.next_after(TODAY).due_on == date(2026, 12, 1)
    assert sheet.due_between(TODAY, date(2027, 1, 1)) == 112_000
    assert sheet_read(sheet_written(sheet)) == sheet


def test_a_change_shows_before_it_is():
    changed = [*TEN, changed_by(Change(from_on=date(2026, 12, 1), extend=2, pause=2), on=TODAY, place=10)]
    sheet = sheet_of(CONTRACT, changed, TODAY)
    assert [line.principal_rp for line in sheet.lines] == [0, 0, 100_000, 100_000]
    cheaper = [
        *TEN,
        changed_by(Change(from_on=date(2026, 12, 1), annual_rate=Fraction(6, 100)), on=TODAY, place=10),
    ]
    assert sheet_of(CONTRACT, cheaper, TODAY).rate_ppm == 60_000


def test_a_settled_loan_has_an_empty_sheet():
    sheet = sheet_of(CONTRACT, [paid(2, 1_344_000)], TODAY)
    assert (sheet.lines, sheet.last_due_on, sheet.next_after(TODAY)) == ((), None, None)


def test_premiums_of_an_insurer_do_not_count_and_fees_that_eat_the_loan_say_nothing():
    fees = (Fee(name="Premi", amount=60_000),)
    insured = Contract(Terms(**{**_fields(FLAT), "fees": fees}), Servicing(), ("Premi",))
    kept = Contract(Terms(**{**_fields(FLAT), "fees": fees}), Servicing())
    assert sheet_of(insured, [], TODAY).nominal_ppm == 214_572
    assert sheet_of(kept, [], TODAY).nominal_ppm > 214_572
    eaten = Contract(
        Terms(**{**_fields(FLAT), "fees": (Fee(name="Provisi", rate=Fraction(1)),)}), Servicing()
    )
    assert sheet_of(eaten, [], TODAY).nominal_ppm is None


def _fields(terms):
    return {name: getattr(terms, name) for name in Terms.__slots__}


def test_where_a_change_may_begin():
    lines = state_of(FLAT, Servicing(), [*TEN, paid(11, 50_000, place=10)], TODAY).lines
    assert (first_open(lines), first_untouched(lines)) == (date(2026, 12, 1), date(2027, 1, 1))
    over = state_of(FLAT, Servicing(), [paid(2, 1_344_000)], TODAY).lines
    assert (first_open(over), first_untouched(over)) == (None, None)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (Change(from_on=TODAY), "nothing"),
        (Change(from_on=TODAY, extend=25), "many"),
        (Change(from_on=TODAY, pause=25), "many"),
        (Change(from_on=TODAY, extend=-1), "many"),
        (Change(from_on=date(2026, 11, 30), extend=1), "from"),
    ],
)
def test_a_change_that_cannot_be_is_refused(change, why):
    lines = state_of(FLAT, Servicing(), TEN, TODAY).lines
    with pytest.raises(RestructureRefusedError) as refused:
        check_change_asked(change, lines=lines)
    assert refused.value.facts["wrong"] == why


def test_nothing_is_open_on_a_loan_that_is_over():
    lines = state_of(FLAT, Servicing(), [paid(2, 1_344_000)], TODAY).lines
    with pytest.raises(RestructureRefusedError):
        check_change_asked(Change(from_on=date(2026, 12, 1), extend=1), lines=lines)
    check_change_asked(
        Change(from_on=date(2026, 12, 1), extend=1), lines=state_of(FLAT, Servicing(), TEN, TODAY).lines
    )


def test_ceilings_hold_for_what_gets_dearer():
    before = sheet_of(CONTRACT, TEN, TODAY)
    longer = [*TEN, changed_by(Change(from_on=date(2026, 12, 1), extend=6), on=TODAY, place=10)]
    after = sheet_of(CONTRACT, longer, TODAY)
    assert percent_words(after.nominal_ppm) == "28,13%"
    high, low = Fraction(24, 100), Fraction(10, 100)
    for highest, most, why in (
        (high, high, "cap_effective"),
        (low, Fraction(1), None),
        (high, Fraction(1), None),
    ):
        if why is None:
            check_caps(before, after, highest=highest, highest_nominal=most)  # no dearer than it was
            continue
        with pytest.raises(RestructureRefusedError) as refused:
            check_caps(before, after, highest=highest, highest_nominal=most)
        assert refused.value.facts == {"wrong": why, "rate": "28,13%", "cap": "24%"}
    dear = [
        *TEN,
        changed_by(Change(from_on=date(2026, 12, 1), annual_rate=Fraction(13, 100)), on=TODAY, place=10),
    ]
    with pytest.raises(RestructureRefusedError) as refused:
        check_caps(before, sheet_of(CONTRACT, dear, TODAY), highest=low, highest_nominal=Fraction(1))
    assert refused.value.facts["wrong"] == "cap_nominal"


BY_DAY = Servicing(penalty=Penalty(rate=Fraction(1, 1000), per=PenaltyPer.DAY))


def test_what_is_open_and_what_is_due():
    state = state_of(FLAT, BY_DAY, TEN[:9], TODAY)  # November is late, 24 days
    assert open_beside(state, Component.PENALTY) == open_due(state.lines, Component.PENALTY, TODAY) == 2_400
    assert open_due(state.lines, Component.INTEREST, TODAY) == 12_000
    assert open_beside(state, Component.INTEREST) == 12_000 + 9_600  # with what has run of December's
    assert open_beside(state, Component.FEE) == 0


def test_a_waiver_of_one_part_leaves_the_others():
    waived = Event(on=TODAY, kind=Kind.WAIVE, amount=2_000, waives=Component.PENALTY, place=9)
    state = state_of(FLAT, BY_DAY, [*TEN[:9], waived], TODAY)
    assert open_due(state.lines, Component.PENALTY, TODAY) == 400
    assert open_due(state.lines, Component.INTEREST, TODAY) == 12_000


def test_a_penalty_that_is_counted_once_may_be_forgiven():
    once = Servicing(penalty=Penalty(amount=10_000))
    waived = Event(on=TODAY, kind=Kind.WAIVE, amount=10_000, waives=Component.PENALTY, place=9)
    state = state_of(FLAT, once, [*TEN[:9], waived], date(2026, 11, 30))
    assert open_due(state.lines, Component.PENALTY, TODAY) == 0


def test_a_death_stops_penalties_and_a_mistake_lets_them_run():
    contract = Contract(FLAT, BY_DAY)
    died = stopped(contract, died_on=date(2026, 11, 11), paid_on=[date(2026, 10, 1)])
    assert died.servicing.penalty.until == date(2026, 11, 11)
    assert stopped(contract, died_on=date(2026, 11, 11), paid_on=[TODAY]).servicing.penalty.until == TODAY
    assert state_of(*died[:2], TEN[:9], TODAY).payoff.penalty == 1_000  # ten days
    assert running_again(died) == contract
    assert stopped(CONTRACT, died_on=TODAY, paid_on=[]) == running_again(CONTRACT) == CONTRACT
    assert read(written(died)) == died
    # Contracts that were kept before nobody could stop a penalty.
    kept = written(contract)
    del kept["servicing"]["penalty"]["until"]
    assert read(kept) == contract
    once = Servicing(penalty=Penalty(amount=10_000, until=date(2026, 10, 31)))
    assert state_of(FLAT, once, TEN[:9], TODAY).payoff.penalty == 0


DUES = [date(2026, 12, 1), date(2027, 1, 1)]


def paused(dues=DUES, every=Every(), from_on=TODAY, months=3, is_free=True):  # noqa: B008  immutable
    return pause_of(
        dues=dues, every=every, from_on=from_on, months=months, rate=Fraction(12, 100), is_free=is_free
    )


def test_a_pause_lets_rest_what_falls_due_and_what_follows():
    first, second = paused()
    assert (first.pause, first.extend, first.annual_rate) == (3, 3, 0)
    assert (second.from_on, second.annual_rate) == (date(2027, 2, 2), Fraction(12, 100))
    assert paused(is_free=False) == [Change(from_on=TODAY, pause=3, extend=3)]
    assert paused(every=None, is_free=False)[0].pause == 2  # days of their own: none follow
    weekly = [date(2026, 11, 30), date(2026, 12, 7)]
    assert paused(weekly, Every(Unit.WEEK), months=1)[0].pause == 4
    assert paused(dues=[]) == paused(dues=[date(2026, 11, 1)]) == []
    assert paused(dues=[date(2027, 6, 1)], every=None) == []


def test_sums_of_no_loans_are_nothing():
    told = sums_of([], from_on=TODAY, months=1)
    assert (told.loans, told.total_rp, told.last_due_on) == (0, 0, None)
    one = sums_of([sheet_of(CONTRACT, TEN, TODAY)], from_on=TODAY, months=1)
    assert (one.loans, one.left_rp, one.window_rp, one.last_due_on) == (1, 200_000, 112_000, date(2027, 1, 1))


@pytest.mark.parametrize(
    ("left", "provision", "jasa", "told"),
    [
        (1_100_000, 800_000, 24_000, (1_100_000, 800_000, 300_000, 0, 24_000)),
        (1_000, 1_500, 0, (1_000, 1_000, 0, 500, 0)),
        (1_000, 0, 0, (1_000, 0, 1_000, 0, 0)),
    ],
)
def test_what_writing_off_books(left, provision, jasa, told):
    assert write_off(left_rp=left, provision_rp=provision, jasa_rp=jasa) == told


def test_percentages_are_short():
    assert [percent_words(ppm) for ppm in (120_000, 214_572, 5_000, 0)] == ["12%", "21,46%", "0,5%", "0%"]


def test_a_change_is_kept_whole():
    change = Change(from_on=TODAY, annual_rate=Fraction(1, 3), extend=1, pause=1)
    assert change_read(change_written(change)) == change
