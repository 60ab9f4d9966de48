"""What inventory asks of a second person."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from guyub.foundation.approvals.domain.kinds import Kind
from guyub.foundation.identity.domain.roles import Action
from guyub.trade.inventory.services.counts_deciding import COUNT_KIND, carry_out_count, count_refused
from guyub.trade.inventory.services.loss_steps import LOSS_KIND, carry_out_loss, loss_refused
from guyub.trade.inventory.services.price_rules import KIND, carry_out_rule

LASTS = timedelta(days=14)


def _loss_details(facts: Mapping[str, Any]) -> Sequence[tuple[str, str]]:
    return (
        ("Kertas kerja", facts["number"]),
        ("Tempat", facts["where"]),
        ("Nilai menurut harga pokok", facts["amount"]),
        ("Foto", facts["photo"]),
    )


def _count_details(facts: Mapping[str, Any]) -> Sequence[tuple[str, str]]:
    return (
        ("Hitungan", facts["number"]),
        ("Tempat", facts["where"]),
        ("Barang yang berbeda", str(facts["differ"])),
        ("Nilai semua selisih", facts["amount"]),
    )


KINDS = (
    Kind(
        code=KIND,
        title="Aturan harga",
        ask=Action.ASK_PARAMETER,
        approve=Action.APPROVE_PARAMETER,
        sentence="{kind_words} {title} menjadi {shown} mulai {begins}",
        carry_out=carry_out_rule,
        lasts=LASTS,
    ),
    Kind(
        code=LOSS_KIND,
        title="Barang keluar tanpa dijual",
        ask=Action.MOVE_STOCK,
        approve=Action.APPROVE_STOCK,
        sentence="barang {kind} di {where}, {amount} ({number})",
        carry_out=carry_out_loss,
        when_rejected=loss_refused,
        lasts=LASTS,
        details=_loss_details,
    ),
    Kind(
        code=COUNT_KIND,
        title="Selisih hitung stok",
        ask=Action.COUNT_STOCK,
        approve=Action.APPROVE_STOCK,
        sentence="hitung stok {number} di {where}, selisih {amount}",
        carry_out=carry_out_count,
        when_rejected=count_refused,
        lasts=LASTS,
        details=_count_details,
    ),
)
