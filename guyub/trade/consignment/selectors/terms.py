"""On which terms products are sold for others, as the till and its papers need them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import F

from guyub.trade.consignment.domain.shares import Basis, DiscountBearer, Split, Terms
from guyub.trade.consignment.domain.slips import Why
from guyub.trade.consignment.models import ConsignedGood, ConsignedMove

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date
    from uuid import UUID


@dataclass(frozen=True, slots=True)
class TermsHeld:
    """What was agreed of one product on a day.

    Args:
        good_id: The row that says so.
        agreement_id: Of which agreement.
        member_id: The producer as a member; None: it is none.
        terms: What was agreed.
    """

    good_id: UUID
    agreement_id: UUID
    member_id: UUID | None
    terms: Terms


@dataclass(frozen=True, slots=True)
class SoldBefore:
    """A sale of consigned goods, and what of it came back since; amounts above zero."""

    row_id: UUID
    held: TermsHeld
    qty: int
    sold: Split
    back: Split


def terms_of(good: ConsignedGood) -> TermsHeld:
    """Give what one row agrees; its agreement was read with it."""
    terms = Terms(
        basis=Basis(good.basis),
        share_rate=good.share_rate,
        setor_rp=good.setor_rp,
        factor=good.factor,
        discounts=DiscountBearer(good.agreement.discounts),
    )
    return TermsHeld(good.id, good.agreement_id, good.agreement.member_id, terms)


def terms_on(*, cooperative_id: int, product_ids: Collection[UUID], on: date) -> dict[UUID, TermsHeld]:
    """Tell what was agreed of products on a day, by product; one that no agreement ever held is missing. One query.

    A day before the first terms takes the first, one after the last takes the last: what was sold was sold.
    """
    rows = ConsignedGood.objects.filter(cooperative_id=cooperative_id, product_id__in=product_ids)
    found: dict[UUID, ConsignedGood] = {}
    for good in rows.select_related("agreement").order_by("product_id", "from_on", "id"):
        if good.product_id not in found or good.from_on <= on:
            found[good.product_id] = good
    return {product_id: terms_of(good) for product_id, good in found.items()}


def sold_before(*, cooperative_id: int, move_ids: Collection[UUID]) -> dict[UUID, SoldBefore]:
    """Give the sales of consigned goods among moves, each with what came back of it; none where all are own. One query
    where all are own, two otherwise.
    """
    rows = ConsignedMove.objects.filter(
        cooperative_id=cooperative_id, move_id__in=move_ids, why=Why.JUAL.value
    )
    sold = list(rows.select_related("good__agreement").order_by("id"))
    if not sold:
        return {}
    gone: dict[UUID | None, Split] = {}
    backs = ConsignedMove.objects.filter(cooperative_id=cooperative_id, of__in=sold)
    for of_id, due_rp, share_rp in backs.values_list("of_id", F("due_rp"), F("share_rp")):
        before = gone.get(of_id, Split(0, 0))
        gone[of_id] = Split(before.due_rp - due_rp, before.share_rp - share_rp)
    return {
        row.move_id: SoldBefore(
            row.id,
            terms_of(row.good),
            -row.qty,
            Split(row.due_rp, row.share_rp),
            gone.get(row.id, Split(0, 0)),
        )
        for row in sold
    }
