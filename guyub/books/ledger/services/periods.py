"""Closing months and years, and opening them again. Steps of the use-cases in journeys, which ask every context first.

Each takes the journal's head before anything else, as posting does: who posts at the same moment comes before or after,
never in between.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Exists, F, OuterRef, Sum

from guyub.books.ledger.domain.chart import RESULT_KINDS, Mark
from guyub.books.ledger.domain.entries import (
    MOST_LINES,
    EntryDraft,
    LineDraft,
    Phase,
    complete,
    taken_back,
)
from guyub.books.ledger.domain.periods import PeriodRefusedError, Periods
from guyub.books.ledger.models import (
    AccountBalance,
    ClosingKind,
    JournalEntry,
    JournalHead,
    PeriodClosing,
)
from guyub.books.ledger.selectors.chart import chart
from guyub.books.ledger.selectors.journal import stored_lines
from guyub.books.ledger.services.posting import post_complete

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime
    from uuid import UUID

    from guyub.books.ledger.services.posting import Posted
    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative

CONTEXT, SERIES, YEAR_END = "ledger", "TB", "ledger.year_end"


def lock_books(*, place_id: int) -> Periods:
    """Lock the books of a cooperative and tell how far they are closed. Step: needs an open transaction.

    Raises:
        PeriodRefusedError: The cooperative keeps no books (``unopened``).
    """
    heads = JournalHead.objects.select_for_update().filter(cooperative_id=place_id, book="jurnal")
    head = heads.first()
    if head is None:
        raise PeriodRefusedError(wrong="unopened")
    return Periods(head.opened_on, head.closed_through, head.year_closed_through)


def close_months(*, place: Cooperative, through: date, actor: Actor, today: date, now: datetime) -> None:
    """Close all months up to a day, one after the other. Step: needs an open transaction.

    Args:
        place: Whose books.
        through: The last day of the last month to be closed.
        actor: Who closes.
        today: The business date in the cooperative's own zone.
        now: The moment, aware.

    Raises:
        PeriodRefusedError: See ``Periods.check_month``.
    """
    periods = lock_books(place_id=place.id)
    while True:
        month = min(periods.next_month, through) if periods.closed_through < through else through
        periods.check_month(month, today=today)
        periods = Periods(periods.opened_on, month, periods.year_closed_through)
        _move(place.id, periods)
        _write(place.id, ClosingKind.MONTH, month, actor, now)
        if month == through:
            return


def close_year(
    *, place: Cooperative, year: int, actor: Actor, today: date, request_id: UUID, now: datetime
) -> list[Posted]:
    """Close a year whose months are closed: its result goes into equity. Step: needs an open transaction.

    One entry of phase 2 on 31 December sets every result account to zero, unit by unit, against the account that takes
    the year's result; a loss likewise. More than 2,000 lines become several entries.

    Returns:
        What was posted; nothing where the year has no result accounts that moved.

    Raises:
        PeriodRefusedError: See ``Periods.check_year``.
    """
    periods = lock_books(place_id=place.id)
    periods.check_year(year)
    last_day = date(year, 12, 31)
    drafts = [
        complete(
            EntryDraft(
                occurred_on=last_day,
                memo=f"Tutup buku tahun {year}",
                lines=lines,
                request_id=request_id,
                part=part,
                series=SERIES,
                phase=Phase.CLOSING,
                source_kind=YEAR_END,
            ),
            chart(),
        )
        for part, lines in enumerate(_closing_lines(place.id, last_day))
    ]
    posted = _post(place, drafts, actor, today)
    _move(place.id, Periods(periods.opened_on, periods.closed_through, last_day))
    _write(place.id, ClosingKind.YEAR, last_day, actor, now)
    return posted


def reopen_from(
    *, place: Cooperative, day: date, reason: str, actor: Actor, today: date, request_id: UUID, now: datetime
) -> Periods:
    """Open a day's month again, and all that came after it. Step: needs an open transaction.

    A closed year that opens with it loses its closing entries: each is taken back on its own day.

    Returns:
        How far the books are closed afterwards.

    Raises:
        PeriodRefusedError: See ``Periods.reopened_from``.
    """
    periods = lock_books(place_id=place.id)
    afterwards = periods.reopened_from(day)
    _move(place.id, afterwards)
    closing = [
        entry
        for year in periods.years_reopened_from(day)
        for entry in _standing_year_ends(place.id, date(year, 12, 31))
    ]
    drafts = [
        taken_back(
            stored_lines(cooperative_id=place.id, entry_id=entry.id),
            memo=f"Buka kembali tahun {entry.year}, membalik {entry}",
            series=SERIES,
            occurred_on=entry.dated_on,
            reverses_id=entry.id,
            request_id=request_id,
            phase=Phase.CLOSING,
            part=part,
        )
        for part, entry in enumerate(closing)
    ]
    _post(place, drafts, actor, today)
    _write(place.id, ClosingKind.REOPENED, afterwards.closed_through, actor, now, reason=reason)
    return afterwards


def _closing_lines(place_id: int, last_day: date) -> Iterable[Sequence[LineDraft]]:
    """Give the lines that take each result account to zero: per unit and, where they are many, in several entries."""
    rows = (
        AccountBalance.objects.filter(
            cooperative_id=place_id,
            month__lte=last_day.replace(day=1),
            account__kind__in=[kind.value for kind in RESULT_KINDS],
        )
        .values("account__code", "unit_id")
        .annotate(balance=Sum(F("debit_rp") - F("credit_rp")))
        .exclude(balance=0)
        .order_by("unit_id", "account__code")
    )
    shu = chart().marked(Mark.SHU).code
    by_unit: dict[UUID, list[LineDraft]] = {}
    for row in rows:
        line = LineDraft(row["account__code"], -int(row["balance"]), row["unit_id"])
        by_unit.setdefault(row["unit_id"], []).append(line)
    entry: list[LineDraft] = []
    for unit, lines in by_unit.items():
        for start in range(0, len(lines), MOST_LINES - 1):
            piece = lines[start : start + MOST_LINES - 1]
            result = sum(line.amount_rp for line in piece)
            piece += [LineDraft(shu, -result, unit)] if result else []
            if len(entry) + len(piece) > MOST_LINES:
                yield entry
                entry = []
            entry += piece
    if entry:
        yield entry


def _standing_year_ends(place_id: int, last_day: date) -> list[JournalEntry]:
    """Find the closing entries of a year that were not taken back yet."""
    mine = JournalEntry.objects.filter(cooperative_id=place_id)
    ends = mine.filter(source_kind=YEAR_END, dated_on=last_day, phase=Phase.CLOSING.value)
    taken = mine.filter(reverses_id=OuterRef("id"))
    return list(ends.filter(~Exists(taken)).order_by("chain_no"))


def _post(place: Cooperative, drafts: list[EntryDraft], actor: Actor, today: date) -> list[Posted]:
    if not drafts:
        return []
    return post_complete(
        place=place, context=CONTEXT, drafts=drafts, today=today, actor=actor, is_late=False, act=None
    )


def _move(place_id: int, periods: Periods) -> None:
    JournalHead.objects.filter(cooperative_id=place_id, book="jurnal").update(
        closed_through=periods.closed_through, year_closed_through=periods.year_closed_through
    )


def _write(
    place_id: int, kind: ClosingKind, through: date, actor: Actor, now: datetime, *, reason: str = ""
) -> None:
    """Write the act down with the end of the chain as it now is."""
    head = JournalHead.objects.get(cooperative_id=place_id, book="jurnal")
    PeriodClosing.objects.create(
        cooperative_id=place_id,
        kind=kind.value,
        through=through,
        at=now,
        actor_id=actor.person_id,
        reason=reason,
        chain_no=head.chain_no,
        hash=bytes(head.hash),
    )
