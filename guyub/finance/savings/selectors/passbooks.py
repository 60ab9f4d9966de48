"""The passbook of one account: its lines on screen, its books of paper, and what was printed in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from guyub.community.members.domain.register import member_number
from guyub.finance.savings.domain.passbooks import BROUGHT, CODES, BookLine, span_from
from guyub.finance.savings.models import Passbook, PassbookPrint, SavingsAccount, SavingsMovement
from guyub.finance.savings.selectors.balances import ACCOUNT, account_row, moves_of_account
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from guyub.finance.savings.domain.passbooks import Span
    from guyub.finance.savings.selectors.balances import MovementRow, SavingsRow

A_PAGE = 50
_WHOSE = ("member_id", "member__person_id", "member__file__name", "member__number", "last_no")


@dataclass(frozen=True, slots=True)
class AccountHead(Row):
    """One account and whose it is. ``last_no`` is the number of its newest movement."""

    account: SavingsRow
    member_id: UUID
    person_id: UUID
    name: str
    number: str
    last_no: int


@dataclass(frozen=True, slots=True)
class PassbookPage(Row):
    """A page of a passbook on screen, the newest first; ``total`` lines are there of the years asked for."""

    lines: list[MovementRow]
    total: int
    opening_rp: int  # from older books, shown after the last line; 0: nothing, or not on this page


@dataclass(frozen=True, slots=True)
class PaperBook(Row):
    """One book of paper, and how much of it is printed; ``known`` lines there are by now."""

    book_id: UUID
    account_id: UUID
    no: int
    lines: int
    pages: int
    first_no: int
    brought_rp: int
    printed: int
    opened_on: date
    is_open: bool
    known: int

    @property
    def waiting(self) -> int:
        """How many lines are not printed yet."""
        return max(self.known - self.printed, 0)

    @property
    def is_full(self) -> bool:
        """Nothing more fits into it."""
        return self.printed >= self.lines * self.pages

    @property
    def next(self) -> Span | None:
        """What is printed next; None: nothing, or the book is full."""
        if self.is_full or not self.waiting:
            return None
        return span_from(self.printed + 1, until=self.known, lines=self.lines)

    @property
    def last(self) -> Span | None:
        """The lines of the page that was printed last."""
        if not self.printed:
            return None
        page = (self.printed - 1) // self.lines
        return span_from(page * self.lines + 1, until=self.printed, lines=self.lines)


@dataclass(frozen=True, slots=True)
class Printing(Row):
    """What was printed at once: lines of one page of a book, with what stands on them."""

    print_id: UUID
    book: PaperBook
    span: Span
    is_again: bool
    by: str
    at: datetime
    rows: list[BookLine]


def account_head(*, cooperative_id: int, account_id: UUID) -> AccountHead | None:
    """Find one account and whose it is; None for another cooperative's or none. One query."""
    return _head(SavingsAccount.objects.filter(cooperative_id=cooperative_id, id=account_id))


def own_account(*, cooperative_id: int, person_id: UUID, mark: str) -> AccountHead | None:
    """Find an own account by its mark, such as ``sukarela.1``; None for none. One query."""
    code, _, serial = mark.rpartition(".")
    if not (serial.isascii() and serial.isdigit() and len(serial) < 5):
        return None
    return _head(
        SavingsAccount.objects.filter(
            cooperative_id=cooperative_id,
            member__person_id=person_id,
            product__code=code,
            serial=int(serial),
        )
    )


def passbook_page(
    *, head: AccountHead, cooperative_id: int, year: int = 0, first: int = 0, most: int = A_PAGE
) -> PassbookPage:
    """Give a page of a passbook, the newest first. Two queries.

    Args:
        head: Of which account.
        cooperative_id: Whose.
        year: Of this year alone; 0: all.
        first: How many lines come before those wanted.
        most: How many are wanted.
    """
    lines, total = moves_of_account(
        cooperative_id=cooperative_id, account_id=head.account.account_id, year=year, first=first, most=most
    )
    account = head.account
    is_begin = first + most >= total and year in (0, account.opened_on.year)
    return PassbookPage(lines, total, account.opening_rp if is_begin else 0)


