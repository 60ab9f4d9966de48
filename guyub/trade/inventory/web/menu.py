"""The places of goods in the menu."""

from guyub.trade.inventory.web.container_menu import CONTAINER_ENTRIES

ENTRIES = (*CONTAINER_ENTRIES,)
