"""What inventory asks of a second person."""

from datetime import timedelta

from guyub.foundation.approvals.domain.kinds import Kind
from guyub.foundation.identity.domain.roles import Action
from guyub.trade.inventory.services.price_rules import KIND, carry_out_rule

KINDS = (
    Kind(
        code=KIND,
        title="Aturan harga",
        ask=Action.ASK_PARAMETER,
        approve=Action.APPROVE_PARAMETER,
        sentence="{kind_words} {title} menjadi {shown} mulai {begins}",
        carry_out=carry_out_rule,
        lasts=timedelta(days=14),
    ),
)
