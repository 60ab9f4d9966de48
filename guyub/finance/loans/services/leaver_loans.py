"""Loans of a member who leaves or has died: held while the leaving is settled, and paid off with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.finance.loans.domain.events import Kind
from guyub.finance.loans.domain.lifecycle import OWING, Way
from guyub.finance.loans.models import Loan
from guyub.finance.loans.services.booking import FromCash
from guyub.finance.loans.services.finding import locked_loan
from guyub.finance.loans.services.serving import Happening, ServingRefusedError, serve

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from guyub.books.ledger.services.posting import Posted
    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative


def hold_loans_of(*, cooperative_id: int, member_id: UUID) -> None:
    """Hold the loans that a member owes until the transaction ends, before the member is held. Step."""
    rows = Loan.objects.select_for_update().filter(
        cooperative_id=cooperative_id, member_id=member_id, state__in=[one.value for one in OWING]
    )
    list(rows.order_by("id").values_list("id"))


def pay_off_with_savings(
    *,
    place: Cooperative,
    loan_id: UUID,
    amount_rp: int,
    cash_place_id: UUID,
    who: str,
    note: str,
    today: date,
    actor: Actor,
    request_id: UUID,
    now: datetime,
    part: int,
) -> Posted:
    """Pay a loan off at the cash place at which the savings of who leaves go out. Step; ``hold_loans_of`` came before.

    Args:
        place: Whose books.
        loan_id: Which loan.
        amount_rp: Whole rupiah: what settles it today.
        cash_place_id: Where; the savings leave it in the same transaction.
        who: Who pays, on the voucher.
        note: The number of the case.
        today: The business date.
        actor: The treasurer; not the borrower.
        request_id: Of the use-case.
        now: The moment, aware.
        part: The first of the use-case's entries that this may post; it posts one or two.

    Raises:
        ServingRefusedError: ``gone own state``.
        EventRefusedError: ``payoff``: another amount settles it; the books refuse it.
        EntryRefusedError: The books refuse it.
    """
    history = locked_loan(
        cooperative_id=place.id, loan_id=loan_id, person_id=actor.person_id, refusal=ServingRefusedError
    )
    happening = Happening(
        kind=Kind.PAYOFF,
        way=Way.SIMPANAN,
        on=today,
        amount_rp=amount_rp,
        note=note,
        money=FromCash(cash_place_id=cash_place_id, who=who),
    )
    served = serve(
        place=place,
        history=history,
        happening=happening,
        today=today,
        actor=actor,
        request_id=request_id,
        now=now,
        part=part,
    )
    assert served.posted is not None  # noqa: S101  money came
    return served.posted
