"""Documents as they are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.foundation.kernel.models import StoredFile

if TYPE_CHECKING:
    from uuid import UUID


def public_file(*, cooperative_id: int, file_id: UUID) -> StoredFile | None:
    """Find a document that anybody may fetch; None for one that is private, missing or another's."""
    return StoredFile.objects.filter(cooperative_id=cooperative_id, id=file_id, is_public=True).first()


def file_history(*, cooperative_id: int, kind: str) -> list[StoredFile]:
    """List all versions of a cooperative's documents of one kind, the newest first."""
    files = StoredFile.objects.filter(cooperative_id=cooperative_id, kind=kind)
    return list(files.order_by("-stored_at", "-version", "id"))


def current_files(*, cooperative_id: int) -> list[StoredFile]:
    """List the documents of a cooperative that no newer version replaces, by kind."""
    files = StoredFile.objects.filter(cooperative_id=cooperative_id, replaced_by__isnull=True)
    return list(files.order_by("kind", "-stored_at", "id"))
