"""Pay-first orders of invented Bumiayu: a cycle in each state, with buyers who wait, fetch and are given back."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from guyub.books.treasury.domain.places import CashKind
from guyub.books.treasury.selectors.places import places_of
from guyub.community.members.selectors.register import members_after
from guyub.community.partners.selectors.partners import partners_inquiry
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.selectors.guiding import place_by_code
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.selectors.together import asked
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.journeys.services.buying_examples import NAMES, NOODLES, OIL, RICE, SOUP, STORE, SUGAR
from guyub.journeys.services.examples import BUMIAYU, SPACE
from guyub.journeys.services.ledger_examples import actor_in
from guyub.journeys.services.partner_examples import GADANG
from guyub.trade.inventory.selectors.bought import goods_typed, location_options
from guyub.trade.procurement.domain.receipts import ReceiptLineTyped, ReceiptTyped
from guyub.trade.procurement.selectors.orders import order_page
from guyub.trade.procurement.services.ordering_steps import send_order
from guyub.trade.procurement.services.receipts import receive_goods
from guyub.trade.retail.domain.claims import WishTyped
from guyub.trade.retail.domain.cycles import CycleTyped, GoodTyped
from guyub.trade.retail.selectors.cycles import cycle_page, cycles_inquiry
from guyub.trade.retail.services.buyer_orders import take_order
from guyub.trade.retail.services.closing import close_cycle
from guyub.trade.retail.services.cycles import cancel_cycle, open_cycle
from guyub.trade.retail.services.handing import hand_over
from guyub.trade.retail.services.sharing import share_cycle

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative
    from guyub.trade.inventory.selectors.bought import Good
    from guyub.trade.retail.selectors.cycles import CyclePage

MEMBERS = 6


def make_buyer_examples(*, now: datetime) -> None:
    """Let Bumiayu's buyers order and pay first. Only for a demonstration; repeating it changes nothing.

    After the buying of the demonstration; without its goods, its wholesaler and its safe nothing is made.
    """
    place = place_by_code(BUMIAYU)
    if place is None:
        return
    with scope(place.id):
        cycles, partners = asked(
            cycles_inquiry(cooperative_id=place.id, most=1), partners_inquiry(cooperative_id=place.id)
        )
        goods = goods_typed(cooperative_id=place.id, typed=NAMES)
        stores = {name: UUID(id_) for id_, name in location_options(cooperative_id=place.id).items()}
        safes = [row.id for row in places_of(cooperative_id=place.id) if row.kind is CashKind.BRANKAS]
        members = [
            row.member_id
            for _, row in members_after(cooperative_id=place.id, after=0, most=4 * MEMBERS)
            if row.is_member
        ][:MEMBERS]
    who = {row.name: row.partner_id for row in partners}
    if cycles or len(goods) != len(NAMES) or STORE not in stores or GADANG not in who or not safes:
        return
    if len(members) < MEMBERS:
        return
    shop = _Shop(place, goods, stores[STORE], who[GADANG], safes[0], members, now)
    shop.takes_orders()
    shop.waits_for_goods()
    shop.hands_over()
    shop.is_done()
    shop.is_cancelled()


@dataclass
class _Shop:
    """Bumiayu's buyers, and the moment of the demonstration; each act once, by what it is called."""

    place: Cooperative
    goods: Mapping[str, Good]
    store: UUID
    partner_id: UUID
    safe: UUID
    members: Sequence[UUID]
    now: datetime
    keeper: Actor = field(init=False)
    treasurer: Actor = field(init=False)

    def __post_init__(self) -> None:
        self.keeper = actor_in(self.place, Role.PENGELOLA_GERAI)
        self.treasurer = actor_in(self.place, Role.BENDAHARA)
        self.today = business_date(self.now, Zone(self.place.zone))

    def takes_orders(self) -> None:
        """Rice by the sack: one case is full, the next lacks a sack."""
        cycle_id = self._opened("rice", (RICE, "karung", 3, 640_000, 655_000, 610_000), days=5)
        self._ordered("rice", cycle_id, 0, (2, 0))
        self._ordered("rice", cycle_id, 1, (1, 1))
        self._ordered("rice", cycle_id, "Bu Lastri (contoh)", (1, 0))

    def waits_for_goods(self) -> None:
        """Oil is ordered and on its way."""
        cycle_id = self._opened("oil", (OIL, "karton", 1, 184_000, 187_000, 176_400), days=1)
        self._ordered("oil", cycle_id, 2, (2, 0))
        self._ordered("oil", cycle_id, 3, (1, 1))
        self._sent("oil", cycle_id)

    def hands_over(self) -> None:
        """Noodles came, one carton less than ordered: one buyer has fetched, one gets money back."""
        cycle_id = self._opened("noodles", (NOODLES, "karton", 5, 119_000, 122_000, 112_000), days=0)
        first = self._ordered("noodles", cycle_id, 4, (3, 0))
        self._ordered("noodles", cycle_id, 5, (1, 2))
        self._ordered("noodles", cycle_id, "Pak Wagiman (contoh)", (1, 0))
        self._sent("noodles", cycle_id)
        self._came("noodles", cycle_id, less=1)
        self._fetched("noodles", cycle_id, first)

    def is_done(self) -> None:
        """Soup came and went."""
        cycle_id = self._opened("soup", (SOUP, "karton", 1, 115_000, 118_000, 108_000), days=0)
        order_id = self._ordered("soup", cycle_id, 0, (5, 0))
        self._sent("soup", cycle_id)
        self._came("soup", cycle_id)
        self._fetched("soup", cycle_id, order_id)

    def is_cancelled(self) -> None:
        """Too few wanted sugar; their money waits for them."""
        cycle_id = self._opened("sugar", (SUGAR, "karung", 4, 830_000, 845_000, 790_000), days=2)
        self._ordered("sugar", cycle_id, 1, (1, 0))
        cancel_cycle(
            cycle_id=cycle_id,
            why="Peminat terlalu sedikit (contoh)",
            **self._act("sugar/cancelled", self.keeper),
        )

    def _opened(self, label: str, told: tuple[str, str, int, int, int, int], *, days: int) -> UUID:
        name, unit, case_size, member_rp, other_rp, buying_rp = told
        good = self.goods[name]
        closes_on = self.today + timedelta(days=days)
        typed = CycleTyped(
            partner_id=self.partner_id,
            location_id=self.store,
            closes_on=closes_on,
            expected_on=closes_on + timedelta(days=2),
            goods=[
                GoodTyped(
                    product_id=good.product_id,
                    unit_id=good.unit_ids[unit],
                    case_size=case_size,
                    member_rp=member_rp,
                    other_rp=other_rp,
                    buying_rp=buying_rp,
                )
            ],
            note="Contoh putaran; ambil di gerai sesudah pukul 15.00.",
        )
        return open_cycle(place=self.place, typed=typed, **self._act(f"{label}/opened", self.keeper))

    def _ordered(self, label: str, cycle_id: UUID, who: int | str, wish: tuple[int, int]) -> UUID:
        (one,) = self._page(cycle_id).goods
        is_member = isinstance(who, int)
        return take_order(
            place=self.place,
            cycle_id=cycle_id,
            member_id=self.members[who] if isinstance(who, int) else None,
            buyer="" if is_member else str(who),
            wishes=[WishTyped(good_id=one.good.good_id, qty=wish[0], tolerance_qty=wish[1])],
            shown_rp=None,
            cash_place_id=self.safe,
            **self._act(f"{label}/ordered/{who}", self.treasurer),
        )

    def _sent(self, label: str, cycle_id: UUID) -> None:
        shown_rp = self._page(cycle_id).order_rp
        act = self._act(f"{label}/closed", self.keeper)
        order_id = close_cycle(cycle_id=cycle_id, shown_rp=shown_rp, **act)
        send_order(order_id=order_id, **self._act(f"{label}/sent", self.keeper))

    def _came(self, label: str, cycle_id: UUID, *, less: int = 0) -> None:
        order_id = self._page(cycle_id).cycle.order_id
        assert order_id is not None  # noqa: S101  it was just closed
        with scope(self.place.id):
            page = order_page(cooperative_id=self.place.id, order_id=order_id)
        assert page is not None  # noqa: S101  the same
        lines = []
        for line in page.lines:
            size = line.good.units[line.unit]
            qty = line.qty - less * size
            lines.append(
                ReceiptLineTyped(
                    product_id=line.product_id,
                    unit_id=line.unit_id,
                    qty=qty,
                    amount_rp=line.price_rp * (qty // size),
                    order_line_id=line.line_id,
                )
            )
        receive_goods(
            place=self.place,
            typed=ReceiptTyped(
                partner_id=self.partner_id,
                location_id=self.store,
                received_on=self.today,
                lines=lines,
                order_id=order_id,
                note_no=f"SJ-SB-{label}",
            ),
            **self._act(f"{label}/received", self.keeper),
        )
        share_cycle(cycle_id=cycle_id, **self._act(f"{label}/shared", self.keeper))

    def _fetched(self, label: str, cycle_id: UUID, order_id: UUID) -> None:
        buyer = next(row for row in self._page(cycle_id).buyers if row.order_id == order_id)
        hand_over(
            place=self.place,
            order_id=order_id,
            quantities={line.line_id: line.claim.ready_qty for line in buyer.ready},
            cash_place_id=self.safe if buyer.due_rp else None,
            **self._act(f"{label}/fetched", self.treasurer),
        )

    def _page(self, cycle_id: UUID) -> CyclePage:
        with scope(self.place.id):
            page = cycle_page(cooperative_id=self.place.id, cycle_id=cycle_id)
        assert page is not None  # noqa: S101  it was just opened
        return page

    def _act(self, label: str, actor: Actor) -> dict[str, Any]:
        return {
            "actor": actor,
            "today": self.today,
            "request_id": uuid5(SPACE, f"buyers/{label}"),
            "now": self.now - timedelta(minutes=20),
        }
