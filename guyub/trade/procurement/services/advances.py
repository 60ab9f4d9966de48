"""Money paid to suppliers before the goods came."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from guyub.books.ledger.services.posting import Act
from guyub.books.treasury.services.booking import EventTyped, book_event
from guyub.finance.savings.services.till import check_place
from guyub.foundation.approvals.domain.requests import needs_second_person
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.kernel.formats import rupiah
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.parameters.selectors.values import value_of
from guyub.trade.procurement.domain.accounts import CONTEXT
from guyub.trade.procurement.domain.debts import CreditKind, DebtRefusedError
from guyub.trade.procurement.domain.orders import RUNNING, OrderState, checked_why
from guyub.trade.procurement.models import PurchaseOrder, SupplierCredit
from guyub.trade.procurement.services.acting import THRESHOLD, held_partner, once
from guyub.trade.procurement.services.paying import account_paid

if TYPE_CHECKING:
    from datetime import date, datetime

    from guyub.books.treasury.services.booking import Booked
    from guyub.community.partners.models import Partner
    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative

SOURCE = "procurement.credit"
PAID_BEFORE = "pemasok.uang_muka"


def pay_before(
    *,
    actor: Actor,
    place: Cooperative,
    partner_id: UUID,
    order_id: UUID | None,
    amount_rp: int,
    cash_place_id: UUID | None,
    why: str,
    on: date,
    today: date,
    request_id: UUID,
    now: datetime,
) -> UUID:
    """Pay a supplier before the goods came; bills use it. Use-case of who keeps the treasury.

    Above ``otorisasi.ambang`` only for an order that holds: a second person agreed to that.

    Args:
        actor: Who pays.
        place: The own cooperative.
        partner_id: To whom.
        order_id: For which order; None: for none.
        amount_rp: Whole rupiah, at most what the order comes to.
        cash_place_id: From where; a bank pays to the agreed account alone.
        why: What for, 5 to 200 letters.
        on: The day.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        DebtRefusedError: ``why day partner amount order account``.
        TillRefusedError, ShiftRefusedError, EventRefusedError, EntryRefusedError: Nothing was paid.
    """
    reason = checked_why(why, DebtRefusedError)
    if on > today:
        raise DebtRefusedError(wrong="day")

    def work() -> str:
        partner = held_partner(cooperative_id=place.id, partner_id=partner_id, refusal=DebtRefusedError)
        order = _order(place.id, partner.id, order_id)
        _refuse_amount(place.id, amount_rp, order, today)
        place_id = check_place(actor=actor, place=place, cash_place_id=cash_place_id)
        credit = _advance(place, partner, order, amount_rp, reason, on, actor, now)
        credit.account_id = account_paid(
            cooperative_id=place.id, partner_id=partner.id, cash_place_id=place_id
        )
        booked = _booked(place, credit, partner.name, place_id, today, actor, request_id, now)
        credit.event_id, credit.entry_id = booked.event_id, booked.posted.entry_id
        credit.save(force_insert=True)
        return str(credit.id)

    facts = {
        "partner": partner_id,
        "order": order_id,
        "amount_rp": amount_rp,
        "place": cash_place_id,
        "why": reason,
        "on": on,
    }
    return UUID(once(actor, Action.KEEP_TREASURY, "pay_before", facts, request_id, now, work))


def _refuse_amount(place_id: int, amount_rp: int, order: PurchaseOrder | None, today: date) -> None:
    threshold_rp = int(value_of(THRESHOLD, cooperative_id=place_id, on=today))
    if order is None and needs_second_person(amount_rp, threshold_rp=threshold_rp):
        raise DebtRefusedError(wrong="order", open_rp=threshold_rp)
    most_rp = order.total_rp if order else threshold_rp
    if not 0 < amount_rp <= most_rp:
        raise DebtRefusedError(wrong="amount", open_rp=most_rp)


def _advance(
    place: Cooperative,
    partner: Partner,
    order: PurchaseOrder | None,
    amount_rp: int,
    reason: str,
    on: date,
    actor: Actor,
    now: datetime,
) -> SupplierCredit:
    return SupplierCredit(
        id=uuid7(),
        cooperative_id=place.id,
        kind=CreditKind.MUKA.value,
        partner=partner,
        unit_id=order.location.unit_id if order else None,
        order=order,
        given_on=on,
        amount_rp=amount_rp,
        reason=reason,
        person_id=actor.person_id,
        recorded_at=now,
    )


def _booked(
    place: Cooperative,
    credit: SupplierCredit,
    who: str,
    cash_place_id: UUID,
    today: date,
    actor: Actor,
    request_id: UUID,
    now: datetime,
) -> Booked:
    said = {"partner": who, "amount": rupiah(credit.amount_rp)}
    return book_event(
        place=place,
        typed=EventTyped(
            kind=PAID_BEFORE,
            happened_on=credit.given_on,
            amounts={"jumlah": credit.amount_rp},
            cash_place_id=cash_place_id,
            who=who,
            unit_id=credit.unit_id,
            note=f"{credit.order.name if credit.order else ''} {credit.reason}".strip()[:120],
            source_kind=SOURCE,
            source_id=credit.id,
        ),
        today=today,
        actor=actor,
        request_id=request_id,
        now=now,
        act=Act("procurement.debt.paid_before", said, now),
        context=CONTEXT,
    )


def _order(place_id: int, partner_id: UUID, order_id: UUID | None) -> PurchaseOrder | None:
    if order_id is None:
        return None
    rows = PurchaseOrder.objects.filter(cooperative_id=place_id, id=order_id, partner_id=partner_id)
    order = rows.select_related("location").first()
    if order is None or OrderState(order.state) not in RUNNING:
        raise DebtRefusedError(wrong="order", open_rp=0)
    return order
