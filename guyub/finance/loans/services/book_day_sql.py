"""The rule of domain/day_end.py in SQL: all running loans of a cooperative at once, into a table of the transaction.

No loan travels to the program and back; a test holds both rules together. What the night finds as it was stays as it
is: a loan is written where something of it is different, or where something happened to it since it was last counted.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import connection

from guyub.finance.loans.domain.day_end import doubtful_of
from guyub.finance.loans.domain.kolektibilitas_schemes import Kolektibilitas, Rhythm
from guyub.finance.loans.domain.terms import A_YEAR
from guyub.finance.loans.models import Collateral, Loan, LoanDay, LoanLine, LoanProduct
from guyub.finance.savings.services.sql_ids import ids

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from guyub.finance.loans.domain.kolektibilitas_schemes import Limit, Scheme

L, KL, D, M = (
    Kolektibilitas.LANCAR,
    Kolektibilitas.KURANG_LANCAR,
    Kolektibilitas.DIRAGUKAN,
    Kolektibilitas.MACET,
)
_LOAN, _LINE, _DAY = Loan._meta.db_table, LoanLine._meta.db_table, LoanDay._meta.db_table
_ROOM = "SET LOCAL work_mem = '256MB'"  # a million loans are joined in memory
# What the collateral that is kept at the end of the day counts for, whole rupiah for each loan.
_COUNTED = f"""
    CREATE TEMP TABLE book_counted ON COMMIT DROP AS
    SELECT c.loan_id, sum(c.counted_rp)::bigint AS counted_rp FROM {Collateral._meta.db_table} AS c
    WHERE c.cooperative_id = %(place)s AND c.received_on <= %(on)s
        AND (c.returned_on IS NULL OR c.returned_on > %(on)s)
    GROUP BY c.loan_id
"""  # noqa: S608  a table name of our own
_PLACES = {rhythm: at for at, rhythm in enumerate(Rhythm, 1)}
_A_YEAR = " ".join(f"WHEN '{unit.value}' THEN {times}" for unit, times in A_YEAR.items())


def _judged(days: str, good: str, bad: str) -> str:
    """Write how bad so many days of arrears are: 1 is L, 2 KL, 3 D, 4 M."""
    return (
        f"CASE WHEN {days} <= {good} THEN 1 WHEN {days} <= {bad} THEN 2"
        f" WHEN b.is_covered AND {days} - {bad} <= %(longest)s THEN 3 ELSE 4 END"
    )


def _limit(name: str) -> str:
    """Write a limit of days as it is for the loan's rhythm."""
    return f"(%({name})s::int[])[b.rhythm]"


