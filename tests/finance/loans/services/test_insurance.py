import threading
from datetime import timedelta
from fractions import Fraction

import pytest
from django.db import connection

from guyub.finance.loans.domain.insurance import InsuranceRefusedError
from guyub.finance.loans.domain.terms import Fee, Method, Terms
from guyub.finance.loans.models import InsuranceClaim, LoanPremium, PremiumPayment
from guyub.finance.loans.services.claims import make_claim, receive_claim, refuse_claim
from guyub.finance.loans.services.paying_out import DisbursementRefusedError
from guyub.finance.loans.services.premiums import pay_premiums, take_premiums_back
from guyub.finance.savings.services.till import TillRefusedError
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.tenancy.scope import scope
from tests.finance.loans.trouble_book import TroubleBook, whole, wrong
from tests.finance.savings.jasa_world import TODAY
from tests.world import new_id

pytestmark = pytest.mark.django_db
INSURED = Terms(
    method=Method.FLAT,
    annual_rate=Fraction(12, 100),
    principal=1_200_000,
    instalments=12,
    fees=(Fee(name="Provisi", rate=Fraction(1, 100)), Fee(name="Premi", amount=6_000)),
)
INSURER = "Asuransi Contoh"


@pytest.fixture
def book(world):
    return TroubleBook(world)


def lends(book, **more):
    return book.lends(INSURED, premiums=("Premi",), **more)


def pays(book, loans, seen_rp, **more):
    told = {"loan_ids": [loan.id for loan in loans], "insurer": INSURER, "seen_rp": seen_rp, "on": TODAY}
    return pay_premiums(**book.told(**{"cash_place_id": book.bank} | told | more))


def test_premiums_wait_and_are_paid_on_together(book):
    loans = [lends(book), lends(book)]
    assert book.books("2.1.16", "4.1.03") == (-12_000, -24_000)
    whole(book)

    payment_id = pays(book, loans, 12_000)

    assert book.books("2.1.16") == (0,)
    with scope(book.place.id):
        payment = PremiumPayment.objects.get(cooperative=book.place)
        waiting = LoanPremium.objects.filter(cooperative=book.place, payment__isnull=True).count()
    assert (payment.id, payment.amount_rp, payment.loans, waiting) == (payment_id, 12_000, 2, 0)
    whole(book)


def test_what_was_paid_on_by_mistake_waits_again(book):
    loan = lends(book)
    payment_id = pays(book, [loan], 6_000)
    told = {"payment_id": payment_id, "reason": "salah rekening"}

    take_premiums_back(**book.told(**told))

    assert book.books("2.1.16") == (-6_000,)
    whole(book)
    before = book.counts()
    assert wrong(lambda: take_premiums_back(**book.told(**told)), InsuranceRefusedError) == "undone"
    assert (
        wrong(lambda: take_premiums_back(**book.told(**told | {"reason": ""})), InsuranceRefusedError)
        == "why"
    )
    gone = told | {"payment_id": new_id()}
    assert wrong(lambda: take_premiums_back(**book.told(**gone)), InsuranceRefusedError) == "gone"
    assert book.counts() == before
    pays(book, [loan], 6_000)
    whole(book)


def test_another_days_payment_stays(book):
    payment_id = pays(book, [lends(book)], 6_000)
    later = book.told(payment_id=payment_id, reason="salah")
    later |= {"now": later["now"] + timedelta(days=1), "today": TODAY + timedelta(days=1)}
    assert wrong(lambda: take_premiums_back(**later), InsuranceRefusedError) == "day"


CASES = (
    ("nobody", {"insurer": " "}, InsuranceRefusedError, "insurer"),
    ("tomorrow", {"on": TODAY + timedelta(days=1)}, InsuranceRefusedError, "late"),
    ("none", {"loan_ids": []}, InsuranceRefusedError, "none"),
    ("another sum", {"seen_rp": 5_999}, InsuranceRefusedError, "changed"),
    ("no place", {"cash_place_id": None}, TillRefusedError, "place"),
)


