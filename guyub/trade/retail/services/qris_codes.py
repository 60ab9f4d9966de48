"""The cooperative's own QRIS code: proposed by one, agreed to by another, withdrawn by either.

Whoever pays scans it, so another's code would send the money elsewhere: a second person reads merchant and NMID first.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING
from uuid import UUID

from guyub.foundation.approvals.services.requests import ask
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.models import Cooperative
from guyub.trade.retail.domain.baskets import LONGEST_WHY, SHORTEST_WHY
from guyub.trade.retail.domain.qris_codes import QrisCodeRefusedError, Sticker, read_sticker
from guyub.trade.retail.models import QrisCode
from guyub.trade.retail.selectors.qris_codes import CODE_KIND, standing_code
from guyub.trade.retail.services.acting import note, once

if TYPE_CHECKING:
    from datetime import date, datetime

    from guyub.foundation.approvals.models import ApprovalRequest
    from guyub.foundation.identity.domain.roles import Actor

REPLACED = "Diganti kode lain"


def propose_code(*, actor: Actor, text: str, request_id: UUID, now: datetime) -> UUID:
    """Ask a second person to agree to the cooperative's QRIS code. Use-case.

    Args:
        actor: Who brings it.
        text: What the code says, as pasted or scanned.
        request_id: Made once per intention; the request for a second person bears it.
        now: The moment, aware.

    Returns:
        The id of the request.

    Raises:
        QrisCodeRefusedError: A fault of the code, or ``same``.
    """
    sticker = read_sticker(text)

    def work() -> str:
        before = standing_code(cooperative_id=actor.cooperative_id)
        if before is not None and before.payload == sticker.payload:
            raise QrisCodeRefusedError(wrong="same")
        asked = ask(
            actor=actor,
            kind=CODE_KIND,
            facts=asdict(sticker)
            | {"before": str(before.id) if before else "", "before_nmid": before.nmid if before else ""},
            reason="",
            request_id=request_id,
            now=now,
        )
        return str(asked.id)

    told = {"payload": sticker.payload}
    return UUID(once(actor, Action.RECORD_EVENT, "propose_qris_code", told, request_id, now, work))


def carry_out_code(*, request: ApprovalRequest, actor: Actor, now: datetime) -> None:
    """Let the tills show a code that two people agreed on. Step of the last approval.

    Raises:
        QrisCodeRefusedError: ``moved``: another code came or went since it was asked for.
    """
    facts, place = request.facts, Cooperative.objects.get(id=request.cooperative_id)
    before = _locked(place.id)
    if (str(before.id) if before else "") != facts["before"]:
        raise QrisCodeRefusedError(wrong="moved")
    today = business_date(now, Zone(place.zone))
    if before is not None:
        _end(before, actor, REPLACED, today)
    QrisCode.objects.create(
        cooperative_id=place.id,
        since_on=today,
        asked_by_id=request.requested_by_id,
        agreed_by_id=actor.person_id,
        recorded_at=now,
        **{name: facts[name] for name in Sticker.__dataclass_fields__},
    )
    said = {"name": facts["name"], "nmid": facts["nmid"]}
    record(cooperative_id=place.id, actor=actor, act="retail.qris_code.agreed", facts=said, now=now)


def withdraw_code(*, actor: Actor, why: str, today: date, request_id: UUID, now: datetime) -> None:
    """Let the tills show no code any more, at once: one person is enough to stop money going astray. Use-case.

    Args:
        actor: Who stops it.
        why: Why, 3 to 80 letters.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        QrisCodeRefusedError: ``why none``.
    """
    reason = " ".join(why.split())
    if not SHORTEST_WHY <= len(reason) <= LONGEST_WHY:
        raise QrisCodeRefusedError(wrong="why")

    def work() -> None:
        code = _locked(actor.cooperative_id)
        if code is None:
            raise QrisCodeRefusedError(wrong="none")
        _end(code, actor, reason, today)
        note(actor, "qris_code.withdrawn", {"name": code.name, "nmid": code.nmid, "reason": reason}, now)

    told = {"why": reason}
    once(actor, Action.RECORD_EVENT, "withdraw_qris_code", told, request_id, now, work)


def _locked(cooperative_id: int) -> QrisCode | None:
    rows = QrisCode.objects.filter(cooperative_id=cooperative_id, ended_on__isnull=True)
    return rows.select_for_update(no_key=True).first()


def _end(code: QrisCode, actor: Actor, why: str, today: date) -> None:
    code.ended_on, code.ended_by_id, code.ended_why = today, actor.person_id, why
    code.save(update_fields=["ended_on", "ended_by", "ended_why"])
