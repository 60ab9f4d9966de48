"""Booking a loan: the entry of the money of a payment, and the lines of what else the books must follow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.books.ledger.domain.entries import EntryDraft, LineDraft
from guyub.books.ledger.services.posting import post_entry
from guyub.books.treasury.services.booking import EventTyped, book_event
from guyub.finance.loans.domain.accounts import (
    FEES,
    GROUP_FUND,
    INTEREST,
    PENALTIES,
    PRINCIPAL,
    PROVISION,
    PROVISION_COST,
    RECEIVABLE,
    RECOVERED,
)
from guyub.finance.loans.domain.lifecycle import LoanState
from guyub.finance.savings.domain.kinds import CONTROL, Cause, SavingsKind
from guyub.finance.savings.services.entering import Move, enter
from guyub.finance.savings.services.holds import release_hold

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from uuid import UUID

    from guyub.books.ledger.services.posting import Act, Posted
    from guyub.books.treasury.domain.events import CashSide
    from guyub.finance.loans.domain.outcomes import Parts
    from guyub.finance.loans.models import LoanEvent
    from guyub.finance.loans.selectors.histories import History
    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative

CONTEXT = "loans"
WITH_SAVINGS = "loans+savings"
SOURCE = "loans.event"
LONGEST_WHO = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class FromCash:
    """Money that comes to a cash place; ``side`` is what it is, where the caller asked for it in this transaction."""

    cash_place_id: UUID
    who: str
    side: CashSide | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FromSavings:
    """Money that comes from an account of savings, of the borrower or of who pays for the borrower.

    ``hold_id`` is what of the account was held for this, and is let go with it; then a person does it.
    """

    account_id: UUID
    kind: SavingsKind
    member_id: UUID
    unit_id: UUID | None = None
    hold_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FromFund:
    """Money that comes from the fund of the borrower's group, whose row the caller holds and moves."""

    unit_id: UUID | None = None


def book_payment(
    *,
    place: Cooperative,
    history: History,
    row: LoanEvent,
    money: FromCash | FromSavings | FromFund,
    own: Parts,
    receivable_rp: int,
    today: date,
    actor: Actor | None,
    request_id: UUID,
    now: datetime,
    part: int,
    act: Act | None,
) -> Posted:
    """Book the money of a payment: an event of the treasury, or one entry with the movement of the savings. Step.

    What the fund of a group pays is one entry without cash; who calls moves the fund.

    Args, as of ``serving.serve``, and:
        row: The payment.
        money: Where it comes from.
        own: How it is split.
        receivable_rp: What of its jasa stands in the books as receivable, whole rupiah.

    Raises:
        SavingsRefusedError: ``short``: the account holds less.
        EventRefusedError, EntryRefusedError: The books refuse it.
    """
    loan = history.loan
    note = " ".join(f"{loan.name} {row.note}".split())
    if isinstance(money, FromSavings):
        return _from_savings(
            place, history, row, money, own, receivable_rp, note, today, actor, request_id, now, part, act
        )
    if isinstance(money, FromFund):
        return _from_fund(
            place, history, row, money, own, receivable_rp, note, today, actor, request_id, part, act
        )
    is_written_off = LoanState(loan.state) is LoanState.HAPUS_BUKU
    typed = EventTyped(
        kind="pinjaman.pulih" if is_written_off else "pinjaman.angsuran",
        happened_on=row.on,
        amounts={"jumlah": own.total_rp} if is_written_off else _amounts(own, receivable_rp),
        cash_place_id=money.cash_place_id,
        who=money.who[:LONGEST_WHO],
        unit_id=history.product.unit_id,
        note=note,
        member_id=loan.member_id,
        source_kind=SOURCE,
        source_id=row.id,
    )
    booked = book_event(
        place=place,
        typed=typed,
        today=today,
        actor=actor,
        request_id=request_id,
        now=now,
        part=part,
        act=act,
        context=CONTEXT,
        cash=money.side,
    )
    return booked.posted


