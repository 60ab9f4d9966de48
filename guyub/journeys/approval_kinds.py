"""What journeys ask of a second person."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from guyub.foundation.approvals.domain.kinds import Kind
from guyub.foundation.identity.domain.roles import Action
from guyub.journeys.services.access import RESET_KIND, ROLE_KIND, carry_out_reset, carry_out_role
from guyub.journeys.services.closing import REOPEN_KIND, carry_out_reopen
from guyub.journeys.services.device_events import (
    GAP_KIND,
    LOSS_KIND,
    OUTBOX_KIND,
    carry_out_give_up,
    carry_out_loss,
    carry_out_outbox,
)
from guyub.journeys.services.rules import PARAMETER_KIND, carry_out_value

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def outbox_details(facts: Mapping[str, Any]) -> Sequence[tuple[str, str]]:
    """Say what a file of a device holds, and whether the device itself sealed it."""
    sealed = "cocok dengan kunci perangkat" if facts["sealed"] else "tidak cocok; isinya bisa sudah diubah"
    return (("Nomor", f"{facts['from']} sampai {facts['to']}"), ("Segel", sealed))


KINDS = (
    Kind(
        code=ROLE_KIND,
        title="Peran baru",
        ask=Action.ASK_ROLE,
        approve=Action.APPROVE_ROLE,
        sentence="{name} menjadi {role_words} di {place}",
        carry_out=carry_out_role,
    ),
    Kind(
        code=RESET_KIND,
        title="Kode masuk baru",
        ask=Action.ASK_RESET,
        approve=Action.APPROVE_RESET,
        sentence="kode masuk baru untuk {name}",
        carry_out=carry_out_reset,
        lasts=timedelta(hours=24),
    ),
    Kind(
        code=PARAMETER_KIND,
        title="Parameter",
        ask=Action.ASK_PARAMETER,
        approve=Action.APPROVE_PARAMETER,
        sentence="{title} menjadi {shown} mulai {begins}",
        carry_out=carry_out_value,
        lasts=timedelta(days=14),
    ),
    Kind(
        code=REOPEN_KIND,
        title="Buka kembali buku",
        ask=Action.ASK_REOPEN,
        approve=Action.APPROVE_REOPEN,
        sentence="buku dibuka kembali sejak {since}{years}",
        carry_out=carry_out_reopen,
    ),
    Kind(
        code=LOSS_KIND,
        title="Catatan perangkat jadi kerugian",
        ask=Action.RESOLVE_EVENTS,
        approve=Action.APPROVE_EVENTS,
        sentence="catatan nomor {seq} dari {device} diterima sebagai kerugian",
        carry_out=carry_out_loss,
    ),
    Kind(
        code=GAP_KIND,
        title="Nomor perangkat dilepas",
        ask=Action.RESOLVE_EVENTS,
        approve=Action.APPROVE_EVENTS,
        sentence="nomor {from} sampai {to} dari {device} tidak ditunggu lagi",
        carry_out=carry_out_give_up,
    ),
    Kind(
        code=OUTBOX_KIND,
        title="Berkas catatan perangkat",
        ask=Action.RESOLVE_EVENTS,
        approve=Action.APPROVE_EVENTS,
        sentence="{count} catatan dari berkas {device} dimasukkan",
        carry_out=carry_out_outbox,
        details=outbox_details,
    ),
)
