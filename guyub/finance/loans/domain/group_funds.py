"""Why money does not come to the fund of a group, or does not leave it."""

from __future__ import annotations

from typing import ClassVar

from guyub.foundation.kernel.errors import DomainError

LONGEST_NOTE = 60


class FundRefusedError(DomainError):
    """The fund of a group does not move; ``wrong`` says why.

    ``group`` (no open group of joint liability here), ``member`` (does not sit in it), ``amount`` (nothing, or more
    than a field takes), ``short`` (the fund holds less; fact ``fund_rp``), ``own`` (nobody gives the fund of the own
    group back), ``note`` (why it goes back is not said, or in more than 60 letters), ``till`` (who asked does not
    answer for the drawer any more).
    """

    code: ClassVar[str] = "loans.group_fund.refused"