def last_lines(*, head: AccountHead, cooperative_id: int, most: int) -> list[BookLine]:
    """Give the newest movements of an account, the oldest first, for a slip. One query."""
    rows = _moves(cooperative_id, head.account.account_id).order_by("-no")[:most]
    return [_line(nth, row) for nth, row in enumerate(reversed(list(rows)), start=1)]


def paper_book(*, head: AccountHead, cooperative_id: int) -> PaperBook | None:
    """Give the newest book of paper of an account; None: none yet. One query."""
    rows = Passbook.objects.filter(cooperative_id=cooperative_id, account_id=head.account.account_id)
    book = rows.order_by("-no").first()
    return _book(book, head.last_no) if book else None


def printings(*, cooperative_id: int, book: PaperBook, most: int) -> list[tuple[Span, PassbookPrint]]:
    """List what was printed in a book, the newest first, without what stands there. One query."""
    rows = PassbookPrint.objects.filter(cooperative_id=cooperative_id, book_id=book.book_id)
    found = rows.select_related("person").order_by("-recorded_at", "-id")[:most]
    return [(span_from(one.first, until=one.last, lines=book.lines), one) for one in found]


def one_printing(*, cooperative_id: int, print_id: UUID) -> tuple[AccountHead, Printing] | None:
    """Find one printing with its lines; None for none. Three queries."""
    rows = PassbookPrint.objects.filter(cooperative_id=cooperative_id, id=print_id)
    made = rows.select_related("person", "book").first()
    if made is None:
        return None
    head = account_head(cooperative_id=cooperative_id, account_id=made.book.account_id)
    assert head is not None  # noqa: S101  a book is of an account
    book = _book(made.book, head.last_no)
    span = span_from(made.first, until=made.last, lines=book.lines)
    lines = _printed_lines(cooperative_id, book, span)
    return head, Printing(made.id, book, span, made.is_again, made.person.name, made.recorded_at, lines)


def _printed_lines(cooperative_id: int, book: PaperBook, span: Span) -> list[BookLine]:
    """Line 1 is what was brought forward; line 2 the movement ``first_no``."""
    lines = []
    if span.first == 1:
        lines.append(BookLine(1, book.opened_on, BROUGHT, 0, 0, book.brought_rp))
    since, until = (book.first_no + line - 2 for line in (max(span.first, 2), span.last))
    rows = _moves(cooperative_id, book.account_id).filter(no__range=(since, until)).order_by("no")
    return lines + [_line(row[0] - book.first_no + 2, row) for row in rows]


def _moves(cooperative_id: int, account_id: UUID) -> Any:
    rows = SavingsMovement.objects.filter(cooperative_id=cooperative_id, account_id=account_id)
    return rows.values_list("no", "on", "cause", "amount_rp", "balance_rp")


def _line(line: int, row: tuple[Any, ...]) -> BookLine:
    _, on, cause, amount_rp, balance_rp = row
    return BookLine(line, on, CODES[cause], max(amount_rp, 0), max(-amount_rp, 0), balance_rp)


def _book(book: Passbook, last_no: int) -> PaperBook:
    return PaperBook(
        book.id,
        book.account_id,
        book.no,
        book.lines,
        book.pages,
        book.first_no,
        book.brought_rp,
        book.printed,
        book.opened_on,
        book.closed_on is None,
        last_no - book.first_no + 2,
    )


def _head(rows: Any) -> AccountHead | None:
    told = rows.values_list(*ACCOUNT, *_WHOSE).first()
    if told is None:
        return None
    member_id, person_id, name, number, last_no = told[len(ACCOUNT) :]
    row = account_row(told[: len(ACCOUNT)])
    return AccountHead(row, member_id, person_id, name, member_number(number) if number else "", last_no)
