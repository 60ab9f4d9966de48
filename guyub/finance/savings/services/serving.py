"""What acts of the counter share: the member, the account, what is typed for the books, what comes back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from guyub.community.members.services.register import locked_member
from guyub.finance.savings.domain.counter import CounterRefusedError
from guyub.finance.savings.domain.kinds import SavingsKind
from guyub.finance.savings.models import SavingsAccount
from guyub.finance.savings.services.moving import MoveTyped
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.services.acting import act_once

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date, datetime

    from guyub.books.treasury.domain.events import CashSide
    from guyub.community.members.models import Member
    from guyub.finance.savings.services.moving import Moved
    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative

LONGEST_WHO = 80


@dataclass(frozen=True, slots=True)
class Served:
    """What the counter did: the movement, its event with the voucher; or the request that waits for a second person."""

    movement_id: UUID | None
    event_id: UUID | None
    voucher: str
    balance_rp: int
    waits_for: UUID | None = None


def served_member(*, place: Cooperative, member_id: UUID, actor: Actor) -> Member:
    """Lock the member who is served. Step.

    Raises:
        StandingRefusedError: ``gone``.
        CounterRefusedError: ``member own``.
    """
    member = locked_member(cooperative_id=place.id, member_id=member_id)
    refuse_stranger(member, actor)
    return member


def refuse_stranger(member: Member, actor: Actor) -> None:
    """Refuse who is no member (any more), and the actor's own account. Step.

    Raises:
        CounterRefusedError: ``member own``.
    """
    if member.number is None or member.left_on is not None:
        raise CounterRefusedError(wrong="member")
    if member.person_id == actor.person_id:
        raise CounterRefusedError(wrong="own")


def open_account_of(*, place: Cooperative, member: Member, account_id: UUID) -> SavingsAccount:
    """Find an open account of a member, with its product.

    Raises:
        CounterRefusedError: ``gone``.
    """
    rows = SavingsAccount.objects.filter(cooperative_id=place.id, member_id=member.id, id=account_id)
    account = rows.select_related("product").first()
    if account is None or account.closed_on is not None:
        raise CounterRefusedError(wrong="gone")
    return account


def typed_for(
    *,
    member: Member,
    account: SavingsAccount,
    amount_rp: int,
    cash_place_id: UUID | None,
    on: date,
    note: str = "",
) -> MoveTyped:
    """Write down what moves an account that is there already."""
    return typed_of(
        member=member,
        kind=SavingsKind(account.kind),
        product_id=account.product_id,
        serial=account.serial,
        unit_id=account.product.unit_id,
        amount_rp=amount_rp,
        cash_place_id=cash_place_id,
        on=on,
        note=note,
    )


def typed_of(
    *,
    member: Member,
    kind: SavingsKind,
    product_id: UUID,
    serial: int,
    unit_id: UUID | None,
    amount_rp: int,
    cash_place_id: UUID | None,
    on: date,
    note: str = "",
    cash: CashSide | None = None,
) -> MoveTyped:
    """Write down what moves; the voucher names the member."""
    assert cash_place_id is not None  # noqa: S101  check_place refused none
    return MoveTyped(
        member_id=member.id,
        kind=kind,
        amount_rp=amount_rp,
        cash_place_id=cash_place_id,
        on=on,
        who=member.file.name[:LONGEST_WHO],
        note=note,
        product_id=product_id,
        serial=serial,
        unit_id=unit_id,
        cash=cash,
    )


def told_of(*, moved: Moved) -> dict[str, Any]:
    """Write what the counter did as plain JSON."""
    return {
        "movement": str(moved.movement_id),
        "event": str(moved.booked.event_id),
        "voucher": moved.booked.posted.name,
        "balance_rp": moved.balance_rp,
    }


def served_of(*, done: Mapping[str, Any]) -> Served:
    """Read what the counter did."""
    movement, event, waits = (done.get(name) or "" for name in ("movement", "event", "waits"))
    return Served(
        UUID(movement) if movement else None,
        UUID(event) if event else None,
        done["voucher"],
        done["balance_rp"],
        UUID(waits) if waits else None,
    )


def at_counter(
    *,
    actor: Actor,
    use_case: str,
    facts: Mapping[str, Any],
    request_id: UUID,
    now: datetime,
    work: Callable[[], Any],
) -> Any:
    """Do one act of the counter, or give what came of it the first time."""
    return act_once(
        actor=actor,
        action=Action.TAKE_SAVINGS,
        request_id=request_id,
        use_case=f"savings.{use_case}",
        facts=facts,
        now=now,
        work=work,
    )
