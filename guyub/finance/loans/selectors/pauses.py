"""Pauses as they were asked for, and what became of each loan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q

from guyub.finance.loans.models import LoanPause, LoanPauseLine
from guyub.finance.loans.selectors.trouble import ASKED_WORDS, UNDONE_WORDS, taken_back
from guyub.foundation.approvals.selectors.requests import case_of
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

MOST_PAUSES, MOST_LINES = 20, 200


@dataclass(frozen=True, slots=True)
class PauseSums(Row):
    """The sums of a dry run; whole rupiah."""

    loans: int
    left_rp: int
    window_rp: int
    total_rp: int
    last_due_on: date | None


@dataclass(frozen=True, slots=True)
class PauseListed(Row):
    """One pause with its state; ``resting``, ``left_out`` and ``taken_out`` (again, later) count its loans."""

    pause_id: UUID
    aim: str
    from_on: date
    months: int
    is_free: bool
    reason: str
    decision: str
    asked_on: date
    done_on: date | None
    words: str
    resting: int
    left_out: int
    taken_out: int
    before: PauseSums
    after: PauseSums


@dataclass(frozen=True, slots=True)
class PauseLineRow(Row):
    """One loan of a pause; ``is_out``: it rested and was taken out again."""

    loan_id: UUID
    name: str
    borrower: str
    rests: int
    why: str
    is_out: bool


def pauses_of(*, cooperative_id: int, now: datetime, pause_id: UUID | None = None) -> list[PauseListed]:
    """List pauses, the newest first; or one. Three queries."""
    rows = LoanPause.objects.filter(cooperative_id=cooperative_id)
    if pause_id:
        rows = rows.filter(id=pause_id)
    told = rows.annotate(
        resting=Count("lines", filter=Q(lines__why="")), left_out=Count("lines", filter=~Q(lines__why=""))
    )
    told = told.select_related("approval", "decision").prefetch_related("approval__votes")
    lines = LoanPauseLine.objects.filter(taken_back(cooperative_id), cooperative_id=cooperative_id)
    if pause_id:
        lines = lines.filter(pause_id=pause_id)
    out = dict(lines.values_list("pause_id").annotate(Count("id")))
    return [
        PauseListed(
            row.id,
            row.aim,
            row.from_on,
            row.months,
            row.is_free,
            row.reason,
            f"{row.decision.number}, {row.decision.title}",
            row.asked_on,
            row.done_on,
            UNDONE_WORDS
            if row.done_on and row.resting == out.get(row.id)
            else ASKED_WORDS[case_of(row.approval).state_at(now)],
            row.resting - out.get(row.id, 0),
            row.left_out,
            out.get(row.id, 0),
            _sums(row.before),
            _sums(row.after),
        )
        for row in told.order_by("-recorded_at", "-id")[:MOST_PAUSES]
    ]


def pause_lines(*, cooperative_id: int, pause_id: UUID, is_left_out: bool) -> list[PauseLineRow]:
    """List the loans of a pause: those that rest, or those that were left out. One query."""
    rows = LoanPauseLine.objects.filter(cooperative_id=cooperative_id, pause_id=pause_id)
    rows = rows.exclude(why="") if is_left_out else rows.filter(why="")
    told = rows.annotate(is_out=taken_back(cooperative_id)).select_related("loan__member__file")
    return [
        PauseLineRow(row.loan_id, row.loan.name, row.loan.member.file.name, row.rests, row.why, row.is_out)
        for row in told.order_by("loan__year", "loan__no", "id")[:MOST_LINES]
    ]


def _sums(kept: dict[str, Any]) -> PauseSums:
    last = kept["last_due_on"]
    return PauseSums(
        kept["loans"],
        kept["left_rp"],
        kept["window_rp"],
        kept["total_rp"],
        date.fromisoformat(last) if last else None,
    )
