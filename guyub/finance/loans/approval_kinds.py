"""What lending asks of a second person."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from guyub.finance.loans.services.group_funds import FUND_KIND, carry_out_fund_back
from guyub.finance.loans.services.guarantee_calls import CALL_KIND, carry_out_call
from guyub.finance.loans.services.security_releases import RELEASE_KIND, carry_out_release
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


def _fund_details(facts: Mapping[str, Any]) -> Sequence[tuple[str, str]]:
    return (
        ("Kelompok", facts["group_name"]),
        ("Diterima oleh", facts["name"]),
        ("Jumlah", facts["amount"]),
        ("Sebab", facts["why"]),
    )


KINDS = (
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
)
