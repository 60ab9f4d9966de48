"""Papers of consigned goods: brought, fetched, lost, counted, and each taken back."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING
from uuid import UUID

from guyub.books.ledger.domain.entries import EntryDraft, LineDraft, Phase, taken_back
from guyub.books.ledger.selectors.journal import stored_lines
from guyub.books.ledger.services.posting import Act, post_complete, post_entry
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.money import round_rp
from guyub.foundation.kernel.services.numbering import next_number
from guyub.trade.consignment.domain.accounts import LOSSES, OWED, WITH_LOSSES
from guyub.trade.consignment.domain.shares import Basis, LossBearer, full_due_rp
from guyub.trade.consignment.domain.slips import (
    CAUSES,
    SLIP_WORDS,
    SlipKind,
    SlipRefusedError,
    SlipTyped,
    Why,
    checked_slip,
    moved_qty,
)
from guyub.trade.consignment.models import ConsignedGood, ConsignedMove, Slip
from guyub.trade.consignment.selectors.terms import terms_of
from guyub.trade.consignment.services.acting import locked_agreement, once, said_of
from guyub.trade.inventory.selectors.prices import price_of
from guyub.trade.inventory.selectors.shelves import locked_pairs
from guyub.trade.inventory.services.moving import keep_moves, plan_moves
from guyub.trade.inventory.services.plans import Movement, Source
from guyub.trade.inventory.services.taking_back import plan_back
from guyub.trade.procurement.domain.orders import checked_why

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from guyub.books.ledger.services.posting import Posted
    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative
    from guyub.trade.consignment.models import Agreement

SERIES = SOURCE = "consignment.slip"


@dataclass(frozen=True, slots=True)
class _Doing:
    """Who writes a paper where, for which request."""

    actor: Actor
    place: Cooperative
    today: date
    request_id: UUID
    now: datetime


@dataclass(frozen=True, slots=True)
class _Moving:
    """One product of a paper: by how much it moves, and what the cooperative makes good for it."""

    good: ConsignedGood
    qty: int
    due_rp: int


def write_slip(
    *,
    actor: Actor,
    place: Cooperative,
    typed: SlipTyped,
    today: date,
    request_id: UUID,
    now: datetime,
) -> UUID:
    """Write down what was brought, fetched, lost or counted of one agreement. Use-case of who moves stock.

    What is lost is the producer's loss, or is made good at what the producer would have got, as was agreed. A count is
    of today.

    Args:
        actor: Who counted it.
        place: The own cooperative.
        typed: The paper.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Returns:
        The id of the paper.

    Raises:
        SlipRefusedError: ``agreement kind day note goods qty product price same``.
        StockRefusedError: ``short``: less lies there.
        EntryRefusedError: The books refuse it.
    """
    doing = _Doing(actor, place, today, request_id, now)

    def work() -> str:
        agreement = locked_agreement(
            cooperative_id=place.id, agreement_id=typed.agreement_id, refusal=SlipRefusedError
        )
        kind, note = checked_slip(typed, today=today, from_on=agreement.from_on)
        if kind is SlipKind.BAWA and agreement.ended_on:
            raise SlipRefusedError(wrong="agreement")
        if kind is SlipKind.HITUNG and typed.on != today:
            raise SlipRefusedError(wrong="day")
        slip = Slip(
            id=uuid7(),
            cooperative_id=place.id,
            year=typed.on.year,
            agreement=agreement,
            kind=kind.value,
            moved_on=typed.on,
            fetch_by=typed.fetch_by if kind is SlipKind.BAWA else None,
            note=note,
            person_id=actor.person_id,
            recorded_at=now,
        )
        _book(doing, agreement, slip, kind, _moving(agreement, kind, typed))
        return str(slip.id)

    facts = {
        "agreement": typed.agreement_id,
        "kind": typed.kind,
        "on": typed.on,
        "quantities": {str(id_): qty for id_, qty in typed.quantities.items()},
        "fetch_by": typed.fetch_by,
        "note": typed.note,
    }
    return UUID(once(actor, Action.MOVE_STOCK, "write_slip", facts, request_id, now, work))


def take_slip_back(
    *,
    actor: Actor,
    place: Cooperative,
    slip_id: UUID,
    why: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> None:
    """Take a paper back whole: its goods never moved, and what was made good is not owed. Use-case of who moves stock.

    Raises:
        SlipRefusedError: ``why gone undone``.
        StockRefusedError: ``short``: the goods have left since.
        EntryRefusedError: The books refuse it.
    """
    reason = checked_why(why, SlipRefusedError)
    doing = _Doing(actor, place, today, request_id, now)

    def work() -> None:
        rows = Slip.objects.filter(cooperative_id=place.id, id=slip_id)
        agreement_id = rows.values_list("agreement_id", flat=True).first()
        if agreement_id is None:
            raise SlipRefusedError(wrong="gone")
        agreement = locked_agreement(
            cooperative_id=place.id, agreement_id=agreement_id, refusal=SlipRefusedError
        )
        slip = rows.get()
        if slip.undone_on:
            raise SlipRefusedError(wrong="undone")
        facts = said_of(agreement) | {"slip": slip.name, "reason": reason}
        _book_back(doing, slip, Act("consignment.slip.undone", facts, now))
        slip.undone_on, slip.undone_why = today, reason
        slip.save(update_fields=["undone_on", "undone_why"])

    facts = {"slip": slip_id, "why": reason, "on": today}
    once(actor, Action.MOVE_STOCK, "take_slip_back", facts, request_id, now, work)


def _moving(agreement: Agreement, kind: SlipKind, typed: SlipTyped) -> list[_Moving]:
    goods = _goods(agreement, set(typed.quantities), typed.on)
    there: Mapping[UUID, int] = {}
    if kind is SlipKind.HITUNG:
        held = locked_pairs(
            cooperative_id=agreement.cooperative_id,
            wanted=[(product_id, agreement.location_id) for product_id in sorted(goods)],
            on=typed.on,
        )
        there = {stock.product_id: stock.qty for stock in held.values()}
    moved = {
        product_id: moved_qty(kind, qty=qty, there_qty=there.get(product_id, 0))
        for product_id, qty in sorted(typed.quantities.items())
    }
    moved = {product_id: qty for product_id, qty in moved.items() if qty}
    if not moved:
        raise SlipRefusedError(wrong="same")
    dues: Mapping[UUID, int] = {}
    if CAUSES[kind][0] is Why.HILANG and agreement.losses == LossBearer.KOPERASI:
        dues = _made_good(agreement, {id_: goods[id_] for id_ in moved}, moved, typed.on)
    return [_Moving(goods[id_], qty, dues.get(id_, 0)) for id_, qty in moved.items()]


def _goods(agreement: Agreement, product_ids: set[UUID], on: date) -> dict[UUID, ConsignedGood]:
    """Give the terms of the agreement's products that hold on a day, or the first that will."""
    rows = ConsignedGood.objects.filter(
        cooperative_id=agreement.cooperative_id, agreement=agreement, product_id__in=product_ids
    )
    found: dict[UUID, ConsignedGood] = {}
    for row in rows.select_related("product", "agreement").order_by("product_id", "from_on", "id"):
        if row.product_id not in found or row.from_on <= on:
            found[row.product_id] = row
    if product_ids - set(found):
        raise SlipRefusedError(wrong="product")
    return found


