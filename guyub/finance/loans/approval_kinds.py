"""What lending asks of a second person."""

from guyub.finance.loans.trouble_kinds import TROUBLE_KINDS

KINDS = (*TROUBLE_KINDS,)
