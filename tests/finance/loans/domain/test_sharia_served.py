from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guyub.finance.loans.domain.events import EventRefusedError, Kind
from guyub.finance.loans.domain.plans import Change
from guyub.finance.loans.domain.schedules import schedule_of
from guyub.finance.loans.domain.servicing import (
    Component,
)
from guyub.finance.loans.domain.sharia import (
    Akad,
    check_changes,
    murabahah_servicing,
    qardh_terms,
)
from tests.finance.loans.domain.sharia_world import (
    KULKAS,
    MODES,
    SALES,
    SERVED,
    SOLD,
    due,
    paid_until_may,
    refusal,
    rows_of,
    seen,
)

# -- over more instalments


def test_more_instalments_worked_by_hand():
    once = KULKAS.longer(from_on=date(2026, 6, 15), extend=4)
    twice = KULKAS.longer(from_on=date(2026, 9, 15), extend=2, before=[once])
    agreed = date(2026, 6, 1)

    found = seen(KULKAS.terms(), SERVED, *paid_until_may(), (agreed, Kind.RESCHEDULE, once), as_of=agreed)
    assert [due(line) for line in found.lines] == [(200_000, 36_000)] * 4 + [(120_000, 21_600)] * 10
    assert found.outstanding == found.payoff.total == 1_416_000

    again = (agreed, Kind.RESCHEDULE, once), (agreed, Kind.RESCHEDULE, twice)
    found = seen(KULKAS.terms(), SERVED, *paid_until_may(), *again, as_of=agreed)
    assert [due(line) for line in found.lines[4:]] == [(120_000, 21_600)] * 3 + [
        *[(93_333, 16_800)] * 8,
        (93_336, 16_800),
    ]
    assert found.outstanding == found.payoff.total == 1_416_000


@given(
    sold=SALES.filter(lambda one: one.instalments > 1),
    mode=MODES,
    places=st.lists(
        st.tuples(st.integers(0, 29), st.integers(1, 12), st.integers(0, 1)), min_size=1, max_size=3
    ),
)
@settings(max_examples=50, deadline=None)
def test_the_price_stays_however_often_it_is_spread(sold, mode, places):
    sold = replace(sold, mode=mode)
    terms, changes, number = sold.terms(), [], sold.instalments
    dues = [row.due_on for row in schedule_of(terms).instalments]
    for at, extend, before in sorted(places):
        from_on = max([dues[at % len(dues)] - timedelta(days=before), *(one.from_on for one in changes)])
        changes.append(sold.longer(from_on=from_on, extend=extend, before=changes))
        number += extend
    check_changes(Akad.MURABAHAH, terms, changes)

    told = [(sold.sold_on, Kind.RESCHEDULE, change) for change in changes]
    found = seen(terms, SERVED, *told, as_of=sold.sold_on)

    assert len(found.lines) == number
    assert sum(line.due[Component.PRINCIPAL] for line in found.lines) == sold.owed_rp
    assert sum(line.due[Component.INTEREST] for line in found.lines) == sold.margin_rp
    assert found.outstanding == found.payoff.total == sold.owed_rp + sold.margin_rp


def test_what_is_left_may_be_spread_from_the_last_instalment_but_not_after_it():
    last = date(2026, 11, 15)

    change = KULKAS.longer(from_on=last, extend=1)
    assert change.extend == 1
    found = seen(KULKAS.terms(), SERVED, (SOLD, Kind.RESCHEDULE, change), as_of=SOLD)
    assert [due(line) for line in found.lines[8:]] == [(200_000, 36_000), *[(100_000, 18_000)] * 2]

    after = last + timedelta(days=1)
    assert refusal(KULKAS.longer, from_on=after, extend=1) == ("extend", "change")


def test_a_change_before_may_begin_on_the_same_day_and_not_later():
    day = date(2026, 6, 15)
    once = KULKAS.longer(from_on=day, extend=4)

    twice = KULKAS.longer(from_on=day, extend=6, before=[once])
    told = [(SOLD, Kind.RESCHEDULE, once), (SOLD, Kind.RESCHEDULE, twice)]
    found = seen(KULKAS.terms(), SERVED, *told, as_of=SOLD)
    assert [due(line) for line in found.lines[4:]] == [(75_000, 13_500)] * 16

    sooner = day - timedelta(days=1)
    assert refusal(KULKAS.longer, from_on=sooner, extend=6, before=[once]) == ("from", "change")


@pytest.mark.parametrize("extend", [0, -1])
def test_spreading_over_no_more_instalments_is_refused(extend):
    assert refusal(KULKAS.longer, from_on=date(2026, 6, 15), extend=extend) == ("extend", "change")


def test_spreading_after_a_change_that_altered_the_price_is_refused():
    dearer = Change(from_on=date(2026, 6, 15), extend=2)

    found = refusal(KULKAS.longer, from_on=date(2026, 6, 15), extend=1, before=[dearer])
    assert found == ("change", "akad")


@pytest.mark.parametrize(
    ("_case", "akad", "change", "field"),
    [
        ("more instalments at the old rate", Akad.MURABAHAH, {"extend": 2}, "change"),
        ("a lower rate", Akad.MURABAHAH, {"annual_rate": Fraction(1, 100)}, "change"),
        ("a rate on a qardh", Akad.QARDH, {"annual_rate": Fraction(1, 100)}, "rate"),
    ],
)
def test_a_change_of_the_price_is_refused(_case, akad, change, field):
    terms = (
        KULKAS.terms()
        if akad is Akad.MURABAHAH
        else qardh_terms(lent_rp=900_000, instalments=9, lent_on=SOLD)
    )
    changes = [Change(from_on=date(2026, 6, 15)), Change(from_on=date(2026, 6, 15), **change)]

    assert refusal(check_changes, akad, terms, changes) == (field, "akad")
    check_changes(Akad.PINJAMAN, terms, changes)
    check_changes(akad, terms, changes[:1])