def _from_savings(
    place: Cooperative,
    history: History,
    row: LoanEvent,
    money: FromSavings,
    own: Parts,
    receivable_rp: int,
    note: str,
    today: date,
    actor: Actor | None,
    request_id: UUID,
    now: datetime,
    part: int,
    act: Act | None,
) -> Posted:
    taken = LineDraft(CONTROL[money.kind], own.total_rp, unit_id=money.unit_id, member_id=money.member_id)
    draft = EntryDraft(
        occurred_on=row.on,
        memo=f"Angsuran pinjaman dari simpanan. {note}",
        lines=[taken, *payment_lines(history=history, own=own, receivable_rp=receivable_rp)],
        request_id=request_id,
        part=part,
        source_kind=SOURCE,
        source_id=row.id,
    )
    posted = post_entry(place=place, context=WITH_SAVINGS, draft=draft, today=today, actor=actor, act=act)
    if money.hold_id is not None:
        assert actor is not None  # noqa: S101  the caller saw to it
        # Not before the entry: it locks the journal, as everybody does before an account.
        release_hold(cooperative_id=place.id, hold_id=money.hold_id, person_id=actor.person_id, on=today)
    move = Move(
        account_id=money.account_id, amount_rp=-own.total_rp, cause=Cause.PINDAH, on=row.on, note=note
    )
    enter(cooperative_id=place.id, moves=[move], entry_id=posted.entry_id, actor=actor, now=now)
    return posted


def _from_fund(
    place: Cooperative,
    history: History,
    row: LoanEvent,
    money: FromFund,
    own: Parts,
    receivable_rp: int,
    note: str,
    today: date,
    actor: Actor | None,
    request_id: UUID,
    part: int,
    act: Act | None,
) -> Posted:
    lines = payment_lines(history=history, own=own, receivable_rp=receivable_rp)
    draft = EntryDraft(
        occurred_on=row.on,
        memo=f"Talangan dana kelompok. {note}",
        lines=[LineDraft(GROUP_FUND, own.total_rp, unit_id=money.unit_id), *lines],
        request_id=request_id,
        part=part,
        source_kind=SOURCE,
        source_id=row.id,
    )
    return post_entry(place=place, context=CONTEXT, draft=draft, today=today, actor=actor, act=act)


def _amounts(own: Parts, receivable_rp: int) -> dict[str, int]:
    return {
        "angsuran_pokok": own.principal_rp,
        "piutang_jasa": receivable_rp,
        "jasa": own.interest_rp - receivable_rp,
        "provisi": own.fee_rp,
        "denda": own.penalty_rp,
    }


def payment_lines(*, history: History, own: Parts, receivable_rp: int) -> list[LineDraft]:
    """Give the lines that a payment credits; of a loan that was written off its recovery alone."""
    amounts = {
        PRINCIPAL: -own.principal_rp,
        RECEIVABLE: -receivable_rp,
        INTEREST: receivable_rp - own.interest_rp,
        FEES: -own.fee_rp,
        PENALTIES: -own.penalty_rp,
    }
    if LoanState(history.loan.state) is LoanState.HAPUS_BUKU:
        amounts = {RECOVERED: -own.total_rp}
    return lines_of(history, amounts)


def adjusting_lines(
    *, history: History, moved: Parts, jasa_rp: int, provision_rp: int, is_over: bool
) -> Sequence[LineDraft]:
    """Give the lines of what moved between payments and, of a loan that is over, of what the books still hold of it.

    Args:
        history: The loan.
        moved: By how much other payments count otherwise than they were booked.
        jasa_rp: What of its jasa stands as receivable, whole rupiah.
        provision_rp: What is set aside for it.
        is_over: It is settled with this.
    """
    amounts = {
        PRINCIPAL: -moved.principal_rp,
        INTEREST: -moved.interest_rp,
        FEES: -moved.fee_rp,
        PENALTIES: -moved.penalty_rp,
    }
    if is_over:
        amounts[INTEREST] += jasa_rp
        amounts |= {RECEIVABLE: -jasa_rp, PROVISION: provision_rp, PROVISION_COST: -provision_rp}
    return lines_of(history, amounts)


def lines_of(history: History, amounts: dict[str, int]) -> list[LineDraft]:
    """Give lines on accounts of the loan's unit and member; those of nothing are left out."""
    unit_id, member_id = history.product.unit_id, history.loan.member_id
    return [
        LineDraft(account, rp, unit_id=unit_id, member_id=member_id) for account, rp in amounts.items() if rp
    ]
