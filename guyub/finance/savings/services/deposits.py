"""Simpanan berjangka at the counter: placed, told how to go on, taken back on its first day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Max

from guyub.books.ledger.services.posting import Act
from guyub.finance.savings.domain.deposits import (
    DepositRefusedError,
    Roll,
    certificate_name,
    checked_reason,
    jasa_to,
    maturity,
)
from guyub.finance.savings.domain.jasa import rate_of
from guyub.finance.savings.domain.kinds import SavingsKind
from guyub.finance.savings.models import Ending, SavingsAccount, SavingsMovement, TermPeriod
from guyub.finance.savings.selectors.free import free_of
from guyub.finance.savings.selectors.gate import unit_gate
from guyub.finance.savings.selectors.products import one_product
from guyub.finance.savings.services.accounts import close_emptied, standard_account
from guyub.finance.savings.services.moving import pay_in
from guyub.finance.savings.services.serving import at_counter, open_account_of, served_member, typed_of
from guyub.finance.savings.services.shifting import Side, shift
from guyub.finance.savings.services.taking_back import take_back
from guyub.finance.savings.services.till import check_place
from guyub.foundation.identity.services.audit import record

if TYPE_CHECKING:
    from datetime import date, datetime

    from guyub.community.members.models import Member
    from guyub.finance.savings.selectors.products import ProductRow
    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative

PLACED, ROLL_SET, TAKEN_BACK = (
    "savings.deposit.placed",
    "savings.deposit.roll_set",
    "savings.deposit.taken_back",
)
MEMO_IN, MEMO_BACK = "Penempatan simpanan berjangka", "Batal penempatan simpanan berjangka"


@dataclass(frozen=True, slots=True, kw_only=True)
class Placing:
    """What is placed.

    Args:
        member_id: Whose.
        product_id: In which simpanan berjangka.
        amount_rp: Whole rupiah.
        cash_place_id: Where the money goes; None: it comes from the member's simpanan sukarela.
        roll: What happens at the end.
    """

    member_id: UUID
    product_id: UUID
    amount_rp: int
    cash_place_id: UUID | None
    roll: Roll


def place_deposit(
    *, actor: Actor, place: Cooperative, placing: Placing, today: date, request_id: UUID, now: datetime
) -> UUID:
    """Place money for a term, at the rate of the day. Use-case.

    Args:
        actor: Who takes it; not the member.
        place: The own cooperative.
        placing: What is placed.
        today: The business date, the first day of the term.
        request_id: Made once per intention.
        now: The moment, aware.

    Returns:
        The account of the deposit.

    Raises:
        CounterRefusedError: ``member own``.
        DepositRefusedError: ``product terms gate amount least roll short``.
        TillRefusedError, ShiftRefusedError: The place is not the actor's.
        EventRefusedError, EntryRefusedError: The books refuse it.

    Source: docs/algorithms/term_deposits.md.
    """

    def work() -> str:
        member = served_member(place=place, member_id=placing.member_id, actor=actor)
        product = offered(
            place=place, product_id=placing.product_id, amount_rp=placing.amount_rp, today=today
        )
        assert product.now is not None  # noqa: S101  offered refused none
        assert product.term_months is not None  # noqa: S101  every simpanan berjangka has one
        is_monthly = product.now.every_months == 1
        to_savings = jasa_to(roll=placing.roll, is_monthly=is_monthly)
        act = Act(PLACED, {"product": product.name}, now)
        account_id = _paid_in(place, member, product, placing, today, actor, request_id, now, act)
        TermPeriod.objects.create(
            cooperative_id=place.id,
            account_id=account_id,
            no=1,
            certificate_no=_next_certificate(place.id, today.year),
            year=today.year,
            from_on=today,
            matures_on=(until := maturity(today, months=product.term_months, no=1)),
            until_on=until,
            agreed_ppm=(ppm := rate_of(product.now.tiers, placing.amount_rp)),
            ppm=ppm,
            early_ppm=min(product.now.early_ppm, ppm),
            day_count=product.now.day_count.value,
            is_monthly=is_monthly,
            roll=placing.roll.value,
            jasa_to_id=savings_account(place_id=place.id, member_id=member.id, on=today)
            if to_savings
            else None,
            recorded_at=now,
        )
        return str(account_id)

    facts = {
        "member": placing.member_id,
        "product": placing.product_id,
        "amount_rp": placing.amount_rp,
        "cash_place": placing.cash_place_id,
        "roll": placing.roll,
    }
    done: str = at_counter(
        actor=actor, use_case="place_deposit", facts=facts, request_id=request_id, now=now, work=work
    )
    return UUID(done)


def set_roll(
    *,
    actor: Actor,
    place: Cooperative,
    member_id: UUID,
    account_id: UUID,
    roll: Roll,
    today: date,
    request_id: UUID,
    now: datetime,
) -> None:
    """Write down what the member wants at the end of the running period. Use-case.

    Raises:
        CounterRefusedError: ``member own gone``.
        DepositRefusedError: ``gone ended roll``.
    """

    def work() -> None:
        member = served_member(place=place, member_id=member_id, actor=actor)
        period = running(place=place, member=member, account_id=account_id)
        to_savings = jasa_to(roll=roll, is_monthly=period.is_monthly)
        TermPeriod.objects.filter(cooperative_id=place.id, id=period.id).update(
            roll=roll.value,
            jasa_to_id=savings_account(place_id=place.id, member_id=member.id, on=today)
            if to_savings
            else None,
        )
        facts = {"number": certificate_name(period.year, period.certificate_no)}
        record(cooperative_id=place.id, actor=actor, act=ROLL_SET, facts=facts, now=now)

    facts = {"member": member_id, "account": account_id, "roll": roll}
    at_counter(actor=actor, use_case="set_roll", facts=facts, request_id=request_id, now=now, work=work)


def take_back_deposit(
    *,
    actor: Actor,
    place: Cooperative,
    member_id: UUID,
    account_id: UUID,
    reason: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> None:
    """Take a deposit back on the day on which it was placed: a wrong amount, a wrong member. Use-case.

    The money goes back to where it came from; the number of the bilyet is used up.

    Raises:
        CounterRefusedError: ``member own gone``.
        DepositRefusedError: ``gone ended held late reason``.
        EventRefusedError, EntryRefusedError: The books refuse it; a drawer never holds less than nothing.
    """
    why = checked_reason(reason)

    def work() -> None:
        member = served_member(place=place, member_id=member_id, actor=actor)
        period = running(place=place, member=member, account_id=account_id)
        account = open_account_of(place=place, member=member, account_id=account_id)
        if account.held_rp:
            raise DepositRefusedError(wrong="held")
        if period.no != 1 or period.from_on != today:
            raise DepositRefusedError(wrong="late")
        number = certificate_name(period.year, period.certificate_no)
        act = Act(TAKEN_BACK, {"number": number, "reason": why}, now)
        _moved_back(place, member, account, why, today, actor, request_id, now, act)
        TermPeriod.objects.filter(cooperative_id=place.id, id=period.id).update(
            until_on=today, ended_on=today, ending=Ending.BATAL.value, note=why
        )
        close_emptied(cooperative_id=place.id, account_id=account_id, on=today)

    facts = {"member": member_id, "account": account_id, "reason": why}
    at_counter(
        actor=actor, use_case="take_back_deposit", facts=facts, request_id=request_id, now=now, work=work
    )


def offered(*, place: Cooperative, product_id: UUID, amount_rp: int, today: date) -> ProductRow:
    """Give the simpanan berjangka that takes an amount today, or refuse. Step; it only reads.

    Raises:
        DepositRefusedError: ``product terms gate amount least``.
    """
    product = one_product(cooperative_id=place.id, product_id=product_id, on=today)
    if product is None or product.kind is not SavingsKind.BERJANGKA or not product.is_open:
        raise DepositRefusedError(wrong="product")
    if product.now is None or product.term_months is None:
        raise DepositRefusedError(wrong="terms")
    gate = unit_gate(cooperative_id=place.id, on=today)
    if not gate.is_open:
        raise DepositRefusedError(wrong="gate", why=gate.why)
    if amount_rp <= 0:
        raise DepositRefusedError(wrong="amount")
    if amount_rp < product.now.least_rp:
        raise DepositRefusedError(wrong="least", least_rp=product.now.least_rp)
    return product


def running(*, place: Cooperative, member: Member, account_id: UUID) -> TermPeriod:
    """Lock the running period of a member's deposit. Step.

    Raises:
        DepositRefusedError: ``gone``, ``ended``.
    """
    period = last_period(place_id=place.id, member_id=member.id, account_id=account_id)
    if period.ending:
        raise DepositRefusedError(wrong="ended")
    return period


def last_period(*, place_id: int, member_id: UUID, account_id: UUID) -> TermPeriod:
    """Lock the last period of a member's deposit. Step; whoever calls has locked the member.

    Raises:
        DepositRefusedError: ``gone``.
    """
    rows = TermPeriod.objects.select_for_update(of=("self",), no_key=True).filter(
        cooperative_id=place_id, account_id=account_id, account__member_id=member_id
    )
    period = rows.order_by("-no").first()
    if period is None:
        raise DepositRefusedError(wrong="gone")
    return period


def side_of(account: SavingsAccount) -> Side:
    """Give an account, with its product, as one side of a shift."""
    return Side(account_id=account.id, kind=SavingsKind(account.kind), unit_id=account.product.unit_id)


def _paid_in(
    place: Cooperative,
    member: Member,
    product: ProductRow,
    placing: Placing,
    today: date,
    actor: Actor,
    request_id: UUID,
    now: datetime,
    act: Act,
) -> UUID:
    """Bring the money to an account of its own."""
    mine = SavingsAccount.objects.filter(
        cooperative_id=place.id, member_id=member.id, product_id=product.product_id
    )
    serial = (mine.aggregate(last=Max("serial"))["last"] or 0) + 1
    if placing.cash_place_id is not None:
        check_place(actor=actor, place=place, cash_place_id=placing.cash_place_id)
        typed = typed_of(
            member=member,
            kind=product.kind,
            product_id=product.product_id,
            serial=serial,
            unit_id=product.unit_id,
            amount_rp=placing.amount_rp,
            cash_place_id=placing.cash_place_id,
            on=today,
        )
        moved = pay_in(
            place=place, typed=typed, today=today, actor=actor, request_id=request_id, now=now, act=act
        )
        return moved.account_id
    giver = _giver(place, member, placing.amount_rp, today)
    account = SavingsAccount.objects.create(
        cooperative_id=place.id,
        member_id=member.id,
        kind=product.kind.value,
        product_id=product.product_id,
        serial=serial,
        opened_on=today,
        balance_rp=0,
    )
    shift(
        place=place,
        member_id=member.id,
        giver=giver,
        taker=Side(account_id=account.id, kind=product.kind, unit_id=product.unit_id),
        amount_rp=placing.amount_rp,
        on=today,
        memo=MEMO_IN,
        today=today,
        actor=actor,
        request_id=request_id,
        now=now,
        act=act,
    )
    return account.id


def _giver(place: Cooperative, member: Member, amount_rp: int, today: date) -> Side:
    """Give the member's simpanan sukarela, where so much of it is free."""
    rows = free_of(cooperative_id=place.id, member_id=member.id, on=today).values()
    free = next((row for row in rows if row.kind is SavingsKind.SUKARELA), None)
    if free is None or free.free_rp < amount_rp:
        raise DepositRefusedError(wrong="short", free_rp=free.free_rp if free else 0)
    return Side(account_id=free.account_id, kind=free.kind, unit_id=free.unit_id)


