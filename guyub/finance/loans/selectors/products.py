"""Products of loans, and the terms that each is lent on, on a day."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.finance.loans.domain.offering import COLUMNS, offered_of
from guyub.finance.loans.models import LoanProduct, LoanTerms
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import asked, joined, kept_rows

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from uuid import UUID

    from django.db.models import QuerySet

    from guyub.finance.loans.domain.offering import Offered
    from guyub.foundation.kernel.selectors.together import Inquiry


@dataclass(frozen=True, slots=True)
class HeldTerms(Row):
    """Terms with the id of their row, which a loan agreed under them keeps."""

    terms_id: UUID
    no: int
    offered: Offered


@dataclass(frozen=True, slots=True)
class ProductRow(Row):
    """One product; ``now`` are the terms of the day that was asked for, None where none hold yet."""

    product_id: UUID
    code: str
    name: str
    purpose: str
    unit_id: UUID | None
    opened_on: date
    closed_on: date | None
    now: HeldTerms | None

    def is_open(self, on: date) -> bool:
        """New loans are agreed on a day."""
        return self.opened_on <= on and (self.closed_on is None or on < self.closed_on)


def products_of(*, cooperative_id: int, on: date) -> list[ProductRow]:
    """List the products by name, closed ones too, with the terms of a day. One trip."""
    (found,) = asked(products_inquiry(cooperative_id=cooperative_id, on=on))
    return found  # type: ignore[no-any-return]  # as the inquiry reads it


def products_inquiry(*, cooperative_id: int, on: date) -> Inquiry[list[ProductRow]]:
    """Ask what ``products_of`` gives, together with others: for the counter."""

    def read(products: list[LoanProduct], told: list[LoanTerms]) -> list[ProductRow]:
        held = [_as_told(one) for one in told]
        return [_product(row, [one for one in held if one.product_id == row.id], on) for row in products]

    return joined(kept_rows(_rows, cooperative_id), kept_rows(_terms, cooperative_id), read=read)


def one_product(*, cooperative_id: int, product_id: UUID, on: date) -> ProductRow | None:
    """Find a product with the terms of a day; None for another cooperative's or none. One trip."""
    (found,) = asked(product_inquiry(cooperative_id=cooperative_id, product_id=product_id, on=on))
    return found  # type: ignore[no-any-return]  # as the inquiry reads it


def product_inquiry(*, cooperative_id: int, product_id: UUID, on: date) -> Inquiry[ProductRow | None]:
    """Ask what ``one_product`` gives, together with others."""

    def read(products: list[LoanProduct], told: list[LoanTerms]) -> ProductRow | None:
        return _product(products[0], [_as_told(one) for one in told], on) if products else None

    return joined(
        kept_rows(_row_of, cooperative_id, product_id),
        kept_rows(_terms_of, cooperative_id, product_id),
        read=read,
    )


def _rows(cooperative_id: int) -> QuerySet[LoanProduct]:
    return LoanProduct.objects.filter(cooperative_id=cooperative_id).order_by("name", "id")


def _terms(cooperative_id: int) -> QuerySet[LoanTerms]:
    return LoanTerms.objects.filter(cooperative_id=cooperative_id).order_by("from_on", "no", "id")


def _row_of(cooperative_id: int, product_id: UUID) -> QuerySet[LoanProduct]:
    return LoanProduct.objects.filter(cooperative_id=cooperative_id, id=product_id)


def _terms_of(cooperative_id: int, product_id: UUID) -> QuerySet[LoanTerms]:
    told = LoanTerms.objects.filter(cooperative_id=cooperative_id, product_id=product_id)
    return told.order_by("from_on", "no")


def _as_told(row: LoanTerms) -> LoanTerms:
    row.rest = json.loads(row.rest)  # as the driver gives it
    return row


def _product(row: LoanProduct, told: Sequence[LoanTerms], on: date) -> ProductRow:
    holding = next((one for one in reversed(told) if one.from_on <= on), None)
    return ProductRow(
        row.id,
        row.code,
        row.name,
        row.purpose,
        row.unit_id,
        row.opened_on,
        row.closed_on,
        HeldTerms(holding.id, holding.no, offered_in(holding)) if holding else None,
    )


def offered_in(row: LoanTerms) -> Offered:
    """Read the terms of a row."""
    columns = {name: getattr(row, name) for name in COLUMNS}
    return offered_of(from_on=row.from_on, columns=columns, rest=row.rest)
