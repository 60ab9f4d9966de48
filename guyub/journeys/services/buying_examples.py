"""What invented Bumiayu buys: orders where they stand, one bill dearer than ordered, debts that are due."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from PIL import Image, ImageDraw

from guyub.books.treasury.domain.places import CashKind
from guyub.books.treasury.selectors.places import places_of
from guyub.community.partners.selectors.partners import partners_inquiry
from guyub.foundation.approvals.services.requests import decide
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.selectors.guiding import place_by_code
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.selectors.together import asked
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.journeys.services.examples import BUMIAYU, EXAMPLE_PIN, SPACE
from guyub.journeys.services.ledger_examples import actor_in
from guyub.journeys.services.partner_examples import EGGS, GADANG
from guyub.trade.inventory.selectors.bought import goods_typed, location_options
from guyub.trade.procurement.domain.bills import BillLineTyped, BillTyped
from guyub.trade.procurement.domain.market import MarketLineTyped, MarketTyped
from guyub.trade.procurement.domain.orders import OrderLine, OrderTyped
from guyub.trade.procurement.domain.receipts import Difference, ReceiptLineTyped, ReceiptTyped
from guyub.trade.procurement.domain.returns import ReturnLineTyped, ReturnTyped
from guyub.trade.procurement.models import MarketPurchase
from guyub.trade.procurement.selectors.orders import order_page
from guyub.trade.procurement.selectors.receipts import receipt_page
from guyub.trade.procurement.services.bills import record_bill
from guyub.trade.procurement.services.market import buy_at_market
from guyub.trade.procurement.services.ordering_steps import send_order, submit_order
from guyub.trade.procurement.services.orders import write_order
from guyub.trade.procurement.services.paying import PaymentTyped, pay_supplier
from guyub.trade.procurement.services.receipts import receive_goods
from guyub.trade.procurement.services.refused import note_refused
from guyub.trade.procurement.services.returning import return_goods

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative
    from guyub.trade.inventory.selectors.bought import Good

STORE = "Gudang gerai"
NOODLES, SOUP, OIL = "Indomie Mi Goreng 85 g", "Indomie Rasa Soto Mie 70 g", "Minyakita kemasan 1 liter"
SUGAR, EGG, RICE = "Gula pasir curah", "Telur ayam ras", "Beras medium curah"
NAMES = (NOODLES, SOUP, OIL, SUGAR, EGG, RICE)


def make_buying_examples(*, now: datetime) -> None:
    """Let Bumiayu's shop order, take in, be billed and pay. Only for a demonstration; repeating it changes nothing.

    After the partners, the catalogue and the stock of the demonstration; without them nothing is made.
    """
    place = place_by_code(BUMIAYU)
    if place is None:
        return
    with scope(place.id):
        (partners,) = asked(partners_inquiry(cooperative_id=place.id))
        is_done = MarketPurchase.objects.filter(cooperative=place).exists()
        goods = goods_typed(cooperative_id=place.id, typed=NAMES)
        stores = {name: UUID(id_) for id_, name in location_options(cooperative_id=place.id).items()}
        safe = next(
            (row.id for row in places_of(cooperative_id=place.id) if row.kind is CashKind.BRANKAS), None
        )
    who = {row.name: row.partner_id for row in partners}
    if is_done or len(goods) != len(NAMES) or STORE not in stores or not {GADANG, EGGS} <= set(who):
        return
    trade = _Trade(place, goods, stores[STORE], who, safe, now)
    trade.gives_eggs_back(trade.pays_an_old_bill())
    trade.is_billed_more()
    trade.waits_for_goods()
    trade.asks_a_second_person()
    trade.writes_a_draft()
    trade.goes_to_the_market()


@dataclass
class _Trade:
    """Bumiayu's buying, and the moment of the demonstration; each act once, by what it is called."""

    place: Cooperative
    goods: Mapping[str, Good]
    store: UUID
    partners: Mapping[str, UUID]
    safe: UUID | None
    now: datetime
    keeper: Actor = field(init=False)

    def __post_init__(self) -> None:
        self.keeper = actor_in(self.place, Role.PENGELOLA_GERAI)
        self.today = business_date(self.now, Zone(self.place.zone))

    def pays_an_old_bill(self) -> UUID:
        """Eggs came, their bill is late, a part of it is paid; give the id of their receipt."""
        order_id = self._sent("eggs", EGGS, (EGG, "kg", 40, 26_000))
        receipt_id = self._received("eggs", order_id, EGGS)
        self._billed("eggs", receipt_id, EGGS, "TLR-118", billed_days_ago=16)
        if self.safe:
            pay_supplier(
                typed=PaymentTyped(
                    partner_id=self.partners[EGGS],
                    cash_place_id=self.safe,
                    paid_on=self.today,
                    amount_rp=40_000,
                    parts={},
                    note="Dicicil (contoh)",
                ),
                place=self.place,
                **self._act("eggs/paid", Role.BENDAHARA),
            )
        return receipt_id

    def gives_eggs_back(self, receipt_id: UUID) -> None:
        """Two kilograms were broken: they go back, and the supplier owes what was agreed to."""
        with scope(self.place.id):
            page = receipt_page(cooperative_id=self.place.id, receipt_id=receipt_id)
        assert page is not None  # noqa: S101  it was just written
        good = self.goods[EGG]
        return_goods(
            typed=ReturnTyped(
                partner_id=self.partners[EGGS],
                location_id=self.store,
                returned_on=self.today,
                reason="pecah di jalan (contoh)",
                lines=[
                    ReturnLineTyped(
                        product_id=good.product_id,
                        qty=2 * good.units["kg"],
                        amount_rp=50_000,
                        receipt_line_id=page.lines[0].line_id,
                    )
                ],
            ),
            place=self.place,
            **self._act("eggs/back"),
        )

    def is_billed_more(self) -> None:
        """Noodles and oil came, one carton torn; the bill asks for more, and a second person agreed."""
        order_id = self._sent(
            "noodles", GADANG, (NOODLES, "karton", 10, 112_000), (OIL, "karton", 5, 176_400)
        )
        receipt_id = self._received("noodles", order_id, GADANG, torn=True)
        asked_id = self._billed("noodles", receipt_id, GADANG, "GDG-2217", more_rp=45_000, billed_days_ago=10)
        if asked_id:
            decide(
                actor=actor_in(self.place, Role.KETUA),
                approval_id=asked_id,
                is_approved=True,
                proof=EXAMPLE_PIN,
                request_id=_once("noodles/agreed"),
                now=self.now,
            )

    def waits_for_goods(self) -> None:
        """Sugar is on its way; soup came and waits for its bill."""
        self._sent("sugar", GADANG, (SUGAR, "karung", 2, 790_000))
        order_id = self._sent("soup", GADANG, (SOUP, "karton", 4, 108_000))
        self._received("soup", order_id, GADANG)

    def asks_a_second_person(self) -> None:
        """Much rice is asked of a second person."""
        order_id = self._written("rice", GADANG, (RICE, "karung", 12, 610_000))
        submit_order(order_id=order_id, **self._act("rice/submitted"))

    def writes_a_draft(self) -> None:
        """A draft lies there, and something was asked for in vain."""
        self._written("draft", EGGS, (EGG, "kg", 30, 26_500))
        note_refused(product_id=self.goods[SOUP].product_id, words="", qty=5, **self._act("refused"))
        note_refused(product_id=None, words="Gula batu (contoh)", qty=1, **self._act("refused/other"))

    def goes_to_the_market(self) -> None:
        """The treasurer buys at the market, as far as the safe holds."""
        if self.safe is None:
            return
        with scope(self.place.id):
            held = next(
                row.balance_rp for row in places_of(cooperative_id=self.place.id) if row.id == self.safe
            )
        good, amount_rp = self.goods[SUGAR], 34_000
        if held < amount_rp:
            return
        buy_at_market(
            typed=MarketTyped(
                location_id=self.store,
                bought_on=self.today,
                seller="Pasar Gadang (contoh)",
                lines=[
                    MarketLineTyped(product_id=good.product_id, qty=2 * good.units["kg"], amount_rp=amount_rp)
                ],
                total_rp=amount_rp,
                cash_place_id=self.safe,
            ),
            place=self.place,
            document=("nota.jpg", _picture("Pasar Gadang", amount_rp)),
            **self._act("market", Role.BENDAHARA),
        )

    def _written(self, label: str, partner: str, *lines: tuple[str, str, int, int]) -> UUID:
        told = [
            OrderLine(
                product_id=self.goods[name].product_id,
                unit_id=self.goods[name].unit_ids[unit],
                qty=count * self.goods[name].units[unit],
                price_rp=price_rp,
                tolerance_percent=0,
            )
            for name, unit, count, price_rp in lines
        ]
        typed = OrderTyped(
            partner_id=self.partners[partner], location_id=self.store, lines=told, note="Contoh pesanan"
        )
        return write_order(typed=typed, **self._act(f"{label}/written"))

    def _sent(self, label: str, partner: str, *lines: tuple[str, str, int, int]) -> UUID:
        order_id = self._written(label, partner, *lines)
        submit_order(order_id=order_id, **self._act(f"{label}/submitted"))
        send_order(order_id=order_id, **self._act(f"{label}/sent"))
        return order_id

    def _received(self, label: str, order_id: UUID, partner: str, *, torn: bool = False) -> UUID:
        with scope(self.place.id):
            page = order_page(cooperative_id=self.place.id, order_id=order_id)
        assert page is not None  # noqa: S101  it was just written
        lines = []
        for at, line in enumerate(page.lines):
            size = line.good.units[line.unit]
            less = size if torn and at == 0 else 0
            lines.append(
                ReceiptLineTyped(
                    product_id=line.product_id,
                    unit_id=line.unit_id,
                    qty=line.qty - less,
                    amount_rp=line.price_rp * (line.qty - less) // size,
                    order_line_id=line.line_id,
                    refused_qty=less,
                    difference=Difference.RUSAK.value if less else "",
                    reason="kardus basah (contoh)" if less else "",
                )
            )
        return receive_goods(
            place=self.place,
            typed=ReceiptTyped(
                partner_id=self.partners[partner],
                location_id=self.store,
                received_on=self.today,
                lines=lines,
                order_id=order_id,
                note_no=f"SJ-{label}",
            ),
            document=("surat-jalan.jpg", _picture("Surat jalan", 0)) if torn else None,
            **self._act(f"{label}/received"),
        )

    def _billed(
        self,
        label: str,
        receipt_id: UUID,
        partner: str,
        paper_no: str,
        *,
        more_rp: int = 0,
        billed_days_ago: int,
    ) -> UUID | None:
        with scope(self.place.id):
            page = receipt_page(cooperative_id=self.place.id, receipt_id=receipt_id)
        assert page is not None  # noqa: S101  it was just written
        lines = [
            BillLineTyped(
                receipt_line_id=line.line_id,
                qty=line.qty,
                amount_rp=line.amount_rp + (more_rp if at == 0 else 0),
            )
            for at, line in enumerate(page.lines)
        ]
        done = record_bill(
            place=self.place,
            typed=BillTyped(
                partner_id=self.partners[partner],
                paper_no=paper_no,
                billed_on=self.today - timedelta(days=billed_days_ago),
                due_on=None,
                lines=lines,
                total_rp=sum(line.amount_rp for line in lines),
            ),
            document=("tagihan.jpg", _picture(paper_no, sum(line.amount_rp for line in lines))),
            **self._act(f"{label}/billed"),
        )
        return done.approval_id

    def _act(self, label: str, role: Role | None = None) -> dict[str, Any]:
        return {
            "actor": actor_in(self.place, role) if role else self.keeper,
            "today": self.today,
            "request_id": _once(label),
            "now": self.now - timedelta(minutes=30),
        }


def _picture(words: str, amount_rp: int) -> bytes:
    """Draw a paper that says that it is none."""
    picture = Image.new("RGB", (480, 360), "white")
    told = f"CONTOH\n\n{words}\nRp {amount_rp}\n\nbukan nota sungguhan"
    ImageDraw.Draw(picture).multiline_text((40, 40), told, fill="black", font_size=28, spacing=10)
    written = io.BytesIO()
    picture.save(written, "JPEG")
    return written.getvalue()


def _once(label: str) -> UUID:
    return uuid5(SPACE, f"buying/{label}")
