"""What loans keeps about one person in one cooperative."""

from __future__ import annotations

from guyub.finance.loans.selectors.own_data_applications import APPLICATION_PARTS
from guyub.finance.loans.selectors.own_data_collections import COLLECTION_PARTS
from guyub.finance.loans.selectors.own_data_days import DAY_PARTS
from guyub.finance.loans.selectors.own_data_groups import GROUP_PARTS
from guyub.finance.loans.selectors.own_data_loans import LOAN_PARTS
from guyub.finance.loans.selectors.own_data_trouble import TROUBLE_PARTS

OWN_DATA = (
    *APPLICATION_PARTS,
    *DAY_PARTS,
    *LOAN_PARTS,
    *GROUP_PARTS,
    *COLLECTION_PARTS,
    *TROUBLE_PARTS,
)
