"""What comes from agents: contracts, deliveries, requests, and the figures that a request stands on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import asked
from guyub.trade.inventory.selectors.bought import regulated_inquiry, sold_inquiry, there_inquiry
from guyub.trade.inventory.selectors.container_links import kind_of_product, moves_of_source
from guyub.trade.procurement.selectors.market import asked_in_vain
from guyub.trade.subsidised.domain.supply import DeliveryState, light_count, wanted_qty
from guyub.trade.subsidised.models import Delivery, Programme, SupplyContract, SupplyRequest

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from uuid import UUID

    from guyub.trade.inventory.models import ContainerMove
    from guyub.trade.inventory.selectors.bought import Good

WEEKS, WEEK = 4, 7
MOST_LISTED = 100
WARN_DAYS = 30


@dataclass(frozen=True, slots=True)
class ProgrammeGood(Row):
    """One product of a programme: its title, its smallest unit, how much of the good one of it holds."""

    product_id: UUID
    title: str
    base_unit: str
    base_unit_id: UUID
    content: int
    is_open: bool


@dataclass(frozen=True, slots=True)
class Basis(Row):
    """What a request to an agent stands on, in base units: a week's sales, asked in vain in a week, stock, coming."""

    weekly_sold: int
    unmet: int
    stock: int
    coming: int


@dataclass(frozen=True, slots=True)
class ContractRow(Row):
    """One contract as a page shows it; ``warnings`` are words on what is due or over."""

    contract_id: UUID
    partner_id: UUID
    partner: str
    programme: str
    good: str
    role: str
    registration_no: str
    contract_no: str
    from_on: date
    until_on: date | None
    weekly_qty: int
    cap_qty: int | None
    scale_due_on: date | None
    apar_due_on: date | None
    has_sign: bool
    hours: str
    note: str
    ended_on: date | None
    ended_why: str


@dataclass(frozen=True, slots=True)
class DeliveryRow(Row):
    """One delivery as a page shows it; base units, whole rupiah, grams. ``person`` is who wrote it last."""

    delivery_id: UUID
    name: str
    contract_id: UUID
    partner: str
    programme: str
    product_id: UUID
    product: str
    state: str
    planned_on: date
    planned_qty: int
    do_no: str
    arrived_on: date | None
    location: str
    came_qty: int | None
    leaking_qty: int
    returned_qty: int
    empties_qty: int | None
    samples_g: Sequence[int]
    least_g: int | None
    price_rp: int | None
    payment_ref: str
    person: str
    second: str
    site_before: int | None
    site_after: int | None
    receipt_id: UUID | None
    receipt_undone_on: date | None
    note: str
    ended_on: date | None
    ended_why: str

    @property
    def sound_qty(self) -> int:
        """What went on the shelf."""
        return (self.came_qty or 0) - self.leaking_qty - self.returned_qty

    @property
    def light(self) -> int:
        """How many of the samples were too light."""
        return light_count(self.samples_g, least_g=self.least_g or 0)

    @property
    def differs(self) -> int:
        """By how much more (or below zero less) came than was planned."""
        return (self.came_qty or 0) - self.planned_qty


@dataclass(frozen=True, slots=True)
class RequestRow(Row):
    """One request to an agent; base units."""

    request_id: UUID
    name: str
    partner: str
    partner_id: UUID
    product: str
    asked_on: date
    wanted_on: date
    wanted_qty: int
    basis: Basis
    note: str
    person: str
    answered_on: date | None
    answer_qty: int | None
    answer_note: str


def programme_titles() -> dict[str, str]:
    """Give the programmes by key, in their order. One query."""
    return dict(Programme.objects.order_by("order", "key").values_list("key", "title"))


def goods_of_programme(
    *, cooperative_id: int, programme: str, is_open: bool = True
) -> dict[UUID, ProgrammeGood]:
    """Find the products of a programme, by id; closed ones too where ``is_open`` is False. One query."""
    (found,) = asked(regulated_inquiry(cooperative_id=cooperative_id, good=programme))
    return {one.product_id: _good(one) for one in found if one.is_open or not is_open}


def container_kind_of(*, cooperative_id: int, product_id: UUID) -> UUID | None:
    """Tell in which kind of container a product comes; None: in none. One query."""
    return kind_of_product(cooperative_id=cooperative_id, product_id=product_id)


def container_moves(*, cooperative_id: int, source_kind: str, source_id: UUID) -> list[ContainerMove]:
    """List the containers that a delivery moved. One query."""
    return moves_of_source(cooperative_id=cooperative_id, source_kind=source_kind, source_id=source_id)


