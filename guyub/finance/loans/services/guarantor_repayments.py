"""A borrower gives back what a guarantor's savings paid: at the counter, into those savings; and taking that back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.books.ledger.services.posting import Act
from guyub.books.treasury.selectors.tills import till_inquiry
from guyub.community.members.services.register import locked_member
from guyub.finance.loans.domain.securities import SecurityRefusedError, checked_reason
from guyub.finance.loans.models import Guarantee, GuarantorRepayment
from guyub.finance.loans.selectors.guarantor_repayments import owed_to_guarantor
from guyub.finance.loans.services.acting import once
from guyub.finance.loans.services.guarantees import secured
from guyub.finance.loans.services.paying import money_of_account
from guyub.finance.savings.domain.kinds import SavingsKind
from guyub.finance.savings.services.moving import MoveTyped, SavingsRefusedError, pay_in
from guyub.finance.savings.services.shifting import Side, shift
from guyub.finance.savings.services.taking_back import take_back_whole
from guyub.finance.savings.services.till import judge_till
from guyub.foundation.identity.domain.roles import Action, can
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.formats import rupiah
from guyub.foundation.kernel.selectors.together import asked

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from guyub.finance.loans.selectors.histories import History
    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative

LONGEST_WHO, LONGEST_REASON = 80, 60


def repay_guarantor(
    *,
    actor: Actor,
    place: Cooperative,
    guarantee_id: UUID,
    amount_rp: int,
    cash_place_id: UUID | None,
    account_id: UUID | None,
    today: date,
    request_id: UUID,
    now: datetime,
) -> int:
    """Let a borrower give a guarantor back what the guarantor's savings paid, in cash or from savings. Use-case.

    It goes into the savings that had paid, so that both have a voucher; the loan itself, which may be over by now,
    does not move.

    Args:
        actor: Who takes loans' money; neither the borrower nor the guarantor.
        place: The own cooperative.
        guarantee_id: Whose surety.
        amount_rp: Whole rupiah, at most what the borrower owes the guarantor.
        cash_place_id: The drawer of the own shift, where cash or the bank brings it.
        account_id: From which savings of the borrower, where these give it.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Returns:
        What the borrower still owes the guarantor, whole rupiah.

    Raises:
        SecurityRefusedError: ``gone own amount over``.
        ServingRefusedError: ``account short``: of the borrower's savings.
        SavingsRefusedError: ``closed``: the guarantor's savings were.
        TillRefusedError, ShiftRefusedError: The place is not the actor's.
        EventRefusedError, EntryRefusedError: The books refuse it.

    Source: docs/algorithms/loan_books.md.
    """

    def work() -> int:
        row, history = _held(place, guarantee_id, actor)
        open_rp = owed_to_guarantor(cooperative_id=place.id, guarantee_id=row.id)
        if amount_rp <= 0:
            raise SecurityRefusedError(wrong="amount")
        if amount_rp > open_rp:
            raise SecurityRefusedError(wrong="over", open_rp=open_rp)
        facts = {"number": history.loan.name, "amount": rupiah(amount_rp)}
        act = Act("loans.guarantor.repaid", facts, now)
        told = (amount_rp, today, actor, request_id, now, act)
        if account_id:
            movement_id = _from_savings(place, row, history, account_id, *told)
        else:
            movement_id = _in_cash(place, row, history, cash_place_id, *told)
        GuarantorRepayment.objects.create(
            cooperative_id=place.id,
            guarantee=row,
            movement_id=movement_id,
            amount_rp=amount_rp,
            on=today,
            person_id=actor.person_id,
            recorded_at=now,
        )
        return open_rp - amount_rp

    facts = {"guarantee": guarantee_id, "amount_rp": amount_rp, "from": [cash_place_id, account_id]}
    told: int = once(actor, Action.TAKE_LOANS, "repay_guarantor", facts, request_id, now, work)
    return told


def take_repayment_back(
    *,
    actor: Actor,
    place: Cooperative,
    repayment_id: UUID,
    reason: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> None:
    """Take back what a guarantor got back: who took it on its day, later who keeps the loans. Use-case.

    Args, as of ``repay_guarantor``, and:
        repayment_id: Which.
        reason: Why; of it 60 letters stand in the journal.

    Raises:
        SecurityRefusedError: ``reason gone own past``.
        SavingsRefusedError: ``undone`` already, ``short``: the guarantor's savings hold less by now.
        EventRefusedError, EntryRefusedError: The books refuse it.
    """
    why = checked_reason(reason)

    def work() -> None:
        rows = GuarantorRepayment.objects.filter(cooperative_id=place.id, id=repayment_id)
        repaid = rows.first()
        if repaid is None:
            raise SecurityRefusedError(wrong="gone")
        _, history = _held(place, repaid.guarantee_id, actor)
        given_on = business_date(repaid.recorded_at, Zone(place.zone))
        is_own_of_today = given_on == today and repaid.person_id == actor.person_id
        if not is_own_of_today and not can(actor, Action.KEEP_LOANS, place.id):
            raise SecurityRefusedError(wrong="past")
        facts = {"number": history.loan.name, "amount": rupiah(repaid.amount_rp), "reason": why}
        take_back_whole(
            place=place,
            movement_id=repaid.movement_id,
            reason=why[:LONGEST_REASON],
            today=today,
            actor=actor,
            request_id=request_id,
            now=now,
            act=Act("loans.guarantor.repayment_taken_back", facts, now),
        )

    facts = {"repayment": repayment_id, "reason": why}
    once(actor, Action.TAKE_LOANS, "take_repayment_back", facts, request_id, now, work)


def _held(place: Cooperative, guarantee_id: UUID, actor: Actor) -> tuple[Guarantee, History]:
    """Lock the loan, then the guarantor; refuse both of them as actors."""
    rows = Guarantee.objects.filter(cooperative_id=place.id, id=guarantee_id)
    loan_id = rows.values_list("loan_id", flat=True).first()
    if loan_id is None:
        raise SecurityRefusedError(wrong="gone")
    history = secured(place, loan_id, actor, is_over=True)
    row = rows.select_related("account__product").get()
    member = locked_member(cooperative_id=place.id, member_id=row.member_id)
    if member.person_id == actor.person_id:
        raise SecurityRefusedError(wrong="own")
    return row, history


def _note(history: History) -> str:
    return f"Pengganti penjamin pinjaman {history.loan.name}"


def _in_cash(
    place: Cooperative,
    row: Guarantee,
    history: History,
    cash_place_id: UUID | None,
    amount_rp: int,
    today: date,
    actor: Actor,
    request_id: UUID,
    now: datetime,
    act: Act,
) -> UUID:
    (till,) = asked(
        till_inquiry(cooperative_id=place.id, cash_place_id=cash_place_id, person_id=actor.person_id)
    )
    judge_till(actor=actor, place=place, till=till)
    assert cash_place_id is not None  # noqa: S101  judge_till refused none
    assert row.account is not None  # noqa: S101  what is owed was paid from it
    typed = MoveTyped(
        member_id=row.member_id,
        kind=SavingsKind(row.account.kind),
        product_id=row.account.product_id,
        serial=row.account.serial,
        unit_id=row.account.product.unit_id,
        amount_rp=amount_rp,
        cash_place_id=cash_place_id,
        on=today,
        who=history.borrower.name[:LONGEST_WHO],
        note=_note(history),
        cash=till.side,
    )
    moved = pay_in(
        place=place, typed=typed, today=today, actor=actor, request_id=request_id, now=now, act=act
    )
    return moved.movement_id


def _from_savings(
    place: Cooperative,
    row: Guarantee,
    history: History,
    account_id: UUID,
    amount_rp: int,
    today: date,
    actor: Actor,
    request_id: UUID,
    now: datetime,
    act: Act,
) -> UUID:
    assert row.account is not None  # noqa: S101  what is owed was paid from it
    if row.account.closed_on is not None:
        raise SavingsRefusedError(wrong="closed")
    borrower_id = history.loan.member_id
    money = money_of_account(
        cooperative_id=place.id, member_id=borrower_id, account_id=account_id, amount_rp=amount_rp, on=today
    )
    _, _, taken = shift(
        place=place,
        member_id=borrower_id,
        giver=Side(account_id=account_id, kind=money.kind, unit_id=money.unit_id),
        taker=Side(
            account_id=row.account.id,
            kind=SavingsKind(row.account.kind),
            unit_id=row.account.product.unit_id,
            member_id=row.member_id,
        ),
        amount_rp=amount_rp,
        on=today,
        memo=_note(history),
        today=today,
        actor=actor,
        request_id=request_id,
        now=now,
        act=act,
    )
    return taken.movement_id
