"""Which buyers a device is lent quotas of, and what it was told of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import Inquiry
from guyub.trade.subsidised.selectors.quota import slice_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from guyub.trade.subsidised.domain.set_aside import SetAside

MOST_BUYERS = 400  # of one programme on one device: who bought or registered here last
LATELY = timedelta(days=60)
# What the shop sells that is rationed, and how far the device's own events have been taken in.
_SHOP = """
    SELECT p.key FROM subsidised_programme p
    WHERE EXISTS (SELECT 1 FROM inventory_product g WHERE g.cooperative_id = %(place)s AND g.good = p.key
        AND g.closed_on IS NULL)
    ORDER BY p.order, p.key
"""
_DEVICE = """
    SELECT d.head_seq, d.revoked_at, d.key_hash, EXISTS (SELECT 1 FROM subsidised_quotaslice s
        WHERE s.device_id = %(device)s AND s.lent_qty > s.told_qty)
    FROM devices_device d
    WHERE d.cooperative_id = %(place)s AND d.id = %(device)s
"""
_REGULARS = """
    WITH known AS (
        SELECT u.consumer_id AS id, max(u.at) AS at FROM subsidised_quotause u
        WHERE u.cooperative_id = %(place)s AND u.programme_id = %(programme)s AND u.day >= %(since)s::date
            AND u.state = 'USED' AND u.consumer_id IS NOT NULL
        GROUP BY u.consumer_id
        UNION ALL (
            SELECT c.id, c.registered_at FROM subsidised_consumer c WHERE c.registered_by_id = %(place)s
            ORDER BY c.registered_at DESC, c.id LIMIT %(most)s)
    ), lately AS (
        SELECT k.id, max(k.at) AS at FROM known k GROUP BY k.id ORDER BY 2 DESC, 1 LIMIT %(most)s
    )
    SELECT l.id FROM lately l JOIN subsidised_consumer c ON c.id = l.id AND c.forgotten_at IS NULL
    WHERE EXISTS (SELECT 1 FROM subsidised_standing s WHERE s.consumer_id = l.id
        AND s.programme_id = %(programme)s AND s.from_on <= %(on)s::date
        AND (s.until_on IS NULL OR s.until_on >= %(on)s::date))
    ORDER BY l.at DESC, l.id
"""
_MINE = """
    SELECT s.id, s.device_id, s.cooperative_id, s.programme_id, s.consumer_id, s.nik_index, s.kk_index, s.month,
        s.lent_qty, s.told_qty, s.lowered_no, s.expires_at, s.tag
    FROM subsidised_quotaslice s WHERE s.device_id = %(device)s::uuid AND (s.lent_qty > 0 OR s.month = %(month)s::date)
    ORDER BY s.programme_id, s.consumer_id, s.month
"""
_TOLD = """
    SELECT s.tag, s.consumer_id, c.given_name, c.nik_last4, s.programme_id, s.told_qty, s.expires_at,
        (SELECT array_agg(DISTINCT t.category ORDER BY t.category) FROM subsidised_standing t
         WHERE t.consumer_id = s.consumer_id AND t.programme_id = s.programme_id AND t.from_on <= %(on)s::date
            AND (t.until_on IS NULL OR t.until_on >= %(on)s::date))
    FROM subsidised_quotaslice s JOIN subsidised_consumer c ON c.id = s.consumer_id AND c.forgotten_at IS NULL
    WHERE s.device_id = %(device)s::uuid AND s.month = %(month)s::date AND s.expires_at > %(now)s::timestamptz
        AND s.tag <> ''
    ORDER BY s.consumer_id, s.programme_id
"""
_LOWERED = """
    SELECT coalesce(max(s.lowered_no), 0) FROM subsidised_quotaslice s
    WHERE s.device_id = %(device)s::uuid AND s.lent_qty > s.told_qty
