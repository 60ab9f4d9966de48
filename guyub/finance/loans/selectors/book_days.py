"""The loan book as of a past day: its sums, its loans, how loans moved between classes, what was set aside and let go.

A loan's row of ``LoanDay`` holds until its next one, or until the loan ended; so every day since the first count can
be told, also one that nobody counted. Reports draw on this.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import connection

from guyub.finance.loans.domain.kolektibilitas_schemes import Kolektibilitas
from guyub.finance.loans.domain.lifecycle import loan_name
from guyub.finance.loans.models import Loan, LoanBookDay, LoanDay
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from uuid import UUID

MOST_LOANS = 2_000
_LOAN, _DAY = Loan._meta.db_table, LoanDay._meta.db_table
_COLUMNS = "kolektibilitas, h.overdue_since, h.overdue_rp, h.left_rp, h.provision_rp, h.jasa_rp"
# When a loan left the book: what was written off may come back whole later, and ends once more.
_LEFT_ON = "coalesce(o.written_off_on, o.ended_on)"


def _as_of(day: str) -> str:
    """Write the loans that ran at the end of a day, each with the row that held then."""
    return f"""
        SELECT o.id, o.year, o.no, o.member_id, o.product_id, h.{_COLUMNS}
        FROM {_LOAN} AS o
        CROSS JOIN LATERAL (
            SELECT h.* FROM {_DAY} AS h
            WHERE h.cooperative_id = %(place)s AND h.loan_id = o.id AND h."on" <= {day}
            ORDER BY h."on" DESC LIMIT 1
        ) AS h
        WHERE o.cooperative_id = %(place)s AND ({_LEFT_ON} IS NULL OR {_LEFT_ON} > {day})
    """  # noqa: S608  table names of our own


_BOOK = f"""
    SELECT b.*, count(*) OVER () FROM ({_as_of("%(on)s")}) AS b
    WHERE %(classes)s::text[] IS NULL OR b.kolektibilitas = ANY(%(classes)s::text[])
    ORDER BY b.overdue_since NULLS LAST, b.year, b.no LIMIT %(most)s
"""  # noqa: S608  table names of our own
_BY_CLASS = f"""
    SELECT b.kolektibilitas, count(*), count(*) FILTER (WHERE b.overdue_since IS NOT NULL), sum(b.left_rp)::bigint,
        sum(b.overdue_rp)::bigint, sum(b.provision_rp)::bigint, sum(b.jasa_rp)::bigint
    FROM ({_as_of("%(on)s")}) AS b GROUP BY b.kolektibilitas
"""  # noqa: S608  table names of our own
_MOVES = f"""
    SELECT was.kolektibilitas, now.kolektibilitas, count(*), sum(coalesce(now.left_rp, was.left_rp))::bigint
    FROM ({_as_of("%(since)s")}) AS was FULL JOIN ({_as_of("%(until)s")}) AS now ON now.id = was.id
    GROUP BY was.kolektibilitas, now.kolektibilitas
"""  # noqa: S608  table names of our own
# Each row against the one before it; a loan that ended gives back what was set aside last.
_PROVISION = f"""
    WITH steps AS (
        SELECT h."on", h.provision_rp - coalesce(lag(h.provision_rp) OVER w, 0) AS moved_rp
        FROM {_DAY} AS h JOIN {_LOAN} AS o ON o.cooperative_id = h.cooperative_id AND o.id = h.loan_id
        WHERE h.cooperative_id = %(place)s AND h."on" <= %(until)s AND ({_LEFT_ON} IS NULL OR h."on" < {_LEFT_ON})
        WINDOW w AS (PARTITION BY h.loan_id ORDER BY h."on")
    ), ends AS (
        SELECT o.written_off_on IS NOT NULL AS is_lost, {_LEFT_ON} AS left_on, h.provision_rp FROM {_LOAN} AS o
        CROSS JOIN LATERAL (
            SELECT h.provision_rp FROM {_DAY} AS h
            WHERE h.cooperative_id = %(place)s AND h.loan_id = o.id AND h."on" < {_LEFT_ON}
            ORDER BY h."on" DESC LIMIT 1
        ) AS h
        WHERE o.cooperative_id = %(place)s AND {_LEFT_ON} <= %(until)s
    )
    SELECT
        coalesce((SELECT sum(s.moved_rp) FROM steps AS s WHERE s."on" <= %(since)s), 0)::bigint
            - coalesce((SELECT sum(e.provision_rp) FROM ends AS e WHERE e.left_on <= %(since)s), 0)::bigint,
        coalesce((SELECT sum(greatest(s.moved_rp, 0)) FROM steps AS s WHERE s."on" > %(since)s), 0)::bigint,
        coalesce((SELECT sum(greatest(-s.moved_rp, 0)) FROM steps AS s WHERE s."on" > %(since)s), 0)::bigint
            + coalesce((SELECT sum(e.provision_rp) FROM ends AS e
                WHERE e.left_on > %(since)s AND NOT e.is_lost), 0)::bigint,
        coalesce((SELECT sum(e.provision_rp) FROM ends AS e
            WHERE e.left_on > %(since)s AND e.is_lost), 0)::bigint
