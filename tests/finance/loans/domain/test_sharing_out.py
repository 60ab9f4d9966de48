"""A payment over several loans goes to what is due first; what is too much stays with the first."""

from datetime import date
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from guyub.finance.loans.domain.sharing_out import Owed, shared_out

A, B = UUID(int=1), UUID(int=2)
OWED = [
    Owed(date(2026, 3, 1), A, 100),
    Owed(date(2026, 1, 1), A, 100),
    Owed(date(2026, 2, 1), B, 50),
    Owed(date(2026, 2, 1), A, 30),
]


def test_what_is_due_first_gets_it_first():
    assert shared_out(40, OWED) == {A: 40}
    assert shared_out(140, OWED) == {A: 130, B: 10}
    assert shared_out(180, OWED) == {A: 130, B: 50}
    assert shared_out(1_000, OWED) == {A: 950, B: 50}


@given(
    st.integers(1, 10**9),
    st.lists(
        st.builds(Owed, st.dates(), st.sampled_from([A, B]), st.integers(1, 10**6)), min_size=1, max_size=20
    ),
)
def test_every_rupiah_is_given_once(amount_rp, owed):
    shares = shared_out(amount_rp, owed)
    assert sum(shares.values()) == amount_rp
    assert all(rp > 0 for rp in shares.values())
