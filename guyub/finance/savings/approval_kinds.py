"""What savings asks of a second person."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from guyub.finance.savings.services.waivers import WAIVER_KIND, carry_out_waiver
from guyub.foundation.approvals.domain.kinds import Kind
from guyub.foundation.identity.domain.roles import Action


def _waiver_details(facts: Mapping[str, Any]) -> Sequence[tuple[str, str]]:
    return (
        ("Anggota", facts["name"]),
        ("Bulan", facts["months_words"]),
        ("Jumlah", facts["amount"]),
        ("Sebab", facts["why"]),
    )


KINDS = (
    Kind(
        code=WAIVER_KIND,
        title="Keringanan simpanan wajib",
        ask=Action.KEEP_SAVINGS,
        approve=Action.APPROVE_SAVINGS,
        sentence="{name} tidak perlu membayar simpanan wajib {months_words}",
        carry_out=carry_out_waiver,
        lasts=timedelta(days=30),
        details=_waiver_details,
        view=Action.VIEW_SAVINGS,
    ),
)
