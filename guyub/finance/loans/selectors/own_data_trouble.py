"""What loans in trouble leave behind about one person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.finance.loans.domain.insurance import CLAIM_WORDS, ClaimState
from guyub.finance.loans.domain.promises import FOUND_WORDS, Found
from guyub.finance.loans.domain.reminding import CHANNEL_WORDS, TONE_WORDS, Channel, Tone
from guyub.finance.loans.models import (
    BorrowerDeath,
    InsuranceClaim,
    LoanForgiven,
    LoanPauseLine,
    LoanPremium,
    LoanReminder,
    LoanRestructure,
    LoanVisit,
    LoanWriteOff,
)
from guyub.finance.loans.selectors.trouble import taken_back
from guyub.foundation.kernel.selectors.own_data import OwnPart

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from guyub.foundation.kernel.selectors.own_data import Fact, Owner


def _mine(model: Any, owner: Owner) -> Any:
    rows = model.objects.filter(cooperative_id=owner.cooperative_id, loan__member__person_id=owner.person_id)
    return rows.select_related("loan").order_by("id")


def _reminders(owner: Owner) -> Iterator[dict[str, Fact]]:
    for row in _mine(LoanReminder, owner):
        yield {
            "Pinjaman": row.loan.name,
            "Tanggal": row.on,
            "Lewat": CHANNEL_WORDS[Channel(row.channel)],
            "Nada": TONE_WORDS[Tone(row.tone)],
            "Diminta (rupiah)": row.amount_rp,
            "Denda (rupiah)": row.penalty_rp,
        }


def _visits(owner: Owner) -> Iterator[dict[str, Fact]]:
    for row in _mine(LoanVisit, owner):
        yield {
            "Pinjaman": row.loan.name,
            "Tanggal": row.on,
            "Keadaan": FOUND_WORDS[Found(row.found)],
            "Catatan": row.note,
            "Janji sampai": row.promise_on,
            "Janji (rupiah)": row.promise_rp,
        }


def _restructures(owner: Owner) -> Iterator[dict[str, Fact]]:
    for row in _mine(LoanRestructure, owner).annotate(is_undone=taken_back(owner.cooperative_id)):
        yield {
            "Pinjaman": row.loan.name,
            "Diminta": row.asked_on,
            "Sebab": row.reason,
            "Berlaku": row.done_on,
            "Dibatalkan": row.is_undone,
        }


def _pauses(owner: Owner) -> Iterator[dict[str, Fact]]:
    rows = _mine(LoanPauseLine, owner).annotate(is_undone=taken_back(owner.cooperative_id))
    for row in rows.select_related("pause"):
        yield {
            "Pinjaman": row.loan.name,
            "Sebab jeda": row.pause.reason,
            "Angsuran yang istirahat": row.rests,
            "Berlaku": row.pause.done_on,
            "Tidak ikut karena": row.why,
            "Dikeluarkan lagi": row.is_undone,
        }


def _write_offs(owner: Owner) -> Iterator[dict[str, Fact]]:
    for row in _mine(LoanWriteOff, owner):
        yield {
            "Pinjaman": row.loan.name,
            "Dihapus buku": row.booked_on,
            "Pokok (rupiah)": row.principal_rp,
            "Sebab": row.reason,
            "Dibatalkan": row.undone_on,
        }


def _forgiven(owner: Owner) -> Iterator[dict[str, Fact]]:
    for row in _mine(LoanForgiven, owner):
        yield {
            "Pinjaman": row.loan.name,
            "Dihapus tagih": row.forgiven_on,
            "Pokok (rupiah)": row.principal_rp,
            "Seluruh utang (rupiah)": row.owed_rp,
            "Sebab": row.reason,
            "Dibatalkan": row.undone_on,
        }


def _premiums(owner: Owner) -> Iterator[dict[str, Fact]]:
    for row in _mine(LoanPremium, owner).select_related("payment"):
        yield {
            "Pinjaman": row.loan.name,
            "Dipotong": row.collected_on,
            "Premi (rupiah)": row.amount_rp,
            "Disetor": row.payment.paid_on if row.payment else None,
        }


def _claims(owner: Owner) -> Iterator[dict[str, Fact]]:
    for row in _mine(InsuranceClaim, owner):
        yield {
            "Pinjaman": row.loan.name,
            "Asuransi": row.insurer,
            "Diajukan": row.asked_on,
            "Diminta (rupiah)": row.asked_rp,
            "Jawaban": CLAIM_WORDS[ClaimState(row.state)],
            "Diterima (rupiah)": row.got_rp,
        }


def _deaths(owner: Owner) -> Iterator[dict[str, Fact]]:
    rows = BorrowerDeath.objects.filter(
        cooperative_id=owner.cooperative_id, member__person_id=owner.person_id
    )
    for row in rows.order_by("id"):
        yield {
            "Tanggal": row.died_on,
            "Kabar dari": row.told_by,
            "Catatan": row.note,
            "Dibatalkan": row.undone_on,
        }


TROUBLE_PARTS = (
    OwnPart("Pengingat pinjaman", (LoanReminder,), _reminders, rank=25),
    OwnPart("Kunjungan pinjaman", (LoanVisit,), _visits, rank=25),
    OwnPart("Restrukturisasi pinjaman", (LoanRestructure,), _restructures, rank=25),
    OwnPart("Jeda angsuran", (LoanPauseLine,), _pauses, rank=25),
    OwnPart("Hapus buku pinjaman", (LoanWriteOff,), _write_offs, rank=25),
    OwnPart("Hapus tagih pinjaman", (LoanForgiven,), _forgiven, rank=25),
    OwnPart("Premi asuransi pinjaman", (LoanPremium,), _premiums, rank=25),
    OwnPart("Klaim asuransi pinjaman", (InsuranceClaim,), _claims, rank=25),
    OwnPart("Kabar duka pada pinjaman", (BorrowerDeath,), _deaths, rank=25),
)
