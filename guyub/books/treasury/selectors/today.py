"""What the treasury tells a cooperative's people in the morning: what lies where, and what waits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import BigIntegerField, F, Func

from guyub.books.treasury.domain.places import CashKind
from guyub.books.treasury.models import CashPlace
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import Question

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Lying(Row):
    """What lies in all open places of one kind, in rupiah; ``count`` of them."""

    amount_rp: int
    count: int


def lying_question(cooperative_id: int) -> Question[dict[CashKind, Lying]]:
    """Ask what lies in drawers, safes and banks; a kind of which there is no open place is not in the answer."""
    held = Func(
        F("cooperative_id"),
        F("account_code"),
        function="ledger_balance",
        arity=2,
        output_field=BigIntegerField(),
    )
    places = CashPlace.objects.filter(cooperative_id=cooperative_id, closed_on__isnull=True)

    def read(rows: Sequence[tuple[str, int]]) -> dict[CashKind, Lying]:
        amounts: dict[CashKind, list[int]] = {}
        for kind, amount_rp in rows:
            amounts.setdefault(CashKind(kind), []).append(amount_rp)
        return {kind: Lying(sum(held), len(held)) for kind, held in amounts.items()}

    return Question.of(places.values_list("kind", held), read=read)
