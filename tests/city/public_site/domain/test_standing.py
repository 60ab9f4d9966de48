import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.city.public_site.domain.standing import Standing, standing_of
from guyub.community.cooperatives.domain.indicators import Value

YES, NO = Value(is_yes=True), Value(is_yes=False)


@pytest.mark.parametrize(
    ("_case", "newest", "standing"),
    [
        ("nothing reported", {}, Standing.BELUM),
        ("said not to have it", {"nib": NO, "operating": NO, "sales_value": Value(number=0)}, Standing.BELUM),
        ("a number for business", {"nib": YES}, Standing.NIB),
        ("sales without the number", {"nib": NO, "sales_value": Value(number=10_000)}, Standing.PENJUALAN),
        ("sales go before the number", {"nib": YES, "sales_value": Value(number=10_000)}, Standing.PENJUALAN),
        ("running goes before sales", {"operating": YES, "sales_value": Value(number=1)}, Standing.BERJALAN),
    ],
)
def test_the_first_class_that_reports_support(_case, newest, standing):
    assert standing_of(newest) is standing


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "operating": st.sampled_from([YES, NO]),
            "nib": st.sampled_from([YES, NO]),
            "sales_value": st.integers(0, 10**12).map(lambda n: Value(number=n)),
        },
    )
)
def test_one_more_good_report_never_puts_a_cooperative_back(newest):
    order = list(Standing)
    for better in ({"operating": YES}, {"nib": YES}, {"sales_value": Value(number=1)}):
        assert order.index(standing_of(newest | better)) <= order.index(standing_of(newest))
