"""What must hold of quotas: uses are those of the sales, what is lent has a device, what blocks is not exceeded.

A use that was told and whose event waits for a person is no finding: it was sold.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connection

from guyub.foundation.kernel.selectors.invariants import Broken
from guyub.trade.subsidised.domain.set_aside import LENT_FOR

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_TOLD = 5
_USES = """
    SELECT u.id, u.programme_id, u.state, u.known_by, u.qty FROM subsidised_quotause u
    WHERE u.cooperative_id = %(place)s AND (
        u.state = 'RESERVED' AND (u.told_by IS NOT NULL OR u.device_id IS NULL OR u.known_by <> 'NETWORK'
            OR u.over_mode = 'BLOCK')
        OR u.state = 'USED' AND u.told_by IS NULL
        OR (u.state = 'RELEASED') <> (u.released_why <> '')
        OR (u.over_rule_id IS NULL) <> (u.over_mode = '')
        OR u.known_by = 'SLICE' AND u.slice_qty <> u.qty OR u.known_by = 'NETWORK' AND u.slice_qty <> 0
        OR u.known_by <> 'NETWORK' AND u.day <> (u.at AT TIME ZONE 'Asia/Jakarta')::date)
    ORDER BY u.id LIMIT %(most)s
"""
_SALES = """
    SELECT s.number, s.line_no, s.programme, s.qty, s.taken_back_on, coalesce(u.state, '-'), coalesce(u.qty, 0)
    FROM subsidised_rationedsale s
    JOIN subsidised_programme p ON p.key = s.programme
    LEFT JOIN subsidised_quotause u ON u.id = s.use_id
    WHERE s.cooperative_id = %(place)s AND s.use_id IS NOT NULL AND (u.id IS NULL
        OR (u.programme_id, u.category, u.cooperative_id) <> (s.programme, s.category, s.cooperative_id)
        OR u.told_by IS DISTINCT FROM s.sale_id OR u.consumer_id IS DISTINCT FROM s.consumer_id
        OR u.state <> CASE WHEN s.taken_back_on IS NULL THEN 'USED' ELSE 'RELEASED' END
        OR s.taken_back_on IS NULL AND u.qty <> s.qty)
    ORDER BY s.id LIMIT %(most)s
"""
_ENTERED = """
    SELECT u.id, u.programme_id, u.qty FROM subsidised_quotause u
    WHERE u.cooperative_id = %(place)s AND u.state = 'USED'
        AND (EXISTS (SELECT 1 FROM devices_deviceevent e WHERE e.cooperative_id = %(place)s
                AND e.event_id = u.told_by AND e.answer = 'ACCEPTED')
            OR EXISTS (SELECT 1 FROM devices_eventresolution r WHERE r.cooperative_id = %(place)s
                AND r.event_key = u.told_by AND r.how = 'APPLIED'))
        AND NOT EXISTS (SELECT 1 FROM subsidised_rationedsale s WHERE s.cooperative_id = %(place)s
            AND s.sale_id = u.told_by AND s.use_id = u.id)
    ORDER BY u.id LIMIT %(most)s
"""
_SLICES = """
    SELECT s.id, s.programme_id, s.lent_qty, coalesce(d.name, '-') FROM subsidised_quotaslice s
    JOIN subsidised_consumer c ON c.id = s.consumer_id
    LEFT JOIN subsidised_quotadevice q ON q.device_id = s.device_id AND q.cooperative_id = s.cooperative_id
    LEFT JOIN devices_device d ON d.cooperative_id = %(place)s AND d.id = s.device_id
    WHERE s.cooperative_id = %(place)s AND s.lent_qty > 0 AND (d.id IS NULL OR q.device_id IS NULL
        OR s.lowered_no > q.number OR s.month <> date_trunc('month', s.month)
        OR s.expires_at > (s.month + interval '1 month') AT TIME ZONE 'Asia/Jakarta'
        OR c.forgotten_at IS NULL AND c.nik_index <> s.nik_index
        OR d.revoked_at IS NOT NULL AND EXISTS (SELECT 1 FROM devices_broughtoutbox o
            WHERE o.cooperative_id = %(place)s AND o.device_id = d.id AND o.brought_at >= d.revoked_at
                AND o.let_in_at IS NOT NULL AND o.admitted = o.count))
    ORDER BY s.id LIMIT %(most)s
