"""What revoked devices hold of quotas: counts and amounts, never of whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.tenancy.postgresql.calls import prepared

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

# What was reserved of a slice is in the slice.
_HELD = """
    SELECT d.id, d.name, d.revoked_at, d.revoked_why, p.title, p.unit, h.buyers, h.qty, h.until
    FROM devices_device d
    CROSS JOIN LATERAL (
        SELECT one.programme_id, count(DISTINCT one.consumer_id) AS buyers, sum(one.qty)::bigint AS qty,
            max(one.expires_at) AS until
        FROM (
            SELECT s.programme_id, s.consumer_id, s.lent_qty AS qty, s.expires_at FROM subsidised_quotaslice s
            WHERE s.device_id = d.id AND s.cooperative_id = %(place)s AND s.lent_qty > 0
            UNION ALL
            SELECT u.programme_id, u.consumer_id, u.qty - u.slice_qty, u.expires_at FROM subsidised_quotause u
            WHERE u.device_id = d.id AND u.cooperative_id = %(place)s AND u.state = 'RESERVED'
        ) one
        GROUP BY one.programme_id
    ) h
    JOIN subsidised_programme p ON p.key = h.programme_id
    WHERE d.cooperative_id = %(place)s AND d.revoked_at IS NOT NULL
    ORDER BY d.revoked_at DESC, d.id, p.order, p.key
"""


@dataclass(frozen=True, slots=True)
class HeldRow(Row):
    """What a device holds of one good: ``qty`` in its smallest unit, for how many buyers."""

    title: str
    unit: str
    buyers: int
    qty: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldingDevice(Row):
    """A revoked device that quotas are set aside for; until when it may still sell them by itself."""

    device_id: UUID
    name: str
    revoked_at: datetime
    revoked_why: str
    until: datetime
    goods: Sequence[HeldRow]

    def is_early(self, now: datetime) -> bool:
        """Whether it may still sell what it holds: it does not hear that it is revoked."""
        return self.until > now


def devices_holding(*, cooperative_id: int) -> list[HoldingDevice]:
    """List the revoked devices that hold something, the last revoked first. One query; needs the scope.

    Args:
        cooperative_id: Whose.
    """
    (rows,) = prepared((_HELD, {"place": cooperative_id}))
    found: dict[UUID, HoldingDevice] = {}
    for device_id, name, at, why, title, unit, buyers, qty, until in rows:
        before = found.get(device_id)
        found[device_id] = HoldingDevice(
            device_id=device_id,
            name=name,
            revoked_at=at,
            revoked_why=why,
            until=max(until, before.until) if before else until,
            goods=(*(before.goods if before else ()), HeldRow(title, unit, int(buyers), int(qty))),
        )
    return list(found.values())
