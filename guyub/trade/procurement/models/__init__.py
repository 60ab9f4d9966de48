"""Tables of buying."""

from guyub.trade.procurement.models.bills import Bill, BillLine
from guyub.trade.procurement.models.debts import Settlement, SupplierCredit, SupplierPayment
from guyub.trade.procurement.models.market import MarketLine, MarketPurchase, RefusedRequest
from guyub.trade.procurement.models.openings import DebtOpening
from guyub.trade.procurement.models.orders import PurchaseLine, PurchaseOrder
from guyub.trade.procurement.models.receipts import GoodsReceipt, ReceiptLine
from guyub.trade.procurement.models.returns import GoodsReturn, ReturnLine
from guyub.trade.procurement.models.supplies import Supply

__all__ = [
    "Bill",
    "BillLine",
    "DebtOpening",
    "GoodsReceipt",
    "GoodsReturn",
    "MarketLine",
    "MarketPurchase",
    "PurchaseLine",
    "PurchaseOrder",
    "ReceiptLine",
    "RefusedRequest",
    "ReturnLine",
    "Settlement",
    "SupplierCredit",
    "SupplierPayment",
    "Supply",
]
