"""Buying of Bumiayu as tests do it: a shop, a supplier, money, and who orders, takes in, books and pays."""

from dataclasses import replace
from datetime import date, timedelta

from guyub.books.ledger.selectors.moments import balances_now
from guyub.community.partners.models import Partner
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.models import AuditEntry
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.inventory.models import ProductUnit
from guyub.trade.procurement.domain.bills import BillLineTyped, BillTyped
from guyub.trade.procurement.domain.market import MarketLineTyped, MarketTyped
from guyub.trade.procurement.domain.orders import OrderLine, OrderTyped
from guyub.trade.procurement.domain.receipts import ReceiptLineTyped, ReceiptTyped
from guyub.trade.procurement.domain.returns import ReturnLineTyped, ReturnTyped
from guyub.trade.procurement.models import Bill, GoodsReceipt, PurchaseOrder, ReceiptLine, SupplierCredit
from guyub.trade.procurement.selectors.invariants import INVARIANTS, RECONCILIATIONS
from guyub.trade.procurement.services.advances import pay_before
from guyub.trade.procurement.services.bills import record_bill, take_bill_back
from guyub.trade.procurement.services.credits import give_credit, take_credit_back, use_credit
from guyub.trade.procurement.services.market import buy_at_market, take_market_back
from guyub.trade.procurement.services.ordering_steps import (
    cancel_order,
    finish_order,
    send_order,
    submit_order,
)
from guyub.trade.procurement.services.orders import change_order, write_order
from guyub.trade.procurement.services.paying import PaymentTyped, pay_supplier, take_payment_back
from guyub.trade.procurement.services.receipts import receive_goods, take_receipt_back
from guyub.trade.procurement.services.returning import return_goods, take_return_back
from tests.community.partners.partner_world import BRI, GADANG, Desk
from tests.journal_writing import approve
from tests.pictures import photo
from tests.trade.inventory.shop import TODAY, Shop
from tests.world import NOW, new_id

PHOTO = ("surat.jpg", photo())
WHY = "salah menulis"


