"""What programs read of members' savings, and bring: deposits and simpanan wajib. Of the own cooperative alone."""

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
    Words,
    place_reached,
    today_in,
)
from guyub.community.members.selectors.members import one_member
from guyub.finance.savings.selectors.balances import savings_of
from guyub.finance.savings.selectors.bills import dues_of
from guyub.finance.savings.services.counter import deposit
from guyub.finance.savings.services.dues import take_dues
from guyub.foundation.identity.api.keys import Key, actor_of_key
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.tenancy.scope import scope

if TYPE_CHECKING:
    from django.http import HttpRequest

    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative

router = Router(tags=["savings"])
Rupiah = Annotated[int, Field(ge=1, le=999_999_999_999)]
MOST_MONTHS = 36


class Account(Schema):
    """One account of a member; whole rupiah."""

    account_id: UUID
    kind: str
    product: str
    opened_on: date
    closed_on: date | None
    balance_rp: int
    held_rp: int


class Dues(Schema):
    """One month of simpanan wajib; whole rupiah."""

    month: date
    amount_rp: int
    paid_rp: int
    waived_rp: int
    due_on: date
    state: str


class Savings(Schema):
    """What a member has saved, and how simpanan wajib stands."""

    accounts: list[Account]
    dues: list[Dues]


class NewDeposit(Schema):
    """A deposit that the house took: into which product, at which cash place of the treasury."""

    product_id: UUID
    amount_rp: Rupiah
    cash_place_id: UUID
    on: date


class NewDues(Schema):
    """Simpanan wajib of some months, by their first days, in one payment."""

    months: list[date] = Field(min_length=1, max_length=MOST_MONTHS)
    amount_rp: Rupiah
    cash_place_id: UUID
    on: date
    who: Words = Field("", max_length=80)


class Booked(Schema):
    """What was booked: the movement and the number of its voucher."""

    movement_id: UUID
    voucher: str


@router.get(
    "/cooperatives/{code}/members/{member_id}/savings",
    response={200: Savings, **MISSING},
    auth=Key("savings:read"),
    operation_id="savings",
)
def savings(request: HttpRequest, code: Code, member_id: UUID) -> Any:
    """Give a member's accounts, closed ones too, and every month of simpanan wajib that was billed."""
    place, _ = _own(request, code, Action.VIEW_SAVINGS)
    with scope(place.id):
        if one_member(cooperative_id=place.id, member_id=member_id) is None:
            raise HttpError(404, "Anggota ini tidak ada di koperasi ini.")
        accounts = savings_of(cooperative_id=place.id, member_id=member_id)
        months = dues_of(cooperative_id=place.id, member_id=member_id, today=today_in(place))
    return {
        "accounts": [
            {
                "account_id": row.account_id,
                "kind": row.kind.value,
                "product": row.words,
                "opened_on": row.opened_on,
                "closed_on": row.closed_on,
                "balance_rp": row.balance_rp,
                "held_rp": row.held_rp,
            }
            for row in accounts
        ],
        "dues": [
            {
                "month": one.month,
                "amount_rp": one.amount_rp,
                "paid_rp": one.paid_rp,
                "waived_rp": one.waived_rp,
                "due_on": one.due_on,
                "state": one.state.value,
            }
            for one in months
        ],
    }


@router.post(
    "/cooperatives/{code}/members/{member_id}/deposits",
    response={201: Booked, 409: Any, **MISSING},
    auth=Key("savings:write"),
    operation_id="deposit_keep",
)
def deposit_keep(
    request: HttpRequest, code: Code, member_id: UUID, body: NewDeposit, idempotency_key: RequestId
) -> Any:
    """Take a deposit, in the name of whoever made the key and still takes savings.

    The ``Idempotency-Key`` is the request_id: the same key with the same facts answers again, with others 409.
    """
    place, actor = _own(request, code, Action.TAKE_SAVINGS)
    done = deposit(
        actor=actor,
        place=place,
        member_id=member_id,
        **body.dict(),
        today=today_in(place),
        request_id=idempotency_key,
        now=utc_now(),
    )
    return Status(201, {"movement_id": done.movement_id, "voucher": done.voucher})


@router.post(
    "/cooperatives/{code}/members/{member_id}/dues",
    response={201: Booked, 409: Any, **MISSING},
    auth=Key("savings:write"),
    operation_id="dues_keep",
)
def dues_keep(
    request: HttpRequest, code: Code, member_id: UUID, body: NewDues, idempotency_key: RequestId
) -> Any:
    """Take simpanan wajib of several months at once, or none of it."""
    place, actor = _own(request, code, Action.TAKE_SAVINGS)
    months = [month.replace(day=1) for month in body.months]
    done = take_dues(
        actor=actor,
        place=place,
        member_id=member_id,
        **body.dict() | {"months": months},
        today=today_in(place),
        request_id=idempotency_key,
        now=utc_now(),
    )
    return Status(201, {"movement_id": done.movement_id, "voucher": done.voucher})


def _own(request: HttpRequest, code: str, action: Action) -> tuple[Cooperative, Actor]:
    """Find the cooperative and who made the key; savings of a person never leave the own cooperative.

    Raises:
        HttpError: The key does not reach it, 404; its maker may not, or it is another's, 403.
    """
    place = place_reached(request, code)
    actor = actor_of_key(request, action, now=utc_now())
    if actor.cooperative_id != place.id:
        raise HttpError(403, "Simpanan anggota hanya dibuka dengan kunci koperasinya sendiri.")
    return place, actor
