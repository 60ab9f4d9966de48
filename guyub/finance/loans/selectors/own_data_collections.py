"""What lists of instalments keep about one person in one cooperative: a part of the person's copy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.finance.loans.models import ListedLoan
from guyub.finance.savings.domain.collecting import SKIP_WORDS, SkipWhy
from guyub.foundation.kernel.selectors.own_data import OwnPart

if TYPE_CHECKING:
    from collections.abc import Iterator

    from guyub.foundation.kernel.selectors.own_data import Fact, Owner


def _collected(owner: Owner) -> Iterator[dict[str, Fact]]:
    rows = ListedLoan.objects.filter(
        cooperative_id=owner.cooperative_id, loan__member__person_id=owner.person_id
    )
    for row in rows.select_related("of", "loan").order_by("of__made_at", "id"):
        yield {
            "Bukti sementara": str(row),
            "Pinjaman": row.loan.name,
            "Tanggal": row.of.made_on,
            "Diminta (rupiah)": row.asked_rp,
            "Dicatat kolektor (rupiah)": row.noted_rp,
            "Diterima (rupiah)": row.got_rp,
            "Dikembalikan (rupiah)": row.back_rp,
            "Sebab tidak bayar": SKIP_WORDS[SkipWhy(row.why)] if row.why else "",
        }


COLLECTION_PARTS = (OwnPart("Angsuran yang dijemput", (ListedLoan,), _collected, rank=64),)
