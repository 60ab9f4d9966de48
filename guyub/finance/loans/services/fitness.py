"""Whether a loan still fits: what its product lends on now, and the limits of its member."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.finance.credit.services.limits import hold_limits
from guyub.finance.loans.domain.offering import Caps, LoanProductRefusedError, fits
from guyub.finance.loans.selectors.offers import caps_inquiry
from guyub.finance.loans.selectors.products import ProductRow, product_inquiry
from guyub.finance.loans.services.paying_out import DisbursementRefusedError
from guyub.foundation.kernel.selectors.together import asked

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from guyub.finance.loans.models import Loan
    from guyub.finance.loans.selectors.products import HeldTerms

CHANGED_WORDS = {
    "product": "produknya sudah ditutup",
    "terms": "ketentuan produknya belum ada",
    "amount": "jumlah pinjamannya",
    "number": "banyaknya angsuran",
    "rate": "jasanya",
    "cap_nominal": "jasanya di atas batas",
    "cap_effective": "jasa sebenarnya di atas batas",
}


class ChangedError(Exception):
    """What a product lends on does not hold a loan any more; ``what`` says in words what of it."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


def fitting_terms(
    *, cooperative_id: int, product_id: UUID, amount_rp: int, instalments: int, rate_ppm: int, on: date
) -> HeldTerms:
    """Give the terms of a day that a loan fits, the ceilings of the day too. Step; one trip.

    Args:
        cooperative_id: Whose.
        product_id: Which product.
        amount_rp: Whole rupiah.
        instalments: How many.
        rate_ppm: The rate a year, millionths.
        on: The day.

    Raises:
        ChangedError: It does not fit.
    """
    product: ProductRow | None
    caps: Caps | None
    product, caps = asked(
        product_inquiry(cooperative_id=cooperative_id, product_id=product_id, on=on),
        caps_inquiry(cooperative_id=cooperative_id, days=[on]),
    )
    if product is None or not product.is_open(on):
        raise ChangedError(CHANGED_WORDS["product"])
    if product.now is None:
        raise ChangedError(CHANGED_WORDS["terms"])
    try:
        fits(
            product.now.offered,
            amount_rp=amount_rp,
            instalments=instalments,
            rate_ppm=rate_ppm,
            caps=caps,
        )
    except LoanProductRefusedError as refused:
        wrong = str(refused.facts["wrong"])
        raise ChangedError(CHANGED_WORDS.get(wrong, CHANGED_WORDS["terms"])) from refused
    return product.now


def refuse_changed(*, loan: Loan, on: date) -> None:
    """Refuse to pay out a loan that the terms in force, or the limits of its member, would not allow any more. Step.

    What was agreed before Guyub has no terms to be held against, and passes. The loan is locked, the member will be.

    Args:
        loan: Agreed, not paid out.
        on: The day.

    Raises:
        DisbursementRefusedError: ``terms``; fact ``what``.
        LimitRefusedError: Capital or offices changed since it was agreed.
    """
    if loan.terms_id is None:
        return
    try:
        fitting_terms(
            cooperative_id=loan.cooperative_id,
            product_id=loan.product_id,
            amount_rp=loan.principal_rp,
            instalments=loan.instalments,
            rate_ppm=loan.rate_ppm,
            on=on,
        )
    except ChangedError as changed:
        raise DisbursementRefusedError(wrong="terms", what=changed.what) from changed
    # It is among what the member owes already: nothing is asked on top of it.
    hold_limits(cooperative_id=loan.cooperative_id, member_id=loan.member_id, amount_rp=0, on=on)
