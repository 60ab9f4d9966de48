"""Ends of days of rationed goods as pages show them, and what our own books say of a day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q, Sum

from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import Inquiry, asked
from guyub.trade.inventory.selectors.containers import lying_of_good
from guyub.trade.subsidised.domain.day_closes import Ours, Told, differences
from guyub.trade.subsidised.domain.officials import OPEN
from guyub.trade.subsidised.models import DayClose, RationedSale

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from uuid import UUID

    from guyub.trade.subsidised.domain.day_closes import Difference

_OPEN = [one.value for one in OPEN]
_FIELDS = (
    *("id", "programme", "day", "sold_count", "sold_qty", "paid_rp", "full_book_qty", "empty_book_qty"),
    *("waiting_count", "official_qty", "cash_rp", "cashless_rp", "full_qty", "empty_qty", "reason"),
    *("written_by_id", "written_by__name", "written_at", "checked_by__name", "checked_at"),
    *("settled_by__name", "settled_on", "settled_why"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseRow(Row):
    """One day of one good as it was written down, by whom, who checked it, what was done about a difference."""

    close_id: UUID
    programme: str
    on: date
    ours: Ours
    waiting: int
    told: Told
    written_by: UUID
    writer: str
    written_at: datetime
    checker: str | None
    checked_at: datetime | None
    settler: str | None
    settled_on: date | None
    settled_why: str

    @property
    def differences(self) -> tuple[Difference, ...]:
        """What did not agree."""
        return differences(ours=self.ours, told=self.told)

    @property
    def is_open(self) -> bool:
        """Something differed, and nobody has said what was done about it."""
        return bool(self.differences) and self.settled_on is None


def ours_of(*, cooperative_id: int, programme: str, on: date) -> tuple[Ours, int]:
    """Tell what our own books say of a day, and of how many sales the site was not told. Two queries.

    What was taken back on a later day stands as sold on its own day, and goes off that later day. Containers are those
    of the books now.

    Args:
        cooperative_id: Whose.
        programme: Of which good.
        on: The day.
    """
    mine = RationedSale.objects.filter(cooperative_id=cooperative_id, programme=programme)
    stands = Q(sold_on=on) & (Q(taken_back_on__isnull=True) | Q(taken_back_on__gt=on))
    came_back = Q(sold_on__lt=on, taken_back_on=on)
    sums = mine.filter(stands | came_back).aggregate(
        count=Count("id", filter=stands),
        sold=Sum("qty", filter=stands),
        rp=Sum("paid_rp", filter=stands),
        back_qty=Sum("qty", filter=came_back),
        back_rp=Sum("paid_rp", filter=came_back),
        waiting=Count("id", filter=stands & Q(official__in=_OPEN)),
    )
    full, empty = lying_of_good(cooperative_id=cooperative_id, good=programme) or (None, None)
    ours = Ours(
        count=int(sums["count"]),
        qty=int(sums["sold"] or 0) - int(sums["back_qty"] or 0),
        paid_rp=int(sums["rp"] or 0) - int(sums["back_rp"] or 0),
        full=full,
        empty=empty,
    )
    return ours, int(sums["waiting"])


def close_of(*, cooperative_id: int, programme: str, on: date) -> CloseRow | None:
    """Give how a day of a good ended; None where nobody has written it. One query."""
    rows = DayClose.objects.filter(cooperative_id=cooperative_id, programme=programme, day=on)
    return next((_row(row) for row in rows.values_list(*_FIELDS)), None)


def closes_since(*, cooperative_id: int, since: date) -> list[CloseRow]:
    """List ends of days from a day on, and earlier ones of which something differs still. One query."""
    is_open = Q(differs=True, settled_on__isnull=True)
    rows = DayClose.objects.filter(Q(day__gte=since) | is_open, cooperative_id=cooperative_id)
    return [_row(row) for row in rows.values_list(*_FIELDS)]


def days_sold(*, cooperative_id: int, since: date, until: date) -> list[tuple[str, date, int]]:
    """List on which days which good was sold, and how often, the newest first. One query.

    Args:
        cooperative_id: Whose.
        since: The first day, inside.
        until: The last day, inside.
    """
    rows = RationedSale.objects.filter(cooperative_id=cooperative_id, sold_on__range=(since, until))
    sums = rows.values_list("programme", "sold_on").annotate(count=Count("id"))
    (found,) = asked(Inquiry.of(sums.order_by("-sold_on", "programme"), read=list))
    return [(programme, on, int(count)) for programme, on, count in found]


def _row(row: Sequence[Any]) -> CloseRow:
    (
        id_, programme, on, count, qty, paid_rp, full_book, empty_book, waiting, official, cash_rp, cashless_rp,
        full, empty, reason, written_by, writer, written_at, checker, checked_at, settler, settled_on, settled_why,
    ) = row  # fmt: skip
    return CloseRow(
        close_id=id_,
        programme=programme,
        on=on,
        ours=Ours(count=count, qty=qty, paid_rp=paid_rp, full=full_book, empty=empty_book),
        waiting=waiting,
        told=Told(
            official=official,
            cash_rp=cash_rp,
            cashless_rp=cashless_rp,
            full=full,
            empty=empty,
            reason=reason,
        ),
        written_by=written_by,
        writer=writer,
        written_at=written_at,
        checker=checker,
        checked_at=checked_at,
        settler=settler,
        settled_on=settled_on,
        settled_why=settled_why,
    )
