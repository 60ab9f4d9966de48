"""Taking savings out: any day, up to what is free; a large amount with a second person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from guyub.books.ledger.services.posting import Act
from guyub.books.treasury.selectors.shifts import open_shift_of
from guyub.community.members.services.register import locked_member
from guyub.finance.savings.domain.counter import CounterRefusedError, why_two
from guyub.finance.savings.domain.kinds import TAKEN_AT_COUNTER
from guyub.finance.savings.models import Hold, SavingsAccount
from guyub.finance.savings.selectors.free import free_of, sleeping
from guyub.finance.savings.services.holds import HoldRefusedError, put_hold, release_hold
from guyub.finance.savings.services.moving import pay_out
from guyub.finance.savings.services.serving import (
    Served,
    at_counter,
    open_account_of,
    served_member,
    served_of,
    told_of,
    typed_for,
)
from guyub.finance.savings.services.till import check_place
from guyub.finance.savings.services.withdrawal_requests import taken_out
from guyub.foundation.approvals.selectors.requests import expired_of
from guyub.foundation.approvals.services.requests import ask
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.formats import rupiah
from guyub.foundation.kernel.models import Cooperative
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.parameters.selectors.values import value_of

if TYPE_CHECKING:
    from datetime import date, datetime

    from guyub.community.members.models import Member
    from guyub.finance.savings.selectors.free import Free
    from guyub.foundation.approvals.models import ApprovalRequest
    from guyub.foundation.identity.domain.roles import Actor

THRESHOLD = "otorisasi.ambang"
WITHDRAWAL_KIND, PAYOUT_KIND = "savings.withdrawal", "savings.deposit_payout"
HOLDING = (WITHDRAWAL_KIND, PAYOUT_KIND)  # what holds an account until a second person has decided


def withdraw(
    *,
    actor: Actor,
    place: Cooperative,
    member_id: UUID,
    account_id: UUID,
    amount_rp: int,
    cash_place_id: UUID | None,
    today: date,
    request_id: UUID,
    now: datetime,
) -> Served:
    """Pay savings out. Use-case. A second person is asked above the threshold, for what sleeps, and for penyertaan.

    What is asked for is held meanwhile, so that it is there when the second person agrees, who then books it: the
    money leaves the drawer of who asked.

    Args:
        actor: Who pays it out; not the member.
        place: The own cooperative.
        member_id: Whose.
        account_id: From which account: sukarela, bertujuan or penyertaan.
        amount_rp: Whole rupiah, at most what is free above the minimum.
        cash_place_id: The drawer of the own shift; safe or bank for who keeps the treasury.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        CounterRefusedError: ``member own kind amount short``.
        TillRefusedError, ShiftRefusedError: The place is not the actor's.
        EventRefusedError, EntryRefusedError: The books refuse it; a drawer never holds less than nothing.
    """

    def work() -> dict[str, Any]:
        member = served_member(place=place, member_id=member_id, actor=actor)
        check_place(actor=actor, place=place, cash_place_id=cash_place_id)
        account = open_account_of(place=place, member=member, account_id=account_id)
        known = free_of(cooperative_id=place.id, member_id=member_id, on=today, kinds=TAKEN_AT_COUNTER)
        free = known.get(account_id)
        if free is None:
            raise CounterRefusedError(wrong="kind")
        if amount_rp <= 0:
            raise CounterRefusedError(wrong="amount")
        if amount_rp > free.free_rp:
            raise CounterRefusedError(wrong="short", free_rp=free.free_rp)
        why = _why_two(place, free, amount_rp, today)
        if why:
            return _asked(
                place, member, account, amount_rp, cash_place_id, why, today, actor, request_id, now
            )
        typed = typed_for(
            member=member, account=account, amount_rp=amount_rp, cash_place_id=cash_place_id, on=today
        )
        act = Act("savings.withdrawal.paid", {"product": account.product.name}, now)
        moved = pay_out(
            place=place, typed=typed, today=today, actor=actor, request_id=request_id, now=now, act=act
        )
        taken_out(place=place, account_id=account_id, amount_rp=amount_rp, actor=actor, now=now)
        return told_of(moved=moved)

    facts = {"member": member_id, "account": account_id, "amount_rp": amount_rp, "cash_place": cash_place_id}
    done = at_counter(
        actor=actor, use_case="withdraw", facts=facts, request_id=request_id, now=now, work=work
    )
    return served_of(done=done)


def carry_out_withdrawal(*, request: ApprovalRequest, actor: Actor, now: datetime) -> None:
    """Pay out what a second person agreed to, from the place of who asked. Step of the approval.

    Raises:
        CounterRefusedError: ``till``: who asked no longer answers for the drawer; ``gone``.
        EventRefusedError, EntryRefusedError: The books refuse it.
    """
    facts, place = request.facts, Cooperative.objects.get(id=request.cooperative_id)
    today = business_date(now, Zone(place.zone))
    account_id, cash_place_id = UUID(facts["account"]), UUID(facts["cash_place"])
    if facts["is_drawer"]:
        shift = open_shift_of(cooperative_id=place.id, person_id=request.requested_by_id)
        if shift is None or shift.drawer_id != cash_place_id:
            raise CounterRefusedError(wrong="till")
    let_go(place.id, request.id, actor.person_id, today)
    member = locked_member(cooperative_id=place.id, member_id=UUID(facts["member"]))
    account = open_account_of(place=place, member=member, account_id=account_id)
    typed = typed_for(
        member=member,
        account=account,
        amount_rp=request.amount_rp or 0,
        cash_place_id=cash_place_id,
        on=today,
    )
    pay_out(place=place, typed=typed, today=today, actor=actor, request_id=request.id, now=now, part=1)
    taken_out(place=place, account_id=account_id, amount_rp=typed.amount_rp, actor=actor, now=now)


def withdrawal_refused(*, request: ApprovalRequest, actor: Actor, reason: str, now: datetime) -> None:  # noqa: ARG001  the approvals keep it
    """Let go of what was held for a withdrawal that the second person refused. Step of the approval."""
    place = Cooperative.objects.get(id=request.cooperative_id)
    let_go(place.id, request.id, actor.person_id, business_date(now, Zone(place.zone)))


def _why_two(place: Cooperative, free: Free, amount_rp: int, today: date) -> str:
    return why_two(
        kind=free.kind,
        is_asleep=bool(sleeping(cooperative_id=place.id, accounts=[free.account_id], today=today)),
        amount_rp=amount_rp,
        threshold_rp=int(value_of(THRESHOLD, cooperative_id=place.id, on=today)),
    )


def _asked(
    place: Cooperative,
    member: Member,
    account: SavingsAccount,
    amount_rp: int,
    cash_place_id: UUID | None,
    why: str,
    today: date,
    actor: Actor,
    request_id: UUID,
    now: datetime,
) -> dict[str, Any]:
    """Ask a second person, and hold what was asked for until then."""
    try:
        put_hold(
            cooperative_id=place.id,
            account_id=account.id,
            amount_rp=amount_rp,
            reason="menunggu persetujuan pengambilan",
            person_id=actor.person_id,
            on=today,
            source_kind=WITHDRAWAL_KIND,
            source_id=request_id,
        )
    except HoldRefusedError as error:
        raise CounterRefusedError(wrong="short", free_rp=account.balance_rp - account.held_rp) from error
    shift = open_shift_of(cooperative_id=place.id, person_id=actor.person_id)
    asked = ask(
        actor=actor,
        kind=WITHDRAWAL_KIND,
        facts={
            "member": str(member.id),
            "name": member.file.name,
            "account": str(account.id),
            "product": account.product.name,
            "amount": rupiah(amount_rp),
            "cash_place": str(cash_place_id),
            "is_drawer": shift is not None and shift.drawer_id == cash_place_id,
            "why": why,
        },
        reason="Pengambilan simpanan",
        now=now,
        request_id=request_id,
        concerns=member.person_id,
        amount_rp=amount_rp,
    )
    return {
        "movement": "",
        "event": "",
        "voucher": "",
        "balance_rp": account.balance_rp,
        "waits": str(asked.id),
    }


def let_go(cooperative_id: int, source_id: UUID, person_id: UUID, on: date) -> None:
    """Let go of what is held for one request of a second person. Step."""
    rows = Hold.objects.filter(
        cooperative_id=cooperative_id,
        source_kind__in=HOLDING,
        source_id=source_id,
        released_on__isnull=True,
    )
    for id_ in rows.values_list("id", flat=True):
        release_hold(cooperative_id=cooperative_id, hold_id=id_, person_id=person_id, on=on)


def let_go_expired(*, place: Cooperative, now: datetime) -> int:
    """Let go of what is held for withdrawals that nobody agreed to in time. Use-case of the hourly job.

    Returns:
        How many.
    """
    with scope(place.id, durable=True):
        held = Hold.objects.filter(cooperative_id=place.id, source_kind__in=HOLDING, released_on__isnull=True)
        sources = {hold.source_id: hold for hold in held}
        over = expired_of(cooperative_id=place.id, ids=[id_ for id_ in sources if id_], now=now)
        for id_ in over:
            let_go(place.id, id_, sources[id_].put_by_id, business_date(now, Zone(place.zone)))
    return len(over)
