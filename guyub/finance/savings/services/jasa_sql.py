"""The rule of domain/jasa.py in SQL: a month of all accounts of a cooperative at once, into a table of the transaction.

Guyub counts here so that no account travels to the program and back; a test holds both rules together.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.db import connection

from guyub.finance.savings.domain.jasa import FINE, day_parts
from guyub.finance.savings.domain.terms import DayCount, JasaMethod
from guyub.finance.savings.models import AccountJasa, SavingsAccount, SavingsMovement, TermPeriod
from guyub.foundation.kernel.dates import month_end

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from guyub.finance.savings.domain.terms import Terms

_ACCOUNT, _MOVEMENT = SavingsAccount._meta.db_table, SavingsMovement._meta.db_table
_JASA, _PERIOD = AccountJasa._meta.db_table, TermPeriod._meta.db_table
TOP = 2**62
_ROOM = "SET LOCAL work_mem = '256MB'"  # a million accounts are joined in memory

# The terms of products as rows: which hold on which days of the month, how they count, and each tier's rate.
_TERMS = """
    CREATE TEMP TABLE jasa_terms (product_id uuid, method text, day_count text, is_credited boolean) ON COMMIT DROP;
    CREATE TEMP TABLE jasa_rates (product_id uuid, first date, next date, floor_rp bigint, roof_rp bigint, ppm int)
        ON COMMIT DROP;
    CREATE TEMP TABLE jasa_days (day_count text, day date, parts bigint) ON COMMIT DROP
