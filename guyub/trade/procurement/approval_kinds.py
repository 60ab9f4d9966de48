"""What buying asks of a second person."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from guyub.foundation.approvals.domain.kinds import Kind
from guyub.foundation.identity.domain.roles import Action
from guyub.trade.procurement.selectors.bills import BILL_KIND
from guyub.trade.procurement.services.bills import carry_out_bill
from guyub.trade.procurement.services.ordering_steps import ORDER_KIND, carry_out_order, reject_order

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def _order_details(facts: Mapping[str, Any]) -> Sequence[tuple[str, str]]:
    lines = [(name, told) for name, told in facts["lines"]]
    return (
        ("Pemasok", facts["partner"]),
        ("Jumlah", facts["amount"]),
        ("Diperkirakan datang", facts["expected"]),
        *lines,
    )


def _bill_details(facts: Mapping[str, Any]) -> Sequence[tuple[str, str]]:
    return (
        ("Pemasok", facts["partner"]),
        ("Nomor tagihan", facts["paper"]),
        ("Tanggal tagihan", facts["day"]),
        ("Jumlah", facts["amount"]),
        *(("Yang berbeda", one) for one in facts["asks"]),
    )


KINDS = (
    Kind(
        code=ORDER_KIND,
        title="Pesanan barang",
        ask=Action.BUY_GOODS,
        approve=Action.APPROVE_BUYING,
        sentence="pesanan {name} kepada {partner}, {amount}",
        carry_out=carry_out_order,
        when_rejected=reject_order,
        lasts=timedelta(days=14),
        details=_order_details,
        view=Action.VIEW_GOODS,
    ),
    Kind(
        code=BILL_KIND,
        title="Tagihan pemasok",
        ask=Action.BUY_GOODS,
        approve=Action.APPROVE_BUYING,
        sentence="tagihan {paper} dari {partner}, {amount}",
        carry_out=carry_out_bill,
        lasts=timedelta(days=14),
        details=_bill_details,
        view=Action.VIEW_GOODS,
    ),
)
