import pytest

from guyub.finance.loans.domain.insurance import InsuranceRefusedError, checked_insurer


def test_an_insurer_has_a_name():
    assert checked_insurer("  Asuransi   Contoh ") == "Asuransi Contoh"
    for written in ("", " ", "x" * 81):
        with pytest.raises(InsuranceRefusedError) as refused:
            checked_insurer(written)
        assert refused.value.facts["wrong"] == "insurer"