@pytest.mark.parametrize(
    ("more", "refusal", "why"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_what_does_not_fit_is_not_paid(book, more, refusal, why):
    loan = lends(book)
    before = book.counts()

    assert wrong(lambda: pays(book, [loan], **{"seen_rp": 6_000} | more), refusal) == why

    assert book.counts() == before


@pytest.mark.django_db(transaction=True)
def test_two_who_pay_the_same_premium_at_once_pay_it_once(book):
    loan, said = lends(book), []

    def act():
        try:
            pays(book, [loan], 6_000)
            said.append("done")
        except InsuranceRefusedError as refused:
            said.append(refused.facts["wrong"])
        finally:
            connection.close()

    threads = [threading.Thread(target=act) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(said) == ["done", "paid"]
    assert book.books("2.1.16") == (0,)
    whole(book)


def test_a_paying_out_taken_back_takes_its_premium_along_unless_it_was_paid_on(book):
    loan = book.agrees(INSURED, premiums=("Premi",), on=TODAY)
    book.pays_out(loan, on=TODAY)
    book.takes_out_back(loan)
    assert book.books("2.1.16") == (0,)
    whole(book)
    book.pays_out(loan, on=TODAY)
    pays(book, [loan], 6_000)
    before = book.counts()
    assert wrong(lambda: book.takes_out_back(loan), DisbursementRefusedError) == "served"
    assert book.counts() == before
    whole(book)


def claims(book, loan, amount_rp=1_000_000, **more):
    told = {"loan_id": loan.id, "insurer": INSURER, "amount_rp": amount_rp}
    return make_claim(**book.told(**told | more))


def receives(book, claim_id, amount_rp, **more):
    told = {"claim_id": claim_id, "amount_rp": amount_rp, "cash_place_id": book.bank}
    return receive_claim(**book.told(**told | more))


def test_an_insurer_settles_a_loan(book):
    loan = lends(book)
    owed_rp = book.state(loan).payoff.total
    claim_id = claims(book, loan, owed_rp)

    voucher = receives(book, claim_id, owed_rp)

    assert voucher.startswith("BBM-2026-")
    assert (book.now(loan).state, book.events(loan)[-1].way) == ("LUNAS", "ASURANSI")
    with scope(book.place.id):
        claim = InsuranceClaim.objects.get(cooperative=book.place)
    assert (claim.state, claim.got_rp, claim.event_id) == ("DIBAYAR", owed_rp, book.events(loan)[-1].id)
    whole(book)


def test_what_an_insurer_pays_in_part_is_a_payment_and_never_more_than_is_owed(book):
    loan = lends(book)
    owed_rp = book.state(loan).payoff.total
    claim_id = claims(book, loan, owed_rp)
    before = book.counts()
    assert wrong(lambda: receives(book, claim_id, owed_rp + 1), InsuranceRefusedError) == "over"
    assert wrong(lambda: receives(book, claim_id, 0), InsuranceRefusedError) == "amount"
    assert book.counts() == before

    receives(book, claim_id, 500_000)

    assert book.now(loan).state == "BERJALAN"
    assert book.state(loan).payoff.total == owed_rp - 500_000
    assert wrong(lambda: receives(book, claim_id, 1), InsuranceRefusedError) == "answered"
    whole(book)


def test_a_claim_is_made_once_at_a_time_and_may_be_refused(book, world):
    loan = lends(book)
    before = book.counts()
    assert wrong(lambda: claims(book, loan, 0), InsuranceRefusedError) == "amount"
    assert wrong(lambda: claims(book, loan, 99_000_000), InsuranceRefusedError) == "over"
    assert wrong(lambda: claims(book, loan, insurer=""), InsuranceRefusedError) == "insurer"
    assert wrong(lambda: claims(book, loan, loan_id=new_id()), InsuranceRefusedError) == "gone"
    assert book.counts() == before
    claim_id = claims(book, loan)
    assert wrong(lambda: claims(book, loan), InsuranceRefusedError) == "open"
    refusing = {"claim_id": claim_id, "why": ""}
    assert wrong(lambda: refuse_claim(**book.told(**refusing)), InsuranceRefusedError) == "why"

    refuse_claim(**book.told(claim_id=claim_id, why="polis belum berlaku"))

    with scope(book.place.id):
        assert InsuranceClaim.objects.get(cooperative=book.place).state == "DITOLAK"
    claims(book, loan)
    book.owns(world.person(Role.BENDAHARA))
    assert wrong(lambda: claims(book, loan), InsuranceRefusedError) == "own"
    whole(book)
