"""The permission rows of reports on loans, and of a member's own loans."""

from datetime import timedelta

from guyub.finance.loans.services.book_day import count_loan_book
from guyub.foundation.identity.domain.roles import Action
from tests.finance.loans.loan_book import LoanBook
from tests.permission_rows import SOME_ID, Row, made_once
from tests.world import NOW, new_id

A = Action


def of_counted_book(world):
    """A book that was counted, so that its table is there; the address names nothing of it."""

    def make():
        book = made_once(world, "loan_book", lambda: LoanBook(world))
        count_loan_book(place=book.place, on=NOW.date() - timedelta(days=1), request_id=new_id(), now=NOW)
        return book

    if world:
        made_once(world, "counted_loan_book", make)
    return {}


LOANS_REPORTS_ROWS: tuple[Row, ...] = (
    Row("loan_reports:reports", requires=A.VIEW_LOANS),
    Row("loan_reports:table", requires=A.VIEW_LOANS, arguments=of_counted_book),
    Row("loan_reports:quarter", requires=A.VIEW_LOANS),
    Row("loan_reports:quarter_table", requires=A.VIEW_LOANS, arguments=of_counted_book),
    Row("member_desk:loans", requires=A.OWN_MEMBERSHIP),
    Row("member_desk:loan", requires=A.OWN_MEMBERSHIP, arguments={"loan_id": SOME_ID}),
    Row("member_desk:loan_order", requires=A.OWN_MEMBERSHIP, method="post", arguments={"loan_id": SOME_ID}),
    Row(
        "member_desk:loan_receipt",
        requires=A.OWN_MEMBERSHIP,
        arguments={"loan_id": SOME_ID, "event_id": SOME_ID},
    ),
)
