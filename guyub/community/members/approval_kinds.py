"""What members ask of a second person."""

from datetime import timedelta

from guyub.community.members.selectors.cases import EXIT_KIND, exit_details
from guyub.community.members.services.leaving import carry_out_exit
from guyub.foundation.approvals.domain.kinds import Kind
from guyub.foundation.identity.domain.roles import Action

KINDS = (
    Kind(
        code=EXIT_KIND,
        title="Keluar dari keanggotaan",
        ask=Action.KEEP_MEMBERS,
        approve=Action.APPROVE_MEMBERS,
        sentence="{number}: {name} {kind}",
        carry_out=carry_out_exit,
        lasts=timedelta(days=30),
        details=exit_details,
        view=Action.VIEW_MEMBER_FILE,
    ),
)
