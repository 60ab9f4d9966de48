"""What the treasury asks of a second person."""

from collections.abc import Mapping, Sequence
from typing import Any

from guyub.books.treasury.selectors.waiting import EVENT_KIND, waiting_details
from guyub.books.treasury.services.events import carry_out_event
from guyub.books.treasury.services.shifts import SHIFT_KIND, carry_out_shift
from guyub.foundation.approvals.domain.kinds import Kind
from guyub.foundation.identity.domain.roles import Action


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
)
