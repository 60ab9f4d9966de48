"""Paying an agreed loan out: the entry, the first look of its instalments, and the loan that runs from now on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar

from guyub.books.ledger.domain.entries import EntryDraft, LineDraft
from guyub.books.ledger.services.posting import post_entry
from guyub.books.treasury.domain.places import CashKind
from guyub.books.treasury.services.booking import EventTyped, book_event
from guyub.finance.loans.domain.accounts import FEES, PREMIUMS, PRINCIPAL
from guyub.finance.loans.domain.contracts import written
from guyub.finance.loans.domain.lifecycle import LoanState, Way
from guyub.finance.loans.domain.schedules import schedule_of
from guyub.finance.loans.domain.states import state_of
from guyub.finance.loans.domain.terms import FeeWhen
from guyub.finance.loans.models import Loan
from guyub.finance.loans.services.booking import CONTEXT, LONGEST_WHO, WITH_SAVINGS
from guyub.finance.loans.services.lines import writing_lines
from guyub.finance.loans.services.premiums import keep_premium
from guyub.finance.savings.domain.kinds import CONTROL, Cause
from guyub.finance.savings.selectors.free import free_of
from guyub.finance.savings.services.entering import Move, enter
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.services.outbox import write_news
from guyub.foundation.kernel.tenancy.postgresql.calls import prepared

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from guyub.books.ledger.services.posting import Act, Posted
    from guyub.books.treasury.selectors.tills import Till
    from guyub.finance.loans.domain.contracts import Contract
    from guyub.finance.loans.selectors.histories import History
    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative

NEWS = "loans.loan_changed"
SOURCE = "loans.loan"
LONGEST_GOODS = 80


class DisbursementRefusedError(DomainError):
    """A loan is not paid out, or its paying out not taken back; ``wrong`` says why.

    ``gone`` (no such loan here), ``paid`` (paid out already), ``state`` (cancelled), ``member`` (the borrower is no
    member any more), ``own`` (nobody pays out the own loan), ``gate`` (the unit may not lend; fact ``why``), ``early``
    (before it was agreed), ``late`` (after today), ``first_due``, ``way`` (no place of money and no account, or both),
    ``account`` (not the member's, or not one that takes money any day), ``goods`` (what is bought, and from whom, is
    not said), ``served`` (something happened to the loan since, or its premium was paid on; take that back first),
    ``day`` (another day's), ``guarantor``, ``collateral`` (the product asks for one above an amount; fact
    ``above_rp``), ``terms`` (the product does not allow it any more; fact ``what``), ``group`` (the borrower sits no
    more in the group that answers for it).
    """

    code: ClassVar[str] = "loans.disbursement.refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class PaidOutTo:
    """Where the money goes: a cash place gives it to the member or to a seller, or an account of savings takes it.

    Args:
        cash_place_id: The drawer of the own shift; safe or bank for who keeps the treasury.
        account_id: The member's account of savings, instead.
        seller: Who sells the goods, where the money goes there; with a cash place.
        goods: What is bought.
    """

    cash_place_id: UUID | None = None
    account_id: UUID | None = None
    seller: str = ""
    goods: str = ""


@dataclass(frozen=True, slots=True)
class PayingOut:
    """One loan that is paid out now; whoever calls has locked it and judged what was told. Step."""

    place: Cooperative
    history: History
    contract: Contract
    to: PaidOutTo
    till: Till
    on: date
    today: date
    actor: Actor
    request_id: UUID
    now: datetime
    act: Act

    def done(self) -> dict[str, Any]:
        """Book it, and let the loan run."""
        loan, schedule = self.history.loan, schedule_of(self.contract.terms)
        premium_rp = self._premium_rp(schedule.fee)
        amounts = {
            "pokok": loan.principal_rp,
            "provisi": schedule.fee - premium_rp,
            "premi": premium_rp,
        }
        event_id = None
        if self.to.cash_place_id is not None:
            posted, event_id = self._in_money(self.to.cash_place_id, amounts)
        else:
            posted = self._to_savings(amounts, schedule.net)
        state = state_of(self.contract.terms, self.contract.servicing, [], self.on)
        Loan.objects.filter(cooperative_id=self.place.id, id=loan.id).update(
            state=LoanState.BERJALAN.value,
            contract=written(self.contract),
            disbursed_on=self.on,
            way=self._way.value,
            entry_id=posted.entry_id,
            left_rp=loan.principal_rp,
            ends_on=state.lines[-1].due_on,
        )
        prepared(*writing_lines(cooperative_id=self.place.id, loan_id=loan.id, lines=state.lines))
        keep_premium(cooperative_id=self.place.id, loan_id=loan.id, amount_rp=premium_rp, on=self.on)
        write_news(cooperative_id=self.place.id, topic=NEWS, payload={"loan": str(loan.id)}, now=self.now)
        event = str(event_id) if event_id else ""
        return {"voucher": posted.name, "net_rp": schedule.net, "event": event}

    @property
    def _way(self) -> Way:
        if self.to.account_id is not None:
            return Way.SIMPANAN
        side = self.till.side
        return Way.TRANSFER if side and side.kind is CashKind.BANK else Way.TUNAI

    def _premium_rp(self, fee_rp: int) -> int:
        """What of the fees at the payment out belongs to an insurer: those of that name, counted alone."""
        terms = self.contract.terms
        others = [
            fee
            for fee in terms.fees
            if fee.when is FeeWhen.DISBURSEMENT and fee.name not in self.contract.premiums
        ]
        return fee_rp - schedule_of(replace(terms, fees=tuple(others))).fee

    def _in_money(self, cash_place_id: UUID, amounts: dict[str, int]) -> tuple[Posted, UUID]:
        who = self.to.seller or self.history.borrower.name
        goods = " ".join(self.to.goods.split())[:LONGEST_GOODS]
        booked = book_event(
            place=self.place,
            typed=EventTyped(
                kind="pinjaman.cair",
                happened_on=self.on,
                amounts=amounts,
                cash_place_id=cash_place_id,
                who=who[:LONGEST_WHO],
                unit_id=self.history.product.unit_id,
                note=f"{self.history.loan.name} {goods}".strip(),
                member_id=self.history.loan.member_id,
                source_kind=SOURCE,
                source_id=self.history.loan.id,
            ),
            today=self.today,
            actor=self.actor,
            request_id=self.request_id,
            now=self.now,
            act=self.act,
            context=CONTEXT,
            cash=self.till.side,
        )
        return booked.posted, booked.event_id

    def _to_savings(self, amounts: dict[str, int], net_rp: int) -> Posted:
        free = free_of(cooperative_id=self.place.id, member_id=self.history.loan.member_id, on=self.on)
        account_id = self.to.account_id
        if account_id is None or account_id not in free:
            raise DisbursementRefusedError(wrong="account")
        account, unit_id, name = free[account_id], self.history.product.unit_id, self.history.loan.name
        lines = [
            LineDraft(PRINCIPAL, amounts["pokok"], unit_id=unit_id, member_id=self.history.loan.member_id),
            LineDraft(FEES, -amounts["provisi"], unit_id=unit_id, member_id=self.history.loan.member_id),
            LineDraft(PREMIUMS, -amounts["premi"], unit_id=unit_id, member_id=self.history.loan.member_id),
            LineDraft(
                CONTROL[account.kind], -net_rp, unit_id=account.unit_id, member_id=self.history.loan.member_id
            ),
        ]
        draft = EntryDraft(
            occurred_on=self.on,
            memo=f"Pencairan pinjaman {name} ke simpanan",
            lines=[line for line in lines if line.amount_rp],
            request_id=self.request_id,
            source_kind=SOURCE,
            source_id=self.history.loan.id,
        )
        posted = post_entry(
            place=self.place,
            context=WITH_SAVINGS,
            draft=draft,
            today=self.today,
            actor=self.actor,
            act=self.act,
        )
        move = Move(
            account_id=account_id, amount_rp=net_rp, cause=Cause.PINDAH, on=self.on, note=f"Pinjaman {name}"
        )
        enter(
            cooperative_id=self.place.id,
            moves=[move],
            entry_id=posted.entry_id,
            actor=self.actor,
            now=self.now,
        )
        return posted
