"""Deliveries: planned, counted in by two people, taken back whole. Stock, cost and debt are procurement's receipt."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING
from uuid import UUID

from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.services.numbering import next_number
from guyub.foundation.parameters.selectors.values import NothingHoldsError, value_of
from guyub.trade.inventory.domain.containers import ContainerMove, ContainerState, Spot, Why
from guyub.trade.inventory.selectors.container_shelves import held_kind
from guyub.trade.inventory.selectors.shelves import locked_pairs
from guyub.trade.inventory.services.container_steps import taken_back
from guyub.trade.inventory.services.container_writing import Doing, Told, keep_moves
from guyub.trade.procurement.domain.orders import checked_why
from guyub.trade.procurement.domain.receipts import Difference, ReceiptLineTyped, ReceiptTyped
from guyub.trade.procurement.services.acting import held_partner
from guyub.trade.procurement.services.receipts import receipt_back_step, receive_step
from guyub.trade.subsidised.domain.supply import (
    LONGEST_NOTE,
    ArrivalTyped,
    DeliveryRefusedError,
    DeliveryState,
    checked_arrival,
    checked_plan,
)
from guyub.trade.subsidised.models import Delivery
from guyub.trade.subsidised.selectors.supply import container_kind_of, container_moves, goods_of_programme
from guyub.trade.subsidised.services.acting import note, once
from guyub.trade.subsidised.services.supply import locked_contract, said_of

if TYPE_CHECKING:
    from datetime import date, datetime

    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative
    from guyub.trade.subsidised.selectors.supply import ProgrammeGood

SERIES = SOURCE = "subsidised.delivery"
LEAST_WEIGHT = "lpg.berat_minimal_kg"
LPG = "LPG_3KG"
GRAMS = 1_000


def plan_delivery(
    *,
    actor: Actor,
    place: Cooperative,
    contract_id: UUID,
    product_id: UUID,
    planned_on: date,
    qty: int,
    do_no: str = "",
    today: date,
    request_id: UUID,
    now: datetime,
) -> UUID:
    """Note what an agent will bring and when. Use-case of who buys.

    Args:
        actor: Who notes it.
        place: The own cooperative.
        contract_id: Under which contract.
        product_id: Which product of its programme.
        planned_on: The day, today or later.
        qty: How much, in base units.
        do_no: The number of the delivery order, where it is known.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Returns:
        The id of the delivery.

    Raises:
        DeliveryRefusedError: ``day qty number product``.
        SupplyRefusedError: ``gone ended``: of the contract.
    """
    number = checked_plan(planned_on=planned_on, qty=qty, do_no=do_no, today=today)

    def work() -> str:
        contract = locked_contract(cooperative_id=place.id, contract_id=contract_id)
        if product_id not in goods_of_programme(cooperative_id=place.id, programme=contract.programme_id):
            raise DeliveryRefusedError(wrong="product")
        delivery = Delivery.objects.create(
            id=uuid7(),
            cooperative_id=place.id,
            year=planned_on.year,
            no=next_number(cooperative_id=place.id, series=SERIES, year=planned_on.year),
            contract=contract,
            product_id=product_id,
            state=DeliveryState.RENCANA.value,
            planned_on=planned_on,
            planned_qty=qty,
            do_no=number,
            planned_by_id=actor.person_id,
            recorded_at=now,
        )
        note(actor, "delivery.planned", {**said_of(contract), "name": delivery.name, "qty": qty}, now)
        return str(delivery.id)

    facts = {
        "contract": contract_id,
        "product": product_id,
        "planned_on": planned_on,
        "qty": qty,
        "do_no": number,
    }
    return UUID(once(actor, Action.BUY_GOODS, "plan_delivery", facts, request_id, now, work))


def receive_delivery(
    *,
    actor: Actor,
    place: Cooperative,
    delivery_id: UUID,
    typed: ArrivalTyped,
    today: date,
    request_id: UUID,
    now: datetime,
) -> None:
    """Take a delivery in as two people counted it: stock, cost and debt, empties out. Use-case of who moves stock.

    Sound ones go on the shelf. Leaking and light ones that stay go into quarantine, with nothing owed for them until
    the agent changes them. Who gets a full cylinder gives an empty one.

    Args:
        actor: Who counted and writes it.
        place: The own cooperative.
        delivery_id: Which.
        typed: What came.
        today: The business date.
        request_id: Made once per intention; the entry bears it.
        now: The moment, aware.

    Raises:
        DeliveryRefusedError: ``gone done``, and as ``checked_arrival``.
        ContainerRefusedError: ``short``: there are fewer empty ones here.
        ReceiptRefusedError, StockRefusedError, EntryRefusedError: Buying, stock or books refuse it; nothing came.
    """

    def work() -> None:
        delivery = _locked(place.id, delivery_id)
        if delivery.state != DeliveryState.RENCANA:
            raise DeliveryRefusedError(wrong="done")
        good = goods_of_programme(
            cooperative_id=place.id, programme=delivery.contract.programme_id, is_open=False
        )[delivery.product_id]
        kind_id = container_kind_of(cooperative_id=place.id, product_id=delivery.product_id)
        checked_arrival(typed, counted_by=actor.name, today=today, has_containers=kind_id is not None)
        # In the order of all who buy and sell: the partner, the stock, containers, then numbers and books.
        held_partner(
            cooperative_id=place.id, partner_id=delivery.contract.partner_id, refusal=DeliveryRefusedError
        )
        locked_pairs(cooperative_id=place.id, wanted=[(delivery.product_id, typed.location_id)], on=typed.on)
        if kind_id is not None:
            doing = _doing(actor, place, typed.on, today, delivery_id, request_id, now)
            _change_cylinders(doing, kind_id, typed)
        receipt = receive_step(
            actor=actor,
            place=place,
            typed=_receipt(delivery, good, typed),
            today=today,
            request_id=request_id,
            now=now,
        )
        _keep(delivery, typed, receipt_id=receipt.id, actor=actor, place=place, now=now)
        told = {"name": delivery.name, "qty": typed.sound_qty, **said_of(delivery.contract)}
        note(actor, "delivery.received", told, now)

    facts = {"delivery": delivery_id, **{name: str(value) for name, value in asdict(typed).items()}}
    once(actor, Action.MOVE_STOCK, "receive_delivery", facts, request_id, now, work)


def take_delivery_back(
    *,
    actor: Actor,
    place: Cooperative,
    delivery_id: UUID,
    why: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> None:
    """Call a planned delivery off, or take one that came back: cylinders, stock, cost. Use-case of who moves stock.

    Raises:
        DeliveryRefusedError: ``why gone done``.
        ReceiptRefusedError: ``billed``, ``returned``: buying went on with it.
        StockRefusedError, ContainerRefusedError: ``short``: it has left since.
        EntryRefusedError: The books refuse it.
    """
    reason = checked_why(why, DeliveryRefusedError)

    def work() -> None:
        delivery = _locked(place.id, delivery_id)
        if delivery.state == DeliveryState.BATAL:
            raise DeliveryRefusedError(wrong="done")
        if delivery.receipt is not None and delivery.location_id is not None:
            pair = (delivery.product_id, delivery.location_id)
            locked_pairs(cooperative_id=place.id, wanted=[pair], on=today)
            moves = container_moves(cooperative_id=place.id, source_kind=SOURCE, source_id=delivery_id)
            if moves:
                doing = _doing(actor, place, today, today, delivery_id, request_id, now)
                taken_back(doing=doing, rows=moves, reason=reason)
            if delivery.receipt.undone_on is None:
                receipt_back_step(
                    actor=actor,
                    place=place,
                    receipt_id=delivery.receipt.id,
                    reason=reason,
                    today=today,
                    request_id=request_id,
                    now=now,
                )
        delivery.state, delivery.ended_on, delivery.ended_why = DeliveryState.BATAL.value, today, reason
        delivery.save(update_fields=["state", "ended_on", "ended_why"])
        told = {"name": delivery.name, "reason": reason, **said_of(delivery.contract)}
        note(actor, "delivery.undone", told, now)

    facts = {"delivery": delivery_id, "why": reason, "on": today}
    once(actor, Action.MOVE_STOCK, "take_delivery_back", facts, request_id, now, work)


def _locked(place_id: int, delivery_id: UUID) -> Delivery:
    rows = Delivery.objects.select_for_update(of=("self",), no_key=True)
    related = rows.select_related("contract__partner", "contract__programme", "receipt")
    delivery = related.filter(cooperative_id=place_id, id=delivery_id).first()
    if delivery is None:
        raise DeliveryRefusedError(wrong="gone")
    return delivery


def _doing(
    actor: Actor,
    place: Cooperative,
    on: date,
    today: date,
    delivery_id: UUID,
    request_id: UUID,
    now: datetime,
) -> Doing:
    return Doing(
        place=place,
        on=on,
        today=today,
        actor=actor,
        request_id=request_id,
        now=now,
        source_kind=SOURCE,
        source_id=delivery_id,
    )


def _change_cylinders(doing: Doing, kind_id: UUID, typed: ArrivalTyped) -> None:
    """Let empty ones come back full, and of these set the leaking ones apart."""
    held = held_kind(cooperative_id=doing.place.id, kind_id=kind_id, on=doing.on)
    empty, full, apart = (
        Spot(state, typed.location_id)
        for state in (ContainerState.KOSONG, ContainerState.ISI, ContainerState.KARANTINA)
    )
    moves = [ContainerMove(Why.ISI, empty, full, typed.kept_qty)]
    if typed.leaking_qty:
        moves.append(ContainerMove(Why.RUSAK, full, apart, typed.leaking_qty))
    for move in moves:
        held.move(move, on=doing.on)
    words = "bocor atau kurang isi saat diterima"
    told = [Told(move=move, note=words if move.why is Why.RUSAK else "") for move in moves]
    keep_moves(doing=doing, held=held, told=told)


def _receipt(delivery: Delivery, good: ProgrammeGood, typed: ArrivalTyped) -> ReceiptTyped:
    refused_qty = typed.leaking_qty + typed.returned_qty
    line = ReceiptLineTyped(
        product_id=delivery.product_id,
        unit_id=good.base_unit_id,
        qty=typed.sound_qty,
        amount_rp=typed.price_rp * typed.sound_qty,
        refused_qty=refused_qty,
        difference=Difference.LAIN.value if refused_qty else "",
        reason=f"{typed.leaking_qty} bocor, {typed.returned_qty} dikembalikan" if refused_qty else "",
    )
    return ReceiptTyped(
        partner_id=delivery.contract.partner_id,
        location_id=typed.location_id,
        received_on=typed.on,
        lines=[line],
        note_no=typed.do_no or delivery.do_no,
        note=f"Kiriman {delivery.name}",
    )


def _keep(
    delivery: Delivery,
    typed: ArrivalTyped,
    *,
    receipt_id: UUID,
    actor: Actor,
    place: Cooperative,
    now: datetime,
) -> None:
    delivery.state = DeliveryState.DATANG.value
    delivery.arrived_on, delivery.location_id = typed.on, typed.location_id
    for name in (
        "came_qty",
        "leaking_qty",
        "returned_qty",
        "empties_qty",
        "price_rp",
        "payment_ref",
        "second",
    ):
        setattr(delivery, name, getattr(typed, name))
    delivery.site_before, delivery.site_after = typed.site_before, typed.site_after
    delivery.do_no, delivery.note = typed.do_no or delivery.do_no, typed.note[:LONGEST_NOTE]
    delivery.samples_g = list(typed.samples_g)
    delivery.least_g = _least_g(delivery.contract.programme_id, place, typed.on) if typed.samples_g else None
    delivery.receipt_id, delivery.received_by_id, delivery.recorded_at = receipt_id, actor.person_id, now
    delivery.save()


def _least_g(programme: str, place: Cooperative, on: date) -> int | None:
    """Tell what a full one weighs at least, in grams; None: nobody said."""
    if programme != LPG:
        return None
    try:
        return int(value_of(LEAST_WEIGHT, cooperative_id=place.id, on=on) * GRAMS)
    except NothingHoldsError:
        return None
