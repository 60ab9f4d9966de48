"""What must hold of applications for loans."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, F, Max, Q

from guyub.finance.loans.domain.applications import APPLICATION_KIND
from guyub.finance.loans.models import LoanAnalysis, LoanApplication
from guyub.foundation.kernel.selectors.invariants import Broken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

MOST_TOLD = 5


def agreed_applications_have_their_loans(cooperative_id: int) -> Iterator[Broken]:
    """What the committee agreed to is the loan that stands there: of this member, product, group, by its decision."""
    rows = LoanApplication.objects.filter(cooperative_id=cooperative_id, loan__isnull=False)
    same_group = Q(group_id=F("loan__group_id")) | Q(group__isnull=True, loan__group__isnull=True)
    for row in rows.exclude(
        same_group,
        loan__member_id=F("member_id"),
        loan__product_id=F("product_id"),
        approval__state="APPROVED",
        approval__kind=APPLICATION_KIND,
        approval__amount_rp=F("loan__principal_rp"),
    ).order_by("id")[:MOST_TOLD]:
        yield Broken("loans.application.loan", f"{row.name}: its loan is not what was decided")


def applications_are_numbered_without_a_gap(cooperative_id: int) -> Iterator[Broken]:
    """Numbers of each year begin at 1 and leave none out."""
    years = LoanApplication.objects.filter(cooperative_id=cooperative_id).values("year")
    for one in years.annotate(last=Max("no"), count=Count("id")).exclude(last=F("count")).order_by("year"):
        yield Broken("loans.application.gapless", f"{one['year']}: {one['count']} up to {one['last']}")


def analyses_add_up(cooperative_id: int) -> Iterator[Broken]:
    """The score that an analysis keeps is the sum of its lines."""
    rows = LoanAnalysis.objects.filter(cooperative_id=cooperative_id)
    told = 0
    for row in rows.select_related("application").order_by("id").iterator(chunk_size=500):
        total = sum(line["points"] for line in row.score_lines)
        if row.score != total and told < MOST_TOLD:
            told += 1
            yield Broken("loans.application.score", f"{row.application.name}: {row.score}, its lines {total}")


APPLICATION_INVARIANTS: Iterable[Callable[[int], Iterator[Broken]]] = (
    agreed_applications_have_their_loans,
    applications_are_numbered_without_a_gap,
    analyses_add_up,
)
