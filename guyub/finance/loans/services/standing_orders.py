"""Standing orders: instalments taken from an account that the borrower named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID, uuid5

from guyub.books.ledger.services.posting import Act
from guyub.finance.loans.domain.events import Kind
from guyub.finance.loans.domain.lifecycle import LoanState, Way
from guyub.finance.loans.domain.standing_orders import taken_of
from guyub.finance.loans.models import LoanLine, LoanOrder
from guyub.finance.loans.selectors.histories import history_inquiry
from guyub.finance.loans.services.booking import FromSavings
from guyub.finance.loans.services.serving import Happening, serve
from guyub.finance.savings.selectors.free import free_of
from guyub.foundation.identity.domain.roles import Action, Role
from guyub.foundation.identity.services.acting import act_once
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.formats import day
from guyub.foundation.kernel.models import Cooperative, CooperativeKind
from guyub.foundation.kernel.selectors.together import asked
from guyub.foundation.kernel.services.requests import run_once
from guyub.foundation.kernel.tenancy.scope import scope

if TYPE_CHECKING:
    from datetime import date, datetime

    from guyub.foundation.identity.domain.roles import Actor

SPACE = UUID("5a6f8d0e-2f57-5c58-9d0b-94d6f3e5f0c1")  # of requests that the calendar makes


class OrderRefusedError(DomainError):
    """A standing order is not set; ``wrong`` says why.

    ``gone`` (no such loan here), ``own`` (an officer for oneself at the counter, or a member for another), ``state``
    (the loan is not running), ``account`` (not the borrower's, or not one that gives money any day).
    """

    code: ClassVar[str] = "loans.order.refused"


def set_loan_order(
    *,
    actor: Actor,
    place: Cooperative,
    loan_id: UUID,
    account_id: UUID | None,
    today: date,
    request_id: UUID,
    now: datetime,
) -> None:
    """Let instalments be taken from an account when they are due, or no longer. Use-case of borrower or counter.

    Args:
        actor: The borrower for the own loan, or who serves loans for another's.
        place: The own cooperative.
        loan_id: Of which loan.
        account_id: An account of the borrower that gives money any day; None: no longer.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        OrderRefusedError: ``gone own state account``.
    """

    def work() -> None:
        (history,) = asked(history_inquiry(cooperative_id=place.id, loan_id=loan_id, is_locking=True))
        if history is None:
            raise OrderRefusedError(wrong="gone")
        is_own = history.borrower.person_id == actor.person_id
        if is_own != (actor.role is Role.ANGGOTA):
            raise OrderRefusedError(wrong="own")
        if history.state_now is not LoanState.BERJALAN:
            raise OrderRefusedError(wrong="state")
        mine = LoanOrder.objects.filter(cooperative_id=place.id, loan_id=loan_id, until__isnull=True)
        mine.update(until=today)
        if account_id is not None:
            member_id = history.loan.member_id
            if account_id not in free_of(cooperative_id=place.id, member_id=member_id, on=today):
                raise OrderRefusedError(wrong="account")
            LoanOrder.objects.create(
                cooperative_id=place.id,
                loan_id=loan_id,
                account_id=account_id,
                since=today,
                set_by_id=actor.person_id,
            )
        act = "loans.standing_order.set" if account_id else "loans.standing_order.ended"
        record(cooperative_id=place.id, actor=actor, act=act, facts={"number": history.loan.name}, now=now)

    act_once(
        actor=actor,
        action=Action.OWN_MEMBERSHIP if actor.role is Role.ANGGOTA else Action.TAKE_LOANS,
        request_id=request_id,
        use_case="loans.set_loan_order",
        facts={"loan": loan_id, "account": account_id},
        now=now,
        work=work,
    )


def follow_loan_order(
    *, place: Cooperative, loan_id: UUID, today: date, request_id: UUID, now: datetime
) -> int:
    """Take what is due on a loan from the account that its borrower named. Use-case of the daily job.

    Returns:
        What was taken, whole rupiah; 0 where nothing is due, or savings do not reach the oldest instalment.

    Raises:
        EntryRefusedError: The books refuse it.
    """

    def work() -> int:
        (history,) = asked(history_inquiry(cooperative_id=place.id, loan_id=loan_id, is_locking=True))
        orders = LoanOrder.objects.filter(cooperative_id=place.id, loan_id=loan_id, until__isnull=True)
        order = orders.first()
        if history is None or order is None or history.state_now is not LoanState.BERJALAN:
            return 0
        member_id = history.loan.member_id
        free = free_of(cooperative_id=place.id, member_id=member_id, on=today).get(order.account_id)
        taken = taken_of(history.state_on(today).lines, free_rp=free.free_rp if free else 0, today=today)
        lacks = taken.missing_on
        said = f"isi rekening kurang untuk angsuran {day(lacks)}" if lacks else ""
        orders.update(last_try_on=today, last_said=said)
        if not taken.amount_rp or free is None:
            return 0
        money = FromSavings(
            account_id=free.account_id, kind=free.kind, member_id=member_id, unit_id=free.unit_id
        )
        serve(
            place=place,
            history=history,
            happening=Happening(
                kind=Kind.REPAYMENT, way=Way.SIMPANAN, on=today, amount_rp=taken.amount_rp, money=money
            ),
            today=today,
            actor=None,
            request_id=request_id,
            now=now,
            act=Act("loans.payment.shifted", {"number": history.loan.name}, now),
        )
        return taken.amount_rp

    with scope(place.id, durable=True):
        done: int = run_once(
            cooperative_id=place.id,
            request_id=request_id,
            use_case="loans.follow_loan_order",
            facts={"loan": loan_id, "on": today},
            now=now,
            work=work,
        )
    return done


def follow_loan_orders(*, now: datetime) -> int:
    """Take what is due from the accounts that borrowers named, of every cooperative. For a job.

    Returns:
        For how many loans something was taken now; who was tried today is tried again tomorrow.
    """
    paid = 0
    for place in Cooperative.objects.filter(kind=CooperativeKind.KOPERASI).order_by("id"):
        today = business_date(now, Zone(place.zone))
        for loan_id in _due(place.id, today):
            request_id = uuid5(SPACE, f"order/{place.id}/{loan_id}/{today}")
            told: dict[str, Any] = {"place": place, "loan_id": loan_id, "today": today}
            try:
                paid += bool(follow_loan_order(**told, request_id=request_id, now=now))
            except DomainError:
                continue  # the books refuse it today; it is tried again tomorrow
    return paid


def _due(cooperative_id: int, today: date) -> list[UUID]:
    """Give the loans with an order of which something is due, and that were not tried today."""
    with scope(cooperative_id):
        due = LoanLine.objects.filter(cooperative_id=cooperative_id, is_open=True, due_on__lte=today)
        rows = LoanOrder.objects.filter(
            cooperative_id=cooperative_id, until__isnull=True, loan_id__in=due.values("loan_id")
        )
        rows = rows.exclude(last_try_on=today)
        return list(rows.order_by("loan_id").values_list("loan_id", flat=True))
