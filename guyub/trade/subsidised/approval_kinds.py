"""What rationed goods ask of a second person."""

from datetime import timedelta

from guyub.foundation.approvals.domain.kinds import Kind
from guyub.foundation.identity.domain.roles import Action
from guyub.trade.subsidised.services.programmes import KIND, carry_out_limit

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
)
