"""Freeing a member of simpanan wajib by a decision: asked for by one, approved by another."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import F

from guyub.community.members.services.register import locked_member
from guyub.finance.savings.domain.dues import DuesRefusedError, month_words
from guyub.finance.savings.models import BillPart, DuesBill, Waiver
from guyub.finance.savings.services.dues_paying import months_words
from guyub.foundation.approvals.services.requests import ask
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.services.acting import act_once
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.formats import rupiah
from guyub.foundation.kernel.models import Cooperative
from guyub.foundation.parameters.models import Decision

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from guyub.foundation.approvals.models import ApprovalRequest
    from guyub.foundation.identity.domain.roles import Actor

WAIVER_KIND = "savings.waiver"
LONGEST_REASON = 200


def ask_waiver(
    *,
    actor: Actor,
    place: Cooperative,
    member_id: UUID,
    months: Sequence[date],
    reason: str,
    decision_id: UUID | None,
    request_id: UUID,
    now: datetime,
) -> UUID:
    """Ask a second person to free a member of some months. Use-case.

    Args:
        actor: The treasurer; not the member.
        place: The own cooperative.
        member_id: Whose months.
        months: Their first days: billed, and nothing paid of them.
        reason: Why, in a few words without names.
        decision_id: The decision of the board or the RAT, where there is one.
        request_id: Made once per intention; the request for approval gets the same id.
        now: The moment, aware.

    Raises:
        StandingRefusedError: ``gone``.
        DuesRefusedError: ``own none reason decision waived``.
    """
    why = " ".join(reason.split())

    def work() -> str:
        member = locked_member(cooperative_id=place.id, member_id=member_id)
        if member.person_id == actor.person_id:
            raise DuesRefusedError(wrong="own")
        _check_why(place.id, why, decision_id)
        bills = _free_bills(place.id, member_id, months)
        facts = {
            "member": str(member_id),
            "name": member.file.name,
            "months": [one.month.isoformat() for one in bills],
            "months_words": months_words([one.month for one in bills]),
            "amount": rupiah(sum(one.amount_rp for one in bills)),
            "why": why,
            "decision": str(decision_id) if decision_id else "",
        }
        asked = ask(
            actor=actor,
            kind=WAIVER_KIND,
            facts=facts,
            reason=why,
            now=now,
            request_id=request_id,
            concerns=member.person_id,
            amount_rp=sum(one.amount_rp for one in bills),
        )
        return str(asked.id)

    facts = {"member": member_id, "months": sorted(set(months)), "reason": why, "decision": decision_id}
    told: str = act_once(
        actor=actor,
        action=Action.KEEP_SAVINGS,
        request_id=request_id,
        use_case="savings.ask_waiver",
        facts=facts,
        now=now,
        work=work,
    )
    return UUID(told)


def carry_out_waiver(*, request: ApprovalRequest, actor: Actor, now: datetime) -> None:  # noqa: ARG001  the approvals' own line of the trail names who approved
    """Free a member of the months that were asked for. Step of the approval.

    Raises:
        DuesRefusedError: ``waived``: something was paid of one meanwhile.
    """
    place_id, facts = request.cooperative_id, request.facts
    place = Cooperative.objects.get(id=place_id)
    member_id = UUID(facts["member"])
    locked_member(cooperative_id=place_id, member_id=member_id)
    bills = _free_bills(place_id, member_id, [date.fromisoformat(month) for month in facts["months"]])
    waiver = Waiver.objects.create(
        cooperative_id=place_id,
        member_id=member_id,
        reason=facts["why"],
        decision_id=facts["decision"] or None,
        asked_by_id=request.requested_by_id,
        on=business_date(now, Zone(place.zone)),
        recorded_at=now,
    )
    for bill in bills:
        BillPart.objects.create(cooperative_id=place_id, bill=bill, waiver=waiver, amount_rp=bill.amount_rp)
        rows = DuesBill.objects.filter(cooperative_id=place_id, id=bill.id)
        rows.update(waived_rp=F("amount_rp"))


def _check_why(cooperative_id: int, why: str, decision_id: UUID | None) -> None:
    if not why or len(why) > LONGEST_REASON:
        raise DuesRefusedError(wrong="reason")
    if decision_id is None:
        return
    if not Decision.objects.filter(cooperative_id=cooperative_id, id=decision_id).exists():
        raise DuesRefusedError(wrong="decision")


def _free_bills(cooperative_id: int, member_id: UUID, months: Sequence[date]) -> list[DuesBill]:
    wanted = sorted(set(months))
    if not wanted:
        raise DuesRefusedError(wrong="none")
    rows = DuesBill.objects.filter(cooperative_id=cooperative_id, member_id=member_id, month__in=wanted)
    bills = {row.month: row for row in rows}
    for month in wanted:
        if month not in bills or bills[month].paid_rp or bills[month].waived_rp:
            raise DuesRefusedError(wrong="waived", month=month_words(month))
    return [bills[month] for month in wanted]
