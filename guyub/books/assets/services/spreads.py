"""What was paid or received ahead is spread over months; the monthly run posts each part."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING
from uuid import UUID

from guyub.books.assets.domain.spreads import SPREAD_WORDS, WAYS, SpreadRefusedError, SpreadTyped, checked
from guyub.books.assets.models import MonthLine, Spread
from guyub.books.assets.selectors.register import spread_gaps
from guyub.books.ledger.services.periods import lock_books
from guyub.foundation.identity.domain.roles import Action, Actor
from guyub.foundation.identity.services.acting import act_once
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.dates import month_end

if TYPE_CHECKING:
    from datetime import datetime

    from guyub.foundation.kernel.models import Cooperative


def begin_spread(
    *, actor: Actor, place: Cooperative, typed: SpreadTyped, request_id: UUID, now: datetime
) -> UUID:
    """Spread an amount that stands on its account already over months. Use-case.

    Args:
        actor: Who says so.
        place: Whose.
        typed: What; with what other spreads of its account have left it is no more than that holds.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        SpreadRefusedError: See its fact ``wrong``.
    """
    clean = checked(typed)

    def work() -> str:
        periods = lock_books(place_id=place.id)
        if month_end(clean.first) <= periods.closed_through:
            raise SpreadRefusedError(wrong="month")
        gaps = {gap.account: gap for gap in spread_gaps(cooperative_id=place.id)}
        left_rp = gaps[WAYS[clean.kind].source].left_rp
        if clean.total_rp > left_rp:
            raise SpreadRefusedError(wrong="more", left_rp=max(left_rp, 0))
        row = Spread.objects.create(
            cooperative_id=place.id,
            kind=clean.kind,
            what=clean.what,
            total_rp=clean.total_rp,
            first_month=clean.first,
            months=clean.months,
            unit_id=clean.unit_id,
            recorded_at=now,
        )
        facts = {
            "what": row.what,
            "kind": SPREAD_WORDS[row.kind],
            "amount_rp": row.total_rp,
            "months": row.months,
        }
        record(cooperative_id=place.id, actor=actor, act="assets.spread.begun", facts=facts, now=now)
        return str(row.id)

    return UUID(
        act_once(
            actor=actor,
            action=Action.KEEP_ASSETS,
            request_id=request_id,
            use_case="assets.begin_spread",
            facts=asdict(clean),
            now=now,
            work=work,
        )
    )


def undo_spread(
    *, actor: Actor, place: Cooperative, spread_id: UUID, request_id: UUID, now: datetime
) -> None:
    """Take a spread back before any month bears of it. Use-case.

    Raises:
        SpreadRefusedError: ``gone`` or ``followed``.
    """

    def work() -> None:
        lock_books(place_id=place.id)
        rows = Spread.objects.filter(cooperative_id=place.id, id=spread_id, is_void=False)
        row = rows.first()
        if row is None:
            raise SpreadRefusedError(wrong="gone")
        if MonthLine.objects.filter(cooperative_id=place.id, spread_id=row.id).exists():
            raise SpreadRefusedError(wrong="followed")
        rows.update(is_void=True)
        facts = {"what": row.what, "amount_rp": row.total_rp}
        record(cooperative_id=place.id, actor=actor, act="assets.spread.undone", facts=facts, now=now)

    act_once(
        actor=actor,
        action=Action.KEEP_ASSETS,
        request_id=request_id,
        use_case="assets.undo_spread",
        facts={"spread": spread_id},
        now=now,
        work=work,
    )
