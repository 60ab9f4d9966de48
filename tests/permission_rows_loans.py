"""The permission rows of loans: the list, one loan, what secures it, its papers."""

from guyub.finance.loans.models import LoanEvent
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.kernel.tenancy.scope import scope
from tests.finance.loans.security_book import SecurityBook
from tests.permission_rows import SOME_ID, Row, made_once, of_place
from tests.world import NOW

A = Action


def book_of(world):
    """Give the loan book of Bumiayu, made the first time."""
    return made_once(world, "loan_book", lambda: SecurityBook(world))


def of_loan(world):
    """The address of a loan of Bumiayu that runs."""
    return {"loan_id": made_once(world, "loan", lambda: book_of(world).lends().id) if world else SOME_ID}


def of_agreed(world):
    """The address of a loan that was agreed and not paid out."""
    return {
        "loan_id": made_once(world, "loan_agreed", lambda: book_of(world).agrees().id) if world else SOME_ID
    }


def of_payment(world):
    """The address of the receipt of a payment."""

    def pay():
        book, loan_id = book_of(world), of_loan(world)["loan_id"]
        with scope(book.place.id):
            paid = LoanEvent.objects.filter(cooperative=book.place, loan_id=loan_id).first()
        return paid.id if paid else book.pays(_Loan(loan_id), 112_000, NOW.date()).event_id

    return of_loan(world) | {"event_id": made_once(world, "loan_payment", pay) if world else SOME_ID}


def of_thing(world):
    """The address of the picture of a thing: this one has none."""
    return of_loan(world) | {"collateral_id": SOME_ID}


class _Loan:
    """A loan by its id alone."""

    def __init__(self, id_):
        self.id = id_


LOANS_ROWS: tuple[Row, ...] = (
    Row("loans:simulator", 200, 200),
    Row("api:loans", 401, 401, arguments=of_place("member_id")),
    Row("loans:book", requires=A.VIEW_LOANS),
    Row("loans:loan", requires=A.VIEW_LOANS, arguments=of_loan),
    Row("loans:pay_out", requires=A.KEEP_LOANS, method="post", arguments=of_agreed),
    Row(
        "loans:take_out_back", requires=A.KEEP_LOANS, method="post", arguments=of_loan, fields={"reason": "x"}
    ),
    Row("loans:payment", requires=A.TAKE_LOANS, method="post", arguments=of_loan),
    Row("loans:settle", requires=A.TAKE_LOANS, arguments=of_loan),
    Row("loans:order", requires=A.TAKE_LOANS, method="post", arguments=of_loan),
    Row("loans:take_back", requires=A.TAKE_LOANS, method="post", arguments=of_loan),
    Row("loans:guarantor_new", requires=A.KEEP_LOANS, arguments=of_loan),
    Row("loans:guarantor_release", requires=A.KEEP_LOANS, method="post", arguments=of_loan),
    Row("loans:guarantee_call", requires=A.KEEP_LOANS, method="post", arguments=of_loan),
    Row("loans:guarantor_repaid", requires=A.TAKE_LOANS, method="post", arguments=of_loan),
    Row("loans:repayment_back", requires=A.TAKE_LOANS, method="post", arguments=of_loan),
    Row("loans:collateral_new", requires=A.KEEP_LOANS, arguments=of_loan),
    Row("loans:collateral_return", requires=A.KEEP_LOANS, method="post", arguments=of_loan),
    Row("loans:collateral_picture", requires=A.VIEW_LOANS, arguments=of_thing),
    Row("loans:contract", requires=A.KEEP_LOANS, method="post", arguments=of_loan),
    Row("loans:card", requires=A.VIEW_LOANS, arguments=of_loan),
    Row("loans:paid_out", requires=A.VIEW_LOANS, arguments=of_loan),
    Row("loans:receipt", requires=A.VIEW_LOANS, arguments=of_payment),
)
