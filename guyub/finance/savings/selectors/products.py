"""What a cooperative offers to save in, and what each product promises on a day."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.finance.savings.domain.jasa import terms_of_day
from guyub.finance.savings.domain.kinds import SavingsKind
from guyub.finance.savings.domain.terms import DayCount, JasaMethod, Terms
from guyub.finance.savings.models import SavingsProduct, SavingsTerms
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import asked, joined, kept_rows

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from uuid import UUID

    from django.db.models import QuerySet

    from guyub.foundation.kernel.selectors.together import Inquiry


@dataclass(frozen=True, slots=True)
class ProductRow(Row):
    """One product with its terms, by their first day; ``now`` are those of the day that was asked for."""

    product_id: UUID
    kind: SavingsKind
    code: str
    name: str
    is_standard: bool
    term_months: int | None
    unit_id: UUID | None
    opened_on: date | None
    closed_on: date | None
    terms: tuple[Terms, ...]
    now: Terms | None

    @property
    def is_open(self) -> bool:
        """New accounts are taken."""
        return self.closed_on is None


def terms_by_product(*, cooperative_id: int) -> dict[UUID, list[Terms]]:
    """Give the terms of every product, by their first day; of two for one day the one that holds comes last."""
    found: dict[UUID, list[Terms]] = defaultdict(list)
    rows = SavingsTerms.objects.filter(cooperative_id=cooperative_id).order_by("from_on", "no")
    for row in rows:
        found[row.product_id].append(terms_in(row))
    return dict(found)


def products_of(*, cooperative_id: int, on: date) -> list[ProductRow]:
    """List the products, in the order of SavingsKind and their names, with the terms of a day. Two queries."""
    terms = terms_by_product(cooperative_id=cooperative_id)
    rows = SavingsProduct.objects.filter(cooperative_id=cooperative_id)
    order = list(SavingsKind)
    found = [_product(row, terms.get(row.id, []), on) for row in rows]
    return sorted(found, key=lambda row: (order.index(row.kind), not row.is_standard, row.name))


def one_product(*, cooperative_id: int, product_id: UUID, on: date) -> ProductRow | None:
    """Find a product with the terms of a day; None for another cooperative's or none. One trip."""
    (found,) = asked(product_inquiry(cooperative_id=cooperative_id, product_id=product_id, on=on))
    return found  # type: ignore[no-any-return]  # as the inquiry reads it


def product_inquiry(*, cooperative_id: int, product_id: UUID, on: date) -> Inquiry[ProductRow | None]:
    """Ask what ``one_product`` gives, together with others."""

    def read(rows: list[SavingsProduct], told: list[SavingsTerms]) -> ProductRow | None:
        for one in told:
            one.tiers = json.loads(one.tiers)  # as the driver gives it
        return _product(rows[0], [terms_in(one) for one in told], on) if rows else None

    return joined(
        kept_rows(_row_of, cooperative_id, product_id),
        kept_rows(_terms_of, cooperative_id, product_id),
        read=read,
    )


def _row_of(cooperative_id: int, product_id: UUID) -> QuerySet[SavingsProduct]:
    return SavingsProduct.objects.filter(cooperative_id=cooperative_id, id=product_id)


def _terms_of(cooperative_id: int, product_id: UUID) -> QuerySet[SavingsTerms]:
    told = SavingsTerms.objects.filter(cooperative_id=cooperative_id, product_id=product_id)
    return told.order_by("from_on", "no")


def _product(row: SavingsProduct, terms: Sequence[Terms], on: date) -> ProductRow:
    return ProductRow(
        row.id,
        SavingsKind(row.kind),
        row.code,
        row.name,
        row.is_standard,
        row.term_months,
        row.unit_id,
        row.opened_on,
        row.closed_on,
        tuple(terms),
        terms_of_day(terms, on),
    )


def terms_in(row: SavingsTerms) -> Terms:
    """Read the terms of a row."""
    return Terms(
        from_on=row.from_on,
        method=JasaMethod(row.method),
        day_count=DayCount(row.day_count),
        tiers=tuple((floor, ppm) for floor, ppm in row.tiers),
        every_months=row.every_months,
        minimum_rp=row.minimum_rp,
        least_rp=row.least_rp,
        early_ppm=row.early_ppm,
    )
