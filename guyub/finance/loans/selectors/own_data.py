"""What loans keeps about one person in one cooperative."""

from __future__ import annotations

from guyub.finance.loans.selectors.own_data_trouble import TROUBLE_PARTS

OWN_DATA = (*TROUBLE_PARTS,)