# The rhythm (its place in Rhythm) is read out of the contract for those alone that are behind: of the others it decides
# nothing. OFFSET 0 has each step counted once: without it what one step gives is counted anew wherever it is named.
_COUNT = f"""
    CREATE TEMP TABLE book_now ON COMMIT DROP AS
    WITH due AS (
        SELECT l.loan_id,
            min(l.due_on) FILTER (WHERE l.due_on < %(on)s AND l.principal_rp > l.principal_settled_rp) AS since,
            min(l.due_on) FILTER (WHERE l.due_on < %(on)s AND l.interest_rp > l.interest_settled_rp) AS jasa_since,
            coalesce(sum(
                greatest(l.principal_rp - l.principal_settled_rp, 0)
                + greatest(l.interest_rp - l.interest_settled_rp, 0)
            ) FILTER (WHERE l.due_on < %(on)s), 0)::bigint AS overdue_rp,
            sum(greatest(l.interest_rp - l.interest_settled_rp, 0))::bigint AS jasa_rp
        FROM {_LINE} AS l
        WHERE l.cooperative_id = %(place)s AND l.is_open AND l.due_on <= %(on)s
        GROUP BY l.loan_id
    ), behind AS (
        SELECT o.id, o.product_id, o.left_rp, o.last_no, o.counted_no, o.kolektibilitas AS old_class,
            o.overdue_since AS old_since, o.overdue_rp AS old_overdue_rp, o.provision_rp AS old_provision_rp,
            o.jasa_rp AS old_jasa_rp, least(d.since, d.jasa_since) AS overdue_since,
            coalesce(d.overdue_rp, 0) AS overdue_rp, coalesce(d.jasa_rp, 0) AS jasa_rp,
            coalesce(%(on)s - d.since, 0) AS days, coalesce(%(on)s - d.jasa_since, 0) AS jasa_days,
            CASE WHEN o.ends_on < %(on)s AND o.left_rp > 0 THEN %(on)s - o.ends_on END AS matured_days,
            coalesce(c.counted_rp, 0) AS counted_rp,
            coalesce(c.counted_rp, 0) * %(share_of)s >= %(share)s * (o.left_rp + coalesce(d.jasa_rp, 0)) AS is_covered,
            CASE WHEN d.since IS NOT NULL OR d.jasa_since IS NOT NULL OR o.ends_on < %(on)s AND o.left_rp > 0 THEN
                CASE
                    WHEN y.a_year > 12 * y.periods THEN {_PLACES[Rhythm.SHORT]}
                    WHEN y.a_year <= 2 * y.periods THEN {_PLACES[Rhythm.LONG]}
                    ELSE {_PLACES[Rhythm.MONTHLY]}
                END
            END AS rhythm
        FROM {_LOAN} AS o
        LEFT JOIN due AS d ON d.loan_id = o.id
        LEFT JOIN book_counted AS c ON c.loan_id = o.id
        CROSS JOIN LATERAL (
            SELECT CASE o.contract #>> '{{terms,every,0}}' {_A_YEAR} END AS a_year,
                (o.contract #>> '{{terms,every,1}}')::int AS periods
        ) AS y
        WHERE o.cooperative_id = %(place)s AND o.state = 'BERJALAN'
        OFFSET 0
    ), classed AS (
        SELECT b.*, (ARRAY['{L}', '{KL}', '{D}', '{M}'])[
            CASE WHEN b.rhythm IS NULL THEN 1 ELSE greatest(
                {_judged("b.days", _limit("good"), _limit("bad"))},
                {_judged("b.jasa_days", _limit("jasa_good"), _limit("jasa_bad"))},
                CASE WHEN b.matured_days IS NULL THEN 1
                    ELSE {_judged("b.matured_days", "%(matured_good)s", "%(matured_bad)s")} END
            ) END] AS kolektibilitas
        FROM behind AS b
        OFFSET 0
    ), valued AS (
        SELECT c.id, c.product_id, c.left_rp, c.last_no, c.counted_no, c.old_class, c.old_since, c.old_overdue_rp,
            c.old_provision_rp, c.old_jasa_rp, c.kolektibilitas, c.overdue_since, c.overdue_rp,
            CASE WHEN c.kolektibilitas = '{L}' THEN c.jasa_rp ELSE 0 END AS jasa_rp,
            round(CASE c.kolektibilitas
                WHEN '{L}' THEN c.left_rp * %(rate_l)s
                WHEN '{KL}' THEN greatest(c.left_rp - c.counted_rp, 0) * %(rate_kl)s
                WHEN '{D}' THEN greatest(c.left_rp - c.counted_rp, 0) * %(rate_d)s
                ELSE greatest(c.left_rp - c.counted_rp, 0) * %(rate_m)s
            END)::bigint AS provision_rp
        FROM classed AS c
        OFFSET 0
    )
    SELECT v.id AS loan_id, v.product_id, v.last_no, v.kolektibilitas, v.overdue_since, v.overdue_rp, v.left_rp,
        v.provision_rp, v.jasa_rp, v.provision_rp - v.old_provision_rp AS provision_moved_rp,
        v.jasa_rp - v.old_jasa_rp AS jasa_moved_rp,
        w.is_different OR v.counted_no IS DISTINCT FROM v.last_no AS is_written,
        CASE WHEN v.counted_no IS NOT DISTINCT FROM v.last_no THEN w.is_different
            ELSE h.id IS NULL
                OR (v.kolektibilitas, v.overdue_since, v.overdue_rp, v.left_rp, v.provision_rp, v.jasa_rp)
                IS DISTINCT FROM (h.kolektibilitas, h.overdue_since, h.overdue_rp, h.left_rp, h.provision_rp, h.jasa_rp)
            END AS is_told
    FROM valued AS v
    CROSS JOIN LATERAL (
        SELECT (v.kolektibilitas, v.overdue_since, v.overdue_rp, v.provision_rp, v.jasa_rp)
            IS DISTINCT FROM (v.old_class, v.old_since, v.old_overdue_rp, v.old_provision_rp, v.old_jasa_rp)
            AS is_different
    ) AS w
    LEFT JOIN LATERAL (
        SELECT h.* FROM {_DAY} AS h
        WHERE v.counted_no IS NOT NULL AND v.counted_no <> v.last_no AND h.cooperative_id = %(place)s
            AND h.loan_id = v.id
        ORDER BY h."on" DESC LIMIT 1
    ) AS h ON true
"""  # noqa: S608  table names of our own
# By unit and class, so that the entry and the day's figures come of one pass.
SUMS = f"""
    SELECT p.unit_id, n.kolektibilitas, count(*), count(*) FILTER (WHERE n.overdue_since IS NOT NULL),
        count(*) FILTER (WHERE n.is_told),
        count(*) FILTER (WHERE n.jasa_moved_rp <> 0), count(*) FILTER (WHERE n.provision_moved_rp <> 0),
        sum(n.left_rp)::bigint, sum(n.overdue_rp)::bigint, sum(n.provision_rp)::bigint, sum(n.jasa_rp)::bigint,
        sum(n.jasa_moved_rp)::bigint, sum(greatest(n.provision_moved_rp, 0))::bigint,
        sum(greatest(-n.provision_moved_rp, 0))::bigint
    FROM book_now AS n
    JOIN {LoanProduct._meta.db_table} AS p ON p.cooperative_id = %(place)s AND p.id = n.product_id
    GROUP BY p.unit_id, n.kolektibilitas ORDER BY p.unit_id NULLS FIRST, n.kolektibilitas
"""  # noqa: S608  table names of our own
KEEP = f"""
    UPDATE {_LOAN} AS o SET kolektibilitas = n.kolektibilitas, overdue_since = n.overdue_since,
        overdue_rp = n.overdue_rp, provision_rp = n.provision_rp, jasa_rp = n.jasa_rp, counted_no = n.last_no
    FROM book_now AS n
    WHERE n.is_written AND o.cooperative_id = %(place)s AND o.id = n.loan_id
"""  # noqa: S608  table names of our own
TELL = f"""
    INSERT INTO {_DAY} (id, cooperative_id, loan_id, "on", kolektibilitas, overdue_since, overdue_rp, left_rp,
            provision_rp, jasa_rp)
        SELECT {ids("row_number() OVER ()")}, %(place)s, n.loan_id, %(on)s, n.kolektibilitas, n.overdue_since,
            n.overdue_rp, n.left_rp, n.provision_rp, n.jasa_rp
        FROM book_now AS n WHERE n.is_told
"""  # noqa: S608  table names of our own


