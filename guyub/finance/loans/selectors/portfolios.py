"""The loan book of a day cut into parts: by age of arrears, product, neighbourhood and officer.

Of each loan holds the row of ``LoanDay`` before the day's end (selectors.book_days), so past days can be told too.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.db.models import Count, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from guyub.finance.loans.domain.ageing import AgedLoan, Ageing, age_loans
from guyub.finance.loans.models import Loan, LoanDay
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date
    from fractions import Fraction

    from django.db.models import QuerySet

NOBODY, NOWHERE = "Tanpa petugas", "Tanpa RT"
AT_RISK_DAYS = 30


@dataclass(frozen=True, slots=True)
class PortfolioPart(Row):
    """The running loans of one product, neighbourhood or officer; rupiah.

    ``risky_rp`` is all that is left of those that are late for more than 30 days.
    """

    name: str
    loans: int
    left_rp: int
    overdue_rp: int
    risky_rp: int


@dataclass(frozen=True, slots=True)
class Portfolio(Row):
    """The running loans at the end of a day; each list of parts has every loan once."""

    on: date
    ageing: Ageing
    products: list[PortfolioPart]
    neighbourhoods: list[PortfolioPart]
    officers: list[PortfolioPart]

    @property
    def loans(self) -> int:
        """How many run."""
        return sum(row.count for row in self.ageing.rows)

    @property
    def left_rp(self) -> int:
        """What is owed of their principal."""
        return sum(row.outstanding_rp for row in self.ageing.rows)

    @property
    def overdue_rp(self) -> int:
        """What of principal and jasa is past its due date."""
        return sum(row.arrears_rp for row in self.ageing.rows)

    @property
    def at_risk(self) -> dict[int, Fraction]:
        """What part of all that is left stands in loans late for more than 1, 30 and 90 days."""
        return self.ageing.at_risk


@dataclass(frozen=True, slots=True)
class _Cut:
    """Loans that have all in common by which a report is cut."""

    product: str
    neighbourhood: str
    officer: str
    days: int
    loans: int
    left_rp: int
    overdue_rp: int


def portfolio_of(*, cooperative_id: int, on: date) -> Portfolio:
    """Cut the loans that ran at the end of a day by age, product, neighbourhood and officer. One query, in the scope.

    Args:
        cooperative_id: Whose.
        on: The day. Product, neighbourhood and officer are those of now.
    """
    cuts = _cuts(cooperative_id, on)
    return Portfolio(
        on,
        _aged(cuts),
        _parts(cuts, lambda cut: cut.product),
        _parts(cuts, lambda cut: cut.neighbourhood, last=NOWHERE),
        _parts(cuts, lambda cut: cut.officer, last=NOBODY),
    )


def borrowers_on(*, cooperative_id: int, on: date) -> int:
    """Count the members who had a running loan at the end of a day. One query, in the scope."""
    told = days_on(cooperative_id=cooperative_id, on=on).aggregate(
        people=Count("loan__member_id", distinct=True)
    )
    return int(told["people"])


def days_on(*, cooperative_id: int, on: date) -> QuerySet[LoanDay]:
    """Give, of each loan that ran at the end of a day, the row that held then."""
    out = Coalesce(
        "written_off_on", "ended_on"
    )  # what was written off may come back whole, and ends once more
    rows = Loan.objects.filter(cooperative_id=cooperative_id).annotate(out_on=out)
    ran = rows.filter(Q(out_on__isnull=True) | Q(out_on__gt=on))
    held = LoanDay.objects.filter(cooperative_id=cooperative_id, loan_id=OuterRef("id"), on__lte=on)
    ids = ran.annotate(held=Subquery(held.order_by("-on").values("id")[:1])).values("held")
    return LoanDay.objects.filter(cooperative_id=cooperative_id, id__in=ids)


def _cuts(cooperative_id: int, on: date) -> list[_Cut]:
    names = (
        "loan__product__name", "loan__member__file__rt", "loan__member__file__rw", "loan__officer__name",
        "overdue_since",
    )  # fmt: skip
    rows = days_on(cooperative_id=cooperative_id, on=on).values(*names)
    sums = rows.annotate(loans=Count("id"), left=Sum("left_rp"), overdue=Sum("overdue_rp"))
    told: QuerySet[Any, Any] = sums.order_by(*names).values_list(*names, "loans", "left", "overdue")
    return [
        _Cut(
            product,
            (f"RT {rt}/{rw}" if rw else f"RT {rt}") if rt else NOWHERE,
            officer or NOBODY,
            max((on - since).days, 0) if since else 0,
            loans,
            int(left_rp),
            int(overdue_rp),
        )
        for product, rt, rw, officer, since, loans, left_rp, overdue_rp in told
    ]


def _aged(cuts: Sequence[_Cut]) -> Ageing:
    """Age what was added up by days as if it were one loan each, and count the loans anew."""
    aged = [
        AgedLoan(
            loan_id=str(at), outstanding_rp=cut.left_rp, days_overdue=cut.days, arrears_rp=cut.overdue_rp
        )
        for at, cut in enumerate(cuts)
    ]
    told = age_loans(aged)
    rows = []
    for row in told.rows:
        begins, ends = row.bucket.from_day, row.bucket.to_day
        inside = (cut for cut in cuts if begins <= cut.days and (ends is None or cut.days <= ends))
        rows.append(replace(row, count=sum(cut.loans for cut in inside)))
    return Ageing(tuple(rows), told.at_risk)


def _parts(cuts: Sequence[_Cut], named: Callable[[_Cut], str], *, last: str = "") -> list[PortfolioPart]:
    """Add up by name, in the order of names; what has none comes last."""
    by_name: dict[str, list[_Cut]] = defaultdict(list)
    for cut in cuts:
        by_name[named(cut)].append(cut)
    return [
        PortfolioPart(
            name,
            sum(cut.loans for cut in mine),
            sum(cut.left_rp for cut in mine),
            sum(cut.overdue_rp for cut in mine),
            sum(cut.left_rp for cut in mine if cut.days > AT_RISK_DAYS),
        )
        for name, mine in sorted(by_name.items(), key=lambda one: (one[0] == last, one[0]))
    ]
