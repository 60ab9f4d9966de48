"""Tables of buying."""

from guyub.trade.procurement.models.bills import Bill, BillLine
from guyub.trade.procurement.models.debts import Settlement, SupplierCredit, SupplierPayment
from guyub.trade.procurement.models.orders import PurchaseLine, PurchaseOrder
from guyub.trade.procurement.models.receipts import GoodsReceipt, ReceiptLine
from guyub.trade.procurement.models.supplies import Supply

__all__ = [
    "Bill",
    "BillLine",
    "GoodsReceipt",
    "PurchaseLine",
    "PurchaseOrder",
    "ReceiptLine",
    "Settlement",
    "SupplierCredit",
    "SupplierPayment",
    "Supply",
]
