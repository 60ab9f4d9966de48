"""What the treasury asks of a second person."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from guyub.books.treasury.selectors.claims import CLAIM_KIND, LARGE_KIND, REPAYMENT_KIND, claim_details
from guyub.books.treasury.selectors.waiting import EVENT_KIND, waiting_details
from guyub.books.treasury.services.claims import carry_out_claim
from guyub.books.treasury.services.events import carry_out_event
from guyub.books.treasury.services.repayments import carry_out_repayment
from guyub.books.treasury.services.shifts import SHIFT_KIND, carry_out_shift
from guyub.foundation.approvals.domain.kinds import Kind
from guyub.foundation.identity.domain.roles import Action

CLAIM_LASTS = timedelta(days=90)  # whoever paid should not have to ask twice


def _shift_details(facts: Mapping[str, Any]) -> Sequence[tuple[str, str]]:
    return (
        ("Laci", facts["drawer"]),
        ("Pemegang", facts["holder"]),
        ("Menurut buku", facts["expected"]),
        ("Hasil hitung", facts["counted"]),
        ("Sebab", facts["why"]),
    )


KINDS = (
    Kind(
        code=EVENT_KIND,
        title="Peristiwa",
        ask=Action.RECORD_EVENT,
        approve=Action.APPROVE_JOURNAL,
        sentence="{what}",
        carry_out=carry_out_event,
        details=waiting_details,
    ),
    Kind(
        code=SHIFT_KIND,
        title="Selisih kas",
        ask=Action.HANDLE_CASH,
        approve=Action.APPROVE_JOURNAL,
        sentence="giliran di {drawer} ditutup dengan selisih {difference}",
        carry_out=carry_out_shift,
        details=_shift_details,
    ),
    Kind(
        code=CLAIM_KIND,
        title="Klaim nota",
        ask=Action.CLAIM,
        approve=Action.APPROVE_CLAIM,
        sentence="klaim nota {number}: {what}, {amount}",
        carry_out=carry_out_claim,
        lasts=CLAIM_LASTS,
        details=claim_details,
        view=Action.VIEW_JOURNAL,
    ),
    Kind(
        code=LARGE_KIND,
        title="Klaim nota besar",
        ask=Action.CLAIM,
        approve=Action.APPROVE_CLAIM,
        sentence="klaim nota {number}: {what}, {amount}, perlu dua orang",
        carry_out=carry_out_claim,
        approvals=2,
        lasts=CLAIM_LASTS,
        details=claim_details,
        view=Action.VIEW_JOURNAL,
    ),
    Kind(
        code=REPAYMENT_KIND,
        title="Bayar klaim sendiri",
        ask=Action.KEEP_TREASURY,
        approve=Action.APPROVE_CLAIM,
        sentence="bayar klaim bendahara sendiri {numbers}, {amount}",
        carry_out=carry_out_repayment,
        view=Action.VIEW_JOURNAL,
    ),
)
