"""Numbers that people see: one after the other, none missing, per cooperative, series and year."""

from __future__ import annotations

from guyub.foundation.kernel.models import NumberCounter
from guyub.foundation.kernel.tenancy.postgresql.calls import prepared

_NEXT = f"""
INSERT INTO {NumberCounter._meta.db_table} AS counter (cooperative_id, series, year, last) VALUES (%s, %s, %s, %s)
ON CONFLICT (cooperative_id, series, year) DO UPDATE SET last = counter.last + excluded.last
RETURNING last
"""  # noqa: S608  a table name of our own


def next_number(*, cooperative_id: int, series: str, year: int = 0) -> int:
    """Take the next number of a series. Step: needs an open transaction.

    The counter stays locked until the transaction ends: a rolled-back number is given again, so there are no gaps,
    and numbers follow the order of commits. Take head rows before counters, and counters in the order of ``series``.

    Args:
        cooperative_id: Whose series.
        series: What is counted, such as ``retail.receipt``.
        year: The year in which the series starts again at 1; 0 for a series that never does.

    Returns:
        1, 2, 3 and so on.
    """
    return next_numbers(cooperative_id=cooperative_id, series=series, year=year, count=1)[0]


def next_numbers(*, cooperative_id: int, series: str, count: int, year: int = 0) -> range:
    """Take several numbers of a series at once. Step: needs an open transaction; see ``next_number``.

    Returns:
        The numbers, ``count`` of them, one after the other.

    Raises:
        ValueError: Fewer than one number is asked for.
    """
    if count < 1:
        raise ValueError("ask for at least one number")
    (((last,),),) = prepared((_NEXT, [cooperative_id, series, year, count]))
    return range(last - count + 1, last + 1)


def numbers_through(*, cooperative_id: int, series: str, last: int) -> int:
    """Take every number of a series up to one that was given elsewhere before; those skipped are never given. Step.

    Args:
        cooperative_id: Whose series.
        series: One that never starts again.
        last: The greatest number that was given; one that the series has passed changes nothing.

    Returns:
        Where the series stood before; 0 where it had not begun.
    """
    rows = NumberCounter.objects.filter(cooperative_id=cooperative_id, series=series, year=0)
    before = rows.select_for_update().values_list("last", flat=True).first() or 0
    if last > before:
        next_numbers(cooperative_id=cooperative_id, series=series, count=last - before)
    return before


def put_back_numbers(*, cooperative_id: int, series: str, stands: int, before: int) -> bool:
    """Set a series back to where it stood before a table took its numbers, unless somebody took one since. Step.

    Args:
        cooperative_id: Whose series.
        series: One that never starts again.
        stands: Where the table left it.
        before: Where it stood before the table.

    Returns:
        Whether it was set back.
    """
    rows = NumberCounter.objects.filter(cooperative_id=cooperative_id, series=series, year=0, last=stands)
    if before == stands:
        return False
    return bool(rows.update(last=before) if before else rows.delete()[0])
