"""What was agreed is looked at again when it is paid out; and an agreed loan that nobody wants any more."""

from dataclasses import replace

import pytest

from guyub.finance.credit.domain.limits import LimitRefusedError
from guyub.finance.loans.models import Guarantee
from guyub.finance.loans.services.cancelling import AgreementRefusedError
from guyub.finance.loans.services.fitness import ChangedError, fitting_terms
from guyub.finance.loans.services.guarantees import add_guarantor
from guyub.finance.loans.services.paying_out import DisbursementRefusedError
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.kernel.tenancy.scope import scope
from tests.finance.loans.request_book import FLAT_12, RequestBook
from tests.finance.savings.jasa_world import TODAY
from tests.world import new_id

pytestmark = pytest.mark.django_db


@pytest.fixture
def book(world):
    return RequestBook(world)


def refusal(book, act, kind):
    """Give the refusal of an act; nothing may have changed."""
    before = book.kept(), book.wrote()
    with pytest.raises(kind) as caught:
        act()
    assert (book.kept(), book.wrote()) == before
    return caught.value.facts


def test_an_agreed_loan_is_paid_out_while_nothing_changed(book):
    loan = book.agreed().loan

    book.pays_out(loan, on=TODAY)

    assert book.now(loan).state == "BERJALAN"
    assert book.broken() == []


@pytest.mark.parametrize(
    ("_case", "terms", "what"),
    [
        ("a lower rate", {"rate_from_ppm": 90_000, "rate_ppm": 100_000, "rate_to_ppm": 110_000}, "jasanya"),
        ("smaller loans", {"most_rp": 2_000_000}, "jumlah pinjamannya"),
        ("shorter loans", {"most_instalments": 10}, "banyaknya angsuran"),
    ],
)
def test_terms_that_changed_since_the_agreement_stop_the_payment_out(book, _case, terms, what):
    loan = book.agreed().loan
    book.sets_terms(replace(FLAT_12, from_on=TODAY, **terms))

    facts = refusal(book, lambda: book.pays_out(loan, on=TODAY), DisbursementRefusedError)

    assert (facts["wrong"], facts["what"]) == ("terms", what)


def test_a_member_who_came_to_the_board_is_held_within_the_lower_limit(book):
    """2,400,000 is within 15 % and 10 %; 2,600,000 within 15 % alone."""
    loan = book.agreed(analysis=book.proposes(2_600_000)).loan
    book.becomes(Role.SEKRETARIS)

    facts = refusal(book, lambda: book.pays_out(loan, on=TODAY), LimitRefusedError)

    assert (facts["wrong"], facts["by_rp"]) == ("related", 100_000)


def test_what_was_agreed_before_guyub_has_no_terms_to_be_held_against(book):
    loan = book.agrees()

    book.pays_out(loan)

    assert book.now(loan).state == "BERJALAN"


def test_the_terms_that_a_loan_fits(book):
    told = {"product_id": book.product.id, "amount_rp": 2_400_000, "instalments": 12, "rate_ppm": 120_000}
    with scope(book.place.id):
        held = fitting_terms(cooperative_id=book.place.id, on=TODAY, **told)
        assert held.offered.most_rp == 10_000_000
        with pytest.raises(ChangedError, match="belum ada"):
            fitting_terms(cooperative_id=book.place.id, on=book.bare_product().opened_on, **book.bare(told))
        with pytest.raises(ChangedError, match="sudah ditutup"):
            fitting_terms(cooperative_id=book.place.id, on=TODAY, **told | {"product_id": new_id()})


def test_an_agreed_loan_is_cancelled_and_its_limit_is_free_again(book):
    row = book.agreed()

    book.cancels(row.loan_id)

    loan = book.now(row.loan)
    assert (loan.state, loan.ended_on) == ("BATAL", TODAY)
    assert book.acts()[-1] == "loans.loan.cancelled"
    assert book.broken() == []
    again = book.agreed()
    assert again.loan.name == "PJ-2026-0002"


def test_what_is_not_cancelled(book):
    row = book.agreed()

    def wrong(act):
        return refusal(book, act, AgreementRefusedError)["wrong"]

    assert wrong(lambda: book.cancels(row.loan_id, "pendek")) == "reason"
    assert wrong(lambda: book.cancels(new_id())) == "gone"
    treasurer = book.becomes(Role.BENDAHARA)
    assert wrong(lambda: book.cancels(row.loan_id, actor=treasurer)) == "own"
    with pytest.raises(NotAllowedError):
        book.cancels(row.loan_id, actor=book.world.actor(Role.KASIR))
    book.pays_out(row.loan, on=TODAY)
    assert wrong(lambda: book.cancels(row.loan_id)) == "state"


def test_who_stood_surety_is_free_when_the_loan_is_cancelled(book):
    row = book.agreed()
    budi = book.world.member("Budi Santoso")
    add_guarantor(
        **book.does(),
        loan_id=row.loan_id,
        member_id=budi.id,
        amount_rp=100_000,
        account_id=None,
        today=TODAY,
    )

    book.cancels(row.loan_id)

    with scope(book.place.id):
        assert not Guarantee.objects.filter(cooperative=book.place, released_on__isnull=True).exists()
    assert book.broken() == []
