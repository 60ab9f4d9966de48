"""Loans as lists and pages show them: the figures that are kept beside each, and who owes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count

from guyub.finance.loans.domain.lifecycle import OWING, STATE_WORDS, LoanState, loan_name
from guyub.finance.loans.models import Loan
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import Inquiry

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from django.db.models import QuerySet

_COLUMNS = (
    "id year no member_id member__file__name member__number product__name purpose state agreed_on disbursed_on"
    " ends_on ended_on principal_rp left_rp rate_ppm effective_ppm instalments kolektibilitas overdue_since overdue_rp"
).split()


@dataclass(frozen=True, slots=True)
class LoanRow(Row):
    """One loan; whole rupiah, rates a year in millionths.

    ``overdue_since`` and ``overdue_rp`` are those of the last day on which anything changed.
    """

    loan_id: UUID
    year: int
    no: int
    member_id: UUID
    member: str
    member_number: int | None
    product: str
    purpose: str
    state: LoanState
    agreed_on: date
    disbursed_on: date | None
    ends_on: date | None
    ended_on: date | None
    principal_rp: int
    left_rp: int
    rate_ppm: int
    effective_ppm: int
    instalments: int
    kolektibilitas: str
    overdue_since: date | None
    overdue_rp: int

    @property
    def name(self) -> str:
        """Its number as people see it."""
        return loan_name(self.year, self.no)

    @property
    def state_words(self) -> str:
        """Where it stands, in words."""
        return STATE_WORDS[self.state]


def loans_of(*, cooperative_id: int, member_id: UUID) -> list[LoanRow]:
    """Give all loans of a member, the newest first. One query."""
    rows = Loan.objects.filter(cooperative_id=cooperative_id, member_id=member_id)
    return rows_of(rows.order_by("-year", "-no"))


def loan_row(*, cooperative_id: int, loan_id: UUID) -> LoanRow | None:
    """Give one loan; None: no such loan here. One query."""
    found = rows_of(Loan.objects.filter(cooperative_id=cooperative_id, id=loan_id))
    return found[0] if found else None


def rows_of(rows: QuerySet[Loan, Any]) -> list[LoanRow]:
    """Read loans as rows, in the order of the queryset. One query."""
    found = []
    for row in rows.values_list(*_COLUMNS):
        told: dict[str, Any] = dict(zip(LoanRow.__slots__, row, strict=True))
        found.append(LoanRow(**told | {"state": LoanState(told["state"])}))
    return found


@dataclass(frozen=True, slots=True)
class LoanBrief(Row):
    """One loan of a member in a line; whole rupiah."""

    loan_id: UUID
    name: str
    product: str
    state: LoanState
    principal_rp: int
    left_rp: int
    overdue_since: date | None
    overdue_rp: int

    @property
    def state_words(self) -> str:
        """Where it stands, in words."""
        return STATE_WORDS[self.state]


@dataclass(frozen=True, slots=True)
class LoansOfMember(Row):
    """A member's loans: those that live, the newest first, and how many are settled."""

    living: list[LoanBrief]
    settled: int

    @property
    def left_rp(self) -> int:
        """What is owed of their principal."""
        return sum(one.left_rp for one in self.living)


def loans_inquiry(*, cooperative_id: int, member_id: UUID) -> Inquiry[LoansOfMember]:
    """Ask for a member's loans in short, together with others."""
    rows = Loan.objects.filter(cooperative_id=cooperative_id, member_id=member_id)
    names = ("id", "year", "no", "product__name", "state", "principal_rp", "left_rp", "overdue_since")
    living = rows.filter(state__in=[one.value for one in (LoanState.DISETUJUI, *sorted(OWING))])
    settled = rows.filter(state=LoanState.LUNAS.value).values("member_id").annotate(count=Count("id"))

    def read(found: list[Any], over: list[Any]) -> LoansOfMember:
        briefs = [
            LoanBrief(id_, loan_name(year, no), product, LoanState(state), *rest)
            for id_, year, no, product, state, *rest in found
        ]
        return LoansOfMember(briefs, over[0][0] if over else 0)

    return Inquiry.of(
        living.order_by("-year", "-no").values_list(*names, "overdue_rp"),
        settled.values_list("count"),
        read=read,
    )
