"""The permission rows of buying."""

from guyub.foundation.identity.domain.roles import Action
from tests.permission_rows import Row, made_once, of_place
from tests.trade.procurement.market import PHOTO
from tests.trade.retail.counter import Counter

A = Action


def desk_of(world):
    """Give the shop and its wholesaler, made the first time: whatever is bought or ordered there is bought in one."""
    return made_once(world, "desk", lambda: Counter(world))


def of_market(world):
    """Give what was bought of a wholesaler: an order, a receipt and a bill with photos, a payment, a question."""

    def make():
        market = desk_of(world)
        order_id = market.ordered()
        receipt_id = market.receives_all(order_id, document=PHOTO)
        bill_id = market.billed(receipt_id, 1_200_000, document=PHOTO)
        payment_id = market.pays(100_000)
        other = market.receives(market.came(market.soap, market.carton, 1, 120_000))
        purchase_id = market.buys_at_market((market.soap, 5, 10_000))
        return_id = market.returns((market.soap, 1, 2_000))
        credit_id = market.credit().id
        asked = market.books_bill(*market.asked(other, 500_000), paper_no="F-2", document=PHOTO)
        return {
            "order_id": order_id,
            "receipt_id": receipt_id,
            "bill_id": bill_id,
            "partner_id": market.partner_id,
            "payment_id": payment_id,
            "purchase_id": purchase_id,
            "return_id": return_id,
            "credit_id": credit_id,
            "approval_id": asked.approval_id,
        }

    return made_once(world, "market", make)


def of(*names):
    """Give the parts of an address of buying."""

    def arguments(world):
        made = of_market(world)
        return {name: made[name] if isinstance(made, dict) else made for name in names}

    return arguments


ORDER, RECEIPT, BILL, PARTNER = of("order_id"), of("receipt_id"), of("bill_id"), of("partner_id")
WHY = {"why": "salah menulis"}

GOODS_BUYING_ROWS: tuple[Row, ...] = (
    Row("api:purchase_orders", 401, 401, arguments=of_place()),
    Row("api:purchase_order", 401, 401, arguments=of_place("order_id")),
    Row("api:supplier_debts", 401, 401, arguments=of_place()),
    Row("api:goods_receipt_keep", 401, 401, method="post", arguments=of_place()),
    Row("buying:orders", requires=A.VIEW_GOODS),
    Row("buying:orders_export", requires=A.VIEW_GOODS),
    Row("buying:order_new", requires=A.BUY_GOODS),
    Row("buying:order", requires=A.VIEW_GOODS, arguments=ORDER),
    Row("buying:order_change", requires=A.BUY_GOODS, arguments=ORDER),
    Row("buying:order_submit", requires=A.BUY_GOODS, method="post", arguments=ORDER),
    Row("buying:order_sent", requires=A.BUY_GOODS, method="post", arguments=ORDER),
    Row("buying:order_cancel", requires=A.BUY_GOODS, method="post", arguments=ORDER, fields=WHY),
    Row("buying:order_finish", requires=A.BUY_GOODS, method="post", arguments=ORDER, fields=WHY),
    Row("buying:order_letter", requires=A.VIEW_GOODS, arguments=ORDER),
    Row("buying:receipts", requires=A.VIEW_GOODS),
    Row("buying:receipts_export", requires=A.VIEW_GOODS),
    Row("buying:receipt_new", requires=A.MOVE_STOCK),
    Row("buying:receipt", requires=A.VIEW_GOODS, arguments=RECEIPT),
    Row("buying:receipt_photo", requires=A.VIEW_GOODS, arguments=RECEIPT),
    Row("buying:receipt_back", requires=A.MOVE_STOCK, method="post", arguments=RECEIPT, fields=WHY),
    Row("buying:bills", requires=A.VIEW_GOODS),
    Row("buying:bills_export", requires=A.VIEW_GOODS),
    Row("buying:bill_new", requires=A.BUY_GOODS),
    Row("buying:bill", requires=A.VIEW_GOODS, arguments=BILL),
    Row("buying:bill_photo", requires=A.VIEW_GOODS, arguments=BILL),
    Row("buying:bill_waiting_photo", requires=A.VIEW_GOODS, arguments=of("approval_id")),
    Row("buying:bill_back", requires=A.BUY_GOODS, method="post", arguments=BILL, fields=WHY),
    Row("buying:debts", requires=A.VIEW_GOODS),
    Row("buying:debts_export", requires=A.VIEW_GOODS),
    Row("buying:debtor", requires=A.VIEW_GOODS, arguments=PARTNER),
    Row("buying:statement_export", requires=A.VIEW_GOODS, arguments=PARTNER),
    Row("buying:pay", requires=A.KEEP_TREASURY, method="post", arguments=PARTNER),
    Row(
        "buying:payment_back",
        requires=A.KEEP_TREASURY,
        method="post",
        arguments=of("partner_id", "payment_id"),
        fields=WHY,
    ),
    Row("buying:paid_before", requires=A.KEEP_TREASURY, method="post", arguments=PARTNER),
    Row(
        "buying:credit_back",
        requires=A.KEEP_TREASURY,
        method="post",
        arguments=of("partner_id", "credit_id"),
        fields=WHY,
    ),
    Row("buying:credit_new", requires=A.BUY_GOODS, method="post", arguments=BILL),
    Row("buying:credit_use", requires=A.KEEP_TREASURY, method="post", arguments=of("bill_id", "credit_id")),
    Row("buying:returns", requires=A.VIEW_GOODS),
    Row("buying:return_new", requires=A.MOVE_STOCK),
    Row("buying:returned", requires=A.VIEW_GOODS, arguments=of("return_id")),
    Row("buying:return_back", requires=A.MOVE_STOCK, method="post", arguments=of("return_id"), fields=WHY),
    Row("buying:market", requires=A.VIEW_GOODS),
    Row("buying:market_new", requires=A.BUY_GOODS, also=A.KEEP_TREASURY),
    Row("buying:market_one", requires=A.VIEW_GOODS, arguments=of("purchase_id")),
    Row("buying:market_photo", requires=A.VIEW_GOODS, arguments=of("purchase_id")),
    Row(
        "buying:market_back",
        requires=A.BUY_GOODS,
        also=A.KEEP_TREASURY,
        method="post",
        arguments=of("purchase_id"),
        fields=WHY,
    ),
    Row("buying:suggestions", requires=A.VIEW_GOODS),
    Row("buying:refused", requires=A.COUNT_STOCK),
    Row("buying:supplies", requires=A.VIEW_GOODS),
)
