"""Tables of rationed goods."""

from guyub.trade.subsidised.models.consumers import Consumer, Standing
from guyub.trade.subsidised.models.programmes import BuyerCategory, LimitRule, Programme
from guyub.trade.subsidised.models.quota import QuotaDevice, QuotaKey, QuotaSlice, QuotaUse
from guyub.trade.subsidised.models.sales import RationedSale

__all__ = [
    "BuyerCategory",
    "Consumer",
    "LimitRule",
    "Programme",
    "QuotaDevice",
    "QuotaKey",
    "QuotaSlice",
    "QuotaUse",
    "RationedSale",
    "Standing",
]
