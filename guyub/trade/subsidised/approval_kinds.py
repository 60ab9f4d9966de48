"""What rationed goods ask of a second person."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from guyub.foundation.approvals.domain.kinds import Kind
from guyub.foundation.identity.domain.roles import Action
from guyub.trade.subsidised.services.programmes import KIND, carry_out_limit
from guyub.trade.subsidised.services.rounds import KIND as ROUND_KIND
from guyub.trade.subsidised.services.rounds import carry_out_round, round_refused

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def _round_details(facts: Mapping[str, Any]) -> Sequence[tuple[str, str]]:
    return (("Masa", f"{facts['from']} sampai {facts['to']}"), ("Sidik masukan", facts["sha"]))


KINDS = (
    Kind(
        code=KIND,
        title="Aturan jatah",
        ask=Action.ASK_PARAMETER,
        approve=Action.APPROVE_PARAMETER,
        sentence="{title}, {shown}, mulai {begins}",
        carry_out=carry_out_limit,
        lasts=timedelta(days=14),
    ),
    Kind(
        code=ROUND_KIND,
        title="Pembagian barang bersubsidi",
        ask=Action.SHARE_GOODS,
        approve=Action.APPROVE_SHARES,
        sentence="pembagian {name}: {good} {supply}, {from} sampai {to}",
        carry_out=carry_out_round,
        when_rejected=round_refused,
        lasts=timedelta(days=14),
        details=_round_details,
        view=Action.VIEW_CITY,
    ),
)