"""
_SEALED = "SELECT c.id, c.key_id, c.sealed FROM subsidised_consumer c WHERE c.id = ANY(%(ids)s::uuid[])"


@dataclass(frozen=True, slots=True)
class Asking(Row):
    """What is known of a device that asks: how far it was taken in, whether it was told less than it holds."""

    head_seq: int
    is_revoked: bool
    key_hash: bytes
    is_lowered: bool


def asking_inquiry(*, place_id: int, device_id: UUID) -> Inquiry[Asking | None]:
    """Ask how far a device's events were taken in. Needs the scope of the cooperative."""
    given = {"place": place_id, "device": device_id}

    def read(rows: Sequence[Sequence[Any]]) -> Asking | None:
        return Asking(rows[0][0], rows[0][1] is not None, bytes(rows[0][2]), rows[0][3]) if rows else None

    return Inquiry([(_DEVICE, given)], read, is_kept=True)


def sold_inquiry(place_id: int) -> Inquiry[list[str]]:
    """Ask which programmes a shop sells goods of. Needs the scope of the cooperative."""
    return Inquiry([(_SHOP, {"place": place_id})], lambda rows: [key for (key,) in rows], is_kept=True)


def regulars_inquiry(*, programme: str, place_id: int, on: date) -> Inquiry[list[UUID]]:
    """Ask who bought here lately or was registered here last, the latest first: whom a device is lent quotas of."""
    given = {
        "programme": programme,
        "place": place_id,
        "on": on,
        "since": on - LATELY,
        "most": MOST_BUYERS,
    }
    return Inquiry([(_REGULARS, given)], lambda rows: [id_ for (id_,) in rows], is_kept=True)


def lent_inquiry(*, device_id: UUID, month: date) -> Inquiry[list[tuple[str, SetAside, str]]]:
    """Ask what a device is lent: programme, slice, and the tag by which it finds the buyer."""
    given = {"device": device_id, "month": month}

    def read(rows: Iterable[Sequence[Any]]) -> list[tuple[str, SetAside, str]]:
        return [(row[3], slice_of(row[:-1]), row[-1]) for row in rows]

    return Inquiry([(_MINE, given)], read, is_kept=True)


def lowered_inquiry(device_id: UUID) -> Inquiry[int]:
    """Ask for the last answer that tells a device less than it holds; 0: none does."""
    return Inquiry([(_LOWERED, {"device": device_id})], lambda rows: rows[0][0], is_kept=True)


def sealed_inquiry(ids: Sequence[UUID]) -> Inquiry[list[tuple[UUID, str, bytes]]]:
    """Ask for what is sealed of buyers. Only for services that show nobody a number."""
    return Inquiry(
        [(_SEALED, {"ids": list(ids)})],
        lambda rows: [(id_, key_id, bytes(sealed)) for id_, key_id, sealed in rows],
        is_kept=True,
    )


def told_inquiry(
    *, device_id: UUID, month: date, on: date, now: datetime
) -> Inquiry[list[Mapping[str, Any]]]:
    """Ask for the buyers that a device may sell to without a network, by the contract of the line."""
    given = {"device": device_id, "month": month, "on": on, "now": now}
    return Inquiry([(_TOLD, given)], _buyers, is_kept=True)


def _buyers(rows: Iterable[Sequence[Any]]) -> list[Mapping[str, Any]]:
    found: dict[UUID, dict[str, Any]] = {}
    for tag, consumer_id, name, last4, programme, told, expires_at, categories in rows:
        buyer = found.setdefault(
            consumer_id,
            {
                "tag": tag,
                "consumer_id": str(consumer_id),
                "given_name": name,
                "last4": last4,
                "categories": [],
                "left": {},
                "until": expires_at.isoformat(),
            },
        )
        buyer["categories"] = sorted({*buyer["categories"], *(categories or ())})
        buyer["left"][programme] = told
        buyer["until"] = min(buyer["until"], expires_at.isoformat())
    return list(found.values())
