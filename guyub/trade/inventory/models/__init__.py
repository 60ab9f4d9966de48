"""Tables of inventory."""

from guyub.trade.inventory.models.containers import (
    ContainerBook,
    ContainerHolding,
    ContainerKind,
    ContainerMove,
    ContainerProduct,
    ContainerRate,
    ContainerStock,
)
from guyub.trade.inventory.models.counts import StockCount, StockCountLine, StockTally
from guyub.trade.inventory.models.openings import OpenedStock, StockOpening
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
from guyub.trade.inventory.models.tags import PrintedTag

__all__ = [
    "Barcode",
    "BatchMove",
    "ContainerBook",
    "ContainerHolding",
    "ContainerKind",
    "ContainerMove",
    "ContainerProduct",
    "ContainerRate",
    "ContainerStock",
    "Location",
    "OpenedStock",
    "Price",
    "PriceRule",
    "PrintedTag",
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
    "StockOpening",
    "StockTally",
    "Transfer",
    "TransferLine",
]
