"""Giving back what was set aside or used: a sale was taken back, a till did not sell, a device is gone.

Giving back holds no buyer's row: others see more than counts for a moment, never less.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.kernel.ids import id_in
from guyub.foundation.kernel.models import Cooperative
from guyub.foundation.kernel.tenancy.postgresql.calls import listed, prepared
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.subsidised.domain.programmes import Mode
from guyub.trade.subsidised.domain.set_aside import GRACE
from guyub.trade.subsidised.domain.spans import day_of
from guyub.trade.subsidised.services.acting import note, once
from guyub.trade.subsidised.services.quota import QuotaRefusedError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from guyub.foundation.devices.domain.chain import Event
    from guyub.foundation.identity.domain.roles import Actor

TAKING_BACK = frozenset({"sale.voided", "sale.returned"})
LOOKED_BACK = timedelta(days=70)  # so far a job looks for what was cut off
TAKEN_BACK, NOT_ENTERED = "penjualan dibatalkan", "catatannya tidak dimasukkan"
SHORTEST_WHY, LONGEST_WHY = 5, 200
# What the cooperative keeps of a sale is what counts: less of it, or none.
_BACK = """
    SELECT s.use_id, CASE WHEN s.taken_back_on IS NULL THEN s.qty ELSE 0 END
    FROM subsidised_rationedsale s JOIN subsidised_quotause u ON u.id = s.use_id AND u.cooperative_id = %(place)s
    WHERE s.cooperative_id = %(place)s AND u.state = 'USED' AND (s.taken_back_on IS NOT NULL OR s.qty < u.qty)
        AND {which}
    ORDER BY s.use_id
"""
_OF_SALES = _BACK.format(which="s.sale_id = ANY(%(sales)s::uuid[])")
_LATELY = _BACK.format(which="s.recorded_at > %(since)s::timestamptz")
# What people refused did not happen, or is entered otherwise; a loss did happen. Of another row of the same event that
# was not refused it is too early to say, or it was entered.
_REFUSED = """
    SELECT u.id, 0 FROM devices_eventresolution r
    JOIN subsidised_quotause u ON u.cooperative_id = %(place)s AND u.told_by = r.event_key AND u.state = 'USED'
    WHERE r.cooperative_id = %(place)s AND r.how = 'REFUSED' AND r.at > %(since)s::timestamptz
        AND NOT EXISTS (SELECT 1 FROM devices_deviceevent e WHERE e.cooperative_id = %(place)s
            AND e.event_id = r.event_key AND NOT EXISTS (SELECT 1 FROM devices_eventresolution o
                WHERE o.cooperative_id = %(place)s AND o.event_id = e.id AND o.how = 'REFUSED'))
    ORDER BY u.id
"""
_LESS = """
    UPDATE subsidised_quotause u SET state = CASE WHEN n.qty = 0 THEN 'RELEASED' ELSE u.state END,
        released_why = CASE WHEN n.qty = 0 THEN %(why)s ELSE u.released_why END,
        qty = CASE WHEN n.qty = 0 THEN u.qty ELSE least(u.qty, n.qty) END,
        slice_qty = CASE WHEN n.qty = 0 THEN u.slice_qty ELSE least(u.slice_qty, n.qty) END
    FROM unnest(%(ids)s::uuid[], %(qtys)s::bigint[]) AS n (id, qty)
    WHERE u.id = n.id AND u.cooperative_id = %(place)s AND u.state = 'USED'
"""
_RAN_OUT = """
    UPDATE subsidised_quotause SET state = 'RELEASED', released_why = 'tidak jadi dijual'
    WHERE id IN (SELECT u.id FROM subsidised_quotause u
        WHERE u.state = 'RESERVED' AND NOT u.is_firm AND u.expires_at < %(before)s::timestamptz
        ORDER BY u.id LIMIT 5000 FOR UPDATE SKIP LOCKED)
"""
# Without a limit that blocks a slice returns by its time; with one only its device lets go of it, or people do.
_OVER = f"""
    UPDATE subsidised_quotaslice SET lent_qty = 0, told_qty = 0
    WHERE id IN (SELECT s.id FROM subsidised_quotaslice s
        WHERE s.lent_qty > 0 AND s.expires_at < %(before)s::timestamptz
            AND NOT EXISTS (SELECT 1 FROM subsidised_limitrule r WHERE r.programme_id = s.programme_id
                AND r.mode = '{Mode.BLOCK.value}' AND (r.valid_to IS NULL OR r.valid_to >= s.month))
        ORDER BY s.id LIMIT 5000 FOR UPDATE SKIP LOCKED)
"""  # noqa: S608  our own
_FREED = """
    WITH slices AS (
        UPDATE subsidised_quotaslice SET lent_qty = 0, told_qty = 0
        WHERE device_id = %(device)s::uuid AND cooperative_id = %(place)s AND lent_qty > 0 RETURNING 1
    ), uses AS (
        UPDATE subsidised_quotause SET state = 'RELEASED', released_why = %(why)s
        WHERE device_id = %(device)s::uuid AND cooperative_id = %(place)s AND state = 'RESERVED' RETURNING 1
    )
    SELECT (SELECT count(*) FROM slices) + (SELECT count(*) FROM uses)
