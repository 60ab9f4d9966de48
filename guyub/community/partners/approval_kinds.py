"""What partners ask of a second person."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from guyub.community.partners.services.accounts import ACCOUNT_KIND, carry_out_account
from guyub.foundation.approvals.domain.kinds import Kind
from guyub.foundation.identity.domain.roles import Action


def _account_details(facts: Mapping[str, Any]) -> Sequence[tuple[str, str]]:
    told = (
        ("Mitra", facts["name"]),
        ("Rekening baru", f"{facts['bank']} {facts['number']}"),
        ("Atas nama", facts["holder"]),
        ("Rekening sekarang", facts["before"]),
    )
    changed = facts["phone_changed"]
    return (*told, ("Nomor HP kontak dicatat", changed)) if changed else told


KINDS = (
    Kind(
        code=ACCOUNT_KIND,
        title="Rekening mitra",
        ask=Action.KEEP_PARTNERS,
        approve=Action.APPROVE_PARTNERS,
        sentence="{name} dibayar ke rekening {said}",
        carry_out=carry_out_account,
        lasts=timedelta(days=14),
        details=_account_details,
        view=Action.VIEW_PARTNERS,
    ),
)
