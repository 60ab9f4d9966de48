"""Goods of a sale come back: they lie there again at what they had cost, and money goes back the way it came."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.books.ledger.domain.entries import EntryDraft, LineDraft
from guyub.books.ledger.services.posting import Act as TrailLine
from guyub.books.ledger.services.posting import post_entry
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.money import allocate_rp
from guyub.trade.consignment.domain.shares import split_back
from guyub.trade.consignment.domain.slips import Why
from guyub.trade.consignment.selectors.terms import sold_before
from guyub.trade.inventory.domain.moves import Cause
from guyub.trade.inventory.services.moving import keep_moves, plan_moves
from guyub.trade.inventory.services.plans import Movement, Source
from guyub.trade.retail.domain.accounts import SALE_SOURCE, SALES, cost_of, returned_to, till_name
from guyub.trade.retail.domain.baskets import TenderKind
from guyub.trade.retail.domain.returns import Act
from guyub.trade.retail.domain.told import TillEventRefusedError
from guyub.trade.retail.models import Sale, SaleKind, SaleLine, SaleTender
from guyub.trade.retail.selectors.tenders import hold_tenders
from guyub.trade.retail.services.consigned import Consigned, context_of, keep_consigned
from guyub.trade.retail.services.guarding import judged
from guyub.trade.retail.services.late_cash import follow_count
from guyub.trade.retail.services.rationed import given_back
from guyub.trade.retail.services.sale_rows import OPEN_KINDS
from guyub.trade.retail.services.sales import money_lines, said_of, write_sale
from guyub.trade.retail.services.voiding import taken_back_by
from guyub.trade.subsidised.services.selling import hold_rationed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from uuid import UUID

    from guyub.books.ledger.services.posting import Posted
    from guyub.foundation.identity.domain.roles import Actor
    from guyub.trade.inventory.services.plans import Plan
    from guyub.trade.retail.domain.told_returns import ReturnTold
    from guyub.trade.retail.selectors.tenders import TendersHeld
    from guyub.trade.retail.selectors.till_facts import Told
    from guyub.trade.retail.services.guarding import Agreement


@dataclass(frozen=True, slots=True, kw_only=True)
class _Back:
    """Goods that come back, at hand: of which lines of which sale, what goes back for each, when."""

    back_id: UUID
    told: ReturnTold
    facts: Told
    cashier: Actor
    sale: Sale
    lines: Sequence[SaleLine]
    nets_rp: Sequence[int]
    consigned: Sequence[Consigned | None]
    at: datetime
    now: datetime
    on: date
    today: date

    @property
    def is_member(self) -> bool:
        """A member had bought."""
        return self.sale.member_id is not None


def return_sale(
    *,
    cooperative_id: int,
    device_id: UUID,
    back_id: UUID,
    told: ReturnTold,
    returned_at: datetime,
    now: datetime,
) -> Sale:
    """Enter that goods of a sale came back to a till. Step: needs an open transaction in the scope of the cooperative.

    What goes back of bon makes the debt less, what goes back of QRIS is no longer awaited; both no more than is open.

    Args:
        cooperative_id: Whose.
        device_id: The device that told it.
        back_id: The id of the event, which is the receipt's: it is entered once.
        told: What came back, and what for.
        returned_at: When, aware.
        now: The moment of its receipt, aware.

    Raises:
        TillEventRefusedError: ``till number cashier sale voided``, then line by line ``qty amount``, then
            ``settled amount bank``.
        StockRefusedError, EntryRefusedError: Stock or books refuse it.
        RationRefusedError: ``part``: of a rationed line a part alone came back.
        ContainerRefusedError, EventRefusedError: Its containers are not where it left them, or the drawer is short.
    """
    facts, till, cashier = taken_back_by(
        cooperative_id=cooperative_id, device_id=device_id, told=told.head, at=returned_at
    )
    sale, lines = _held(cooperative_id, told)
    zone = Zone(facts.place.zone)
    nets_rp = _nets(told)
    back = _Back(
        back_id=back_id,
        told=told,
        facts=facts,
        cashier=cashier,
        sale=sale,
        lines=lines,
        nets_rp=nets_rp,
        consigned=_consigned(cooperative_id, lines, nets_rp),
        at=returned_at,
        now=now,
        on=business_date(returned_at, zone),
        today=business_date(now, zone),
    )
    paid_by = money_lines(
        {kind: -rp for kind, rp in told.tenders.items()}, till, unit_id=sale.unit_id, member_id=sale.member_id
    )
    plan = _plan(back)
    hold_rationed(cooperative_id=cooperative_id, sale_id=sale.id)
    posted = _post(back, plan, paid_by)
    kept = keep_moves(
        plan=plan,
        posted=posted,
        today=back.today,
        actor=cashier,
        request_id=back_id,
        now=now,
        part=1,
        source=Source(SALE_SOURCE, back_id),
    )
    agreement = _agreed(back)
    receipt = _written(back, posted, kept.move_ids, till.till_id, agreement)
    _follow(back, receipt)
    return receipt


def _follow(back: _Back, receipt: Sale) -> None:
    """Let rationed goods and their containers come back with it, and the drawer hold what was counted."""
    facts, cashier, told = back.facts, back.cashier, back.told
    deposits_rp = given_back(
        place=facts.place,
        receipt=receipt,
        cashier=cashier,
        today=back.today,
        now=back.now,
        lines={one.line_no: one.base_qty for one in told.lines},
    )
    cash_rp = told.tenders.get(TenderKind.CASH, 0) + deposits_rp
    follow_count(
        facts=facts,
        cashier=cashier,
        receipt_id=receipt.id,
        name=receipt.till_name,
        cash_rp=-cash_rp,
        now=back.now,
    )


def _consigned(
    cooperative_id: int, lines: Sequence[SaleLine], nets_rp: Sequence[int]
) -> list[Consigned | None]:
    """Split what goes back for goods of others as their sale was split."""
    before = sold_before(cooperative_id=cooperative_id, move_ids=[line.move_id for line in lines])
    found: list[Consigned | None] = []
    for line, back_rp in zip(lines, nets_rp, strict=True):
        one = before.get(line.move_id)
        if one:
            split = split_back(sold=one.sold, before=one.back, back_rp=back_rp)
            found.append(Consigned(one.held, split.turned, one.row_id))
        else:
            found.append(None)
    return found


def _agreed(back: _Back) -> Agreement:
    """Judge who agreed by the rules of the day on which it came back."""
    head, sale = back.told.head, back.sale
    return judged(
        facts=back.facts,
        agreed_by=head.agreed_by,
        has_pin=head.has_pin,
        act=Act.RETURN,
        amount_rp=back.told.amount_rp,
        is_own_sale=sale.cashier_id == head.cashier_id,
        is_in_shift=sale.till_shift == head.shift_id,
        on=back.on,
    )


def _nets(told: ReturnTold) -> list[int]:
    """Give what goes back for each line in the end: its share of the rounding in it, whole rupiah."""
    amounts_rp = [line.amount_rp for line in told.lines]
    sign = -1 if told.rounding_rp < 0 else 1
    shares_rp = allocate_rp(abs(told.rounding_rp), amounts_rp)
    return [one + sign * share for one, share in zip(amounts_rp, shares_rp, strict=True)]


def _held(cooperative_id: int, told: ReturnTold) -> tuple[Sale, list[SaleLine]]:
    """Give the sale and the lines that come back, in the order told; its tenders are locked."""
    mine, sale_id = {"cooperative_id": cooperative_id}, told.head.sale_id
    paid = hold_tenders(cooperative_id=cooperative_id, sale_id=sale_id)
    rows = Sale.objects.filter(**mine, id=sale_id, kind=SaleKind.JUAL.value)
    sale = rows.select_related("member").first()
    if sale is None:
        raise TillEventRefusedError(wrong="sale")
    if Sale.objects.filter(**mine, of=sale, kind=SaleKind.BATAL.value).exists():
        raise TillEventRefusedError(wrong="voided")
    lines = {one.line_no: one for one in SaleLine.objects.filter(**mine, sale=sale)}
    gone: dict[UUID | None, list[int]] = defaultdict(lambda: [0, 0])
    for of_id, qty, rp in SaleLine.objects.filter(**mine, sale__of=sale).values_list(
        "of_id", "qty", "gross_rp"
    ):
        gone[of_id] = [gone[of_id][0] - qty, gone[of_id][1] - rp]
    for one in told.lines:
        line = lines.get(one.line_no)
        if line is None or one.base_qty > line.qty - gone[line.id][0]:
            raise TillEventRefusedError(wrong="qty", line=one.line_no)
        if one.amount_rp > line.net_rp - gone[line.id][1]:
            raise TillEventRefusedError(wrong="amount", line=one.line_no)
    _refuse_money(told, paid)
    return sale, [lines[one.line_no] for one in told.lines]


def _refuse_money(told: ReturnTold, paid: TendersHeld) -> None:
    """Refuse more of a way of paying than it still holds."""
    for kind, amount_rp in told.tenders.items():
        held_rp = paid.held_rp[kind.value]
        if kind in OPEN_KINDS and held_rp and amount_rp > paid.left_rp[kind.value]:
            raise TillEventRefusedError(wrong="settled")
        if amount_rp > held_rp:
            raise TillEventRefusedError(wrong="amount", line=0)


def _plan(back: _Back) -> Plan:
    return plan_moves(
        place=back.facts.place,
        movements=[
            Movement(
                product_id=line.product_id,
                location_id=back.sale.location_id,
                cause=Cause.KEMBALI,
                qty=one.base_qty,
                counter=cost_of(is_member=back.is_member),
                of_id=line.move_id,
                sold_rp=consigned.split.share_rp if consigned else -net_rp,
            )
            for one, line, net_rp, consigned in zip(
                back.told.lines, back.lines, back.nets_rp, back.consigned, strict=True
            )
        ],
        on=back.on,
        today=back.today,
    )


def _post(back: _Back, plan: Plan, paid_by: Sequence[LineDraft]) -> Posted:
    sums: dict[UUID | None, int] = defaultdict(int)
    shared: list[LineDraft] = []
    for told, net_rp, one in zip(plan.told, back.nets_rp, back.consigned, strict=True):
        unit_id = plan.held[told.stock_id].unit_id
        if one:
            shared += one.lines(unit_id)
        else:
            sums[unit_id] += net_rp
    account = returned_to(is_member=back.is_member)
    given = [
        LineDraft(account, rp, unit_id=unit_id, member_id=back.sale.member_id)
        for unit_id, rp in sums.items()
        if rp
    ]
    head, person_id = back.told.head, back.sale.member.person_id if back.sale.member else None
    said = said_of(till_name(head.series, head.number), back.told.paid_rp, person_id)
    draft = EntryDraft(
        occurred_on=back.on,
        memo=f"Retur {back.sale.till_name}: {head.reason}",
        lines=[*paid_by, *given, *shared, *plan.lines],
        request_id=back.back_id,
        series=SALES,
        source_kind=SALE_SOURCE,
        source_id=back.back_id,
    )
    return post_entry(
        place=back.facts.place,
        context=context_of(back.consigned),
        draft=draft,
        today=back.today,
        actor=back.cashier,
        is_late=True,
        act=TrailLine(
            "retail.sale.returned", said | {"of": back.sale.till_name, "reason": head.reason}, back.now
        ),
    )


def _written(
    back: _Back, posted: Posted, move_ids: Sequence[UUID], till_id: UUID, agreement: Agreement
) -> Sale:
    head, told, sale = back.told.head, back.told, back.sale
    mine = {"cooperative_id": sale.cooperative_id}
    receipt = Sale(
        **mine,
        id=back.back_id,
        kind=SaleKind.RETUR.value,
        of=sale,
        till_id=till_id,
        series=head.series,
        till_no=head.number,
        year=posted.year,
        no=posted.number,
        member_id=sale.member_id,
        cashier_id=head.cashier_id,
        agreed_by_id=agreement.agreed_by,
        lacks=agreement.lacks,
        till_shift=head.shift_id,
        shift_id=back.facts.shift_id,
        sold_at=back.at,
        sold_on=back.on,
        location_id=sale.location_id,
        unit_id=sale.unit_id,
        subtotal_rp=-told.amount_rp,
        total_rp=-told.amount_rp,
        rounding_rp=-told.rounding_rp,
        paid_rp=-told.paid_rp,
        reason=head.reason,
        entry_id=posted.entry_id,
        recorded_at=back.now,
    )
    lines = [
        SaleLine(
            **mine,
            id=uuid7(),
            sale=receipt,
            line_no=at,
            of=line,
            product_id=line.product_id,
            unit_id=line.unit_id,
            qty=-one.base_qty,
            price_rp=line.price_rp,
            price_qty=line.price_qty,
            audience=line.audience,
            gross_rp=-one.amount_rp,
            rounding_rp=one.amount_rp - net_rp,
            net_rp=-net_rp,
            move_id=move_id,
        )
        for at, (one, line, net_rp, move_id) in enumerate(
            zip(told.lines, back.lines, back.nets_rp, move_ids, strict=True), 1
        )
    ]
    tenders = [
        SaleTender(**mine, id=uuid7(), sale=receipt, kind=kind.value, amount_rp=-rp)
        for kind, rp in told.tenders.items()
    ]
    write_sale(receipt, lines, tenders)
    keep_consigned(receipt=receipt, lines=lines, consigned=back.consigned, why=Why.KEMBALI)
    return receipt
