"""Tables of inventory."""

from guyub.trade.inventory.models.counts import StockCount, StockCountLine, StockTally
from guyub.trade.inventory.models.papers import (
    Repack,
    RepackLine,
    StockLoss,
    StockLossLine,
    Transfer,
    TransferLine,
)
from guyub.trade.inventory.models.prices import Price, PriceRule
from guyub.trade.inventory.models.products import Barcode, Product, ProductUnit
from guyub.trade.inventory.models.stock import BatchMove, Location, Stock, StockBatch, StockMonth, StockMove

__all__ = [
    "Barcode",
    "BatchMove",
    "Location",
    "Price",
    "PriceRule",
    "Product",
    "ProductUnit",
    "Repack",
    "RepackLine",
    "Stock",
    "StockBatch",
    "StockCount",
    "StockCountLine",
    "StockLoss",
    "StockLossLine",
    "StockMonth",
    "StockMove",
    "StockTally",
    "Transfer",
    "TransferLine",
]
