"""The monthly run: what assets lose and what is spread, one entry for each month."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q

from guyub.books.assets.domain.registers import CONTEXT, SERIES, AssetRefusedError
from guyub.books.assets.domain.sharing import month_of
from guyub.books.assets.models import FixedAsset, MonthLine
from guyub.books.assets.selectors.months import Due, dues
from guyub.books.assets.services.registering import reason_of
from guyub.books.ledger.domain.entries import EntryDraft, LineDraft, Phase, taken_back
from guyub.books.ledger.selectors.journal import stored_lines
from guyub.books.ledger.services.periods import lock_books
from guyub.books.ledger.services.posting import post_complete, post_entries
from guyub.foundation.identity.domain.roles import Action, Actor
from guyub.foundation.identity.services.acting import act_once
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.dates import month_end
from guyub.foundation.kernel.formats import MONTHS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from guyub.foundation.kernel.models import Cooperative

FROM_MONTH = "assets.month"


def run_month(
    *, actor: Actor, place: Cooperative, month: date, today: date, request_id: UUID, now: datetime
) -> list[UUID]:
    """Post what months bear up to one: one entry for each month that lacks something, the oldest first. Use-case.

    Set-based; run again, it posts only what came into the list since.

    Args:
        actor: Who runs it.
        place: Whose.
        month: A day of the last month to be run.
        today: The business date; the month must be over, or end today.
        request_id: Made once per intention.
        now: The moment, aware.

    Returns:
        The entries.

    Raises:
        AssetRefusedError: ``future``, ``done`` (nothing is missing) or ``closed`` (a month that lacks something).
    """
    through = month_of(month)
    if month_end(through) > today:
        raise AssetRefusedError(wrong="future")

    def work() -> list[str]:
        periods = lock_books(place_id=place.id)
        months = [
            (month, list(some))
            for month, some in groupby(dues(cooperative_id=place.id, through=through), lambda due: due.month)
        ]
        if not months:
            raise AssetRefusedError(wrong="done")
        if month_end(months[0][0]) <= periods.closed_through:
            raise AssetRefusedError(wrong="closed")
        drafts = _drafts(months, request_id)
        posted = post_entries(place=place, context=CONTEXT, drafts=drafts, today=today, actor=actor)
        _write(place, months, [entry.entry_id for entry in posted])
        facts = {
            "months": ", ".join(month_words(month) for month, _ in months),
            "amount_rp": sum(draft.total_rp for draft in drafts),
        }
        record(cooperative_id=place.id, actor=actor, act="assets.month.run", facts=facts, now=now)
        return [str(entry.entry_id) for entry in posted]

    made = act_once(
        actor=actor,
        action=Action.KEEP_ASSETS,
        request_id=request_id,
        use_case="assets.run_month",
        facts={"month": through},
        now=now,
        work=work,
    )
    return [UUID(id_) for id_ in made]


def undo_run(
    *,
    actor: Actor,
    place: Cooperative,
    entry_id: UUID,
    reason: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> None:
    """Take a month's run back: its entry is reversed on its own day, and its month is due again. Use-case.

    Raises:
        AssetRefusedError: ``reason``, ``gone`` (no run stands by that entry), ``closed``, ``later`` (a month after it
            bears of the same) or ``followed`` (an asset of it has ended).
    """
    why = reason_of(reason)

    def work() -> None:
        periods = lock_books(place_id=place.id)
        lines = list(
            MonthLine.objects.filter(
                cooperative_id=place.id, entry_id=entry_id, entry__source_kind=FROM_MONTH
            ).select_related("entry")
        )
        if not lines:
            raise AssetRefusedError(wrong="gone")
        entry, month = lines[0].entry, lines[0].month
        if entry.dated_on <= periods.closed_through:
            raise AssetRefusedError(wrong="closed")
        _refuse_followed(place, lines, month)
        draft = taken_back(
            stored_lines(cooperative_id=place.id, entry_id=entry_id),
            memo=f"Batal {entry}: {why}",
            series=SERIES,
            occurred_on=entry.dated_on,
            reverses_id=entry_id,
            request_id=request_id,
            phase=Phase.ADJUSTMENT,
        )
        post_complete(
            place=place, context=CONTEXT, drafts=[draft], today=today, actor=actor, is_late=False, act=None
        )
        gone = MonthLine.objects.filter(cooperative_id=place.id, entry_id=entry_id)
        gone._raw_delete(gone.db)  # noqa: SLF001  nothing points at them; delete() would ask all cooperatives
        facts = {"number": str(entry), "months": month_words(month), "reason": why}
        record(cooperative_id=place.id, actor=actor, act="assets.month.undone", facts=facts, now=now)

    act_once(
        actor=actor,
        action=Action.KEEP_ASSETS,
        request_id=request_id,
        use_case="assets.undo_run",
        facts={"entry": entry_id, "reason": why},
        now=now,
        work=work,
    )


def month_words(month: date) -> str:
    """Write a month: ``Oktober 2026``."""
    return f"{MONTHS[month.month - 1]} {month.year}"


def _drafts(months: Iterable[tuple[date, list[Due]]], request_id: UUID) -> list[EntryDraft]:
    return [
        EntryDraft(
            occurred_on=month_end(month),
            memo=f"Penyusutan dan sebaran {month_words(month)}",
            lines=_lines(some),
            request_id=request_id,
            part=part,
            series=SERIES,
            phase=Phase.ADJUSTMENT,
            source_kind=FROM_MONTH,
        )
        for part, (month, some) in enumerate(months)
    ]


def _write(place: Cooperative, months: Iterable[tuple[date, list[Due]]], entry_ids: Iterable[UUID]) -> None:
    MonthLine.objects.bulk_create(
        MonthLine(
            cooperative_id=place.id,
            asset_id=due.asset_id,
            spread_id=due.spread_id,
            month=month,
            amount_rp=due.amount_rp,
            entry_id=entry_id,
        )
        for (month, some), entry_id in zip(months, entry_ids, strict=True)
        for due in some
    )


def _refuse_followed(place: Cooperative, lines: Iterable[MonthLine], month: date) -> None:
    assets = [line.asset_id for line in lines if line.asset_id]
    spreads = [line.spread_id for line in lines if line.spread_id]
    later = MonthLine.objects.filter(cooperative_id=place.id, month__gt=month)
    if later.filter(Q(asset_id__in=assets) | Q(spread_id__in=spreads)).exists():
        raise AssetRefusedError(wrong="later")
    if FixedAsset.objects.filter(cooperative_id=place.id, id__in=assets, ended_on__isnull=False).exists():
        raise AssetRefusedError(wrong="followed")


def _lines(some: Iterable[Due]) -> list[LineDraft]:
    """Sum what a month bears by accounts and unit of business."""
    sums: dict[tuple[str, UUID | None], int] = {}
    for due in some:
        for account, amount_rp in ((due.debit, due.amount_rp), (due.credit, -due.amount_rp)):
            sums[account, due.unit_id] = sums.get((account, due.unit_id), 0) + amount_rp
    return [
        LineDraft(account, amount_rp, unit_id=unit_id)
        for (account, unit_id), amount_rp in sorted(
            sums.items(), key=lambda item: (item[0][0], str(item[0][1]))
        )
    ]