"""
_REVOKED = """
    SELECT d.name, greatest(
        (SELECT max(s.expires_at) FROM subsidised_quotaslice s WHERE s.device_id = d.id AND s.lent_qty > 0),
        (SELECT max(u.expires_at) FROM subsidised_quotause u WHERE u.device_id = d.id AND u.state = 'RESERVED'))
    FROM devices_device d
    WHERE d.cooperative_id = %(place)s AND d.id = %(device)s AND d.revoked_at IS NOT NULL
"""
_BROUGHT = """
    SELECT d.id FROM devices_device d WHERE d.cooperative_id = %(place)s AND d.revoked_at IS NOT NULL
        AND EXISTS (SELECT 1 FROM devices_broughtoutbox o WHERE o.cooperative_id = %(place)s AND o.device_id = d.id
            AND o.brought_at >= d.revoked_at AND o.let_in_at IS NOT NULL AND o.admitted = o.count)
        AND (EXISTS (SELECT 1 FROM subsidised_quotaslice s WHERE s.device_id = d.id AND s.lent_qty > 0)
            OR EXISTS (SELECT 1 FROM subsidised_quotause u WHERE u.device_id = d.id AND u.state = 'RESERVED'))
"""


def give_back(*, place_id: int, batch: Sequence[Event]) -> int:
    """Give back what a batch took back of rationed sales, once it is entered. Use-case of the device.

    Args:
        place_id: The device's cooperative.
        batch: What was taken in.

    Returns:
        How many uses count less.
    """
    facts = [event.facts for event in batch if event.kind in TAKING_BACK]
    named = [one.get("sale_id") for one in facts if isinstance(one, dict)]
    sales = [id_ for one in named if isinstance(one, str) and (id_ := id_in(one)) is not None]
    if not sales:
        return 0
    with scope(place_id):
        (rows,) = prepared((_OF_SALES, {"place": place_id, "sales": listed(sales)}))
    return _give(place_id, rows, TAKEN_BACK)


def finish_giving_back(*, place_id: int, now: datetime) -> int:
    """Give back what was taken back while the server stopped, what people refused, what gone devices held.

    Use-case of a job.

    Args:
        place_id: Whose.
        now: The moment, aware.
    """
    with scope(place_id):
        given = {"place": place_id, "since": now - LOOKED_BACK}
        rows, refused, gone = prepared((_LATELY, given), (_REFUSED, given), (_BROUGHT, {"place": place_id}))
    for (device_id,) in gone:
        _free(place_id, device_id, "semua catatannya sudah masuk")
    return _give(place_id, rows, TAKEN_BACK) + _give(place_id, refused, NOT_ENTERED) + len(gone)


def finish_everywhere(*, now: datetime) -> None:
    """Do so for every cooperative, each in transactions of its own. Use-case of a job."""
    for place_id in Cooperative.objects.order_by("id").values_list("id", flat=True):
        finish_giving_back(place_id=place_id, now=now)


def let_go(*, now: datetime) -> None:
    """Let go of what ran out by its time: reservations and slices that no limit blocks. Use-case of a job."""
    with transaction.atomic(durable=True):
        prepared((_RAN_OUT, {"before": now}), (_OVER, {"before": now - GRACE}))


def release_device(*, actor: Actor, device_id: UUID, why: str, request_id: UUID, now: datetime) -> int:
    """Give back all that is set aside for a revoked device that will not send any more. Use-case.

    Not before the device has stopped using it by itself: without a network it does not hear that it is revoked. What it
    sold and still sends as a file is judged by the limits when it comes, and marked where it passes one.

    Args:
        actor: Who answers for the devices.
        device_id: The device.
        why: 5 to 200 letters.
        request_id: Made once per intention.
        now: The moment, aware.

    Returns:
        How many slices and reservations were given back.

    Raises:
        QuotaRefusedError: ``why``; ``device``: no such device, or it is not revoked; ``early`` (fact ``until``).
    """
    reason = " ".join(why.split())
    if not SHORTEST_WHY <= len(reason) <= LONGEST_WHY:
        raise QuotaRefusedError(wrong="why")

    def work() -> None:
        (rows,) = prepared((_REVOKED, {"place": actor.cooperative_id, "device": device_id}))
        if not rows:
            raise QuotaRefusedError(wrong="device")
        if rows[0][1] is not None and rows[0][1] > now:
            raise QuotaRefusedError(wrong="early", until=day_of(rows[0][1]))
        note(actor, "quota.released", {"name": rows[0][0], "reason": reason}, now)

    facts = {"device": device_id, "why": reason}
    once(actor, Action.RESOLVE_EVENTS, "release_device", facts, request_id, now, work)
    return _free(actor.cooperative_id, device_id, reason)


def _give(place_id: int, rows: Sequence[Sequence[object]], why: str) -> int:
    if not rows:
        return 0
    given = {
        "ids": listed(id_ for id_, _ in rows),
        "qtys": listed(qty for _, qty in rows),
        "place": place_id,
        "why": why,
    }
    with transaction.atomic(durable=True):
        prepared((_LESS, given))
    return len(rows)


def _free(place_id: int, device_id: UUID, why: str) -> int:
    with transaction.atomic(durable=True):
        (((freed,),),) = prepared((_FREED, {"device": device_id, "place": place_id, "why": why}))
    return int(freed)
