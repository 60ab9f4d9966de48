"""Tables of rationed goods."""

from guyub.trade.subsidised.models.consumers import Consumer, Standing
from guyub.trade.subsidised.models.day_closes import DayClose
from guyub.trade.subsidised.models.figures import OutletFigures
from guyub.trade.subsidised.models.household_estimates import HouseholdEstimate
from guyub.trade.subsidised.models.oddities import Oddity, OddityOutlet
from guyub.trade.subsidised.models.official_notes import OfficialNote
from guyub.trade.subsidised.models.programmes import BuyerCategory, LimitRule, Programme
from guyub.trade.subsidised.models.queues import BuyerQueue, QueueTicket
from guyub.trade.subsidised.models.quota import QuotaDevice, QuotaKey, QuotaSlice, QuotaUse
from guyub.trade.subsidised.models.rounds import AllocationRound, AllocationShare
from guyub.trade.subsidised.models.sales import RationedSale
from guyub.trade.subsidised.models.supply import Delivery, SupplyContract, SupplyRequest
from guyub.trade.subsidised.models.unmet import UnmetRequest

__all__ = [
    "AllocationRound",
    "AllocationShare",
    "BuyerCategory",
    "BuyerQueue",
    "Consumer",
    "DayClose",
    "Delivery",
    "HouseholdEstimate",
    "LimitRule",
    "Oddity",
    "OddityOutlet",
    "OfficialNote",
    "OutletFigures",
    "Programme",
    "QueueTicket",
    "QuotaDevice",
    "QuotaKey",
    "QuotaSlice",
    "QuotaUse",
    "RationedSale",
    "Standing",
    "SupplyContract",
    "SupplyRequest",
    "UnmetRequest",
]
