"""What must hold of the loan book's ends of days and of their history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import Count, F, Q

from guyub.finance.loans.domain.kolektibilitas_schemes import Kolektibilitas
from guyub.finance.loans.domain.lifecycle import LoanState
from guyub.finance.loans.models import Loan, LoanBookDay, LoanDay
from guyub.foundation.kernel.selectors.invariants import Broken

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_TOLD = 5
_LOAN, _DAY = Loan._meta.db_table, LoanDay._meta.db_table
# A loan to which nothing happened since it was counted is as its last row says; one that was counted has a row.
_LAST = f"""
    SELECT o.year, o.no, h."on" FROM {_LOAN} AS o
    LEFT JOIN LATERAL (
        SELECT h.* FROM {_DAY} AS h WHERE h.cooperative_id = %(place)s AND h.loan_id = o.id
        ORDER BY h."on" DESC LIMIT 1
    ) AS h ON true
    WHERE o.cooperative_id = %(place)s AND o.state = 'BERJALAN' AND o.counted_no = o.last_no
        AND (h.id IS NULL
            OR (o.kolektibilitas, o.overdue_since, o.overdue_rp, o.left_rp, o.provision_rp, o.jasa_rp)
            IS DISTINCT FROM (h.kolektibilitas, h.overdue_since, h.overdue_rp, h.left_rp, h.provision_rp, h.jasa_rp))
    ORDER BY o.year, o.no LIMIT %(most)s
"""  # noqa: S608  table names of our own
_FIGURES = ("loans", "left_rp", "overdue_rp", "provision_rp", "jasa_rp")


def last_days_are_the_loans(cooperative_id: int) -> Iterator[Broken]:
    """A loan to which nothing happened since the last count stands as the history's last row of it says."""
    with connection.cursor() as cursor:
        cursor.execute(_LAST, {"place": cooperative_id, "most": MOST_TOLD})
        for year, no, on in cursor.fetchall():
            yield Broken("loans.book.history", f"PJ-{year}-{no:04}: differs from its row of {on}")


def days_tell_what_changed(cooperative_id: int) -> Iterator[Broken]:
    """A day's loans that changed are its rows of loans, and no row stands on a day that was not counted."""
    counted = LoanDay.objects.filter(cooperative_id=cooperative_id).values("on").annotate(rows=Count("id"))
    rows = {row["on"]: row["rows"] for row in counted}
    for day in LoanBookDay.objects.filter(cooperative_id=cooperative_id).order_by("on"):
        found = rows.pop(day.on, 0)
        if found != day.changed:
            yield Broken("loans.book.changed", f"{day.on}: {day.changed} changed, {found} rows")
    for on, found in sorted(rows.items()):
        yield Broken("loans.book.changed", f"{on}: {found} rows, never counted")


def days_sum_their_classes(cooperative_id: int) -> Iterator[Broken]:
    """The figures of a day are those of its classes together."""
    for day in LoanBookDay.objects.filter(cooperative_id=cooperative_id).order_by("on"):
        for name in _FIGURES:
            summed = sum(one[name] for one in day.classes.values())
            if summed != getattr(day, name):
                yield Broken("loans.book.classes", f"{day.on} {name}: {getattr(day, name)}, classes {summed}")


def receivable_is_of_good_loans(cooperative_id: int) -> Iterator[Broken]:
    """Only a running loan of class L has jasa receivable, and nothing is set aside above what is owed."""
    rows = Loan.objects.filter(
        cooperative_id=cooperative_id, state=LoanState.BERJALAN.value, counted_no=F("last_no")
    )
    wrong = rows.filter(
        ~Q(kolektibilitas=Kolektibilitas.LANCAR.value) & Q(jasa_rp__gt=0) | Q(provision_rp__gt=F("left_rp"))
    )
    for row in wrong.order_by("id")[:MOST_TOLD]:
        said = f"{row.name}: {row.kolektibilitas}, jasa {row.jasa_rp}, {row.provision_rp} of {row.left_rp} set aside"
        yield Broken("loans.book.receivable", said)


BOOK_INVARIANTS = (
    last_days_are_the_loans,
    days_tell_what_changed,
    days_sum_their_classes,
    receivable_is_of_good_loans,
)
