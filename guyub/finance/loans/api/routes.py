"""What programs read of loans, and bring: payments. Of the own cooperative alone."""

from __future__ import annotations

from datetime import date  # noqa: TC003  ninja reads the annotations
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID  # noqa: TC003  as above

from ninja import Router, Schema, Status
from ninja.errors import HttpError
from pydantic import Field

from guyub.community.cooperatives.api.doors import (
    MISSING,
    Code,
    RequestId,
    place_reached,
    today_in,
)
from guyub.community.members.selectors.members import one_member
from guyub.finance.loans.domain.lifecycle import OWING
from guyub.finance.loans.domain.servicing import Component
from guyub.finance.loans.selectors.histories import history_of
from guyub.finance.loans.selectors.loans import loan_row, loans_of
from guyub.finance.loans.services.paying import pay
from guyub.foundation.identity.api.keys import Key, actor_of_key
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.tenancy.scope import scope

if TYPE_CHECKING:
    from django.http import HttpRequest

    from guyub.finance.loans.domain.lines import Line
    from guyub.finance.loans.selectors.loans import LoanRow
    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative

router = Router(tags=["loans"])
Rupiah = Annotated[int, Field(ge=1, le=999_999_999_999)]


class LoanSeen(Schema):
    """One loan; whole rupiah, rates a year in millionths."""

    loan_id: UUID
    number: str
    product: str
    purpose: str
    state: str
    agreed_on: date
    disbursed_on: date | None
    ends_on: date | None
    ended_on: date | None
    principal_rp: int
    left_rp: int
    rate_ppm: int
    effective_ppm: int
    instalments: int
    kolektibilitas: str
    overdue_since: date | None
    overdue_rp: int


class InstalmentSeen(Schema):
    """One instalment: what is due, and what of it is open; whole rupiah."""

    no: int
    due_on: date
    principal_rp: int
    interest_rp: int
    fee_rp: int
    penalty_rp: int
    open_rp: int


class QuoteSeen(Schema):
    """What settles the loan today; whole rupiah."""

    principal_rp: int
    interest_rp: int
    fee_rp: int
    penalty_rp: int
    total_rp: int


class LoanWhole(LoanSeen):
    """One loan with its instalments, and what settles it today; None where nothing is owed."""

    lines: list[InstalmentSeen]
    payoff: QuoteSeen | None


class Loans(Schema):
    """The loans of a member, the newest first."""

    loans: list[LoanSeen]


class NewPayment(Schema):
    """A payment that the house took: at which cash place; ``is_payoff``: exactly what settles the loan on the day."""

    amount_rp: Rupiah
    cash_place_id: UUID
    on: date
    is_payoff: bool = False


class Taken(Schema):
    """What was booked: the event, the number of its voucher, what is left of the principal, and how it was split."""

    event_id: UUID
    voucher: str
    left_rp: int
    is_settled: bool
    said: str


@router.get(
    "/cooperatives/{code}/members/{member_id}/loans",
    response={200: Loans, **MISSING},
    auth=Key("loans:read"),
    operation_id="loans",
)
def loans(request: HttpRequest, code: Code, member_id: UUID) -> Any:
    """Give a member's loans, ended ones too."""
    place, _ = _own(request, code, Action.VIEW_LOANS)
    with scope(place.id):
        if one_member(cooperative_id=place.id, member_id=member_id) is None:
            raise HttpError(404, "Anggota ini tidak ada di koperasi ini.")
        return {"loans": [_seen(row) for row in loans_of(cooperative_id=place.id, member_id=member_id)]}


@router.get(
    "/cooperatives/{code}/loans/{loan_id}",
    response={200: LoanWhole, **MISSING},
    auth=Key("loans:read"),
    operation_id="loan",
)
def loan(request: HttpRequest, code: Code, loan_id: UUID) -> Any:
    """Give one loan with its instalments as they stand today, and what settles it."""
    place, _ = _own(request, code, Action.VIEW_LOANS)
    with scope(place.id):
        row = loan_row(cooperative_id=place.id, loan_id=loan_id)
        history = history_of(cooperative_id=place.id, loan_id=loan_id)
    if row is None or history is None:
        raise HttpError(404, "Pinjaman ini tidak ada di koperasi ini.")
    if row.disbursed_on is None:
        return _seen(row) | {"lines": [], "payoff": None}
    state = history.state_on(today_in(place))
    quote = state.payoff
    payoff = {
        "principal_rp": quote.principal,
        "interest_rp": quote.interest,
        "fee_rp": quote.fee,
        "penalty_rp": quote.penalty,
        "total_rp": quote.total,
    }
    lines = [_line(line) for line in state.lines]
    return _seen(row) | {"lines": lines, "payoff": payoff if row.state in OWING else None}


@router.post(
    "/cooperatives/{code}/loans/{loan_id}/payments",
    response={201: Taken, 409: Any, **MISSING},
    auth=Key("loans:write"),
    operation_id="payment_keep",
)
def payment_keep(
    request: HttpRequest, code: Code, loan_id: UUID, body: NewPayment, idempotency_key: RequestId
) -> Any:
    """Take a payment, in the name of whoever made the key and still serves loans.

    The ``Idempotency-Key`` is the request_id: the same key with the same facts answers again, with others 409.
    """
    place, actor = _own(request, code, Action.TAKE_LOANS)
    done = pay(
        actor=actor,
        place=place,
        loan_id=loan_id,
        **body.dict(),
        today=today_in(place),
        request_id=idempotency_key,
        now=utc_now(),
    )
    return Status(
        201,
        {
            "event_id": done.event_id,
            "voucher": done.voucher,
            "left_rp": done.left_rp,
            "is_settled": done.is_settled,
            "said": done.said,
        },
    )


def _seen(row: LoanRow) -> dict[str, Any]:
    names = (
        "loan_id product purpose agreed_on disbursed_on ends_on ended_on principal_rp left_rp rate_ppm effective_ppm"
        " instalments kolektibilitas overdue_since overdue_rp"
    )
    told = {name: getattr(row, name) for name in names.split()}
    return told | {"number": row.name, "state": row.state.value}


def _line(line: Line) -> dict[str, Any]:
    return {
        "no": line.no,
        "due_on": line.due_on,
        "principal_rp": line.due[Component.PRINCIPAL],
        "interest_rp": line.due[Component.INTEREST],
        "fee_rp": line.due[Component.FEE],
        "penalty_rp": line.due[Component.PENALTY],
        "open_rp": line.outstanding,
    }


def _own(request: HttpRequest, code: str, action: Action) -> tuple[Cooperative, Actor]:
    """Find the cooperative and who made the key; loans of a person never leave the own cooperative.

    Raises:
        HttpError: The key does not reach it, 404; its maker may not, or it is another's, 403.
    """
    place = place_reached(request, code)
    actor = actor_of_key(request, action, now=utc_now())
    if actor.cooperative_id != place.id:
        raise HttpError(403, "Pinjaman anggota hanya dibuka dengan kunci koperasinya sendiri.")
    return place, actor
