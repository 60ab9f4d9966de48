"""The list of loans: what runs with what is late first, what is agreed and waits for its money, what is over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from guyub.community.members.domain.register import member_number
from guyub.finance.loans.domain.lifecycle import STATE_WORDS, LoanState, loan_name
from guyub.finance.loans.domain.receipts import number_in
from guyub.finance.loans.models import Loan, LoanLine
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from uuid import UUID

A_PAGE, LONGEST_TEXT = 50, 80
# How the list is cut; the first is shown.
PARTS: Mapping[str, tuple[str, tuple[LoanState, ...]]] = {
    "jalan": ("Berjalan", (LoanState.BERJALAN,)),
    "setuju": ("Menunggu cair", (LoanState.DISETUJUI,)),
    "selesai": ("Selesai", (LoanState.LUNAS, LoanState.HAPUS_BUKU, LoanState.HAPUS_TAGIH, LoanState.BATAL)),
}


@dataclass(frozen=True, slots=True)
class BookRow(Row):
    """One loan in the list; whole rupiah. ``due_on`` and ``due_rp`` are of its oldest instalment that is open."""

    loan_id: UUID
    number: str
    name: str
    member: str
    product: str
    state: LoanState
    principal_rp: int
    left_rp: int
    overdue_rp: int
    agreed_on: date
    ended_on: date | None
    due_on: date | None
    due_rp: int

    @property
    def state_words(self) -> str:
        """What people call the state."""
        return STATE_WORDS[self.state]

    def days_late(self, today: date) -> int:
        """For how many days its oldest open instalment is past; 0: it is not."""
        return max((today - self.due_on).days, 0) if self.due_on else 0


@dataclass(frozen=True, slots=True)
class BookSums(Row):
    """The whole list in figures: how many stand in each part, what the running ones owe, how many of them are late."""

    counts: Mapping[str, int]
    left_rp: int
    late: int
    late_rp: int


def loan_book(
    *, cooperative_id: int, part: str, text: str = "", first: int = 0, most: int = A_PAGE
) -> tuple[list[BookRow], bool]:
    """List a part of the loans; of what runs the longest overdue first. One query.

    Args:
        cooperative_id: Whose.
        part: A key of PARTS; what is typed is looked for in all of them.
        text: The number of a loan or a member, or a part of a name; "" for all.
        first: How many come before.
        most: How many are wanted.

    Returns:
        The rows, and whether others follow.
    """
    rows = Loan.objects.filter(cooperative_id=cooperative_id)
    rows = rows.filter(_wanted(text)) if text else rows.filter(state__in=PARTS[part][1])
    lines = LoanLine.objects.filter(cooperative_id=cooperative_id, loan_id=OuterRef("id"), is_open=True)
    asks = F("principal_rp") + F("interest_rp") + F("fee_rp") + F("penalty_rp")
    settled = (
        F("principal_settled_rp") + F("interest_settled_rp") + F("fee_settled_rp") + F("penalty_settled_rp")
    )
    next_one = lines.order_by("no").annotate(open_rp=asks - settled)
    found = rows.annotate(
        due_on=Subquery(next_one.values("due_on")[:1]), due_rp=Subquery(next_one.values("open_rp")[:1])
    )
    order = (F("overdue_since").asc(nulls_last=True), "-year", "-no", "id")
    if part == "selesai" and not text:
        order = (F("ended_on").desc(), "-year", "-no", "id")
    names = (
        "id", "year", "no", "member__file__name", "member__number", "product__name", "state", "principal_rp",
        "left_rp", "overdue_rp", "agreed_on", "ended_on", "due_on", "due_rp",
    )  # fmt: skip
    told = list(found.order_by(*order).values_list(*names)[first : first + most + 1])
    return [_row(*one) for one in told[:most]], len(told) > most


def book_sums(*, cooperative_id: int) -> BookSums:
    """Sum the whole list up. One query."""
    runs = Q(state=LoanState.BERJALAN.value)
    late = runs & Q(overdue_since__isnull=False)
    counts: dict[str, Any] = {
        part: Count("id", filter=Q(state__in=[one.value for one in states]))
        for part, (_, states) in PARTS.items()
    }
    told = Loan.objects.filter(cooperative_id=cooperative_id).aggregate(
        **counts,
        left=Coalesce(Sum("left_rp", filter=runs), 0),
        late=Count("id", filter=late),
        late_rp=Coalesce(Sum("overdue_rp", filter=late), 0),
    )
    return BookSums(
        {part: told[part] for part in PARTS}, int(told["left"]), told["late"], int(told["late_rp"])
    )


def _wanted(text: str) -> Q:
    number = number_in(text)
    if number is not None:
        year, no = number
        mine = Q(no=no, year=year) if year else Q(no=no)
        return mine if year else mine | Q(member__number=no)
    digits = text.upper().removeprefix("A-").lstrip("0")
    if digits.isascii() and digits.isdigit():
        return Q(member__number=int(digits[:9]))
    named = Q()
    for word in text.split():
        named &= Q(member__file__name__icontains=word)
    return named


def _row(
    id_: UUID, year: int, no: int, name: str, number: int | None, product: str, state: str, principal_rp: int,
    left_rp: int, overdue_rp: int, agreed_on: date, ended_on: date | None, due_on: date | None, due_rp: int | None,
) -> BookRow:  # fmt: skip
    is_running = state == LoanState.BERJALAN.value
    return BookRow(
        id_,
        loan_name(year, no),
        name,
        member_number(number) if number else "",
        product,
        LoanState(state),
        principal_rp,
        left_rp,
        overdue_rp,
        agreed_on,
        ended_on,
        due_on if is_running else None,
        (due_rp or 0) if is_running else 0,
    )
