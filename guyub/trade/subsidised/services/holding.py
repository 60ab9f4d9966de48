"""Holding a buyer's rows and reading what counts: whoever uses or sets aside a quota does both first (ADR 0080).

Rows are held by the blind indexes of KK, NIB and NIK, in this order, over all cooperatives: so two outlets that sell to
one household in the same second take turns, and the second sees what the first has taken.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from guyub.foundation.kernel.selectors.together import Inquiry
from guyub.foundation.kernel.tenancy.postgresql.calls import listed, listed_bytes, prepared
from guyub.trade.inventory.services.inserting import hexed

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from guyub.trade.subsidised.domain.limits import Decision, Request
    from guyub.trade.subsidised.domain.programmes import KnownBy, LimitRule, UseState
    from guyub.trade.subsidised.domain.set_aside import Who

# One that is there is held by the conflict, without a new version of it: PostgreSQL locks it before it looks at WHERE.
_HOLD = """
    INSERT INTO subsidised_quotakey (scope, key_index)
    SELECT * FROM unnest(%(scopes)s::text[], %(keys)s::bytea[]) AS k (scope, key_index) ORDER BY 1, 2
    ON CONFLICT (scope, key_index) DO UPDATE SET scope = EXCLUDED.scope WHERE false
"""
_WRITE = """
    INSERT INTO subsidised_quotause SELECT * FROM jsonb_populate_recordset(NULL::subsidised_quotause, %(rows)s::jsonb)
"""


def held_inquiry(keys: Collection[tuple[str, bytes]]) -> Inquiry[None]:
    """Hold rows until the transaction ends, in one order, making those that are not there. Ask it before what counts.

    Args:
        keys: Scope and index of each row.
    """
    ordered = sorted(keys)
    given = {
        "scopes": listed(scope for scope, _ in ordered),
        "keys": listed_bytes(index for _, index in ordered),
    }
    return Inquiry([(_HOLD, given)], lambda _held: None, is_kept=True)


def use_row(
    *,
    use_id: UUID,
    request: Request,
    who: Who,
    consumer_id: UUID | None,
    device_id: UUID | None,
    state: UseState,
    known_by: KnownBy,
    decision: Decision,
    over: LimitRule | None,
    now: datetime,
    **more: Any,
) -> dict[str, Any]:
    """Give the row of a use, a value for each of its columns.

    Args:
        use_id: Of the reservation, or of the sale.
        request: The sale as it was judged.
        who: Whom it counts for.
        consumer_id: Who is registered; None: nobody is.
        device_id: Of the till.
        state: What it is.
        known_by: How it was known what is left.
        decision: What was found.
        over: The limit that it passes.
        now: The moment, aware.
        more: ``slice_qty``, ``expires_at``, ``reason``, ``told_by``, ``is_firm``.
    """
    return {
        "id": str(use_id),
        "programme_id": request.programme,
        "category": request.category,
        "consumer_id": str(consumer_id) if consumer_id else None,
        "nik_index": hexed(who.nik),
        "kk_index": hexed(who.kk),
        "nib_index": hexed(who.nib),
        "cooperative_id": request.outlet,
        "device_id": str(device_id) if device_id else None,
        "qty": request.qty,
        "slice_qty": 0,
        "at": request.at.isoformat(),
        "day": request.day.isoformat(),
        "state": state.value,
        "expires_at": None,
        "known_by": known_by.value,
        "over_rule_id": over.id if over else None,
        "over_mode": over.mode.value if over else "",
        "decision": decision.kept() | {"sentence": decision.sentence},
        "reason": "",
        "released_why": "",
        "told_by": None,
        "is_firm": False,
        "recorded_at": now.isoformat(),
    } | more


def write_uses(rows: Sequence[Mapping[str, Any]]) -> None:
    """Write uses, in one statement. Step: the rows of their buyers are held."""
    if rows:
        prepared((_WRITE, {"rows": json.dumps(rows, default=str)}))
