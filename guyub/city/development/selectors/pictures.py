"""Photos and proofs of needs and visits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.foundation.kernel.models import StoredFile

if TYPE_CHECKING:
    from uuid import UUID

KINDS = ("KEBUTUHAN_FOTO", "KEBUTUHAN_BUKTI", "KUNJUNGAN_FOTO")


def picture(*, cooperative_id: int, file_id: UUID) -> StoredFile | None:
    """Find a photo or proof of a cooperative; None for one that is missing, another's, or of another context."""
    return StoredFile.objects.filter(cooperative_id=cooperative_id, id=file_id, kind__in=KINDS).first()