def _made_good(
    agreement: Agreement, goods: Mapping[UUID, ConsignedGood], moved: Mapping[UUID, int], on: date
) -> dict[UUID, int]:
    """Tell what is owed for goods that were lost, whole rupiah by product; below zero for goods that were found."""
    prices = price_of(
        cooperative_id=agreement.cooperative_id,
        product_ids=set(goods),
        on=on,
        outlet_id=agreement.location.outlet_id,
    )
    dues = {}
    for product_id, good in goods.items():
        qty, price = abs(moved[product_id]), prices.get(good.unit_id)
        if price is None and good.basis == Basis.PERSEN:
            raise SlipRefusedError(wrong="price", product=good.product.name)
        gross_rp = round_rp(Fraction(price.amount_rp * qty, good.factor)) if price else 0
        due_rp = full_due_rp(terms=terms_of(good).terms, qty=qty, gross_rp=gross_rp)
        dues[product_id] = due_rp if moved[product_id] < 0 else -due_rp
    return dues


def _book(doing: _Doing, agreement: Agreement, slip: Slip, kind: SlipKind, moving: Sequence[_Moving]) -> None:
    why, cause = CAUSES[kind]
    plan = plan_moves(
        place=doing.place,
        movements=[
            Movement(
                product_id=one.good.product_id,
                location_id=agreement.location_id,
                cause=cause,
                qty=one.qty,
                counter=LOSSES,
                note=slip.note,
            )
            for one in moving
        ],
        on=slip.moved_on,
        today=doing.today,
    )
    slip.no = next_number(cooperative_id=doing.place.id, series=SERIES, year=slip.year)
    act = Act(
        "consignment.slip.written", said_of(agreement) | {"slip": slip.name, "kind": kind.value}, doing.now
    )
    due_rp = sum(one.due_rp for one in moving)
    posted = _posted(doing, agreement, slip, due_rp, act)
    slip.entry_id = posted.entry_id if posted else None
    slip.save(force_insert=True)
    kept = keep_moves(
        plan=plan,
        posted=posted,
        today=doing.today,
        actor=doing.actor,
        request_id=doing.request_id,
        now=doing.now,
        part=1,
        source=Source(SOURCE, slip.id),
    )
    ConsignedMove.objects.bulk_create(
        ConsignedMove(
            id=uuid7(),
            cooperative_id=doing.place.id,
            good=one.good,
            agreement=agreement,
            move_id=move_id,
            slip=slip,
            why=why.value,
            moved_on=slip.moved_on,
            qty=one.qty,
            due_rp=one.due_rp,
        )
        for one, move_id in zip(moving, kept.move_ids, strict=True)
    )


