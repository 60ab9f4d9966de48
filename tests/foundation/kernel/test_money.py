from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.foundation.kernel.money import (
    AmountNotUnderstoodError,
    Rounding,
    allocate_rp,
    parse_rp,
    round_rp,
    rounded,
)

AMOUNTS_RP = st.integers(min_value=0, max_value=10**13)
WEIGHTS = st.lists(st.integers(min_value=0, max_value=10**12), min_size=1).filter(any)


@given(total_rp=AMOUNTS_RP, weights=WEIGHTS)
def test_shares_sum_to_the_total_and_stay_within_a_rupiah(total_rp, weights):
    shares = allocate_rp(total_rp, weights)

    assert sum(shares) == total_rp
    for share, weight in zip(shares, weights, strict=True):
        assert abs(share - Fraction(total_rp * weight, sum(weights))) < 1


@given(total_rp=AMOUNTS_RP, weights=WEIGHTS, factor=st.integers(min_value=1, max_value=1000))
def test_only_the_proportion_of_weights_counts(total_rp, weights, factor):
    assert allocate_rp(total_rp, [weight * factor for weight in weights]) == allocate_rp(total_rp, weights)


@pytest.mark.parametrize(
    ("_case", "total_rp", "weights", "shares"),
    [
        ("one rupiah left goes to the largest remainder", 10, [1, 2], (3, 7)),
        ("a tie goes to the earlier holder", 10, [1, 1, 1], (4, 3, 3)),
        ("weight zero gets nothing", 100, [0, 5, 0], (0, 100, 0)),
        ("percentages as decimals", 1_000_001, [Decimal("0.25"), Decimal("0.75")], (250_000, 750_001)),
        ("nothing to share", 0, [0, 0], (0, 0)),
        ("nobody and nothing", 0, [], ()),
    ],
)
def test_worked_shares(_case, total_rp, weights, shares):
    assert allocate_rp(total_rp, weights) == shares


@pytest.mark.parametrize(("total_rp", "weights"), [(-1, [1]), (1, [-1, 2]), (1, [0]), (1, [])])
def test_what_cannot_be_shared_is_refused(total_rp, weights):
    with pytest.raises(ValueError, match="zero"):
        allocate_rp(total_rp, weights)


@pytest.mark.parametrize(("total_rp", "weights"), [(10.0, [1]), (10, [0.5])])
def test_a_float_is_never_shared(total_rp, weights):
    with pytest.raises(TypeError):
        allocate_rp(total_rp, weights)


@pytest.mark.parametrize(
    ("exact", "rounded_rp"),
    [("0.5", 1), ("1.5", 2), ("2.4999", 2), ("-0.5", -1), ("-2.5", -3), ("1234567.50", 1234568)],
)
def test_rounding_is_half_away_from_zero(exact, rounded_rp):
    assert round_rp(Decimal(exact)) == rounded_rp


@given(st.fractions())
def test_rounding_moves_by_half_a_rupiah_at_most(exact):
    assert abs(round_rp(exact) - exact) <= Fraction(1, 2)
    assert round_rp(-exact) == -round_rp(exact)


def test_a_float_is_never_rounded():
    with pytest.raises(TypeError):
        round_rp(0.5)


@pytest.mark.parametrize(
    ("written", "amount_rp"),
    [
        ("0", 0),
        ("1234567", 1_234_567),
        ("1.234.567", 1_234_567),
        ("Rp 1.234.567", 1_234_567),
        ("Rp\u00a01.234.567", 1_234_567),
        ("Rp1.234.567,-", 1_234_567),
        ("Rp. 5.000,00", 5_000),
        (" 5000 ", 5_000),
    ],
)
def test_amounts_as_people_write_them(written, amount_rp):
    assert parse_rp(written) == amount_rp


@pytest.mark.parametrize(
    "written", ["", "Rp", "-5000", "5.00", "1.23.456", "5,5", "5e3", "lima ribu", "1 000", "٥"]
)
def test_what_is_no_amount_is_refused(written):
    with pytest.raises(AmountNotUnderstoodError) as refusal:
        parse_rp(written)

    assert refusal.value.facts == {"written": written}


@given(AMOUNTS_RP)
def test_dots_change_nothing(amount_rp):
    assert parse_rp(f"{amount_rp:,}".replace(",", ".")) == amount_rp


@pytest.mark.parametrize(
    ("exact", "nearest", "half_even", "down", "up"),
    [
        (Fraction(5, 2), 3, 2, 2, 3),
        (Fraction(7, 2), 4, 4, 3, 4),
        (Fraction(9, 4), 2, 2, 2, 3),
        (Fraction(11, 4), 3, 3, 2, 3),
        (Fraction(2), 2, 2, 2, 2),
    ],
)
def test_a_contract_names_its_rounding(exact, nearest, half_even, down, up):
    assert [rounded(exact, how) for how in Rounding] == [nearest, half_even, down, up]