"""
_COUNT = f"""
    CREATE TEMP TABLE jasa_now ON COMMIT DROP AS
    WITH chosen AS (
        SELECT a.id, a.member_id, a.kind, a.product_id, a.balance_rp, t.day_count, t.is_credited,
            CASE a.kind WHEN 'BERJANGKA' THEN 'HARIAN' ELSE t.method END AS method
        FROM {_ACCOUNT} AS a JOIN jasa_terms AS t ON t.product_id = a.product_id
        WHERE a.cooperative_id = %(place)s AND a.closed_on IS NULL
            AND (%(accounts)s::uuid[] IS NULL OR a.id = ANY(%(accounts)s::uuid[]))
    ), valued AS (
        SELECT m.account_id, m.value_on, sum(m.amount_rp) AS rp FROM {_MOVEMENT} AS m
        WHERE m.cooperative_id = %(place)s AND m.value_on >= %(month)s
            AND (%(accounts)s::uuid[] IS NULL OR m.account_id = ANY(%(accounts)s::uuid[]))
        GROUP BY m.account_id, m.value_on
        UNION ALL
        SELECT o.id, o.opened_on, o.opening_rp FROM {_ACCOUNT} AS o
        WHERE o.cooperative_id = %(place)s AND o.opened_on >= %(month)s AND o.opening_rp <> 0
            AND (%(accounts)s::uuid[] IS NULL OR o.id = ANY(%(accounts)s::uuid[]))
    ), since AS (SELECT account_id, sum(rp) AS rp FROM valued GROUP BY account_id),
    opened AS (
        SELECT c.*, (c.balance_rp - coalesce(since.rp, 0))::bigint AS opening_rp
        FROM chosen AS c LEFT JOIN since ON since.account_id = c.id
    ), placed AS (
        SELECT p.account_id, p.from_on, p.until_on, p.ppm, p.day_count, p.is_monthly, x.id AS jasa_to_id, p.no,
            NOT p.is_monthly AND p.until_on >= %(next)s AS is_kept
        FROM {_PERIOD} AS p
        LEFT JOIN {_ACCOUNT} AS x ON x.cooperative_id = p.cooperative_id AND x.id = p.jasa_to_id AND x.closed_on IS NULL
        WHERE p.cooperative_id = %(place)s AND p.from_on < %(next)s AND p.until_on >= %(month)s
            AND (%(accounts)s::uuid[] IS NULL OR p.account_id = ANY(%(accounts)s::uuid[]))
    ), deposits AS (
        SELECT account_id, (array_agg(day_count ORDER BY no))[1] AS day_count,
            (array_agg(jasa_to_id ORDER BY no DESC))[1] AS to_id,
            bool_or(is_monthly OR until_on < %(next)s) AS is_credited
        FROM placed GROUP BY account_id
    ), cuts AS (
        SELECT account_id, day, sum(rp) AS rp FROM (
            SELECT id AS account_id, %(month)s::date AS day, 0::numeric AS rp FROM opened
            UNION ALL SELECT account_id, value_on, rp FROM valued WHERE value_on < %(next)s
            UNION ALL SELECT o.id, r.first, 0 FROM opened AS o JOIN jasa_rates AS r ON r.product_id = o.product_id
                WHERE r.first > %(month)s AND o.method = 'HARIAN' AND o.kind <> 'BERJANGKA'
            UNION ALL SELECT account_id, greatest(from_on, %(month)s), 0 FROM placed
            UNION ALL SELECT account_id, until_on, 0 FROM placed WHERE until_on < %(next)s
            UNION ALL SELECT id, %(empty)s::date, -balance_rp FROM opened WHERE %(empty)s::date IS NOT NULL
        ) AS cut GROUP BY account_id, day
    ), spans AS (
        SELECT o.id, o.member_id, o.kind, o.product_id, o.method, coalesce(d.day_count, o.day_count) AS day_count,
            coalesce(d.is_credited, o.kind <> 'BERJANGKA' AND o.is_credited) OR %(credit)s AS is_credited,
            coalesce(d.to_id, o.id) AS to_id, c.day AS first, lead(c.day, 1, %(next)s::date) OVER w AS next,
            (o.opening_rp + sum(c.rp) OVER w)::bigint AS rp
        FROM cuts AS c JOIN opened AS o ON o.id = c.account_id LEFT JOIN deposits AS d ON d.account_id = o.id
        WINDOW w AS (PARTITION BY c.account_id ORDER BY c.day)
    ), whole AS (
        SELECT s.id, s.member_id, s.kind, s.product_id, s.method, s.day_count, s.is_credited, s.to_id,
            sum(s.rp::numeric * (s.next - s.first)) AS base, min(s.rp) AS low_rp,
            sum(s.rp::numeric * coalesce(p.ppm, r.ppm, 0) * (upto.parts - begun.parts)) AS fine,
            coalesce(sum(s.rp::numeric * p.ppm * (upto.parts - begun.parts)) FILTER (WHERE p.is_kept), 0) AS kept_fine
        FROM spans AS s
        JOIN jasa_days AS begun ON begun.day_count = s.day_count AND begun.day = s.first
        JOIN jasa_days AS upto ON upto.day_count = s.day_count AND upto.day = s.next
        LEFT JOIN placed AS p ON p.account_id = s.id AND s.first >= p.from_on AND s.first < p.until_on
        LEFT JOIN jasa_rates AS r ON r.product_id = s.product_id AND s.kind <> 'BERJANGKA'
            AND s.first >= r.first AND s.first < r.next AND s.rp >= r.floor_rp AND s.rp < r.roof_rp
        GROUP BY s.id, s.member_id, s.kind, s.product_id, s.method, s.day_count, s.is_credited, s.to_id
    ), earned AS (
        SELECT w.id, w.member_id, w.kind, w.product_id, w.is_credited, w.to_id,
            CASE WHEN %(credit)s THEN 0 ELSE w.kept_fine END AS kept_fine,
            CASE w.method
                WHEN 'HARIAN' THEN w.fine
                WHEN 'RATA_RATA' THEN w.base * coalesce(mean.ppm, 0) * (all_days.parts / %(days)s)
                ELSE w.low_rp::numeric * coalesce(low.ppm, 0) * all_days.parts
            END AS fine
        FROM whole AS w
        JOIN jasa_days AS all_days ON all_days.day_count = w.day_count AND all_days.day = %(next)s
        LEFT JOIN jasa_rates AS mean ON w.method = 'RATA_RATA' AND mean.product_id = w.product_id
            AND mean.first = %(month)s AND w.base >= mean.floor_rp::numeric * %(days)s
            AND w.base < mean.roof_rp::numeric * %(days)s
        LEFT JOIN jasa_rates AS low ON w.method = 'TERENDAH' AND low.product_id = w.product_id
            AND low.first = %(month)s AND w.low_rp >= low.floor_rp AND w.low_rp < low.roof_rp
    ), before AS (
        SELECT DISTINCT ON (j.account_id) j.account_id, j.carried, j.accrued_rp FROM {_JASA} AS j
        WHERE j.cooperative_id = %(place)s AND j.month = %(before)s
            AND (%(accounts)s::uuid[] IS NULL OR j.account_id = ANY(%(accounts)s::uuid[]))
        ORDER BY j.account_id, j.no DESC
    ), last AS (
        SELECT DISTINCT ON (l.account_id) l.account_id, l.no, l.jasa_rp, l.fine, l.carried_in, l.accrued_rp,
            sum(l.credited_rp) OVER (PARTITION BY l.account_id) AS credited_rp
        FROM {_JASA} AS l
        WHERE l.cooperative_id = %(place)s AND l.month = %(month)s
            AND (%(accounts)s::uuid[] IS NULL OR l.account_id = ANY(%(accounts)s::uuid[]))
        ORDER BY l.account_id, l.no DESC
    ), summed AS (
        SELECT e.id AS account_id, e.member_id, e.kind, e.product_id, e.fine, coalesce(b.carried, 0) AS carried_in,
            div(e.fine + coalesce(b.carried, 0), %(fine)s) AS jasa_rp,
            mod(e.fine + coalesce(b.carried, 0), %(fine)s)::bigint AS carried,
            coalesce(b.accrued_rp, 0) AS accrued_in_rp,
            -- Of a month in which one period ends and the next begins, what the next earned stays until its own end.
            CASE WHEN e.is_credited
                THEN coalesce(b.accrued_rp, 0) + div(e.fine - e.kept_fine + coalesce(b.carried, 0), %(fine)s)
                ELSE 0 END AS shown_rp,
            coalesce(last.no, 0) AS last_no, coalesce(last.jasa_rp, 0) AS last_jasa_rp,
            coalesce(last.credited_rp, 0) AS last_credited_rp, last.fine AS last_fine,
            last.carried_in AS last_carried_in, last.accrued_rp AS last_accrued_rp,
            e.to_id, e.is_credited
        FROM earned AS e
        LEFT JOIN before AS b ON b.account_id = e.id
        LEFT JOIN last ON last.account_id = e.id
    )
    SELECT s.account_id, s.member_id, s.kind, s.product_id, s.to_id, s.fine, s.carried_in, s.carried,
        s.jasa_rp::bigint AS jasa_rp, s.last_no + 1 AS no, (s.jasa_rp - s.last_jasa_rp)::bigint AS earned_rp,
        (s.shown_rp - s.last_credited_rp)::bigint AS credit_rp,
        (s.accrued_in_rp + s.jasa_rp - s.last_credited_rp)::bigint AS due_rp
    FROM summed AS s
    WHERE (s.fine <> 0 OR s.carried_in <> 0 OR s.accrued_in_rp <> 0 OR s.last_no > 0)
        AND (s.last_no = 0 OR s.fine <> s.last_fine OR s.carried_in <> s.last_carried_in
            OR s.last_accrued_rp <> s.accrued_in_rp + s.jasa_rp - s.shown_rp)
    ORDER BY s.account_id
