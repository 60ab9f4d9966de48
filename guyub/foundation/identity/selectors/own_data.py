"""What identity keeps about one person in one cooperative; the numbers come from the vault by a use-case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.foundation.identity.domain.role_words import ROLE_WORDS
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.models import AuditEntry, ConsentEvent, Membership, SubjectRequest
from guyub.foundation.identity.selectors.looks import acts_about
from guyub.foundation.kernel.selectors.own_data import OwnPart

if TYPE_CHECKING:
    from collections.abc import Iterator

    from guyub.foundation.kernel.selectors.own_data import Fact, Owner

ALL_LOOKS = 100_000
LOOKS = "Siapa yang membuka atau mengubah data saya"


def _roles(owner: Owner) -> Iterator[dict[str, Fact]]:
    rows = Membership.objects.filter(cooperative_id=owner.cooperative_id, person_id=owner.person_id)
    for row in rows.order_by("starts_at", "id"):
        yield {"Peran": ROLE_WORDS[Role(row.role)], "Sejak": row.starts_at, "Sampai": row.ends_at}


def _consents(owner: Owner) -> Iterator[dict[str, Fact]]:
    rows = ConsentEvent.objects.filter(cooperative_id=owner.cooperative_id, person_id=owner.person_id)
    for row in rows.select_related("recorded_by").order_by("at", "id"):
        yield {
            "Tujuan": row.purpose,
            "Versi naskah": row.version,
            "Diberikan": row.is_given,
            "Waktu": row.at,
            "Dicatat oleh": row.recorded_by.name,
        }


def _requests(owner: Owner) -> Iterator[dict[str, Fact]]:
    rows = SubjectRequest.objects.filter(cooperative_id=owner.cooperative_id, person_id=owner.person_id)
    for row in rows.order_by("asked_at", "id"):
        yield {
            "Permintaan": row.kind,
            "Diminta": row.asked_at,
            "Batas jawaban": row.due_at,
            "Dijawab": row.answered_at,
            "Jawaban": row.answer,
        }


def _looks(owner: Owner) -> Iterator[dict[str, Fact]]:
    for line in acts_about(cooperative_id=owner.cooperative_id, person_id=owner.person_id, most=ALL_LOOKS):
        yield {
            "Waktu": line.at,
            "Oleh": line.name,
            "Peran": ROLE_WORDS[Role(line.role)] if line.role else "",
            "Tindakan": line.act,
            "Alasan": str(line.facts.get("reason", "")),
        }


OWN_DATA = (
    OwnPart("Peran", (Membership,), _roles, rank=80),
    OwnPart("Persetujuan data", (ConsentEvent,), _consents, rank=80),
    OwnPart("Permintaan tentang data pribadi", (SubjectRequest,), _requests, rank=80),
    OwnPart(LOOKS, (AuditEntry,), _looks, rank=80),
)
