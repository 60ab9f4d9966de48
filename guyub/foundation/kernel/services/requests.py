"""A retry is not a second act: every write carries a ``request_id`` (ADR 0010)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, ClassVar

from guyub.foundation.kernel.canonical import facts_hash
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.models import Request
from guyub.foundation.kernel.tenancy.postgresql.calls import prepared

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from uuid import UUID

_CLAIM = f"""
INSERT INTO {Request._meta.db_table} (cooperative_id, id, use_case, facts_hash, asked_at) VALUES (%s, %s, %s, %s, %s)
ON CONFLICT (cooperative_id, id) DO NOTHING RETURNING id
"""  # noqa: S608  a table name of our own
_KEEP = f"UPDATE {Request._meta.db_table} SET result = %s WHERE cooperative_id = %s AND id = %s"  # noqa: S608  as above


class RequestReusedError(DomainError):
    """The same request_id came with other facts. Fact: ``use_case``, the one it was first used for."""

    code: ClassVar[str] = "kernel.request.reused"


def run_once(
    *,
    cooperative_id: int,
    request_id: UUID,
    use_case: str,
    facts: object,
    now: datetime,
    work: Callable[[], Any],
) -> Any:
    """Do what was asked, or return what came of it the first time. Step: needs an open transaction.

    Of several transactions with one request_id at the same moment, one works; the others wait for it and return its
    result, or take over if it rolls back.

    Args:
        cooperative_id: For whom.
        request_id: Made by the page, device or API client, once per intention.
        use_case: The name of the act, such as ``loans.disburse``.
        facts: Everything that makes this request what it is; kernel.canonical says what may be in it.
        now: The moment of asking, aware.
        work: Does it, and returns what a retry should be told as well: plain JSON without floats.

    Returns:
        What ``work`` returned, now or the first time.

    Raises:
        RequestReusedError: The request_id was used before with other facts or for another use-case.
    """
    fingerprint = facts_hash({"use_case": use_case, "facts": facts})
    # Waits here while another transaction holds the same id; a second statement then sees what it committed.
    (claimed,) = prepared((_CLAIM, [cooperative_id, request_id, use_case, fingerprint, now]))
    if claimed:
        result = work()
        prepared((_KEEP, [json.dumps(result), cooperative_id, request_id]))
        return result
    earlier = Request.objects.get(cooperative_id=cooperative_id, id=request_id)
    if bytes(earlier.facts_hash) != fingerprint:
        raise RequestReusedError(use_case=earlier.use_case)
    return earlier.result
