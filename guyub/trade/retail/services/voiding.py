"""Taking a whole sale back within its shift: goods lie there again, every payment goes back as it was kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.books.ledger.services.posting import Act as TrailLine
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.ids import uuid7
from guyub.trade.consignment.domain.slips import Why
from guyub.trade.inventory.services.plans import Source
from guyub.trade.retail.domain.accounts import SALE_SOURCE, till_name
from guyub.trade.retail.domain.baskets import TenderKind
from guyub.trade.retail.domain.returns import Act
from guyub.trade.retail.domain.told import TillEventRefusedError
from guyub.trade.retail.models import Sale, SaleKind, SaleLine, SaleTender
from guyub.trade.retail.selectors.tenders import hold_tenders
from guyub.trade.retail.selectors.till_facts import told_by
from guyub.trade.retail.services.consigned import context_of, keep_consigned, taken_back
from guyub.trade.retail.services.guarding import judged
from guyub.trade.retail.services.late_cash import follow_count
from guyub.trade.retail.services.rationed import given_back
from guyub.trade.retail.services.sale_rows import OPEN_KINDS
from guyub.trade.retail.services.sales import known, said_of, write_sale
from guyub.trade.retail.services.selling import take_back_entries, take_sale_back
from guyub.trade.subsidised.services.selling import hold_rationed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from guyub.books.ledger.services.posting import Posted
    from guyub.foundation.identity.domain.roles import Actor
    from guyub.trade.retail.domain.told import VoidTold
    from guyub.trade.retail.selectors.till_facts import TillHeld, Told
    from guyub.trade.retail.services.consigned import Consigned

_SAME = ("cooperative_id", "member_id", "location_id", "unit_id")
_TURNED = ("subtotal_rp", "discount_rp", "total_rp", "rounding_rp", "paid_rp")
_SAME_LINE = ("line_no", "product_id", "unit_id", "price_rp", "price_qty", "audience", "listed_rp", "reason")
_TURNED_LINE = ("qty", "gross_rp", "discount_rp", "own_discount_rp", "rounding_rp", "net_rp")


def void_sale(
    *,
    cooperative_id: int,
    device_id: UUID,
    void_id: UUID,
    told: VoidTold,
    voided_at: datetime,
    now: datetime,
) -> Sale:
    """Enter that a till took a whole sale back. Step: needs an open transaction in the scope of the cooperative.

    It stands in the books on the day of its receipt: goods that lie there again never left before that.

    Args:
        cooperative_id: Whose.
        device_id: The device that told it.
        void_id: The id of the event, which is the receipt's: it is entered once.
        told: What was taken back, and why.
        voided_at: When, aware.
        now: The moment of its receipt, aware.

    Raises:
        TillEventRefusedError: ``till number cashier sale shift voided returned settled``.
        StockRefusedError, EntryRefusedError: Stock or books refuse it.
        ContainerRefusedError, EventRefusedError: Its containers are not where it left them, or the drawer is short.
    """
    facts, till, cashier = taken_back_by(
        cooperative_id=cooperative_id, device_id=device_id, told=told, at=voided_at
    )
    sale, lines, paid, mended = _held(cooperative_id, told)
    today, memo = business_date(now, Zone(facts.place.zone)), f"Batal {sale.till_name}: {told.reason}"
    consigned = taken_back(cooperative_id=cooperative_id, move_ids=[line.move_id for line in lines])
    person_id = sale.member.person_id if sale.member else None
    said = said_of(till_name(told.series, told.number), sale.paid_rp, person_id)
    hold_rationed(cooperative_id=cooperative_id, sale_id=sale.id)
    back = take_sale_back(
        place=facts.place,
        entry_id=sale.entry_id,
        sold=_sold(lines, consigned),
        memo=memo,
        today=today,
        actor=cashier,
        request_id=void_id,
        now=now,
        act=TrailLine("retail.sale.voided", said | {"of": sale.till_name, "reason": told.reason}, now),
        source=Source(SALE_SOURCE, void_id),
        context=context_of(consigned),
    )
    take_back_entries(
        place=facts.place,
        entry_ids=mended,
        memo=memo,
        today=today,
        actor=cashier,
        request_id=void_id,
    )
    void = _receipt(void_id, sale, told, voided_at, now, posted=back.posted)
    void.sold_on = business_date(voided_at, Zone(facts.place.zone))
    void.till_id, void.shift_id = till.till_id, facts.shift_id
    _note_agreement(void, facts, told, sale)
    backs = _lines_back(void, lines, back.move_ids)
    write_sale(void, backs, _paid_back(void, paid))
    keep_consigned(receipt=void, lines=backs, consigned=consigned, why=Why.BATAL)
    deposits_rp = given_back(place=facts.place, receipt=void, cashier=cashier, today=today, now=now)
    cash_rp = -paid.get(TenderKind.CASH.value, 0) - deposits_rp
    follow_count(
        facts=facts, cashier=cashier, receipt_id=void.id, name=void.till_name, cash_rp=cash_rp, now=now
    )
    return void


def _sold(lines: Sequence[SaleLine], consigned: Sequence[Consigned | None]) -> list[tuple[UUID, int]]:
    """Give each move with what it was sold for; of goods of others the share alone."""
    return [
        (line.move_id, -one.split.share_rp if one else line.net_rp)
        for line, one in zip(lines, consigned, strict=True)
    ]


def taken_back_by(
    *, cooperative_id: int, device_id: UUID, told: VoidTold, at: datetime
) -> tuple[Told, TillHeld, Actor]:
    """Look up who took goods back where, or refuse what nobody here can have told. Step; one query.

    Args:
        cooperative_id: Whose.
        device_id: The device that told it.
        told: What was told.
        at: When it happened, aware.

    Raises:
        TillEventRefusedError: ``till number cashier``.
    """
    facts = told_by(
        cooperative_id=cooperative_id,
        device_id=device_id,
        cashier_id=told.cashier_id,
        shift_id=told.shift_id,
        at=at,
        series=told.series,
        number=told.number,
        second_id=told.agreed_by,
    )
    till, cashier = known(facts, series=told.series, number=told.number)
    return facts, till, cashier


def _note_agreement(void: Sale, facts: Told, told: VoidTold, sale: Sale) -> None:
    """Judge who agreed by the rules of the day of the void."""
    agreement = judged(
        facts=facts,
        agreed_by=told.agreed_by,
        has_pin=told.has_pin,
        act=Act.VOID,
        amount_rp=sale.paid_rp,
        is_own_sale=sale.cashier_id == told.cashier_id,
        is_in_shift=True,
        on=void.sold_on,
    )
    void.agreed_by_id, void.lacks = agreement.agreed_by, agreement.lacks


def _receipt(
    void_id: UUID, sale: Sale, told: VoidTold, voided_at: datetime, now: datetime, *, posted: Posted
) -> Sale:
    return Sale(
        id=void_id,
        kind=SaleKind.BATAL.value,
        of=sale,
        series=told.series,
        till_no=told.number,
        year=posted.year,
        no=posted.number,
        cashier_id=told.cashier_id,
        till_shift=told.shift_id,
        sold_at=voided_at,
        reason=told.reason,
        entry_id=posted.entry_id,
        recorded_at=now,
        **{key: getattr(sale, key) for key in _SAME},
        **{key: -getattr(sale, key) for key in _TURNED},
    )


def _lines_back(void: Sale, lines: Sequence[SaleLine], move_ids: Sequence[UUID]) -> list[SaleLine]:
    return [
        SaleLine(
            id=uuid7(),
            cooperative_id=void.cooperative_id,
            sale=void,
            of=line,
            move_id=move_id,
            **{key: getattr(line, key) for key in _SAME_LINE},
            **{key: -getattr(line, key) for key in _TURNED_LINE},
        )
        for line, move_id in zip(lines, move_ids, strict=True)
    ]


def _paid_back(void: Sale, paid: Mapping[str, int]) -> list[SaleTender]:
    return [
        SaleTender(id=uuid7(), cooperative_id=void.cooperative_id, sale=void, kind=kind, amount_rp=-amount_rp)
        for kind, amount_rp in paid.items()
        if amount_rp
    ]


def _held(cooperative_id: int, told: VoidTold) -> tuple[Sale, list[SaleLine], Mapping[str, int], list[UUID]]:
    """Give a sale that may be taken back whole, what of it is held, and the entries that mended its payment."""
    mine = {"cooperative_id": cooperative_id}
    paid = hold_tenders(cooperative_id=cooperative_id, sale_id=told.sale_id)
    rows = Sale.objects.filter(**mine, id=told.sale_id, kind=SaleKind.JUAL.value)
    sale = rows.select_related("member").first()
    if sale is None:
        raise TillEventRefusedError(wrong="sale")
    if sale.till_shift != told.shift_id:
        raise TillEventRefusedError(wrong="shift")
    mended = [one.entry_id for one in refuse_taken_back(sale)]
    if any(paid.left_rp[kind.value] != paid.held_rp[kind.value] for kind in OPEN_KINDS):
        raise TillEventRefusedError(wrong="settled")
    return sale, list(SaleLine.objects.filter(**mine, sale=sale).order_by("line_no")), paid.held_rp, mended


def refuse_taken_back(sale: Sale) -> list[Sale]:
    """Refuse a sale of which goods went back, or all of it; give what mended its payment. Step.

    Raises:
        TillEventRefusedError: ``voided returned``.
    """
    before = list(Sale.objects.filter(cooperative_id=sale.cooperative_id, of=sale).order_by("id"))
    kinds = {SaleKind(one.kind) for one in before}
    if kinds - {SaleKind.GANTI}:
        raise TillEventRefusedError(wrong="voided" if SaleKind.BATAL in kinds else "returned")
    return before
