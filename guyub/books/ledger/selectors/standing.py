"""What stands on a few accounts of the chart now, asked together with other things."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.foundation.kernel.selectors.together import Inquiry

if TYPE_CHECKING:
    from collections.abc import Sequence

_STANDING = """
SELECT left(a.code, 6), sum(b.debit_rp - b.credit_rp)
FROM ledger_account a
JOIN ledger_accountbalance b ON b.cooperative_id = a.cooperative_id AND b.account_id = a.id
WHERE a.cooperative_id = %(place)s AND b.cooperative_id = %(place)s AND left(a.code, 6) = ANY(%(codes)s)
GROUP BY 1 HAVING sum(b.debit_rp - b.credit_rp) <> 0
"""


def standing_inquiry(cooperative_id: int, *, codes: Sequence[str]) -> Inquiry[dict[str, int]]:
    """Ask what stands on accounts of the chart, own ones below included: rupiah, debit above zero, none of zero."""
    values = {"place": cooperative_id, "codes": list(codes)}
    return Inquiry([(_STANDING, values)], lambda rows: {code: int(amount_rp) for code, amount_rp in rows})
