"""Funds begin, get rules, take money in, pay it out by their rule or a decision, and take that back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from guyub.books.ledger.services.accounts import grow_account
from guyub.books.ledger.services.periods import lock_books
from guyub.books.ledger.services.posting import Act
from guyub.books.treasury.domain.funds import (
    LONGEST_NAME,
    LONGEST_REASON,
    FundRefusedError,
    FundUse,
    Movement,
    check_rule,
    collected_rp,
    rule_on,
)
from guyub.books.treasury.models import Event, Fund, FundMovement, FundPayout, FundRule
from guyub.books.treasury.selectors.funds import account_names, held_rp
from guyub.books.treasury.services.booking import take_back_event
from guyub.books.treasury.services.fund_steps import (
    decision_number,
    fund_found,
    fund_locked,
    keep_funds_once,
    move,
    move_by_event,
    rules_in,
)
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.formats import rupiah

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from guyub.books.treasury.domain.funds import Benefit
    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative


def begin_fund(
    *,
    actor: Actor,
    place: Cooperative,
    name: str,
    use: str,
    account: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> UUID:
    """Begin a fund with what stands on its account. Use-case.

    The first fund on an account of the chart takes that account itself; the next ones grow below it.

    Args:
        actor: Who begins it.
        place: Whose.
        name: What people call it; no two of a cooperative bear one name.
        use: A FundUse.
        account: A code of the chart, ``2.3.01`` to ``2.3.06``.
        today: The business date, its first day.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        FundRefusedError: ``name use account taken below``.
        PeriodRefusedError: The cooperative keeps no books (``unopened``).
    """
    called = " ".join(name.split())
    if not 1 <= len(called) <= LONGEST_NAME:
        raise FundRefusedError(wrong="name")
    if use not in set(FundUse):
        raise FundRefusedError(wrong="use")
    if account not in account_names():
        raise FundRefusedError(wrong="account")

    def work() -> str:
        lock_books(place_id=place.id)  # nobody posts between reading the account and writing the movement
        mine = Fund.objects.filter(cooperative_id=place.id)
        if mine.filter(name=called).exists():
            raise FundRefusedError(wrong="taken")
        is_first = not mine.filter(account_code=account).exists()
        code = account if is_first else grow_account(place_id=place.id, above=account, name=called)
        fund = Fund.objects.create(
            cooperative_id=place.id, name=called, account_code=code, use=use, begun_on=today
        )
        stands_rp = held_rp(cooperative_id=place.id, account=code)
        if stands_rp < 0:
            raise FundRefusedError(wrong="below")
        if stands_rp:
            move(fund, Movement.AWAL, stands_rp, today, now=now)
        facts = {"name": called, "account": code, "amount": rupiah(stands_rp)}
        record(cooperative_id=place.id, actor=actor, act="treasury.fund.begun", facts=facts, now=now)
        return str(fund.id)

    facts = {"name": called, "use": use, "account": account}
    done = keep_funds_once(
        actor=actor, use_case="treasury.begin_fund", facts=facts, request_id=request_id, now=now, work=work
    )
    return UUID(done)


def set_rule(
    *,
    actor: Actor,
    place: Cooperative,
    fund_id: UUID,
    valid_from: date,
    contribution_rp: int,
    benefits: Sequence[Benefit],
    decision_id: UUID | None,
    request_id: UUID,
    now: datetime,
) -> UUID:
    """Let a fund go by a new rule from a day on, as a body decided. Use-case.

    Args:
        actor: Who enters it.
        place: Whose.
        fund_id: Which fund.
        valid_from: Its first day; the rule before holds until the day before.
        contribution_rp: What each member gives a month, whole rupiah; 0: nothing.
        benefits: What may be paid; none for a fund without benefits.
        decision_id: The decision that says so.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        FundRefusedError: ``rate benefits gone decision dated``.
    """
    kept = tuple(replace(benefit, name=" ".join(benefit.name.split())) for benefit in benefits)
    check_rule(contribution_rp=contribution_rp, benefits=kept)

    def work() -> str:
        fund = fund_locked(place, fund_id)
        if kept and fund.use != FundUse.SANTUNAN:
            raise FundRefusedError(wrong="benefits")
        if decision_id is None:
            raise FundRefusedError(wrong="decision")
        number = decision_number(place, decision_id)
        mine = FundRule.objects.filter(cooperative_id=place.id, fund=fund)
        if mine.filter(valid_from=valid_from).exists():
            raise FundRefusedError(wrong="dated")
        rule = FundRule.objects.create(
            cooperative_id=place.id,
            fund=fund,
            valid_from=valid_from,
            contribution_rp=contribution_rp,
            benefits=[benefit.facts() for benefit in kept],
            decision_id=decision_id,
            person_id=actor.person_id,
            set_at=now,
        )
        facts = {"name": fund.name, "since": valid_from.isoformat(), "decision": number}
        record(cooperative_id=place.id, actor=actor, act="treasury.fund.rule_set", facts=facts, now=now)
        return str(rule.id)

    facts = {
        "fund": fund_id,
        "since": valid_from,
        "contribution": contribution_rp,
        "benefits": [benefit.facts() for benefit in kept],
        "decision": decision_id,
    }
    done = keep_funds_once(
        actor=actor, use_case="treasury.set_fund_rule", facts=facts, request_id=request_id, now=now, work=work
    )
    return UUID(done)


def collect(
    *,
    actor: Actor,
    place: Cooperative,
    fund_id: UUID,
    received_on: date,
    cash_place_id: UUID,
    today: date,
    request_id: UUID,
    now: datetime,
    members: int = 0,
    amount_rp: int = 0,
    note: str = "",
) -> UUID:
    """Take contributions of members, or a gift, into a fund. Use-case.

    Args:
        actor: Who takes them.
        place: Whose.
        fund_id: Which fund.
        received_on: The day.
        cash_place_id: Where the money went.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.
        members: How many gave the contribution of the rule that holds on the day; 0: it is a gift.
        amount_rp: What a gift brings, whole rupiah; 0: members gave.
        note: A few words for the journal; no name of a member.

    Returns:
        The movement's id.

    Raises:
        FundRefusedError: ``gone members amount no_rule``.
        EventRefusedError, EntryRefusedError: The cash place or the books refuse it.
    """

    def work() -> str:
        fund = fund_found(place, fund_id)
        rule = rule_on(rules_in(fund), received_on)
        total_rp = collected_rp(rule=rule, members=members, amount_rp=amount_rp)
        said = f"{members} anggota" if members else "sumbangan"
        act = Act("treasury.fund.collected", {"name": fund.name, "amount": rupiah(total_rp)}, now)
        moved = move_by_event(
            fund,
            Movement.IURAN,
            total_rp,
            on=received_on,
            cash_place_id=cash_place_id,
            members=members,
            note=f"{said}, {note}" if note.strip() else said,
            place=place,
            actor=actor,
            request_id=request_id,
            today=today,
            now=now,
            act=act,
        )
        return str(moved)

    facts = {"fund": fund_id, "on": received_on, "to": cash_place_id, "note": note}
    facts |= {"members": members, "amount": amount_rp}
    done = keep_funds_once(
        actor=actor, use_case="treasury.collect_fund", facts=facts, request_id=request_id, now=now, work=work
    )
    return UUID(done)


def undo_movement(
    *,
    actor: Actor,
    place: Cooperative,
    movement_id: UUID,
    reason: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> UUID:
    """Take a contribution or a payment back, today. Use-case.

    Args:
        actor: Who takes it back.
        place: Whose.
        movement_id: Which.
        reason: Why, at most 60 characters; it stands in the journal, so without a name.
        today: The business date, on which the reversal stands.
        request_id: Made once per intention.
        now: The moment, aware.

    Returns:
        The id of the movement that takes it back.

    Raises:
        FundRefusedError: ``reason gone listed undo undone short``.
        EventRefusedError, EntryRefusedError: The cash place or the books refuse it.
    """
    why = " ".join(reason.split())
    if not why or len(why) > LONGEST_REASON:
        raise FundRefusedError(wrong="reason")

    def work() -> str:
        mine = FundMovement.objects.filter(cooperative_id=place.id)
        moved = mine.filter(id=movement_id).first()
        if moved is None:
            raise FundRefusedError(wrong="gone")
        fund = fund_locked(place, moved.fund_id)
        if moved.undoes_id:
            raise FundRefusedError(wrong="undo")
        if moved.event_id is None:
            raise FundRefusedError(wrong="listed")
        if mine.filter(undoes_id=moved.id).exists():
            raise FundRefusedError(wrong="undone")
        facts = {"name": fund.name, "amount": rupiah(abs(moved.amount_rp)), "reason": why}
        done = take_back_event(
            place=place,
            event=Event.objects.get(cooperative_id=place.id, id=moved.event_id),
            reason=why,
            today=today,
            actor=actor,
            request_id=request_id,
            now=now,
            act=Act("treasury.fund.undone", facts, now),
        )
        back = move(fund, Movement.BATAL, -moved.amount_rp, today, now=now, booked=done, undoes=moved.id)
        FundPayout.objects.filter(cooperative_id=place.id, movement_id=moved.id).update(undone_id=back)
        return str(back)

    facts = {"movement": movement_id, "reason": reason}
    done = keep_funds_once(
        actor=actor,
        use_case="treasury.undo_fund_movement",
        facts=facts,
        request_id=request_id,
        now=now,
        work=work,
    )
    return UUID(done)