class Market:
    """Rice by the sack of 25 kg and soap by the carton of 48, from a wholesaler that is paid after 14 days."""

    today = TODAY

    def __init__(self, world):
        self.world, self.place = world, world.bumiayu
        self.shop = Shop(world)
        self.cash = world.cash()
        self.desk = Desk(world)
        self.buyer, self.treasurer = world.actor(Role.PENGELOLA_GERAI), world.actor(Role.BENDAHARA)
        self.partner_id = self.desk.adds(replace(GADANG, name="Grosir Kita"))
        self.rice, self.soap, self.store = self.shop.rice, self.shop.soap, self.shop.store
        self.sack = self.unit(self.rice, "karung", 25_000)
        self.kg = self.unit(self.rice, "kg", 1_000)
        self.carton = self.unit(self.soap, "karton", 48)

    def unit(self, product, name, factor):
        with scope(self.place.id):
            return ProductUnit.objects.create(
                cooperative=self.place, product=product, name=name, factor=factor, is_bought=True
            )

    def done(self, **more):
        return {"actor": self.buyer, "request_id": new_id(), "now": NOW, "today": self.today} | more

    def here(self, **more):
        return self.done(place=self.place) | more

    def line(self, product, unit, count, price_rp, **more):
        return OrderLine(
            product_id=product.id, unit_id=unit.id, qty=count * unit.factor, price_rp=price_rp, **more
        )

    def typed(self, *lines, **more):
        rice = (self.line(self.rice, self.sack, 4, 300_000),)
        fields = {"partner_id": self.partner_id, "location_id": self.store.id, "lines": lines or rice}
        return OrderTyped(**fields | more)

    def writes(self, *lines, typed=None, **more):
        return write_order(**self.done(typed=typed or self.typed(*lines), **more))

    def changes(self, order_id, *lines, **more):
        change_order(**self.done(order_id=order_id, typed=self.typed(*lines), **more))

    def submits(self, order_id, **more):
        return submit_order(**self.done(order_id=order_id, **more))

    def sends(self, order_id, **more):
        send_order(**self.done(order_id=order_id, **more))

    def cancels(self, order_id, why=WHY, **more):
        cancel_order(**self.done(order_id=order_id, why=why, **more))

    def finishes(self, order_id, why=WHY, **more):
        finish_order(**self.done(order_id=order_id, why=why, **more))

    def ordered(self, *lines):
        """Give an order that went to the supplier."""
        order_id = self.writes(*lines)
        asked = self.submits(order_id)
        if asked:
            self.approves(asked)
        self.sends(order_id)
        return order_id

    def approves(self, approval_id, role=Role.KETUA):
        approve(self.world, approval_id, role)

    def order(self, order_id):
        with scope(self.place.id):
            return PurchaseOrder.objects.get(cooperative=self.place, id=order_id)

    def order_lines(self, order_id):
        with scope(self.place.id):
            return list(self.order(order_id).lines.order_by("line_no"))

    def came(self, product, unit, count, amount_rp, **more):
        return ReceiptLineTyped(
            product_id=product.id, unit_id=unit.id, qty=count * unit.factor, amount_rp=amount_rp, **more
        )

    def receives(self, *lines, order_id=None, on=None, note_no="", document=None, actor=None, **more):
        typed = ReceiptTyped(
            **{
                "partner_id": self.partner_id,
                "location_id": self.store.id,
                "received_on": on or self.today,
                "lines": lines,
                "order_id": order_id,
                "note_no": note_no,
            }
            | more
        )
        return receive_goods(**self.here(typed=typed, document=document, actor=actor or self.buyer))

    def left_of(self, order_id):
        """Give what is left of an order, at its prices, as it is typed on a receipt."""
        return [
            ReceiptLineTyped(
                product_id=line.product_id,
                unit_id=line.unit_id,
                qty=line.qty - line.received_qty,
                amount_rp=line.amount_rp * (line.qty - line.received_qty) // line.qty,
                order_line_id=line.id,
            )
            for line in self.order_lines(order_id)
        ]

    def receives_all(self, order_id, **more):
        """Take in all that is left of an order, at its prices."""
        return self.receives(*self.left_of(order_id), order_id=order_id, **more)

    def takes_back(self, receipt_id, why=WHY, **more):
        take_receipt_back(**self.here(receipt_id=receipt_id, why=why, **more))

    def receipt(self, receipt_id):
        with scope(self.place.id):
            return GoodsReceipt.objects.get(cooperative=self.place, id=receipt_id)

    def came_lines(self, receipt_id):
        with scope(self.place.id):
            rows = ReceiptLine.objects.filter(cooperative=self.place, receipt_id=receipt_id)
            return list(rows.order_by("line_no"))

    def asked(self, receipt_id, *amounts, qty=None, is_last=False):
        """Give the lines of a bill for a receipt: an amount for each of its lines, as much as came or ``qty``."""
        lines = [line for line in self.came_lines(receipt_id) if line.qty]
        return [
            BillLineTyped(receipt_line_id=line.id, qty=qty or line.qty, amount_rp=rp, is_last=is_last)
            for line, rp in zip(lines, amounts, strict=True)
        ]

    def bill_typed(self, *lines, paper_no="F-1", total_rp=None, extra_rp=0, discount_rp=0, **more):
        sum_rp = sum(line.amount_rp for line in lines) + extra_rp - discount_rp
        return BillTyped(
            **{
                "partner_id": self.partner_id,
                "paper_no": paper_no,
                "billed_on": self.today,
                "due_on": None,
                "lines": lines,
                "total_rp": sum_rp if total_rp is None else total_rp,
                "extra_rp": extra_rp,
                "discount_rp": discount_rp,
            }
            | more
        )

    def books_bill(self, *lines, document=None, typed=None, actor=None, **more):
        what = typed or self.bill_typed(*lines, **more)
        return record_bill(**self.here(typed=what, document=document, actor=actor or self.buyer))

    def billed(self, receipt_id, *amounts, **more):
        """Book a bill that agrees, and give its id."""
        return self.books_bill(*self.asked(receipt_id, *amounts), **more).bill_id

    def bill_back(self, bill_id, why=WHY, **more):
        take_bill_back(**self.here(bill_id=bill_id, why=why, **more))

    def bill(self, bill_id):
        with scope(self.place.id):
            return Bill.objects.get(cooperative=self.place, id=bill_id)

    def bills(self):
        with scope(self.place.id):
            return Bill.objects.filter(cooperative=self.place).count()

    def pays(self, amount_rp=None, *, parts=None, kind="BRANKAS", on=None, actor=None, **more):
        typed = PaymentTyped(
            **{
                "partner_id": self.partner_id,
                "cash_place_id": self.cash[kind],
                "paid_on": on or self.today,
                "amount_rp": amount_rp,
                "parts": parts or {},
            }
            | more
        )
        return pay_supplier(**self.here(typed=typed, actor=actor or self.treasurer))

    def payment_back(self, payment_id, why=WHY, **more):
        take_payment_back(**self.here(payment_id=payment_id, why=why, actor=self.treasurer, **more))

    def buys_at_market(self, *lines, total_rp=None, document=PHOTO, actor=None, kind="BRANKAS", **more):
        told = [MarketLineTyped(product_id=product.id, qty=qty, amount_rp=rp) for product, qty, rp in lines]
        typed = MarketTyped(
            **{
                "location_id": self.store.id,
                "bought_on": self.today,
                "seller": "Pasar Gadang",
                "lines": told,
                "total_rp": sum(line.amount_rp for line in told) if total_rp is None else total_rp,
                "cash_place_id": self.cash[kind],
            }
            | more
        )
        return buy_at_market(**self.here(typed=typed, document=document, actor=actor or self.treasurer))

    def market_back(self, purchase_id, why=WHY, **more):
        take_market_back(**self.here(purchase_id=purchase_id, why=why, actor=self.treasurer, **more))

    def returns(self, *lines, **more):
        """Give goods back: product, base units, what was agreed to, perhaps the line of the receipt."""
        told = [
            ReturnLineTyped(
                product_id=one[0].id, qty=one[1], amount_rp=one[2], receipt_line_id=(*one, None)[3]
            )
            for one in lines
        ]
        typed = ReturnTyped(
            **{
                "partner_id": self.partner_id,
                "location_id": self.store.id,
                "returned_on": self.today,
                "reason": "sudah apak",
                "lines": told,
            }
            | more
        )
        return return_goods(**self.here(typed=typed))

    def return_back(self, return_id, why=WHY, **more):
        take_return_back(**self.here(return_id=return_id, why=why, **more))

    def credits(self, bill_id, amount_rp, goods=None, **more):
        told = {"bill_id": bill_id, "amount_rp": amount_rp, "receipt_line_id": goods, "paper_no": "NK-1"}
        return give_credit(**self.here(**{"why": "harga turun", **told} | more))

    def pays_before(self, amount_rp, order_id=None, kind="BRANKAS", **more):
        told = {
            "partner_id": self.partner_id,
            "order_id": order_id,
            "amount_rp": amount_rp,
            "cash_place_id": self.cash[kind],
            "why": "uang muka beras",
            "on": self.today,
            "actor": self.treasurer,
        }
        return pay_before(**self.here(**told | more))

    def uses(self, credit_id, bill_id, **more):
        use_credit(**self.here(credit_id=credit_id, bill_id=bill_id, actor=self.treasurer, **more))

    def credit_back(self, credit_id, why=WHY, **more):
        take_credit_back(**self.here(credit_id=credit_id, why=why, actor=self.treasurer, **more))

    def credit(self):
        with scope(self.place.id):
            return SupplierCredit.objects.filter(cooperative=self.place).order_by("id").last()

    def has_account(self):
        self.desk.approves(self.desk.asks(self.partner_id, BRI))

    def another_partner(self, name="Toko Lain"):
        return self.desk.adds(GADANG.__class__(kind="PEMASOK", name=name))

    def books(self, *codes):
        with scope(self.place.id):
            held = balances_now(cooperative_id=self.place.id, codes=codes)
        return [held[code] for code in codes]

    def broken(self):
        with scope(self.place.id):
            found = [one for rule in [*INVARIANTS, *RECONCILIATIONS] for one in rule(self.place.id)]
        return found + self.shop.broken()

    def acts(self):
        with scope(self.place.id):
            rows = AuditEntry.objects.filter(cooperative=self.place, act__startswith="procurement.")
            return [row.act.removeprefix("procurement.") for row in rows.order_by("position")]

    def ends_partner(self):
        with scope(self.place.id):
            Partner.objects.filter(cooperative=self.place, id=self.partner_id).update(ended_on=TODAY)


def yesterday(days=1):
    return TODAY - timedelta(days=days)


def of_november(day):
    return date(2026, 11, day)
