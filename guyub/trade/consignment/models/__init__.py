"""Tables of consignment."""

from guyub.trade.consignment.models.agreements import Agreement, ConsignedGood
from guyub.trade.consignment.models.settlements import Payout, Statement
from guyub.trade.consignment.models.slips import ConsignedMove, Slip

__all__ = ["Agreement", "ConsignedGood", "ConsignedMove", "Payout", "Slip", "Statement"]
