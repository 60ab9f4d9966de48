"""What partners keeps about one person in one cooperative: of whom one asks at a partner, and how to ring them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.community.partners.domain.partners import KIND_WORDS, PartnerKind
from guyub.community.partners.models import Partner
from guyub.foundation.kernel.selectors.own_data import OwnPart

if TYPE_CHECKING:
    from collections.abc import Iterator

    from guyub.foundation.kernel.selectors.own_data import Fact, Owner


def _contacts(owner: Owner) -> Iterator[dict[str, Fact]]:
    rows = Partner.objects.filter(cooperative_id=owner.cooperative_id, contact_id=owner.person_id)
    for row in rows.order_by("folded_name", "id"):
        yield {
            "Mitra": row.name,
            "Jenis": KIND_WORDS[PartnerKind(row.kind)],
            "Nama kontak": row.contact_name,
            "Alamat mitra": row.address,
            "Berakhir": row.ended_on,
            "Terakhir berubah": row.changed_at,
        }


OWN_DATA = (OwnPart("Kontak pada mitra", (Partner,), _contacts, rank=15),)