"""
# Whoever bought here under a limit that blocks, everywhere: what was used and is reserved and, in a month, what is
# lent. What passed a limit is marked, and counts no more than what was sold before the limit began or was set.
_BLOCKED = """
    WITH limits AS MATERIALIZED (
        SELECT r.id, r.programme_id, r.category, r.scope, r.period, r.counts, r.max_qty, r.valid_from, r.set_at,
            coalesce(r.valid_to, 'infinity') AS valid_to
        FROM subsidised_limitrule r
        WHERE r.mode = 'BLOCK' AND r.region = '' AND r.set_for_id IS NULL AND r.scope IN ('NIK', 'KK', 'NIB')
            AND r.period IN ('DAY', 'WEEK', 'MONTH')
    ), buyers AS (
        SELECT DISTINCT l.*, k.by, k.key, date_trunc(l.period, u.day)::date AS first,
            (date_trunc(l.period, u.day) + ('1 ' || l.period)::interval)::date AS next
        FROM limits l
        JOIN subsidised_quotause u ON u.cooperative_id = %(place)s AND u.programme_id = l.programme_id
            AND u.day BETWEEN l.valid_from AND l.valid_to AND u.state IN ('USED', 'RESERVED')
            AND (l.category = '' OR u.category = l.category)
        CROSS JOIN LATERAL (SELECT CASE WHEN l.scope = 'KK' AND u.kk_index IS NULL THEN 'NIK' ELSE l.scope END AS by,
            CASE l.scope WHEN 'NIB' THEN u.nib_index WHEN 'KK' THEN coalesce(u.kk_index, u.nik_index)
                ELSE u.nik_index END AS key) k
        WHERE k.key IS NOT NULL
    )
    SELECT b.programme_id, b.scope, b.period, b.first, b.max_qty, n.counted, coalesce(o.lent, 0)
    FROM buyers b
    CROSS JOIN LATERAL (
        SELECT sum(v.qty) FILTER (WHERE v.is_before OR NOT v.is_marked) AS counted,
            coalesce(sum(v.qty) FILTER (WHERE v.is_before), 0) AS before
        FROM (SELECT CASE b.counts WHEN 'QTY' THEN a.qty ELSE 1 END AS qty, a.over_mode = 'BLOCK' AS is_marked,
                a.day < b.valid_from OR a.recorded_at < b.set_at AS is_before
            FROM (
                SELECT x.* FROM subsidised_quotause x WHERE b.by = 'NIK' AND x.nik_index = b.key
                UNION ALL SELECT y.* FROM subsidised_quotause y WHERE b.by = 'KK' AND y.kk_index = b.key
                UNION ALL SELECT z.* FROM subsidised_quotause z WHERE b.by = 'NIB' AND z.nib_index = b.key
            ) a
            WHERE a.programme_id = b.programme_id AND a.day >= b.first AND a.day < b.next AND a.day <= b.valid_to
                AND (b.category = '' OR a.category = b.category)
                AND (a.state = 'USED' OR a.state = 'RESERVED' AND a.is_firm)) v) n
    LEFT JOIN LATERAL (
        SELECT sum(s.lent_qty) AS lent FROM subsidised_quotaslice s
        WHERE b.period = 'MONTH' AND b.category = '' AND s.month = b.first AND s.programme_id = b.programme_id
            AND s.lent_qty > 0
            AND (b.by = 'KK' AND s.kk_index = b.key OR b.by = 'NIK' AND s.nik_index = b.key)
            AND ((s.expires_at - interval '1 microsecond') AT TIME ZONE 'Asia/Jakarta')::date
                BETWEEN b.valid_from AND b.valid_to
            AND s.expires_at > b.set_at + make_interval(days => %(days)s)) o ON true
    WHERE n.counted + coalesce(o.lent, 0) > greatest(b.max_qty, n.before)
    ORDER BY b.programme_id, b.id, b.first LIMIT %(most)s
"""


def uses_are_well_formed(cooperative_id: int) -> Iterator[Broken]:
    """A use says who told it, what is released why, what passed a limit which, and stands on the day of its sale."""
    for use_id, programme, state, known_by, qty in _told(_USES, cooperative_id):
        yield Broken("subsidised.quota.use", f"{use_id} {programme}: {state} {known_by} {qty}")


def sales_have_their_use(cooperative_id: int) -> Iterator[Broken]:
    """What the cooperative keeps of a sale is what its quota counts: the same, or nothing once it was taken back."""
    for number, line_no, programme, qty, back_on, state, used in _told(_SALES, cooperative_id):
        stands = f"taken back {back_on}" if back_on else "stands"
        yield Broken(
            "subsidised.quota.sale", f"{number}/{line_no} {programme}: {qty} {stands}, use {state} {used}"
        )


def uses_have_their_sale(cooperative_id: int) -> Iterator[Broken]:
    """What is used by a sale that is entered stands beside it."""
    for use_id, programme, qty in _told(_ENTERED, cooperative_id):
        yield Broken("subsidised.quota.entered", f"{use_id} {programme}: {qty}")


def slices_have_their_device(cooperative_id: int) -> Iterator[Broken]:
    """What is lent is lent to a device of this cooperative that can still tell of it, within its month."""
    for slice_id, programme, lent, device in _told(_SLICES, cooperative_id):
        yield Broken("subsidised.quota.slice", f"{slice_id} {programme}: {lent}, {device}")


def what_blocks_is_not_exceeded(cooperative_id: int) -> Iterator[Broken]:
    """No buyer of this cooperative has used, reserved and been lent more, anywhere, than what blocks lets.

    Limits of the whole country by person, household and business are looked at; who was lent something counts under
    those of a month.
    """
    for programme, scope, period, first, most, counted, lent in _told(_BLOCKED, cooperative_id):
        said = f"{programme} {scope} {period} {first}: {counted} + {lent} of {most}"
        yield Broken("subsidised.quota.blocked", said)


def _told(statement: str, cooperative_id: int) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"place": cooperative_id, "most": MOST_TOLD, "days": LENT_FOR.days})
        return list(cursor.fetchall())


QUOTA_INVARIANTS = (
    uses_are_well_formed,
    sales_have_their_use,
    uses_have_their_sale,
    slices_have_their_device,
    what_blocks_is_not_exceeded,
)
