"""What consignment keeps about one person in one cooperative: what a member let the shop sell, and was paid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.foundation.kernel.selectors.own_data import OwnPart
from guyub.trade.consignment.models import Agreement, ConsignedMove, Payout, Slip, Statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from guyub.foundation.kernel.selectors.own_data import Fact, Owner


def _agreements(owner: Owner) -> Iterator[dict[str, Fact]]:
    rows = Agreement.objects.filter(cooperative_id=owner.cooperative_id, member__person_id=owner.person_id)
    for row in rows.order_by("year", "no"):
        yield {
            "Nomor": row.name,
            "Mulai": row.from_on,
            "Sampai": row.until_on,
            "Nama yang ditampilkan": row.shown_name or None,
            "Catatan": row.note or None,
            "Diakhiri": row.ended_on,
        }


def _moves(owner: Owner) -> Iterator[dict[str, Fact]]:
    rows = ConsignedMove.objects.filter(
        cooperative_id=owner.cooperative_id, agreement__member__person_id=owner.person_id
    )
    for row in rows.select_related("good__product", "slip").order_by("moved_on", "id"):
        yield {
            "Tanggal": row.moved_on,
            "Barang": row.good.product.name,
            "Gerak": row.why,
            "Surat": row.slip.name if row.slip else None,
            "Banyak (satuan dasar)": row.qty,
            "Terjual (rupiah)": row.sold_rp,
            "Bagian penitip (rupiah)": row.due_rp,
        }


def _statements(owner: Owner) -> Iterator[dict[str, Fact]]:
    mine = {"cooperative_id": owner.cooperative_id}
    rows = Statement.objects.filter(
        **mine, agreement__member__person_id=owner.person_id, undone_on__isnull=True
    )
    paid: dict[object, int] = {}
    payouts = Payout.objects.filter(
        **mine, statement__agreement__member__person_id=owner.person_id, undone_on__isnull=True
    )
    for statement_id, rp in payouts.values_list("statement_id", "amount_rp"):
        paid[statement_id] = paid.get(statement_id, 0) + rp
    for row in rows.order_by("year", "no"):
        yield {
            "Nomor": row.name,
            "Sampai": row.until_on,
            "Terjual (rupiah)": row.sold_rp,
            "Bagian koperasi (rupiah)": row.share_rp,
            "Harus dibayar (rupiah)": row.to_pay_rp,
            "Sudah dibayar (rupiah)": paid.get(row.id, 0),
        }


OWN_DATA = (
    OwnPart("Perjanjian titip jual", (Agreement,), _agreements, rank=75),
    OwnPart("Barang titipan sendiri", (ConsignedMove, Slip), _moves, rank=76),
    OwnPart("Perhitungan titip jual", (Statement, Payout), _statements, rank=77),
)
