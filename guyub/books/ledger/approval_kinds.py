"""What the ledger asks of a second person."""

from guyub.books.ledger.selectors.waiting import JOURNAL_KIND, waiting_details
from guyub.books.ledger.services.journal import carry_out_journal
from guyub.foundation.approvals.domain.kinds import Kind
from guyub.foundation.identity.domain.roles import Action

KINDS = (
    Kind(
        code=JOURNAL_KIND,
        title="Jurnal",
        ask=Action.POST_JOURNAL,
        approve=Action.APPROVE_JOURNAL,
        sentence="{what}",
        carry_out=carry_out_journal,
        details=waiting_details,
    ),
)
