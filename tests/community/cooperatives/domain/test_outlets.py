import pytest

from guyub.community.cooperatives.domain.outlets import (
    OUTLET_WORDS,
    STATUS_WORDS,
    UNIT_WORDS,
    Internet,
    Missing,
    OutletKind,
    OutletStatus,
    Ownership,
    Standing,
    UnitKind,
    lacks,
    may_open,
)

K, M = OutletKind, Missing


def standing(kind=K.SEMBAKO, *, ownership=Ownership.SEWA, power=900, internet=Internet.HP, permit=False):
    return Standing(kind, ownership, power, internet, permit)


@pytest.mark.parametrize(
    ("_case", "known", "missing", "opens"),
    [
        ("a shop with everything", standing(), [], True),
        ("no place", standing(ownership=Ownership.BELUM), [M.PLACE], False),
        ("no power is no reason to stay closed", standing(power=0), [M.POWER], True),
        ("power not known", standing(power=None), [M.POWER], True),
        ("no internet", standing(internet=Internet.TIDAK_ADA), [M.INTERNET], True),
        ("a pharmacy without permit", standing(K.APOTEK), [M.PERMIT], False),
        ("a clinic with permit", standing(K.KLINIK, permit=True), [], True),
    ],
)
def test_what_an_outlet_lacks_and_whether_it_may_open(_case, known, missing, opens):
    assert lacks(known) == missing
    assert may_open(known) is opens


def test_every_kind_and_state_has_a_name():
    assert set(OUTLET_WORDS) == set(OutletKind)
    assert set(UNIT_WORDS) == set(UnitKind)
    assert set(STATUS_WORDS) == set(OutletStatus)
