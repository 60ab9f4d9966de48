"""What producers are owed, and what of their goods lies there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Sum

from guyub.trade.consignment.models import ConsignedMove, Payout

if TYPE_CHECKING:
    from collections.abc import Collection
    from uuid import UUID


def owed_by_agreement(
    *, cooperative_id: int, agreement_ids: Collection[UUID] | None = None, is_settled: bool = False
) -> dict[UUID, int]:
    """Tell what is owed on each agreement, whole rupiah; below zero: the producer got more than was due. Two queries.

    Args:
        cooperative_id: Whose.
        agreement_ids: These alone; None: all.
        is_settled: Only what stands on a statement.
    """
    moves = ConsignedMove.objects.filter(cooperative_id=cooperative_id)
    paid = Payout.objects.filter(cooperative_id=cooperative_id, undone_on__isnull=True)
    if agreement_ids is not None:
        moves = moves.filter(agreement_id__in=agreement_ids)
        paid = paid.filter(statement__agreement_id__in=agreement_ids)
    if is_settled:
        moves = moves.filter(statement__isnull=False)
    owed = dict(moves.values_list("agreement_id").annotate(rp=Sum("due_rp")).order_by())
    for id_, rp in paid.values_list("statement__agreement_id").annotate(rp=Sum("amount_rp")).order_by():
        owed[id_] = owed.get(id_, 0) - rp
    return {id_: int(rp) for id_, rp in owed.items()}


def there_by_product(*, cooperative_id: int, agreement_id: UUID) -> dict[UUID, int]:
    """Tell how many base units of an agreement's goods lie there, by product. One query."""
    rows = ConsignedMove.objects.filter(cooperative_id=cooperative_id, agreement_id=agreement_id)
    return dict(rows.values_list("good__product_id").annotate(qty=Sum("qty")).order_by())
