"""What a person's loans, payments, sureties and collateral are, for the person's own copy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from guyub.finance.loans.domain.lifecycle import STATE_WORDS, WAY_WORDS, LoanState, Way
from guyub.finance.loans.domain.securities import PLEDGE_WORDS, Pledge
from guyub.finance.loans.models import (
    Collateral,
    Guarantee,
    GuaranteeCall,
    GuarantorRepayment,
    Loan,
    LoanEvent,
    LoanLine,
    LoanOrder,
)
from guyub.finance.loans.selectors.securities import standing_calls, standing_repayments
from guyub.foundation.kernel.selectors.own_data import OwnPart

if TYPE_CHECKING:
    from collections.abc import Iterator

    from guyub.foundation.kernel.selectors.own_data import Fact, Owner


def _loans(owner: Owner) -> Iterator[dict[str, Fact]]:
    rows = Loan.objects.filter(cooperative_id=owner.cooperative_id, member__person_id=owner.person_id)
    for row in rows.select_related("product").order_by("year", "no"):
        yield {
            "Pinjaman": row.name,
            "Produk": row.product.name,
            "Keperluan": row.purpose,
            "Jumlah (rupiah)": row.principal_rp,
            "Angsuran (kali)": row.instalments,
            "Disetujui": row.agreed_on,
            "Cair": row.disbursed_on,
            "Keadaan": STATE_WORDS[LoanState(row.state)],
            "Selesai": row.ended_on,
            "Sisa pokok (rupiah)": row.left_rp,
            "Menunggak (rupiah)": row.overdue_rp,
            "Kolektibilitas": row.kolektibilitas,
        }


def _events(owner: Owner) -> Iterator[dict[str, Fact]]:
    rows = LoanEvent.objects.filter(
        cooperative_id=owner.cooperative_id, loan__member__person_id=owner.person_id
    )
    for row in rows.select_related("loan", "entry").order_by("loan__year", "loan__no", "no"):
        yield {
            "Pinjaman": row.loan.name,
            "Tanggal": row.on,
            "Caranya": WAY_WORDS[Way(row.way)],
            "Jumlah (rupiah)": row.amount_rp,
            "Pokok (rupiah)": row.principal_rp,
            "Jasa (rupiah)": row.interest_rp,
            "Biaya dan denda (rupiah)": row.fee_rp + row.penalty_rp,
            "Perincian": row.said,
            "Bukti": str(row.entry) if row.entry else "",
            "Catatan": row.note,
        }


def _lines(owner: Owner) -> Iterator[dict[str, Fact]]:
    rows = LoanLine.objects.filter(
        cooperative_id=owner.cooperative_id, loan__member__person_id=owner.person_id
    )
    for row in rows.select_related("loan").order_by("loan__year", "loan__no", "no"):
        yield {
            "Pinjaman": row.loan.name,
            "Angsuran ke": row.no,
            "Jatuh tempo": row.due_on,
            "Pokok (rupiah)": row.principal_rp,
            "Jasa (rupiah)": row.interest_rp,
            "Pokok dibayar (rupiah)": row.principal_settled_rp,
            "Jasa dibayar (rupiah)": row.interest_settled_rp,
        }


def _orders(owner: Owner) -> Iterator[dict[str, Fact]]:
    rows = LoanOrder.objects.filter(
        cooperative_id=owner.cooperative_id, loan__member__person_id=owner.person_id
    )
    for row in rows.select_related("loan", "account__product").order_by("since", "id"):
        yield {
            "Pinjaman": row.loan.name,
            "Dari simpanan": row.account.product.name,
            "Sejak": row.since,
            "Sampai": row.until,
            "Terakhir dicoba": row.last_try_on,
            "Hasilnya": row.last_said,
        }


def _sureties(owner: Owner) -> Iterator[dict[str, Fact]]:
    """What the person stands surety for; whose loan it is stays the borrower's."""
    rows = Guarantee.objects.filter(cooperative_id=owner.cooperative_id, member__person_id=owner.person_id)
    for row in rows.select_related("loan").order_by("signed_on", "id"):
        yield {
            "Pinjaman": row.loan.name,
            "Sejak": row.signed_on,
            "Menjamin sampai (rupiah)": row.amount_rp,
            "Dengan simpanan": row.account_id is not None,
            "Dilepas": row.released_on,
        }


def _calls(owner: Owner) -> Iterator[dict[str, Fact]]:
    """What the person's savings paid for others, and what others' paid for the person, where it still stands."""
    mine = Q(guarantee__member__person_id=owner.person_id)
    rows = standing_calls(owner.cooperative_id).filter(
        mine | Q(guarantee__loan__member__person_id=owner.person_id)
    )
    for row in rows.select_related("guarantee__loan", "guarantee__member").order_by("on", "id"):
        is_payer = row.guarantee.member.person_id == owner.person_id
        yield {
            "Tanggal": row.on,
            "Pinjaman": row.guarantee.loan.name,
            "Siapa membayar": "Simpanan saya" if is_payer else "Simpanan penjamin saya",
            "Jumlah (rupiah)": row.amount_rp,
        }


def _repayments(owner: Owner) -> Iterator[dict[str, Fact]]:
    """What the person gave back to guarantors, and got back as one, where it still stands."""
    mine = Q(guarantee__member__person_id=owner.person_id)
    rows = standing_repayments(owner.cooperative_id).filter(
        mine | Q(guarantee__loan__member__person_id=owner.person_id)
    )
    for row in rows.select_related("guarantee__loan", "guarantee__member").order_by("on", "id"):
        is_guarantor = row.guarantee.member.person_id == owner.person_id
        yield {
            "Tanggal": row.on,
            "Pinjaman": row.guarantee.loan.name,
            "Siapa menerima": "Simpanan saya" if is_guarantor else "Simpanan penjamin saya",
            "Jumlah (rupiah)": row.amount_rp,
        }


def _things(owner: Owner) -> Iterator[dict[str, Fact]]:
    rows = Collateral.objects.filter(
        cooperative_id=owner.cooperative_id, loan__member__person_id=owner.person_id
    )
    for row in rows.select_related("loan").order_by("received_on", "id"):
        yield {
            "Pinjaman": row.loan.name,
            "Jenis": PLEDGE_WORDS[Pledge(row.kind)],
            "Barang": row.thing,
            "Nomor surat": row.paper_no,
            "Pemilik": row.owner,
            "Nilai (rupiah)": row.value_rp,
            "Diterima koperasi": row.received_on,
            "Dikembalikan": row.returned_on,
            "Kepada": row.returned_to,
        }


LOAN_PARTS = (
    OwnPart("Pinjaman", (Loan,), _loans, rank=30),
    OwnPart("Pembayaran pinjaman", (LoanEvent,), _events, rank=30),
    OwnPart("Jadwal angsuran", (LoanLine,), _lines, rank=30),
    OwnPart("Angsuran dari simpanan", (LoanOrder,), _orders, rank=30),
    OwnPart("Menjadi penjamin", (Guarantee,), _sureties, rank=30),
    OwnPart("Dibayar penjamin", (GuaranteeCall,), _calls, rank=30),
    OwnPart("Penggantian kepada penjamin", (GuarantorRepayment,), _repayments, rank=30),
    OwnPart("Agunan pinjaman", (Collateral,), _things, rank=30),
)
