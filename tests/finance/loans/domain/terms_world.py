"""Terms to refuse, and what the refusal says."""

from datetime import date
from fractions import Fraction

import pytest

from guyub.finance.loans.domain.terms import Method, Terms, TermsRefusedError, Tranche

FIRST = date(2026, 1, 31)
LOAN = {
    "method": Method.DECLINING,
    "principal": 1_200_000,
    "annual_rate": Fraction(12, 100),
    "instalments": 12,
}
IN_PARTS = {"principal": 0, "disbursed_on": FIRST, "tranches": (Tranche(FIRST, 700),), "instalments": 2}


def terms(**told):
    return Terms(**(LOAN | told))


def refusal_of(function, told):
    with pytest.raises(TermsRefusedError) as refusal:
        function(told)
    facts = refusal.value.facts
    assert facts["message"].endswith(".")
    return facts["field"], facts["wrong"]