"""  # noqa: S608  table names of our own


@dataclass(frozen=True, slots=True)
class ClassSum(Row):
    """What the loans of one class come to at the end of a day; rupiah."""

    kolektibilitas: Kolektibilitas
    loans: int
    overdue: int
    left_rp: int
    overdue_rp: int
    provision_rp: int
    jasa_rp: int


@dataclass(frozen=True, slots=True)
class BookDay(Row):
    """The book at the end of a day, by class, the best first; classes without a loan are there too."""

    on: date
    classes: tuple[ClassSum, ...]

    @property
    def loans(self) -> int:
        """How many loans run."""
        return sum(one.loans for one in self.classes)

    @property
    def left_rp(self) -> int:
        """What is owed of their principal."""
        return sum(one.left_rp for one in self.classes)

    @property
    def overdue_rp(self) -> int:
        """What of principal and jasa is past its due date."""
        return sum(one.overdue_rp for one in self.classes)

    @property
    def provision_rp(self) -> int:
        """What is set aside."""
        return sum(one.provision_rp for one in self.classes)

    @property
    def jasa_rp(self) -> int:
        """What of the jasa is receivable."""
        return sum(one.jasa_rp for one in self.classes)


@dataclass(frozen=True, slots=True)
class BookLoan(Row):
    """One loan at the end of a day; rupiah."""

    loan_id: UUID
    name: str
    member_id: UUID
    product_id: UUID
    kolektibilitas: Kolektibilitas
    overdue_since: date | None
    overdue_rp: int
    left_rp: int
    provision_rp: int
    jasa_rp: int


@dataclass(frozen=True, slots=True)
class BookLoans(Row):
    """Loans at the end of a day, those longest overdue first; ``total`` counts also what is beyond the most."""

    rows: list[BookLoan]
    total: int


@dataclass(frozen=True, slots=True)
class ClassMove(Row):
    """Loans that were of one class and are of another; None before: new, None after: ended.

    ``left_rp`` is what is owed afterwards, of those that ended what was owed before.
    """

    before: Kolektibilitas | None
    after: Kolektibilitas | None
    loans: int
    left_rp: int


@dataclass(frozen=True, slots=True)
class ProvisionMovement(Row):
    """How what is set aside moved: ``used`` went with loans that were written off; rupiah, all zero or more."""

    opening_rp: int
    added_rp: int
    released_rp: int
    used_rp: int

    @property
    def closing_rp(self) -> int:
        """What is set aside at the end."""
        return self.opening_rp + self.added_rp - self.released_rp - self.used_rp


def last_counted(*, cooperative_id: int) -> date | None:
    """Give the last day that was counted; None: none was. Needs the scope."""
    rows = LoanBookDay.objects.filter(cooperative_id=cooperative_id)
    found: date | None = rows.order_by("-on").values_list("on", flat=True).first()
    return found


def book_of(*, cooperative_id: int, on: date) -> BookDay:
    """Give the book at the end of a day by class, as it is known now. One query; needs the scope."""
    found = {row[0]: row[1:] for row in _rows(_BY_CLASS, cooperative_id, on=on)}
    kinds = [kind for kind in Kolektibilitas if kind is not Kolektibilitas.DALAM_PERHATIAN_KHUSUS]
    return BookDay(on, tuple(ClassSum(kind, *found.get(kind.value, (0,) * 6)) for kind in kinds))


def loans_of_book(
    *,
    cooperative_id: int,
    on: date,
    classes: frozenset[Kolektibilitas] | None = None,
    most: int = MOST_LOANS,
) -> BookLoans:
    """List the loans that ran at the end of a day, those longest overdue first. One query; needs the scope.

    Args:
        cooperative_id: Whose.
        on: The day.
        classes: These alone; None: all.
        most: At most so many.
    """
    chosen = None if classes is None else sorted(one.value for one in classes)
    rows = _rows(_BOOK, cooperative_id, on=on, classes=chosen, most=most)
    loans = [
        BookLoan(row[0], loan_name(row[1], row[2]), row[3], row[4], Kolektibilitas(row[5]), *row[6:11])
        for row in rows
    ]
    return BookLoans(loans, rows[0][11] if rows else 0)


def class_moves(*, cooperative_id: int, since: date, until: date) -> list[ClassMove]:
    """Tell which classes loans came from and went to between the ends of two days. One query; needs the scope.

    Returns:
        By class before, then after, the best first; what is new or ended last. Loans that stayed in a class too.
    """
    order = {kind: at for at, kind in enumerate(Kolektibilitas)}
    found = [
        ClassMove(
            Kolektibilitas(before) if before else None,
            Kolektibilitas(after) if after else None,
            loans,
            left_rp,
        )
        for before, after, loans, left_rp in _rows(_MOVES, cooperative_id, since=since, until=until)
    ]
    last = len(order)
    return sorted(
        found,
        key=lambda one: (
            order[one.before] if one.before else last,
            order[one.after] if one.after else last,
        ),
    )


def provision_movement(*, cooperative_id: int, since: date, until: date) -> ProvisionMovement:
    """Tell how what is set aside moved between the ends of two days, loan by loan. One query; needs the scope."""
    ((opening_rp, added_rp, released_rp, used_rp),) = _rows(
        _PROVISION, cooperative_id, since=since, until=until
    )
    return ProvisionMovement(opening_rp, added_rp, released_rp, used_rp)


def _rows(sql: str, cooperative_id: int, **given: Any) -> list[tuple[Any, ...]]:
    values: Mapping[str, Any] = {"place": cooperative_id, **given}
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found