def count_book(*, cooperative_id: int, on: date, scheme: Scheme) -> None:
    """Count all running loans into the table ``book_now`` of this transaction. Step: the books are held.

    Args:
        cooperative_id: Whose loans.
        on: The day.
        scheme: As ``day_end.scheme_of`` made it.
    """
    doubtful = doubtful_of(scheme)
    matured_good, matured_bad = _good_and_bad(scheme.matured)
    given: dict[str, Any] = {
        "place": cooperative_id,
        "on": on,
        "longest": doubtful.longest,
        "share": doubtful.salvage_share.numerator,
        "share_of": doubtful.salvage_share.denominator,
        "matured_good": matured_good,
        "matured_bad": matured_bad,
        "good": [_good_and_bad(scheme.principal[one])[0] for one in Rhythm],
        "bad": [_good_and_bad(scheme.principal[one])[1] for one in Rhythm],
        "jasa_good": [_good_and_bad(scheme.interest[one])[0] for one in Rhythm],
        "jasa_bad": [_good_and_bad(scheme.interest[one])[1] for one in Rhythm],
        **{f"rate_{one.lower()}": _decimal(scheme, one) for one in (L, KL, D, M)},
    }
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS book_now, book_counted")
        cursor.execute(_ROOM)
        cursor.execute(_COUNTED, given)
        cursor.execute("ANALYZE book_counted")
        cursor.execute(_COUNT, given)
        cursor.execute("ANALYZE book_now")


def _good_and_bad(limits: Sequence[Limit]) -> tuple[int, int]:
    """Give the days up to which arrears are L, and KL; -1 where nothing is L any more."""
    days = {limit.kolektibilitas: limit.to for limit in limits}
    return days.get(L, -1), days[KL]


def _decimal(scheme: Scheme, kolektibilitas: Kolektibilitas) -> Decimal:
    """Give a rate as the decimal that it was set as: exact, since it was read from one."""
    rate = scheme.matrix[kolektibilitas]
    found = Decimal(rate.numerator) / Decimal(rate.denominator)
    assert found == rate  # noqa: S101  rates are decimal numbers: none is a third
    return found
