"""Rationed lines of a sale: who bought is kept beside it, containers go with the goods. Steps that retail calls.

``plan_rationed`` looks up before the posting and holds the books of containers; ``keep_rationed`` moves them and writes
the rows after it; ``take_back_rationed`` undoes both. What a sale used of a quota is counted elsewhere, in the network,
before the sale is entered (``services/quota.py``).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.selectors.together import Inquiry, asked
from guyub.trade.inventory.models import ContainerMove, ContainerProduct
from guyub.trade.inventory.selectors.container_shelves import hold_books
from guyub.trade.inventory.services.container_steps import Exchanged, Holder, exchange, taken_back
from guyub.trade.subsidised.domain.officials import after_taken_back
from guyub.trade.subsidised.domain.programmes import KnownBy, OfficialState
from guyub.trade.subsidised.domain.told import RationTold, Stays, own_number
from guyub.trade.subsidised.models import Consumer, Programme, QuotaUse, RationedSale

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from guyub.trade.inventory.services.container_writing import Doing

NOBODY = UUID(int=0)  # an inquiry must ask for somebody
CONTAINER_PART = 500  # entries of deposits, after all that the sale itself posts


class RationRefusedError(DomainError):
    """A rationed line is not entered until a person has mended what stands against it; ``wrong`` says why.

    ``line`` (the sale has none of that number), ``goods`` (the line is of another good than its programme), ``qty``
    (another quantity than the line's), ``empties`` (more empty containers than full ones, or some stay with the buyer
    and nobody said how), ``deposit`` (another sum than the deposit of that day; fact ``due_rp``), ``part`` (of a
    rationed line a part alone came back; fact ``line``).
    """

    code: ClassVar[str] = "subsidised.ration.refused"
    answers_conflict: ClassVar[bool] = True


@dataclass(frozen=True, slots=True, kw_only=True)
class RationedLine:
    """One line of a sale whose good is rationed, as the till sold it.

    Args:
        line_no: Its number, from one.
        product_id: What.
        good: The programme that the product belongs to.
        packs: Base units of the product.
        content: What one of them holds, in the good's smallest unit.
        paid_rp: What was paid for it, whole rupiah.
        ceiling_rp: What it could have cost at most; None: no ceiling was known.
        told: What the till told of the ration; None: nothing.
    """

    line_no: int
    product_id: UUID
    good: str
    packs: int
    content: int
    paid_rp: int
    ceiling_rp: int | None
    told: RationTold | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RationedSold:
    """The rationed lines of one sale.

    Args:
        sale_id: The receipt.
        number: The till's own number of it.
        lines: Its rationed lines.
        sold_at: When, aware.
        cashier_id: Who sold, a person.
        location_id: From where.
        drawer_id: Where deposits go.
        member_id: The member who bought.
        person_id: That member's person.
    """

    sale_id: UUID
    number: str
    lines: Sequence[RationedLine]
    sold_at: datetime
    cashier_id: UUID
    location_id: UUID
    drawer_id: UUID
    member_id: UUID | None
    person_id: UUID | None


@dataclass(frozen=True, slots=True)
class _Buyer:
    """Who bought, as the network knows it, by which use, and what limit was passed."""

    use_id: UUID | None
    consumer_id: UUID | None
    name: str
    last4: str
    known_by: KnownBy
    over_mode: str


@dataclass(frozen=True, slots=True)
class RationPlan:
    """Rationed lines of some sales, looked up.

    The official site by programme, the kind of container by product, and by sale and line who bought.
    """

    officials: Mapping[str, str]
    kinds: Mapping[UUID, UUID]
    buyers: Mapping[tuple[UUID, int], _Buyer]


def plan_rationed(*, cooperative_id: int, sales: Sequence[RationedSold]) -> RationPlan:
    """Look rationed lines up, refuse what does not fit, and hold the books of their containers. Step, before posting.

    One trip, and one more where containers move; none where nothing is rationed.

    Args:
        cooperative_id: Whose.
        sales: With their rationed lines.

    Raises:
        RationRefusedError: ``goods qty empties``.
    """
    lines = [line for sale in sales for line in sale.lines]
    if not lines:
        return RationPlan({}, {}, {})
    rations = [(sale.sale_id, line.told) for sale in sales for line in sale.lines if line.told]
    told = [one for _, one in rations]
    officials, kinds, uses, consumers = asked(
        Inquiry.of(
            Programme.objects.filter(key__in={line.good for line in lines}).values_list("key", "official"),
            read=dict,
        ),
        Inquiry.of(
            ContainerProduct.objects.filter(
                cooperative_id=cooperative_id, product_id__in={line.product_id for line in lines}
            ).values_list("product_id", "kind_id"),
            read=dict,
        ),
        Inquiry.of(
            QuotaUse.objects.filter(
                id__in=[NOBODY, *(id_ for sale_id, one in rations for id_ in _numbers(sale_id, one))]
            ).values_list(
                *("id", "told_by", "consumer_id", "consumer__given_name", "consumer__nik_last4"),
                *("known_by", "over_mode"),
            ),
            read=list,
        ),
        Inquiry.of(
            Consumer.objects.filter(
                id__in=[NOBODY, *(one.consumer_id for one in told if one.consumer_id)]
            ).values_list("id", "given_name", "nik_last4"),
            read=list,
        ),
    )
    known = {row[0]: row[1:] for row in consumers}
    used = {row[0]: row[1:] for row in uses}
    buyers = {(sale_id, one.line): _buyer(sale_id, one, used, known) for sale_id, one in rations}
    plan = RationPlan(officials, kinds, buyers)
    for line in lines:
        _check(line, is_contained=line.product_id in kinds)
    moved = {kinds[line.product_id] for line in lines if line.told and line.product_id in kinds}
    hold_books(cooperative_id=cooperative_id, kind_ids=moved)
    return plan


def keep_rationed(*, plan: RationPlan, sale: RationedSold, doing: Doing) -> int:
    """Move the containers of a sale that stands, and keep who bought its rationed lines. Step, after posting.

    Args:
        plan: What ``plan_rationed`` found, in this transaction.
        sale: Of it.
        doing: Whose, the day of the sale, when, who; its source is the sale.

    Returns:
        What was taken for containers that stay with the buyer, whole rupiah.

    Raises:
        RationRefusedError: ``deposit``.
        ContainerRefusedError: ``short rate location``.
        EventRefusedError, EntryRefusedError: The books refuse the deposit.
    """
    rows, deposits_rp = [], 0
    for line in sale.lines:
        if line.told is None and not plan.officials.get(line.good):
            continue  # nobody must be asked who buys it
        moved = _exchanged(plan, sale, line, replace(doing, part=CONTAINER_PART + line.line_no))
        deposits_rp += moved.deposit_rp
        rows.append(_row(plan, sale, line, doing, moved.holding_id))
    if rows:
        RationedSale.objects.bulk_create(rows)
    return deposits_rp


def take_back_rationed(
    *, doing: Doing, sale_id: UUID, reason: str, lines: Mapping[int, int] | None = None
) -> int:
    """Take rationed lines of a sale back: containers lie there again, the official site must hear of it. Step.

    ``hold_rationed`` came before the posting.

    Args:
        doing: Whose, when, who; its source is the receipt that takes it back.
        sale_id: The sale.
        reason: Why.
        lines: Which of its lines come back, with how many base units; None: all of it.

    Returns:
        What goes back for containers, whole rupiah.

    Raises:
        RationRefusedError: ``part``.
        ContainerRefusedError: ``short gone undone``: the containers are not where the sale left them.
        EventRefusedError, EntryRefusedError: The books refuse the deposit.
    """
    back = []
    for row in _standing(doing.place.id, sale_id):
        if lines is not None and row.line_no not in lines:
            continue
        if lines is not None and lines[row.line_no] != row.packs:
            raise RationRefusedError(wrong="part", line=row.line_no)
        back.append(row)
    if not back:
        return 0
    deposits_rp = sum(_containers_back(doing, row, reason) for row in back)
    after: dict[OfficialState, list[UUID]] = defaultdict(list)
    for row in back:
        after[after_taken_back(OfficialState(row.official))].append(row.id)
    for official, ids in after.items():
        RationedSale.objects.filter(cooperative_id=doing.place.id, id__in=ids).update(
            taken_back_on=doing.on, official=official.value
        )
    return deposits_rp


def hold_rationed(*, cooperative_id: int, sale_id: UUID) -> None:
    """Hold the books of the containers that a sale moved, before it is taken back. Step; two queries at most."""
    kinds = set(
        ContainerMove.objects.filter(cooperative_id=cooperative_id, source_id=sale_id).values_list(
            "kind_id", flat=True
        )
    )
    hold_books(cooperative_id=cooperative_id, kind_ids=kinds)


def _standing(cooperative_id: int, sale_id: UUID) -> Sequence[RationedSale]:
    rows = RationedSale.objects.filter(
        cooperative_id=cooperative_id, sale_id=sale_id, taken_back_on__isnull=True
    )
    return list(rows.select_for_update(no_key=True).order_by("line_no"))


def _containers_back(doing: Doing, row: RationedSale, reason: str) -> int:
    """Take the container moves of one line back; give what goes back for them."""
    moves = list(
        ContainerMove.objects.filter(
            cooperative_id=doing.place.id,
            source_id=row.sale_id,
            undoes_id__isnull=True,
            kind__products__product_id=row.product_id,
        ).order_by("seq")
    )
    if not moves:
        return 0
    taken_back(doing=replace(doing, part=CONTAINER_PART + row.line_no), rows=moves, reason=reason)
    return sum(move.amount_rp for move in moves)


def _check(line: RationedLine, *, is_contained: bool) -> None:
    told = line.told
    if told is None:
        return
    if told.programme != line.good:
        raise RationRefusedError(wrong="goods", line=line.line_no)
    if told.qty != line.packs * line.content:
        raise RationRefusedError(wrong="qty", line=line.line_no)
    rest = line.packs - told.empties
    if is_contained and (rest < 0 or (rest > 0) is (told.stays is Stays.NO)):
        raise RationRefusedError(wrong="empties", line=line.line_no)


def _exchanged(plan: RationPlan, sale: RationedSold, line: RationedLine, doing: Doing) -> Exchanged:
    """Let full containers leave with the buyer; nothing moves where the product has none, or nothing was told."""
    told, kind_id = line.told, plan.kinds.get(line.product_id)
    if told is None or kind_id is None:
        return Exchanged()
    moved = exchange(
        doing=doing,
        kind_id=kind_id,
        location_id=sale.location_id,
        full_qty=line.packs,
        empty_qty=told.empties,
        holder=_holder(plan, sale, told),
        cash_place_id=sale.drawer_id,
    )
    if moved.deposit_rp != told.deposit_rp:
        raise RationRefusedError(wrong="deposit", line=line.line_no, due_rp=moved.deposit_rp)
    return moved


def _holder(plan: RationPlan, sale: RationedSold, told: RationTold) -> Holder | None:
    """Give who answers for containers that stay: the member, or the buyer by given name and four digits."""
    if told.stays is Stays.NO:
        return None
    buyer = plan.buyers[sale.sale_id, told.line]
    name = f"{buyer.name or 'Pembeli'}, NIK {buyer.last4}"
    return Holder(
        member_id=sale.member_id,
        person_id=sale.person_id,
        name=name,
        has_deposit=told.stays is Stays.DEPOSIT,
    )


def _numbers(sale_id: UUID, told: RationTold) -> tuple[UUID, UUID]:
    """Give the numbers under which a line may be noted: its own, where the till's belongs to another, or the till's."""
    return own_number(sale_id=sale_id, line=told.line), told.use_id


def _buyer(
    sale_id: UUID,
    told: RationTold,
    used: Mapping[UUID, tuple[UUID | None, UUID | None, str | None, str, str, str]],
    known: Mapping[UUID, tuple[str, str]],
) -> _Buyer:
    """Say who bought: as the network counted it for this sale; where it did not, as the till told it."""
    for id_ in _numbers(sale_id, told):
        if id_ in used and used[id_][0] in {None, sale_id}:
            _, consumer_id, name, last4, known_by, over_mode = used[id_]
            return _Buyer(id_, consumer_id, name or "", last4 or told.last4, KnownBy(known_by), over_mode)
    if told.consumer_id and told.consumer_id in known:
        name, last4 = known[told.consumer_id]
        return _Buyer(told.use_id, told.consumer_id, name, last4, told.known_by, "")
    return _Buyer(told.use_id, None, "", told.last4, told.known_by, "")


def _row(
    plan: RationPlan, sale: RationedSold, line: RationedLine, doing: Doing, holding_id: UUID | None
) -> RationedSale:
    told = line.told
    nobody = _Buyer(None, None, "", "", KnownBy.UNKNOWN, "")
    buyer = plan.buyers[sale.sale_id, told.line] if told else nobody
    official = OfficialState.WAITING if plan.officials.get(line.good) else OfficialState.NONE
    return RationedSale(
        id=uuid7(),
        cooperative_id=doing.place.id,
        sale_id=sale.sale_id,
        use_id=buyer.use_id,
        line_no=line.line_no,
        number=sale.number,
        programme=line.good,
        category=told.category if told else "",
        consumer_id=buyer.consumer_id,
        buyer=buyer.name,
        nik_last4=buyer.last4,
        product_id=line.product_id,
        qty=line.packs * line.content,
        packs=line.packs,
        paid_rp=line.paid_rp,
        ceiling_rp=line.ceiling_rp,
        sold_at=sale.sold_at,
        sold_on=doing.on,
        cashier_id=sale.cashier_id,
        known_by=buyer.known_by.value,
        over_mode=buyer.over_mode,
        reason=told.reason if told else "",
        empties_in=told.empties if told else 0,
        holding_id=holding_id,
        official=official.value,
        recorded_at=doing.now,
    )
