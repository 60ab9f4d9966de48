"""A payment of a borrower who names an amount alone: shared out over the loans by what is due first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.books.ledger.services.posting import Act
from guyub.finance.loans.domain.events import Kind
from guyub.finance.loans.domain.lifecycle import OWING, Way
from guyub.finance.loans.domain.sharing_out import Owed, shared_out
from guyub.finance.loans.models import Loan, LoanLine
from guyub.finance.loans.selectors.histories import history_inquiry
from guyub.finance.loans.services.booking import FromCash
from guyub.finance.loans.services.serving import Happening, ServingRefusedError, serve
from guyub.foundation.kernel.selectors.together import asked

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from guyub.finance.loans.selectors.histories import History
    from guyub.finance.loans.services.serving import Served
    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative

ENTRIES = 2  # that one payment may post


def receive_instalments(
    *,
    place: Cooperative,
    actor: Actor,
    member_id: UUID,
    amount_rp: int,
    cash_place_id: UUID,
    is_bank: bool,
    who: str,
    on: date,
    today: date,
    request_id: UUID,
    now: datetime,
    part: int = 0,
) -> list[Served]:
    """Take a payment on the running loans of a borrower, what is due first. Step: needs an open transaction.

    The loans are locked in the order of their ids before anything is read of them.

    Args:
        place: Whose books.
        actor: Who took it; not the borrower.
        member_id: The borrower.
        amount_rp: Whole rupiah above zero.
        cash_place_id: Where it lies; the caller answers for it.
        is_bank: That is a bank account.
        who: Who paid, on the vouchers alone.
        on: The day.
        today: The business date.
        request_id: Of the use-case, or of the till's event.
        now: The moment, aware.
        part: The first of the use-case's entries that this may post; each loan that gets a part posts one or two.

    Returns:
        What came of each loan that got a part, the first that was due first.

    Raises:
        ServingRefusedError: ``gone`` (no running loan of the member here), ``own late early``.
        loans EventRefusedError: ``overpaid``: more than is owed.
        EventRefusedError, EntryRefusedError: The books refuse it.
    """
    held = _locked(place.id, member_id)
    if any(one.borrower.person_id == actor.person_id for one in held.values()):
        raise ServingRefusedError(wrong="own")
    served = []
    shares = shared_out(amount_rp, _owed(place.id, held))
    for at, (loan_id, part_rp) in enumerate(shares.items()):
        history = held[loan_id]
        happening = Happening(
            kind=Kind.REPAYMENT,
            way=Way.TRANSFER if is_bank else Way.TUNAI,
            on=on,
            amount_rp=part_rp,
            money=FromCash(cash_place_id=cash_place_id, who=who),
        )
        served.append(
            serve(
                place=place,
                history=history,
                happening=happening,
                today=today,
                actor=actor,
                request_id=request_id,
                now=now,
                part=part + at * ENTRIES,
                act=Act("loans.payment.taken", {"number": history.loan.name}, now),
            )
        )
    return served


def _locked(cooperative_id: int, member_id: UUID) -> dict[UUID, History]:
    rows = Loan.objects.filter(
        cooperative_id=cooperative_id, member_id=member_id, state__in=[state.value for state in OWING]
    )
    found: dict[UUID, History] = {}
    for loan_id in rows.order_by("id").values_list("id", flat=True):
        (history,) = asked(history_inquiry(cooperative_id=cooperative_id, loan_id=loan_id, is_locking=True))
        if history is not None and history.state_now in OWING:
            found[loan_id] = history
    if not found:
        raise ServingRefusedError(wrong="gone")
    return found


def _owed(cooperative_id: int, held: dict[UUID, History]) -> list[Owed]:
    rows = LoanLine.objects.filter(cooperative_id=cooperative_id, loan_id__in=held)
    owed = [
        Owed(
            line.due_on,
            line.loan_id,
            line.principal_rp + line.interest_rp + line.fee_rp + line.penalty_rp
            - line.principal_settled_rp - line.interest_settled_rp - line.fee_settled_rp
            - line.penalty_settled_rp,
        )
        for line in rows
    ]  # fmt: skip
    missing = [one for one in owed if one.left_rp > 0]
    if not missing:
        raise ServingRefusedError(wrong="gone")
    return missing
