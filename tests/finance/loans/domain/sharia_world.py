"""Sales and loans without interest for tests, and what happens to them."""

from datetime import date

import pytest
from hypothesis import strategies as st

from guyub.finance.loans.domain.events import Event, Kind
from guyub.finance.loans.domain.schedules import schedule_of
from guyub.finance.loans.domain.servicing import Component
from guyub.finance.loans.domain.sharia import Murabahah, murabahah_servicing
from guyub.finance.loans.domain.states import state_of
from guyub.finance.loans.domain.terms import Every, TermsRefusedError, Unit
from guyub.foundation.kernel.money import Rounding

SOLD = date(2026, 1, 15)
KULKAS = Murabahah(
    cost_rp=2_400_000, margin_rp=360_000, down_payment_rp=400_000, instalments=10, sold_on=SOLD
)
SERVED = murabahah_servicing()
MODES = st.sampled_from(Rounding)
SALES = st.builds(
    Murabahah,
    cost_rp=st.integers(203_001, 10**10),  # at least 100 rupiah an instalment
    margin_rp=st.integers(0, 10**10),
    down_payment_rp=st.integers(0, 200_000),
    instalments=st.integers(1, 30),
    sold_on=st.dates(date(2025, 1, 1), date(2028, 12, 31)),
    every=st.builds(Every, st.sampled_from([Unit.DAY, Unit.PASARAN, Unit.WEEK, Unit.MONTH]), st.integers(1, 3)),
)  # fmt: skip


def rows_of(murabahah):
    return schedule_of(murabahah.terms()).instalments


def happened(*told):
    """Make events of (day, kind, amount or change)."""
    return [
        Event(
            on=on,
            kind=kind,
            amount=None if kind is Kind.RESCHEDULE else what,
            change=what if kind is Kind.RESCHEDULE else None,
            place=place,
        )
        for place, (on, kind, what) in enumerate(told)
    ]


def seen(terms, servicing, *told, as_of):
    return state_of(terms, servicing, happened(*told), as_of)


def due(line):
    return line.due[Component.PRINCIPAL], line.due[Component.INTEREST]


def paid_until_may():
    return [(date(2026, month, 15), Kind.REPAYMENT, 236_000) for month in (2, 3, 4, 5)]


def refusal(refusing, *args, **kwargs):
    with pytest.raises(TermsRefusedError) as refused:
        refusing(*args, **kwargs)
    facts = refused.value.facts
    assert refused.value.code == "loans.terms.refused"
    assert facts["message"].endswith(".")
    return facts["field"], facts["wrong"]
