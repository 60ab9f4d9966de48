"""Moving savings between two accounts of the house without money: one entry, two movements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.books.ledger.domain.entries import EntryDraft, LineDraft
from guyub.books.ledger.services.posting import post_entry
from guyub.finance.savings.domain.kinds import CONTROL, Cause
from guyub.finance.savings.services.entering import Move, enter
from guyub.finance.savings.services.moving import CONTEXT, SOURCE, SavingsRefusedError

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from guyub.books.ledger.services.posting import Act, Posted
    from guyub.finance.savings.domain.kinds import SavingsKind
    from guyub.finance.savings.services.entering import Entered
    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """An account on one side of a shift: its kind says the control account, its unit whose books.

    ``member_id`` is named where it is another member's than the shift's.
    """

    account_id: UUID
    kind: SavingsKind
    unit_id: UUID | None = None
    member_id: UUID | None = None


def shift(
    *,
    place: Cooperative,
    member_id: UUID,
    giver: Side,
    taker: Side,
    amount_rp: int,
    on: date,
    memo: str,
    today: date,
    actor: Actor | None,
    request_id: UUID,
    now: datetime,
    part: int = 0,
    act: Act | None = None,
) -> tuple[Posted, Entered, Entered]:
    """Move savings from one account to another. Step: needs an open transaction; minimum balances are the caller's.

    Args:
        place: Whose books.
        member_id: Whose accounts.
        giver: Where it comes from.
        taker: Where it goes; another account.
        amount_rp: Whole rupiah above zero.
        on: The day in the books.
        memo: What the journal and both accounts say; no name of a member.
        today: The business date.
        actor: The person; None: the system.
        request_id: Of the use-case.
        now: The moment, aware.
        part: Which entry of the use-case.
        act: The use-case's line of the trail.

    Returns:
        The entry, and both movements.

    Raises:
        SavingsRefusedError: ``amount``, ``short``.
        EntryRefusedError: The books refuse it.
    """
    if amount_rp <= 0:
        raise SavingsRefusedError(wrong="amount")
    lines = [
        LineDraft(CONTROL[side.kind], rp, unit_id=side.unit_id, member_id=side.member_id or member_id)
        for side, rp in ((giver, amount_rp), (taker, -amount_rp))
    ]
    draft = EntryDraft(
        occurred_on=on, memo=memo, lines=lines, request_id=request_id, part=part, source_kind=SOURCE
    )
    posted = post_entry(place=place, context=CONTEXT, draft=draft, today=today, actor=actor, act=act)
    moves = [
        Move(account_id=side.account_id, amount_rp=rp, cause=Cause.PINDAH, on=on, note=memo)
        for side, rp in ((giver, -amount_rp), (taker, amount_rp))
    ]
    given, taken = enter(cooperative_id=place.id, moves=moves, entry_id=posted.entry_id, actor=actor, now=now)
    return posted, given, taken