def _moved_back(
    place: Cooperative,
    member: Member,
    account: SavingsAccount,
    why: str,
    today: date,
    actor: Actor,
    request_id: UUID,
    now: datetime,
    act: Act,
) -> None:
    moved = SavingsMovement.objects.get(cooperative_id=place.id, account_id=account.id, no=1)
    other = SavingsMovement.objects.filter(cooperative_id=place.id, entry_id=moved.entry_id)
    giver = other.exclude(account_id=account.id).values_list("account_id", flat=True).first()
    if giver is None:
        take_back(
            place=place,
            member_id=member.id,
            movement_id=moved.id,
            reason=why,
            today=today,
            actor=actor,
            request_id=request_id,
            now=now,
            act=act,
        )
        return
    shift(
        place=place,
        member_id=member.id,
        giver=side_of(account),
        taker=side_of(open_account_of(place=place, member=member, account_id=giver)),
        amount_rp=account.balance_rp,
        on=today,
        memo=MEMO_BACK,
        today=today,
        actor=actor,
        request_id=request_id,
        now=now,
        act=act,
    )


def savings_account(*, place_id: int, member_id: UUID, on: date) -> UUID:
    """Give the member's simpanan sukarela, opened where it is not there. Step.

    Raises:
        DepositRefusedError: ``savings``: it was closed.
    """
    id_ = standard_account(cooperative_id=place_id, member_id=member_id, kind=SavingsKind.SUKARELA, on=on)
    if not SavingsAccount.objects.filter(cooperative_id=place_id, id=id_, closed_on__isnull=True).exists():
        raise DepositRefusedError(wrong="savings")
    return id_


def _next_certificate(place_id: int, year: int) -> int:
    """Give the next number of the year: the books are locked by now, so that none is left out or given twice."""
    rows = TermPeriod.objects.filter(cooperative_id=place_id, year=year)
    return (rows.aggregate(last=Max("certificate_no"))["last"] or 0) + 1
