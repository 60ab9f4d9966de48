"""Tables of the shop."""

from guyub.trade.retail.models.bon import BonPayment, BonPaymentLine, BonReminder
from guyub.trade.retail.models.copies import ReceiptCopy
from guyub.trade.retail.models.cycles import BuyerCycle, CycleGood
from guyub.trade.retail.models.gateways import GatewayAccount, GatewayNotice, GatewayPayment
from guyub.trade.retail.models.handings import Handing, HandingLine, Refund
from guyub.trade.retail.models.orders import BuyerLine, BuyerOrder
from guyub.trade.retail.models.pins import TillPin
from guyub.trade.retail.models.qris import QrisCode, QrisSettled, QrisSettlement
from guyub.trade.retail.models.receipts import TillReceipt
from guyub.trade.retail.models.sales import Sale, SaleKind, SaleLine, SaleTender, Till
from guyub.trade.retail.models.slices import CreditSlice

__all__ = [
    "BonPayment",
    "BonPaymentLine",
    "BonReminder",
    "BuyerCycle",
    "BuyerLine",
    "BuyerOrder",
    "CreditSlice",
    "CycleGood",
    "GatewayAccount",
    "GatewayNotice",
    "GatewayPayment",
    "Handing",
    "HandingLine",
    "QrisCode",
    "QrisSettled",
    "QrisSettlement",
    "ReceiptCopy",
    "Refund",
    "Sale",
    "SaleKind",
    "SaleLine",
    "SaleTender",
    "Till",
    "TillPin",
    "TillReceipt",
]
