"""What the treasury keeps about one person in one cooperative: own claims, and what a fund paid for the member."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.books.treasury.models import Claim, FundPayout
from guyub.community.members.selectors.members import member_ids_of
from guyub.foundation.kernel.selectors.own_data import OwnPart

if TYPE_CHECKING:
    from collections.abc import Iterator

    from guyub.foundation.kernel.selectors.own_data import Fact, Owner


def _claims(owner: Owner) -> Iterator[dict[str, Fact]]:
    rows = Claim.objects.filter(cooperative_id=owner.cooperative_id, person_id=owner.person_id)
    for row in rows.order_by("filed_at", "id"):
        yield {
            "Nomor": str(row),
            "Untuk": row.choice,
            "Jumlah (rupiah)": row.amount_rp,
            "Tanggal nota": row.spent_on,
            "Diajukan": row.filed_at,
            "Catatan": row.note,
        }


def _payouts(owner: Owner) -> Iterator[dict[str, Fact]]:
    ids = member_ids_of(cooperative_id=owner.cooperative_id, person_id=owner.person_id)
    rows = FundPayout.objects.filter(cooperative_id=owner.cooperative_id, member_id__in=ids)
    for row in rows.select_related("fund", "movement").order_by("id"):
        yield {
            "Dana": row.fund.name,
            "Manfaat": row.benefit or row.purpose,
            "Jumlah (rupiah)": abs(row.movement.amount_rp),
            "Dari": row.since,
            "Sampai": row.until,
        }


OWN_DATA = (
    OwnPart("Santunan dari dana koperasi", (FundPayout,), _payouts, rank=30),
    OwnPart("Klaim nota", (Claim,), _claims, rank=30),
)
