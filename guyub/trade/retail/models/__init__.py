"""Tables of the shop."""

from guyub.trade.retail.models.cycles import BuyerCycle, CycleGood
from guyub.trade.retail.models.handings import Handing, HandingLine, Refund
from guyub.trade.retail.models.orders import BuyerLine, BuyerOrder

__all__ = [
    "BuyerCycle",
    "BuyerLine",
    "BuyerOrder",
    "CycleGood",
    "Handing",
    "HandingLine",
    "Refund",
]
