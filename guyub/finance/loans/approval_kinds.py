"""What loans ask of a second person."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from guyub.finance.loans.domain.applications import APPLICATION_KIND
from guyub.finance.loans.services.collection_returns import COLLECTION_KIND, carry_out_collection
from guyub.finance.loans.services.committee import application_refused, carry_out_application
from guyub.finance.loans.services.group_funds import FUND_KIND, carry_out_fund_back
from guyub.finance.loans.services.guarantee_calls import CALL_KIND, carry_out_call
from guyub.finance.loans.services.offering import TERMS_KIND, carry_out_terms
from guyub.finance.loans.services.security_releases import RELEASE_KIND, carry_out_release
from guyub.finance.loans.trouble_kinds import TROUBLE_KINDS
from guyub.finance.savings.approval_kinds import collection_details
from guyub.foundation.approvals.domain.bodies import Body
from guyub.foundation.approvals.domain.kinds import Kind
from guyub.foundation.identity.domain.roles import Action


def _call_details(facts: Mapping[str, Any]) -> Sequence[tuple[str, str]]:
    return (
        ("Pinjaman", f"{facts['number']}, {facts['borrower']}"),
        ("Penjamin", facts["guarantor"]),
        ("Diambil dari simpanan penjamin", facts["amount"]),
        ("Tunggakan saat diminta", facts["overdue"]),
        ("Sebab", facts["why"]),
    )


def _release_details(facts: Mapping[str, Any]) -> Sequence[tuple[str, str]]:
    told = (
        ("Pinjaman", f"{facts['number']}, {facts['borrower']}"),
        ("Sisa pokok saat diminta", facts["left"]),
        ("Yang dilepas", facts["name"]),
        ("Sebab", facts["why"]),
    )
    return (*told, ("Diserahkan kepada", facts["to"])) if facts["to"] else told


def _terms_details(facts: Mapping[str, Any]) -> Sequence[tuple[str, str]]:
    return (
        ("Produk", facts["name"]),
        *((label, value) for label, value in facts["said"]),
        ("Mulai berlaku", facts["begins"]),
        ("Keputusan", f"{facts['number']}, {facts['title']}"),
    )


def _application_details(facts: Mapping[str, Any]) -> Sequence[tuple[str, str]]:
    told = (
        ("Peminjam", f"{facts['name']}, nomor {facts['member']}"),
        ("Pinjaman", f"{facts['amount']} ({facts['product']}), diminta {facts['asked']}"),
        ("Untuk", facts["use"]),
        ("Angsuran", f"{facts['instalment']} paling besar, {facts['times']}"),
        ("Jasa", facts["rate"]),
        ("Jasa sebenarnya", facts["effective"]),
        ("Pihak terkait", facts["related"]),
        ("Kelompok yang menanggung", facts.get("group", "")),
        ("Keadaan kelompok", facts.get("group_standing", "")),
        ("Alasan penolakan pertama", facts["refusal"]),
        ("Banding anggota", facts["appeal"]),
        ("Sebulan", facts["month"]),
        ("Kemampuan", facts["capacity"]),
        ("Utang di sini", facts["owed"]),
        ("Utang di koperasi lain", facts["network"]),
        ("Simpanan yang bebas", facts["savings"]),
        ("Kunjungan", facts["visit"]),
        ("Saran penganalisis", f"{facts['advice']}. {facts['note']}".strip()),
        ("Nilai", facts["score"]),
    )
    lines = ((label, value) for label, value in (*facts["lines"], *facts["limits"]))
    return (*(pair for pair in told if pair[1]), *lines)


def _fund_details(facts: Mapping[str, Any]) -> Sequence[tuple[str, str]]:
    return (
        ("Kelompok", facts["group_name"]),
        ("Diterima oleh", facts["name"]),
        ("Jumlah", facts["amount"]),
        ("Sebab", facts["why"]),
    )


KINDS = (
    Kind(
        code=APPLICATION_KIND,
        title="Permohonan pinjaman",
        ask=Action.KEEP_LOANS,
        approve=Action.APPROVE_LOANS,
        sentence="{name} meminjam {amount} ({number})",
        carry_out=carry_out_application,
        when_rejected=application_refused,
        bodies=frozenset({Body.PENGURUS}),
        lasts=timedelta(days=30),
        details=_application_details,
        view=Action.VIEW_LOANS,
    ),
    Kind(
        code=CALL_KIND,
        title="Simpanan penjamin membayar tunggakan",
        ask=Action.KEEP_LOANS,
        approve=Action.APPROVE_LOANS,
        sentence="simpanan {guarantor} membayar {amount} pada pinjaman {number} milik {borrower}",
        carry_out=carry_out_call,
        details=_call_details,
        view=Action.VIEW_LOANS,
    ),
    Kind(
        code=RELEASE_KIND,
        title="Melepas jaminan pinjaman yang berjalan",
        ask=Action.KEEP_LOANS,
        approve=Action.APPROVE_LOANS,
        sentence="{what} pinjaman {number} milik {borrower} dilepas: {name}",
        carry_out=carry_out_release,
        lasts=timedelta(days=14),
        details=_release_details,
        view=Action.VIEW_LOANS,
    ),
    Kind(
        code=TERMS_KIND,
        title="Ketentuan pinjaman",
        ask=Action.KEEP_LOANS,
        approve=Action.APPROVE_LOANS,
        sentence="{name}: jasa {rate} mulai {begins}",
        carry_out=carry_out_terms,
        lasts=timedelta(days=30),
        details=_terms_details,
        view=Action.VIEW_LOANS,
    ),
    Kind(
        code=FUND_KIND,
        title="Pengembalian dana kelompok",
        ask=Action.TAKE_LOANS,
        approve=Action.APPROVE_LOANS,
        sentence="dana kelompok {group_name} dikembalikan {amount} lewat {name}",
        carry_out=carry_out_fund_back,
        lasts=timedelta(hours=24),
        details=_fund_details,
        view=Action.VIEW_LOANS,
    ),
    Kind(
        code=COLLECTION_KIND,
        title="Selisih daftar tagih angsuran",
        ask=Action.TAKE_LOANS,
        approve=Action.APPROVE_LOANS,
        sentence="daftar tagih {number} dibukukan dengan selisih {difference}",
        carry_out=carry_out_collection,
        details=collection_details,
        view=Action.VIEW_LOANS,
    ),
    *TROUBLE_KINDS,
)