def basis_of(*, cooperative_id: int, product_id: UUID, today: date) -> Basis:
    """Say what a request stands on: four weeks' sales as a week, rounded up, and the last week's requests in vain.

    Three queries, in two trips.
    """
    ids = [product_id]
    (sold, there) = asked(
        sold_inquiry(
            cooperative_id=cooperative_id, product_ids=ids, since=today - timedelta(days=WEEKS * WEEK)
        ),
        there_inquiry(cooperative_id=cooperative_id, product_ids=ids),
    )
    unmet = asked_in_vain(cooperative_id=cooperative_id, product_ids=ids, since=today - timedelta(days=WEEK))
    planned = Delivery.objects.filter(
        cooperative_id=cooperative_id, product_id=product_id, state=DeliveryState.RENCANA.value
    )
    coming = sum(planned.values_list("planned_qty", flat=True))
    return Basis(
        -(-sold.get(product_id, 0) // WEEKS), unmet.get(product_id, 0), there.get(product_id, 0), coming
    )


def suggested(basis: Basis, *, cap_qty: int | None) -> int:
    """Say how much to ask for."""
    return wanted_qty(
        weekly_sold=basis.weekly_sold,
        unmet=basis.unmet,
        stock=basis.stock,
        coming=basis.coming,
        cap_qty=cap_qty,
    )


def contracts_of(*, cooperative_id: int, contract_id: UUID | None = None) -> list[ContractRow]:
    """List contracts, those that run first. One query."""
    rows = SupplyContract.objects.filter(cooperative_id=cooperative_id)
    if contract_id is not None:
        rows = rows.filter(id=contract_id)
    listed = rows.select_related("partner", "programme").order_by("ended_on", "programme__order", "id")
    return [
        ContractRow(
            contract_id=row.id,
            partner_id=row.partner_id,
            partner=row.partner.name,
            programme=row.programme_id,
            good=row.programme.title,
            role=row.role,
            registration_no=row.registration_no,
            contract_no=row.contract_no,
            from_on=row.from_on,
            until_on=row.until_on,
            weekly_qty=row.weekly_qty,
            cap_qty=row.cap_qty,
            scale_due_on=row.scale_due_on,
            apar_due_on=row.apar_due_on,
            has_sign=row.has_sign,
            hours=row.hours,
            note=row.note,
            ended_on=row.ended_on,
            ended_why=row.ended_why,
        )
        for row in listed[:MOST_LISTED]
    ]


def deliveries_of(
    *, cooperative_id: int, delivery_id: UUID | None = None, most: int = MOST_LISTED
) -> list[DeliveryRow]:
    """List deliveries: those that are planned by their day, then the others, the newest first. One query."""
    rows = Delivery.objects.filter(cooperative_id=cooperative_id)
    if delivery_id is not None:
        rows = rows.filter(id=delivery_id)
    listed = rows.select_related(
        "contract__partner", "product", "location", "receipt", "planned_by", "received_by"
    ).order_by("-planned_on", "-id")
    found = [_delivery(row) for row in listed[:most]]
    planned = [row for row in found if row.state == DeliveryState.RENCANA]
    return planned[::-1] + [row for row in found if row.state != DeliveryState.RENCANA]


def requests_of(*, cooperative_id: int, supply_request_id: UUID | None = None) -> list[RequestRow]:
    """List requests to agents, the newest first. One query."""
    rows = SupplyRequest.objects.filter(cooperative_id=cooperative_id)
    if supply_request_id is not None:
        rows = rows.filter(id=supply_request_id)
    listed = rows.select_related("contract__partner", "product", "person").order_by("-asked_on", "-id")
    return [
        RequestRow(
            request_id=row.id,
            name=row.name,
            partner=row.contract.partner.name,
            partner_id=row.contract.partner_id,
            product=row.product.name,
            asked_on=row.asked_on,
            wanted_on=row.wanted_on,
            wanted_qty=row.wanted_qty,
            basis=Basis(**row.basis),
            note=row.note,
            person=row.person.name,
            answered_on=row.answered_on,
            answer_qty=row.answer_qty,
            answer_note=row.answer_note,
        )
        for row in listed[:MOST_LISTED]
    ]


def warnings_of(contract: ContractRow, *, today: date) -> list[tuple[str, date]]:
    """Say what of a contract ends within thirty days or is over: code and day."""
    dated: dict[str, date | None] = {
        "contract": contract.until_on,
        "scale": contract.scale_due_on,
        "apar": contract.apar_due_on,
    }
    return [(name, on) for name, on in dated.items() if on and (on - today).days <= WARN_DAYS]


def _good(one: Good) -> ProgrammeGood:
    return ProgrammeGood(
        product_id=one.product_id,
        title=one.name,
        base_unit=one.base_unit,
        base_unit_id=next(iter(one.unit_ids.values())),
        content=one.content,
        is_open=one.is_open,
    )


def _delivery(row: Delivery) -> DeliveryRow:
    given: dict[str, Any] = {
        name: getattr(row, name)
        for name in (
            "name", "contract_id", "product_id", "state", "planned_on", "planned_qty", "do_no", "arrived_on",
            "came_qty", "leaking_qty", "returned_qty", "empties_qty", "samples_g", "least_g", "price_rp", "payment_ref",
            "second", "site_before", "site_after", "receipt_id", "note", "ended_on", "ended_why",
        )
    }  # fmt: skip
    return DeliveryRow(
        delivery_id=row.id,
        partner=row.contract.partner.name,
        programme=row.contract.programme_id,
        product=row.product.name,
        location=row.location.name if row.location else "",
        person=(row.received_by or row.planned_by).name,
        receipt_undone_on=row.receipt.undone_on if row.receipt else None,
        **given,
    )
