"""What a cooperative lends, with the decisions behind it and the ceilings over it: for pages, tables, applications."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q, Sum
from django.db.models.functions import Coalesce

from guyub.finance.loans.domain.lifecycle import LoanState
from guyub.finance.loans.domain.offering import Cap, Caps
from guyub.finance.loans.domain.terms import MILLION
from guyub.finance.loans.models import Loan, LoanTerms
from guyub.finance.loans.selectors.products import offered_in, one_product, products_of
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import asked, joined
from guyub.foundation.parameters.selectors.values import over_time_inquiry

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from guyub.finance.loans.domain.offering import Offered
    from guyub.finance.loans.domain.terms import Method
    from guyub.finance.loans.selectors.products import ProductRow
    from guyub.foundation.kernel.selectors.together import Inquiry
    from guyub.foundation.parameters.selectors.values import OverTime, ValueRow

# In the order of Caps.
CEILINGS = ("pinjaman.jasa_maksimal", "pinjaman.efektif_maksimal", "pinjaman.denda_maksimal")
MEETING = "RAT"


@dataclass(frozen=True, slots=True)
class TermsRow(Row):
    """Terms with the decision that set them, and who asked when; ``is_replaced``: others were set for the same day."""

    terms_id: UUID
    offered: Offered
    no: int
    decision_id: UUID
    number: str
    title: str
    body: str
    decided_on: date
    person: str
    recorded_at: datetime
    is_replaced: bool


@dataclass(frozen=True, slots=True)
class Offer(Row):
    """One product as members meet it: the terms that hold, what comes next, how much is lent; whole rupiah."""

    product: ProductRow
    now: TermsRow | None
    next: TermsRow | None
    history: tuple[TermsRow, ...]
    loans: int
    left_rp: int


@dataclass(frozen=True, slots=True)
class ApprovedRange(Row):
    """What the members' meeting approved last, by one way of counting: rates a year in millionths, both inside."""

    low_ppm: int
    high_ppm: int


def offers_of(*, cooperative_id: int, on: date) -> list[Offer]:
    """List the products by name, with the terms of a day. Three queries."""
    history = _history(LoanTerms.objects.filter(cooperative_id=cooperative_id))
    lent = _lent(Loan.objects.filter(cooperative_id=cooperative_id))
    return [
        _offer(row, history.get(row.product_id, ()), lent.get(row.product_id, (0, 0)), on)
        for row in products_of(cooperative_id=cooperative_id, on=on)
    ]


def offer_of(*, cooperative_id: int, product_id: UUID, on: date) -> Offer | None:
    """Find one product with the terms of a day; None for another cooperative's or none. Three queries."""
    row = one_product(cooperative_id=cooperative_id, product_id=product_id, on=on)
    if row is None:
        return None
    history = _history(LoanTerms.objects.filter(cooperative_id=cooperative_id, product_id=product_id))
    lent = _lent(Loan.objects.filter(cooperative_id=cooperative_id, product_id=product_id))
    return _offer(row, history.get(product_id, ()), lent.get(product_id, (0, 0)), on)


def caps_of(*, cooperative_id: int, days: Collection[date]) -> Caps | None:
    """Tell the lowest ceilings of some days; None where one of them does not hold on one. One query."""
    (found,) = asked(caps_inquiry(cooperative_id=cooperative_id, days=days))
    return found  # type: ignore[no-any-return]  # as the inquiry reads it


def caps_inquiry(*, cooperative_id: int, days: Collection[date]) -> Inquiry[Caps | None]:
    """Ask what ``caps_of`` gives, together with others."""

    def read(told: OverTime) -> Caps | None:
        found = [[told.on(key, day) for day in days] for key in CEILINGS]
        if not days or any(row is None for rows in found for row in rows):
            return None
        caps = [[_cap(row) for row in rows if row is not None] for rows in found]
        return Caps(*(min(ones, key=lambda cap: cap.ppm) for ones in caps))

    return joined(over_time_inquiry(*CEILINGS, cooperative_id=cooperative_id), read=read)


def approved_range(
    *, cooperative_id: int, product_id: UUID, method: Method, on: date
) -> ApprovedRange | None:
    """Give the range of rates that the members' meeting approved for a product, by one way of counting, as it holds on
    a day; None where it approved none. One query.
    """
    rows = LoanTerms.objects.filter(
        cooperative_id=cooperative_id,
        product_id=product_id,
        method=method.value,
        from_on__lte=on,
        decision__body=MEETING,
    )
    found = rows.order_by("-from_on", "-no").values_list("rate_from_ppm", "rate_to_ppm").first()
    return ApprovedRange(*found) if found else None


def _cap(row: ValueRow) -> Cap:
    whole, _, fraction = row.value.partition(".")
    return Cap(int(whole) * MILLION + int(fraction[:6].ljust(6, "0") or 0), row.legal_basis)


def _offer(product: ProductRow, history: Sequence[TermsRow], lent: tuple[int, int], on: date) -> Offer:
    holding = [row for row in history if not row.is_replaced]
    now = next((row for row in reversed(holding) if row.offered.from_on <= on), None)
    coming = next((row for row in holding if row.offered.from_on > on), None)
    return Offer(product, now, coming, tuple(reversed(history)), *lent)


def _history(rows: QuerySet[LoanTerms]) -> dict[UUID, tuple[TermsRow, ...]]:
    """Give the terms of each product by their first day; of one day the last one holds."""
    told: dict[UUID, list[LoanTerms]] = defaultdict(list)
    for row in rows.select_related("decision", "person").order_by("from_on", "no"):
        told[row.product_id].append(row)
    return {product_id: _told(kept) for product_id, kept in told.items()}


def _told(kept: Sequence[LoanTerms]) -> tuple[TermsRow, ...]:
    last = {row.from_on: row.no for row in kept}
    return tuple(
        TermsRow(
            row.id,
            offered_in(row),
            row.no,
            row.decision_id,
            row.decision.number,
            row.decision.title,
            row.decision.body,
            row.decision.decided_on,
            row.person.name if row.person else "",
            row.recorded_at,
            last[row.from_on] != row.no,
        )
        for row in kept
    )


def _lent(rows: QuerySet[Loan]) -> dict[UUID, tuple[int, int]]:
    running = Q(state=LoanState.BERJALAN.value)
    sums = rows.values("product_id").annotate(
        running=Count("id", filter=running), left=Coalesce(Sum("left_rp", filter=running), 0)
    )
    return {row["product_id"]: (row["running"], row["left"]) for row in sums}
