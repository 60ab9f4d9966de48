import json
from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from guyub.finance.loans.domain.contracts import Contract, change_read, change_written, read, written
from guyub.finance.loans.domain.plans import Change
from guyub.finance.loans.domain.servicing import Penalty, Servicing
from guyub.finance.loans.domain.terms import Fee, Method, Terms
from tests.finance.loans.domain.loan_strategies import servicing, terms

RATES = st.one_of(st.none(), st.fractions(0, 12))


@given(st.data())
def test_what_was_kept_is_read_as_it_was_agreed(data):
    agreed = data.draw(terms().filter(lambda one: not one.tranches))
    contract = Contract(agreed, data.draw(servicing(agreed.method)), ("premi",))

    assert read(json.loads(json.dumps(written(contract)))) == contract


@given(st.dates(), RATES, st.integers(0, 40), st.integers(0, 40))
def test_a_change_is_read_as_it_was_written(day, rate, extend, pause):
    change = Change(from_on=day, annual_rate=rate, extend=extend, pause=pause)
    assert change_read(json.loads(json.dumps(change_written(change)))) == change


def test_a_contract_is_kept_in_words_that_a_person_can_check():
    contract = Contract(
        Terms(
            method=Method.FLAT,
            annual_rate=Fraction(12, 100),
            principal=1_200_000,
            instalments=12,
            fees=(Fee(name="Provisi", rate=Fraction(1, 100)), Fee(name="Premi", amount=6_000)),
        ),
        Servicing(penalty=Penalty(rate=Fraction(1, 1000), cap=Fraction(1, 20))),
        ("Premi",),
    )
    kept = written(contract)

    assert kept["terms"]["annual_rate"] == "3/25"
    assert [fee["name"] for fee in kept["terms"]["fees"]] == ["Provisi", "Premi"]
    assert kept["servicing"]["penalty"]["cap"] == "1/20"
    assert kept["premiums"] == ["Premi"]


def test_the_day_of_payment_out_comes_later():
    agreed = Contract(
        Terms(method=Method.FLAT, annual_rate=Fraction(0), principal=1, instalments=1), Servicing()
    )
    dated = agreed.dated(date(2026, 1, 15), date(2026, 2, 20))

    assert (dated.terms.disbursed_on, dated.terms.first_due_on) == (date(2026, 1, 15), date(2026, 2, 20))
    assert dated.dated(None, None) == agreed
