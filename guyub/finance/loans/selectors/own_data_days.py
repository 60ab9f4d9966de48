"""How a person's loans stood at the end of days, for a copy of what is kept about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.finance.loans.domain.kolektibilitas_schemes import KOLEKTIBILITAS_WORDS, Kolektibilitas
from guyub.finance.loans.models import LoanDay
from guyub.foundation.kernel.selectors.own_data import OwnPart

if TYPE_CHECKING:
    from collections.abc import Iterator

    from guyub.foundation.kernel.selectors.own_data import Fact, Owner


def _days(owner: Owner) -> Iterator[dict[str, Fact]]:
    rows = LoanDay.objects.filter(
        cooperative_id=owner.cooperative_id, loan__member__person_id=owner.person_id
    )
    for row in rows.select_related("loan").order_by("on", "id"):
        yield {
            "Akhir hari": row.on,
            "Pinjaman": row.loan.name,
            "Kolektibilitas": KOLEKTIBILITAS_WORDS[Kolektibilitas(row.kolektibilitas)],
            "Menunggak sejak": row.overdue_since,
            "Tunggakan (rupiah)": row.overdue_rp,
            "Sisa pokok (rupiah)": row.left_rp,
            "Piutang jasa (rupiah)": row.jasa_rp,
            "Penyisihan (rupiah)": row.provision_rp,
        }


DAY_PARTS = (OwnPart("Riwayat kolektibilitas pinjaman", (LoanDay,), _days, rank=30),)
