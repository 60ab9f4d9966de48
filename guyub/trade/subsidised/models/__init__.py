"""Tables of rationed goods."""

from guyub.trade.subsidised.models.consumers import Consumer, Standing
from guyub.trade.subsidised.models.programmes import BuyerCategory, LimitRule, Programme
from guyub.trade.subsidised.models.quota import QuotaDevice, QuotaKey, QuotaSlice, QuotaUse
from guyub.trade.subsidised.models.rounds import AllocationRound, AllocationShare
from guyub.trade.subsidised.models.sales import RationedSale
from guyub.trade.subsidised.models.supply import Delivery, SupplyContract, SupplyRequest

__all__ = [
    "AllocationRound",
    "AllocationShare",
    "BuyerCategory",
    "Consumer",
    "Delivery",
    "LimitRule",
    "Programme",
    "QuotaDevice",
    "QuotaKey",
    "QuotaSlice",
    "QuotaUse",
    "RationedSale",
    "Standing",
    "SupplyContract",
    "SupplyRequest",
]
