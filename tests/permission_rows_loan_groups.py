"""The permission rows of loans: groups of joint liability and the sheets of their meetings."""

from datetime import timedelta

from guyub.foundation.identity.domain.roles import Action
from tests.finance.loans.group_world import A_MONTH, GroupWorld
from tests.permission_rows import SOME_ID, Row, made_once
from tests.permission_rows_loans import book_of
from tests.world import NOW

A = Action


def _met(world):
    """Give Bumiayu's group with a sheet that is booked and one that is not."""

    def make():
        book = GroupWorld.beside(book_of(world))
        book.booked = book.meets(on=NOW.date() - timedelta(days=1))
        book.notes(book.booked, ani=A_MONTH)
        book.books_sheet(book.booked)
        book.waiting = book.meets()
        return book

    return made_once(world, "loan_group", make)


def of_group(world):
    """The address of the group."""
    return {"group_id": _met(world).group if world else SOME_ID}


def of_sheet(world):
    """The address of the sheet that is not booked."""
    return {"meeting_id": _met(world).waiting if world else SOME_ID}


def of_booked(world):
    """The address of the sheet that is."""
    return {"meeting_id": _met(world).booked if world else SOME_ID}


def of_row(world):
    """The address of a loan on a sheet."""
    row_id = _met(world).line(_met(world).waiting, "ani").loans[0].row_id if world else SOME_ID
    return of_sheet(world) | {"row_id": row_id}


LOAN_GROUPS_ROWS: tuple[Row, ...] = (
    Row("joint_groups:groups", requires=A.VIEW_LOANS, also=A.COLLECT_LOANS),
    Row("joint_groups:group", requires=A.VIEW_LOANS, also=A.COLLECT_LOANS, arguments=of_group),
    Row("joint_groups:meet", requires=A.COLLECT_LOANS, also=A.TAKE_LOANS, method="post", arguments=of_group),
    Row("joint_groups:fund_in", requires=A.TAKE_LOANS, method="post", arguments=of_group),
    Row("joint_groups:fund_out", requires=A.TAKE_LOANS, method="post", arguments=of_group),
    Row("joint_groups:cover_back", requires=A.TAKE_LOANS, method="post", arguments=of_group),
    Row("joint_groups:cover_undo", requires=A.TAKE_LOANS, method="post", arguments=of_group),
    Row("joint_groups:sheet", requires=A.VIEW_LOANS, also=A.COLLECT_LOANS, arguments=of_sheet),
    Row("joint_groups:note", requires=A.COLLECT_LOANS, also=A.TAKE_LOANS, arguments=of_sheet),
    Row("joint_groups:cover", requires=A.COLLECT_LOANS, also=A.TAKE_LOANS, arguments=of_row),
    Row("joint_groups:book", requires=A.TAKE_LOANS, method="post", arguments=of_sheet),
    Row(
        "joint_groups:call_off",
        requires=A.COLLECT_LOANS,
        also=A.TAKE_LOANS,
        method="post",
        arguments=of_sheet,
    ),
    Row("joint_groups:paper", requires=A.VIEW_LOANS, also=A.COLLECT_LOANS, arguments=of_sheet),
    Row("joint_groups:receipts", requires=A.VIEW_LOANS, arguments=of_booked),
)