def test_a_change_that_keeps_the_price_passes():
    check_changes(Akad.MURABAHAH, KULKAS.terms(), [Change(from_on=date(2026, 6, 15), pause=2)])
    lent = qardh_terms(lent_rp=900_000, instalments=9, lent_on=SOLD)
    check_changes(Akad.QARDH, lent, [Change(from_on=date(2026, 6, 15), extend=3, annual_rate=Fraction(0))])


# -- being late


@pytest.mark.parametrize(
    ("_case", "day", "tazir"),
    [
        ("the due date", date(2026, 2, 15), 0),
        ("the last day of the grace", date(2026, 2, 18), 0),
        ("the day after it", date(2026, 2, 19), 10_000),
        ("once, however long", date(2026, 3, 18), 10_000),
        ("a second instalment", date(2026, 3, 19), 20_000),
        ("all ten", date(2030, 1, 1), 100_000),
    ],
)
def test_being_late_costs_a_tazir_once_an_instalment(_case, day, tazir):
    found = seen(KULKAS.terms(), murabahah_servicing(tazir_rp=10_000, grace_days=3), as_of=day)

    assert sum(line.due[Component.PENALTY] for line in found.lines) == tazir
    assert found.payoff.penalty == tazir
    assert found.outstanding == found.payoff.total == 2_360_000 + tazir


@given(day=st.dates(SOLD, date(2031, 1, 1)), tazir_rp=st.integers(0, 50_000), grace=st.integers(0, 40))
@settings(max_examples=40, deadline=None)
def test_time_adds_nothing_but_the_tazir(day, tazir_rp, grace):
    served = murabahah_servicing(tazir_rp=tazir_rp, grace_days=grace)
    late = sum(row.due_on + timedelta(days=grace) < day for row in rows_of(KULKAS))

    found = seen(KULKAS.terms(), served, as_of=day)

    assert (found.payoff.principal, found.payoff.interest) == (2_000_000, 360_000)
    assert found.outstanding == 2_360_000 + late * tazir_rp


def test_an_instalment_of_which_the_margin_alone_is_open_is_late():
    order = (Component.PENALTY, Component.FEE, Component.PRINCIPAL, Component.INTEREST)
    served = replace(murabahah_servicing(tazir_rp=10_000), allocation=order)

    paid = (date(2026, 2, 15), Kind.REPAYMENT, 200_000)
    found = seen(KULKAS.terms(), served, paid, as_of=date(2026, 2, 16))

    assert found.lines[0].open(Component.INTEREST) == 36_000
    assert found.payoff.penalty == 10_000


def test_without_a_tazir_there_is_no_penalty():
    assert murabahah_servicing().penalty is None
    assert murabahah_servicing(grace_days=5).penalty is None
    assert murabahah_servicing(tazir_rp=1).penalty.amount == 1


# -- settling early


@pytest.mark.parametrize("day", [date(2026, 5, 15), date(2026, 5, 16), date(2026, 6, 1), date(2026, 6, 15)])
def test_settling_early_owes_the_rest_of_the_price(day):
    found = seen(KULKAS.terms(), SERVED, *paid_until_may(), as_of=day)

    assert (found.payoff.principal, found.payoff.interest) == (1_200_000, 216_000)
    settled = seen(KULKAS.terms(), SERVED, *paid_until_may(), (day, Kind.PAYOFF, 1_416_000), as_of=day)
    assert settled.outstanding == 0
    assert sum(one.amount for one in settled.transactions) == 2_360_000


def test_settling_late_owes_the_price_and_the_tazir():
    served, day = murabahah_servicing(tazir_rp=10_000), date(2026, 7, 1)

    found = seen(KULKAS.terms(), served, *paid_until_may(), (day, Kind.PAYOFF, 1_426_000), as_of=day)

    assert found.outstanding == 0
    assert found.transactions[-1].of(Component.PENALTY) == 10_000


@pytest.mark.parametrize("payoff_first", [False, True])
def test_a_discount_is_a_waiver_on_the_day(payoff_first):
    day = date(2026, 6, 1)
    told = [(day, Kind.WAIVE, 100_000), (day, Kind.PAYOFF, 1_316_000)]
    if payoff_first:
        told.reverse()

    found = seen(KULKAS.terms(), SERVED, *paid_until_may(), *told, as_of=day)

    assert found.outstanding == 0
    paid = found.transactions[-1]
    assert (paid.of(Component.PRINCIPAL), paid.of(Component.INTEREST)) == (1_200_000, 116_000)


def test_a_discount_may_be_all_of_the_margin_that_is_left_and_no_more():
    day, terms = date(2026, 6, 1), KULKAS.terms()

    found = seen(terms, SERVED, *paid_until_may(), (day, Kind.WAIVE, 216_000), as_of=day)
    assert (found.payoff.total, found.payoff.interest) == (1_200_000, 0)

    with pytest.raises(EventRefusedError) as refused:
        seen(terms, SERVED, *paid_until_may(), (day, Kind.WAIVE, 216_001), as_of=day)
    assert refused.value.facts["wrong"] == "waive"
