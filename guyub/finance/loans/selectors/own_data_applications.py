"""What applications for loans keep about one person in one cooperative: a part of the person's copy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.finance.loans.domain.applications import (
    ADVICE_WORDS,
    PAPER_WORDS,
    STATE_WORDS,
    USE_WORDS,
    Advice,
    ApplicationState,
    PaperKind,
    Use,
)
from guyub.finance.loans.domain.scores import lines_read
from guyub.finance.loans.models import ApplicationPaper, LoanAnalysis, LoanApplication
from guyub.foundation.kernel.selectors.own_data import OwnPart

if TYPE_CHECKING:
    from collections.abc import Iterator

    from guyub.foundation.kernel.selectors.own_data import Fact, Owner


def _applications(owner: Owner) -> Iterator[dict[str, Fact]]:
    rows = LoanApplication.objects.filter(
        cooperative_id=owner.cooperative_id, member__person_id=owner.person_id
    )
    for row in rows.select_related("product", "person", "loan", "group").order_by("applied_at", "id"):
        yield {
            "Permohonan": row.name,
            "Produk": row.product.name,
            "Jumlah (rupiah)": row.amount_rp,
            "Angsuran": row.instalments,
            "Keperluan": row.purpose,
            "Jenis keperluan": USE_WORDS[Use(row.use)],
            "Kelompok yang menanggung": row.group.name if row.group else "",
            "Ingin mulai membayar": row.first_due_on,
            "Ditulis oleh": row.person.name,
            "Tanggal": row.applied_on,
            "Utang di koperasi lain boleh dilihat": row.consented_at is not None,
            "Keadaan": STATE_WORDS[ApplicationState(row.state)],
            "Diputus": row.decided_on,
            "Alasan ditolak": row.reason,
            "Banding": row.appeal,
            "Alasan banding ditolak": row.appeal_reason,
            "Sebab berakhir": row.ended_why,
            "Pinjaman": row.loan.name if row.loan else "",
        }


def _analyses(owner: Owner) -> Iterator[dict[str, Fact]]:
    rows = LoanAnalysis.objects.filter(
        cooperative_id=owner.cooperative_id, application__member__person_id=owner.person_id
    )
    for row in rows.select_related("application", "person").order_by("recorded_at", "id"):
        yield {
            "Permohonan": row.application.name,
            "Tanggal": row.on,
            "Oleh": row.person.name,
            "Penghasilan (rupiah)": row.income_rp,
            "Hasil usaha (rupiah)": row.business_rp,
            "Biaya hidup (rupiah)": row.household_rp,
            "Cicilan di tempat lain (rupiah)": row.other_rp,
            "Angsuran di sini (rupiah)": row.own_rp,
            "Pinjaman di koperasi lain": row.network_loans,
            "Sisa pinjaman di koperasi lain (rupiah)": row.network_rp,
            "Simpanan (rupiah)": row.savings_rp,
            "Kemampuan sebulan (rupiah)": row.capacity_rp,
            "Diusulkan (rupiah)": row.amount_rp,
            "Angsuran paling besar (rupiah)": row.instalment_rp,
            "Kunjungan": row.visited_on,
            "Yang dilihat": row.visit_seen,
            "Nilai": row.score,
            "Rincian nilai": "; ".join(
                f"{line.title} {line.points} dari {line.most}" for line in lines_read(row.score_lines).lines
            ),
            "Saran": ADVICE_WORDS[Advice(row.advice)],
            "Catatan": row.note,
        }


def _papers(owner: Owner) -> Iterator[dict[str, Fact]]:
    rows = ApplicationPaper.objects.filter(
        cooperative_id=owner.cooperative_id, application__member__person_id=owner.person_id
    )
    for row in rows.select_related("application", "person").order_by("recorded_at", "id"):
        yield {
            "Permohonan": row.application.name,
            "Berkas": PAPER_WORDS[PaperKind(row.kind)],
            "Judul": row.title,
            "Disimpan oleh": row.person.name,
            "Waktu": row.recorded_at,
        }


APPLICATION_PARTS = (
    OwnPart("Permohonan pinjaman", (LoanApplication,), _applications, rank=46),
    OwnPart("Analisis permohonan pinjaman", (LoanAnalysis,), _analyses, rank=47),
    OwnPart("Berkas permohonan pinjaman", (ApplicationPaper,), _papers, rank=48),
)
