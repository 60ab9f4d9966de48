"""The opening position is brought, and taken back while nothing stands on it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from guyub.books.ledger.domain.entries import EntryDraft, Phase, taken_back
from guyub.books.ledger.selectors.chart import chart
from guyub.books.ledger.selectors.journal import stored_lines
from guyub.books.ledger.services.periods import lock_books
from guyub.books.ledger.services.posting import post_complete, post_entry
from guyub.books.treasury.domain.opening import (
    OPENING_SERIES,
    OpeningLine,
    OpeningRefusedError,
    opening_lines,
)
from guyub.books.treasury.models import Opening
from guyub.books.treasury.selectors.opening import undetailed
from guyub.books.treasury.services.booking import CONTEXT
from guyub.foundation.identity.domain.roles import Action, Actor
from guyub.foundation.identity.services.acting import act_once
from guyub.foundation.identity.services.audit import record

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from guyub.books.ledger.domain.periods import Periods
    from guyub.foundation.kernel.models import Cooperative

SOURCE = "treasury.opening"
LONGEST_REASON = 60


def bring_opening(
    *,
    actor: Actor,
    place: Cooperative,
    lines: Sequence[OpeningLine],
    is_midyear: bool,
    rest_to_last_year: bool,
    today: date,
    request_id: UUID,
    now: datetime,
) -> UUID:
    """Post the opening position on the first day of the books, in one entry. Use-case.

    Args:
        actor: Who brings it.
        place: Whose.
        lines: Balances as people know them; what another list keeps goes to its total.
        is_midyear: Income and costs so far are brought too.
        rest_to_last_year: What does not balance becomes SHU of earlier years.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Returns:
        The entry.

    Raises:
        OpeningRefusedError: See its fact ``wrong``.
        PeriodRefusedError: The books are not opened (``unopened``).
        EntryRefusedError: An account is closed, or not of this cooperative.
    """
    drafted = opening_lines(lines, chart(), is_midyear=is_midyear, rest_to_last_year=rest_to_last_year)

    def work() -> str:
        periods = _open_first_month(place)
        if Opening.objects.filter(cooperative_id=place.id, undone_entry__isnull=True).exists():
            raise OpeningRefusedError(wrong="taken")
        draft = EntryDraft(
            occurred_on=periods.opened_on,
            memo="Saldo awal",
            lines=drafted,
            request_id=request_id,
            series=OPENING_SERIES,
            source_kind=SOURCE,
        )
        posted = post_entry(place=place, context=CONTEXT, draft=draft, today=today, actor=actor)
        Opening.objects.create(
            cooperative_id=place.id,
            entry_id=posted.entry_id,
            is_midyear=is_midyear,
            person_id=actor.person_id,
            recorded_at=now,
        )
        facts = {"number": posted.name, "amount_rp": draft.total_rp}
        record(cooperative_id=place.id, actor=actor, act="treasury.opening.brought", facts=facts, now=now)
        return str(posted.entry_id)

    told = [[line.account, line.amount_rp] for line in lines]
    return UUID(
        act_once(
            actor=actor,
            action=Action.KEEP_TREASURY,
            request_id=request_id,
            use_case="treasury.bring_opening",
            facts={"lines": told, "midyear": is_midyear, "rest": rest_to_last_year},
            now=now,
            work=work,
        )
    )


def take_back_opening(
    *, actor: Actor, place: Cooperative, reason: str, today: date, request_id: UUID, now: datetime
) -> None:
    """Take the opening position back whole, while no month is closed and its totals are untouched. Use-case.

    Raises:
        OpeningRefusedError: ``reason``, ``closed``, ``gone`` or ``detailed``.
    """
    why = " ".join(reason.split())
    if not why or len(why) > LONGEST_REASON:
        raise OpeningRefusedError(wrong="reason")

    def work() -> None:
        periods = _open_first_month(place)
        rows = Opening.objects.filter(cooperative_id=place.id, undone_entry__isnull=True)
        row = rows.select_related("entry").first()
        if row is None:
            raise OpeningRefusedError(wrong="gone")
        lines = stored_lines(cooperative_id=place.id, entry_id=row.entry_id)
        left = {total.account: total.amount_rp for total in undetailed(cooperative_id=place.id)}
        for line in lines:
            register = chart().above(line.account).register
            if register and register.value == "rinci" and left.get(line.account) != line.amount_rp:
                raise OpeningRefusedError(wrong="detailed", account=line.account)
        draft = taken_back(
            lines,
            memo=f"Batal saldo awal: {why}",
            series=OPENING_SERIES,
            occurred_on=periods.opened_on,
            reverses_id=row.entry_id,
            request_id=request_id,
            phase=Phase.ORDINARY,
        )
        (posted,) = post_complete(
            place=place, context=CONTEXT, drafts=[draft], today=today, actor=actor, is_late=False, act=None
        )
        rows.update(undone_entry_id=posted.entry_id)
        facts = {"number": str(row.entry), "reason": why}
        record(cooperative_id=place.id, actor=actor, act="treasury.opening.undone", facts=facts, now=now)

    act_once(
        actor=actor,
        action=Action.KEEP_TREASURY,
        request_id=request_id,
        use_case="treasury.take_back_opening",
        facts={"reason": why},
        now=now,
        work=work,
    )


def _open_first_month(place: Cooperative) -> Periods:
    """Lock the books and give how far they are closed.

    Raises:
        OpeningRefusedError: ``closed``: the month of the opening position.
    """
    periods = lock_books(place_id=place.id)
    if periods.opened_on <= periods.closed_through:
        raise OpeningRefusedError(wrong="closed")
    return periods
