"""Tables of assets."""

from guyub.books.assets.models.assets import FixedAsset, LentAsset
from guyub.books.assets.models.months import MonthLine, Spread

__all__ = ["FixedAsset", "LentAsset", "MonthLine", "Spread"]
