"""The counter: a member pays in, takes out, closes an account; nobody serves the own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from guyub.books.ledger.services.posting import Act
from guyub.books.treasury.selectors.tills import till_inquiry
from guyub.community.members.services.register import locking_inquiry
from guyub.finance.savings.domain.caps import check_caps
from guyub.finance.savings.domain.counter import CounterRefusedError, refuse_deposit
from guyub.finance.savings.domain.kinds import UNIT_KINDS, SavingsKind
from guyub.finance.savings.selectors.caps import caps_of_deposit
from guyub.finance.savings.selectors.free import free_of
from guyub.finance.savings.selectors.gate import gate_inquiry
from guyub.finance.savings.selectors.products import product_inquiry
from guyub.finance.savings.services.accounts import close_emptied
from guyub.finance.savings.services.jasa import end_jasa, recount
from guyub.finance.savings.services.moving import pay_in, pay_out
from guyub.finance.savings.services.serving import (
    Served,
    at_counter,
    open_account_of,
    refuse_stranger,
    served_member,
    served_of,
    told_of,
    typed_for,
    typed_of,
)
from guyub.finance.savings.services.till import check_place, judge_till
from guyub.finance.savings.services.withdrawals import THRESHOLD
from guyub.foundation.approvals.domain.requests import needs_second_person
from guyub.foundation.kernel.selectors.together import asked
from guyub.foundation.parameters.selectors.values import value_of

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from guyub.books.treasury.selectors.tills import Till
    from guyub.community.members.models import Member
    from guyub.finance.savings.selectors.gate import Gate
    from guyub.finance.savings.selectors.products import ProductRow
    from guyub.finance.savings.services.moving import Moved
    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative

LATE = "setoran bertanggal mundur"


def deposit(
    *,
    actor: Actor,
    place: Cooperative,
    member_id: UUID,
    product_id: UUID,
    amount_rp: int,
    cash_place_id: UUID | None,
    on: date,
    today: date,
    request_id: UUID,
    now: datetime,
) -> Served:
    """Take a deposit of simpanan sukarela, bertujuan or penyertaan. Use-case.

    A day in the past is taken while its month is open in the books; jasa that was booked since is counted anew.

    Args:
        actor: Who takes it; not the member.
        place: The own cooperative.
        member_id: Whose.
        product_id: Into which product.
        amount_rp: Whole rupiah.
        cash_place_id: The drawer of the own shift; safe or bank for who keeps the treasury.
        on: The day.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        CounterRefusedError: ``member own product kind term gate amount least date``.
        CapRefusedError: ``member together``: penyertaan above its bounds.
        TillRefusedError, ShiftRefusedError: The place is not the actor's.
        SavingsRefusedError: ``closed``.
        EventRefusedError, EntryRefusedError: The books refuse it.
    """

    def work() -> dict[str, Any]:
        member, product, till = _fit_for_deposit(
            actor, place, member_id, product_id, cash_place_id, amount_rp, on, today
        )
        typed = typed_of(
            member=member,
            kind=product.kind,
            product_id=product_id,
            serial=1,
            unit_id=product.unit_id,
            amount_rp=amount_rp,
            cash_place_id=cash_place_id,
            on=on,
            cash=till.side,
        )
        act = Act("savings.deposit.taken", {"product": product.name}, now)
        moved = pay_in(
            place=place, typed=typed, today=today, actor=actor, request_id=request_id, now=now, act=act
        )
        _recounted(place, moved, on, today, actor, request_id, now)
        return told_of(moved=moved)

    facts = {
        "member": member_id,
        "product": product_id,
        "amount_rp": amount_rp,
        "cash_place": cash_place_id,
        "on": on,
    }
    done = at_counter(actor=actor, use_case="deposit", facts=facts, request_id=request_id, now=now, work=work)
    return served_of(done=done)


def close_account(
    *,
    actor: Actor,
    place: Cooperative,
    member_id: UUID,
    account_id: UUID,
    cash_place_id: UUID | None,
    today: date,
    request_id: UUID,
    now: datetime,
) -> Served:
    """Pay an account out whole, with its jasa up to yesterday, and close it. Use-case.

    Args:
        actor: Who pays it out; not the member.
        place: The own cooperative.
        member_id: Whose.
        account_id: Which: sukarela or bertujuan, nothing of it held.
        cash_place_id: The drawer of the own shift; safe or bank for who keeps the treasury.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        CounterRefusedError: ``member own kind held large``: above the threshold it is taken out with a second person
            first.
        TillRefusedError, ShiftRefusedError: The place is not the actor's.
        EventRefusedError, EntryRefusedError: The books refuse it.
    """

    def work() -> dict[str, Any]:
        member = served_member(place=place, member_id=member_id, actor=actor)
        check_place(actor=actor, place=place, cash_place_id=cash_place_id)
        account = open_account_of(place=place, member=member, account_id=account_id)
        if account_id not in free_of(cooperative_id=place.id, member_id=member_id, on=today):
            raise CounterRefusedError(wrong="kind")
        if account.held_rp:
            raise CounterRefusedError(wrong="held")
        threshold_rp = int(value_of(THRESHOLD, cooperative_id=place.id, on=today))
        if needs_second_person(account.balance_rp, threshold_rp=threshold_rp):
            raise CounterRefusedError(wrong="large")
        act = Act("savings.account.closed", {"product": account.product.name}, now)
        paid = pay_whole(
            place=place,
            member=member,
            account_id=account_id,
            cash_place_id=cash_place_id,
            today=today,
            actor=actor,
            request_id=request_id,
            now=now,
            act=act,
        )
        return told_of(moved=paid) if paid else {"movement": "", "event": "", "voucher": "", "balance_rp": 0}

    facts = {"member": member_id, "account": account_id, "cash_place": cash_place_id}
    done = at_counter(
        actor=actor, use_case="close_account", facts=facts, request_id=request_id, now=now, work=work
    )
    return served_of(done=done)


def pay_whole(
    *,
    place: Cooperative,
    member: Member,
    account_id: UUID,
    cash_place_id: UUID | None,
    today: date,
    actor: Actor | None,
    request_id: UUID,
    now: datetime,
    note: str = "ditutup",
    part: int = 0,
    act: Act | None = None,
) -> Moved | None:
    """Bring its jasa to an account, pay it out whole and close it. Step; None where it held nothing.

    Raises:
        EventRefusedError, EntryRefusedError: The books refuse it.
    """
    end_jasa(
        place=place,
        account_id=account_id,
        today=today,
        actor=actor,
        request_id=request_id,
        now=now,
        is_emptied=True,
    )
    account = open_account_of(place=place, member=member, account_id=account_id)
    moved = None
    if account.balance_rp:
        typed = typed_for(
            member=member,
            account=account,
            amount_rp=account.balance_rp,
            cash_place_id=cash_place_id,
            on=today,
            note=note,
        )
        moved = pay_out(
            place=place,
            typed=typed,
            today=today,
            actor=actor,
            request_id=request_id,
            now=now,
            part=part,
            act=act,
        )
    close_emptied(cooperative_id=place.id, account_id=account_id, on=today)
    return moved


def _fit_for_deposit(
    actor: Actor,
    place: Cooperative,
    member_id: UUID,
    product_id: UUID,
    cash_place_id: UUID | None,
    amount_rp: int,
    on: date,
    today: date,
) -> tuple[Member, ProductRow, Till]:
    """Lock the member, and ask in the same trip for all that a deposit depends on; or refuse it."""
    member, product, gate, till = asked(
        locking_inquiry(cooperative_id=place.id, member_id=member_id),
        product_inquiry(cooperative_id=place.id, product_id=product_id, on=on),
        gate_inquiry(cooperative_id=place.id, on=today),
        till_inquiry(cooperative_id=place.id, cash_place_id=cash_place_id, person_id=actor.person_id),
    )
    refuse_stranger(member, actor)
    _refuse_product(member, product, gate, amount_rp, on, today)
    judge_till(actor=actor, place=place, till=till)
    return member, product, till


def _refuse_product(
    member: Member, product: ProductRow | None, gate: Gate, amount_rp: int, on: date, today: date
) -> None:
    if product is None or not product.is_open:
        raise CounterRefusedError(wrong="product")
    refuse_deposit(
        kind=product.kind,
        amount_rp=amount_rp,
        least_rp=product.now.least_rp if product.now else 0,
        on=on,
        today=today,
        joined_on=member.joined_on,
    )
    if product.kind in UNIT_KINDS and not gate.is_open:
        raise CounterRefusedError(wrong="gate", why=gate.why)
    if product.kind is SavingsKind.PENYERTAAN:
        place_id = member.cooperative_id
        check_caps(
            caps_of_deposit(cooperative_id=place_id, member_id=member.id, amount_rp=amount_rp, on=today)
        )


def _recounted(
    place: Cooperative,
    moved: Moved,
    on: date,
    today: date,
    actor: Actor,
    request_id: UUID,
    now: datetime,
) -> None:
    if on < today.replace(day=1):
        recount(
            place=place,
            since=on,
            accounts=[moved.account_id],
            reason=LATE,
            today=today,
            actor=actor,
            request_id=request_id,
            now=now,
        )
