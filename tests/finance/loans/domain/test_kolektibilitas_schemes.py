from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from guyub.finance.loans.domain.kolektibilitas_schemes import (
    HAIRCUTS,
    SCHEMES,
    CollateralKind,
    KolektibilitasRefusedError,
    haircut_in_force,
    scheme_in_force,
)


@pytest.mark.parametrize("scheme", SCHEMES, ids=lambda scheme: scheme.name)
def test_a_scheme_rises_and_says_where_it_comes_from(scheme):
    for limits in (*scheme.principal.values(), *scheme.interest.values(), scheme.matured):
        assert [limit.to for limit in limits] == sorted({limit.to for limit in limits})
        classes = list(scheme.matrix)
        assert [classes.index(limit.kolektibilitas) for limit in limits] == sorted(
            classes.index(limit.kolektibilitas) for limit in limits
        )
    assert list(scheme.matrix.values()) == sorted(scheme.matrix.values())
    assert set(scheme.risk) <= set(scheme.matrix)
    assert scheme.source
    assert scheme.confidence in {"A", "B", "C", "M"}


def test_a_scheme_holds_from_its_day_on():
    old = scheme_in_force(name="koperasi")
    new = replace(old, valid_from=date(2027, 1, 1))
    later = replace(old, valid_from=date(2028, 1, 1))
    schemes = (later, old, new)

    def found(on):
        return scheme_in_force(name="koperasi", on=on, schemes=schemes)

    assert found(date(2026, 12, 31)) is old
    assert found(date(2027, 1, 1)) is new
    assert found(None) is later


def test_a_haircut_holds_from_its_day_on():
    new = replace(HAIRCUTS[-1], valid_from=date(2027, 1, 1), share=Fraction(3, 10))

    def found(on):
        return haircut_in_force(kind=CollateralKind.VEHICLE, on=on, haircuts=(new, *HAIRCUTS))

    assert (found(date(2026, 12, 31)), found(date(2027, 1, 1))) == (Fraction(1, 2), Fraction(3, 10))


def test_what_does_not_hold_is_refused():
    dated = replace(SCHEMES[0], valid_from=date(2027, 1, 1))

    for name, on in (("lain", None), ("koperasi", date(2026, 12, 31))):
        with pytest.raises(KolektibilitasRefusedError) as caught:
            scheme_in_force(name=name, on=on, schemes=[dated])
        assert caught.value.facts["wrong"] == "scheme"
    with pytest.raises(KolektibilitasRefusedError) as caught:
        haircut_in_force(kind=CollateralKind.GIRIK, haircuts=())
    assert caught.value.facts["wrong"] == "collateral"
