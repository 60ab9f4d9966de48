"""What lending asks of a second person."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from guyub.finance.loans.services.offering import TERMS_KIND, carry_out_terms
from guyub.foundation.approvals.domain.kinds import Kind
from guyub.foundation.identity.domain.roles import Action


def _terms_details(facts: Mapping[str, Any]) -> Sequence[tuple[str, str]]:
    return (
        ("Produk", facts["name"]),
        *((label, value) for label, value in facts["said"]),
        ("Mulai berlaku", facts["begins"]),
        ("Keputusan", f"{facts['number']}, {facts['title']}"),
    )


KINDS = (
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
)
