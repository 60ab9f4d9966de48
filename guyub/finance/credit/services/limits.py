"""Holding a member within the limits while more is lent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.community.members.services.register import locked_member
from guyub.finance.credit.domain.limits import check_limits
from guyub.finance.credit.selectors.limits import sheet_inquiry
from guyub.foundation.kernel.selectors.together import asked

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from guyub.finance.credit.domain.limits import OwnCap
    from guyub.finance.credit.domain.sheets import LimitSheet


def hold_limits(
    *,
    cooperative_id: int,
    member_id: UUID,
    amount_rp: int,
    on: date,
    own: OwnCap | None = None,
    into_capital_rp: int = 0,
) -> LimitSheet:
    """Refuse that a member comes to owe more than a limit lets. Step: needs an open transaction.

    The member's row is locked before anything is read, until the transaction ends: of two who agree to a loan of one
    member at the same moment, the second sees what the first agreed to. Whoever lends writes what is owed in the same
    transaction.

    Args:
        cooperative_id: Whose.
        member_id: Who would owe it.
        amount_rp: By how much more, whole rupiah: of a loan that settles another, the difference; 0 before an agreed
            loan is paid out, for capital and offices may have changed since (a breach is one of the day of paying out).
        on: The day.
        own: A narrower limit of the product or the member.
        into_capital_rp: What of it is paid out into the member's capital.

    Returns:
        The sheet by which it was judged, to be kept or shown.

    Raises:
        StandingRefusedError: ``gone``: no such member here.
        LimitRefusedError: See there.
        NothingHoldsError: A rule has no value for the day.
        ValueError: The amounts are below zero, or more goes into capital than is asked.
    """
    member = locked_member(cooperative_id=cooperative_id, member_id=member_id)
    (sheet,) = asked(
        sheet_inquiry(
            cooperative_id=cooperative_id,
            member_id=member_id,
            person_id=member.person_id,
            amount_rp=amount_rp,
            on=on,
            own=own,
            into_capital_rp=into_capital_rp,
        )
    )
    check_limits(sheet)
    return sheet  # type: ignore[no-any-return]  # as the inquiry reads it
