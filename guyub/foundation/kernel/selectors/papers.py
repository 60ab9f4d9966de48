"""Asking whether the house issued a paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.foundation.kernel.models import IssuedPaper

if TYPE_CHECKING:
    from uuid import UUID


def issued_paper(*, cooperative_id: int, paper_id: UUID) -> IssuedPaper | None:
    """Find a paper by what its QR says; None when the house never issued it."""
    return IssuedPaper.objects.filter(cooperative_id=cooperative_id, id=paper_id).first()