def _posted(doing: _Doing, agreement: Agreement, slip: Slip, due_rp: int, act: Act) -> Posted | None:
    """Post what the cooperative makes good; where nothing of value moves, the trail alone tells of it."""
    if not due_rp:
        record(cooperative_id=doing.place.id, actor=doing.actor, act=act.act, facts=act.facts, now=doing.now)
        return None
    lines = [
        LineDraft(LOSSES, due_rp, unit_id=agreement.unit_id),
        LineDraft(OWED, -due_rp, unit_id=agreement.unit_id),
    ]
    draft = EntryDraft(
        occurred_on=slip.moved_on,
        memo=f"{SLIP_WORDS[slip.kind]} {slip.name}",
        lines=lines,
        request_id=doing.request_id,
        source_kind=SOURCE,
        source_id=slip.id,
    )
    return post_entry(
        place=doing.place, context=WITH_LOSSES, draft=draft, today=doing.today, actor=doing.actor, act=act
    )


def _book_back(doing: _Doing, slip: Slip, act: Act) -> None:
    mine = {"cooperative_id": doing.place.id}
    moves = list(ConsignedMove.objects.filter(**mine, slip=slip).order_by("id"))
    plan = plan_back(place=doing.place, move_ids=[one.move_id for one in moves], today=doing.today)
    posted = None
    if slip.entry_id is None:
        record(cooperative_id=doing.place.id, actor=doing.actor, act=act.act, facts=act.facts, now=doing.now)
    else:
        draft = taken_back(
            stored_lines(**mine, entry_id=slip.entry_id),
            memo=f"Batal {slip.name}",
            series="JU",
            occurred_on=doing.today,
            reverses_id=slip.entry_id,
            request_id=doing.request_id,
            phase=Phase.ORDINARY,
        )
        (posted,) = post_complete(
            place=doing.place,
            context=WITH_LOSSES,
            drafts=[draft],
            today=doing.today,
            actor=doing.actor,
            is_late=False,
            act=act,
        )
    kept = keep_moves(
        plan=plan,
        posted=posted,
        today=doing.today,
        actor=doing.actor,
        request_id=doing.request_id,
        now=doing.now,
        part=1,
        source=Source(SOURCE, slip.id),
    )
    ConsignedMove.objects.bulk_create(
        ConsignedMove(
            **mine,
            id=uuid7(),
            good_id=old.good_id,
            agreement_id=old.agreement_id,
            move_id=move_id,
            of=old,
            why=Why.BATAL.value,
            moved_on=doing.today,
            qty=-old.qty,
            due_rp=-old.due_rp,
        )
        for old, move_id in zip(moves, kept.move_ids, strict=True)
    )
