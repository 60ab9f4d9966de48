"""A fee under a product's name counts against the ceiling of the goods beside it."""

import pytest

from guyub.trade.retail.domain.fees import is_fee, services_of, with_fees


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        ("Ongkos antar", True),
        ("BIAYA ADMIN QRIS", True),
        ("Jasa-antar gang", True),
        ("Fee kasir", True),
        ("Sabun cuci", False),
        ("Tip-Ex", False),
        ("Antaris biskuit", False),
        ("Jasadin minyak", False),
    ],
)
def test_a_fee_is_told_by_its_name(name, is_one):
    assert is_fee(name=name, code="B-1", services=services_of("-")) is is_one
    assert not is_fee(name=name, code="B-1", services=services_of("A-9 B-1"))


def test_the_whole_fee_is_above_the_ceiling_beside_goods_that_have_one():
    given = {"nets_rp": [18_200, 2_000, 4_000], "fees": {1}}
    assert with_fees([200, 0, 0], **given, has_ceiling=True) == [200, 2_000, 0]
    assert with_fees([200, 0, 0], **given, has_ceiling=False) == [200, 0, 0]
