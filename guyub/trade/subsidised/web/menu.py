"""Places of rationed goods in the menu."""

from guyub.trade.subsidised.web.buyer_menu import ENTRIES as BUYERS
from guyub.trade.subsidised.web.log_menu import LOG_ENTRIES
from guyub.trade.subsidised.web.supply_menu import ENTRIES as SUPPLY

ENTRIES = (*BUYERS, *SUPPLY, *LOG_ENTRIES)
