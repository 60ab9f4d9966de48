"""What savings keeps about one person in one cooperative."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.finance.savings.domain.collecting import SKIP_WORDS, SkipWhy
from guyub.finance.savings.domain.deposits import ROLL_WORDS, Roll, certificate_name
from guyub.finance.savings.domain.kinds import KIND_WORDS, SavingsKind
from guyub.finance.savings.domain.offering import rate_words
from guyub.finance.savings.domain.tax import slip_number
from guyub.finance.savings.domain.withdrawal_requests import STATE_WORDS, RequestState
from guyub.finance.savings.models import (
    AccountJasa,
    BillMessage,
    CollectionLine,
    DuesBill,
    Hold,
    MemberTax,
    Passbook,
    PassbookPrint,
    SavingsAccount,
    SavingsMovement,
    StandingOrder,
    TaxSlip,
    TermPeriod,
    Waiver,
    WithdrawalRequest,
)
from guyub.foundation.kernel.selectors.own_data import OwnPart

if TYPE_CHECKING:
    from collections.abc import Iterator

    from guyub.foundation.kernel.selectors.own_data import Fact, Owner


def _accounts(owner: Owner) -> Iterator[dict[str, Fact]]:
    rows = SavingsAccount.objects.filter(
        cooperative_id=owner.cooperative_id, member__person_id=owner.person_id
    )
    for row in rows.order_by("opened_on", "id"):
        yield {
            "Simpanan": KIND_WORDS[SavingsKind(row.kind)],
            "Dibuka": row.opened_on,
            "Saldo awal (rupiah)": row.opening_rp,
            "Saldo (rupiah)": row.balance_rp,
        }


def _movements(owner: Owner) -> Iterator[dict[str, Fact]]:
    rows = SavingsMovement.objects.filter(
        cooperative_id=owner.cooperative_id, account__member__person_id=owner.person_id
    )
    for row in rows.select_related("account", "entry").order_by("on", "recorded_at", "id"):
        yield {
            "Tanggal": row.on,
            "Simpanan": KIND_WORDS[SavingsKind(row.account.kind)],
            "Masuk atau keluar (rupiah)": row.amount_rp,
            "Saldo sesudahnya (rupiah)": row.balance_rp,
            "Bukti": str(row.entry),
            "Catatan": row.note,
        }


def _collected(owner: Owner) -> Iterator[dict[str, Fact]]:
    rows = CollectionLine.objects.filter(
        cooperative_id=owner.cooperative_id, member__person_id=owner.person_id
    )
    for row in rows.select_related("of").order_by("of__made_at", "id"):
        yield {
            "Bukti sementara": str(row),
            "Tanggal": row.of.made_on,
            "Diminta (rupiah)": row.asked_rp,
            "Dicatat kolektor (rupiah)": row.noted_rp,
            "Diterima (rupiah)": row.got_rp,
            "Dikembalikan (rupiah)": row.back_rp,
            "Sebab tidak bayar": SKIP_WORDS[SkipWhy(row.why)] if row.why else "",
        }


def _bill_messages(owner: Owner) -> Iterator[dict[str, Fact]]:
    rows = BillMessage.objects.filter(cooperative_id=owner.cooperative_id, member__person_id=owner.person_id)
    for row in rows.order_by("sent_at", "id"):
        yield {"Tagihan bulan": row.month, "Dikirim": row.sent_at}


def _passbooks(owner: Owner) -> Iterator[dict[str, Fact]]:
    rows = Passbook.objects.filter(
        cooperative_id=owner.cooperative_id, account__member__person_id=owner.person_id
    )
    for row in rows.select_related("account__product").order_by("opened_on", "id"):
        yield {
            "Simpanan": row.account.product.name,
            "Buku ke": row.no,
            "Mulai": row.opened_on,
            "Baris tercetak": row.printed,
            "Sebab diganti": row.reason,
            "Ditutup": row.closed_on,
        }


def _printed(owner: Owner) -> Iterator[dict[str, Fact]]:
    rows = PassbookPrint.objects.filter(
        cooperative_id=owner.cooperative_id, book__account__member__person_id=owner.person_id
    )
    for row in rows.select_related("book__account__product").order_by("recorded_at", "id"):
        yield {
            "Simpanan": row.book.account.product.name,
            "Buku ke": row.book.no,
            "Baris": f"{row.first} sampai {row.last}",
            "Cetak ulang": row.is_again,
            "Waktu": row.recorded_at,
        }


def _withdrawals(owner: Owner) -> Iterator[dict[str, Fact]]:
    rows = WithdrawalRequest.objects.filter(
        cooperative_id=owner.cooperative_id, account__member__person_id=owner.person_id
    )
    for row in rows.select_related("account__product").order_by("asked_at", "id"):
        yield {
            "Simpanan": row.account.product.name,
            "Jumlah (rupiah)": row.amount_rp,
            "Untuk tanggal": row.wanted_on,
            "Catatan": row.note,
            "Keadaan": STATE_WORDS[RequestState(row.state)],
            "Jawaban": row.answer,
            "Diminta": row.asked_at,
        }


def _tax_slips(owner: Owner) -> Iterator[dict[str, Fact]]:
    rows = TaxSlip.objects.filter(cooperative_id=owner.cooperative_id, member__person_id=owner.person_id)
    for row in rows.order_by("month", "version", "id"):
        yield {
            "Bukti potong": slip_number(row.no, row.year),
            "Bulan": row.month,
            "Pembetulan ke": row.version - 1,
            "Jasa (rupiah)": row.gross_rp,
            "Pajak (rupiah)": row.tax_rp,
        }


def _deposits(owner: Owner) -> Iterator[dict[str, Fact]]:
    rows = TermPeriod.objects.filter(
        cooperative_id=owner.cooperative_id, account__member__person_id=owner.person_id
    )
    for row in rows.select_related("account__product").order_by("from_on", "id"):
        yield {
            "Bilyet": certificate_name(row.year, row.certificate_no),
            "Simpanan": row.account.product.name,
            "Periode": row.no,
            "Mulai": row.from_on,
            "Jatuh tempo": row.matures_on,
            "Jasa setahun": rate_words(row.agreed_ppm),
            "Saat jatuh tempo": ROLL_WORDS[Roll(row.roll)],
            "Berakhir": row.ended_on,
            "Catatan": row.note,
        }


def _jasa(owner: Owner) -> Iterator[dict[str, Fact]]:
    rows = AccountJasa.objects.filter(
        cooperative_id=owner.cooperative_id, account__member__person_id=owner.person_id
    )
    for row in rows.select_related("account", "run").order_by("month", "account_id", "no"):
        yield {
            "Bulan": row.month,
            "Simpanan": KIND_WORDS[SavingsKind(row.account.kind)],
            "Hitungan ke": row.no,
            "Dihitung ulang karena": row.run.reason,
            "Jasa bulan itu (rupiah)": row.jasa_rp,
            "Masuk rekening (rupiah)": row.credited_rp,
            "Belum dibayar (rupiah)": row.accrued_rp,
        }


def _tax(owner: Owner) -> Iterator[dict[str, Fact]]:
    rows = MemberTax.objects.filter(cooperative_id=owner.cooperative_id, member__person_id=owner.person_id)
    for row in rows.order_by("month", "no"):
        yield {
            "Bulan": row.month,
            "Hitungan ke": row.no,
            "Jasa semua simpanan (rupiah)": row.gross_rp,
            "Pajak (rupiah)": row.tax_rp,
            "Dipotong dari simpanan (rupiah)": row.taken_rp,
            "Ditanggung koperasi (rupiah)": row.borne_rp,
        }


def _bills(owner: Owner) -> Iterator[dict[str, Fact]]:
    rows = DuesBill.objects.filter(cooperative_id=owner.cooperative_id, member__person_id=owner.person_id)
    for row in rows.order_by("month"):
        yield {
            "Bulan": row.month,
            "Simpanan wajib (rupiah)": row.amount_rp,
            "Jatuh tempo": row.due_on,
            "Dibayar (rupiah)": row.paid_rp,
            "Dibebaskan (rupiah)": row.waived_rp,
        }


def _waivers(owner: Owner) -> Iterator[dict[str, Fact]]:
    rows = Waiver.objects.filter(cooperative_id=owner.cooperative_id, member__person_id=owner.person_id)
    for row in rows.order_by("on", "id"):
        yield {"Tanggal": row.on, "Alasan": row.reason}


def _standing_orders(owner: Owner) -> Iterator[dict[str, Fact]]:
    rows = StandingOrder.objects.filter(
        cooperative_id=owner.cooperative_id, member__person_id=owner.person_id
    )
    for row in rows.select_related("account").order_by("since", "id"):
        yield {
            "Sejak": row.since,
            "Sampai": row.until,
            "Dari simpanan": KIND_WORDS[SavingsKind(row.account.kind)],
            "Terakhir dicoba": row.last_try_on,
            "Hasilnya": row.last_said,
        }


def _holds(owner: Owner) -> Iterator[dict[str, Fact]]:
    rows = Hold.objects.filter(
        cooperative_id=owner.cooperative_id, account__member__person_id=owner.person_id
    )
    for row in rows.select_related("account").order_by("since", "id"):
        yield {
            "Sejak": row.since,
            "Simpanan": KIND_WORDS[SavingsKind(row.account.kind)],
            "Ditahan (rupiah)": row.amount_rp,
            "Alasan": row.reason,
            "Dilepas": row.released_on,
        }


OWN_DATA = (
    OwnPart("Simpanan berjangka", (TermPeriod,), _deposits, rank=20),
    OwnPart("Simpanan", (SavingsAccount,), _accounts, rank=20),
    OwnPart("Buku simpanan", (SavingsMovement,), _movements, rank=20),
    OwnPart("Jasa simpanan", (AccountJasa,), _jasa, rank=20),
    OwnPart("Pajak jasa simpanan", (MemberTax,), _tax, rank=20),
    OwnPart("Tagihan simpanan wajib", (DuesBill,), _bills, rank=20),
    OwnPart("Pembebasan simpanan wajib", (Waiver,), _waivers, rank=20),
    OwnPart("Simpanan wajib dari rekening", (StandingOrder,), _standing_orders, rank=20),
    OwnPart("Simpanan yang ditahan", (Hold,), _holds, rank=20),
    OwnPart("Tagihan yang dijemput", (CollectionLine,), _collected, rank=20),
    OwnPart("Bukti potong jasa", (TaxSlip,), _tax_slips, rank=20),
    OwnPart("Pesan tagihan", (BillMessage,), _bill_messages, rank=20),
    OwnPart("Buku simpanan kertas", (Passbook,), _passbooks, rank=20),
    OwnPart("Cetakan buku simpanan", (PassbookPrint,), _printed, rank=20),
    OwnPart("Permintaan pengambilan simpanan", (WithdrawalRequest,), _withdrawals, rank=20),
)
