"""What the shop keeps about one person in one cooperative."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.foundation.kernel.selectors.own_data import OwnPart
from guyub.foundation.kernel.selectors.together import asked
from guyub.trade.retail.domain.accounts import till_name
from guyub.trade.retail.domain.baskets import TenderKind
from guyub.trade.retail.domain.receipts import KIND_PAID
from guyub.trade.retail.domain.told_dues import Purpose
from guyub.trade.retail.models import (
    BonPayment,
    BonPaymentLine,
    BonReminder,
    BuyerOrder,
    CreditSlice,
    Sale,
    SaleKind,
    SaleLine,
    SaleTender,
    TillReceipt,
)
from guyub.trade.retail.selectors.buyers import buyer_inquiries, buyers_read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from guyub.foundation.kernel.selectors.own_data import Fact, Owner

KIND_SAID = {
    SaleKind.JUAL.value: "Belanja",
    SaleKind.RETUR.value: "Retur",
    SaleKind.BATAL.value: "Pembatalan",
    SaleKind.GANTI.value: "Ganti cara bayar",
}


def _orders(owner: Owner) -> Iterator[dict[str, Fact]]:
    rows = BuyerOrder.objects.filter(cooperative_id=owner.cooperative_id, member__person_id=owner.person_id)
    for row in buyers_read(*asked(*buyer_inquiries(rows))):
        yield {
            "Nomor": row.name,
            "Dipesan": row.ordered_on,
            "Barang": row.wished,
            "Dibayar (rupiah)": row.paid_rp,
            "Diserahkan (rupiah)": row.handed_rp,
            "Dikembalikan (rupiah)": row.refunded_rp,
            "Masih dipegang (rupiah)": row.held_rp,
            "Ditarik": row.withdrawn_on,
        }


def _sales(owner: Owner) -> Iterator[dict[str, Fact]]:
    rows = Sale.objects.filter(cooperative_id=owner.cooperative_id, member__person_id=owner.person_id)
    owed = dict(
        SaleTender.objects.filter(
            cooperative_id=owner.cooperative_id,
            sale__member__person_id=owner.person_id,
            kind=TenderKind.CREDIT.value,
        ).values_list("sale_id", "left_rp")
    )
    for row in rows.order_by("sold_at", "id"):
        yield {
            "Nomor": row.name,
            "Nomor kasir": row.till_name,
            "Jenis": KIND_SAID[row.kind],
            "Waktu": row.sold_at,
            "Jumlah (rupiah)": row.paid_rp,
            "Bon belum dibayar (rupiah)": owed.get(row.id, 0),
        }


def _lines(owner: Owner) -> Iterator[dict[str, Fact]]:
    rows = SaleLine.objects.filter(
        cooperative_id=owner.cooperative_id, sale__member__person_id=owner.person_id
    )
    for row in rows.select_related("sale", "product").order_by("sale__sold_at", "sale_id", "line_no"):
        yield {
            "Nomor": row.sale.name,
            "Barang": row.product.name,
            "Banyak (satuan dasar)": row.qty,
            "Dibayar (rupiah)": row.net_rp,
        }


def _bon_paid(owner: Owner) -> Iterator[dict[str, Fact]]:
    rows = BonPayment.objects.filter(
        cooperative_id=owner.cooperative_id, member__person_id=owner.person_id
    ).select_related("entry")
    for row in rows.order_by("recorded_at", "id"):
        yield {
            "Nomor": str(row.entry),
            "Nomor kasir": row.till_number,
            "Tanggal": row.paid_on,
            "Cara bayar": KIND_PAID[TenderKind(row.way)],
            "Jumlah (rupiah)": row.amount_rp,
            "Sisa bon sesudahnya (rupiah)": row.left_rp,
            "Dibatalkan": row.undone_on,
            "Alasan pembatalan": row.undone_why,
        }


def _bon_settled(owner: Owner) -> Iterator[dict[str, Fact]]:
    rows = BonPaymentLine.objects.filter(
        cooperative_id=owner.cooperative_id, payment__member__person_id=owner.person_id
    ).select_related("payment__entry", "tender__sale")
    for row in rows.order_by("payment__recorded_at", "payment_id", "tender__sale__sold_at", "id"):
        yield {
            "Nomor": str(row.payment.entry),
            "Nota": row.tender.sale.name,
            "Jumlah (rupiah)": row.amount_rp,
        }


PURPOSE_SAID = {
    Purpose.DUES.value: "Simpanan wajib",
    Purpose.INSTALMENT.value: "Angsuran",
    Purpose.CREDIT.value: "Bayar bon",
}


def _receipts(owner: Owner) -> Iterator[dict[str, Fact]]:
    rows = TillReceipt.objects.filter(cooperative_id=owner.cooperative_id, member__person_id=owner.person_id)
    for row in rows.order_by("taken_at", "id"):
        yield {
            "Nomor kasir": till_name(row.series, row.till_no),
            "Untuk": PURPOSE_SAID[row.purpose],
            "Waktu": row.taken_at,
            "Jumlah (rupiah)": row.amount_rp,
            "Nomor bukti": row.vouchers,
        }


def _bon_lent(owner: Owner) -> Iterator[dict[str, Fact]]:
    rows = CreditSlice.objects.filter(
        cooperative_id=owner.cooperative_id, member__person_id=owner.person_id, lent_rp__gt=0
    )
    for row in rows.select_related("till").order_by("till__series", "id"):
        yield {"Kasir": str(row.till), "Disediakan untuk bon (rupiah)": row.lent_rp}


def _bon_reminded(owner: Owner) -> Iterator[dict[str, Fact]]:
    rows = BonReminder.objects.filter(cooperative_id=owner.cooperative_id, member__person_id=owner.person_id)
    for row in rows.order_by("on", "id"):
        yield {"Tanggal": row.on, "Jatuh tempo": row.due_on, "Jumlah (rupiah)": row.amount_rp}


OWN_DATA = (
    OwnPart("Pesanan setor beli", (BuyerOrder,), _orders, rank=72),
    OwnPart("Belanja di gerai", (Sale,), _sales, rank=73),
    OwnPart("Barang belanja di gerai", (SaleLine,), _lines, rank=74),
    OwnPart("Pembayaran bon", (BonPayment,), _bon_paid, rank=75),
    OwnPart("Nota yang dibayar bonnya", (BonPaymentLine,), _bon_settled, rank=76),
    OwnPart("Uang yang diterima kasir", (TillReceipt,), _receipts, rank=77),
    OwnPart("Bon yang disediakan di kasir", (CreditSlice,), _bon_lent, rank=78),
    OwnPart("Pengingat bon", (BonReminder,), _bon_reminded, rank=79),
)