"""  # noqa: S608  table names of our own


def count_month(
    *,
    cooperative_id: int,
    month: date,
    terms: Mapping[UUID, Sequence[Terms]],
    accounts: Sequence[UUID] | None,
    empty_on: date | None = None,
    is_credited: bool = False,
) -> int:
    """Count a month into the table ``jasa_now`` of this transaction: what is new or different. Step.

    Args:
        cooperative_id: Whose accounts.
        month: Its first day.
        terms: Product → its terms, by their first day, of two for one day the one that holds last.
        accounts: These alone; None: all.
        empty_on: Count as if these accounts were empty from this day of the month on.
        is_credited: What was earned comes to the accounts now, whatever the terms say.

    Returns:
        How many accounts have something new.
    """
    days = monthrange(month.year, month.month)[1]
    after = month_end(month) + timedelta(days=1)
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS jasa_now, jasa_terms, jasa_rates, jasa_days")
        cursor.execute(_ROOM)
        cursor.execute(_TERMS)
        held, rates = _rows(month, after, terms)
        cursor.executemany("INSERT INTO jasa_terms VALUES (%s, %s, %s, %s)", held)
        cursor.executemany("INSERT INTO jasa_rates VALUES (%s, %s, %s, %s, %s, %s)", rates)
        cursor.executemany("INSERT INTO jasa_days VALUES (%s, %s, %s)", _days(month, days))
        cursor.execute("ANALYZE jasa_terms, jasa_rates, jasa_days")
        given: dict[str, Any] = {
            "place": cooperative_id,
            "month": month,
            "next": after,
            "before": (month - timedelta(days=1)).replace(day=1),
            "days": days,
            "accounts": None if accounts is None else list(accounts),
            "empty": empty_on,
            "credit": is_credited,
            "fine": FINE,
        }
        cursor.execute(_COUNT, given)
        count: int = cursor.rowcount
        cursor.execute("ANALYZE jasa_now")
    return count


def _days(month: date, days: int) -> list[tuple[str, date, int]]:
    """How many parts of a year lie before each day of the month, and before the one after it, by day count."""
    found = []
    for how in DayCount:
        parts = 0
        for at in range(days):
            day = month + timedelta(days=at)
            found.append((how.value, day, parts))
            parts += day_parts(day, how)
        found.append((how.value, month + timedelta(days=days), parts))
    return found


def _rows(
    month: date, after: date, terms: Mapping[UUID, Sequence[Terms]]
) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
    """Write the terms of products as rows, as month_jasa reads them."""
    held, rates = [], []
    for product_id, told in terms.items():
        begun = [one for one in told if one.from_on < after]
        by_day = {max(one.from_on, month): one for one in begun}  # the last one of a day holds
        if not by_day:
            continue
        days = sorted(by_day)
        first = by_day[days[0]]
        is_credited = bool(first.every_months) and month.month % first.every_months == 0
        held.append((product_id, first.method.value, first.day_count.value, is_credited))
        if first.method is not JasaMethod.HARIAN:
            days = days[:1]
        for day, next_day in zip(days, [*days[1:], after], strict=True):
            one = by_day[day]
            tiers = () if JasaMethod.TANPA in {one.method, first.method} else one.tiers
            # Average and lowest balance use the first terms for the whole month: written from its first day on.
            begin = day if first.method is JasaMethod.HARIAN else month
            floors = [floor for floor, _ in tiers]
            for (floor, ppm), roof in zip(tiers, [*floors[1:], TOP], strict=True):
                rates.append((product_id, begin, next_day, floor, roof, ppm))
    return held, rates
