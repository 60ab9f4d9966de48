"""What members ask of a second person."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from guyub.community.members.domain.applications import APPLICATION_KIND
from guyub.community.members.selectors.cases import EXIT_KIND, exit_details
from guyub.community.members.services.applications import carry_out_admission, when_refused
from guyub.community.members.services.leaving import carry_out_exit
from guyub.foundation.approvals.domain.kinds import Kind
from guyub.foundation.identity.domain.roles import Action

MONTHLY = timedelta(days=30)  # boards meet once a month


def _applicant_details(facts: Mapping[str, Any]) -> Sequence[tuple[str, str]]:
    parts = facts["instalments"]
    return (
        ("Nama", facts["name"]),
        ("Jenis kelamin, umur", f"{facts['sex']}, {facts['age']} tahun"),
        ("Rumah menurut KTP", facts["home"]),
        ("Pekerjaan", facts["work"]),
        ("Pendaftaran", facts["source"]),
        ("Simpanan pokok", "dibayar sekaligus" if parts == 1 else f"dicicil {parts} kali"),
        ("Perlu diperhatikan", facts["flags"]),
    )


KINDS = (
    Kind(
        code=APPLICATION_KIND,
        title="Anggota baru",
        ask=Action.KEEP_MEMBERS,
        approve=Action.APPROVE_MEMBERS,
        sentence="{name} menjadi anggota (pendaftaran {number})",
        carry_out=carry_out_admission,
        when_rejected=when_refused,
        lasts=MONTHLY,
        details=_applicant_details,
        view=Action.VIEW_MEMBER_FILE,
    ),
    Kind(
        code=EXIT_KIND,
        title="Keluar dari keanggotaan",
        ask=Action.KEEP_MEMBERS,
        approve=Action.APPROVE_MEMBERS,
        sentence="{number}: {name} {kind}",
        carry_out=carry_out_exit,
        lasts=MONTHLY,
        details=exit_details,
        view=Action.VIEW_MEMBER_FILE,
    ),
)
