"""A sale was paid otherwise than was first told: the money moves between accounts, goods and sum stay.

What mends it is a receipt of its own (GANTI) without lines: signed payments that come to nothing. The first receipt
never changes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.books.ledger.domain.entries import EntryDraft
from guyub.books.ledger.services.posting import Act as TrailLine
from guyub.books.ledger.services.posting import post_entry
from guyub.community.members.services.register import locked_member
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.ids import uuid7
from guyub.trade.retail.domain.accounts import SALE_SOURCE, SALES, SELLING
from guyub.trade.retail.domain.baskets import TenderKind
from guyub.trade.retail.domain.returns import Act
from guyub.trade.retail.domain.told import TillEventRefusedError
from guyub.trade.retail.models import Sale, SaleKind, SaleTender
from guyub.trade.retail.selectors.tenders import hold_tenders
from guyub.trade.retail.selectors.till_facts import told_by
from guyub.trade.retail.services.guarding import judged
from guyub.trade.retail.services.late_cash import follow_count
from guyub.trade.retail.services.sale_rows import OPEN_KINDS
from guyub.trade.retail.services.sales import known, money_lines, said_of, write_sale
from guyub.trade.retail.services.slices import owe_bon
from guyub.trade.retail.services.voiding import refuse_taken_back

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from guyub.books.ledger.domain.entries import LineDraft
    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative
    from guyub.trade.retail.domain.told_repaid import RepaidTold
    from guyub.trade.retail.selectors.tenders import TendersHeld


@dataclass(frozen=True, slots=True, kw_only=True)
class Mending:
    """What mends the payment of a sale.

    Args:
        receipt_id: The id of the receipt to be written, and of its entry's request.
        changes: Signed whole rupiah by way of paying; they sum to nothing.
        lines: Where that money lies: one line for each change.
        reason: Why, as printed.
        reference: Of a transfer or a QRIS code.
        agreed_by: The second person; None: none was asked.
        lacks: What agreement is missing.
        shift_id: The drawer's shift; None: it does not stand in the treasury.
        at: When it happened, aware.
        now: The moment of its entry, aware.
    """

    receipt_id: UUID
    changes: Mapping[TenderKind, int]
    lines: Sequence[LineDraft]
    reason: str
    reference: str = ""
    agreed_by: UUID | None = None
    lacks: str = ""
    shift_id: UUID | None = None
    at: datetime
    now: datetime


def repay_sale(
    *,
    cooperative_id: int,
    device_id: UUID,
    repaid_id: UUID,
    told: RepaidTold,
    repaid_at: datetime,
    now: datetime,
) -> Sale:
    """Enter that a till mended how a sale of its shift was paid. Step: needs an open transaction in the scope.

    Args:
        cooperative_id: Whose.
        device_id: The device that told it.
        repaid_id: The id of the event, which is the receipt's: it is entered once.
        told: What changed, and why.
        repaid_at: When, aware.
        now: The moment of its receipt, aware.

    Raises:
        TillEventRefusedError: ``till cashier sale member shift voided returned kept settled bank``.
        LimitRefusedError, NothingHoldsError: The member would owe more than a limit lets.
        EntryRefusedError: The books refuse it.
    """
    facts = told_by(
        cooperative_id=cooperative_id,
        device_id=device_id,
        cashier_id=told.cashier_id,
        shift_id=told.shift_id,
        at=repaid_at,
        second_id=told.agreed_by,
    )
    till, cashier = known(facts, series=0, number=0)
    sale = _mended(cooperative_id, told)
    lines = money_lines(told.changes, till, unit_id=sale.unit_id, member_id=sale.member_id)
    agreement = judged(
        facts=facts,
        agreed_by=told.agreed_by,
        has_pin=told.has_pin,
        act=Act.PAY_OTHERWISE,
        amount_rp=sale.paid_rp,
        is_own_sale=sale.cashier_id == told.cashier_id,
        is_in_shift=True,
        on=business_date(repaid_at, Zone(facts.place.zone)),
    )
    mending = Mending(
        receipt_id=repaid_id,
        changes=told.changes,
        lines=lines,
        reason=told.reason,
        agreed_by=agreement.agreed_by,
        lacks=agreement.lacks,
        shift_id=facts.shift_id,
        at=repaid_at,
        now=now,
    )
    receipt = mend_payment(place=facts.place, sale=sale, mending=mending, actor=cashier)
    cash_rp = told.changes.get(TenderKind.CASH, 0)
    follow_count(
        facts=facts, cashier=cashier, receipt_id=receipt.id, name=receipt.till_name, cash_rp=cash_rp, now=now
    )
    return receipt


def mend_payment(*, place: Cooperative, sale: Sale, mending: Mending, actor: Actor) -> Sale:
    """Post and write what mends the payment of a sale whose tenders are locked. Step.

    Args:
        place: Whose books.
        sale: The sale, read with its member.
        mending: What changes.
        actor: Who mends it.

    Returns:
        The receipt of it.

    Raises:
        LimitRefusedError, NothingHoldsError: The member would owe more than a limit lets.
        EntryRefusedError: The books refuse it.
    """
    zone = Zone(place.zone)
    on, today = business_date(mending.at, zone), business_date(mending.now, zone)
    owed_rp = mending.changes.get(TenderKind.CREDIT, 0)
    if owed_rp > 0:
        assert sale.member_id is not None  # noqa: S101  the caller saw to it
        owe_bon(
            cooperative_id=place.id,
            till_id=sale.till_id,
            member_id=sale.member_id,
            amount_rp=owed_rp,
            on=today,
        )
    moved_rp = sum(rp for rp in mending.changes.values() if rp > 0)
    said = said_of(sale.till_name, moved_rp, sale.member.person_id if sale.member else None)
    draft = EntryDraft(
        occurred_on=on,
        memo=f"Ganti cara bayar {sale.till_name}: {mending.reason}",
        lines=mending.lines,
        request_id=mending.receipt_id,
        series=SALES,
        source_kind=SALE_SOURCE,
        source_id=mending.receipt_id,
    )
    posted = post_entry(
        place=place,
        context=SELLING,
        draft=draft,
        today=today,
        actor=actor,
        is_late=True,
        act=TrailLine("retail.sale.repaid", said | {"reason": mending.reason}, mending.now),
    )
    receipt = _receipt(sale, mending, actor, on)
    receipt.year, receipt.no, receipt.entry_id = posted.year, posted.number, posted.entry_id
    write_sale(receipt, [], _tenders(receipt, mending))
    return receipt


def sale_to_mend(*, cooperative_id: int, sale_id: UUID, is_owed: bool) -> tuple[Sale, TendersHeld]:
    """Give a sale whose payment is to be mended, its tenders locked; the member's row before them, as paying bon does.

    Args:
        cooperative_id: Whose.
        sale_id: Which sale.
        is_owed: A part of it becomes bon.

    Raises:
        TillEventRefusedError: ``sale member``.
    """
    rows = Sale.objects.filter(cooperative_id=cooperative_id, id=sale_id, kind=SaleKind.JUAL.value)
    sale = rows.select_related("member").first()
    if sale is None:
        raise TillEventRefusedError(wrong="sale")
    if is_owed:
        if sale.member_id is None:
            raise TillEventRefusedError(wrong="member")
        locked_member(cooperative_id=cooperative_id, member_id=sale.member_id)
    return sale, hold_tenders(cooperative_id=cooperative_id, sale_id=sale_id)


def _mended(cooperative_id: int, told: RepaidTold) -> Sale:
    """Give a sale whose payment the till of its shift may mend; its tenders are locked."""
    sale, paid = sale_to_mend(
        cooperative_id=cooperative_id,
        sale_id=told.sale_id,
        is_owed=TenderKind.CREDIT in told.tenders,
    )
    if sale.till_shift != told.shift_id:
        raise TillEventRefusedError(wrong="shift")
    refuse_taken_back(sale)
    if {kind: rp for kind, rp in paid.held_rp.items() if rp} != {
        kind.value: rp for kind, rp in told.before.items()
    }:
        raise TillEventRefusedError(wrong="kept")
    if any(-told.changes.get(kind, 0) > paid.left_rp[kind.value] for kind in OPEN_KINDS):
        raise TillEventRefusedError(wrong="settled")
    return sale


def _receipt(sale: Sale, mending: Mending, actor: Actor, on: date) -> Sale:
    return Sale(
        id=mending.receipt_id,
        cooperative_id=sale.cooperative_id,
        kind=SaleKind.GANTI.value,
        of=sale,
        till_id=sale.till_id,
        series=sale.series,
        member_id=sale.member_id,
        cashier_id=actor.person_id,
        agreed_by_id=mending.agreed_by,
        lacks=mending.lacks,
        till_shift=sale.till_shift,
        shift_id=mending.shift_id,
        sold_at=mending.at,
        sold_on=on,
        location_id=sale.location_id,
        unit_id=sale.unit_id,
        subtotal_rp=0,
        total_rp=0,
        paid_rp=0,
        reason=mending.reason,
        recorded_at=mending.now,
    )


def _tenders(receipt: Sale, mending: Mending) -> list[SaleTender]:
    return [
        SaleTender(
            id=uuid7(),
            cooperative_id=receipt.cooperative_id,
            sale=receipt,
            kind=kind.value,
            amount_rp=rp,
            reference=mending.reference if rp > 0 and kind in {TenderKind.QRIS, TenderKind.TRANSFER} else "",
            left_rp=rp if rp > 0 and kind in OPEN_KINDS else 0,
        )
        for kind, rp in mending.changes.items()
    ]
