"""What inventory keeps about one person in one cooperative."""

from __future__ import annotations

from guyub.trade.inventory.selectors.own_data_containers import CONTAINER_PARTS

OWN_DATA = (*CONTAINER_PARTS,)
