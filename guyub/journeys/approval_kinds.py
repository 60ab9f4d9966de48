"""What journeys ask of a second person."""

from datetime import timedelta

from guyub.foundation.approvals.domain.kinds import Kind
from guyub.foundation.identity.domain.roles import Action
from guyub.journeys.services.access import RESET_KIND, ROLE_KIND, carry_out_reset, carry_out_role
from guyub.journeys.services.closing import REOPEN_KIND, carry_out_reopen
from guyub.journeys.services.rules import PARAMETER_KIND, carry_out_value

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
)
